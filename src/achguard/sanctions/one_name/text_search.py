"""Listed names inside lines of free text, such as what a payor writes to the payee, and over the ends of lines."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from achguard.first_use import cached_property
from achguard.names.abbreviations import ABBREVIATIONS
from achguard.names.english import is_english
from achguard.names.ordinary import ordinary_names
from achguard.names.syllables import is_syllable
from achguard.names.words import FORM_PARTS, canonical
from achguard.sanctions.comparing.compare import Comparison, compare
from achguard.sanctions.comparing.prepared_names import ListedForm, Query, prepare_as_person, prepare_query
from achguard.sanctions.comparing.rarity import is_usual_word
from achguard.sanctions.comparing.words import says_little
from achguard.sanctions.index.text_names import (
    MIN_ALONE,
    OF_CONVEYANCES,
    OF_ORGANIZATIONS,
    OF_PERSONS,
    Way,
    needed_words,
)
from achguard.sanctions.one_name.persons_in_text import PersonsInText, may_be_of_a_name
from achguard.sanctions.one_name.text_words import (
    TextWords,
    is_free,
    is_marked,
    is_near,
    is_numbered,
    labels_a_date,
    parts_of,
    shipping_places,
    spelt,
    wordings,
    words_of,
)

if TYPE_CHECKING:
    from achguard.sanctions.index.name_index import NameIndex

MIN_WORD_SIMILARITY: Final = 0.88
"""How like a listed word a word of the text must be: a typing error in a long word."""
CONTRADICTED: Final = 0.05
"""What it takes off that a person's word stands with two usual ones and is not met; witness: `benchmarks/lines.py`."""
_MOST_BESIDE: Final = 2
"""Words beside a person's name that may be more of it."""
_TWO: Final = 2
_SHORTEST_FUZZY: Final = 6
_SLACK: Final = 2
_SHORTEST_OF_A_PERSON: Final = 2
"""Letters of a word that may be more of a person's name; an initial says nothing against it."""
_SHORT_FOR: Final = frozenset(short for short, _ in ABBREVIATIONS)
_LONGEST_FORM: Final = 6
"""Words by which a legal form (`S A DE C V`) and words cut by the ends of lines may make a stretch longer."""
_WAYS: Final = tuple(Way)
"""By their numbers, which is many times as fast as `Way(number)`."""
_CLOSEST: Final = 65_536
"""Words that are kept with the listed words that they may be, which bounds the memory."""


class Seen(NamedTuple):
    """A listed name in lines of text: where it stands, and how it compares with the words there."""

    first: int
    last: int
    """Places of the first and the last of its lines."""
    at: int
    """Position in the index's names."""
    comparison: Comparison
    query: Query


class _Sought(NamedTuple):
    """A listed name that a text may hold, and the places of its needed words there."""

    form: ListedForm
    way: Way
    individual: bool
    places: list[list[tuple[int, int]]]


class PartOf(NamedTuple):
    """What part one word of a line has in the names that are looked for."""

    listed: frozenset[str]
    """The listed words that it may be."""
    asks_for: tuple[frozenset[str], ...]
    """Words of which all must stand in the line, itself among them, each for a name of which it is the rarest."""
    may_be_a_name: bool
    """Whether it may be a person's name."""
    asks_for_a_name: bool
    """Whether it is a listed person's rare word, which counts beside one that may be a person's name."""


