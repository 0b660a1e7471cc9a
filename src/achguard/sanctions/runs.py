"""Names as one run of letters: for words run together or torn apart, names cut off, names without vowels.

Each way of reading holds only where a stretch of letters agrees exactly, so that an index can find all names for which
it may: `stretches_of_listed` and `stretches_of_query` have one in common wherever the reading gives a score.
"""

from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import OSA

from achguard.sanctions.forms import ListedForm, Query

WHOLE_START: Final = 0.99
WHOLE_SLOPE: Final = 1.6
"""What each share of letters that differ costs where names are compared as one run of letters."""
CUT_START: Final = 0.99
CUT_ANYWHERE_START: Final = 0.92
"""Score of a name that is exactly the beginning of a listed one, where no known field width cut it."""
CUT_SLOPE: Final = 1.4
BONES_START: Final = 0.97
BONES_SLOPE: Final = 1.3
MOST_DIFFERENT: Final = 0.3
"""Share of letters that may differ at most."""

_SHORTEST_WHOLE: Final = 7
_LONG: Final = 14
"""Letters from which a run is found by seven letters of it; a shorter one by four and its length."""
_SHORT_STRETCH: Final = 4
_OF_TWO: Final = 32
_STRETCH: Final = 7
_SHORTEST_CUT_ANYWHERE: Final = 16
_BONES_STRETCH: Final = 4
_BONES_SLACK: Final = 2

BONES: Final = frozenset({"bones", "bones-end"})
"""Stretches of consonants; all others are of the run of letters."""

Stretch = tuple[str, str, int]
"""Which stretch of a run it is; its letters; the length of the run, more by 32 for two words, or 0 for any."""


def stretches_of_listed(run: str, bones: str, words: int) -> Iterator[Stretch]:
    """Yield the stretches of the run of letters, and of the consonants, of a listed name of so many words."""
    if len(run) >= _LONG:
        yield "first", run[:_STRETCH], 0
        yield "last", run[-_STRETCH:], 0
        yield "second", run[_STRETCH : 2 * _STRETCH], 0
    elif len(run) >= _SHORTEST_WHOLE - 1:
        kind = len(run) + (_OF_TWO if words == 2 else 0)  # noqa: PLR2004 -- most names are of two words
        yield "first", run[:_SHORT_STRETCH], kind
        yield "last", run[-_SHORT_STRETCH:], kind
    if len(bones) >= _BONES_STRETCH:
        yield "bones", bones[:_BONES_STRETCH], len(bones)
        yield "bones-end", bones[-_BONES_STRETCH:], len(bones)


def stretches_of_query(query: Query) -> list[Stretch]:
    """Return the stretches that a listed name must share one of, to be read as the query in one of these ways."""
    run, length = query.whole, len(query.whole)
    found: list[Stretch] = []
    if query.bones:
        bones = len(query.bones)
        for listed in range(bones - _BONES_SLACK, bones + _BONES_SLACK + 1):
            found.append(("bones", query.bones[:_BONES_STRETCH], listed))
            found.append(("bones-end", query.bones[-_BONES_STRETCH:], listed))
    if length < _SHORTEST_WHOLE:
        return found
    if length >= _LONG - 1:
        found.append(("first", run[:_STRETCH], 0))
        found.append(("last", run[-_STRETCH:], 0))
        if may_be_cut_run(query):
            found += [("second", run[at : at + _STRETCH], 0) for at in (_STRETCH - 1, _STRETCH, _STRETCH + 1)]
    if length <= _LONG:
        head, tail = run[:_SHORT_STRETCH], run[-_SHORT_STRETCH:]
        of_two = len(query.words) == 2  # noqa: PLR2004 -- a name of two words is not read as another one of two
        for listed in range(length - 1, min(length + 2, _LONG)):
            found.append(("first", head, listed))
            found.append(("last", tail, listed))
            if not of_two:
                found.append(("first", head, listed + _OF_TWO))
                found.append(("last", tail, listed + _OF_TWO))
    return found


def by_whole(query: Query, listed: ListedForm) -> float:
    """Score of both names as one run of letters; 0 where they cannot be one."""
    if len(query.whole) < _SHORTEST_WHOLE or len(query.words) == len(listed.words):
        return 0.0
    return max(whole_score(query.whole, run) for run in {listed.whole, listed.natural})


def whole_score(run: str, listed: str) -> float:
    """Score of two runs of letters of which one end agrees, and of nearly one length; else 0."""
    length, stretch, slack = len(listed), _STRETCH, 3
    if length < _LONG:
        stretch, slack = _SHORT_STRETCH, 1
    elif len(run) < _LONG - 1:
        return 0.0
    if abs(len(run) - length) > slack or (run[:stretch] != listed[:stretch] and run[-stretch:] != listed[-stretch:]):
        return 0.0
    different = OSA.normalized_distance(run, listed, score_cutoff=MOST_DIFFERENT)
    return WHOLE_START - WHOLE_SLOPE * different if different <= MOST_DIFFERENT else 0.0


def may_be_cut_run(query: Query) -> bool:
    """Whether a screened name may be the beginning of a longer run of letters."""
    return len(query.whole) >= (_LONG if query.is_cut else _SHORTEST_CUT_ANYWHERE)


def by_cut(query: Query, listed: ListedForm) -> float:
    """Score of a name with the listed name cut to its length: likely at a field's width; 0 where it is no beginning."""
    if len(listed.whole) <= len(query.whole) or not may_be_cut_run(query):
        return 0.0
    return max(cut_score(query, run) for run in {listed.whole, listed.natural})


def cut_score(query: Query, listed: str) -> float:
    """Score of a run of letters with the beginning of a longer one that shares a stretch with it; else 0."""
    run = query.whole
    second = listed[_STRETCH : 2 * _STRETCH]
    if len(listed) <= len(run) or (
        run[:_STRETCH] != listed[:_STRETCH]
        and run[_STRETCH : 2 * _STRETCH] != second
        and run[_STRETCH - 1 : 2 * _STRETCH - 1] != second
        and run[_STRETCH + 1 : 2 * _STRETCH + 1] != second
    ):
        return 0.0
    different = OSA.normalized_distance(run, listed[: len(run)], score_cutoff=MOST_DIFFERENT)
    start = CUT_START if query.is_cut else CUT_ANYWHERE_START
    return start - CUT_SLOPE * different if different <= MOST_DIFFERENT else 0.0


def by_bones(query: Query, listed: ListedForm) -> float:
    """Score of the consonants of both, for a name written without its vowels; 0 where they differ."""
    bones = query.bones
    if not bones:
        return 0.0
    least = MOST_DIFFERENT
    for other in listed.bones:
        if (
            abs(len(bones) - len(other)) <= _BONES_SLACK
            and len(other) >= _BONES_STRETCH
            and (bones[:_BONES_STRETCH] == other[:_BONES_STRETCH] or bones[-_BONES_STRETCH:] == other[-_BONES_STRETCH:])
        ):
            least = min(least, OSA.normalized_distance(bones, other))
    return BONES_START - BONES_SLOPE * least if least < MOST_DIFFERENT else 0.0
