"""Portions of text decided: by Arrow's readers and as tables where they can, by the strict readers where not."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from achguard.columnar.arrow_guard import ArrowGuard
from achguard.columnar.decided_rows import DecidedRows, Said, Unread
from achguard.columnar.portion_tables import table_of
from achguard.intake.portions import Places, Portion
from achguard.intake.row import InvalidRow, PaymentRow

_STRICT_AT_MOST: Final = 32
"""Rows that are read strictly together where one of them is refused: fewer would be asked for more often."""


class PortionGuard:
    """Decides portions with a guard, each row as it is decided alone, and counts how many went which way."""

    def __init__(self, guard: ArrowGuard) -> None:
        self._guard = guard
        self.rows = 0
        """Rows that were decided."""
        self.strict_rows = 0
        """Those of them that the strict readers read."""

    def decided(self, portion: Portion) -> Iterator[DecidedRows]:
        """Yield what is said of the rows of a portion, some rows at a time and in order."""
        self.rows += portion.rows
        if not portion.is_even or (portion.head is not None and not portion.head.is_plain):
            yield self._strictly(portion)
        elif portion.rows:
            yield from self._decided(portion, portion.spans())

    def _decided(self, portion: Portion, spans: tuple[Places, Places]) -> Iterator[DecidedRows]:
        batch = table_of(portion, spans)
        if batch is not None:
            yield self._with_reasons(portion, spans, self._guard.decided(batch, portion.rows_before + 1))
        elif portion.rows <= _STRICT_AT_MOST:
            yield self._strictly(portion)
        else:
            middle = portion.rows // 2
            for first, behind in ((0, middle), (middle, portion.rows)):
                part = portion.part(first, behind, spans)
                yield from self._decided(part, part.spans())

    def _with_reasons(self, portion: Portion, spans: tuple[Places, Places], decided: DecidedRows) -> DecidedRows:
        """Have the strict reader say why rows are not payments: it knows what was written, a table what was meant."""
        refused = [place for place, said in enumerate(decided.said) if isinstance(said, Unread)]
        rows = np.flatnonzero(np.isin(decided.which, refused)).tolist() if refused else []
        if not rows:
            return decided
        said, which, ids = [*decided.said], decided.which.copy(), [*decided.ids]
        for row in rows:
            alone = self._strictly(portion.part(row, row + 1, spans))
            which[row], ids[row] = len(said), alone.ids[0]
            said.append(alone.said[0])
        return DecidedRows(decided.first_row, said, which, ids)

    def _strictly(self, portion: Portion) -> DecidedRows:
        self.strict_rows += portion.rows
        said: list[Said] = []
        ids: list[str | None] = []
        for row in portion.strict_rows():
            said.append(self._of(row))
            ids.append(row.payment.id if isinstance(row, PaymentRow) else None)
        return DecidedRows(portion.rows_before + 1, said, np.arange(len(said)), ids)

    def _of(self, row: PaymentRow | InvalidRow) -> Said:
        return self._guard.guard.decide(row.payment) if isinstance(row, PaymentRow) else Unread(row.errors)
