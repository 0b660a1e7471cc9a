"""Where each field of each Nacha record stands: the one table that reader, writer, checks and docs are made from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from achguard.nacha.layouts.layout_tables import TABLES
from achguard.nacha.layouts.table import Table

RECORD_LENGTH = 94
"""Columns of every record."""

BLOCKING_FACTOR = 10
"""Records of a physical block; a file is filled up to it with records of nines."""

BIRTH_DATES_SINCE = dt.date(2027, 3, 19)
"""From when addenda 712 and 716 may carry a date of birth (Nacha, summary of upcoming rule changes)."""


class Kind(StrEnum):
    """What a field holds, which says how it is written and read."""

    ALPHANUMERIC = "alphanumeric"
    """Text, to the left, filled with blanks."""
    NUMERIC = "numeric"
    """ASCII digits, to the right, filled with zeros."""
    AMOUNT = "amount"
    """Cents without a decimal point, to the right, filled with zeros."""
    DATE = "date"
    """YYMMDD, or blank where the field is not mandatory."""
    CODE = "code"
    """A value of a fixed vocabulary that fills the field, or is filled with blanks on the right."""
    ROUTING = "routing"
    """A routing number or its first eight digits."""
    CONSTANT = "constant"
    """Always the field's `value`."""
    RESERVED = "reserved"
    """Blank."""
    BIRTH_DATE = "birth_date"
    """YYYY-MM-DD, or blank."""


class Inclusion(StrEnum):
    """How strictly a field is asked for."""

    MANDATORY = "M"
    """The ACH operator edits it: without it the entry, batch or file comes back."""
    REQUIRED = "R"
    """The operator does not edit it, the receiving bank may send the entry back without it."""
    OPTIONAL = "O"
    """May be left blank."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: columns are counted from 1."""

    name: str
    start: int
    width: int
    kind: Kind
    inclusion: Inclusion
    value: str = ""
    """What a constant always is."""
    since: dt.date | None = None
    """The day from which the field exists, where it is not as old as the record."""
    until: dt.date | None = None
    """The day before which the field existed, where a later one took its place."""

    @property
    def end(self) -> int:
        """The last column."""
        return self.start + self.width - 1

    @property
    def columns(self) -> tuple[int, int]:
        """First and last column, from 1."""
        return self.start, self.end

    @property
    def place(self) -> slice:
        """Where a record's text, or its bytes in columns, hold it."""
        return slice(self.start - 1, self.end)

    def of(self, text: str) -> str:
        """Cut the field out of a record's text, blanks and all."""
        return text[self.start - 1 : self.start - 1 + self.width]

    def in_force(self, day: dt.date) -> bool:
        """Say whether the field exists on a day."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class RecordLayout:
    """The fields of one kind of record, in the order of their columns.

    Fields with dates may stand on the same columns; at each day exactly one of them is in force.
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    source: str
    verified: bool
    """Whether the columns were compared with the rule book."""
    by_name: Mapping[str, Field]

    def __getitem__(self, name: str) -> Field:
        """Give a field by its name; `KeyError` for a name that the record does not have."""
        return self.by_name[name]

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return _layout, (self.key,)


_KINDS = {
    "X": Kind.ALPHANUMERIC,
    "9": Kind.NUMERIC,
    "$": Kind.AMOUNT,
    "D": Kind.DATE,
    "B": Kind.BIRTH_DATE,
    "C": Kind.CODE,
    "T": Kind.ROUTING,
    "-": Kind.RESERVED,
}


def _field(row: str) -> Field:
    """Read `start width name kind inclusion [since|until]`; a kind of `=VALUE` is a constant."""
    start, width, name, kind, inclusion, *dates = row.split()
    return Field(
        name=name,
        start=int(start),
        width=int(width),
        kind=Kind.CONSTANT if kind.startswith("=") else _KINDS[kind],
        inclusion=Inclusion(inclusion),
        value=kind[1:] if kind.startswith("=") else "",
        since=BIRTH_DATES_SINCE if "since" in dates else None,
        until=BIRTH_DATES_SINCE if "until" in dates else None,
    )


def _record(key: str, table: Table) -> RecordLayout:
    fields = tuple(_field(row) for row in table.rows.splitlines() if row)
    by_name = MappingProxyType({field.name: field for field in fields})
    return RecordLayout(key, table.title, fields, table.source, table.verified, by_name)


LAYOUTS: Mapping[str, RecordLayout] = MappingProxyType({key: _record(key, table) for key, table in TABLES.items()})
"""Every record's layout, by its key."""


def _layout(key: str) -> RecordLayout:
    return LAYOUTS[key]


def columns_of(key: str, first: str, last: str | None = None) -> tuple[int, int]:
    """Give the first and last column, from 1, of a record's field, or of all from one field to another.

    Raises `KeyError` for a record or a field that there is not.
    """
    layout = LAYOUTS[key]
    return layout[first].start, layout[last or first].end


def width_of(key: str, first: str, last: str | None = None) -> int:
    """Give how many columns a record's field has, or all from one field to another. Raises as `columns_of` does."""
    start, end = columns_of(key, first, last)
    return end - start + 1


def slice_of(key: str, first: str, last: str | None = None) -> slice:
    """Give where a record's text holds a field, or all from one field to another.

    Raises `KeyError` for a record or a field that there is not.
    """
    start, end = columns_of(key, first, last)
    return slice(start - 1, end)
