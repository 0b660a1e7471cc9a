"""Words of a name that say little about whose it is: titles, particles, legal forms, and one spelling for each."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from achguard.names.abbreviations import ABBREVIATIONS

TITLES: Final = frozenset(
    """
    MR MRS MS MISS DR PROF PROFESSOR SIR REV REVEREND FR HON ENG ATTY
    SHEIKH SHEIK SHAYKH SAYYID SEYYED MULLAH MAULVI MAULAVI MAWLAWI HAJI HAJJ HAJJI HADJI QARI USTAD IMAM
    AYATOLLAH CAPT CAPTAIN COL COLONEL GEN LT LIEUTENANT MAJ SGT CMDR COMMANDER BRIG BRIGADIER ADM ADMIRAL
    DOCTOR ING LIC JR SR II III ESQ MD PHD CPA
    """.split()  # noqa: SIM905 -- a table of words reads better than forty quoted strings
)
"""Honorifics, ranks and suffixes that one writer adds and another leaves out; none that is a usual surname."""

PARTICLES: Final = frozenset(
    """
    AL EL UL AD AR AS ASH AT AZ ABU ABI IBN BIN BEN BINT BINTI UMM OULD WALAD
    DE DEL LA LAS LOS LE LES DU DI DA DAS DO DOS E Y I VAN VON DER DEN ZU TER TEN
    THE OF AND FOR IN ON TO A AN DBA AKA FKA ATTN
    """.split()  # noqa: SIM905 -- a table of words reads better than forty quoted strings
)
"""Articles, patronymic markers and small words that join the words of a name."""

FAMILY_NAMES_TOO: Final = frozenset({"AN", "DAS", "DO", "DU", "IN", "LE", "TO", "VAN"})
"""Particles that are somebody's family name as well; source: usual Vietnamese, Korean and Bengali surnames."""

_LLC, _JSC, _CORP, _INC, _LTD, _CO = "LLC", "JSC", "CORP", "INC", "LTD", "CO"

