"""Business Identifier Codes (ISO 9362): four letters, the country of the office, two characters, or three more."""

import re
from dataclasses import dataclass

from achguard.identifiers.country import is_valid as is_country
from achguard.identifiers.folding import compact
from achguard.identifiers.malformed import Malformed, Reason

_SHAPE = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_LENGTHS = (8, 11)
_EIGHT = 8


@dataclass(frozen=True, slots=True)
class Bic:
    """A well-formed BIC; `country` is that of the office it names, which may differ from the bank's seat."""

    text: str
    country: str

    @property
    def is_eight(self) -> bool:
        """Whether the BIC names the institution's office without a branch."""
        return len(self.text) == _EIGHT

    @property
    def institution(self) -> str:
        """The first eight characters, which all branches of the office share."""
        return self.text[:_EIGHT]


def normalize(text: str | None) -> str:
    """Give text folded to upper-case ASCII without spaces and dashes."""
    return compact(text, " -")


def parse(text: str | None) -> Bic | Malformed:
    """Give the BIC, or the first reason why the text is none: EMPTY, LENGTH, STRUCTURE, COUNTRY.

    An ordinary word of eight letters can have the form of a BIC, so only a field meant for banks should be read so.
    """
    code = normalize(text)
    if not code:
        return Malformed(Reason.EMPTY)
    if len(code) not in _LENGTHS:
        return Malformed(Reason.LENGTH)
    if not _SHAPE.fullmatch(code):
        return Malformed(Reason.STRUCTURE)
    country = code[4:6]
    return Bic(code, country) if is_country(country) else Malformed(Reason.COUNTRY)


def is_valid(text: str | None) -> bool:
    """Say whether text is a well-formed BIC."""
    return isinstance(parse(text), Bic)
