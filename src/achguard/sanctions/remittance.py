"""Listed names inside a line of free text, such as what a payor writes to the payee."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.names.words import LEGAL_FORMS, PARTICLES, TITLES, canonical
from achguard.sanctions.forms import ListedForm, Query, prepare_query
from achguard.sanctions.match import Comparison, compare
from achguard.sanctions.vocabulary import RARE, weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.entity import ListedEntity, ListedName
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


def text_arrays(
    entities: Sequence["ListedEntity"], names: Sequence[tuple[int, "ListedName"]], forms: Sequence[ListedForm]
) -> dict[str, "NDArray[np.generic]"]:
    """Return the arrays of the names to be looked for in text, each under its rarest telling word, which it must have.

    `names` are positions of entities with a name each, `forms` the same names prepared.
    """
    telling = [frozenset(filter(_is_telling, form.words)) for form in forms]
    holders = Counter(word for words in telling for word in words)
    ids = {word: at for at, word in enumerate(sorted({word for form in forms for word in form.words}))}
    is_conveyance = [entities[at].kind in {"vessel", "aircraft"} for at, _ in names]
    found = sorted(
        (ids[min(words, key=lambda word: (holders[word], -len(word), word))], at)
        for at, words in enumerate(telling)
        if _is_searchable(names[at][1], forms[at], words, is_conveyance=is_conveyance[at])
    )
    return {
        "text_words": np.array([word for word, _ in found], dtype=np.int32),
        "text_names": np.array([at for _, at in found], dtype=np.int32),
        "text_conveyances": np.array([is_conveyance[at] for _, at in found], dtype=np.bool_),
    }


def _is_searchable(name: "ListedName", form: ListedForm, words: frozenset[str], *, is_conveyance: bool) -> bool:
    """Whether a name tells enough by itself: no weak alias, and one word alone only where it is long and rare."""
    if name.quality == "weak" or not words:
        return False
    if len(words) > 1:
        return True
    (word,) = words
    alone = len(form.words) == 1 and not is_conveyance
    return alone and len(word) >= MIN_ALONE and word not in USUAL_WORDS and weight(word) >= RARE


class TextSearch:
    """Finds the listed names whose telling words stand close together in a text."""

    def __init__(self, index: "NameIndex") -> None:
        self._index = index
        self._by_rarest: dict[str, list[tuple[int, bool]]] = {}
        columns = (index.arrays[name].tolist() for name in ("text_words", "text_names", "text_conveyances"))
        words = index.postings.words.words
        for word, at, is_conveyance in zip(*columns, strict=True):
            self._by_rarest.setdefault(words[word], []).append((at, is_conveyance))

    def search(self, folded: str) -> Iterator[tuple[int, Comparison, Query]]:
        """Positions in the index's names of those that stand in a folded text, each compared with its stretch of it."""
        words = canonical(tuple(folded.split()[:MAX_TEXT_WORDS]))
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            for listed in self._listed_words(word):
                places.setdefault(listed, []).append(place)
        about_shipping = not SHIPPING_WORDS.isdisjoint(words)
        for rarest in places.keys() & self._by_rarest.keys():
            for at, is_conveyance in self._by_rarest[rarest]:
                form = self._index.form(at)
                telling = frozenset(filter(_is_telling, form.words))
                if not telling <= places.keys() or (is_conveyance and not about_shipping):
                    continue
                for place in places[rarest]:
                    stretch = _stretch(form, telling, place, places)
                    if stretch is not None:
                        query = prepare_query(" ".join(words[stretch[0] : stretch[1] + 1]))
                        yield at, compare(query, form), query
                        break

    def _listed_words(self, word: str) -> set[str]:
        ids = self._index.postings.words.ids
        if len(word) < _SHORTEST_WORD:
            return set()
        if len(word) < _SHORTEST_FUZZY or not word.isalpha():
            return {word} if word in ids else set()
        return {other for other, value in self._index.word(word).likeness.items() if value >= MIN_WORD_SIMILARITY}


def _stretch(
    form: ListedForm, telling: frozenset[str], place: int, places: Mapping[str, Sequence[int]]
) -> tuple[int, int] | None:
    """Return the ends of the stretch around a place that holds all telling words, or None where it is too long."""
    reach = len(form.words) - 1 + _SLACK
    nearest = [min(places[word], key=lambda other: abs(other - place)) for word in telling]
    first, last = min(nearest), max(nearest)
    distinct = len(set(nearest)) == len(nearest)
    return (first, last) if last - first <= reach and distinct else None


def _is_telling(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word not in PARTICLES and word not in TITLES and word not in LEGAL_FORMS
