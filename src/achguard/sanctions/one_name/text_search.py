"""Listed names inside lines of free text, such as what a payor writes to the payee, and over the ends of lines."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from achguard.names.fold import fold
from achguard.names.words import canonical
from achguard.sanctions.comparing.compare import Comparison, compare
from achguard.sanctions.comparing.prepared_names import ListedForm, Query, prepare_query
from achguard.sanctions.index.text_names import SHORTEST_WORD, is_telling

if TYPE_CHECKING:
    from achguard.sanctions.index.name_index import NameIndex

MIN_WORD_SIMILARITY: Final = 0.88
"""How like a listed word a word of the text must be: a typing error in a long word."""
SHIPPING_WORDS: Final = frozenset(
    [
        "VESSEL",
        "VESSELS",
        "SHIP",
        "SHIPMENT",
        "SHIPMENTS",
        "SHIPPED",
        "MV",
        "MT",
        "IMO",
        "MMSI",
        "TANKER",
        "CARGO",
        "LADING",
        "BUNKER",
        "BUNKERS",
        "CHARTER",
        "CHARTERER",
        "FREIGHT",
        "DEMURRAGE",
        "VOYAGE",
        "AIRCRAFT",
        "TAIL",
        "FLIGHT",
    ]
)
"""Words of a text one of which must be there before the name of a ship or an aircraft counts.

Ships are called `HOPE`, `FULL STAR` and `GOLDEN PHOENIX`, and so are restaurants.
"""
_SHORTEST_FUZZY: Final = 6
_SLACK: Final = 2
_LONGEST_FORM: Final = 6
"""Words by which a legal form (`S A DE C V`) and words cut by the ends of lines may make a stretch longer."""
_LINES: Final = 3
"""Lines over which one word may run."""
_LONGEST_END: Final = 80
"""Characters at the end and the beginning of a line that may be one word; longer words are no listed ones."""
_SHIPPING_REACH: Final = 12
"""Words from a ship's name within which the line before or behind may speak of shipping: what 80 columns hold."""
_READINGS: Final = 16
"""Readings of a stretch over several ends of lines that are compared."""
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


class _Words(NamedTuple):
    """The words of lines, one after the other, and what the end of a line may have cut in two.

    A place is a word's number. A word that runs over the end of a line starts in the place of its first part and ends
    in that of its last; the parts are words of their own as well, since nobody can tell which is meant.
    """

    words: list[str]
    """As they are written; a usual one gets its one spelling when it is looked up, a phrase when it is compared."""
    lines: list[int]
    """The line of each word."""
    joined: dict[int, list[tuple[int, str]]]
    """Place -> where a word ends that starts there and runs over the end of its line, and the word."""


class TextSearch:
    """Finds the listed names whose telling words stand close together in a text."""

    def __init__(self, index: "NameIndex") -> None:
        self._index = index
        self._by_rarest: dict[str, list[tuple[int, bool]]] = {}
        self._closest: dict[str, tuple[str, ...]] = {}
        columns = (index.arrays[name].tolist() for name in ("text_words", "text_names", "text_conveyances"))
        words = index.postings.words.words
        for word, at, is_conveyance in zip(*columns, strict=True):
            self._by_rarest.setdefault(words[word], []).append((at, is_conveyance))

    def search(self, lines: Sequence[str]) -> Iterator[Seen]:
        """Yield the listed names that stand in lines of text, each compared with its stretch of them.

        A line is read by itself, then with its neighbours: whether a word ends with its line or goes on in the next one
        nobody can tell from a field without its blanks, so both are read. The time grows with the text alone.
        """
        text = _words_of(lines)
        places = self._places(text)
        shipping = _shipping(text)
        for rarest in sorted(places.keys() & self._by_rarest.keys()):
            for at, is_conveyance in self._by_rarest[rarest]:
                if is_conveyance and not shipping:
                    continue
                form = self._index.form(at)
                telling = [places.get(word) for word in dict.fromkeys(form.words) if is_telling(word)]
                held = [each for each in telling if each is not None]
                if len(held) < len(telling):
                    continue
                for first, last, comparison, query in self._seen(form, held, text):
                    if not is_conveyance or _is_near(shipping, first, last, text):
                        yield Seen(text.lines[first], text.lines[last], at, comparison, query)

    def _places(self, text: _Words) -> dict[str, list[tuple[int, int]]]:
        """Return the first and the last place of each word of the text that may be a listed one, ascending."""
        places: dict[str, list[tuple[int, int]]] = {}
        for place, word in enumerate(text.words):
            for listed in self._listed_words(word):
                places.setdefault(listed, []).append((place, place))
        for place, ends in text.joined.items():
            for end, word in ends:
                for listed in self._listed_words(word):
                    places.setdefault(listed, []).append((place, end))
        if text.joined:
            for found in places.values():
                found.sort()
        return places

    def _seen(
        self, form: ListedForm, places: Sequence[list[tuple[int, int]]], text: _Words
    ) -> Iterator[tuple[int, int, Comparison, Query]]:
        """Yield each stretch that holds all telling words, as its ends and how the best reading of it compares."""
        reach = len(form.words) - 1 + _SLACK
        compared: dict[tuple[str, ...], tuple[Comparison, Query]] = {}
        told: set[tuple[int, int]] = set()
        for first, last in _stretches(places, reach, text):
            if (first, last) in told:
                continue
            told.add((first, last))
            best: tuple[Comparison, Query] | None = None
            for words in _readings(text, first, last):
                if len(words) - 1 > reach and len(canonical(words)) - 1 > reach:
                    continue
                if words not in compared:
                    query = prepare_query(" ".join(words))
                    compared[words] = compare(query, form), query
                if best is None or compared[words][0].score > best[0].score:
                    best = compared[words]
            if best is not None:
                yield first, last, *best

    def _listed_words(self, word: str) -> tuple[str, ...]:
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
        if len(word) < SHORTEST_WORD:
            return ()
        if len(word) < _SHORTEST_FUZZY or not word.isalpha():
            return (word,) if word in index.ids else ()
        return tuple(index.words[other] for other in sorted(index.closest(word, MIN_WORD_SIMILARITY)))


