"""Columns of many records at once, as numpy arrays over a chunk's bytes; nothing is copied until it is picked.

What an array has a value for stands behind it in brackets: `[lines]` of a chunk, the `[rows]` that were asked for.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from achguard.nacha.bytes.lines import Chunk

Words = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.int64]

_WORD = 8
_BLANK = np.uint8(0x20)  # this bit makes a letter lower-case, too
_FIRST_LETTER, _LETTERS = np.uint8(ord("a")), np.uint8(26)
_BLANKS = np.uint64(0x2020202020202020)
_HIGH = np.uint64(0xF0F0F0F0F0F0F0F0)
_LOW = np.uint64(0x0F0F0F0F0F0F0F0F)
_ZEROS = np.uint64(0x3030303030303030)
_SIX = np.uint64(0x0606060606060606)
_BYTE_PAIRS = np.uint64(0x00FF00FF00FF00FF)


@dataclass(slots=True)
class Columns:
    """A uniform chunk's records, by column; columns are counted from 1 as in the layout table."""

    chunk: Chunk
    count: int

    def byte(self, column: int) -> Bytes:
        """Give one column of every record [lines]."""
        return np.ndarray((self.count,), np.uint8, self.chunk.columns, column - 1, (self.chunk.stride,))

    def pair(self, column: int) -> npt.NDArray[np.uint16]:
        """Give two columns of every record as one number, the first in the low byte [lines]."""
        return np.ndarray((self.count,), "<u2", self.chunk.columns, column - 1, (self.chunk.stride,))

    def word(self, column: int) -> Words:
        """Give eight columns of every record as one number, the first in the lowest byte [lines]."""
        return np.ndarray((self.count,), "<u8", self.chunk.columns, column - 1, (self.chunk.stride,))

    def matrix(self, first: int, last: int) -> Bytes:
        """Give columns `first` to `last` of every record [lines, columns]."""
        shape, strides = (self.count, last - first + 1), (self.chunk.stride, 1)
        return np.ndarray(shape, np.uint8, self.chunk.columns, first - 1, strides)

    def blank(self, rows: Places, first: int, last: int) -> Flags:
        """Say of which rows the columns are all blank [rows]."""
        width = last - first + 1
        picked = as_range(rows)
        found: Flags = self.byte(first)[picked] == _BLANK
        at = first
        while width >= _WORD and at + _WORD - 1 <= last:
            found &= self.word(at)[picked] == _BLANKS
            at += _WORD
        if at <= last and width >= _WORD:
            found &= self.word(last - _WORD + 1)[picked] == _BLANKS
        elif at <= last:
            for column in range(at, last + 1):
                found &= self.byte(column)[picked] == _BLANK
        return found

    def filled(self, rows: Places, first: int, last: int) -> Flags:
        """Say of which rows the columns hold a letter, or a digit that is not zero [rows]."""
        filled: Flags = self.matrix(first, last)[rows].max(axis=1) > ord("0")
        return filled

    def lettered(self, rows: Places, first: int, last: int) -> Flags:
        """Say of which rows the columns hold an ASCII letter [rows]."""
        found: Flags = _are_letters(self.byte(first)[as_range(rows)])  # most names start with one
        others = np.flatnonzero(~found)
        if len(others):
            found[others] = _are_letters(self.matrix(first, last)[rows[others]]).any(axis=1)
        return found


def _are_letters(values: Bytes) -> Flags:
    found: Flags = ((values | _BLANK) - _FIRST_LETTER) < _LETTERS
    return found


def as_range(rows: Places) -> Places | slice:
    """Give rows that follow each other as a slice, so that picking them copies nothing."""
    if len(rows) and int(rows[-1]) - int(rows[0]) == len(rows) - 1:
        return slice(int(rows[0]), int(rows[-1]) + 1)
    return rows


def are_digits(words: Words) -> Flags:
    """Say which words are eight ASCII digits."""
    found: Flags = ((words & _HIGH) == _ZEROS) & (((words + _SIX) & _HIGH) == _ZEROS)
    return found


def number(words: Words) -> Numbers:
    """Read eight digits as a number, all words at once (the values of pairs, fours and eights in turn)."""
    pairs = ((words & _LOW) * np.uint64(2561)) >> np.uint64(8)
    fours = ((pairs & _BYTE_PAIRS) * np.uint64(6553601)) >> np.uint64(16)
    eights = ((fours & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001)) >> np.uint64(32)
    return eights.astype(np.int64)


def weighted(words: Words) -> Words:
    """Give the ABA sum 3, 7, 1, 3, 7, 1, 3, 7 of eight digits."""
    odd = words & np.uint64(0x000F000F000F000F)  # first, third, fifth and seventh digit, a lane of sixteen bits each
    even = (words >> np.uint64(8)) & np.uint64(0x000F000F000F000F)
    # The top lane of each product is the sum of the lanes times the weights in reverse.
    odd = (odd * np.uint64(0x0003_0001_0007_0003)) >> np.uint64(48)
    even = (even * np.uint64(0x0007_0003_0001_0007)) >> np.uint64(48)
    total: Words = odd + even
    return total


def is_digit(values: Bytes) -> Flags:
    """Say which bytes are ASCII digits."""
    found: Flags = (values - np.uint8(ord("0"))) <= np.uint8(9)
    return found
