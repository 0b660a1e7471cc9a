"""The Arrow schemas of a payment and of a decision, and which columns are taken for a payment's.

A payment is nested as in JSON, or flat with a dotted name for each column, as in CSV; a list may have a column for each
item, or be JSON in a text. A decision has plain types in a fixed order: engines such as Spark match columns by their
position and take no dictionaries.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import Annotated, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from achguard.columnar.arrow import pa
from achguard.errors import InputError
from achguard.intake.fields import Path, hint, nearest, resolve
from achguard.model.contact import Contact
from achguard.model.decision import Alternative, Basis, CertifiedBy, Question
from achguard.model.finding import Finding, NotEvaluated
from achguard.model.masking import quoted
from achguard.model.payment import Answer, Payment

VERSION: Final = 1
"""The version of both schemas; what is renamed, taken away or given another type makes a new one, and what is added at
the end, of a column that is a record too, makes none."""
NUMBERS_OF_APPS: Final = frozenset({"id"})
"""Text fields whose whole numbers are taken as their digits; any other number may have lost its zeros on the left."""
SCHEMA_KEY: Final = b"achguard.schema"
BASIS_KEY: Final = b"achguard.basis"

_numbers_rows_of_pandas: Final = re.compile(r"__index_level_[0-9]+__").fullmatch
"""The column of an index without a name, which a frame has that was sorted or filtered, and its Parquet file."""

_DOLLARS = pa.decimal128(15, 2)


class Column(NamedTuple):
    """A column of a table, and what it is of a payment."""

    place: int
    """Its position in the table."""
    name: str
    path: Path
    """The field that it holds."""
    is_text: bool
    """Whether it holds texts; an empty one is nothing, as in CSV."""
    is_json: bool
    """Whether its texts are lists, as JSON."""


@cache
def payment_schema(*, flat: bool = False) -> pa.Schema:
    """Give the Arrow schema of a payment: nested as in JSON, or flat with dotted names as in CSV."""
    fields = [pa.field(name, arrow_type(info.annotation)) for name, info in Payment.model_fields.items()]
    if flat:
        fields = [each for field in fields for each in _flattened(field, field.name)]
    return pa.schema(fields, {SCHEMA_KEY: f"payment-{VERSION}".encode()})


@cache
def decision_schema() -> pa.Schema:
    """Give the Arrow schema of what is said of a row: a decision, or why the row is not a payment.

    `basis` is the digest of the basis, which `with_basis` puts into the schema once.
    """
    return pa.schema(
        [
            pa.field("row", pa.int64()),
            pa.field("outcome", pa.string()),
            pa.field("payment_id", pa.string()),
            pa.field("findings", pa.list_(arrow_type(Finding))),
            pa.field("not_evaluated", pa.list_(arrow_type(NotEvaluated))),
            pa.field("questions", pa.list_(arrow_type(Question))),
            pa.field("payor_message", pa.string()),
            pa.field("alternatives", pa.list_(arrow_type(Alternative))),
            pa.field("contact", arrow_type(Contact)),
            pa.field("certification", arrow_type(CertifiedBy)),
            pa.field("errors", pa.list_(pa.string())),
            pa.field("basis", pa.string()),
        ],
        {SCHEMA_KEY: f"decision-{VERSION}".encode()},
    )


def with_basis(basis: Basis) -> pa.Schema:
    """Give the schema of decisions that rest on a basis, which is in its metadata as JSON under `achguard.basis`."""
    schema = decision_schema()
    return schema.with_metadata({**schema.metadata, BASIS_KEY: basis.model_dump_json().encode()})


def basis_digest(basis: Basis) -> str:
    """Give the digest of a basis, which the column `basis` has for each decision."""
    return "sha256:" + sha256(json.dumps(basis.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


def arrow_type(kind: object) -> pa.DataType:
    """Give the Arrow type of a field, by its type in Python."""
    if get_origin(kind) is tuple:
        return pa.list_(arrow_type(get_args(kind)[0]))
    kind = _bare(kind)
    if get_origin(kind) is tuple:
        return arrow_type(kind)
    if not isinstance(kind, type):  # one of several texts
        return pa.string()
    if issubclass(kind, BaseModel):
        return pa.struct([pa.field(name, arrow_type(info.annotation)) for name, info in kind.model_fields.items()])
    return next((type_ for python, type_ in _PLAIN.items() if issubclass(kind, python)), pa.string())


_PLAIN: Mapping[type, pa.DataType] = {
    Decimal: _DOLLARS,
    bool: pa.bool_(),
    float: pa.float64(),
    dt.date: pa.date32(),
}


def _bare(kind: object) -> object:
    """Give a type without its marks, and without the None that it may be."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    return kind


