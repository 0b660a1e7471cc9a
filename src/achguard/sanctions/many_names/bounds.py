"""What the words of screened names meet in listed ones at most, in columns: which of these may reach a score."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from achguard.sanctions.comparing.compare import INITIAL_COVERS, INITIAL_CREDIT, SCREENED_SHARE, credit
from achguard.sanctions.index.distinct import distinct
from achguard.sanctions.index.key_table import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.index.postings import Postings
    from achguard.sanctions.many_names.words import BatchWords

SLACK: Final = 1e-6
"""For sums that are rounded otherwise here than in the comparison."""
INITIAL_MET: Final = credit(INITIAL_CREDIT) * INITIAL_COVERS
"""How far a listed word is met by an initial."""
LISTED_SHARE: Final = 1 - SCREENED_SHARE

Found = tuple["NDArray[np.int64]", "NDArray[np.int64]"]
"""Places in the portion, and names, side by side."""


class Terms(NamedTuple):
    """The words of the names that may reach the score, but for initials."""

    rows: "NDArray[np.int64]"
    owners: "NDArray[np.int64]"
    weights: "NDArray[np.float64]"
    most: "NDArray[np.float64]"
    """How much weight each is met with at most."""


class Needs(NamedTuple):
    """Per name: all weight; the weight of initials, how many and which they are; the weight that must be met."""

    total: "NDArray[np.float64]"
    slack: "NDArray[np.float64]"
    letters: "NDArray[np.int64]"
    bits: "NDArray[np.int64]"
    need: "NDArray[np.float64]"


def bounded(
    words: "BatchWords",
    postings: "Postings",
    terms: Terms,
    needs: Needs,
    least: float,
    owners: "NDArray[np.int64]",
    names: "NDArray[np.int64]",
    more: "NDArray[np.float64]",
) -> Found:
    """Keep the names that may reach the score by what each word of the one is met by the other's at most.

    `more` is the weight of screened words that neighbours in the listed name make.
    """
    begins, listed = postings.words_by_name
    size = len(postings.word_weight_array)
    rows = distinct(terms.rows)
    entries = ranges(words.first[rows], words.count[rows])
    known = np.repeat(rows, words.count[rows]) * size + words.listed[entries]
    # A row's listed words descend in worth, so the first one of two alike is the one that counts.
    order = np.argsort(known, kind="stable")
    known, entries = known[order], entries[order]
    firsts = np.searchsorted(terms.owners, owners)
    counts = np.searchsorted(terms.owners, owners, side="right") - firsts
    lengths = begins[names + 1] - begins[names]
    # Each term of each pair, and each word of the listed name for each of these.
    term = ranges(firsts, counts)
    pair = np.repeat(np.arange(len(owners)), counts)
    word = listed[ranges(begins[names[pair]], lengths[pair])]
    keys = np.repeat(terms.rows[term], lengths[pair]) * size + word
    # One more that is nothing, for those that are not there.
    known, entries = np.append(known, -1), np.append(entries, -1)
    at = np.searchsorted(known[:-1], keys)
    is_met = known[at] == keys
    worth = np.where(is_met, np.append(words.worth, 0.0)[entries[at]], 0.0)
    met = np.where(is_met, np.append(words.met, 0.0)[entries[at]], 0.0)
    best = np.maximum.reduceat(worth, np.cumsum(lengths[pair]) - lengths[pair]) if len(worth) else worth
    screened: NDArray[np.float64] = np.bincount(pair, terms.weights[term] * best, minlength=len(owners)).astype(
        np.float64
    )
    # What each listed word is met by: the terms of a pair are a table with a row for each.
    place = ranges((np.cumsum(lengths) - lengths)[pair], lengths[pair])
    most = np.zeros(int(lengths.sum()))
    np.maximum.at(most, place, met)
    own = listed[ranges(begins[names], lengths)]
    of = np.repeat(np.arange(len(owners)), lengths)
    # A word that a listed name has twice is among its words once.
    said_again = postings.name_weight_array[names] - np.bincount(of, postings.word_weight_array[own], len(owners))
    says: NDArray[np.float64] = np.bincount(of, postings.word_weight_array[own] * most, len(owners)).astype(np.float64)
    says += np.maximum(said_again, 0.0) + np.where(more > 0, np.inf, 0.0)
    return reaching(postings, needs, least, owners, names, screened + more, says)


def reaching(
    postings: "Postings",
    needs: Needs,
    least: float,
    owners: "NDArray[np.int64]",
    names: "NDArray[np.int64]",
    met: "NDArray[np.float64]",
    says: "NDArray[np.float64]",
) -> Found:
    """Keep the names that may reach the score by these words and by the initials that the listed name has."""
    begins = (needs.bits[owners] & postings.name_letter_array[names]) != 0
    screened = np.minimum(1.0, (met + begins * needs.slack[owners]) / needs.total[owners])
    says = says + INITIAL_MET * begins * needs.letters[owners]
    share = np.minimum(1.0, says / postings.name_weight_array[names])
    kept = SCREENED_SHARE * screened + LISTED_SHARE * share >= least - SLACK
    return owners[kept], names[kept]
