"""Listed persons in lines of text whose words are spelt otherwise there: `DONATION FROM JURIJ KARAJEV IN MEMORY OF`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from achguard.identifiers import us_state
from achguard.names.english import is_english
from achguard.names.ordinary import ordinary_names
from achguard.sanctions.comparing.compare import Comparison, compare
from achguard.sanctions.comparing.prepared_names import ListedForm, Query, prepare_as_person, prepare_query
from achguard.sanctions.comparing.rarity import is_usual, is_usual_word
from achguard.sanctions.one_name.text_words import PAYMENT_WORDS, TextWords

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
_LIKE: Final = 0.8
"""How like a rare listed word a word of the text must be."""
_REMEMBERED: Final = 8_192
"""Words that are kept with the names that they may be of, which bounds the memory."""
_UNCUT: Final = 0
"""Width of a field that cuts nothing off: a stretch is no field."""


class OfPersons(NamedTuple):
    """In which listed persons' names one word of a line may stand, by their positions in the index."""

    by_rare: frozenset[int]
    """Names that it may be the rare word of, by which a person is looked for."""
    by_any: frozenset[int]
    """Names that it may be any word of."""


NOBODY: Final = OfPersons(frozenset(), frozenset())


class PersonsInText:
    """Finds the listed persons that a stretch of name-like words is, by every spelling that a name's field is read by.

    A person is looked for where a word stands that few people have, and another one of the name in the same stretch.
    """

    def __init__(self, index: "NameIndex", sought: Iterable[int]) -> None:
        self._index = index
        self._sought = frozenset(at for at in sought if index.is_individual(at))
        self._known: dict[str, OfPersons] = {}

    def search(self, text: TextWords) -> Iterator[tuple[int, int, int, Comparison, Query]]:
        """Yield where a stretch begins and ends, the listed name's position, and how they compare.

        Usual names, and two words of a longer one, are left to `TextSearch`: among others they are somebody else's.
        """
        for first, last in _stretches(text):
            words = text.words[first : last + 1]
            queries: list[tuple[Query, list[dict[str, float]]]] = []
            for at in sorted(self._may_stand_in(words)):
                form = self._index.form(at)
                if len(words) < min(len(form.words), _ENOUGH) or is_usual(form.words):
                    continue
                queries = queries or [*self._prepared(words)]
                yield first, last, at, *self._compared(queries, form)

    def of_word(self, word: str) -> OfPersons:
        """Say in which listed persons' names a word, in capitals, may stand."""
        if not _may_be_of_a_name(word):
            return NOBODY
        known = self._known.get(word)
        if known is None:
            known = self._worked_out(word)
            if len(self._known) >= _REMEMBERED:
                # A new one rather than a smaller one: another thread may be reading the old.
                self._known = {}
            self._known[word] = known
        return known

    def _worked_out(self, word: str) -> OfPersons:
        postings = self._index.postings
        rare: set[int] = set()
        found: set[int] = set()
        for listed, value in self._index.word(word).ids.items():
            names = self._sought.intersection(postings.names(listed))
            found |= names
            if value >= _LIKE and not is_usual_word(postings.words.words[listed]):
                rare |= names
        found |= self._sought.intersection(postings.joined(word))
        return OfPersons(frozenset(rare), frozenset(found)) if found else NOBODY

    def _may_stand_in(self, words: Sequence[str]) -> set[int]:
        """Give the names of which a rare word may stand in a stretch, and another one."""
        listed = self._index.postings.words.ids
        parts = [(at, at, self.of_word(word)) for at, word in enumerate(words)]
        parts += [
            (at, at + 1, self.of_word(before + behind))
            for at, (before, behind) in enumerate(pairwise(words))
            if before + behind in listed
        ]
        return names_in(
            (one, other) for (_, end, one), (start, _, other) in combinations(sorted(parts), 2) if end < start
        )

    def _prepared(self, words: Sequence[str]) -> Iterator[tuple[Query, list[dict[str, float]]]]:
        name = " ".join(words)
        for query in (prepare_query(name, _UNCUT), prepare_as_person(name, _UNCUT)):
            if query is not None:
                yield query, [self._index.word(word).likeness for word in query.words]

    @staticmethod
    def _compared(
        queries: Sequence[tuple[Query, list[dict[str, float]]]], form: ListedForm
    ) -> tuple[Comparison, Query]:
        found = [(compare(query, form, alike), query) for query, alike in queries]
        return max(found, key=lambda each: each[0].score)


def names_in(pairs: Iterable[tuple[OfPersons, OfPersons]]) -> set[int]:
    """Give the names of which two words are there, one of them rare."""
    found: set[int] = set()
    for one, other in pairs:
        if one.by_rare:
            found |= one.by_rare & other.by_any
        if other.by_rare:
            found |= other.by_rare & one.by_any
    return found


def _stretches(text: TextWords) -> Iterator[tuple[int, int]]:
    """Yield the ends of each stretch of words that may be one person's name, in one line and between marks.

    A short word that nobody is called ends it, such as a state's code; before that a city may be left out.
    """
    words, begin = text.words, 0
    for place in range(len(words) + 1):
        if place < len(words):
            if place in text.starts and place > begin:
                yield from _as_one(words, begin, place)
                begin = place
            if _may_be_of_a_name(words[place]):
                continue
        if place > begin:
            yield from _as_one(words, begin, place)
            is_state = place < len(words) and len(words[place]) == _STATE and us_state.is_valid(words[place])
            if is_state and place not in text.starts:
                yield from _as_one(words, begin, place - 1)
        begin = place + 1


def _as_one(words: Sequence[str], begin: int, end: int) -> Iterator[tuple[int, int]]:
    if _FEWEST <= end - begin <= _MOST and sum(len(word) >= _SHORTEST for word in words[begin:end]) >= _FEWEST:
        yield begin, end - 1


def _may_be_of_a_name(word: str) -> bool:
    return word.isalpha() and word not in PAYMENT_WORDS and (word in ordinary_names() or not is_english(word))
