"""Payments as Arrow tables, nested or flat, in any type of text, order of columns and cut; and rows of decisions."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from pydantic import BaseModel

from achguard.columnar.arrow_schema import payment_schema
from achguard.model.payment import Payment


def whole(part: object) -> object:
    """Give a part of a decision with each of its fields, those too that JSON leaves out where nothing is said."""
    if isinstance(part, BaseModel):
        return {name: whole(value) for name, value in part}
    return [*map(whole, part)] if isinstance(part, tuple) else part


def nested(payments: Sequence[Payment]) -> pa.Table:
    """Give payments as a table of structs."""
    return pa.Table.from_pylist([payment.model_dump() for payment in payments], payment_schema())


def flat(payments: Sequence[Payment]) -> pa.Table:
    """Give payments as a table with a dotted name for each column; a group that is absent has no values."""
    schema = payment_schema(flat=True)
    rows = [dict(_leaves(payment.model_dump(), "", frozenset(schema.names))) for payment in payments]
    return pa.Table.from_pylist(rows, schema)


def _leaves(value: Any, path: str, names: frozenset[str]) -> Iterator[tuple[str, Any]]:
    if path in names or not isinstance(value, dict):
        yield path, value
        return
    for key, below in value.items():
        yield from _leaves(below, f"{path}.{key}" if path else key, names)


def of_text(table: pa.Table, text: Callable[[], pa.DataType]) -> pa.Table:
    """Give a table whose texts have another type, wherever they stand."""
    return table.cast(pa.schema([field.with_type(_retyped(field.type, text())) for field in table.schema]))


def as_dictionaries(table: pa.Table) -> pa.Table:
    """Give a table whose columns of text are dictionaries."""
    columns = [column.dictionary_encode() if pa.types.is_string(column.type) else column for column in table.columns]
    return pa.Table.from_arrays(columns, names=table.schema.names)


def reversed_columns(table: pa.Table) -> pa.Table:
    """Give a table with its columns from the last to the first."""
    return table.select(table.schema.names[::-1])


def in_chunks(table: pa.Table, rows: int) -> pa.Table:
    """Give a table in pieces of so many rows."""
    return pa.Table.from_batches(table.combine_chunks().to_batches(max_chunksize=rows), table.schema)


def _retyped(type_: pa.DataType, text: pa.DataType) -> pa.DataType:
    if pa.types.is_string(type_):
        return text
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(_retyped(field.type, text)) for field in type_])
    return pa.list_(_retyped(type_.value_type, text)) if pa.types.is_list(type_) else type_
