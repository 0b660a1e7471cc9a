"""What a long screened name can score at most with a listed one, before their words are compared in pairs."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from achguard.names.words import one_spelling
from achguard.sanctions.comparing.compare import MOST_JOINED, SCREENED_SHARE, runs_of
from achguard.sanctions.comparing.letter_strings import by_bones, by_cut, by_whole
from achguard.sanctions.comparing.prepared_names import ListedForm, Query

FEW: Final = 4
"""Words up to which a name is compared at once: what is in this module costs as much."""
_SLACK: Final = 1e-6
_REMEMBERED: Final = 64


def may_reach(query: Query, listed: ListedForm, least: float) -> bool:
    """Say whether comparing two names in full may reach a score: false only where it can't."""
    if words_may_reach(query, listed, least):
        return True
    return max(reading(query, listed) for reading in (by_whole, by_cut, by_bones)) >= least - _SLACK


def words_may_reach(query: Query, listed: ListedForm, least: float) -> bool:
    """Say whether the words of two names may reach a score: false only where they can't.

    A listed word accounts for one screened word, or for a few neighbours that make it; so of a name that repeats
    AL forty times nearly all is left over, whatever it is compared with.
    """
    if len(query.words) <= FEW:
        return True
    weights, made = _most(query.spelt, query.weights)
    count = len(listed.words)
    if not made.isdisjoint(listed.words):
        count *= MOST_JOINED
    total = weights[-1]
    share = weights[min(count, len(weights) - 1)] / total if total else 1.0
    return SCREENED_SHARE * share + 1 - SCREENED_SHARE >= least - _SLACK


@lru_cache(_REMEMBERED)
def _most(spelt: Sequence[str], weights: Sequence[float]) -> tuple[list[float], frozenset[str]]:
    """Return the weight of so many heaviest words, and the words that neighbours make."""
    made = {each for _, _, run in runs_of(spelt) for each in (run, one_spelling(run))}
    return [*accumulate(sorted(weights, reverse=True), initial=0.0)], frozenset(made)