class TextSearch:
    """Finds the listed names whose needed words stand close together in a text."""

    def __init__(self, index: "NameIndex") -> None:
        self._index = index
        self._closest: dict[str, tuple[str, ...]] = {}
        self._needed_of: dict[int, tuple[str, ...]] = {}
        # As they lie in the file, ascending by the word: filling a table takes as long as reading a small file.
        self._rarest: memoryview[int] = memoryview(index.arrays["text_words"])  # type: ignore[arg-type]
        self._names: memoryview[int] = memoryview(index.arrays["text_names"])  # type: ignore[arg-type]
        self._ways: memoryview[int] = memoryview(index.arrays["text_ways"])  # type: ignore[arg-type]
        self.persons = PersonsInText(index)
        """What finds persons whose words are spelt otherwise."""

    @cached_property
    def _of_persons(self) -> frozenset[str]:
        """The words of all listed individuals' names."""
        index = self._index
        return frozenset(word for at in range(len(index)) if index.is_individual(at) for word in index.words_of(at))

    def search(self, lines: Sequence[str]) -> Iterator[Seen]:
        """Yield the listed names that stand in lines of text, each compared with its stretch of them.

        A line is read by itself, then with its neighbours: whether a word ends with its line or goes on in the next one
        nobody can tell from a field without its blanks, so both are read. The time grows with the text alone.
        """
        text = words_of(lines, self._index.postings.words.ids)
        places = self._places(text)
        shipping = shipping_places(text)
        for rarest in sorted(places):
            for at, way in self._known_by(rarest):
                if way is Way.SHIPPING and not shipping:
                    continue
                needed = self._needed(at, way)
                if not all(word in places for word in needed):
                    continue
                held = [places[word] for word in needed]
                form, individual = self._index.form(at), self._index.is_individual(at)
                for first, last, comparison, query in self._seen(_Sought(form, way, individual, held), text):
                    if way is not Way.SHIPPING or is_near(shipping, first, last, text):
                        yield Seen(text.lines[first], text.lines[last], at, comparison, query)
        for first, last, at, comparison, query in self.persons.search(text):
            yield Seen(text.lines[first], text.lines[last], at, comparison, query)

    def part_of(self, word: str, *, is_numbered: bool) -> "PartOf | None":
        """Say what part a word, in capitals, has in the listed names that are looked for; None where it may be two.

        `is_numbered` says whether a number follows. A line none of whose words asks for a name, together with the
        others, names nobody, but for two words that are one listed word together (`is_listed`).
        """
        if len(parts_of(word, self._index.postings.words.ids)) > 1:
            return None
        listed = frozenset(self._listed_words(word, is_numbered=is_numbered))
        asked: set[frozenset[str]] = set()
        for rarest in listed:
            for at, way in self._known_by(rarest):
                form, needed = self._index.form(at), self._needed(at, way)
                if len(needed) > 1 or _is_itself((word,), form):
                    asked.add(frozenset(needed))
        return PartOf(listed, tuple(asked), may_be_of_a_name(word), bool(self.persons.known_by(word)))

    def is_listed(self, word: str) -> bool:
        """Say whether a word is one of a listed name, as it is; of two words of a line, whether they are one together.

        A number is part of a listed name only where it is one of its words.
        """
        return word in self._index.postings.words.ids

    def _known_by(self, rarest: str) -> Iterator[tuple[int, Way]]:
        """Yield the names of which a listed word is the rarest needed one, each with where it counts."""
        word = self._index.postings.words.ids[rarest]
        first = bisect_left(self._rarest, word)
        for row in range(first, bisect_right(self._rarest, word, lo=first)):
            yield self._names[row], _WAYS[self._ways[row]]

    def _needed(self, at: int, way: Way) -> tuple[str, ...]:
        """Give the words of a listed name that a text must hold."""
        needed = self._needed_of.get(at)
        if needed is None:
            individual = self._index.is_individual(at)
            known_by = OF_PERSONS if individual else OF_CONVEYANCES if way >= Way.SHIPPING else OF_ORGANIZATIONS
            needed = self._needed_of[at] = needed_words(self._index.form(at), known_by)
        return needed

    def _places(self, text: TextWords) -> dict[str, list[tuple[int, int]]]:
        """Return the first and the last place of each word of the text that may be a listed one, ascending."""
        places: dict[str, list[tuple[int, int]]] = {}
        for place, word in enumerate(text.words):
            for listed in self._listed_words(word, is_numbered(text, place)):
                places.setdefault(listed, []).append((place, place))
        for place, ends in text.joined.items():
            for end, word in ends:
                for listed in self._listed_words(word, is_numbered=False):
                    places.setdefault(listed, []).append((place, end))
        if text.joined:
            for found in places.values():
                found.sort()
        return places

    def _seen(self, sought: _Sought, text: TextWords) -> Iterator[tuple[int, int, Comparison, Query]]:
        """Yield each stretch that holds all needed words, as its ends and how the best reading of it compares."""
        form = sought.form
        reach = len(form.words) - 1 + _SLACK
        compared: dict[tuple[str, ...], tuple[Comparison, Query]] = {}
        told: set[tuple[int, int]] = set()
        for first, last in _stretches(sought.places, reach, text):
            if (first, last) in told or (sought.way is Way.MARKED and not is_marked(text, first, last)):
                continue
            told.add((first, last))
            best: tuple[Comparison, Query] | None = None
            for words in self._worded(sought, text, first, last):
                if len(words) - 1 > reach and len(canonical(words)) - 1 > reach:
                    continue
                if words not in compared:
                    compared[words] = self._compared(words, sought)
                if best is None or compared[words][0].score > best[0].score:
                    best = compared[words]
            if best is not None:
                yield first, last, *best

    def _worded(self, sought: _Sought, text: TextWords, first: int, last: int) -> Iterator[tuple[str, ...]]:
        """Yield the wordings of a stretch that may be a listed name."""
        is_alone = len(sought.places) == 1
        for words in wordings(text, first, last):
            if is_alone and not _is_itself(words, sought.form):
                continue
            if sought.way is not Way.WHOLE:
                yield self._with_more_of_it(words, text, first, last) if sought.individual else words
            if sought.way is Way.WHOLE or len(sought.form.words) > len(sought.places):
                for start, end in _wholes(words, sought, text, first, last):
                    wording = (*text.words[start:first], *words, *text.words[last + 1 : end + 1])
                    if sought.individual:
                        yield self._with_more_of_it(wording, text, start, end)
                    elif sought.way is not Way.WHOLE or is_free(text, start, end):
                        yield wording

    def _with_more_of_it(self, words: tuple[str, ...], text: TextWords, first: int, last: int) -> tuple[str, ...]:
        """Give a person's words with those beside them that are a person's too: `KANG MIN HYUN` is not `KANG, Min`."""
        short = len(words) == _TWO and all(map(is_syllable, words))

        def is_more(at: int) -> bool:
            word = text.words[at]
            if self._is_of_a_person(word):
                return True
            return short and is_syllable(word) and not is_english(word) and not labels_a_date(text, at)

        before, behind = first, last
        while first - before < _MOST_BESIDE and before not in text.starts and is_more(before - 1):
            before -= 1
        while behind - last < _MOST_BESIDE and behind + 1 < len(text.words) and behind + 1 not in text.starts:
            if not is_more(behind + 1):
                break
            behind += 1
        return (*text.words[before:first], *words, *text.words[last + 1 : behind + 1])

    def _is_of_a_person(self, word: str) -> bool:
        if len(word) < _SHORTEST_OF_A_PERSON or says_little(spelt(word)) or is_english(word):
            return False
        return word in ordinary_names() or word in self._of_persons

    def _compared(self, words: tuple[str, ...], sought: _Sought) -> tuple[Comparison, Query]:
        name = " ".join(words)
        query = prepare_query(name)
        found = compare(query, sought.form), query
        if not sought.individual:
            return found
        if (as_person := prepare_as_person(name)) is not None:
            # The initials S. A. and the family name PAO spell legal forms.
            found = max(found, (compare(as_person, sought.form), as_person), key=lambda each: each[0].score)
        comparison, query = found
        if _is_of_few_usual_words(sought.form) and self._names_somebody_else(comparison, words):
            return replace(comparison, score=comparison.score - CONTRADICTED), query
        return found

    def _names_somebody_else(self, comparison: Comparison, words: Sequence[str]) -> bool:
        """Say whether a stretch has a word of a person's name that is not met: `REZA MASOUD EBRAHIMI`."""
        met = {pair[0] for pair in comparison.pairs}
        return comparison.way == "words" and any(word not in met and self._is_of_a_person(word) for word in words)

    def _listed_words(self, word: str, is_numbered: bool) -> tuple[str, ...]:  # noqa: FBT001
        if is_numbered and word in _SHORT_FOR:
            # INV 4471 is an invoice.
            return (word,) if word in self._index.postings.words.ids else ()
        known = self._closest.get(word)
        if known is None:
            known = self._worked_out(word)
            if len(self._closest) >= _CLOSEST:
                # A new one rather than a smaller one: another thread may be reading the old.
                self._closest = {}
            self._closest[word] = known
        return known

    def _worked_out(self, written: str) -> tuple[str, ...]:
        index = self._index.postings.words
        word = spelt(written)
        exact = [each for each in dict.fromkeys((written, word)) if each in index.ids]
        if len(word) < _SHORTEST_FUZZY or not word.isalpha():
            return tuple(exact)
        alike = [index.words[other] for other in sorted(index.closest(word, MIN_WORD_SIMILARITY))]
        return tuple(dict.fromkeys((*alike, *exact)))


