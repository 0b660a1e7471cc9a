"""The rows of an Arrow batch as payments, and what is said of them as an Arrow batch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Final

import numpy as np
from pydantic import BaseModel

from achguard.columnar.arrow import pa
from achguard.columnar.arrow_schema import Column, basis_digest
from achguard.columnar.decided_rows import DecidedRows, Said, Unread
from achguard.intake import InvalidRow, PaymentRow
from achguard.intake.field_tree import CellError, FieldTree, list_of, put, put_together
from achguard.intake.row import row_of
from achguard.model.decision import Basis

_NOT_READ: Final = object()
_LONGEST_ID: Final = 200  # characters that `PaymentId` takes


def rows_of(batch: pa.RecordBatch, columns: Sequence[Column], first_row: int) -> Iterator[PaymentRow | InvalidRow]:
    """Yield each row of a batch as a payment, or as what keeps it from being one."""
    values = [values_of(batch.column(column.place)) for column in columns]
    of_rows = zip(*values, strict=True) if values else repeat((), batch.num_rows)
    for number, cells in enumerate(of_rows, first_row):
        yield _row(number, columns, cells)


def values_of(column: pa.Array) -> list[object]:
    """Give the values of a column; one that Python can't hold, or text that is not UTF-8, is `_NOT_READ`."""
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError):
        return [_value(cell) for cell in column]


def _value(cell: pa.Scalar) -> object:
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return _NOT_READ


def ids_of(batch: pa.RecordBatch, columns: Sequence[Column]) -> list[str | None]:
    """Give the id that each row's answer carries: its text, or its whole number as digits; none for what is no id."""
    place = next((column.place for column in columns if column.path == ("id",)), None)
    if place is None:
        return [None] * batch.num_rows
    return [_id(value) for value in values_of(batch.column(place))]


def _id(value: object) -> str | None:
    if not isinstance(value, str | int) or value == "":
        return None
    text = str(value)
    return text if len(text) <= _LONGEST_ID else None


def _row(number: int, columns: Sequence[Column], cells: Sequence[object]) -> PaymentRow | InvalidRow:
    tree = FieldTree()
    try:
        for column, cell in zip(columns, cells, strict=True):
            if cell is None or (column.is_text and cell == ""):
                continue
            if cell is _NOT_READ:
                raise CellError(f"{column.name}: is not UTF-8 text, or holds a date that no calendar has")  # noqa: TRY301
            value = list_of(column.path, column.name, cell) if column.is_json and isinstance(cell, str) else cell
            put(tree, column.path, value)
    except CellError as error:
        return InvalidRow(number, (str(error),))
    return row_of(number, put_together(tree))


def batch_of(decided: DecidedRows, schema: pa.Schema, basis: Basis) -> pa.RecordBatch:
    """Write what is said of the rows in the columns of `schema`."""
    digest = basis_digest(basis)
    of_said = [
        pa.array([read(each) for each in decided.said], schema.field(name).type) for name, read in _COLUMNS.items()
    ]
    bases = pa.array([None if isinstance(each, Unread) else digest for each in decided.said], pa.string())
    which = pa.array(decided.which)
    taken = {name: column.take(which) for name, column in zip(_COLUMNS, of_said, strict=True)}
    taken["row"] = pa.array(np.arange(decided.first_row, decided.first_row + len(decided)), pa.int64())
    taken["payment_id"] = pa.array(decided.ids, pa.string())
    taken["basis"] = bases.take(which)
    return pa.RecordBatch.from_arrays([taken[name] for name in schema.names], schema=schema)


def _whole(part: object) -> object:
    """Give a part of a decision with each of its fields, those too that JSON leaves out where nothing is said."""
    if isinstance(part, BaseModel):
        return {name: _whole(value) for name, value in part.__dict__.items()}
    return [*map(_whole, part)] if isinstance(part, tuple) else part


def _parts(name: str) -> Callable[[Said], object]:
    """Read a tuple of models off a decision."""
    return lambda said: [] if isinstance(said, Unread) else _whole(getattr(said, name))


_COLUMNS: Mapping[str, Callable[[Said], object]] = {
    "outcome": lambda said: "invalid" if isinstance(said, Unread) else said.outcome.value,
    "findings": _parts("findings"),
    "not_evaluated": _parts("not_evaluated"),
    "questions": _parts("questions"),
    "payor_message": lambda said: None if isinstance(said, Unread) else said.payor_message,
    "alternatives": _parts("alternatives"),
    "contact": lambda said: None if isinstance(said, Unread) else _whole(said.contact),
    "certification": lambda said: None if isinstance(said, Unread) else _whole(said.basis.certification),
    "errors": lambda said: list(said.errors) if isinstance(said, Unread) else [],
}
