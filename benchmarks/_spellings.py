"""How the same name is spelt by different writers: the tables that `_changes.py` draws from.

All of it is general knowledge of how names travel (romanisations of Arabic, Persian and Russian, clerks' abbreviations,
keyboards), written for this benchmark and taken from no matcher's tables, achguard's own included.
"""
# ruff: noqa: E501 -- rows of tables

from typing import Final


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in text.strip().splitlines())


ARABIC_NAMES: Final = _groups("""
MOHAMMED MUHAMMAD MOHAMED MOHAMMAD MOHAMAD MUHAMMED MUHAMED MOHAMMOD
AHMED AHMAD AHMET AKHMED
HUSSEIN HUSAYN HUSSAIN HOSSEIN HUSEIN HUSAIN HUSEYIN
HASSAN HASAN HASSEN
YOUSEF YUSUF YOUSSEF YOUSIF YUSEF YOUSUF YUSIF
IBRAHIM EBRAHIM IBRAHEEM BRAHIM
KHALED KHALID KALED HALID
KHALIL KHALEEL HALIL
OMAR UMAR OMER
OSMAN UTHMAN OTHMAN OUSMANE
SAEED SAID SAEID SAYEED
SALEH SALIH SALAH
SALEM SALIM SALEEM
SULEIMAN SULAYMAN SULAIMAN SOLEIMAN SULEYMAN
MAHMOUD MAHMUD MAHMOOD
MUSTAFA MOUSTAFA MOSTAFA MUSTAPHA
QASIM QASSEM KASSEM GHASEM KASIM
QASEM GHASSEM KASSIM
RASHID RASHEED RACHID
RAHIM RAHEEM
KARIM KAREEM
HAMID HAMEED
JAMIL JAMEEL DJAMIL GAMIL
JAMAL DJAMAL GAMAL JEMAL
AMIR AMEER EMIR
AMIN AMEEN
NASIR NASSER NASER NASSIR
NASR NASSR
MUSA MOUSSA MOOSA MUSSA
ISA EISSA ISSA ESSA
YAHYA YEHIA YAHIA
ZAKARIA ZAKARIYA ZAKARYA
SHEIKH SHAYKH SHAIKH
HAJI HAJJI HADJI
TARIQ TAREK TARIK TAREQ
FARUQ FAROUK FAROOQ FARUK
SADIQ SADEK SADEQ SADIK SADEGH
TAWFIQ TAWFIK TOUFIC TEWFIK
RAFIQ RAFIK RAFEEQ RAFIC
SHAFIQ SHAFIK SHAFEEQ CHAFIK
MUBARAK MOUBARAK MOBARAK
BASHIR BASHEER BACHIR
HASHIM HASHEM HACHEM
HASHEMI HASHIMI
MUHSIN MOHSEN MOHSIN
MAJID MAJEED MADJID
WALID WALEED OUALID
HAMZA HAMZAH HAMZEH
USAMA OSAMA OUSSAMA
AYMAN AIMAN AYMEN
HAITHAM HAYTHAM HAISAM
HUSNI HOSNI HOUSNI
MUNIR MOUNIR MUNEER MONIR
JABIR JABER DJABER GABER
ADIL ADEL
IMAD EMAD
ISAM ESSAM ISSAM
HISHAM HESHAM HICHAM
ZAYD ZAID ZEID ZAYED
DHUL ZUL ZOL
RIDA REZA RIDHA REDA
MAHDI MEHDI
SAYYID SAYED SEYED SYED SAYYED
ABBAS ABAS
FADIL FADEL FAZIL FADHIL
KAZIM KADHIM KAZEM KADHEM
HAFIZ HAFEZ HAFIDH HAFEEZ
NIZAR NEZAR
MAKHLUF MAKHLOUF MAHLOUF
SHARIF SHERIF SHAREEF CHERIF
LATIF LATEEF
HABIB HABEEB
NAJIB NAJEEB NAGUIB
RAJAB RAGAB RAJEB
MANSUR MANSOUR MANSOOR
MASUD MASSOUD MASOUD MASOOD
DAWUD DAOUD DAVOOD DAWOOD
HARUN HAROUN HAROON
YUNUS YOUNES YOUNIS YUNIS
AYYUB AYOUB AYUB
YAQUB YAKOUB YACOUB YAGHOUB
ISHAQ ISHAK ESHAGH
ISMAIL ISMAEL ESMAIL ISMAEEL
HAYDAR HAIDAR HEYDAR HAIDER
""")
"""Spellings of one Arabic, Persian or Turkish name on each line."""

