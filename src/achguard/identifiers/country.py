"""Countries by ISO 3166-1 alpha-2 code, and which of them are the United States for a payment."""

from functools import cache
from typing import NamedTuple

from achguard.identifiers.folding import fold_typography
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.tables import read_rows

# The states, DC and the territories whose banks are ordinary US participants: the FedACH directory lists numbers in
# PR, GU, VI, AS and MP as such, UM has no banks. FM, MH and PW (freely associated states) and VG are foreign.
# Nacha publishes no list; this one is inferred from the IAT definition's "territorial jurisdiction" and FedACH.
US_JURISDICTION: frozenset[str] = frozenset({"US", "PR", "GU", "VI", "AS", "MP", "UM"})
_CODE_LENGTH = 2


class _Tables(NamedTuple):
    names: dict[str, str]
    codes: dict[str, str]


@cache
def _tables() -> _Tables:
    """Give code -> name, and key of a name, alpha-3 or alpha-2 code -> code."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for code, alpha_3, name, others in read_rows("countries.tsv"):
        names[code] = name
        for spelling in (code, alpha_3, name, *others.split("|")):
            if spelling:
                codes[_key(spelling)] = code
    return _Tables(names, codes)


def _key(name: str) -> str:
    """Give the letters of a name without case, accents and punctuation, words parted by one space."""
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", fold_typography(name))
    kept = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c) and c not in "'\u2019")
    return " ".join(kept.split())


def normalize(text: str | None) -> str:
    """Give the code in upper case without surrounding space."""
    return fold_typography(text).strip()


def parse(text: str | None) -> str | Malformed:
    """Give the alpha-2 code that text is, or why it is none: EMPTY, LENGTH or COUNTRY."""
    code = normalize(text)
    if not code:
        return Malformed(Reason.EMPTY)
    if len(code) != _CODE_LENGTH:
        return Malformed(Reason.LENGTH)
    return code if code in _tables().names else Malformed(Reason.COUNTRY)


def is_valid(text: str | None) -> bool:
    """Say whether text is an ISO 3166-1 alpha-2 code, or XK for Kosovo, in any case."""
    return isinstance(parse(text), str)


def in_us_jurisdiction(code: str | None) -> bool:
    """Say whether the country code is the United States or one of its territories, in any case.

    A blank or unknown code is not; whether blank is evidence of anything is for the caller to judge.
    """
    return code is not None and (code in US_JURISDICTION or normalize(code) in US_JURISDICTION)


def country_name(code: str | None) -> str | None:
    """Give the plain English name of the country with this alpha-2 code, or None for no such code."""
    return _tables().names.get(normalize(code))


def code_of(name: str | None) -> str | None:
    """Give the alpha-2 code of a country named in English, by OFAC's spelling, or by alpha-2 or alpha-3 code.

    Case, accents and punctuation do not count. None where the name is no country, such as OFAC's "undetermined".
    """
    return _tables().codes.get(_key(name)) if name else None
