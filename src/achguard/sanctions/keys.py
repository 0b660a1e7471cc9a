"""Sorted numbers with what holds them, behind a filter: the look-up table of an index, mapped from a file."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST_BITS: Final = 16
_SPACE: Final = 32
_ROOM: Final = 4
"""Bits of the filter per key at least: what is not there passes once in six times or less."""


class KeyTable:
    """From a 32-bit number to the numbers that hold it; immutable."""

    def __init__(self, arrays: Mapping[str, "NDArray[np.generic]"], name: str) -> None:
        bits: NDArray[np.generic] = arrays[f"{name}_filter"]
        # Memory views hand out plain numbers, several times as fast as arrays do.
        self.filter: memoryview[int] = memoryview(bits)  # type: ignore[arg-type]
        self.shift: Final = _SPACE - (len(bits).bit_length() - 1) - 3
        self._keys: memoryview[int] = memoryview(arrays[f"{name}_keys"])  # type: ignore[arg-type]
        self._holders: memoryview[int] = memoryview(arrays[f"{name}_holders"])  # type: ignore[arg-type]

    @staticmethod
    def build(name: str, keys: "NDArray[np.uint32]", holders: "NDArray[np.uint32]") -> dict[str, "NDArray[np.generic]"]:
        """Return the arrays of a table; the order of what is handed in does not matter."""
        joined = np.sort(keys.astype(np.uint64) << np.uint64(_SPACE) | holders.astype(np.uint64))
        if len(joined):
            joined = joined[np.append(True, joined[1:] != joined[:-1])]
        made = (joined >> np.uint64(_SPACE)).astype(np.uint32)
        bits = max(_LEAST_BITS, (len(made) * _ROOM).bit_length())
        passes = np.zeros(1 << bits, dtype=np.bool_)
        passes[made >> np.uint32(_SPACE - bits)] = True
        return {
            f"{name}_filter": np.packbits(passes, bitorder="little"),
            f"{name}_keys": made,
            f"{name}_holders": (joined & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        }

    def get(self, key: int) -> list[int]:
        """Return what holds a key, ascending."""
        bit = key >> self.shift
        if not self.filter[bit >> 3] >> (bit & 7) & 1:
            return []
        keys = self._keys
        first = bisect_left(keys, key)
        if first == len(keys) or keys[first] != key:
            return []
        return self._holders[first : bisect_right(keys, key, lo=first)].tolist()
