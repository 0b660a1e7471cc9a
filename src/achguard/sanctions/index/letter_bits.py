"""The letters and digits of words as bits of a number: what two texts cannot have in common shows without comparing."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Shapes(NamedTuple):
    """Lengths of texts, and the bits of their letters."""

    lengths: "NDArray[np.int64]"
    masks: "NDArray[np.int64]"


def shapes_of(texts: Sequence[str]) -> Shapes:
    """Return the shapes of folded texts."""
    letters = np.frombuffer("".join(texts).encode("ascii", "replace"), dtype=np.uint8)
    lengths = np.array([*map(len, texts)], dtype=np.int64)
    return Shapes(lengths, masks_of_letters(letters, lengths))


def letters_of(words: Sequence[str]) -> int:
    """Return a bit for each letter or digit that words begin with."""
    letters = 0
    for word in words:
        letters |= letter_bit(word)
    return letters


def letter_bit(word: str) -> int:
    """Return the bit of the letter or digit that a word begins with."""
    return 1 << (ord(word[0]) - ord("0"))


@cache
def _bit_of_each_byte() -> "NDArray[np.int64]":
    bits: NDArray[np.int64] = np.int64(1) << np.maximum(np.arange(256) - ord("0"), 0)
    return bits


def masks_of_letters(letters: "NDArray[np.uint8]", lengths: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Return the bits of the letters and digits that each text has, of texts that stand one after the other."""
    bits = np.zeros(len(letters) + 1, dtype=np.int64)
    if not len(lengths):
        return bits[:0]
    np.take(_bit_of_each_byte(), letters, out=bits[:-1], mode="clip")  # without a copy, as the mode "raise" makes one
    masks: NDArray[np.int64] = np.bitwise_or.reduceat(bits, np.cumsum(lengths) - lengths)
    # A text of no letters would have the next one's first.
    masks[lengths == 0] = 0
    return masks
