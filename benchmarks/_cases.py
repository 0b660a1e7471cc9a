"""Changed names to find, drawn from a list by a seed.

A change is kept where it really changes the name, where the result is no other listed name of the entry, and where a
person may still say with reason that it is the same party; a list that has fewer such names gives fewer cases.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

import _spellings as spelt
from _changes import KINDS
from _name import Name, words_of
from achguard.sanctions.listed.entity import ListedEntity

SEED: Final = "achguard-recall"
SHORTEST: Final = 3
MOST_SHARING: Final = 10
"""Entries whose names may begin as a cut name does: with more of them nobody could say whose it is."""
LINES: Final = frozenset({"inside a line"})
_MARKS_ONLY: Final = frozenset({"case and marks", "hyphens", "other order", "last first, no comma"})
_MISTYPED: Final = "cut at 22 and a typo"
_CUT: Final = frozenset(
    {"cut at 22", "cut at 22, last first", "cut at 35", "cut at 35, last first", "cut at 22 and a typo"}
)
HELD_OUT: Final = "alias not on the list"


class Case(NamedTuple):
    """A changed name and the entry that it must find."""

    kind: str
    uid: str
    text: str
    listed: str
    """The listed name that was changed."""
    is_line: bool = False
    """Whether the text is a line that the name stands in."""


def names_of(entities: Iterable[ListedEntity]) -> list[Name]:
    """Take the names of individuals and organizations apart; weak aliases, which nobody screens by alone, are left."""
    found = []
    for entity in entities:
        if entity.kind not in {"individual", "organization"}:
            continue
        individual = entity.kind == "individual"
        for name in entity.names:
            family, comma, given = name.text.partition(",")
            if not (individual and comma):
                family, given = name.text, ""
            one = Name(entity.uid, name.text, individual, entity.programs, words_of(family), words_of(given))
            if name.quality != "weak" and _tells(one.natural, individual=individual):
                found.append(one)
    return found


def _tells(words: Sequence[str], *, individual: bool) -> bool:
    """Whether words are enough to say whose name it is: two that tell, or an organization's long one."""
    telling = [word for word in words if len(word) > 1 and word not in spelt.PARTICLES and word not in spelt.FORMS]
    long = 7
    return len(telling) > 1 or (not individual and any(len(word) >= long for word in telling))


def cases(names: Sequence[Name], each: int) -> Iterator[Case]:
    """Yield so many cases of each kind, or as many as the names allow; at most one of an entry in a kind."""
    known: dict[str, set[tuple[str, ...]]] = {}
    begins: dict[str, dict[str, set[str]]] = {}
    for name in names:
        known.setdefault(name.uid, set()).add(tuple(sorted(name.natural)))
        for words in (name.natural, name.last_first):
            text = " ".join(words).replace("'", "")
            begins.setdefault(text[:12], {}).setdefault(text, set()).add(name.uid)
    for kind, change in KINDS.items():
        rng = random.Random(f"{SEED} {kind}")
        had: set[str] = set()
        for name in rng.sample(names, len(names)):
            if name.uid in had:
                continue
            text = change(name, rng) or ""
            if not text or not _is_fair(kind, text, name, known[name.uid]):
                continue
            clean = " ".join(name.natural).replace("'", "")[: len(text)] if kind == _MISTYPED else text
            if kind in _CUT and _sharing(clean, begins) > MOST_SHARING:
                continue
            had.add(name.uid)
            yield Case(kind, name.uid, text, name.text, kind in LINES)
            if len(had) == each:
                break


def _is_fair(kind: str, text: str, name: Name, known: set[tuple[str, ...]]) -> bool:
    words = words_of(text)
    if text == name.text or not _tells(words, individual=name.individual):
        return False
    return kind in _MARKS_ONLY or text != text.upper() or tuple(sorted(words)) not in known


def _sharing(text: str, begins: dict[str, dict[str, set[str]]]) -> int:
    return len({uid for other, uids in begins.get(text[:12], {}).items() if other.startswith(text) for uid in uids})


def held_out(entities: Sequence[ListedEntity], each: int) -> tuple[list[ListedEntity], list[Case]]:
    """Take one alias each out of some entries, and make it a case; give the list without them, and the cases.

    Only an alias that shares most of its letters, in two words or more, with one of the entry's other names: nobody
    could find the others.
    """
    rng = random.Random(f"{SEED} {HELD_OUT}")
    without: dict[str, ListedEntity] = {}
    made: list[Case] = []
    for entity in rng.sample(entities, len(entities)):
        aliases = [name for name in entity.names[1:] if name.quality == "strong"]
        if entity.kind not in {"individual", "organization"} or not aliases:
            continue
        alias = rng.choice(aliases)
        left = tuple(name for name in entity.names if name is not alias)
        text = " ".join(words_of(alias.text))
        if _tells(text.split(), individual=entity.kind == "individual") and any(
            _shares(alias.text, n.text) for n in left
        ):
            without[entity.uid] = replace(entity, names=left)
            made.append(Case(HELD_OUT, entity.uid, text, alias.text))
            if len(made) == each:
                break
    return [without.get(entity.uid, entity) for entity in entities], made


def _shares(alias: str, other: str) -> bool:
    mine, theirs = words_of(alias), words_of(other)
    if sorted(mine) == sorted(theirs):
        return False
    close = 0.75
    met = [word for word in mine if any(OSA.normalized_similarity(word, each) >= close for each in theirs)]
    telling = [
        word for word in met if word not in spelt.PARTICLES and word not in spelt.FORMS and len(word) >= SHORTEST
    ]
    return len(telling) > 1 and 2 * sum(map(len, met)) > sum(map(len, mine))
