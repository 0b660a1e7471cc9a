"""The trace numbers of a file so far, kept so that one that stands there twice is found."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy takes longer to load than a small file to read
    from achguard.nacha.bytes.columns import Numbers

# A page of 4,096 numbers is one integer: consecutive numbers take a bit each, scattered ones at most half a kilobyte.
_BITS = 12
_PAGE = 1 << _BITS


class TraceNumbers:
    """A set of trace numbers that looks for the first repetition and for no other."""

    __slots__ = ("_pages", "is_said")

    def __init__(self) -> None:
        self._pages: dict[int, int] = {}
        self.is_said = False
        """Whether one was found: the others are not looked for."""

    def add(self, number: int) -> bool:
        """Add a number; say whether it is the first that was there already."""
        return self._first_known(((number >> _BITS, 1 << number % _PAGE),)) is not None

    def add_run(self, numbers: "Numbers") -> int | None:
        """Add ascending numbers; give the place of the first that was there already, or None."""
        if self.is_said:
            return None
        first, last = int(numbers[0]), int(numbers[-1])
        consecutive = last - first == len(numbers) - 1
        known = self._first_known(_pages_between(first, last) if consecutive else _pages_of(numbers.tolist()))
        return None if known is None else int(numbers.searchsorted(known))

    def _first_known(self, masks: Iterable[tuple[int, int]]) -> int | None:
        if self.is_said:
            return None
        for page, mask in masks:
            there = self._pages.get(page, 0)
            if known := there & mask:
                self.is_said = True
                self._pages.clear()
                return (page << _BITS) + (known & -known).bit_length() - 1
            self._pages[page] = there | mask
        return None


def _pages_between(first: int, last: int) -> Iterator[tuple[int, int]]:
    """Give the pages of consecutive numbers, each with a bit for every number."""
    for page in range(first >> _BITS, (last >> _BITS) + 1):
        low, high = max(first - (page << _BITS), 0), min(last - (page << _BITS), _PAGE - 1)
        yield page, (1 << (high + 1)) - (1 << low)


def _pages_of(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the pages of ascending numbers, each with a bit for every number."""
    for page, group in groupby(numbers, lambda number: number >> _BITS):
        bits = bytearray(_PAGE // 8)
        for number in group:
            bits[number % _PAGE >> 3] |= 1 << (number & 7)
        yield page, int.from_bytes(bits, "little")
