"""Texts that share many pairs of neighbouring letters with a given text, found without comparing it with each."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIGNS: Final = 37  # A to Z, 0 to 9, and the edge of a text
_EDGE: Final = 36
_SEQUENCE: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
# What is no folded letter or digit, which no text should hold, counts as an edge.
_CODES: Final = bytes(_SEQUENCE.find(code) if code in _SEQUENCE else _EDGE for code in range(256))


class LetterPairs:
    """An inverted index of letter pairs over folded texts without spaces; the edges of a text count as letters."""

    def __init__(self, texts: Sequence[str]) -> None:
        lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
        # Texts stand one behind the other with an edge on each side, so that all pairs are cut in one step.
        joined = np.frombuffer(
            bytes((_EDGE,)) + b"".join(_codes(text) + bytes((_EDGE,)) for text in texts), dtype=np.uint8
        ).astype(np.int64)
        pairs = joined[:-1] * _SIGNS + joined[1:]
        owners = np.repeat(np.arange(len(texts), dtype=np.int64), lengths + 1)
        count = max(len(texts), 1)
        # Sorted by hand: numpy's unique hashes first, which takes ten times as long here.
        keys = np.sort(pairs * count + owners) if len(texts) else np.empty(0, dtype=np.int64)
        unique = keys[np.append(True, keys[1:] != keys[:-1])] if len(texts) else keys
        self._owners = (unique % count).astype(np.int32)
        self._starts = np.searchsorted(unique // count, np.arange(_SIGNS * _SIGNS + 1))
        self._sizes = np.bincount(self._owners, minlength=len(texts)).astype(np.float32)

    def near(self, text: str, least: float, most: int) -> "NDArray[np.intp]":
        """Return the positions of the `most` texts with the largest share of common pairs (Dice), ties included.

        None with a share below `least`.
        """
        codes = bytes((_EDGE,)) + _codes(text) + bytes((_EDGE,))
        pairs = {first * _SIGNS + second for first, second in pairwise(codes)}
        slices = [self._owners[self._starts[pair] : self._starts[pair + 1]] for pair in sorted(pairs)]
        shared = np.bincount(np.concatenate(slices), minlength=len(self._sizes))
        dice = 2 * shared / (self._sizes + len(pairs))
        found = np.flatnonzero(dice >= least)
        if len(found) > most:
            cut = np.partition(dice[found], -most)[-most]
            found = found[dice[found] >= cut]
        return found


def _codes(text: str) -> bytes:
    return text.encode("ascii", "replace").translate(_CODES)
