"""Which listed names are worth comparing with a screened name: found by words, letters and consonants."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.sanctions.letters import LetterPairs
from achguard.sanctions.match import (
    PREFIX_CREDIT,
    SAYS_LITTLE,
    SCREENED_SHARE,
    Comparison,
    ListedForm,
    Query,
    compare,
    prepare_listed,
    prepare_query,
)
from achguard.sanctions.vocabulary import Vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.entity import ListedEntity, ListedName

MAX_CANDIDATES: Final = 64
"""Names that are compared in full for one screened name, by each way of finding them."""
_SLACK: Final = 0.25
_MOST_RUNS: Final = 24
_BEGINNING: Final = 9
_MOST_PREFIXED: Final = 300
_SHORTEST_PREFIX: Final = 2
_SHORTEST_RUN: Final = 6


class NameIndex:
    """All names of a set of entities, ready to be screened against; does not depend on the order of the entities."""

    def __init__(self, entities: Sequence["ListedEntity"]) -> None:
        ordered = sorted(range(len(entities)), key=lambda at: (entities[at].list, entities[at].uid))
        self.names: list[tuple[int, ListedName]] = [(at, name) for at in ordered for name in entities[at].names]
        """Position of the entity, and the name."""
        self.is_conveyance: list[bool] = [entities[at].kind in {"vessel", "aircraft"} for at, _ in self.names]
        """Whether the name is a ship's or an aircraft's."""
        self.forms: list[ListedForm] = [
            prepare_listed(name.text, individual=entities[at].kind == "individual") for at, name in self.names
        ]
        self.vocabulary = Vocabulary(word for form in self.forms for word in form.words)
        word_ids = [sorted({self.vocabulary.ids[word] for word in form.words}) for form in self.forms]
        pairs = np.array(
            [(word, name) for name, words in enumerate(word_ids) for word in words], dtype=np.int32
        ).reshape(-1, 2)
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        self._postings = pairs[order, 1]
        self._starts = np.searchsorted(pairs[order, 0], np.arange(len(self.vocabulary.words) + 1))
        weights = np.array([sum(form.weights) for form in self.forms], dtype=np.float32)
        self._weights = np.maximum(weights, 1e-6)
        runs = sorted({(run, i) for i, form in enumerate(self.forms) for run in (form.whole, form.whole_natural)})
        self._runs = [run for run, _ in runs]
        self._run_names = [name for _, name in runs]
        self._run_pairs = LetterPairs(self._runs)
        bones = sorted({(run, i) for i, form in enumerate(self.forms) for run in form.bones})
        self._bone_names = [name for _, name in bones]
        self._bone_pairs = LetterPairs([run for run, _ in bones])

    def search(
        self, name: str, cut_at: int | None = None, least: float = 0.0
    ) -> Iterator[tuple[int, Comparison, Query]]:
        """Positions in `names` of the likeliest listed names, each compared in full, in no particular order.

        `least` is the score below which a comparison is of no use; some with a lower one are handed out all the same.
        """
        query = prepare_query(name, cut_at)
        if not query.words or not self.forms:
            return
        alike = [self._alike(query, at) for at in range(len(query.words))]
        by_name = [
            {self.vocabulary.words[i]: value for i, value in self.vocabulary.alike(word).items()}
            for word in query.words
        ]
        found = set(self._by_words(query, alike, least))
        found.update(self._by_letters(query))
        for at in sorted(found):
            yield at, compare(query, self.forms[at], by_name), query

    def _alike(self, query: Query, at: int) -> Mapping[int, float]:
        word = query.words[at]
        alike = self.vocabulary.alike(word)
        # The last word may have lost its end.
        if at and at == len(query.words) - 1 and len(word) >= _SHORTEST_PREFIX:
            longer = self.vocabulary.starting(word)
            if len(longer) <= _MOST_PREFIXED:
                return {**dict.fromkeys(longer, PREFIX_CREDIT), **alike}
        return alike

    def _by_words(self, query: Query, alike: Sequence[Mapping[int, float]], least: float) -> list[int]:
        """Return the names that share the most telling words with the query, similar words included."""
        met = np.zeros(len(self.forms), dtype=np.float32)
        telling = [at for at, weight in enumerate(query.weights) if weight > SAYS_LITTLE] or [*range(len(query.words))]
        for at in telling:
            best = np.zeros(len(self.forms), dtype=np.float32)
            # Ascending, so that where one name holds two similar words the more similar one stays.
            for word, value in sorted(alike[at].items(), key=lambda item: item[1]):
                best[self._postings[self._starts[word] : self._starts[word + 1]]] = value
            met += best * query.weights[at]
        for at, neighbours in enumerate(pairwise(query.words)):
            joined = self.vocabulary.ids.get("".join(neighbours))
            if joined is not None:
                holders = self._postings[self._starts[joined] : self._starts[joined + 1]]
                met[holders] += query.weights[at] + query.weights[at + 1]
        screened = met / max(sum(query.weights[at] for at in telling), 1e-6)
        listed = np.minimum(met / self._weights, 1.0)
        # Similarities stand in for credits here, which are lower, so the estimate is high, save for what it leaves out:
        # initials, and words that are joined in the listed name.
        estimate = SCREENED_SHARE * screened + (1 - SCREENED_SHARE) * listed
        return _top(estimate, MAX_CANDIDATES, 0.0 if 1 in map(len, query.words) else least - _SLACK)

    def _by_letters(self, query: Query) -> Iterator[int]:
        """Return the names whose run of letters, its beginning or its consonants are most like the query's."""
        if len(query.whole) >= _SHORTEST_RUN:
            yield from (self._run_names[at] for at in self._run_pairs.near(query.whole, 0.6, _MOST_RUNS))
            first = bisect_left(self._runs, query.whole[:_BEGINNING])
            last = bisect_left(self._runs, query.whole[:_BEGINNING] + "\uffff", lo=first)
            if last - first > _MOST_RUNS:
                # Of many that begin alike those that stand nearest to the query go on alike.
                middle = bisect_left(self._runs, query.whole, lo=first, hi=last)
                first, last = max(first, middle - _MOST_RUNS // 2), min(last, middle + _MOST_RUNS // 2)
            yield from self._run_names[first:last]
        if query.bones:
            yield from (self._bone_names[at] for at in self._bone_pairs.near(query.bones, 0.5, _MOST_RUNS))


def _top(scores: "NDArray[np.floating]", count: int, least: float) -> list[int]:
    """Return the positions of the highest scores of at least `least`; among equal ones the first."""
    positions = np.flatnonzero(scores >= max(least, 1e-6))
    if len(positions) > count:
        cut = np.partition(scores[positions], -count)[-count]
        positions = positions[scores[positions] >= cut]
    return [int(at) for at in positions[np.argsort(-scores[positions], kind="stable")][: count * 2]]
