"""All names of a set of entities, ready to be screened against: candidates by look-up, then compared in full."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.first_use import cached_property
from achguard.names.fold import fold
from achguard.names.readings import is_plain, readings, wholes
from achguard.names.sound import consonants
from achguard.sanctions.candidates import by_letters, by_words
from achguard.sanctions.forms import MAX_WORDS, ListedForm, Query, family_words, listed_form, prepare_query
from achguard.sanctions.inside import InsideSearch, inside_arrays
from achguard.sanctions.letters import masks_of_letters
from achguard.sanctions.match import Comparison, compare
from achguard.sanctions.postings import Postings
from achguard.sanctions.remittance import text_arrays
from achguard.sanctions.screened_word import ScreenedWord

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.entity import ListedEntity

_REMEMBERED: Final = 4_096
"""Words, and listed names, that are kept prepared, which bounds the memory."""


class NameIndex:
    """An index made of arrays that may be memory-mapped; immutable but for a bounded memory of words and names."""

    def __init__(self, arrays: Mapping[str, "NDArray[np.generic]"]) -> None:
        self.postings = Postings(arrays)
        self.arrays = arrays
        self.entity_of: list[int] = arrays["name_entities"].tolist()
        """Position of the entity of each name."""
        self.place_of: list[int] = arrays["name_places"].tolist()
        """Place of each name among its entity's names."""
        self._texts = arrays["name_texts"].tobytes().decode("ascii")
        self._ends: list[int] = arrays["name_ends"].tolist()
        self._families: list[int] = arrays["name_families"].tolist()
        self._words: dict[str, ScreenedWord] = {}
        self.form = lru_cache(_REMEMBERED)(self._form)
        """Prepare a listed name for comparison."""

    @staticmethod
    def build(entities: Sequence["ListedEntity"]) -> dict[str, "NDArray[np.generic]"]:
        """Return the arrays of an index; what it finds does not depend on the order of the entities."""
        ordered = sorted(range(len(entities)), key=lambda at: (entities[at].list, entities[at].uid))
        places = [(at, place, name) for at in ordered for place, name in enumerate(entities[at].names)]
        folded: list[str] = []
        families: list[int] = []
        forms: list[ListedForm] = []
        for at, _, name in places:
            individual = entities[at].kind == "individual"
            folded.append(fold(name.text))
            families.append(min(family_words(name.text), 127) if individual else -1)
            forms.append(listed_form(folded[-1], max(families[-1], 0), individual=individual))
        postings = Postings.build(forms)
        return {
            **postings,
            **text_arrays(entities, [(at, name) for at, _, name in places], forms),
            **inside_arrays(entities, [(at, name) for at, _, name in places], forms),
            "name_entities": np.array([at for at, _, _ in places], dtype=np.int32),
            "name_places": np.array([place for _, place, _ in places], dtype=np.int32),
            "name_texts": np.frombuffer("".join(folded).encode("ascii", "replace"), dtype=np.uint8),
            "name_ends": np.cumsum([0, *map(len, folded)], dtype=np.int32),
            "name_families": np.array(families, dtype=np.int8),
        }

    @cached_property
    def inside(self) -> InsideSearch:
        """What finds listed names beside other words."""
        return InsideSearch(self)

    @cached_property
    def run_lengths(self) -> "NDArray[np.int64]":
        """How many letters and digits each name has."""
        blanks = np.append(0, np.cumsum(self.arrays["name_texts"] == ord(" ")))
        ends = self.arrays["name_ends"].astype(np.int64)
        lengths: NDArray[np.int64] = np.diff(ends) - np.diff(blanks[ends])
        return lengths

    @cached_property
    def run_masks(self) -> "NDArray[np.int64]":
        """Bits of the letters and digits that each name has."""
        letters = self.arrays["name_texts"].astype(np.uint8)
        return masks_of_letters(letters[letters != ord(" ")], self.run_lengths)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self.entity_of)

    def search(
        self, name: str, cut_at: int | None = None, least: float = 0.0
    ) -> Iterator[tuple[int, Comparison, Query]]:
        """Every listed name that scores at least `least` with a name, each compared in full, in no particular order.

        Complete: what comparing with every name would find is found. Some with a lower score are handed out too. The
        name is a field: each party in it is searched for as well, what a disguise stands for, and listed names that
        stand beside other words.
        """
        query = prepare_query(name, cut_at)
        yield from self._like(query, least)
        # The query of a field of more words has not all of them.
        has_all = name.isascii() and len(name) < 2 * MAX_WORDS
        yield from self.inside.search_words(query.words) if has_all else self.inside.search(name)
        if has_all and is_plain(name, query.words):
            return
        for text, width in readings(name)[1:]:
            yield from self.search_one(text, cut_at, least, width)
        for text in wholes(name)[1:]:
            yield from self.inside.search(text)

    def search_one(
        self, name: str, cut_at: int | None, least: float, width: int | None = None
    ) -> Iterator[tuple[int, Comparison, Query]]:
        """Every listed name that scores at least `least` with one reading of a field, and some others.

        `width` is how much of the field there is up to the reading's end; None where the reading is the field.
        """
        return self._like(prepare_query(name, cut_at, width), least)

    def _like(self, query: Query, least: float) -> Iterator[tuple[int, Comparison, Query]]:
        if not query.words or not self.entity_of:
            return
        words = [self.word(word) for word in query.words]
        found = {*by_letters(query, self.postings, self.runs, least), *by_words(query, words, self.postings, least)}
        if found:
            alike = [word.likeness for word in words]
            for at in sorted(found):
                yield at, compare(query, self.form(at), alike), query

    def word(self, word: str) -> ScreenedWord:
        """Return a screened word with what it may be."""
        known = self._words.get(word)
        if known is None:
            known = ScreenedWord(word, self.postings)
            if len(self._words) >= _REMEMBERED:
                # A new one rather than a smaller one: another thread may be reading the old.
                self._words = {}
            self._words[word] = known
        return known

    def runs(self, at: int) -> tuple[str, ...]:
        """Return the runs of letters of a name, as its form has them."""
        folded = self._texts[self._ends[at] : self._ends[at + 1]]
        whole, family = folded.replace(" ", ""), self._families[at]
        if family <= 0:
            return (whole,)
        head = "".join(folded.split(" ", family)[:family])
        return whole, whole[len(head) :] + head

    def bones(self, at: int) -> tuple[str, ...]:
        """Return the consonants of a name's runs of letters, as its form has them."""
        spelt = [*map(consonants, self._texts[self._ends[at] : self._ends[at + 1]].split())]
        family = max(self._families[at], 0)
        return "".join(spelt), "".join(spelt[family:] + spelt[:family])

    def _form(self, at: int) -> ListedForm:
        folded = self._texts[self._ends[at] : self._ends[at + 1]]
        family = self._families[at]
        return listed_form(folded, max(family, 0), individual=family >= 0)
