"""Names as one run of letters: for words run together or torn apart, names cut off, names without vowels.

Each way of reading holds only where a stretch of letters agrees exactly, so that an index can find all names for which
it may: `stretches_of_listed` and `stretches_of_query` have one in common wherever the reading gives a score.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from rapidfuzz.distance import OSA

from achguard.names.words import is_generic_word
from achguard.sanctions.comparing.prepared_names import FIELD_WIDTHS, ListedForm, Query

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

SHORTEST_WHOLE: Final = 7
LONG: Final = 14
"""Letters from which a run is found by seven letters of it; a shorter one by four and its length."""
SHORT_STRETCH: Final = 4
OF_TWO: Final = 32
STRETCH: Final = 7
SHORTEST_CUT_ANYWHERE: Final = 16
_BONES_STRETCH: Final = 4
_BONES_SLACK: Final = 2

BONES: Final = frozenset({"bones", "bones-end"})
"""Stretches of consonants; all others are of the run of letters."""

Stretch = tuple[str, str, int]
"""Which stretch of a run it is; its letters; the length of the run, more by 32 for two words, or 0 for any."""


def stretches_of_listed(run: str, bones: str, words: int) -> Iterator[Stretch]:
    """Yield the stretches of the run of letters, and of the consonants, of a listed name of so many words."""
    if len(run) >= LONG:
        yield "first", run[:STRETCH], 0
        yield "last", run[-STRETCH:], 0
        yield "second", run[STRETCH : 2 * STRETCH], 0
    elif len(run) >= SHORTEST_WHOLE - 1:
        kind = len(run) + (OF_TWO if words == 2 else 0)  # noqa: PLR2004 -- most names are of two words
        yield "first", run[:SHORT_STRETCH], kind
        yield "last", run[-SHORT_STRETCH:], kind
    if len(bones) >= _BONES_STRETCH:
        yield "bones", bones[:_BONES_STRETCH], len(bones)
        yield "bones-end", bones[-_BONES_STRETCH:], len(bones)


def stretches_of_query(query: Query) -> list[Stretch]:
    """Return the stretches that a listed name must share one of, to be read as the query in one of these ways."""
    run, length = query.whole, len(query.whole)
    found = stretches_of_bones(query.bones)
    if length < SHORTEST_WHOLE:
        return found
    if length >= LONG - 1:
        found.append(("first", run[:STRETCH], 0))
        found.append(("last", run[-STRETCH:], 0))
        if may_be_cut_run(query):
            found += [("second", run[at : at + STRETCH], 0) for at in (STRETCH - 1, STRETCH, STRETCH + 1)]
    if length <= LONG:
        head, tail = run[:SHORT_STRETCH], run[-SHORT_STRETCH:]
        of_two = len(query.words) == 2  # noqa: PLR2004 -- a name of two words is not read as another one of two
        for listed in range(length - 1, min(length + 2, LONG)):
            found.append(("first", head, listed))
            found.append(("last", tail, listed))
            if not of_two:
                found.append(("first", head, listed + OF_TWO))
                found.append(("last", tail, listed + OF_TWO))
    return found


def stretches_of_bones(bones: str) -> list[Stretch]:
    """Return the stretches of consonants of which a listed name must share one; none where there are no consonants."""
    found: list[Stretch] = []
    if bones:
        for listed in range(len(bones) - _BONES_SLACK, len(bones) + _BONES_SLACK + 1):
            found.append(("bones", bones[:_BONES_STRETCH], listed))
            found.append(("bones-end", bones[-_BONES_STRETCH:], listed))
    return found


def by_whole(query: Query, listed: ListedForm) -> float:
    """Score of both names as one run of letters; 0 where they cannot be one."""
    # Short names of as many words are compared word by word; only others have a stretch in common by their length.
    if len(query.whole) < SHORTEST_WHOLE or (len(query.words) == len(listed.words) and len(query.whole) <= LONG):
        return 0.0
    same = _letters_of_generic_words(query, listed)
    return max(whole_score(query.whole, run, same) for run in {listed.whole, listed.natural})


def _letters_of_generic_words(query: Query, listed: ListedForm) -> int:
    """Count the letters of the generic words that both names have, in which no two names differ."""
    others = list(listed.words)
    letters = 0
    for word, spelt in zip(query.words, query.spelt, strict=True):
        if word in others and is_generic_word(word):
            others.remove(word)
            letters += len(spelt)
    return letters


def whole_score(run: str, listed: str, generic: int = 0) -> float:
    """Score of two runs of letters of which one end agrees, and of nearly one length; else 0.

    So many letters are of `generic` words that both have: what differs is a share of the others, since AIR INDUSTRIES
    and FAJR INDUSTRIES are alike in nothing that tells.
    """
    length, stretch, slack = len(listed), STRETCH, 3
    if length < LONG:
        stretch, slack = SHORT_STRETCH, 1
    elif len(run) < LONG - 1:
        return 0.0
    if abs(len(run) - length) > slack or (run[:stretch] != listed[:stretch] and run[-stretch:] != listed[-stretch:]):
        return 0.0
    different = OSA.normalized_distance(run, listed, score_cutoff=MOST_DIFFERENT)
    if different and generic:
        longest = max(len(run), length)
        different *= longest / max(longest - generic, 1)
    return WHOLE_START - WHOLE_SLOPE * different if different <= MOST_DIFFERENT else 0.0


def may_be_cut_run(query: Query) -> bool:
    """Whether a screened name may be the beginning of a longer run of letters."""
    return len(query.whole) >= (LONG if query.is_cut else SHORTEST_CUT_ANYWHERE)


def by_cut(query: Query, listed: ListedForm) -> float:
    """Score of a name with the listed name cut to its length: likely at a field's width; 0 where it is no beginning."""
    if len(listed.whole) <= len(query.whole) or not may_be_cut_run(query):
        return 0.0
    runs = {listed.whole, listed.natural}
    if not (query.is_cut and query.width_is_known):
        generic = all(map(is_generic_word, query.words))
        if generic and not query.is_cut:
            return 0.0
        if not query.is_cut or (generic and len(query.whole) <= min(FIELD_WIDTHS)):
            runs = {run for run in runs if not _ends_a_word(listed, run, len(query.whole))}
    return max((cut_score(query, run) for run in runs), default=0.0)


