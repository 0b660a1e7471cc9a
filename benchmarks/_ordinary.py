"""Ordinary US names, which should meet nobody: persons by census frequency, businesses, and residents of five origins.

Persons are drawn from the name files of the US Census Bureau of 1990. There is no public file of business names here,
so businesses are made up of census surnames and everyday words. There are no members of Congress: no such file is at
hand, and none are invented.
"""
# ruff: noqa: E501, ISC004 -- tables of names

import datetime as dt
import random
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from _inputs import surnames

_SURNAMES: Final = 4000

_TRADES: Final = tuple(
    each.strip()
    for each in """
    PLUMBING|ROOFING|ELECTRIC|HEATING AND AIR|LANDSCAPING|CONSTRUCTION|PAINTING|CLEANING SERVICES|AUTO REPAIR|TRUCKING|
    TOWING|TRANSPORT|LOGISTICS|FARMS|RANCH|DAIRY|NURSERY|FEED AND SEED|HARDWARE|LUMBER|FLOORING|CABINETS|MACHINE SHOP|
    WELDING|STEEL|TOOL AND DIE|PRINTING|SIGNS|PHOTOGRAPHY|FLORIST|BAKERY|CATERING|RESTAURANT|GRILL|PIZZA|COFFEE|LIQUORS|
    GROCERY|MARKET|PHARMACY|DENTAL|FAMILY DENTISTRY|MEDICAL GROUP|CHIROPRACTIC|VETERINARY CLINIC|PHYSICAL THERAPY|OPTICAL|
    INSURANCE AGENCY|REALTY|PROPERTIES|PROPERTY MANAGEMENT|TITLE|MORTGAGE|TAX SERVICE|ACCOUNTING|CONSULTING|LAW FIRM|
    STAFFING|SECURITY|MARKETING|MEDIA|SOFTWARE|TECHNOLOGIES|SYSTEMS|SOLUTIONS|ENGINEERING|ARCHITECTS|SURVEYING|DESIGN|
    EQUIPMENT|RENTALS|SUPPLY|DISTRIBUTING|IMPORTS|TRADING|INDUSTRIES|MANUFACTURING|PRODUCTS|ENTERPRISES|HOLDINGS|
    INVESTMENTS|CAPITAL|VENTURES|OIL|PETROLEUM|GAS|ENERGY|SOLAR|MARINE|BOATS|AVIATION|TRAVEL|FITNESS|SALON|BARBER SHOP|
    CHILD CARE|ACADEMY|FUNERAL HOME|MOTORS|USED CARS|TIRES|COLLISION|STORAGE|PEST CONTROL|POOLS|FENCE|CONCRETE|PAVING|
    """.strip()
    .removesuffix("|")
    .split("|")
)
_FORMS: Final = ("INC", "LLC", "CO", "CORP", "LTD", "LLP", "PC", "", "", "")
_FIRST: Final = tuple(
    """
    NORTHSIDE SOUTHERN WESTERN EASTSIDE MIDTOWN DOWNTOWN RIVERSIDE LAKESIDE HILLSIDE VALLEY MOUNTAIN PRAIRIE COASTAL
    PACIFIC ATLANTIC GULF GREAT LAKES LONE STAR BLUEBONNET MAGNOLIA PEACHTREE SUNSHINE GOLDEN SILVER BLUE GREEN RED
    FIRST PREMIER QUALITY RELIABLE PRECISION ADVANCED MODERN CLASSIC HERITAGE LIBERTY FREEDOM PATRIOT EAGLE FALCON LION
    AMERICAN NATIONAL UNITED GLOBAL UNIVERSAL INTERNATIONAL CENTRAL ALLIED PIONEER SUMMIT PINNACLE APEX PHOENIX STAR
    ORION DELTA OMEGA ALPHA TITAN ATLAS ROYAL IMPERIAL CROWN DIAMOND CRYSTAL EXPRESS RAPID PRIME TOTAL COMPLETE FAMILY
    """.split()  # noqa: SIM905 -- a table of words reads better than a hundred quoted strings
)