# source: the legal forms of the SDN and consolidated lists of 2024 and of US state filings; each phrase with the one
# spelling that stands for it. A Russian OOO is a limited liability company, an AO a joint stock company.
_FORMS: Final[tuple[tuple[str, str], ...]] = (
    ("OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTYU", _LLC),
    ("OBSHCHESTVO S OGRANICHENNOY OTVETSTVENNOSTYU", _LLC),
    ("OBSHCHESTVO S OGRANICHENNOJ OTVETSTVENNOSTJU", _LLC),
    ("LIMITED LIABILITY COMPANY", _LLC),
    ("COMPANY LIABILITY LIMITED", _LLC),
    ("LMTD LBLTY CMPNY", _LLC),
    ("LIMITED LIABILITY CO", _LLC),
    ("LTD LIABILITY CO", _LLC),
    ("L L C", _LLC),
    ("OOO", _LLC),
    ("PUBLICHNOE AKTSIONERNOE OBSHCHESTVO", _JSC),
    ("OTKRYTOE AKTSIONERNOE OBSHCHESTVO", _JSC),
    ("ZAKRYTOE AKTSIONERNOE OBSHCHESTVO", _JSC),
    ("AKTSIONERNOE OBSHCHESTVO", _JSC),
    ("PUBLIC JOINT STOCK COMPANY", _JSC),
    ("OPEN JOINT STOCK COMPANY", _JSC),
    ("CLOSED JOINT STOCK COMPANY", _JSC),
    ("JOINT STOCK COMPANY", _JSC),
    ("COMPANY STOCK JOINT", _JSC),
    ("JNT STCK CMPNY", _JSC),
    ("JOINT STOCK CO", _JSC),
    ("PJSC", _JSC),
    ("OJSC", _JSC),
    ("CJSC", _JSC),
    ("PAO", _JSC),
    ("OAO", _JSC),
    ("ZAO", _JSC),
    ("AO", _JSC),
    ("CORPORATION", _CORP),
    ("CORPN", _CORP),
    ("CORP", _CORP),
    ("CRPRTN", _CORP),
    ("INCORPORATED", _INC),
    ("INC", _INC),
    ("CO LIMITED", "CO LTD"),
    ("COMPANY LIMITED", "CO LTD"),
    ("COMPANIA", _CO),
    ("COMPANY", _CO),
    ("COMP", _CO),
    ("CMPNY", _CO),
    ("CMPNIA", _CO),
    ("CO", _CO),
    ("CIA", _CO),
    ("LIMITED", _LTD),
    ("LIMITADA", _LTD),
    ("LTDA", _LTD),
    ("LTD", _LTD),
    ("LMTD", _LTD),
    ("LIMITED PARTNERSHIP", "LP"),
    ("L P", "LP"),
    ("LP", "LP"),
    ("L L P", "LLP"),
    ("LLP", "LLP"),
    ("P L C", "PLC"),
    ("PLC", "PLC"),
    ("SOCIEDAD ANONIMA DE CAPITAL VARIABLE", "SADECV"),
    ("SA DE C V", "SADECV"),
    ("S A DE C V", "SADECV"),
    ("SA DE CV", "SADECV"),
    ("S A DEC V", "SADECV"),
    ("S DE R L DE C V", "SADECV"),
    ("S DE RL DE CV", "SADECV"),
    ("SOCIEDAD ANONIMA", "SA"),
    ("SOCIETE ANONYME", "SA"),
    ("S A S", "SAS"),
    ("SAS", "SAS"),
    ("S A L", "SAL"),
    ("SAL", "SAL"),
    ("S A R L", "SARL"),
    ("SARL", "SARL"),
    ("S A", "SA"),
    ("SA", "SA"),
    ("S R L", "SRL"),
    ("SRL", "SRL"),
    ("S R O", "SRO"),
    ("SRO", "SRO"),
    ("S P A", "SPA"),
    ("SPA", "SPA"),
    ("S EN C", "SENC"),
    ("E U", "EU"),
    ("D O O", "DOO"),
    ("DOO", "DOO"),
    ("E O O D", "EOOD"),
    ("EOOD", "EOOD"),
    ("O O D", "OOD"),
    ("OOD", "OOD"),
    ("SP Z O O", "SPZOO"),
    ("SP ZOO", "SPZOO"),
    ("GMBH", "GMBH"),
    ("G M B H", "GMBH"),
    ("AG", "AG"),
    ("A G", "AG"),
    ("B V", "BV"),
    ("BV", "BV"),
    ("N V", "NV"),
    ("NV", "NV"),
    ("A S", "ASFORM"),
    ("ANONIM SIRKETI", "ASFORM"),
    ("LTD STI", "LTDSTI"),
    ("LIMITED SIRKETI", "LTDSTI"),
    ("SDN BHD", "SDNBHD"),
    ("PTE LTD", "PTE LTD"),
    ("PTE", "PTE"),
    ("PTY", "PTY"),
    ("PVT", "PVT"),
    ("PRIVATE LIMITED", "PVT LTD"),
    ("F Z E", "FZE"),
    ("FZE", "FZE"),
    ("FZCO", "FZE"),
    ("FZC", "FZE"),
    ("FZ LLC", "FZE"),
    ("EST", "EST"),
    ("ESTABLISHMENT", "EST"),
    ("ENTERPRISES", "ENTERPRISE"),
)

LEGAL_FORMS: Final = frozenset(word for _, form in _FORMS for word in form.split()) - {"ENTERPRISE"}
"""The one spelling of each legal form, as `canonical` writes it."""

FORM_PARTS: Final = frozenset(word for written, _ in _FORMS for word in written.split()) | LEGAL_FORMS
"""Words that legal forms are written with: PUBLIC JOINT STOCK COMPANY, S DE R L."""

