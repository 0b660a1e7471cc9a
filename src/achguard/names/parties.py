"""The parties that one name field holds: a name and its trade name, one in care of another, one for another."""

import re
from typing import Final

MAX_PARTIES: Final = 4
"""Parties of a field that are told apart; what follows the last one stays with it."""

# source: US postal and banking usage (USPS Publication 28 for C/O and ATTN; bank titling for FBO, POA, TTEE, UTMA);
# general knowledge, unverified. A mark is a whole word, or letters with strokes or full stops between them.
_BETWEEN: Final = (
    "D/B/A", "DBA", "DOING BUSINESS AS", "T/A", "TRADING AS", "A/K/A", "AKA", "ALSO KNOWN AS", "F/K/A", "FKA",
    "FORMERLY KNOWN AS", "FORMERLY", "N/K/A", "NKA", "C/O", "CARE OF", "ATTN", "ATTENTION", "F/B/O", "FBO",
    "FOR THE BENEFIT OF", "O/B/O", "OBO", "ON BEHALF OF", "AND/OR", "P.O.A.", "POA", "ESTATE OF", "CUSTODIAN FOR",
    "TRUSTEE FOR", "TRUSTEE OF", "TRUSTEE", "TTEE", "UTMA", "UGMA", "IN TRUST FOR", "ITF", "PAYABLE ON DEATH", "P.O.D.",
    "ACCOUNTS PAYABLE", "ACCTS PAYABLE", "ACCOUNTS RECEIVABLE", "PAYROLL DEPARTMENT", "PAYROLL DEPT",
)  # fmt: skip
_WORDS: Final = re.compile(r"[^\W_]+")
_MARK: Final = re.compile(
    r"(?<![^\W_])(?:" + "|".join(sorted(map(re.escape, _BETWEEN), key=len, reverse=True)) + r")(?![^\W_])[.:,]?",
    re.IGNORECASE,
)
PARTY_MARKS: Final = frozenset(
    word for mark in _BETWEEN for word in _WORDS.findall(mark)[:1] if mark.isalpha() or " " in mark
)
"""Words with which a mark starts; one of these, a stroke or a full stop is in each field that holds several parties."""
_LETTER: Final = re.compile(r"[^\W\d_]{2}")


def may_hold_several(name: str) -> bool:
    """Whether a field has what joins the letters of a mark such as `D/B/A`; other marks are words, `PARTY_MARKS`."""
    return "/" in name or "." in name


def parties(name: str) -> tuple[str, ...]:
    """Return the parties that a name field holds, each without the words that join them; one party is the name itself.

    `JANE PUBLIC C/O ACME LLC` holds two, `ESTATE OF JANE PUBLIC` holds `JANE PUBLIC`. What is no text holds none. A
    screen looks at the whole field as well: a mark may be part of a name.
    """
    if not isinstance(name, str):
        return ()
    if not may_hold_several(name) and PARTY_MARKS.isdisjoint(_WORDS.findall(name.upper())):
        return (name,)
    parts = [part.strip(" ,;-/") for part in _MARK.split(name, maxsplit=MAX_PARTIES - 1)]
    found = dict.fromkeys(part for part in parts if _LETTER.search(part))
    return tuple(found) or (name,)