def _ends_a_word(listed: ListedForm, run: str, length: int) -> bool:
    """Whether so many letters of a listed name's run end with a word of it: then nothing tells that they were cut."""
    words = listed.spelt
    for family in range(len(words)):
        turned = words[family:] + words[:family]
        if "".join(turned) == run:
            return length in accumulate(map(len, turned))
    return False


def cut_score(query: Query, listed: str) -> float:
    """Score of a run of letters with the beginning of a longer one that shares a stretch with it; else 0."""
    run = query.whole
    second = listed[STRETCH : 2 * STRETCH]
    if len(listed) <= len(run) or (
        run[:STRETCH] != listed[:STRETCH]
        and run[STRETCH : 2 * STRETCH] != second
        and run[STRETCH - 1 : 2 * STRETCH - 1] != second
        and run[STRETCH + 1 : 2 * STRETCH + 1] != second
    ):
        return 0.0
    different = OSA.normalized_distance(run, listed[: len(run)], score_cutoff=MOST_DIFFERENT)
    start = CUT_START if query.is_cut else CUT_ANYWHERE_START
    return start - CUT_SLOPE * different if different <= MOST_DIFFERENT else 0.0


def by_bones(query: Query, listed: ListedForm) -> float:
    """Score of the consonants of both, for a name written without its vowels; 0 where they differ."""
    return bones_score(query.bones, listed.bones) if query.bones else 0.0


def bones_score(bones: str, listed: Sequence[str]) -> float:
    """Score of a run of consonants with the likest of a listed name's; 0 where they differ."""
    least = MOST_DIFFERENT
    for other in listed:
        if (
            abs(len(bones) - len(other)) <= _BONES_SLACK
            and len(other) >= _BONES_STRETCH
            and (bones[:_BONES_STRETCH] == other[:_BONES_STRETCH] or bones[-_BONES_STRETCH:] == other[-_BONES_STRETCH:])
        ):
            least = min(least, OSA.normalized_distance(bones, other))
    return BONES_START - BONES_SLOPE * least if least < MOST_DIFFERENT else 0.0
