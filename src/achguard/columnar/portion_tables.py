"""Portions of CSV and JSON Lines read by Arrow's own readers, or refused: what is refused is read row by row.

The twins are `achguard.intake.csv_rows.rows_under` and `achguard.intake.json_lines.json_lines_rows`, which decide what
a row is. Everything is read as text, so that nothing is guessed and zeros on the left stay.
"""

import re
from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Final, Union, get_args, get_origin

import pyarrow.compute as pc
from pyarrow import csv, json
from pydantic import BaseModel

from achguard.columnar.arrow import pa
from achguard.columnar.arrow_schema import payment_schema
from achguard.intake.portions import Places, Portion
from achguard.model.payment import Payment

_CELL_AT_MOST: Final = 100_000
"""Bytes of a row that is read here; the strict readers have their limits beyond that."""

# Other control characters are refused in JSON (RFC 8259 section 7), and kept in CSV.
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What has a name that no other field has, and may be a number. An escaped quotation mark can't stand in front of it.
_NUMBER: Final = re.compile(
    rb'("(?:amount|foreign_amount)"[ \t]*:[ \t]*)(-?(?:0|[1-9][0-9]{0,12})(?:\.[0-9]{1,6})?)(?=[ \t]*[,}])'
)
_NULL_OF: Final = re.compile(rb'"([a-z_]+)"[ \t]*:[ \t]*null\b')


def table_of(portion: Portion, spans: tuple[Places, Places]) -> pa.RecordBatch | None:
    """Give the rows of a portion as a table with dotted names, or None where the strict reader must read them."""
    starts, ends = spans
    if not len(starts) or int((ends - starts).max()) > _CELL_AT_MOST or not _is_text(portion.content):
        return None
    try:
        batch = json_table(portion.content, spans) if portion.head is None else csv_table(portion)
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    return batch if batch is not None and batch.num_rows == len(starts) else None


def csv_table(portion: Portion) -> pa.RecordBatch | None:
    """Read what is under a header; None for what csv.reader may read in its own way."""
    head = portion.head
    if head is None or not head.is_plain or not portion.is_even or b"\0" in portion.content:
        return None
    table = csv.read_csv(
        pa.BufferReader(portion.content),
        csv.ReadOptions(use_threads=False, block_size=len(portion.content) + 1, column_names=[*head.titles]),
        csv.ParseOptions(delimiter=head.delimiter, newlines_in_values=True),
        csv.ConvertOptions(
            column_types=dict.fromkeys(head.titles, pa.string()),
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    )
    return _batch(table)


def json_table(content: bytes, spans: tuple[Places, Places]) -> pa.RecordBatch | None:
    """Read lines that are an object each; None for what a JSON text and a table say differently."""
    if _CONTROLS.search(content) or not _are_objects(content, spans):
        return None
    if b"null" in content and not {found[1] for found in _NULL_OF.finditer(content)} <= _may_be_null():
        return None
    content = _NUMBER.sub(rb'\1"\2"', content)
    table = json.read_json(
        pa.BufferReader(content),
        json.ReadOptions(use_threads=False, block_size=len(content) + 1),
        json.ParseOptions(explicit_schema=_as_text(), unexpected_field_behavior="error"),
    )
    table = table.combine_chunks()
    if any(_says_nothing(chunk) for column in table.columns for chunk in column.chunks):
        return None
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    said = [name for name in table.schema.names if table[name].null_count < len(table)]
    if not said:
        return None
    batch = _batch(table.select(said))
    # An empty text is nothing in a table, and a text in JSON.
    texts = [column for column in batch.columns if pa.types.is_string(column.type)]
    return None if any(pc.any(pc.equal(column, "")).as_py() for column in texts) else batch


def _batch(table: pa.Table) -> pa.RecordBatch:
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema)


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _are_objects(content: bytes, spans: tuple[Places, Places]) -> bool:
    """Say whether every line begins and ends as an object does; Arrow takes several in one, or dies of other things."""
    return all(
        content.startswith(b"{", start) and content[start:end].rstrip(b" \t\r\n").endswith(b"}")
        for start, end in zip(spans[0].tolist(), spans[1].tolist(), strict=True)
    )


def _says_nothing(column: pa.Array) -> bool:
    """Say whether an object is there and has no field that says anything, which a flat table would lose."""
    if not pa.types.is_struct(column.type):
        return False
    fields = [column.field(place) for place in range(column.type.num_fields)]
    silent = column.is_valid()
    for field in fields:
        silent = pc.and_(silent, field.is_null())
    return pc.any(silent).as_py() is True or any(map(_says_nothing, fields))


@cache
def _as_text() -> pa.Schema:
    return pa.schema([pa.field(field.name, _text_of(field.type)) for field in payment_schema()])


def _text_of(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _text_of(field.type)) for field in kind])
    if pa.types.is_list(kind):
        return pa.list_(_text_of(kind.value_type))
    return kind if pa.types.is_boolean(kind) else pa.string()


@cache
def _may_be_null() -> frozenset[bytes]:
    """Give the names of fields that take null wherever there is one of that name."""
    every = [*_fields(Payment)]
    return frozenset(name.encode() for name, _ in every) - {name.encode() for name, takes in every if not takes}


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, bool]]:
    """Yield each field of a model and of those inside it, and whether null is the same as leaving it out."""
    for name, info in model.model_fields.items():
        kinds = [*_kinds(info.annotation)]
        yield name, NoneType in kinds and info.default is None
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from _fields(kind)


def _kinds(kind: object) -> Iterator[object]:
    if get_origin(kind) in (Annotated, Union, UnionType, tuple):
        for part in get_args(kind):
            yield from _kinds(part)
    else:
        yield kind
