"""Listed persons in lines of text whose words are spelt otherwise there: `DONATION FROM JURIJ KARAJEV IN MEMORY OF`."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.identifiers import us_state
from achguard.names.english import is_english
from achguard.names.ordinary import ordinary_names
from achguard.names.readings import readings
from achguard.sanctions.comparing.compare import Comparison, compare
from achguard.sanctions.comparing.prepared_names import ListedForm, Query, prepare_as_person, prepare_query
from achguard.sanctions.comparing.rarity import is_usual_word
from achguard.sanctions.one_name.text_words import PAYMENT_WORDS, TextWords, labels_a_date

if TYPE_CHECKING:
    from achguard.sanctions.index.name_index import NameIndex

_FEWEST: Final = 2
_MOST: Final = 8
"""Words of a stretch that may be one person's name."""
_ENOUGH: Final = 3
"""Words that are enough of a longer name."""
_SHORTEST: Final = 3
"""Letters of a word that says something."""
_STATE: Final = 2
"""Letters of a state's code, before which a city stands that is no part of a name."""
_LONGEST_LABEL: Final = 4
"""Letters of a word that may tell what a date is of: DOL, DOB, EXP."""
_LIKE: Final = 0.88
"""How like a rare listed word a word of the text must be for its person to be looked for."""
_REMEMBERED: Final = 8_192
"""Words that are kept with the names that they may be of, which bounds the memory."""
_NOBODY: Final[frozenset[int]] = frozenset()
_UNCUT: Final = 0
"""Width of a field that cuts nothing off: a stretch is no field."""


class PersonsInText:
    """Finds the listed persons that a stretch of name-like words is, by every spelling that a name's field is read by.

    A person is looked for where a word stands that few people have, and another one of the name in the same stretch.
    """

    def __init__(self, index: "NameIndex") -> None:
        self._index = index
        sought = np.zeros(len(index), dtype=np.bool_)
        sought[index.arrays["text_names"]] = True
        sought &= index.are_individuals
        self._sought = sought.tobytes()
        """Whether each listed name is a person's that is looked for in text."""
        self._known_by: dict[str, frozenset[int]] = {}

    def search(self, text: TextWords) -> Iterator[tuple[int, int, int, Comparison, Query]]:
        """Yield where a stretch begins and ends, the listed name's position, and how they compare.

        Usual names, and two words of a longer one, are left to `TextSearch`: among others they are somebody else's.
        """
        for first, last in _stretches(text):
            words = text.words[first : last + 1]
            queries: list[tuple[Query, list[dict[str, float]]]] = []
            for at in sorted(self._may_stand_in(words)):
                form = self._index.form(at)
                if len(words) < min(len(form.words), _ENOUGH):
                    continue
                queries = queries or [*self._prepared(words)]
                yield first, last, at, *self._compared(queries, form)

    def known_by(self, word: str) -> frozenset[int]:
        """Give the listed persons' names, by their positions, that a word, in capitals, may be a rare word of."""
        if not may_be_of_a_name(word):
            return _NOBODY
        known = self._known_by.get(word)
        if known is None:
            postings = self._index.postings
            rare = (at for at in postings.words.closest(word, _LIKE) if not is_usual_word(postings.words.words[at]))
            known = frozenset(at for each in rare for at in postings.names(each) if self._sought[at]) or _NOBODY
            if len(self._known_by) >= _REMEMBERED:
                # A new one rather than a smaller one: another thread may be reading the old.
                self._known_by = {}
            self._known_by[word] = known
        return known

    def _may_stand_in(self, words: Sequence[str]) -> set[int]:
        """Give the names of which a rare word may stand in a stretch, and another one."""
        listed = self._index.postings.words.ids
        found: set[int] = set()
        parts = [(at, at, word) for at, word in enumerate(words)]
        parts += [
            (at, at + 1, before + behind)
            for at, (before, behind) in enumerate(pairwise(words))
            if before + behind in listed
        ]
        for first, last, word in parts:
            if names := self.known_by(word):
                for start, end, other in parts:
                    if end < first or start > last:
                        found.update(self._having(names, other))
        return found

    def _having(self, names: frozenset[int], word: str) -> Iterator[int]:
        """Yield those of some names of which a word may be any word, or several."""
        postings = self._index.postings
        known = self._index.word(word)
        yield from names.intersection(postings.joined(word))
        for listed in known.ids:
            yield from names.intersection(postings.names(listed))

    def _prepared(self, words: Sequence[str]) -> Iterator[tuple[Query, list[dict[str, float]]]]:
        for text, _ in readings(" ".join(words)):
            for query in (prepare_query(text, _UNCUT), prepare_as_person(text, _UNCUT)):
                if query is not None:
                    yield query, [self._index.word(word).likeness for word in query.words]

    @staticmethod
    def _compared(
        queries: Sequence[tuple[Query, list[dict[str, float]]]], form: ListedForm
    ) -> tuple[Comparison, Query]:
        found = [(compare(query, form, alike), query) for query, alike in queries]
        return max(found, key=lambda each: each[0].score)


def _stretches(text: TextWords) -> Iterator[tuple[int, int]]:
    """Yield the ends of each stretch of words that may be one person's name, in one line and between marks.

    What may be behind the name is left out as well: a city with its state, the label of a date.
    """
    places = [place for place, word in enumerate(text.words) if may_be_of_a_name(word)]
    begin = 0
    for at, place in enumerate(places):
        behind = place + 1
        if at + 1 < len(places) and places[at + 1] == behind and behind not in text.starts:
            continue
        first, begin = places[begin], at + 1
        if place == first:
            continue
        for last in _lasts(text, place):
            words = text.words[first : last + 1]
            if len(words) <= _MOST and sum(len(word) >= _SHORTEST for word in words) >= _FEWEST:
                yield first, last


def _lasts(text: TextWords, last: int) -> tuple[int, ...]:
    """Give the places where a name may end in a stretch that ends in one."""
    word = text.words[last]
    if len(word) == _STATE and us_state.is_valid(word):
        return last, last - 1, last - 2
    return (last, last - 1) if len(word) <= _LONGEST_LABEL and labels_a_date(text, last) else (last,)


def may_be_of_a_name(word: str) -> bool:
    """Say whether a word of a line may be a person's: a usual name, or none that English has or a payment speaks of."""
    return word.isalpha() and word not in PAYMENT_WORDS and (word in ordinary_names() or not is_english(word))
