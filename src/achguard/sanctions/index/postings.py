"""Which listed names have a word, or neighbours that make one; made of arrays that may be memory-mapped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from achguard.first_use import cached_property
from achguard.names.words import one_spelling
from achguard.sanctions.comparing.compare import runs_of
from achguard.sanctions.comparing.letter_strings import Stretch, stretches_of_listed
from achguard.sanctions.index.checksums import salt
from achguard.sanctions.index.key_table import KeyTable
from achguard.sanctions.index.letter_bits import letters_of
from achguard.sanctions.index.likeness import known_likenesses
from achguard.sanctions.index.word_index import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.comparing.prepared_names import ListedForm

KINDS: Final[Mapping[str, int]] = {"first": 1, "last": 2, "second": 3, "bones": 4, "bones-end": 5}
_JOINED: Final = 6
_PAIR_ROOM: Final = 16
"""Bits of the filter per pair: nearly all pairs that are asked for are not there."""
_MIXES: Final = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
"""Odd numbers with no pattern in their bits, to spread pairs of small numbers; source: the golden ratio, and the
multiplier of the `rrmxmx` mixer."""


class Postings:
    """The names of an index by word and by stretch of letters; immutable."""

    def __init__(self, arrays: Mapping[str, "NDArray[np.generic]"]) -> None:
        self.words = WordIndex(arrays)
        self.word_weights: list[float] = arrays["word_weights"].tolist()
        self.word_weight_array: NDArray[np.float64] = arrays["word_weights"].astype(np.float64, copy=False)
        self.name_weights: list[float] = arrays["name_weights"].tolist()
        """What all words of a name say together."""
        self.name_weight_array: NDArray[np.float64] = arrays["name_weights"].astype(np.float64, copy=False)
        self.name_letters: list[int] = arrays["name_letters"].tolist()
        """Bits of the letters that words of a name begin with."""
        self.name_letter_array: NDArray[np.int64] = arrays["name_letters"].astype(np.int64, copy=False)
        self._starts: list[int] = arrays["post_starts"].tolist()
        self.starts: NDArray[np.int32] = arrays["post_starts"].astype(np.int32, copy=False)
        self.holders: NDArray[np.int32] = arrays["post_names"].astype(np.int32, copy=False)
        """Where the names of each word begin among the holders."""
        self._names: memoryview[int] = memoryview(self.holders)  # type: ignore[arg-type]
        self.runs = KeyTable(arrays, "run")
        self.pairs = KeyTable(arrays, "pair")

    @staticmethod
    def build(forms: Sequence["ListedForm"]) -> dict[str, "NDArray[np.generic]"]:
        """Return the arrays of the postings of names."""
        arrays = WordIndex.build(word for form in forms for word in form.words)
        ids = WordIndex(arrays).ids
        pairs = sorted({(ids[word], at) for at, form in enumerate(forms) for word in form.words})
        keys: list[int] = []
        holders: list[int] = []
        for at, form in enumerate(forms):
            joined = {word for _, _, run in runs_of(form.spelt) for word in (run, one_spelling(run))}
            made = set(map(_joined_key, joined))
            for run, bones in zip((form.whole, form.natural), form.bones, strict=True):
                made.update(map(_run_key, stretches_of_listed(run, bones, len(form.words))))
            keys.extend(made)
            holders.extend([at] * len(made))
        couples = [
            (first, second, at)
            for at, form in enumerate(forms)
            for first, second in combinations(sorted(ids[word] for word in form.words), 2)
        ]
        firsts, seconds, coupled = np.array(couples, dtype=np.int64).reshape(-1, 3).T
        owners = np.array([word for word, _ in pairs], dtype=np.int64)
        return {
            **arrays,
            **known_likenesses(WordIndex(arrays)),
            "name_weights": np.array([sum(form.weights) for form in forms], dtype=np.float64),
            "name_letters": np.array([letters_of(form.words) for form in forms], dtype=np.int64),
            "post_starts": np.searchsorted(owners, np.arange(len(ids) + 1)).astype(np.int32),
            "post_names": np.array([name for _, name in pairs], dtype=np.int32),
            **KeyTable.build("run", np.array(keys, dtype=np.uint32), np.array(holders, dtype=np.uint32)),
            **KeyTable.build("pair", pair_keys(firsts, seconds), coupled.astype(np.uint32), room=_PAIR_ROOM),
        }

    def names(self, word: int) -> list[int]:
        """Return the names that have a word, ascending."""
        return self._names[self._starts[word] : self._starts[word + 1]].tolist()

    def count(self, word: int) -> int:
        """How many names have a word."""
        return self._starts[word + 1] - self._starts[word]

    def joined(self, word: str) -> Sequence[int]:
        """Return the names in which neighbours make a word; a few may be others."""
        return self.runs.get(_joined_key(word))

    def sharing(self, stretches: Iterable[Stretch]) -> Iterator[tuple[str, Sequence[int]]]:
        """Yield the kind of each stretch with the names whose run of letters has it; a few may be others."""
        passes, shift, shift_byte = self.runs.filter, self.runs.shift, self.runs.shift + 3
        for kind, letters, length in stretches:
            key = crc32(letters.encode(), salt(KINDS[kind], length))
            if passes[key >> shift_byte] >> (key >> shift & 7) & 1:
                yield kind, self.runs.get(key)

    @cached_property
    def lightest(self) -> "NDArray[np.float64]":
        """What the name says that says least, of the names that have each word."""
        if not len(self.holders):
            return np.empty(0)
        return np.minimum.reduceat(self.name_weight_array[self.holders], self.starts[:-1].astype(np.int64))

    @cached_property
    def words_by_name(self) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Return where the distinct words of each name begin, one more at the end, and these words."""
        words = np.repeat(np.arange(len(self.starts) - 1), self.starts[1:] - self.starts[:-1])
        order = np.argsort(self.holders, kind="stable")
        begins = np.searchsorted(self.holders[order], np.arange(len(self.name_weights) + 1))
        return begins.astype(np.int64), words[order].astype(np.int64)


def pair_keys(firsts: "NDArray[np.int64]", seconds: "NDArray[np.int64]") -> "NDArray[np.uint32]":
    """Return the keys of pairs of listed words by their ids, in either order."""
    low = np.minimum(firsts, seconds).astype(np.uint64) * _MIXES[0]
    mixed = (low ^ np.maximum(firsts, seconds).astype(np.uint64)) * _MIXES[1]
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _joined_key(word: str) -> int:
    return crc32(word.encode("ascii", "replace"), salt(_JOINED))


def _run_key(stretch: Stretch) -> int:
    kind, letters, length = stretch
    return crc32(letters.encode(), salt(KINDS[kind], length))
