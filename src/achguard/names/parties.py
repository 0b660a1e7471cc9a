"""The parties that one name field holds: a name and its trade name, one in care of another, holders of one account."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from achguard.names.abbreviations import ABBREVIATIONS
from achguard.names.ordinary import ordinary_names
from achguard.names.words import FORM_SPELLINGS, LEGAL_FORMS, PARTICLES, TITLES, is_generic_word

# source: US postal and banking usage (USPS Publication 28 for C/O and ATTN; bank titling for FBO, POA, TTEE, UTMA;
# shipping papers for M/V and IMO); general knowledge, unverified. A mark is a whole word, or letters with strokes or
# full stops between them.
_BETWEEN: Final = (
    "D/B/A", "DBA", "DOING BUSINESS AS", "T/A", "TRADING AS", "A/K/A", "AKA", "ALSO KNOWN AS", "F/K/A", "FKA",
    "FORMERLY KNOWN AS", "FORMERLY", "N/K/A", "NKA", "C/O", "CARE OF", "ATTN", "ATTENTION", "F/B/O", "FBO",
    "FOR THE BENEFIT OF", "O/B/O", "OBO", "ON BEHALF OF", "AND/OR", "P.O.A.", "POA", "ESTATE OF", "CUSTODIAN FOR",
    "TRUSTEE FOR", "TRUSTEE OF", "TRUSTEE", "TTEE", "UTMA", "UGMA", "IN TRUST FOR", "ITF", "PAYABLE ON DEATH", "P.O.D.",
    "SO-CALLED", "SO CALLED", "SELF-PROCLAIMED", "SELF PROCLAIMED", "SELF-STYLED", "SELF STYLED",
    "FRIENDS OF", "FORMER", "M/V", "M.V.", "MV", "M/T", "M.T.", "S/S", "SS", "VESSEL", "MOTOR VESSEL", "VSL", "TANKER",
    "MOTOR TANKER", "IMO",
    "ACCOUNTS PAYABLE", "ACCTS PAYABLE", "ACCOUNTS RECEIVABLE", "PAYROLL DEPARTMENT", "PAYROLL DEPT",
)  # fmt: skip
# What joins the holders of one account, and the halves of a company's name; Spanish forms have Y.
_JOINT_WORDS: Final = ("AND", "OR", "Y")
_JOINT_SIGNS: Final = "&;+/"

# A mark is a word of its own, and an apostrophe parts no words: O'NEIL, JANE'DBA.
_BEGINS: Final = r"(?<![^\W_])(?<![^\W_]['`])"
_ENDS: Final = r"(?![^\W_]|['`][^\W_])"
_WORDS: Final = re.compile(r"[^\W_]+")
_MARK: Final = re.compile(
    _BEGINS + r"(?:" + "|".join(sorted(map(re.escape, _BETWEEN), key=len, reverse=True)) + r")" + _ENDS + r"[.:,]?",
    re.IGNORECASE,
)
# Between two figures a sign joins no parties: 24/7, 50+1.
_JOINT: Final = re.compile(
    rf"{_BEGINS}(?:{'|'.join(_JOINT_WORDS)}){_ENDS}|(?!(?<=[0-9]).[0-9])[{re.escape(_JOINT_SIGNS)}]",
    re.IGNORECASE,
)
_MARK_STARTS: Final = frozenset(
    word for mark in _BETWEEN for word in _WORDS.findall(mark)[:1] if mark.isalpha() or " " in mark
)
PARTY_MARKS: Final = _MARK_STARTS.union(_JOINT_WORDS)
"""Words with which a mark starts; one of these, a sign or a full stop is in each field that holds several parties."""
_LETTER: Final = re.compile(r"[^\W\d_]{2}")
_NO_NAME: Final = LEGAL_FORMS | PARTICLES | TITLES
_OF_PERSONS: Final = (PARTICLES | TITLES) - LEGAL_FORMS
_SHORTENED: Final = frozenset(short for short, _ in ABBREVIATIONS) | FORM_SPELLINGS
_IN_NAMES: Final = frozenset({"AND", "&", "Y"})
_STRIPPED: Final = " \t\r\n\v\f\u00a0,;-/&+."


def may_hold_several(name: str) -> bool:
    """Say whether a field has a sign that joins parties, or the letters of a mark such as `D/B/A`.

    Other marks are words, `PARTY_MARKS`.
    """
    return any(sign in name for sign in _JOINT_SIGNS) or "." in name


def parties(name: str) -> tuple[str, ...]:
    """Give the parties that a name field holds, each without the words that join them; one party is the name itself.

    `JANE PUBLIC C/O ACME LLC` holds two, `ESTATE OF JANE PUBLIC` holds `JANE PUBLIC`, `JOHN AND MARY DOE` holds `JOHN
    DOE` and `MARY DOE`. What one word beside an AND stands for is not said (SMITH & SON LLC, BANK OF X AND Y), so it is
    no party without a family name to share. What is no text holds none. A screen looks at the whole field as well: a
    mark may be part of a name.
    """
    if not isinstance(name, str):
        return ()
    words = _WORDS.findall(name.upper())
    if not may_hold_several(name) and PARTY_MARKS.isdisjoint(words):
        return (name,)
    # Most fields have no mark but an AND, and looking for all of them takes longest.
    may_be_marked = "/" in name or "." in name or not _MARK_STARTS.isdisjoint(words)
    parts = [part.strip(_STRIPPED) for part in (_MARK.split(name) if may_be_marked else (name,))]
    found: dict[str, None] = {}
    for part in parts:
        if _LETTER.search(part):
            if len(parts) > 1:
                found[part] = None
            found.update(dict.fromkeys(_holders(part)))
    return tuple(found) or (name,)


def _holders(part: str) -> Iterator[str]:
    """Yield the holders of one account, each with the family name that they share."""
    joints = [(found.start(), found.end()) for found in _JOINT.finditer(part)]
    if not joints:
        return
    ends = [start for start, _ in joints] + [len(part)]
    starts = [0] + [end for _, end in joints]
    halves = [
        half
        for start, end in zip(starts, ends, strict=True)
        if _LETTER.search(half := part[start:end].strip(_STRIPPED))
    ]
    # FIRST BANK AND TRUST is one name; nobody's name has an OR in it.
    may_be_one = all(part[start:end].upper() in _IN_NAMES for start, end in joints)
    words = [_named(half) for half in halves]
    persons = [_is_persons(half) for half in halves]
    for at, (half, own) in enumerate(zip(halves, words, strict=True)):
        if len(own) > 1 and (persons[at] or not may_be_one):
            yield half
        if own and persons[at] and _is_given_alone(own):
            families = [each if is_person else () for each, is_person in zip(words, persons, strict=True)]
            yield from (f"{half} {family}" for family in _family_names(families, halves, at))


def _named(half: str) -> list[str]:
    """Give the words of a half that say whose name it is."""
    return [word for word in _WORDS.findall(half) if word.upper() not in _NO_NAME]


def _is_persons(half: str) -> bool:
    """Say whether a half may be a person's name: it has no word that businesses are called by, and people are not."""
    words = {*_WORDS.findall(half.upper())}.difference(_OF_PERSONS, ordinary_names())
    return not any(len(word) > 1 and (word in _SHORTENED or is_generic_word(word)) for word in words)


def _is_given_alone(words: Sequence[str]) -> bool:
    """Say whether a half is a given name, perhaps with a middle initial, and lacks the family name."""
    return len(words) == 1 or (len(words) == 2 and len(words[1]) == 1)  # noqa: PLR2004 -- a name and an initial


def _family_names(words: Sequence[Sequence[str]], halves: Sequence[str], at: int) -> Iterator[str]:
    """Yield what may be the family name that a given name shares: that of the next full name, and of the one before."""
    after = next((own for own in words[at + 1 :] if not _is_given_alone(own) and own), None)
    if after is not None:
        yield after[-1]
    before = next((i for i in range(at - 1, -1, -1) if words[i] and not _is_given_alone(words[i])), None)
    if before is not None:
        # DOE, JOHN & MARY and DOE JOHN & MARY begin with the family name, JOHN DOE & MARY ends with it.
        first, last = words[before][0], words[before][-1]
        yield first
        if "," not in halves[before] and last != first:
            yield last