def _is_of_few_usual_words(form: ListedForm) -> bool:
    """Say whether many people may have a person's name and one more: one word, two with a usual one, or usual ones."""
    said = [word for word in form.words if not says_little(word)]
    return len(said) == 1 or (any if len(said) <= _TWO else all)(map(is_usual_word, said))


def _is_itself(words: tuple[str, ...], form: ListedForm) -> bool:
    """Say whether the one needed word of a name is there as listed, or misspelt where nobody's other word is that."""
    if any(word in form.words or spelt(word) in form.words for word in words):
        return True
    if len(form.words) > 1:  # without its legal form, or with it, a misspelt word is another one
        return False
    return all(len(word) >= MIN_ALONE and word not in ordinary_names() and not is_english(word) for word in words)


def _wholes(
    words: tuple[str, ...], sought: _Sought, text: TextWords, first: int, last: int
) -> Iterator[tuple[int, int]]:
    """Yield the ends of stretches that are a whole listed name, with its legal forms and titles beside its words."""
    before, behind = first, last
    while first - before < _LONGEST_FORM and before > 0 and _may_be_of_a_form(text.words[before - 1]):
        before -= 1
    while behind - last < _LONGEST_FORM and behind + 1 < len(text.words) and _may_be_of_a_form(text.words[behind + 1]):
        behind += 1
    whole = Counter(sought.form.words)
    for start in range(first, before - 1, -1):
        for end in range(last, behind + 1):
            wording = (*text.words[start:first], *words, *text.words[last + 1 : end + 1])
            if Counter(canonical(wording)) == whole or (sought.individual and Counter(wording) == whole):
                yield start, end