@lru_cache(maxsize=65536)
def spelt(word: str) -> str:
    """Return the one spelling of a word by itself."""
    return canonical(("", word))[1]


def _words_of(lines: Sequence[str]) -> _Words:
    """Fold lines to words; a line without a word still parts what stands before and behind it."""
    text = _Words([], [], {})
    ends: list[tuple[str, int, int]] = []
    for line, raw in enumerate(lines):
        if not raw or raw.isspace():
            continue
        words = fold(raw).split()
        ends.append((raw, len(text.words), len(text.words) + len(words) - 1))
        text.words.extend(words)
        text.lines.extend([line] * len(words))
    for i, (raw, start, place) in enumerate(ends[:-1]):
        if place < start:
            continue
        whole = _end_of(raw)
        for next_raw, next_start, next_place in ends[i + 1 : i + _LINES]:
            head = _start_of(next_raw)
            glued = fold(whole + head).split()
            before, behind = len(fold(whole).split()), len(fold(head).split())
            if not before or not behind or len(glued) != before + behind - 1:
                break
            text.joined.setdefault(place, []).append((next_start, glued[before - 1]))
            if next_place > next_start or behind > 1:
                break
            whole += head
    return text


def _end_of(line: str) -> str:
    """Return the end of a line that may go on in the next one; a hyphen may part it."""
    words = line[-_LONGEST_END:].split()
    return words[-1].rstrip("-") if words else ""


def _start_of(line: str) -> str:
    words = line[:_LONGEST_END].split(maxsplit=1)
    return words[0] if words else ""


def _stretches(places: Sequence[list[tuple[int, int]]], reach: int, text: _Words) -> Iterator[tuple[int, int]]:
    """Yield the ends of the stretches that hold a place of each word, those within one line before those over its end.

    From each place of the word with the fewest places the nearest ones of the others are taken.
    """
    fewest = min(places, key=len)
    others = [each for each in places if each is not fewest]
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
            nearest = min(around, key=lambda place: abs(place[0] - start))
            beyond = [*beyond, nearest] if beyond is not None else None
            if within is not None:
                own = [place for place in around if place[0] == place[1] and text.lines[place[0]] == line]
                within = [*within, min(own, key=lambda place: abs(place[0] - start))] if own else None
        for found in (within, beyond):
            if found is not None and len(set(found)) == len(found):
                first, last = min(found)[0], max(place[1] for place in found)
                if last - first <= farthest:
                    yield first, last


def _readings(text: _Words, first: int, last: int) -> Iterator[tuple[str, ...]]:
    """Yield the words from one place to another, each end of a line between them read as a blank and as nothing."""
    if text.lines[first] == text.lines[last]:
        yield tuple(text.words[first : last + 1])
        return
    paths: list[tuple[int, tuple[str, ...]]] = [(first, ())]
    made = 0
    while paths and made < _READINGS:
        place, words = paths.pop()
        if place > last:
            made += 1
            yield words
            continue
        paths.append((place + 1, (*words, text.words[place])))
        paths += [(end + 1, (*words, word)) for end, word in text.joined.get(place, ()) if end <= last]


def _shipping(text: _Words) -> list[int]:
    """Return the places of the words about shipping."""
    places = [place for place, word in enumerate(text.words) if spelt(word) in SHIPPING_WORDS]
    places += [place for place, ends in text.joined.items() if any(spelt(word) in SHIPPING_WORDS for _, word in ends)]
    return sorted(places)


def _is_near(shipping: Sequence[int], first: int, last: int, text: _Words) -> bool:
    """Whether a line of the name speaks of shipping, or one beside it close to the name."""
    lines = range(text.lines[first], text.lines[last] + 1)
    for place in shipping[
        bisect_left(shipping, first - _SHIPPING_REACH) : bisect_right(shipping, last + _SHIPPING_REACH)
    ]:
        if lines[0] - 1 <= text.lines[place] <= lines[-1] + 1:
            return True
    # A single line may be longer than that.
    begin = bisect_left(text.lines, lines[0])
    return bisect_left(shipping, begin) < bisect_left(shipping, bisect_right(text.lines, lines[-1]))
