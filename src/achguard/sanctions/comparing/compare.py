"""How far one screened name is one listed name: the words that meet, the words that are missing, and why."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from achguard.names.words import one_spelling
from achguard.sanctions.comparing.common_names import HALF, Met, same_syllables, says_enough
from achguard.sanctions.comparing.letter_strings import by_bones, by_cut, by_whole
from achguard.sanctions.comparing.prepared_names import SAYS_LITTLE, ListedForm, Query
from achguard.sanctions.comparing.words import ORDINARY_WEIGHT, is_general, similarity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The constants of this module are weighed against each other by `benchmarks/recall.py`.
SCREENED_SHARE: Final = 0.6
"""Part of the score for the screened name's words that are met; the rest is for the listed name's."""
ONE_OF_SEVERAL: Final = 0.9
"""Factor where a family name or an organization's telling word is not met, or a one-word name is one of several words;
source: OFAC FAQ 5."""
MOSTLY: Final = 0.7
"""Share of the screened name that a listed name of one word must account for, to be more than one of several names."""
INITIAL_CREDIT: Final = 0.85
"""Similarity of an initial and a word that starts with it."""
INITIAL_COVERS: Final = 0.6
"""How much of the listed word an initial accounts for."""
PREFIX_CREDIT: Final = 0.9
"""Similarity of a last word and a listed word that it is the beginning of."""
JOINED_CREDIT: Final = 0.97
"""Similarity of two words written as one."""
SHORTEST_PREFIX: Final = 4
SHORTEST_PREFIX_CUT: Final = 3
"""Letters of a last word that may be the beginning of a listed one; of one that a field may have cut off."""
SHORTEST_JOINED: Final = 5
MOST_JOINED: Final = 3
"""Words that may be written as one."""
SHORTEST_CUT: Final = 12
ONLY_USUAL: Final = 0.06
"""What it takes off that usual words alone are met, and the listed name says more: ALI SALEH for SALEH, Ali Tarek.

So where the screened name has an initial that the listed one has not: ALI M SALEH for SALEH, Ali."""
OTHER_ORDER: Final = 0.005
"""What it takes off that the words stand in an order that is neither the list's nor the natural one."""
_SAME: Final = 0.999


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two names are one, and by which way of reading them."""

    score: float
    way: str
    """`words`, `whole`, `cut` or `bones`."""
    pairs: tuple[tuple[str, str, float], ...] = ()
    """Screened word, listed word, similarity."""
    places: tuple[tuple[int, int, int, int], ...] = ()
    """Of each pair: place of the first word in the screened name, and how many they are; the same in the listed one."""


def compare(query: Query, listed: ListedForm, alike: Sequence[Mapping[str, float]] | None = None) -> Comparison:
    """Compare two prepared names; the best of all ways to read them.

    `alike` holds, per screened word, the listed words that it may be with their similarity; without it each pair is
    compared afresh, to the same effect.
    """
    best = _by_words(query, listed, alike)
    if best.score >= _SAME:
        return best
    for way, reading in (("whole", by_whole), ("cut", by_cut), ("bones", by_bones)):
        score = reading(query, listed)
        if score > best.score:
            best = Comparison(score, way)
    return best


def credit(value: float) -> float:
    """How much of a word's weight a similarity is worth: all at 1, half where a third of the letters differ."""
    return max(0.0, 1.0 - 1.5 * (1.0 - value))


