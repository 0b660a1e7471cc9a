"""The checksums of an index's keys, for many short texts at once: `zlib.crc32` over the rows of an array."""

from functools import cache
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_POLYNOMIAL: Final = 0xEDB88320
"""source: the reversed polynomial of CRC-32 (ISO 3309, RFC 1952 section 8)."""
_BYTE: Final = np.uint32(0xFF)
_EIGHT: Final = np.uint32(8)
_ALL: Final = 0xFFFFFFFF


@cache
def _table() -> "NDArray[np.uint32]":
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, (table >> np.uint32(1)) ^ np.uint32(_POLYNOMIAL), table >> np.uint32(1))
    return table


@cache
def salt(kind: int, length: int = 0) -> int:
    """Return what a key's checksum starts from, so that keys of two kinds, or of runs of two lengths, do not coincide.

    Starts that differ in a few low bits would make `AB` of one kind and `@B` of another one key.
    """
    return crc32(bytes((kind, min(length, 255))))


def _begun(salt: int, rows: int) -> "NDArray[np.uint32]":
    return np.full(rows, salt ^ _ALL, dtype=np.uint32)


def _fed(state: "NDArray[np.uint32]", letters: "NDArray[np.uint8]") -> "NDArray[np.uint32]":
    fed: NDArray[np.uint32] = _table()[(state ^ letters) & _BYTE] ^ (state >> _EIGHT)
    return fed


def of_rows(rows: "NDArray[np.uint8]", salt: int = 0) -> "NDArray[np.uint32]":
    """Return `crc32(row, salt)` of each row."""
    state = _begun(salt, len(rows))
    for column in rows.T:
        state = _fed(state, column)
    return ~state


def of_salt(salt: int, length: int) -> int:
    """Return what turns the checksum of any `length` bytes, when xored with it, into the one with a salt."""
    return crc32(bytes(length), salt) ^ crc32(bytes(length))


def of_rows_without(rows: "NDArray[np.uint8]", depth: int, salt: int) -> "Iterator[NDArray[np.uint32]]":
    """Yield the checksums of all rows, then of all with each byte left out, then, at a depth of 2, with each two."""
    width = rows.shape[1]
    begun = [_begun(salt, len(rows))]
    for column in rows.T:
        begun.append(_fed(begun[-1], column))
    yield ~begun[-1]
    if not depth:
        return
    for first in range(width):
        state = begun[first]
        for second in range(first + 1, width):
            if depth > 1:
                rest = state
                for column in rows.T[second + 1 :]:
                    rest = _fed(rest, column)
                yield ~rest
            state = _fed(state, rows[:, second])
        yield ~state
