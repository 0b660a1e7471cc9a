"""How clerks and narrow fields shorten the usual words of organizations' names."""

from functools import cache
from typing import Final

# source: general knowledge of US bank statements, bills of lading and ACH company names; unverified. Words of which the
# plural or the adjective is written as readily stand in one line too. Left out: what is a person's name as well (CHEM,
# MIN, PETRO, MAR, PET), a title (GEN, ENG), or short for several words (COMM, DIST, EST, MED, PROD).
_ABBREVIATIONS: Final = """
AGENCY: AGCY
ASSOCIATION: ASSN ASSOC ASSOCN
AVIATION: AVN
BROTHERS: BROS
BUILDING: BLDG
CENTER: CENTRE CTR CNTR
COMMERCIAL: COML COMRCL
COMMUNICATION: COMMUNICATIONS COMMS COMMN
CONSTRUCTION: CONST CONSTR CONSTRUCTIONS
CONTRACTING: CONTR CONTRG
COOPERATIVE: COOP
CORPORATE: CORPRT
DEPARTMENT: DEPT
DEVELOPMENT: DEV DEVT DEVEL DVLPMT DVLPT DEVELOPMENTS
DISTRIBUTION: DISTR DISTRIB
ELECTRIC: ELEC
ELECTRONIC: ELECTRONICS ELECTR
ENGINEERING: ENGG ENGRG ENGNRG
ENTERPRISE: ENT ENTPR ENTRPRS ENTERPR
EQUIPMENT: EQUIP EQPT EQP EQPMT
EXCHANGE: EXCH XCHG EXCHG
EXPORT: EXP EXPT EXPORTS
FINANCE: FIN FINL FINANCIAL
FOUNDATION: FDN FNDN FOUNDN
GENERAL: GENL
GOVERNMENT: GOVT
GROUP: GRP
HOLDING: HOLDINGS HLDG HLDGS HLDNG HLDNGS
HOSPITAL: HOSP
IMPORT: IMP IMPT IMPORTS
INDUSTRY: IND INDS INDUS INDL INDUSTRIES INDUSTRIAL
INSTITUTE: INST
INSURANCE: INS
INTERNATIONAL: INTL INTNL INTERNL INTERNATL INTRNTL
INVESTMENT: INVESTMENTS INV INVS INVT INVST INVEST
LABORATORY: LAB LABS LABORATORIES
LOGISTICS: LOG LOGIS LOGIST LGSTCS LOGISTIC
MACHINERY: MACH MCHRY
MANAGEMENT: MGMT MGT MNGMT MGNT
MANUFACTURING: MFG MANUF MFRG
MARITIME: MARIT
MARKET: MKT
MARKETING: MKTG
MATERIAL: MATERIALS MTRL MATL
MINISTRY: MINIST MNSTRY
NATIONAL: NATL NATNL
ORGANIZATION: ORGANISATION ORG ORGN
PETROCHEMICAL: PETROCHEM PETROCHEMICALS
PETROLEUM: PETROL PETROLM
PHARMACEUTICAL: PHARM PHARMA PHARMACEUTICALS
PRODUCT: PRODUCTS PRODS
PROPERTY: PROPERTIES PPTY
REPUBLIC: REP REPUB
RESEARCH: RES RSCH RSRCH
SERVICE: SERVICES SVC SVCS SRV SRVC SRVCS SVS SERV SVCE
SHIPPING: SHPG SHIPG SHPNG SHIPPNG
SYSTEM: SYSTEMS SYS
TECHNOLOGY: TECHNOLOGIES TECHNICAL TECH TECHS TECHN
TELECOMMUNICATION: TELECOMMUNICATIONS TELECOM TELECOMM
TRADING: TRDG TRD TRADG TRDNG
TRANSPORT: TRANSPORTATION TRANS TRANSP TRANSPT TRANSPN
UNIVERSITY: UNIV
"""

ABBREVIATIONS: Final = tuple(
    (short, word)
    for word, _, shorts in (line.partition(":") for line in _ABBREVIATIONS.split("\n"))
    for short in shorts.split()
)
"""Pairs of a short spelling and the word that it stands for."""