def credits_of(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the `credit` of each similarity."""
    return (1.0 - 1.5 * (1.0 - values)).clip(0.0)


def may_be_cut(query: Query) -> bool:
    """Whether the last word of a screened name may have lost its end."""
    return (
        len(query.words) > 1
        and len(query.whole) >= SHORTEST_CUT
        and len(query.words[-1]) >= (SHORTEST_PREFIX_CUT if query.is_cut else SHORTEST_PREFIX)
    )


def runs_of(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield neighbours written as one word: the first one's place, how many they are, and the word."""
    for count in range(2, MOST_JOINED + 1):
        for at in range(len(words) - count + 1):
            joined = "".join(words[at : at + count])
            if len(joined) >= SHORTEST_JOINED:
                yield at, count, joined


_Pair = tuple[float, int, int, int, int, int, int, float, float]
"""To be sorted, likeliest first: similarity (negative), words (negative), how far apart they stand; place and count in
the screened name, and in the listed one; how much of the screened word, and of the listed one, is accounted for."""


def _by_words(query: Query, listed: ListedForm, alike: Sequence[Mapping[str, float]] | None) -> Comparison:
    pairs, says_something = _pairs(query, listed, alike)
    if not says_something:
        return Comparison(0.0, "words")
    pairs.sort()
    met_query = [0.0] * len(query.words)
    alike_query = [0.0] * len(query.words)
    met_listed = [0.0] * len(listed.words)
    shown: list[tuple[int, int, int, int, str, str, float]] = []
    for value, _, _, at, count, to, count_to, covers_query, covers_listed in pairs:
        if any(met_query[at : at + count]) or any(met_listed[to : to + count_to]):
            continue
        worth = credit(-value)
        met_query[at : at + count] = [worth * covers_query] * count
        alike_query[at : at + count] = [-value] * count
        met_listed[to : to + count_to] = [worth * covers_listed] * count_to
        words = (
            _run_together(query.words, query.spelt, at, count),
            _run_together(listed.words, listed.spelt, to, count_to),
        )
        shown.append((at, to, count, count_to, *words, -value))
    share = _share(query.weights, met_query)
    score = SCREENED_SHARE * share + (1 - SCREENED_SHARE) * _share(listed.weights, met_listed)
    no_telling = bool(listed.telling) and max(met_listed[at] for at in listed.telling) < HALF
    if no_telling or (share < MOSTLY and _is_one_word(listed)):
        score *= ONE_OF_SEVERAL
    initials = {to for at, to, count, *_ in shown if count == len(query.words[at]) == 1}
    met = Met(met_query, met_listed, alike_query)
    if _only_usual(listed, met_listed, initials) or _another_initial(query, met, listed):
        score -= ONLY_USUAL
    score *= says_enough(query, listed, met) * same_syllables(query, listed, met)
    shown.sort()
    places = [to for _, to, *_ in shown]
    # A family name put first or last is one step back in the order, and usual.
    if sum(later < sooner for sooner, later in pairwise(places)) > 1:
        score -= OTHER_ORDER
    return Comparison(
        score,
        "words",
        tuple((word, other, value) for *_, word, other, value in shown),
        tuple((at, count, to, count_to) for at, to, count, count_to, *_ in shown),
    )


def _run_together(words: Sequence[str], spelt: Sequence[str], at: int, count: int) -> str:
    return words[at] if count == 1 else "".join(spelt[at : at + count])


def _only_usual(listed: ListedForm, met: Sequence[float], initials: Collection[int]) -> bool:
    """Whether all listed words that are met are usual ones, and one that says something has no word and no initial."""
    missing, usual = False, True
    for at, (weight, share) in enumerate(zip(listed.weights, met, strict=True)):
        if share >= HALF:
            usual = usual and weight <= ORDINARY_WEIGHT
        elif weight > SAYS_LITTLE and at not in initials:
            missing = True
    return missing and usual


def _another_initial(query: Query, met: Met, listed: ListedForm) -> bool:
    """Whether a screened name has an initial that is not met, and of the listed one usual words alone are."""
    if listed.is_ship or not any(
        len(word) == 1 and not share for word, share in zip(query.words, met.screened, strict=True)
    ):
        return False
    return all(
        weight <= ORDINARY_WEIGHT for weight, share in zip(listed.weights, met.listed, strict=True) if share >= HALF
    )


def _is_one_word(listed: ListedForm) -> bool:
    return sum(weight > SAYS_LITTLE for weight in listed.weights) == 1


def _share(weights: Sequence[float], met: Sequence[float]) -> float:
    total = sum(weights)
    return min(1.0, sum(map(float.__mul__, weights, met)) / total) if total else 0.0


def _pairs(query: Query, listed: ListedForm, alike: Sequence[Mapping[str, float]] | None) -> tuple[list[_Pair], bool]:
    """Return the pairs of words that may be one another, and whether one of them is more than an initial."""
    pairs: list[_Pair] = []
    says_something = False
    last = len(query.words) - 1 if may_be_cut(query) else -1
    for i, word in enumerate(query.words):
        known = alike[i] if alike is not None else None
        for j, other in enumerate(listed.words):
            if word == other:
                value, covers_query, covers_listed = 1.0, 1.0, 1.0
            elif len(word) == 1 or len(other) == 1:
                longer = word if len(other) == 1 else other
                if word[0] != other[0] or len(word) + len(other) <= len("ABC") or is_general(longer):
                    continue
                covers_query, covers_listed = (1.0, INITIAL_COVERS) if len(word) == 1 else (INITIAL_COVERS, 1.0)
                pairs.append((-INITIAL_CREDIT, -2, abs(i - j), i, 1, j, 1, covers_query, covers_listed))
                continue
            else:
                value = known.get(other, 0.0) if known is not None else similarity(word, other)
                covers_query = covers_listed = 1.0
                if i == last and value < PREFIX_CREDIT and other.startswith(word):
                    value, covers_listed = PREFIX_CREDIT, len(word) / len(other)
            if value:
                says_something = True
                pairs.append((-value, -2, abs(i - j), i, 1, j, 1, covers_query, covers_listed))
    joined = [*_joined(query, listed)]
    return pairs + joined, says_something or bool(joined)


def _joined(query: Query, listed: ListedForm) -> Iterator[_Pair]:
    """Pair neighbours in one name with what is one word in the other."""
    for i, count, joined in runs_of(query.spelt):
        word = joined if joined in listed.words else one_spelling(joined)
        if word in listed.words:
            j = listed.words.index(word)
            yield (-JOINED_CREDIT, -count - 1, abs(i - j), i, count, j, 1, 1.0, 1.0)
    for j, count, joined in runs_of(listed.spelt):
        word = joined if joined in query.words else one_spelling(joined)
        if word in query.words:
            i = query.words.index(word)
            yield (-JOINED_CREDIT, -count - 1, abs(i - j), i, 1, j, count, 1.0, 1.0)
