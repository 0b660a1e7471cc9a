"""Listed names inside a line of free text, such as what a payor writes to the payee."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from achguard.names.words import LEGAL_FORMS, PARTICLES, TITLES, canonical
from achguard.sanctions.match import Comparison, Query, compare, prepare_query
from achguard.sanctions.vocabulary import RARE

if TYPE_CHECKING:
    from achguard.sanctions.index import NameIndex

MAX_TEXT_WORDS: Final = 2_000
"""Words of a text that are looked at, which bounds the time."""
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
USUAL_WORDS: Final = frozenset({"CLEOPATRAS", "INTERCONTINENTAL", "SEBASTIANO"})
"""Long words that are the whole name of a listed organization and everybody's; read through on the SDN list of 2024."""
MIN_ALONE: Final = 7
"""Letters of a one-word listed name from which it is looked for in text; shorter ones are ordinary words too often."""
_SHORTEST_WORD: Final = 3
_SHORTEST_FUZZY: Final = 6
_SLACK: Final = 2


class TextSearch:
    """Finds the listed names whose telling words stand close together in a text."""

    def __init__(self, index: "NameIndex") -> None:
        self._index = index
        holders: dict[str, int] = {}
        telling: list[frozenset[str]] = []
        for _, form in zip(index.names, index.forms, strict=True):
            telling.append(frozenset(word for word in form.words if _is_telling(word)))
        for (_entity, _name), words in zip(index.names, telling, strict=True):
            for word in words:
                holders[word] = holders.get(word, 0) + 1
        # A name is looked up by its rarest word, which the text must have.
        self._by_rarest: dict[str, list[int]] = {}
        for at, words in enumerate(telling):
            if self._is_searchable(at, words):
                rarest = min(words, key=lambda word: (holders[word], -len(word), word))
                self._by_rarest.setdefault(rarest, []).append(at)
        self._telling = telling

    def search(self, folded: str) -> Iterator[tuple[int, Comparison, Query]]:
        """Positions in the index's names of those that stand in a folded text, each compared with its stretch of it."""
        words = canonical(tuple(folded.split()[:MAX_TEXT_WORDS]))
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            for listed in self._listed_words(word):
                places.setdefault(listed, []).append(place)
        about_shipping = not SHIPPING_WORDS.isdisjoint(words)
        for rarest in places.keys() & self._by_rarest.keys():
            for at in self._by_rarest[rarest]:
                if not self._telling[at] <= places.keys() or (self._index.is_conveyance[at] and not about_shipping):
                    continue
                for place in places[rarest]:
                    stretch = self._stretch(at, place, places)
                    if stretch is not None:
                        query = prepare_query(" ".join(words[stretch[0] : stretch[1] + 1]))
                        yield at, compare(query, self._index.forms[at]), query
                        break

    def _is_searchable(self, at: int, words: frozenset[str]) -> bool:
        """Whether a name tells enough by itself: no weak alias, and one word alone only where it is long and rare."""
        _, name = self._index.names[at]
        if name.quality == "weak" or not words:
            return False
        if len(words) > 1:
            return True
        (word,) = words
        alone = len(self._index.forms[at].words) == 1 and not self._index.is_conveyance[at]
        return alone and len(word) >= MIN_ALONE and word not in USUAL_WORDS and self._weight(word) >= RARE

    def _weight(self, word: str) -> float:
        return self._index.vocabulary.weights[self._index.vocabulary.ids[word]]

    def _listed_words(self, word: str) -> set[str]:
        vocabulary = self._index.vocabulary
        if len(word) < _SHORTEST_WORD:
            return set()
        if len(word) < _SHORTEST_FUZZY or not word.isalpha():
            return {word} if word in vocabulary.ids else set()
        return {vocabulary.words[i] for i, value in vocabulary.alike(word).items() if value >= MIN_WORD_SIMILARITY}

    def _stretch(self, at: int, place: int, places: dict[str, list[int]]) -> tuple[int, int] | None:
        """Return the ends of the stretch around a place that holds all telling words, or None where it is too long."""
        reach = len(self._index.forms[at].words) - 1 + _SLACK
        nearest = [min(places[word], key=lambda other: abs(other - place)) for word in self._telling[at]]
        first, last = min(nearest), max(nearest)
        distinct = len(set(nearest)) == len(nearest)
        return (first, last) if last - first <= reach and distinct else None


def _is_telling(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word not in PARTICLES and word not in TITLES and word not in LEGAL_FORMS