ARABIC_LETTERS: Final = (
    ("Q", "K"), ("Q", "G"), ("Q", "GH"), ("OU", "U"), ("OO", "U"), ("U", "OU"), ("U", "O"), ("EE", "I"), ("I", "EE"),
    ("DH", "Z"), ("DH", "D"), ("KH", "H"), ("GH", "G"), ("J", "DJ"), ("J", "G"), ("SH", "CH"), ("AY", "AI"),
    ("AI", "EI"), ("AW", "AU"), ("W", "OU"), ("Y", "I"), ("TH", "T"), ("Z", "DH"), ("AH", "A"), ("F", "PH"),
    ("AYN", "EIN"), ("IYYA", "IA"), ("SS", "S"), ("S", "SS"), ("MM", "M"), ("LL", "L"), ("E", "I"), ("O", "U"),
)  # fmt: skip
"""A spelling and another of the same Arabic or Persian sound."""

SLAVIC_LETTERS: Final = (
    ("YU", "IU"), ("YU", "JU"), ("YU", "U"), ("YA", "IA"), ("YA", "JA"), ("KH", "H"), ("KH", "CH"), ("SHCH", "SCH"),
    ("SHCH", "SHTCH"), ("IY$", "Y"), ("IY", "I"), ("IY$", "II"), ("EY", "EI"), ("EY", "EJ"), ("AY", "AI"), ("OY", "OI"),
    ("TS", "C"), ("TS", "TZ"), ("ZH", "J"), ("ZH", "G"), ("CH", "TCH"), ("V", "W"), ("KS", "X"), ("X", "KS"),
    ("YE", "E"), ("IE", "E"), ("YEV", "EV"), ("(?<=[AEIOU])EV", "YEV"), ("EVICH", "YEVICH"), ("IYA", "IA"), ("SKIY", "SKY"),
    ("SKY$", "SKII"), ("SKI$", "SKIY"), ("OV$", "OFF"), ("EV$", "EFF"), ("YO", "E"), ("II$", "IY"), ("EI", "EY"),
    ("DMITRI", "DMITRIY"), ("SERGEY", "SERGEJ"), ("ALEKSANDR", "ALEXANDER"), ("ALEXANDER", "ALEKSANDR"),
    ("MIKHAIL", "MIHAIL"), ("YEVGEN", "EVGEN"), ("EVGEN", "YEVGEN"), ("YURIY", "IURII"), ("ALEKSEY", "ALEXEI"),
    ("NIKOLAY", "NIKOLAI"), ("VICTOR", "VIKTOR"), ("VIKTOR", "VICTOR"), ("ANDREY", "ANDREI"),
)  # fmt: skip
"""A spelling (a regular expression) and another of the same Russian, Ukrainian or Serbian sound."""

SLAVIC_ENDINGS: Final = (
    "OV", "EV", "OVA", "EVA", "OVICH", "EVICH", "OVNA", "EVNA", "SKIY", "SKY", "SKAYA", "SKII", "ENKO", "CHUK", "IN",
)  # fmt: skip
"""How family names and patronymics of Slavic languages end; two of a name's words must, or one of five letters more."""

ABD_FORMS: Final = (
    "ABDUL {0}",
    "ABDUL{0}",
    "ABD AL {0}",
    "ABD AL-{0}",
    "ABDEL {0}",
    "ABDEL{0}",
    "ABD EL {0}",
    "ABDAL{0}",
)
"""Ways to write `Abd al-` with the name that it governs."""

MUHAMMAD_FORMS: Final = ("MOHD", "MD", "MUHD", "MOHAMMED", "MUHAMMAD", "M", "MOH")
"""Short and long ways to write Muhammad before another given name."""

PARTICLES: Final = frozenset(
    """
    AL EL UL AD AR AS ASH AZ BIN IBN BEN BINT ABU ABI OULD DE DEL LA LOS DA DI DOS VAN VON DER
    """.split()  # noqa: SIM905 -- a table of words reads better than quoted strings
)
"""Words of a name that one writer leaves out, and another joins to what follows."""

ADDED_PARTICLES: Final = ("AL", "BIN", "EL", "ABU")
"""Particles that a writer adds to an Arabic name."""