# source: general knowledge of what organizations are called, unverified. Words beside those of the table above that a
# clerk shortens, in the one spelling that `canonical` gives; what PROD or COMM stands for depends on the name.
_OFTEN_SHORTENED: Final = frozenset(
    """
    ACADEMY ADMINISTRATION ADVANCED AEROSPACE AFFAIRS AGRICULTURAL AIRCRAFT AIRLINES ALLIANCE AMERICAN ATLANTIC
    AUTHORITY AUTOMOTIVE BANK BATTALION BRIGADE BUREAU BUSINESS CAPITAL CENTRAL CHARITABLE CHARITY CHEMICAL CHURCH
    COLLEGE COMMERCE COMMISSION COMMITTEE COMMUNITY COMPLEX COMPUTER COMPUTING CONSULTING COUNCIL COUNTY CREDIT
    CULTURAL DEFENCE DEFENSE DENTAL DESIGN DIGITAL DISTRIBUTORS DISTRICT DIVISION EASTERN ECONOMIC EDUCATION
    EDUCATIONAL ELECTRICAL ENERGY EXPLORATION FACTORY FEDERAL FEDERATION FINANCIAL FOREIGN FREIGHT GLOBAL HEALTH
    HUMANITARIAN INFORMATION INSTITUTION INSTRUMENT INSTRUMENTS INTELLIGENCE ISLAMIC LEASING LIBERATION MARINE
    MECHANICAL MEDICAL METALS MILITARY MINERAL MINING MOTORS MOUNTAIN MOVEMENT NORTHERN NUCLEAR OFFICE PACIFIC
    PARTNERS PHARMACY PHYSICS POLICE PRECISION PRODUCTION PROGRESS PROJECT PROJECTS PROVINCE PUBLIC RECONSTRUCTION
    REFINERY REGIONAL RELIEF REPAIR RESISTANCE RESOURCES RESTAURANT REVOLUTIONARY SAVINGS SCHOOL SCIENCE SCIENCES
    SCIENTIFIC SECURITY SOCIETY SOFTWARE SOLUTIONS SOUTHERN SPECIAL SPECIALIZED SUPPLY SUPPORT TECHNOLOGICAL
    TELEVISION TOURISM TRAVEL UNITED UNIVERSAL WELFARE WESTERN
    """.split()  # noqa: SIM905 -- a table of words reads better than a hundred quoted strings
)
SHORTEST_SHORT: Final = 2
LONGEST_SHORT: Final = 6
"""Letters of a word that may be short for a longer one."""
_STUMP: Final = 3
"""Letters of a beginning that is written for the whole word."""
_SHORT_WORD: Final = 5
"""Letters up to which a word may be written by two of its letters, its first and its last consonant: BK."""
_VOWELS: Final = frozenset("AEIOU")


@cache
def _by_beginning() -> dict[str, tuple[str, ...]]:
    """Give the words by their first letter, and by their first three."""
    words = sorted(_OFTEN_SHORTENED.union(word for _, word in ABBREVIATIONS))
    table: dict[str, tuple[str, ...]] = {}
    for word in words:
        for beginning in (word[0], word[:_STUMP]):
            table[beginning] = (*table.get(beginning, ()), word)
    return table


def words_shortened_as(short: str) -> tuple[str, ...]:
    """Give the usual words of organizations' names that a folded word may be short for: PROD, BK, ENGR, RSCH.

    That is, of which it is the beginning, or the first letter with some of the consonants in order.
    """
    if not SHORTEST_SHORT <= len(short) <= LONGEST_SHORT:
        return ()
    if _VOWELS.isdisjoint(short[1:]):
        begin = _by_beginning().get(short[0], ())
        return tuple(word for word in begin if len(word) > len(short) and _may_stand_for(short, word))
    begin = _by_beginning().get(short[:_STUMP], ())
    return tuple(word for word in begin if len(word) > len(short) and word.startswith(short))


def _may_stand_for(short: str, word: str) -> bool:
    """Whether a word without vowels behind its first letter may be short for one with the same first letter."""
    if len(short) < _STUMP:
        consonants = [letter for letter in word[1:] if letter not in _VOWELS]
        return len(word) <= _SHORT_WORD and consonants[-1:] == [short[1]]
    letters = iter(word[1:])
    return all(letter in letters for letter in short[1:])
