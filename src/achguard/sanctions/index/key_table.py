"""Sorted numbers with what holds them, behind a filter: the look-up table of an index, mapped from a file."""

from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST_BITS: Final = 16
_SPACE: Final = 32
_ROOM: Final = 4
"""Bits of the filter per key at least: what is not there passes once in six times or less."""
_BUCKET: Final = 16
"""Bits of a key below those that say which stretch of the table it is in; a search in a stretch takes a few steps."""


class KeyTable:
    """From a 32-bit number to the numbers that hold it; immutable."""

    def __init__(self, arrays: Mapping[str, "NDArray[np.generic]"], name: str) -> None:
        bits: NDArray[np.generic] = arrays[f"{name}_filter"]
        # Memory views hand out plain numbers, several times as fast as arrays do.
        self.filter: memoryview[int] = memoryview(bits)  # type: ignore[arg-type]
        self.shift: Final = _SPACE - (len(bits).bit_length() - 1) - 3
        self._keys: memoryview[int] = memoryview(arrays[f"{name}_keys"])  # type: ignore[arg-type]
        self._holders: memoryview[int] = memoryview(arrays[f"{name}_holders"])  # type: ignore[arg-type]
        self._starts: memoryview[int] = memoryview(arrays[f"{name}_starts"])  # type: ignore[arg-type]

    @staticmethod
    def build(
        name: str, keys: "NDArray[np.uint32]", holders: "NDArray[np.uint32]", *, room: int = _ROOM
    ) -> dict[str, "NDArray[np.generic]"]:
        """Return the arrays of a table; the order of what is handed in does not matter.

        `room` is how many bits of the filter there are per key at least.
        """
        joined = np.sort(keys.astype(np.uint64) << np.uint64(_SPACE) | holders.astype(np.uint64))
        if len(joined):
            joined = joined[np.append(True, joined[1:] != joined[:-1])]
        made = (joined >> np.uint64(_SPACE)).astype(np.uint32)
        bits = max(_LEAST_BITS, (len(made) * room).bit_length())
        passes = np.zeros(1 << bits, dtype=np.bool_)
        passes[made >> np.uint32(_SPACE - bits)] = True
        return {
            f"{name}_filter": np.packbits(passes, bitorder="little"),
            f"{name}_keys": made,
            f"{name}_starts": np.searchsorted(
                made >> np.uint32(_BUCKET), np.arange((1 << _SPACE - _BUCKET) + 1)
            ).astype(np.uint32),
            f"{name}_holders": (joined & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        }

    def get(self, key: int) -> list[int]:
        """Return what holds a key, ascending."""
        bit = key >> self.shift
        if not self.filter[bit >> 3] >> (bit & 7) & 1:
            return []
        keys, starts, bucket = self._keys, self._starts, key >> _BUCKET
        end = starts[bucket + 1]
        first = last = bisect_left(keys, key, starts[bucket], end)
        while last < end and keys[last] == key:
            last += 1
        return self._holders[first:last].tolist() if last > first else []

    def get_many(self, keys: "NDArray[np.uint32]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Return what holds each of many keys: places among the keys, and the holders, side by side."""
        bits = keys >> np.uint32(self.shift)
        filter_ = np.frombuffer(self.filter, dtype=np.uint8)
        at = np.flatnonzero(filter_[bits >> np.uint32(3)] >> (bits & np.uint32(7)).astype(np.uint8) & np.uint8(1))
        # In order, the searches run through the table once and not all over it.
        at = at[np.argsort(keys[at])]
        wanted, table = keys[at], np.frombuffer(self._keys, dtype=np.uint32)
        first = np.searchsorted(table, wanted)
        counts = np.searchsorted(table, wanted, side="right") - first
        holders = np.frombuffer(self._holders, dtype=np.uint32)[ranges(first, counts)]
        return np.repeat(at, counts), holders.astype(np.int64)


def ranges(starts: "NDArray[np.integer]", counts: "NDArray[np.integer]") -> "NDArray[np.int64]":
    """Return the whole numbers from each start on, as many as it counts, one after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - counts), counts)
    return numbers