def _may_be_of_a_form(word: str) -> bool:
    return len(word) == 1 or word in FORM_PARTS or says_little(spelt(word))


def _stretches(places: Sequence[list[tuple[int, int]]], reach: int, text: TextWords) -> Iterator[tuple[int, int]]:
    """Yield the ends of the stretches that hold a place of each word, those within one line before those over its end.

    From each place of the word with the fewest places the nearest ones of the others are taken.
    """
    rarest = min(range(len(places)), key=lambda at: len(places[at]))
    fewest, others = places[rarest], [*places[:rarest], *places[rarest + 1 :]]
    farthest = reach + _LONGEST_FORM
    for start, end in fewest:
        line = text.lines[start]
        within: list[tuple[int, int]] | None = [(start, end)] if start == end else None
        beyond: list[tuple[int, int]] | None = [(start, end)]
        for other in others:
            around = other[
                bisect_left(other, (start - farthest, 0)) : bisect_right(other, (start + farthest, start + farthest))
            ]
            if not around:
                within = beyond = None
                break
            if beyond is not None:  # a name may hold a word twice
                free = [place for place in around if place not in beyond]
                beyond = [*beyond, min(free, key=lambda place: abs(place[0] - start))] if free else None
            if within is not None:
                taken = within
                own = [
                    place
                    for place in around
                    if place[0] == place[1] and text.lines[place[0]] == line and place not in taken
                ]
                within = [*within, min(own, key=lambda place: abs(place[0] - start))] if own else None
        for found in (within, beyond):
            if found is not None and len(set(found)) == len(found):
                first, last = min(found)[0], max(place[1] for place in found)
                if last - first <= farthest:
                    yield first, last
