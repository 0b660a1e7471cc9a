"""What is said of the rows of a batch: each distinct answer once, and which one each row gets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.payment import Payment


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that is not a payment."""

    errors: tuple[str, ...]
    """Why it is none, each as `where: what`; nothing of the row's values is in them."""


Said = Accept | Ask | Redirect | Hold | Unread
"""What is said of a row."""


class Reread(NamedTuple):
    """A row that is decided, read again."""

    payment: Payment | None
    """None for an entry of a Nacha file that could not be read as one."""
    line: int | None = None
    """The line that an entry of a Nacha file stands on."""


@dataclass(frozen=True, slots=True)
class DecidedRows:
    """The answers for the rows of a batch, in their order."""

    first_row: int
    """The number of the first row."""
    said: Sequence[Said]
    """Each distinct answer; that of many rows has the id of one of them."""
    which: npt.NDArray[np.int64]
    """Which answer each row gets [rows]."""
    ids: Sequence[str | None]
    """The payment's id, for each row."""
    in_entries: bool = False
    """Whether the rows are entries of a Nacha file."""
    unread: frozenset[int] = frozenset()
    """Which of the answers are of entries that could not be read as payments."""

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.which)

    def rows(self) -> Iterator[tuple[int, str | None, Said]]:
        """Yield the number, id and answer of each row; the id that counts is the row's, not the answer's own."""
        numbers = range(self.first_row, self.first_row + len(self))
        for number, payment_id, which in zip(numbers, self.ids, self.which.tolist(), strict=True):
            yield number, payment_id, self.said[which]


def distinct(said: Sequence[Said]) -> tuple[npt.NDArray[np.int64], list[Said]]:
    """Give which answer each row has and each of them once: those of alike entries share all their parts."""
    places: dict[tuple[object, ...], int] = {}
    each_once: list[Said] = []
    which = np.empty(len(said), np.int64)
    for row, each in enumerate(said):
        key: tuple[object, ...] = (
            each.errors
            if isinstance(each, Unread)
            else tuple(id(value) for name, value in each.__dict__.items() if name != "payment_id")
        )
        if key not in places:
            places[key] = len(each_once)
            each_once.append(each)
        which[row] = places[key]
    return which, each_once
