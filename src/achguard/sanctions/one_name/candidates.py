"""Which listed names may reach a score with a screened name: all of them, and few others.

A name's score is bounded by what its words can meet at most. Words that many names have are left for later where the
rest of the screened name must be met for the score anyway; no name that can reach the score is left out.
"""

from collections.abc import Callable, Iterable, KeysView, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.names.words import one_spelling
from achguard.sanctions.comparing.compare import (
    INITIAL_COVERS,
    INITIAL_CREDIT,
    JOINED_CREDIT,
    PREFIX_CREDIT,
    SCREENED_SHARE,
    credit,
    may_be_cut,
    runs_of,
)
from achguard.sanctions.comparing.letter_strings import (
    BONES,
    cut_score,
    may_be_cut_run,
    stretches_of_query,
    whole_score,
)
from achguard.sanctions.index.distinct import distinct
from achguard.sanctions.index.letter_bits import letter_bit
from achguard.sanctions.index.postings import Postings
from achguard.sanctions.index.screened_word import Held, ScreenedWord, as_arrays

if TYPE_CHECKING:
    from achguard.sanctions.comparing.prepared_names import Query

_SLACK: Final = 1e-6
"""For sums that are rounded otherwise here than in the comparison."""
_TWO: Final = 2
_SIZE: Final = itemgetter(0)
_MOST: Final = itemgetter(1)
_MANY: Final = 1_500
"""Names from which arrays are faster than dictionaries."""

_Term = tuple[int, float, float, Held | ScreenedWord, bool]
"""About how many names have it; at most how much weight it meets; its own weight; the names, or the word that has them;
whether the word may have lost its end."""


def by_words(query: "Query", words: Sequence[ScreenedWord], postings: Postings, least: float) -> Iterable[int]:
    """Return the names whose words may reach a score with the query's, in no order."""
    total = sum(query.weights)
    if not total:
        return ()
    need = (least - 1 + SCREENED_SHARE) / SCREENED_SHARE * total - _SLACK
    letters = [
        (letter_bit(screened.word), weight)
        for screened, weight in zip(words, query.weights, strict=True)
        if len(screened.word) == 1
    ]
    slack = sum(weight for _, weight in letters)
    terms = _terms(query, words, postings)
    if slack + sum(map(_MOST, terms)) < need:
        return ()
    if not letters and len(terms) == len(words) == _TWO and not _two_may(terms, words, total, least):
        return ()
    terms.sort(key=_SIZE)
    wanted = len(terms)
    skipped = slack
    while wanted and (skipped := skipped + terms[wanted - 1][1]) < need:
        wanted -= 1
    held = [
        (weight, names.held(cut=cut) if isinstance(names, ScreenedWord) else names)
        for _, _, weight, names, cut in terms
    ]
    if sum(len(names) for _, names in held[:wanted]) > _MANY:
        return _bounded_many(held, letters, total, postings, least)
    if wanted == 1 and terms[0][1] + slack < need:
        only = held[0][1].keys()
        found = only & held[1][1].keys() if len(held) == _TWO else _meeting(only, held)
    else:
        found = set[int]().union(*(names for _, names in held[:wanted]))
    return _bounded(found, held, letters, total, postings, least) if found else ()


def _terms(query: "Query", words: Sequence[ScreenedWord], postings: Postings) -> list[_Term]:
    last = words[-1] if may_be_cut(query) and words[-1].prefixed_size() else None
    whole = len(words) if last is None else len(words) - 1
    terms: list[_Term] = []
    for screened, weight in zip(words[:whole], query.weights[:whole], strict=True):
        if screened.size:
            # What an initial may meet is in the slack, not in its term.
            counts = weight if len(screened.word) > 1 else 0.0
            terms.append((screened.size, counts * screened.best, counts, screened, False))
    if last is not None:
        weight = query.weights[-1]
        best = weight * max(last.best, credit(PREFIX_CREDIT))
        terms.append((last.size + last.prefixed_size(), best, weight, last, True))
    return [*terms, *_joined(query, postings)] if len(words) > 1 else terms


def _meeting(only: KeysView[int], held: Sequence[tuple[float, Held]]) -> set[int]:
    return set[int]().union(*(only & names.keys() for _, names in held[1:]))


