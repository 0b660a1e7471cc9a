"""The readings of one name field: the field as it is written, each party in it, and what a disguise stands for."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from achguard.names.disguise import ODD, deciphered
from achguard.names.fold import fold
from achguard.names.parties import PARTY_MARKS, parties
from achguard.names.readable import MAX_FOLDED
from achguard.names.servants import begins_servant, servant_readings

_ODD_SIGNS: Final = re.compile(rf"[/.;+&]|{ODD.pattern}")
_LETTERS: Final = re.compile(r"\b[A-Z](?: [A-Z]\b){2,}")
_IN_CAPITALS: Final = re.compile(r"[A-Z',-]+(?: [A-Z',-]+)+")


def has_odd_signs(name: str) -> bool:
    """Say whether a field has a sign that every field of several readings has that has no word of `PARTY_MARKS`."""
    # Most names are words in capitals, of which nothing else needs to be asked.
    return _IN_CAPITALS.fullmatch(name) is None and _ODD_SIGNS.search(name) is not None


def is_plain(name: str, words: Iterable[str]) -> bool:
    """Say whether a field has no other reading than itself, as its signs and its folded words tell without more ado."""
    if has_odd_signs(name) or any(map(has_readings, words)):
        return False
    folded = fold(name).split()
    return len({*folded}) == len(folded)


def has_readings(word: str) -> bool:
    """Say whether a field with a folded word may have other readings: it may part two parties, or begin a servant."""
    return word in PARTY_MARKS or begins_servant(word)


class Reading(NamedTuple):
    """One text that a name field may be read as."""

    text: str
    width: int
    """Characters of the field where the text ends it, so that it may be cut off; 0 where something follows."""


def wholes(name: str) -> tuple[str, ...]:
    """Give the whole field as written, as a person or a web page reads it, and each word once; itself first."""
    texts = (name, *deciphered(name))
    if len(name) > MAX_FOLDED:
        texts = tuple(fold(text)[:MAX_FOLDED] for text in texts)
    more = (*map(_without_repeats, texts), *map(_with_letters_together, texts))
    return tuple(dict.fromkeys((*texts, *filter(None, more))))


def _with_letters_together(text: str) -> str | None:
    """Give the folded words of a text, three or more single letters in a row as one word: `I.R.G.C.` is IRGC."""
    if "." not in text:
        return None
    folded = fold(text)
    together = _LETTERS.sub(lambda run: run.group().replace(" ", ""), folded)
    return together if together != folded else None


def _without_repeats(text: str) -> str | None:
    """Give the folded words of a text, each where it stands first; None where none stands twice."""
    words = fold(text).split()
    once = dict.fromkeys(words)
    return " ".join(once) if len(once) < len(words) else None


def readings(name: str) -> tuple[Reading, ...]:
    """Give all readings of a field, itself first; one for most fields."""
    width = len(name.rstrip())
    found: dict[str, int] = {}
    for text in wholes(name):
        found.setdefault(text, width)
        ending = _ending(text)
        for party in parties(text):
            found.setdefault(party, width if ending.endswith(_ending(party)) else 0)
    # In the whole of a field alone: ABDELHADI beside other words would be all of a listed `HADI, Abdul`.
    for text, end in (*found.items(),):
        for spelt in servant_readings(fold(text)):
            found.setdefault(spelt, end)
    return tuple(Reading(text, end) for text, end in found.items())


def _ending(text: str) -> str:
    return text.rstrip(" \t\r\n\v\f\u00a0,;-/&+.")[-16:]