def _flattened(field: pa.Field, name: str) -> Iterator[pa.Field]:
    if pa.types.is_struct(field.type):
        for below in field.type:
            yield from _flattened(below, f"{name}.{below.name}")
    else:
        yield field.with_name(name)


def columns_of(schema: pa.Schema, called: str = "the table") -> tuple[Column, ...]:
    """Tell what the columns of a table are of a payment; `called` is what the table is called in an error.

    Raises `InputError` for a column that is not a field of a payment, that is of a type which the field can't have, or
    that says a second time what another one says. What pandas numbers its rows in is passed over.
    """
    try:
        columns = [
            _column(place, field, schema.names, called)
            for place, field in enumerate(schema)
            if not _numbers_rows_of_pandas(field.name)
        ]
    except UnicodeDecodeError:
        raise InputError(f"{called}: the name of a column is not UTF-8 text; give it a payment's field") from None
    taken: dict[Path, Column] = {}
    for column in columns:
        if column.path in taken:
            raise InputError(f"{called}: there are two columns for {column.name}; keep one")
        taken[column.path] = column
    for column in columns:
        for end in range(1, len(column.path)):
            if (above := taken.get(column.path[:end])) is not None:
                raise InputError(
                    f"{called}: {above.name} is given whole and also as {column.name}; keep one of the two"
                )
    return tuple(columns)


def _column(place: int, field: pa.Field, names: list[str], called: str) -> Column:
    path = (field.name,) if field.name in Payment.model_fields else resolve(field.name) or _group(field.name)
    if path is None:
        near = nearest(field.name, names)
        meant = f"; did you mean {near}?" if near else "; achguard's columns are named like receiver.account.bic"
        raise InputError(f"{called}: column {place + 1}, {quoted(field.name)!r}, is not a field of a payment{meant}")
    _refuse_type(field.type, _kind_at(path), path, called, is_column=True)
    type_ = _decoded(field.type)
    holds_text = is_text(type_)
    return Column(place, field.name, path, holds_text, holds_text and _is_list_kind(_kind_at(path)))


def _group(name: str) -> Path | None:
    """Give the path of a group such as `receiver.account`, which a column may hold as a struct."""
    path = (*name.split(".")[:1], *(int(part) if _is_place(part) else part for part in name.split(".")[1:]))
    return path if _kind_at(path) is not None else None


def _is_place(part: str) -> bool:
    return part.isascii() and part.isdecimal() and str(int(part[:6])) == part


def _kind_at(path: Path) -> object | None:
    """Give the Python type of the field at a path; None where there is no such field."""
    kind: object = Payment
    for part in path:
        kind = _bare(kind)
        if isinstance(part, int):
            if not _is_list_kind(kind):
                return None
            kind = get_args(kind)[0]
        elif isinstance(kind, type) and issubclass(kind, BaseModel) and part in kind.model_fields:
            kind = kind.model_fields[part].annotation
        else:
            return None
    return kind


def _is_list_kind(kind: object) -> bool:
    return get_origin(_bare(kind)) is tuple


def _refuse_type(type_: pa.DataType, kind: object, path: Path, called: str, *, is_column: bool = False) -> None:
    """Raise `InputError` for a type that a field can't have; only a whole column is a list in JSON."""
    type_, kind = _decoded(type_), _bare(kind)
    at = ".".join(map(str, path))
    if pa.types.is_null(type_):
        return
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        _refuse_struct(type_, kind, path, called)
    elif _is_list_kind(kind):
        if is_list(type_):
            _refuse_type(type_.value_type, get_args(kind)[0], (*path, 0), called)
        elif not (is_text(type_) and is_column):
            raise InputError(f"{called}: {at} has the type {type_}; give a list, or a text that is a list in JSON")
    elif not _takes(type_, kind, at):
        what, why = _WANTED.get(_plain_kind(kind), ("text", ", since a number has lost its zeros on the left"))
        why = why if pa.types.is_integer(type_) or pa.types.is_floating(type_) else ""
        raise InputError(f"{called}: {at} has the type {type_}; give {what}{why}")