def _two_may(terms: Sequence[_Term], words: Sequence[ScreenedWord], total: float, least: float) -> bool:
    """Whether two words that can only meet as words may reach a score: both together, or one of them alone."""
    first, second = words
    if not all(isinstance(term[3], ScreenedWord) and not term[4] for term in terms):
        return True
    screened = min(1.0, (terms[0][1] + terms[1][1]) / total)
    # Of the listed name at least the words that are met are there, the one that is met less weighing the least it may.
    low, high = (first, second) if first.met < second.met else (second, first)
    share = (low.met * low.lightest + high.met * high.heaviest) / (low.lightest + high.heaviest)
    both = SCREENED_SHARE * screened + (1 - SCREENED_SHARE) * share
    alone = SCREENED_SHARE * max(terms[0][1], terms[1][1]) / total + (1 - SCREENED_SHARE) * high.met
    return max(both, alone) >= least - _SLACK


def _joined(query: "Query", postings: Postings) -> Sequence[_Term]:
    """Return terms for neighbours of the query that make one listed word."""
    terms: list[_Term] = []
    ids = postings.words.ids
    for at, count, run in runs_of(query.spelt):
        for made in {run, one_spelling(run)} & ids.keys():
            worth = credit(JOINED_CREDIT)
            weight = sum(query.weights[at : at + count])
            names = dict.fromkeys(postings.names(ids[made]), (worth, worth * postings.word_weights[ids[made]]))
            terms.append((len(names), weight * worth, weight, names, False))
    return terms


def _bounded(
    found: Iterable[int],
    held: Sequence[tuple[float, Held]],
    letters: Sequence[tuple[int, float]],
    total: float,
    postings: Postings,
    least: float,
) -> list[int]:
    likely: list[int] = []
    least -= _SLACK
    initial = credit(INITIAL_CREDIT) * INITIAL_COVERS
    lookups = [(weight, names.get) for weight, names in held]
    whole_weights, begins = postings.name_weights, postings.name_letters
    listed_share = 1 - SCREENED_SHARE
    screened_share = SCREENED_SHARE / total
    for name in found:
        screened = says = 0.0
        for weight, get in lookups:
            if (each := get(name)) is not None:
                screened += weight * each[0]
                says += each[1]
        for bit, weight in letters:
            if begins[name] & bit:
                screened += weight
                says += initial
        # Written out: this runs for each name that shares a word.
        bound = screened * screened_share
        bound = bound if bound < SCREENED_SHARE else SCREENED_SHARE  # noqa: FURB136 -- `min` costs as much as the rest
        all_says = whole_weights[name]
        bound += listed_share * says / all_says if says < all_says else listed_share
        if bound >= least:
            likely.append(name)
    return likely


def _bounded_many(
    held: Sequence[tuple[float, Held]],
    letters: Sequence[tuple[int, float]],
    total: float,
    postings: Postings,
    least: float,
) -> list[int]:
    # A word that is said again has the same names, and may meet another word of each.
    again: dict[int, list[tuple[float, Held]]] = {}
    for weight, names in held:
        if names:
            again.setdefault(id(names), []).append((weight, names))
    arrays = [(len(same), sum(weight for weight, _ in same), *as_arrays(same[0][1])) for same in again.values()]
    found = distinct(np.concatenate([names for _, _, names, _ in arrays]))
    screened, says = np.zeros(len(found)), np.zeros(len(found))
    for times, weight, holders, measures in arrays:
        at = np.searchsorted(found, holders)
        screened[at] += weight * measures[:, 0]
        says[at] += times * measures[:, 1]
    initial = credit(INITIAL_CREDIT) * INITIAL_COVERS
    for bit, weight in letters:
        begins = (postings.name_letter_array[found] & bit) != 0
        screened += weight * begins
        says += initial * begins
    share = np.minimum(1.0, says / postings.name_weight_array[found])
    bound = SCREENED_SHARE * np.minimum(1.0, screened / total) + (1 - SCREENED_SHARE) * share
    likely: list[int] = found[bound >= least - _SLACK].tolist()
    return likely


def by_letters(
    query: "Query", postings: Postings, runs: Callable[[int], tuple[str, ...]], least: float
) -> Iterable[int]:
    """Return the names whose run of letters may reach a score with the query's, in no order.

    `runs` gives the runs of letters of a name. Names found by their consonants are not looked at closer.
    """
    found: set[int] = set()
    bare: set[int] = set()
    for kind, names in postings.sharing(stretches_of_query(query)):
        (bare if kind in BONES else found).update(names)
    if found:
        run, least = query.whole, least - _SLACK
        may_be_cut = may_be_cut_run(query)
        for name in found:
            for listed in runs(name):
                if whole_score(run, listed) >= least or (may_be_cut and cut_score(query, listed) >= least):
                    bare.add(name)
                    break
    return bare
