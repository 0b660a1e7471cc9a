"""Tax and national identity numbers of persons and companies, and which of them are plainly another country's.

The nine digits of a US SSN, EIN or ITIN, in any usual grouping, are never taken for another country's number.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from achguard.identifiers.folding import compact, fold_typography
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.number_libraries import Numbering, is_right


@dataclass(frozen=True, slots=True)
class PartyNumber:
    """A number that is plainly another country's, as letters and digits; the repr shows the country only."""

    text: str = field(repr=False)
    country: str


def _is_nino(text: str) -> bool:
    # HM Revenue & Customs gives out no number with these two letters in front, and there is no check digit.
    return text[:2] not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


# Read without spaces and dashes: their letters or length are distinctive.
_SOLID: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("MX", re.compile(r"[A-Z\u00d1&]{3,4}[0-9]{6}[A-Z0-9]{3}"), partial(is_right, Numbering.RFC)),
    ("MX", re.compile(r"[A-Z]{4}[0-9]{6}[A-Z0-9]{8}"), partial(is_right, Numbering.CURP)),
    ("IN", re.compile(r"[A-Z]{5}[0-9]{4}[A-Z]"), partial(is_right, Numbering.PAN)),
    ("IT", re.compile(r"[A-Z]{6}[A-Z0-9]{9}[A-Z]"), partial(is_right, Numbering.CODICE_FISCALE)),
    ("GB", re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]"), _is_nino),
    ("ES", re.compile(r"[XYZ][0-9]{7}[A-Z]"), partial(is_right, Numbering.NIE)),
    ("CN", re.compile(r"[0-9]{17}[0-9X]"), partial(is_right, Numbering.RESIDENT_IDENTITY)),
)
# Read as grouped: the digits alone would not do.
_GROUPED: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("CA", re.compile(r"[0-9]{3}([ \-])[0-9]{3}\1[0-9]{3}"), partial(is_right, Numbering.SIN)),
    ("IN", re.compile(r"[2-9][0-9]{3}([ \-])[0-9]{4}\1[0-9]{4}"), partial(is_right, Numbering.AADHAAR)),
    ("BR", re.compile(r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}"), partial(is_right, Numbering.CPF)),
    ("BR", re.compile(r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}"), partial(is_right, Numbering.CNPJ)),
    ("KR", re.compile(r"[0-9]{6}-[0-9]{7}"), partial(is_right, Numbering.RRN)),
    ("AR", re.compile(r"[0-9]{2}-[0-9]{8}-[0-9]"), partial(is_right, Numbering.CUIT)),
)


def normalize(value: str | None) -> str:
    """Give the letters and digits of value, folded to upper-case ASCII; other characters are left out."""
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", fold_typography(value)) if value else ""
    return "".join(c for c in fold_typography(decomposed) if c.isascii() and c.isalnum())


def foreign_country_of(value: str | None) -> str | None:
    """Give the country whose numbers value plainly follows, format and check digits, or None."""
    grouped = fold_typography(value).strip(" ")
    for text, table in ((compact(grouped, " -"), _SOLID), (grouped, _GROUPED)):
        for country, form, is_theirs in table:
            if form.fullmatch(text) and is_theirs(text):
                return country
    return None


def parse(text: str | None) -> PartyNumber | Malformed:
    """Give the number that is plainly another country's, or why it is none: EMPTY or STRUCTURE."""
    if not fold_typography(text).strip(" "):
        return Malformed(Reason.EMPTY)
    country = foreign_country_of(text)
    return PartyNumber(normalize(text), country) if country else Malformed(Reason.STRUCTURE)


def is_valid(text: str | None) -> bool:
    """Say whether text is plainly a number of another country."""
    return foreign_country_of(text) is not None