# source: general knowledge of company law: what OOO, GMBH and S.R.L. are in English is as often Ltd as LLC.
_FORM_KINDS: Final = {
    "US corporation": "CORP INC LP LLP",
    "limited company": "BV DOO EOOD EU EST FZE GMBH LLC LTD LTDSTI OOD PTE PTY PVT SARL SDNBHD SRL SRO SPZOO",
    "stock company": "AG ASFORM JSC NV PLC SA SADECV SAL SAS SENC SPA",
}
_KIND_OF_FORM: Final = {form: kind for kind, forms in _FORM_KINDS.items() for form in forms.split()}


def form_kinds(words: Iterable[str]) -> frozenset[str]:
    """Give the kinds of companies that legal forms in their one spelling tell of; a CO may be of any."""
    return frozenset(_KIND_OF_FORM[word] for word in words if word in _KIND_OF_FORM)


FORM_WORDS: Final = frozenset(
    {
        "JOINT",
        "STOCK",
        "LIABILITY",
        "LIMITED",
        "OBSHCHESTVO",
        "AKTSIONERNOE",
        "OGRANICHENNOI",
        "OTVETSTVENNOSTYU",
        "PUBLICHNOE",
        "OTKRYTOE",
        "ZAKRYTOE",
        "SOCIEDAD",
        "SOCIETE",
        "ANONIMA",
        "SIRKETI",
        "ANONIM",
    }
)
"""Single words of legal forms, for a form that lost a word."""


GENERAL_WORDS: Final = frozenset(
    """
    NORTH SOUTH EAST WEST NORTHERN SOUTHERN EASTERN WESTERN CENTRAL MIDDLE PACIFIC ATLANTIC AMERICAN AMERICA USA
    FIRST SECOND NEW NATIONAL INTERNATIONAL GLOBAL UNIVERSAL UNITED GENERAL FEDERAL REGIONAL COMMUNITY PUBLIC ROYAL
    BANK BANCO TRUST CAPITAL FINANCIAL FINANCE CREDIT SAVINGS INVESTMENT INVESTMENTS HOLDING HOLDINGS GROUP PARTNERS
    TRADING TRADE COMMERCIAL COMMERCE IMPORT EXPORT SERVICES SERVICE SOLUTIONS SYSTEMS CONSULTING MANAGEMENT MARKETING
    INDUSTRIES INDUSTRIAL INDUSTRY MANUFACTURING PRODUCTS SUPPLY EQUIPMENT MACHINERY TECHNOLOGY TECHNOLOGIES TECH
    CONSTRUCTION ENGINEERING DEVELOPMENT PROPERTIES REALTY HOMES AUTO MOTORS TRANSPORT TRANSPORTATION LOGISTICS
    SHIPPING MARINE MARITIME AVIATION AIR ENERGY POWER OIL GAS PETROLEUM CHEMICAL STEEL METAL METALS MINING GOLD
    FOOD FOODS FARM FARMS RESTAURANT MEDICAL HEALTH PHARMACY DENTAL CARE HOME HOUSE CENTER CENTRE SCHOOL CHURCH
    UNIVERSITY COLLEGE FOUNDATION ASSOCIATION SOCIETY INSTITUTE OFFICE DEPARTMENT COUNTY CITY STATE TOWN COUNCIL
    AGENCY BROTHERS BUILDING COMMUNICATION CONTRACTING COOPERATIVE CORPORATE DISTRIBUTION ELECTRIC ELECTRONIC ENTERPRISE
    EXCHANGE GOVERNMENT HOSPITAL INSURANCE LABORATORY MARKET MATERIAL MINISTRY ORGANIZATION PHARMACEUTICAL PRODUCT
    PROPERTY RESEARCH SYSTEM TELECOMMUNICATION
    STAR SUN GREEN BLUE BLACK WHITE RED GOLDEN SILVER ROCK RIVER LAKE MOUNTAIN VALLEY HILL ISLAND COAST BAY
    """.split()  # noqa: SIM905 -- a table of words reads better than a hundred quoted strings
)
"""Words that organizations everywhere are called by; source: general knowledge of US business names, unverified."""