ORIGINS: Final[Mapping[str, tuple[str, str]]] = {
    "Arabic": (
        "MOHAMMED AHMED ALI OMAR HASSAN HUSSEIN IBRAHIM YOUSEF KHALED MAHMOUD MUSTAFA ABDULLAH SAMIR NABIL TAREK WALID "
        "KARIM RAMI ZIAD SAMI FADI JAMAL HANI BASSAM OSAMA AMIR ADEL HAMZA BILAL FATIMA AISHA MARIAM LAYLA NOUR HUDA "
        "RANIA DINA SALMA ZAINAB AMAL",
        "AHMED ALI HASSAN HUSSEIN MOHAMED IBRAHIM KHALIL SALEH OMAR MANSOUR NASSER HADDAD KHOURY HAMDAN AWAD SAID "
        "SULEIMAN YOUSEF ABDALLAH SALEM MUSTAFA HAMAD JABER QASEM DARWISH NAJJAR SHAHEEN BISHARA FARAH ABBAS MAHMOUD "
        "AZIZ KARAM SAAD ISSA ZAHER BADAWI ALAWI MASRI SAYED",
    ),
    "Persian": (
        "ALI MOHAMMAD REZA HOSSEIN AMIR HAMID MEHDI SAEED MAJID MASOUD NADER KAMRAN BEHROUZ BAHRAM FARHAD DARIUSH "
        "CYRUS ARASH BABAK SIAVASH KEYVAN PAYAM RAMIN SHAHRAM FARZAD MARYAM FATEMEH ZAHRA LEILA NASRIN SHIRIN PARISA "
        "MINA NEDA SARA AZADEH ROYA MAHSA NILOUFAR ROXANA",
        "MOHAMMADI HOSSEINI AHMADI KARIMI RAHIMI MOUSAVI JAFARI SADEGHI RAHMANI RAZAVI KAZEMI ALAVI AKBARI EBRAHIMI "
        "GHASEMI HASHEMI MORADI NAJAFI TEHRANI SHIRAZI TABRIZI ESFAHANI KERMANI YAZDANI NOURI SHARIFI SALEHI BAHRAMI "
        "FARAHANI AMINI AMIRI SOLEIMANI ZAMANI HEIDARI GHORBANI KHALILI MALEKI PARVIZI DAVOUDI POURMAND",
    ),
    "Slavic": (
        "ALEXANDER SERGEY DMITRY ANDREY VLADIMIR IGOR ALEXEY MIKHAIL IVAN NIKOLAI OLEG PAVEL VICTOR YURI BORIS MAXIM "
        "ANTON ROMAN KONSTANTIN ANATOLY VITALY EVGENY DENIS STANISLAV GRIGORY OLGA ELENA NATALIA IRINA TATIANA "
        "SVETLANA MARINA ANNA EKATERINA OKSANA LUDMILA GALINA YULIA NADEZHDA VERA",
        "IVANOV SMIRNOV KUZNETSOV POPOV PETROV SOKOLOV MIKHAILOV NOVIKOV FEDOROV MOROZOV VOLKOV ALEXEEV LEBEDEV "
        "SEMENOV EGOROV PAVLOV KOZLOV STEPANOV NIKOLAEV ORLOV ANDREEV MAKAROV ZAKHAROV KOVALENKO SHEVCHENKO BONDARENKO "
        "TKACHENKO KOVALCHUK BOYKO KRAVCHENKO NOWAK KOWALSKI WISNIEWSKI JOVANOVIC PETROVIC HORVAT KOVAC NOVAK KIM TSOY",
    ),
    "Hispanic": (
        "JOSE JUAN LUIS CARLOS JORGE MANUEL MIGUEL FRANCISCO ANTONIO JESUS PEDRO ALEJANDRO RAFAEL FERNANDO RICARDO "
        "ROBERTO EDUARDO JAVIER MARIO SERGIO OSCAR RAUL HECTOR VICTOR RAMON ARTURO ENRIQUE JULIO MARIA GUADALUPE ROSA "
        "CARMEN ANA MARTHA PATRICIA LETICIA YOLANDA SILVIA GLORIA TERESA",
        "GARCIA RODRIGUEZ MARTINEZ HERNANDEZ LOPEZ GONZALEZ PEREZ SANCHEZ RAMIREZ TORRES FLORES RIVERA GOMEZ DIAZ "
        "REYES CRUZ MORALES ORTIZ GUTIERREZ CHAVEZ RAMOS RUIZ ALVAREZ MENDOZA CASTILLO VASQUEZ JIMENEZ MORENO ROMERO "
        "HERRERA MEDINA AGUILAR VARGAS CASTRO GUZMAN MENDEZ FERNANDEZ SALAZAR SOTO DELGADO",
    ),
    "Chinese": (
        "WEI MIN JUN YAN LEI JIE TAO HUI PING YONG BIN QIANG HONG XIN YING FANG JING LI NA XIAO CHENG GANG BO KAI HAO "
        "MING DONG XIAOMING JIANGUO JIANJUN WENJIE YUHAN MEILING XIAOLI LIHUA HAIYAN ZHIQIANG GUOQIANG CHUNHUA WEIDONG",
        "WANG LI ZHANG LIU CHEN YANG HUANG ZHAO WU ZHOU XU SUN MA ZHU HU GUO HE LIN GAO LUO ZHENG LIANG XIE SONG TANG "
        "DENG HAN FENG CAO PENG ZENG XIAO TIAN DONG PAN YUAN CAI JIANG YU DU",
    ),
}
"""Forty given names and forty surnames for each origin.

Witness: what is common among US residents of that origin, as an American reader of telephone books, class rolls and
court calendars knows it, in the spellings usual in the US; general knowledge, unverified, and written down before
anything was measured on it. Women and men are both there; surnames keep the form that US records give to both.
"""

