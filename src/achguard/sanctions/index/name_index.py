"""All names of a set of entities in arrays: what candidates are looked up in, and each name prepared for comparison."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.first_use import cached_property
from achguard.names.fold import fold
from achguard.names.sound import consonants
from achguard.sanctions.comparing.prepared_names import ListedForm, family_words, listed_form
from achguard.sanctions.index.inside_names import inside_arrays
from achguard.sanctions.index.letter_bits import masks_of_letters
from achguard.sanctions.index.postings import Postings
from achguard.sanctions.index.screened_word import ScreenedWord
from achguard.sanctions.index.text_names import text_arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.listed.entity import ListedEntity

_SHIP: Final = -2
_OF_KIND: Final = {"vessel": _SHIP, "aircraft": _SHIP}
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
            kind = entities[at].kind
            folded.append(fold(name.text))
            families.append(min(family_words(name.text), 127) if kind == "individual" else _OF_KIND.get(kind, -1))
            forms.append(_form_of(folded[-1], families[-1]))
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

    @property
    def are_individuals(self) -> "NDArray[np.bool_]":
        """Whether each name is an individual's."""
        return self.arrays["name_families"].astype(np.int8, copy=False) >= 0

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

    def is_individual(self, at: int) -> bool:
        """Say whether a name is an individual's."""
        return self._families[at] >= 0

    def words_of(self, at: int) -> list[str]:
        """Return the words of a name as they are spelt, in the list's order."""
        return self._texts[self._ends[at] : self._ends[at + 1]].split()

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
        spelt = [*map(consonants, self.words_of(at))]
        family = max(self._families[at], 0)
        return "".join(spelt), "".join(spelt[family:] + spelt[:family])

    def _form(self, at: int) -> ListedForm:
        folded = self._texts[self._ends[at] : self._ends[at + 1]]
        return _form_of(folded, self._families[at])


def _form_of(folded: str, family: int) -> ListedForm:
    """Prepare a name by its kind: how many words of an individual's are the family name, or less than none."""
    return listed_form(folded, max(family, 0), individual=family >= 0, ship=family == _SHIP)
