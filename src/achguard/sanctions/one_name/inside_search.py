"""Listed names beside other words in the name field of a party or a bank: `JANE PUBLIC VIA IVAN ZORBAN`.

Which names count there `index.inside_names` says.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.names.english import is_english
from achguard.names.fold import fold
from achguard.names.readable import MAX_FOLDED
from achguard.names.syllables import is_syllable
from achguard.names.words import LEGAL_FORMS, canonical
from achguard.sanctions.comparing.compare import Comparison, compare
from achguard.sanctions.comparing.prepared_names import Query, prepare_query, without_slip
from achguard.sanctions.comparing.rarity import is_usual, is_usual_word
from achguard.sanctions.comparing.words import is_general
from achguard.sanctions.index.inside_names import SHORTEST_WORD, required

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.index.name_index import NameIndex

MIN_ALIKE: Final = 0.88
"""How like a listed word a word of the field must be: a typing error in a long word."""
MIN_INSIDE: Final = 0.9
"""Score of the stretch of a field from which it is the listed name in full, with no other word between."""
SHORTEST_FUZZY: Final = 6
"""Letters of a word that may be another one with a typing error."""
_SLACK: Final = 2
_TWO: Final = 2
_ONE_PERSON: Final = 4
"""Words of a field that may be the names of one person, of which two are usual ones; witness: `benchmarks/recall.py`,
residents with common names."""


class InsideSearch:
    """Finds the listed names whose words stand close together in a name field; immutable."""

    def __init__(self, index: "NameIndex") -> None:
        self._index = index
        self._words = index.postings.words.words
        self.starts: NDArray[np.int32] = index.arrays["inside_starts"].astype(np.int32, copy=False)
        self.seconds: NDArray[np.int32] = index.arrays["inside_seconds"].astype(np.int32, copy=False)
        self.names: NDArray[np.int32] = index.arrays["inside_names"].astype(np.int32, copy=False)
        owners = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        self.is_alone: NDArray[np.bool_] = np.zeros(len(self.starts), dtype=np.bool_)
        """Whether a listed word is a name by itself."""
        self.is_alone[owners[owners == self.seconds]] = True
        # Memory views hand out plain numbers, several times as fast as arrays do.
        self._alone: memoryview[bool] = memoryview(self.is_alone)  # type: ignore[arg-type]
        self._starts: memoryview[int] = memoryview(self.starts)  # type: ignore[arg-type]
        self._seconds: memoryview[int] = memoryview(self.seconds)  # type: ignore[arg-type]
        self._names: memoryview[int] = memoryview(self.names)  # type: ignore[arg-type]

    def search(self, name: str) -> Iterator[tuple[int, Comparison, Query]]:
        """Positions in the index's names of those that stand in a field, each compared with its stretch of it."""
        yield from self.search_words(canonical(tuple(map(without_slip, fold(name)[:MAX_FOLDED].split()))))

    def search_words(self, words: Sequence[str]) -> Iterator[tuple[int, Comparison, Query]]:
        """Look for names in the words of a folded field, legal forms in their one spelling, as `search` does."""
        # Two words that are both needed are the whole field, which is compared by itself.
        alone = len(words) == _TWO
        if len(words) < _TWO or not self._names or (alone and not any(map(self._is_name, words))):
            return
        places: dict[int, list[int]] = {}
        for place, word in enumerate(words):
            for listed in self._listed(word):
                places.setdefault(listed, []).append(place)
        starts, seconds = self._starts, self._seconds
        for first in sorted(places):
            for row in range(starts[first], starts[first + 1]):
                second = seconds[row]
                if second == first:
                    # A name of one word counts as it is spelt and not with a typing error.
                    may = any(words[place] == self._words[first] for place in places[first])
                else:
                    may = second in places and not alone
                if may and (found := self._stretch(words, self._names[row], places)):
                    yield self._names[row], *found

    def _is_name(self, word: str) -> bool:
        """Whether a word is a listed name by itself."""
        known = self._index.postings.words.ids.get(word)
        return known is not None and self._alone[known]

    def _listed(self, word: str) -> Iterator[int]:
        if len(word) < SHORTEST_FUZZY or not word.isalpha():
            known = self._index.postings.words.ids.get(word)
            if known is not None:
                yield known
        else:
            yield from (listed for listed, value in self._index.word(word).ids.items() if value >= MIN_ALIKE)

    def _stretch(
        self, words: Sequence[str], at: int, places: Mapping[int, Sequence[int]]
    ) -> tuple[Comparison, Query] | None:
        """Compare a listed name with the stretch of the field that has its words, or None where there is none."""
        form, ids = self._index.form(at), self._index.postings.words.ids
        needed = required(form)
        where = [places.get(ids[word], ()) for word in needed]
        if not all(where):
            return None
        if len(needed) == _TWO and len(words) <= _ONE_PERSON and _may_be_one_person(needed, words):
            return None
        has_form = not LEGAL_FORMS.isdisjoint(needed)
        long = sum(len(word) >= SHORTEST_WORD for word in needed)
        reach = len(form.words) - 1 + (long and min(long, _SLACK))
        best: tuple[Comparison, Query] | None = None
        # Around the word that stands least often in the field: which names are beside it on the list changes nothing.
        for place in min(where, key=len):
            nearest = _nearest(where, place)
            first, last = min(nearest), max(nearest)
            if last - first > reach or len({*nearest}) < len(nearest):
                continue
            if has_form and nearest != sorted(nearest):
                continue  # `EMMA LLC` is no name in `KEEL VENTURES LLC & EMMA PORCHER`
            query = prepare_query(" ".join(words[first : last + 1]), 0)
            comparison = replace(
                compare(query, form, [self._index.word(word).likeness for word in query.words]), way="inside"
            )
            if comparison.score < MIN_INSIDE:
                continue
            if best is None or comparison.score > best[0].score:
                best = comparison, query
        return best


def _may_be_one_person(needed: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a field may be the name of another person: AHMED HASSAN ALI is nobody called ALI, Hassan.

    Nor is CHAN KYU KIM, of whom each word is a syllable, called KIM, Kyu.
    """
    return all(map(is_syllable, words)) or (is_usual(needed) and all(map(_may_be_a_name, words)))


def _may_be_a_name(word: str) -> bool:
    """Whether a word may be a person's: a usual name, or none that English or an organization has."""
    return word.isalpha() and not is_general(word) and (is_usual_word(word) or not is_english(word))


def _nearest(where: Sequence[Sequence[int]], place: int) -> list[int]:
    """Return for each word its place nearest to a place, each another one where it can be."""
    taken: list[int] = []
    for places in where:
        at = bisect_left(places, place)
        near = sorted(places[max(0, at - 2) : at + 2], key=lambda other: (abs(other - place), -other))
        taken.append(next((other for other in near if other not in taken), near[0]))
    return taken