_BORN: Final = (dt.date(1940, 1, 1), dt.date(2006, 12, 31))


def census(folder: Path, count: int, seed: int = 20) -> list[str]:
    """Names as Americans have them: a given name and a surname by frequency, some with a middle name or initial."""
    chance = random.Random(seed)

    def column(name: str) -> tuple[list[str], list[float]]:
        rows = [line.split() for line in (folder / name).read_text().splitlines()]
        return [row[0] for row in rows], [float(row[2]) for row in rows]

    def draw(names: list[str], cumulated: list[float]) -> str:
        return names[min(len(names) - 1, bisect_left(cumulated, chance.random() * cumulated[-1]))]

    last, male, female = column("dist.all.last"), column("dist.male.first"), column("dist.female.first")
    made = []
    for _ in range(count):
        first = chance.choice((male, female))
        kind = chance.random()
        middle = "" if kind < 0.6 else chance.choice("ABCDEFGHJKLMNPRSTVW") if kind < 0.85 else draw(*first)  # noqa: PLR2004
        made.append(" ".join(filter(None, (draw(*first), middle, draw(*last)))))
    return made


def businesses(count: int, seed: int = 21) -> list[str]:
    """Make up so many different US business names, such as `HARRIS PLUMBING LLC` and `LAKESIDE DENTAL`."""
    chance = random.Random(seed)
    people = surnames(_SURNAMES)

    def owner() -> str:
        return people[int(len(people) * chance.random() ** 2)]  # common surnames more often

    made: dict[str, None] = {}
    while len(made) < count:
        trade, form = chance.choice(_TRADES), chance.choice(_FORMS)
        begin = chance.choice(
            (
                owner(),
                owner(),
                f"{owner()} AND {owner()}",
                f"{owner()} BROTHERS",
                f"{chance.choice('ABCDJKMRST')} {owner()}",
                chance.choice(_FIRST),
                f"{chance.choice(_FIRST)} {chance.choice(_FIRST)}",
            )
        )
        made[f"{begin} {trade} {form}".strip()] = None
    return list(made)


def residents(origin: str) -> list[str]:
    """Cross the given names and the surnames of an origin: 1,600 names."""
    given, family = (names.split() for names in ORIGINS[origin])
    return [f"{first} {last}" for first in given for last in family]


def birth_dates(names: Sequence[str], seed: str) -> list[dt.date]:
    """Draw a US adult's date of birth for each name, evenly over the years 1940 to 2006."""
    chance = random.Random(f"birth {seed}")
    first, last = (day.toordinal() for day in _BORN)
    return [dt.date.fromordinal(chance.randint(first, last)) for _ in names]