def _refuse_struct(type_: pa.DataType, kind: type[BaseModel], path: Path, called: str) -> None:
    at = ".".join(map(str, path))
    if not pa.types.is_struct(type_):
        raise InputError(f"{called}: {at} has the type {type_}; give a struct, or a column for each of its fields")
    names = [field.name for field in type_]
    for field in type_:
        if field.name not in kind.model_fields:
            meant = hint((*path, field.name))
            raise InputError(f"{called}: {at} has {quoted(field.name)!r}, which is not a field of a payment{meant}")
        if names.count(field.name) > 1:
            raise InputError(f"{called}: {at} has {field.name} twice; keep one")
        _refuse_type(field.type, kind.model_fields[field.name].annotation, (*path, field.name), called)


_WANTED: Mapping[type, tuple[str, str]] = {
    Decimal: ("a decimal, a number, or a text such as 125.00", ""),
    dt.date: ("a date, or a text such as 2026-11-23", ""),
    bool: ("true or false", ""),
    Answer: ("an answer such as yes or no", ""),
}


def _plain_kind(kind: object) -> type:
    return next((each for each in (*_PLAIN, Answer) if isinstance(kind, type) and issubclass(kind, each)), str)


def _takes(type_: pa.DataType, kind: object, at: str) -> bool:
    """Say whether a field that is a plain value can be read from a column of a type."""
    if is_text(type_):
        return True
    of_numbers = (pa.types.is_integer,) if at in NUMBERS_OF_APPS else ()
    takes = {
        Decimal: (pa.types.is_decimal, pa.types.is_integer, pa.types.is_floating),
        dt.date: (pa.types.is_date,),
        bool: (pa.types.is_boolean, pa.types.is_integer),
        Answer: (pa.types.is_boolean, pa.types.is_integer),
    }
    return any(test(type_) for test in takes.get(_plain_kind(kind), of_numbers))


def _decoded(type_: pa.DataType) -> pa.DataType:
    """Give the type of a dictionary's values; any other type as it is."""
    return type_.value_type if pa.types.is_dictionary(type_) else type_


def plain_type(type_: pa.DataType) -> pa.DataType:
    """Give the type with plain texts and lists and without dictionaries, with which Arrow can do most."""
    type_ = _decoded(type_)
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(plain_type(field.type)) for field in type_])
    if is_list(type_):
        return pa.list_(plain_type(type_.value_type))
    return pa.string() if is_text(type_) else type_


def as_bytes(type_: pa.DataType) -> pa.DataType:
    """Give the type of the same form that takes any bytes as a value, with nothing to be wrong but the form."""
    if pa.types.is_dictionary(type_):
        return pa.dictionary(type_.index_type, as_bytes(type_.value_type))
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(as_bytes(field.type)) for field in type_])
    for is_one, made in _LISTS.items():
        if is_one(type_):
            return made(as_bytes(type_.value_type))
    if pa.types.is_fixed_size_list(type_):
        return pa.list_(as_bytes(type_.value_type), type_.list_size)
    if pa.types.is_decimal(type_):
        return pa.binary(type_.byte_width)
    return next((bytes_ for is_one, bytes_ in _BYTES.items() if is_one(type_)), type_)


_LISTS: Final = {
    pa.types.is_list: pa.list_,
    pa.types.is_large_list: pa.large_list,
    pa.types.is_list_view: pa.list_view,
    pa.types.is_large_list_view: pa.large_list_view,
}
_BYTES: Final = {
    pa.types.is_string: pa.binary(),
    pa.types.is_large_string: pa.large_binary(),
    pa.types.is_string_view: pa.binary_view(),
    pa.types.is_date64: pa.int64(),
}


def is_text(type_: pa.DataType) -> bool:
    """Say whether a type is one of Arrow's for text."""
    return any(test(type_) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


def is_list(type_: pa.DataType) -> bool:
    """Say whether a type is one of Arrow's for lists."""
    tests = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)
    return any(test(type_) for test in (*tests, pa.types.is_list_view, pa.types.is_large_list_view))


def has_list_views(type_: pa.DataType) -> bool:
    """Say whether a type is a view of lists, or has one inside."""
    if pa.types.is_list_view(type_) or pa.types.is_large_list_view(type_):
        return True
    below = (
        [field.type for field in type_] if pa.types.is_struct(type_) else [type_.value_type] if is_list(type_) else []
    )
    return any(map(has_list_views, below))
