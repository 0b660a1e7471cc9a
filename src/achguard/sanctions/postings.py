"""Which listed names have a word, or neighbours that make one; made of arrays that may be memory-mapped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from achguard.sanctions.keys import KeyTable
from achguard.sanctions.match import runs_of
from achguard.sanctions.runs import Stretch, stretches_of_listed
from achguard.sanctions.word_index import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.forms import ListedForm

_SALTS: Final[Mapping[str, int]] = {"first": 1, "last": 2, "second": 3, "bones": 4, "bones-end": 5}
_JOINED: Final = 6


class Postings:
    """The names of an index by word and by stretch of letters; immutable."""

    def __init__(self, arrays: Mapping[str, "NDArray[np.generic]"]) -> None:
        self.words = WordIndex(arrays)
        self.word_weights: list[float] = arrays["word_weights"].tolist()
        self.name_weights: list[float] = arrays["name_weights"].tolist()
        """What all words of a name say together."""
        self.name_weight_array = arrays["name_weights"]
        self.name_letters: list[int] = arrays["name_letters"].tolist()
        """Bits of the letters that words of a name begin with."""
        self.name_letter_array = arrays["name_letters"]
        self._starts: list[int] = arrays["post_starts"].tolist()
        self._names: memoryview[int] = memoryview(arrays["post_names"])  # type: ignore[arg-type]
        self._runs = KeyTable(arrays, "run")

    @staticmethod
    def build(forms: Sequence["ListedForm"]) -> dict[str, "NDArray[np.generic]"]:
        """Return the arrays of the postings of names."""
        arrays = WordIndex.build(word for form in forms for word in form.words)
        ids = WordIndex(arrays).ids
        pairs = sorted({(ids[word], at) for at, form in enumerate(forms) for word in form.words})
        keys: list[int] = []
        holders: list[int] = []
        for at, form in enumerate(forms):
            made = {_joined_key(joined) for _, _, joined in runs_of(form.words)}
            for run, bones in zip((form.whole, form.natural), form.bones, strict=True):
                made.update(map(_run_key, stretches_of_listed(run, bones, len(form.words))))
            keys.extend(made)
            holders.extend([at] * len(made))
        owners = np.array([word for word, _ in pairs], dtype=np.int64)
        return {
            **arrays,
            "name_weights": np.array([sum(form.weights) for form in forms], dtype=np.float64),
            "name_letters": np.array([letters_of(form.words) for form in forms], dtype=np.int64),
            "post_starts": np.searchsorted(owners, np.arange(len(ids) + 1)).astype(np.int32),
            "post_names": np.array([name for _, name in pairs], dtype=np.int32),
            **KeyTable.build("run", np.array(keys, dtype=np.uint32), np.array(holders, dtype=np.uint32)),
        }

    def names(self, word: int) -> list[int]:
        """Return the names that have a word, ascending."""
        return self._names[self._starts[word] : self._starts[word + 1]].tolist()

    def count(self, word: int) -> int:
        """How many names have a word."""
        return self._starts[word + 1] - self._starts[word]

    def joined(self, word: str) -> Sequence[int]:
        """Return the names in which neighbours make a word; a few may be others."""
        return self._runs.get(_joined_key(word))

    def sharing(self, stretches: Iterable[Stretch]) -> Iterator[tuple[str, Sequence[int]]]:
        """Yield the kind of each stretch with the names whose run of letters has it; a few may be others."""
        passes, shift, shift_byte = self._runs.filter, self._runs.shift, self._runs.shift + 3
        for kind, letters, length in stretches:
            key = crc32(letters.encode(), _SALTS[kind] + 8 * length)
            if passes[key >> shift_byte] >> (key >> shift & 7) & 1:
                yield kind, self._runs.get(key)


def letters_of(words: Sequence[str]) -> int:
    """Return a bit for each letter or digit that words begin with."""
    letters = 0
    for word in words:
        letters |= letter_bit(word)
    return letters


def letter_bit(word: str) -> int:
    """Return the bit of the letter or digit that a word begins with."""
    return 1 << (ord(word[0]) - ord("0"))


def _joined_key(word: str) -> int:
    return crc32(word.encode("ascii", "replace"), _JOINED)


def _run_key(stretch: Stretch) -> int:
    kind, letters, length = stretch
    return crc32(letters.encode(), _SALTS[kind] + 8 * length)