TITLES: Final = (
    "MR", "MRS", "DR", "PROF", "SHEIKH", "HAJI", "GEN", "GENERAL", "COL", "CAPT", "HON", "ENGR", "REV", "SIR",
)  # fmt: skip
SUFFIXES: Final = ("JR", "SR", "III", "ESQ", "PHD", "MD")

FORM_SPELLINGS: Final = {
    "LLC": ("L.L.C.", "LIMITED LIABILITY COMPANY", "LTD LIABILITY CO"),
    "LTD": ("LIMITED", "L.T.D.", "LTD."),
    "LIMITED": ("LTD", "LTD."),
    "CO": ("COMPANY", "CO."),
    "COMPANY": ("CO", "CO.", "CMPY"),
    "CORP": ("CORPORATION",),
    "CORPORATION": ("CORP", "CORP."),
    "INC": ("INCORPORATED", "INC."),
    "OOO": ("LLC", "O.O.O.", "LIMITED LIABILITY COMPANY"),
    "AO": ("JSC", "JOINT STOCK COMPANY", "A.O."),
    "PAO": ("PJSC", "PUBLIC JOINT STOCK COMPANY"),
    "OAO": ("OJSC", "JSC", "OPEN JOINT STOCK COMPANY"),
    "ZAO": ("CJSC", "CLOSED JOINT STOCK COMPANY"),
    "JSC": ("JOINT STOCK COMPANY", "J.S.C.", "AO"),
    "PJSC": ("PUBLIC JOINT STOCK COMPANY", "PAO"),
    "S.A.": ("SA", "SOCIEDAD ANONIMA", "S A"),
    "SA": ("S.A.", "SOCIEDAD ANONIMA"),
    "LTDA": ("LIMITADA", "LTDA.", "LTD"),
    "LTDA.": ("LIMITADA", "LTD"),
    "S.A.S.": ("SAS", "S A S"),
    "GMBH": ("G.M.B.H.", "GES.M.B.H"),
    "FZE": ("F.Z.E.", "FZ-LLC"),
    "SRL": ("S.R.L.", "S R L"),
    "DOO": ("D.O.O.", "D O O"),
    "AG": ("A.G.", "AKTIENGESELLSCHAFT"),
    "PLC": ("P.L.C.", "PUBLIC LIMITED COMPANY"),
    "PTE": ("PRIVATE", "PTE."),
}  # fmt: skip
"""A legal form and how others write it."""

FORMS: Final = frozenset(form.replace(".", "") for form in FORM_SPELLINGS) | frozenset(
    ("CV", "C", "V", "S", "A", "KG", "SAL", "JOINT", "STOCK", "LIABILITY", "SADECV", "EOOD", "OOD", "BV", "NV")
)
"""Words that a legal form is made of, without full stops."""

