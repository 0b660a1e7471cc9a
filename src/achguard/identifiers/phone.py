"""Telephone numbers: the country that a number belongs to."""

import re
from dataclasses import dataclass, field
from functools import cache

from achguard.identifiers.folding import fold_typography
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.tables import read_toml

_EXTENSION = re.compile(r"(?:;?EXT(?:ENSION)?|X|#)[ .:=]{0,3}[0-9]{1,8}\Z")
_LABEL = re.compile(r"(?:TEL|PHONE|MOBILE|FAX)?[.: ]*")
_CHARACTERS = re.compile(r"\+?[0-9 .\-()/]+")
_PLAIN = re.compile(r"\+[0-9]{8,15}", re.ASCII)  # most numbers that a form keeps; nothing is to be taken off
_NANP = re.compile(r"[2-9][0-9]{2}[2-9][0-9]{6}")  # area code, exchange, line
_INTERNATIONAL = re.compile(r"[1-9][0-9]{6,14}")  # E.164 allows 15 digits; the shortest national numbers have about 5
_PREFIXES = ("011", "00")  # dialled before a country's calling code from the US, and from most other countries
_NANP_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number in E.164 form without the plus sign, and its country; the repr shows the country only."""

    text: str = field(repr=False)
    country: str


@cache
def _area_codes() -> dict[str, str]:
    """Give the area codes of the North American Numbering Plan outside the US, and their countries."""
    table = read_toml("phone_countries.toml")["nanp"]
    return {str(code): country for country, codes in table.items() for code in codes}  # type: ignore[attr-defined]


@cache
def _calling_codes() -> dict[str, str]:
    """Give the country calling codes and their countries, 1 left out."""
    return dict(read_toml("phone_countries.toml")["calling_codes"])  # type: ignore[call-overload,no-any-return]


def normalize(text: str | None) -> str:
    """Give the digits, with a leading plus sign if there is one, and without an extension; '' if it is no number."""
    number = _EXTENSION.sub("", fold_typography(text).strip(" ")).strip(" ")
    number = number[label.end() :] if (label := _LABEL.match(number)) else number
    if not _CHARACTERS.fullmatch(number):
        return ""
    plus = "+" if number.startswith("+") else ""
    return plus + "".join(c for c in number if c.isdigit())


def parse(text: str | None) -> Phone | Malformed:
    """Give the number, or why it can't be read: EMPTY, CHARACTERS, COUNTRY (no such calling code), STRUCTURE.

    International form is told by a plus sign, 00 or 011; other numbers are read as of the North American plan.
    """
    number = text if text and _PLAIN.fullmatch(text) else normalize(text)
    if not number:
        return Malformed(Reason.CHARACTERS if fold_typography(text).strip(" ") else Reason.EMPTY)
    international = number.removeprefix("+") if number.startswith("+") else None
    if international is None:
        prefix = next((prefix for prefix in _PREFIXES if number.startswith(prefix)), None)
        international = number.removeprefix(prefix) if prefix else None
    if international is None:
        domestic = number[1:] if number.startswith("1") and len(number) == _NANP_LENGTH + 1 else number
        international = "1" + domestic
    if international.startswith("1"):
        domestic = international[1:]
        if not _NANP.fullmatch(domestic):
            return Malformed(Reason.STRUCTURE)
        return Phone(international, _area_codes().get(domestic[:3], "US"))
    if not _INTERNATIONAL.fullmatch(international):
        return Malformed(Reason.STRUCTURE)
    codes = _calling_codes()
    country = next((codes[code] for n in (3, 2, 1) if (code := international[:n]) in codes), None)
    return Phone(international, country) if country else Malformed(Reason.COUNTRY)


def is_valid(text: str | None) -> bool:
    """Say whether text can be read as a telephone number."""
    return isinstance(parse(text), Phone)


def country_of(phone: str | None) -> str | None:
    """Give the alpha-2 code of the number's country, "US" for the territories too, or None if it can't be read."""
    number = parse(phone)
    return number.country if isinstance(number, Phone) else None
