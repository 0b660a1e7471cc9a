"""The one form that every source brings its facts into: countries, numbers, BICs, dates and names."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from achguard.sanctions.listed.entity import ListedIdentifier, ListedName, NameKind, Quality
from achguard.sanctions.sources.ofac_remarks import Remarks, read_date, read_remarks

# source: the country names of the UN list of 2026-02-27 that are no country name in achguard's own table.
_SPELLINGS: Final = {
    "state of palestine": "PS",
    "china, hong kong special administrative region": "HK",
    "china, macao special administrative region": "MO",
}

_SHORTEST_NUMBER: Final = 3
_EARLIEST_YEAR: Final = 1850  # what is earlier is a year of another calendar, such as 1402 of the Hijra
_LATEST_YEAR: Final = 2100

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?")
_FOUR_DIGITS: Final = re.compile(r"[0-9]{4}")
_TWO_DIGITS: Final = re.compile(r"[0-9]{1,2}")
_DAY_MONTH_YEAR: Final = re.compile(r"(\d{1,2}|dd)/(\d{1,2}|mm)/(\d{4})", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(\d{4})\s*(?:/|-|to|and)\s*(\d{4})")
_WITH_BRANCH: Final = 11


def countries(names: Iterable[str]) -> tuple[str, ...]:
    """Give the alpha-2 codes of country names or codes, each once, sorted; what is no country is left out."""
    return tuple(sorted({code for name in dict.fromkeys(names) if name and (code := country(name)) is not None}))


@lru_cache(maxsize=2048)
def country(name: str) -> str | None:
    """Give the alpha-2 code of a country's name or code, or None."""
    from achguard.identifiers.country import code_of

    return code_of(name) or _SPELLINGS.get(" ".join(name.lower().split()))


def number(kind: str, value: str, issued_by: str = "") -> ListedIdentifier | None:
    """Give a number in letters and digits, or None for prose and for what is too short to tell anything.

    A website, an e-mail address or a telephone number is in the form in which contacts are compared.
    """
    from achguard.identifiers.contact import CONTACT_KINDS, contact_key
    from achguard.identifiers.party_number import normalize

    if kind in CONTACT_KINDS:
        key = contact_key(kind, value)
        return ListedIdentifier(kind, key) if key else None
    text = normalize(value)
    if kind == "imo":
        text = text.removeprefix("IMO")
    if len(text) < _SHORTEST_NUMBER or not any(char.isdigit() for char in text):
        return None
    return ListedIdentifier(kind, text, country(issued_by) if issued_by else None)


def numbers(found: Iterable[ListedIdentifier | None]) -> tuple[ListedIdentifier, ...]:
    """Give the numbers that are some, each once."""
    return tuple(dict.fromkeys(each for each in found if each is not None))


def bics(found: Iterable[str]) -> tuple[str, ...]:
    """Give the BICs among the texts, always eleven characters, each once."""
    from achguard.identifiers.bic import Bic, parse

    read = (parse(text) for text in found)
    return tuple(dict.fromkeys(bic.text.ljust(_WITH_BRANCH, "X") for bic in read if isinstance(bic, Bic)))


def ofac_facts(facts: Iterable[tuple[str, str]], remarks: str = "") -> Remarks:
    """Read facts that OFAC labels, as pairs of label and value such as `Passport` and `A123 (Iran)`, and its remarks.

    OFAC composes the remarks of its CSV files out of the labels of its XML, so one table of labels reads both.
    """
    # A semicolon would end the fact, as it does in the remarks.
    labelled = (f"{label} {value.replace(';', ',')}" for label, value in facts if label and value)
    return read_remarks("; ".join(filter(None, [*labelled, remarks])))


def ofac_numbers(remarks: Remarks) -> tuple[ListedIdentifier, ...]:
    """Give the numbers of `ofac_facts` in normal form."""
    return numbers(number(each.type, each.value, each.country or "") for each in remarks.numbers)


def ofac_label_problems(name: str, read: Iterable[tuple[str, Remarks]]) -> tuple[str, ...]:
    """Say which labels of numbers OFAC uses that achguard does not know, given the facts of each entry by its number.

    Such numbers are kept as `other`; a new label is a row in the table of labels.
    """
    entries: dict[str, list[str]] = {}
    for uid, remarks in read:
        for label in remarks.unknown_labels:
            entries.setdefault(label, []).append(uid)
    return tuple(
        f"{name}: unknown label {label[:60]!r} of a number, kept as a number of any kind, in entry {uids[0]}"
        + (f" and {len(uids) - 1:,} more" if len(uids) > 1 else "")
        for label, uids in sorted(entries.items())
    )


def date_of_birth(text: str) -> str | None:
    """Give a date of birth in the form of `ListedEntity.dates_of_birth`, or None.

    Reads ISO forms, days as `dd/mm/yyyy` with `dd`, `mm` or zeros for the unknown, ranges of years, and what OFAC
    writes. A year of another calendar is none.
    """
    written = " ".join(text.split())
    if match := _ISO.fullmatch(written):
        return partial_date(*match.groups())
    if match := _DAY_MONTH_YEAR.search(written):
        return partial_date(match[3], match[2], match[1])
    if match := _BETWEEN.search(written):
        return years(*match.groups())
    found = read_date(written)
    return found if found and all(_plausible(year[:4]) for year in found.split("/")) else None


def partial_date(year: str | None, month: str | None = None, day_of_month: str | None = None) -> str | None:
    """Give `YYYY-MM-DD`, or what of it is known; None without a plausible year."""
    if not year or not _plausible(year):
        return None
    if not month or not _TWO_DIGITS.fullmatch(month) or not 1 <= int(month) <= dt.date.max.month:
        return year
    if day_of_month and _TWO_DIGITS.fullmatch(day_of_month) and (whole := day(year, month, day_of_month)):
        return whole.isoformat()
    return f"{year}-{int(month):02d}"


def years(first: str | None, last: str | None) -> str | None:
    """Give a range of years, one year where both are the same or only one is plausible, or None."""
    ends = [year for year in (first, last) if year and _plausible(year)]
    return "/".join(dict.fromkeys(ends)) or None


def dates_of_birth(found: Iterable[str | None]) -> tuple[str, ...]:
    """Give the dates that are some, each once."""
    return tuple(dict.fromkeys(each for each in found if each))


def names(primary: str, aliases: Iterable[tuple[str, Quality, NameKind]]) -> tuple[ListedName, ...]:
    """Give the primary name, the strong aliases and then the weak ones, each text once and none blank."""
    ordered = sorted(aliases, key=lambda alias: alias[1] == "weak")
    found = {primary: ListedName(primary, "primary", "primary")}
    for text, quality, kind in ordered:
        if text:
            found.setdefault(text, ListedName(text, quality, kind))
    return tuple(found.values())


def last_first(last: str, first: str) -> str:
    """Give `LAST, First`, or the one that there is."""
    return ", ".join(part for part in (last, first) if part)


def publisher_date(text: str) -> dt.date | None:
    """Give the day of an ISO date or time as a publisher writes it, or None."""
    match = _ISO.fullmatch(text.strip())
    if match is None or match[3] is None:
        return None
    return day(match[1], match[2], match[3])


def day(year: str, month: str, day_of_month: str) -> dt.date | None:
    """Give a day, or None where there is no such day."""
    try:
        return dt.date(int(year), int(month), int(day_of_month))
    except (ValueError, OverflowError):
        return None


def _plausible(year: str) -> bool:
    return _FOUR_DIGITS.fullmatch(year) is not None and _EARLIEST_YEAR <= int(year) <= _LATEST_YEAR