BUSINESS_WORDS: Final = frozenset(
    """
    SAVING LOAN LOANS UNION MUTUAL THRIFT FARMERS MERCHANTS CITIZENS PEOPLES MECHANICS PLANTERS STOCKMENS ALLIANCE
    COOPERATIVA AHORRO CREDITO CAJA RURAL BANQUE BK FSB FCU CU NA TR PARK FOREST RADIO TV TRADES LABOR PROGRESS REPUBLIC
    ASSOCIATES SONS DAUGHTERS
    """.split()  # noqa: SIM905 -- a table of words reads better than forty quoted strings
)
"""Further words that banks and shops share; source: names of the Reserve Banks' directory of 2018 that met a list."""


def is_generic_word(word: str) -> bool:
    """Say whether a word is what organizations everywhere are called by, a legal form, title, number or article."""
    return (
        word in GENERAL_WORDS
        or word in BUSINESS_WORDS
        or word in LEGAL_FORMS
        or word in FORM_WORDS
        or word in PARTICLES
        or word in TITLES
        or word.isdigit()
        or len(word) == 1
    )


def _phrases() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase, form in (*_FORMS, *ABBREVIATIONS):
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append((words, tuple(form.split())))
    for phrases in table.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return table


_BY_FIRST_WORD: Final = _phrases()

_SPELLINGS: Final = (*_FORMS, *ABBREVIATIONS)

FORM_STARTS: Final = frozenset(phrase.split()[0] for phrase, _ in _SPELLINGS if " " in phrase)
FORM_SECONDS: Final = frozenset(phrase.split()[1] for phrase, _ in _SPELLINGS if " " in phrase)
"""First and second words of the spellings of several words; a name in which no two such meet has none of them."""
FORM_SPELLINGS: Final = frozenset(phrase for phrase, form in _SPELLINGS if " " not in phrase and phrase != form)
"""Spellings of one word that stand for another."""


_ONE_SPELLING: Final = {phrase: form for phrase, form in _SPELLINGS if " " not in phrase and " " not in form}


def one_spelling(word: str) -> str:
    """Give the one spelling of a word that is a legal form or a usual word beside others: `TRDG` is `TRADING`."""
    return _ONE_SPELLING.get(word, word)


@cache
def spelt_starts() -> frozenset[str]:
    """Give the beginnings of the spellings that `one_spelling` reads as another word."""
    return frozenset(word[:at] for word in _ONE_SPELLING for at in range(1, len(word)))


@cache
def spelt_ends() -> frozenset[str]:
    """Give the endings of the spellings that `one_spelling` reads as another word."""
    return frozenset(word[at:] for word in _ONE_SPELLING for at in range(1, len(word)))


def canonical(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give legal forms and usual words their one spelling: `S A DE C V` is `SADECV`, `TRDG` is `TRADING`."""
    return canonical_with_letters(words, words)[0]


def canonical_with_letters(words: tuple[str, ...], spelt: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what `canonical` does, and for each of its words how the name spells it.

    `spelt` are the words as they are written, of which `words` may be others. A form of several words, which may become
    fewer, is spelt as it is given.
    """
    if _BY_FIRST_WORD.keys().isdisjoint(words):
        return words, spelt
    out: list[str] = []
    letters: list[str] = []
    at = 0
    while at < len(words):
        for phrase, form in _BY_FIRST_WORD.get(words[at], ()):
            # A lone initial pair such as "S A" is a legal form only behind a name, and never the whole of it.
            if words[at : at + len(phrase)] == phrase and (len(phrase) < len(words)):
                out.extend(form)
                letters.extend(spelt[at : at + len(phrase)] if len(phrase) == len(form) else form)
                at += len(phrase)
                break
        else:
            out.append(words[at])
            letters.append(spelt[at])
            at += 1
    return tuple(out), tuple(letters)
