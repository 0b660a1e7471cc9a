"""Portions of text decided: by Arrow's readers and as tables where they can, by the strict readers where not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

import numpy as np
from pydantic import TypeAdapter, ValidationError

from achguard.columnar.arrow import pa
from achguard.columnar.arrow_columns import alone_of
from achguard.columnar.arrow_guard import ArrowGuard
from achguard.columnar.arrow_rows import rows_of
from achguard.columnar.arrow_schema import columns_of
from achguard.columnar.decided_rows import DecidedRows, Reread, Said, Unread
from achguard.columnar.portion_tables import table_of
from achguard.intake.portions import Places, Portion
from achguard.intake.row import InvalidRow, PaymentRow, shown_party
from achguard.model.field_types import Dollars
from achguard.model.payment import Payment

_STRICT_AT_MOST: Final = 32
"""Rows that are read strictly together where one of them is refused: fewer would be asked for more often."""


Parties = list[tuple[str, str]]
"""The receiver's name and the amount, as they are shown, for each row; empty for a row that is not a payment."""
Piece = tuple[DecidedRows, Parties]
"""What is said of some rows, and whose they are where that is asked for."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table, as a portion."""

    batch: pa.RecordBatch
    rows_before: int
    """How many rows are in front of it."""

    def __reduce__(self) -> "tuple[Callable[[bytes, int], Rows], tuple[bytes, int]]":
        """Travel without the rest of the batch that the rows are a slice of: Arrow's own pickle has all of it."""
        alone = alone_of(self.batch)
        with pa.BufferOutputStream() as out:
            with pa.ipc.new_stream(out, alone.schema) as stream:
                stream.write_batch(alone)
            return _arrived, (out.getvalue().to_pybytes(), self.rows_before)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return int(self.batch.num_rows)

    @property
    def end(self) -> int:
        """How many rows are in front of what follows it."""
        return self.rows_before + self.rows

    @property
    def lines_behind(self) -> int:
        """How many lines are in front of what follows it: a table has none."""
        return 0


def _arrived(content: bytes, rows_before: int) -> Rows:
    with pa.ipc.open_stream(content) as stream:
        return Rows(stream.read_next_batch(), rows_before)


class PortionGuard:
    """Decides portions with a guard, each row as it is decided alone, and counts how many went which way.

    `parties` has it say whose the rows are, without `names` the amounts alone.
    """

    def __init__(self, guard: ArrowGuard, *, parties: bool = False, names: bool = True) -> None:
        self._guard = guard
        self._parties = parties
        self._names = names
        self.rows = 0
        """Rows that were decided."""
        self.strict_rows = 0
        """Those of them that the strict readers read."""

    def decided(self, portion: Portion | Rows) -> Iterator[Piece]:
        """Yield what is said of the rows of a portion, some rows at a time and in order."""
        self.rows += portion.rows
        if isinstance(portion, Rows):
            yield self._of_table(portion.batch, portion.rows_before)
        elif _is_strict(portion):
            yield self._strictly(portion)
        elif portion.rows:
            yield from self._decided(portion, portion.spans())

    def payments(self, portion: Portion | Rows) -> Iterator[Payment | None]:
        """Yield the rows of a portion as payments, in their order, as the strict reader has them; None for no payment.

        Nothing is decided. Costs some times what deciding a row of a table does.
        """
        rows = (
            rows_of(portion.batch, columns_of(portion.batch.schema), portion.rows_before + 1)
            if isinstance(portion, Rows)
            else portion.strict_rows()
        )
        return (row.payment if isinstance(row, PaymentRow) else None for row in rows)

    def reread(self, portion: Portion | Rows, numbers: Sequence[int]) -> Iterator[Reread]:
        """Yield rows of a portion, payments of ascending numbers and one at least, read again as `payments` does."""
        places = [number - portion.rows_before - 1 for number in numbers]
        rows: Iterator[PaymentRow | InvalidRow]
        if isinstance(portion, Rows):
            columns = columns_of(portion.batch.schema)
            alone = (portion.batch.slice(place, 1) for place in places)
            rows = (next(rows_of(batch, columns, number)) for number, batch in zip(numbers, alone, strict=True))
        elif _is_strict(portion):
            wanted = {*numbers}
            rows = (row for row in portion.strict_rows() if row.number in wanted)
        else:
            rows = portion.some(places).strict_rows()
        return (Reread(row.payment if isinstance(row, PaymentRow) else None) for row in rows)

    def _decided(self, portion: Portion, spans: tuple[Places, Places]) -> Iterator[Piece]:
        batch = table_of(portion, spans)
        if batch is not None:
            decided, parties = self._of_table(batch, portion.rows_before)
            yield self._with_reasons(portion, spans, decided), parties
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
            alone, _ = self._strictly(portion.part(row, row + 1, spans))
            which[row], ids[row] = len(said), alone.ids[0]
            said.append(alone.said[0])
        return DecidedRows(decided.first_row, said, which, ids)

    def _of_table(self, batch: pa.RecordBatch, rows_before: int) -> Piece:
        return self._guard.decided(batch, rows_before + 1), parties_of(
            batch, names=self._names
        ) if self._parties else []

    def _strictly(self, portion: Portion) -> Piece:
        self.strict_rows += portion.rows
        said: list[Said] = []
        ids: list[str | None] = []
        parties: Parties = []
        for row in portion.strict_rows():
            said.append(self._of(row))
            ids.append(row.payment.id if isinstance(row, PaymentRow) else None)
            if self._parties:
                parties.append(_party_of(row, names=self._names))
        return DecidedRows(portion.rows_before + 1, said, np.arange(len(said)), ids), parties

    def _of(self, row: PaymentRow | InvalidRow) -> Said:
        return self._guard.guard.decide(row.payment) if isinstance(row, PaymentRow) else Unread(row.errors)


def _is_strict(portion: Portion) -> bool:
    """Say whether a portion can't be told apart into rows but by the strict readers."""
    return not portion.is_even or (portion.head is not None and not portion.head.is_plain)


_DOLLARS: Final[TypeAdapter[Decimal]] = TypeAdapter(Dollars)


def parties_of(batch: pa.RecordBatch, *, names: bool = True) -> Parties:
    """Give whose the rows of a table are, nested or flat; what is not a payment's is empty, and an unasked name too."""
    table = pa.Table.from_batches([batch])
    if not names:
        table = table.select([*({"amount"} & {*table.schema.names})])
    if "receiver" in table.schema.names:
        table = table.select(["receiver", *({"amount"} & {*table.schema.names})]).flatten()
    nothing = [None] * batch.num_rows
    receivers, amounts = (
        table[title].to_pylist() if title in table.schema.names else nothing for title in ("receiver.name", "amount")
    )
    return [_party(name, amount) for name, amount in zip(receivers, amounts, strict=True)]


def _party_of(row: PaymentRow | InvalidRow, *, names: bool) -> tuple[str, str]:
    if not isinstance(row, PaymentRow):
        return "", ""
    return shown_party(row.payment.receiver.name if names else "", row.payment.amount)


def _party(name: object, amount: object) -> tuple[str, str]:
    dollars = _dollars(amount)
    return ("", "") if dollars is None else shown_party(name if isinstance(name, str) else "", dollars)


@lru_cache(maxsize=4096)
def _dollars(amount: object) -> Decimal | None:
    try:
        return _DOLLARS.validate_python(amount)
    except ValidationError:
        return None
