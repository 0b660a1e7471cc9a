"""What is said of the rows of a batch: each distinct answer once, and which one each row gets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from achguard.model.decision import Accept, Ask, Hold, Redirect


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that is not a payment."""

    errors: tuple[str, ...]
    """Why it is none, each as `where: what`; nothing of the row's values is in them."""


Said = Accept | Ask | Redirect | Hold | Unread
"""What is said of a row."""


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

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.which)

    def rows(self) -> Iterator[tuple[int, str | None, Said]]:
        """Yield the number, id and answer of each row; the id that counts is the row's, not the answer's own."""
        numbers = range(self.first_row, self.first_row + len(self))
        for number, payment_id, which in zip(numbers, self.ids, self.which.tolist(), strict=True):
            yield number, payment_id, self.said[which]