ABBREVIATIONS: Final = {
    "INTERNATIONAL": ("INTL", "INT'L", "INTNL"),
    "TRADING": ("TRDG", "TRD"),
    "SHIPPING": ("SHPG", "SHIPG"),
    "MANUFACTURING": ("MFG", "MANUF"),
    "SERVICES": ("SVCS", "SRVCS", "SERV"),
    "SERVICE": ("SVC", "SERV"),
    "GROUP": ("GRP", "GP"),
    "ENTERPRISES": ("ENT", "ENTPR"),
    "ENTERPRISE": ("ENT", "ENTPR"),
    "INDUSTRIES": ("IND", "INDS"),
    "INDUSTRIAL": ("IND", "INDL"),
    "INDUSTRY": ("IND",),
    "DEVELOPMENT": ("DEV", "DEVT"),
    "CONSTRUCTION": ("CONST", "CONSTR"),
    "ENGINEERING": ("ENG", "ENGRG"),
    "TECHNOLOGY": ("TECH",),
    "TECHNOLOGIES": ("TECH", "TECHS"),
    "TECHNICAL": ("TECH",),
    "MANAGEMENT": ("MGMT", "MGT"),
    "ASSOCIATION": ("ASSN", "ASSOC"),
    "FOUNDATION": ("FDN", "FOUND"),
    "NATIONAL": ("NATL", "NAT'L"),
    "GENERAL": ("GEN", "GENL"),
    "INVESTMENT": ("INV", "INVEST"),
    "INVESTMENTS": ("INV", "INVS"),
    "HOLDING": ("HLDG",),
    "HOLDINGS": ("HLDGS", "HLDG"),
    "TRANSPORT": ("TRANS", "TRANSP"),
    "TRANSPORTATION": ("TRANS", "TRANSP"),
    "LOGISTICS": ("LOG", "LOGIS"),
    "PRODUCTS": ("PROD", "PRODS"),
    "EQUIPMENT": ("EQUIP", "EQPT"),
    "PETROLEUM": ("PETROL", "PET"),
    "PETROCHEMICAL": ("PETROCHEM",),
    "CHEMICAL": ("CHEM",),
    "EXCHANGE": ("EXCH", "XCHG"),
    "FINANCIAL": ("FIN", "FINL"),
    "FINANCE": ("FIN",),
    "INSTITUTE": ("INST",),
    "UNIVERSITY": ("UNIV",),
    "RESEARCH": ("RES", "RSCH"),
    "CENTER": ("CTR",),
    "CENTRE": ("CTR",),
    "DEPARTMENT": ("DEPT",),
    "COMMERCIAL": ("COML", "COMM"),
    "SYSTEMS": ("SYS",),
    "MARITIME": ("MAR",),
    "AVIATION": ("AVN",),
    "ELECTRONICS": ("ELEC", "ELECT"),
    "ORGANIZATION": ("ORG", "ORGN"),
    "REPUBLIC": ("REP",),
    "BROTHERS": ("BROS",),
    "AGENCY": ("AGCY",),
    "PHARMACEUTICAL": ("PHARMA", "PHARM"),
    "COMMUNICATIONS": ("COMM", "COMMS"),
    "INSURANCE": ("INS",),
    "LABORATORY": ("LAB",),
}  # fmt: skip
"""A word of business names and how clerks and 22-character fields shorten it."""

NEIGHBOURS: Final = {
    "Q": "WA", "W": "QES", "E": "WRD", "R": "ETF", "T": "RYG", "Y": "TUH", "U": "YIJ", "I": "UOK", "O": "IPL", "P": "OL",
    "A": "QSZ", "S": "ADWX", "D": "SFEC", "F": "DGRV", "G": "FHTB", "H": "GJYN", "J": "HKUM", "K": "JLI", "L": "KOP",
    "Z": "AX", "X": "ZCS", "C": "XVD", "V": "CBF", "B": "VNG", "N": "BMH", "M": "NJ",
}  # fmt: skip
"""Letters beside each letter on a US keyboard."""

SCANNED: Final = (
    ("O", "0"),
    ("I", "1"),
    ("S", "5"),
    ("B", "8"),
    ("M", "RN"),
    ("RN", "M"),
    ("VV", "W"),
    ("W", "VV"),
    ("L", "1"),
    ("G", "6"),
    ("Z", "2"),
)
"""What a scanner reads for a letter."""

LOOK_ALIKES: Final = {
    "A": "\u0410\u0391", "B": "\u0412\u0392", "C": "\u0421", "E": "\u0415\u0395", "H": "\u041d\u0397", "I": "\u0406\u0399",
    "K": "\u041a\u039a", "M": "\u041c\u039c", "N": "\u039d", "O": "\u041e\u039f", "P": "\u0420\u03a1", "S": "\u0405",
    "T": "\u0422\u03a4", "X": "\u0425\u03a7", "Y": "\u03a5", "Z": "\u0396", "J": "\u0408",
}  # fmt: skip
"""Cyrillic and Greek capitals that look like a Latin one."""

ACCENTED: Final = {
    "A": "\u00c1\u00c2\u00c4\u0100", "E": "\u00c9\u00ca\u00cb\u0112", "I": "\u00cd\u00ce\u012a", "O": "\u00d3\u00d4\u014c\u00d6",
    "U": "\u00da\u00db\u016a\u00dc", "N": "\u00d1", "C": "\u00c7\u010c\u0106", "S": "\u0160\u1e62\u015e", "Z": "\u017d",
    "D": "\u1e0c", "H": "\u1e24", "T": "\u1e6c", "Y": "\u00dd", "L": "\u0141", "G": "\u011e",
}  # fmt: skip
"""A letter with the marks that a list leaves out."""

INVISIBLE: Final = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
"""Characters that take no room."""

HISPANIC_PROGRAMS: Final = ("SDNTK", "VENEZUELA", "CUBA", "NICARAGUA", "ILLICIT-DRUGS", "SDNT")
"""Programs whose individuals mostly have two surnames."""
