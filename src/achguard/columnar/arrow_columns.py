"""The columns of an Arrow batch as the mechanism for alike rows takes them: texts by field, groups, what is odd."""

import datetime as dt
import re
from collections.abc import Callable, Hashable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from achguard.columnar.alike_rows import Rows
from achguard.columnar.arrow import pa
from achguard.columnar.arrow_rows import rows_of
from achguard.columnar.arrow_schema import Column, has_list_views, is_list, is_text, plain_type
from achguard.columnar.plain_fields import (
    ABSENT,
    BY_FIELD,
    HOME_LINES,
    NAME,
    Flags,
    Person,
    Places,
    Texts,
    Varying,
    plain_amounts,
)
from achguard.columnar.said_of_plain import EMPTY
from achguard.intake import InvalidRow, PaymentRow
from achguard.intake.field_tree import CellError, json_list
from achguard.law.sec_codes import MOST_CENTS
from achguard.model.party import PartyKind
from achguard.model.payment import SecCode

_ODD: Final = "\0"
"""Stands for a list of several items, or of what is no text; nothing takes it for plain."""
_AT_HOME: Final = "US"
_LONGEST_ID: Final = 200  # characters that `PaymentId` takes
_LISTS: Final = frozenset({"remittance", "receiver.identifiers"})
"""Lists in which a plain row has one item at most."""
_KIND, _COUNTRY, _BORN = "receiver.kind", "receiver.address.country", "receiver.date_of_birth"
_FIELD_OF: Final = {"remittance.0": "remittance", "receiver.identifiers.0.value": "receiver.identifiers"}
_further: Final = re.compile(r"(?:remittance|receiver\.identifiers)\.[1-9][0-9]*\b").match
_written_amount: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,2})?", re.ASCII).fullmatch
_is_day: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII).fullmatch
_CENTS: Final = 100
_DECIMALS: Final = 2
_BITS_ROUNDED: Final = 128
"""Bits of the smallest decimal that Arrow rounds."""
_MOST_GROUPS: Final = 2**62
_HIGHEST: Final = 2**62
_LIMITS: Final = {code.value: MOST_CENTS.get(code, _HIGHEST) for code in SecCode}

Ints = npt.NDArray[np.int64]


class _Shared(NamedTuple):
    """A column in which plain rows of one group have the same."""

    path: str
    codes: Places
    """Which of the values each row has, or `ABSENT` [rows]."""
    values: pa.Array


def rows(batch: pa.RecordBatch, columns: Sequence[Column], first_row: int) -> Rows | None:
    """Give what the mechanism must know of a batch; None for one of which each row is to be read by itself.

    That is one with text that is not UTF-8, a broken column, or a type with which Arrow can't do what is asked here.
    And one without columns: it holds no payment, and what Arrow makes of its columns has no rows.
    """
    if not columns:
        return None
    placed = [column._replace(place=place) for place, column in enumerate(columns)]
    try:
        plain = [_plain(batch.column(column.place)) for column in columns]
        taken = [
            pc.if_else(pc.equal(each, ""), None, each) if column.is_text else each
            for column, each in zip(columns, plain, strict=True)
        ]
        of_plain = pa.RecordBatch.from_arrays(taken, [column.name for column in columns])
        return _Batch(of_plain, placed, first_row).rows()
    except pa.ArrowException:
        return None


def _plain(values: pa.Array) -> pa.Array:
    """Give a column with its plain type; raises `ArrowException` for a broken one, and for what can't be made plain."""
    values.validate(full=True)
    type_ = plain_type(values.type)
    if type_ == values.type:  # a cast to the same type breaks parts of lists of nulls (pyarrow 26)
        return values
    if has_list_views(values.type):
        raise pa.ArrowNotImplementedError("a cast breaks views of lists that have nulls (pyarrow 26)")
    plain = values.cast(type_)
    plain.validate(full=True)
    return plain


def alone_of(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Give rows without what else their batch holds: views of text and dictionaries are of a whole batch."""
    if not batch.num_columns:  # made of no columns, it has no rows
        return batch
    columns = [*map(_plain_where_it_can_be, batch.columns)]
    return pa.RecordBatch.from_arrays(columns, batch.schema.names)


def _plain_where_it_can_be(values: pa.Array) -> pa.Array:
    try:
        return _plain(values)
    except pa.ArrowException:
        return values


class _Batch:
    """One batch while it is looked at."""

    def __init__(self, batch: pa.RecordBatch, columns: Sequence[Column], first_row: int) -> None:
        self._batch, self._columns, self._first_row = batch, columns, first_row
        self._count: int = batch.num_rows
        self._plain: Flags = np.ones(self._count, np.bool_)
        self._texts: dict[str, Texts] = {}
        self._shared: dict[str, _Shared] = {}
        self._cents: Ints = np.full(self._count, ABSENT)
        self._same_day: Flags = np.zeros(self._count, np.bool_)
        self._born: pa.Array | None = None

    def rows(self) -> Rows:
        """Look at every column."""
        for column in self._columns:
            values = self._batch.column(column.place)
            self._add(".".join(map(str, column.path)), values, is_json=column.is_json)
        self._plain &= plain_amounts(self._cents, self._same_day) & self._within_limits()
        self._look_at_homes()
        self._texts.setdefault(NAME, Texts([], np.full(self._count, ABSENT)))
        tells = self._born is not None or _COUNTRY in self._shared
        varying = Varying(self._texts, person=self._person if tells else None)
        return Rows(varying, self._plain, self._groups(), self._key, self._read)

    def _add(self, path: str, values: pa.Array, *, is_json: bool = False) -> None:
        """Take a column, or a part of one."""
        if values.null_count == len(values):
            return
        if pa.types.is_struct(values.type):
            if values.null_count:
                self._share(f"{path}?", values.is_valid())
            for field, below in zip(values.type, values.flatten(), strict=True):
                self._add(f"{path}.{field.name}", below)
        elif path in _LISTS and is_list(values.type):
            self._add(f"{path}.0", self._only_item(values))
        elif path == "remittance" and is_json:
            self._add_texts(path, values, _only_line)
        elif is_list(values.type):
            self._plain &= _lengths(values) == 0
        elif path in EMPTY or _further(path):
            self._plain &= _flags(values.is_null())
        elif (field := _FIELD_OF.get(path, path)) in BY_FIELD:
            self._add_texts(field, values)
        else:
            self._add_other(path, values)

    def _add_other(self, path: str, values: pa.Array) -> None:
        """Take a column that holds no text in which plain rows differ."""
        if path == "amount":
            self._cents = _cents(values)
        elif path == "id":
            self._plain &= _are_ids(values)
        elif path == _BORN:
            self._born = values
            self._plain &= _are_days(values)
        else:
            if pa.types.is_date(values.type):
                self._plain &= _are_days(values)
            if path == "same_day":
                known = pa.types.is_boolean(values.type)
                self._same_day = _flags(values.fill_null(fill_value=False) if known else values.is_valid())
            self._share(path, values)

    def _add_texts(self, field: str, values: pa.Array, read: Callable[[str], str | None] | None = None) -> None:
        codes, of_codes = _encoded(values)
        texts: list[str] = of_codes.to_pylist()
        if read is not None:
            lines = [*map(read, texts)]
            is_none = np.array([*(line is None for line in lines), True])
            codes = np.where(is_none[codes], ABSENT, codes)
            texts = [line or "" for line in lines]
        self._texts[field] = Texts(texts, codes)

    def _share(self, path: str, values: pa.Array) -> None:
        self._shared[path] = _Shared(path, *_encoded(values))

    def _only_item(self, values: pa.Array) -> pa.Array:
        """Give the one item of each list; a row with several, or with an item that is nothing, is not plain."""
        lengths = _lengths(values)
        has_one = lengths == 1
        self._plain &= lengths <= 1
        items = values.filter(pa.array(has_one)).flatten()
        places = np.cumsum(has_one) - 1
        found = items.take(pa.array(places, mask=~has_one))
        self._plain &= ~(has_one & _flags(found.is_null()))
        return found

    def _within_limits(self) -> Flags:
        """Say which rows' amounts are not over the limit of their SEC code."""
        if (codes := self._shared.get("sec_code")) is None:
            return np.ones(self._count, np.bool_)
        limits = [_LIMITS.get(value, ABSENT) for value in codes.values.to_pylist()]
        within: Flags = self._cents <= np.array([*limits, _HIGHEST])[codes.codes]
        return within

    def _look_at_homes(self) -> None:
        """Take the rows out that have lines of an address without the United States as its country."""
        has_lines = np.zeros(self._count, np.bool_)
        for path in HOME_LINES:
            if path in self._texts:
                has_lines |= self._texts[path].codes != ABSENT
        country = self._shared.get(_COUNTRY)
        if country is None:
            self._plain &= ~has_lines
            return
        is_home = np.array([*(value == _AT_HOME for value in country.values.to_pylist()), False])
        self._plain &= ~has_lines | is_home[country.codes]

    def _groups(self) -> Places:
        """Give each row a number by what it has where plain rows do not differ, and by the fields that it has."""
        found = np.zeros(self._count, np.int64)
        size = 1
        present = [(texts.codes != ABSENT).astype(np.intp) - 1 for texts in self._texts.values()]
        for codes in (*(shared.codes for shared in self._shared.values()), *present):
            lowest, highest = (int(codes.min()), int(codes.max())) if self._count else (0, 0)
            if lowest == highest:
                continue
            if size * (highest - lowest + 1) >= _MOST_GROUPS:
                _, found = np.unique(found, return_inverse=True)
                size = int(found.max()) + 1
            found = found * (highest - lowest + 1) + (codes - lowest)
            size *= highest - lowest + 1
        return found

    def _key(self, row: int) -> Hashable:
        has = tuple(sorted(path for path, texts in self._texts.items() if texts.codes[row] != ABSENT))
        same = sorted(
            (path, str(shared.values.type), str(shared.values[code].as_py()))
            for path, shared in self._shared.items()
            if (code := int(shared.codes[row])) != ABSENT
        )
        return has, tuple(same)

    def _read(self, places: Sequence[int]) -> list[PaymentRow | InvalidRow]:
        chosen = self._batch.take(pa.array(places, pa.int64()))
        return [*rows_of(chosen, self._columns, self._first_row)]

    def _person(self, row: int) -> Person | None:
        kind, country = self._value_of(_KIND, row), self._value_of(_COUNTRY, row)
        born = None if self._born is None else self._born[row].as_py()
        if kind not in _KINDS or not (country is None or (len(country) == len(_AT_HOME) and country.isupper())):
            return None
        return Person(kind, dt.date.fromisoformat(born) if isinstance(born, str) else born, country)

    def _value_of(self, path: str, row: int) -> str | None:
        shared = self._shared.get(path)
        code = ABSENT if shared is None else int(shared.codes[row])
        return None if shared is None or code == ABSENT else shared.values[code].as_py()


_KINDS: Final = frozenset({None, *(kind.value for kind in PartyKind)})


def _encoded(values: pa.Array) -> tuple[Places, pa.Array]:
    """Give which of its values each row has, and the values."""
    encoded = values.dictionary_encode()
    codes = encoded.indices.fill_null(ABSENT).to_numpy(zero_copy_only=False).astype(np.intp)
    return codes, encoded.dictionary


def _flags(values: pa.Array) -> Flags:
    flags: Flags = values.to_numpy(zero_copy_only=False)
    return flags


def _lengths(values: pa.Array) -> Ints:
    lengths: Ints = pc.list_value_length(values).fill_null(0).to_numpy(zero_copy_only=False)
    return lengths


def _only_line(text: str) -> str | None:
    """Give the one line of remittance that a text holds as JSON; None where it holds none."""
    try:
        lines = json_list("remittance", text)
    except CellError:
        return _ODD
    if not lines:
        return None
    return lines[0] if len(lines) == 1 and isinstance(lines[0], str) and lines[0] else _ODD


def _cents(values: pa.Array) -> Ints:
    """Give amounts in cents; `ABSENT` for what is none with at most two decimals, or is too large to be plain."""
    if is_text(values.type):
        codes, texts = _encoded(values)
        of_texts = [round(float(text) * _CENTS) if _written_amount(text) else ABSENT for text in texts.to_pylist()]
        return np.array([*of_texts, ABSENT])[codes]
    is_right = np.ones(len(values), np.bool_)
    if pa.types.is_decimal(values.type) and values.type.scale > _DECIMALS:
        if values.type.bit_width < _BITS_ROUNDED:
            values = values.cast(pa.decimal128(values.type.precision, values.type.scale))
        is_right &= _flags(pc.equal(pc.round(values, ndigits=_DECIMALS), values).fill_null(fill_value=False))
    # What a float can't hold to the dollar is far too large to be plain.
    dollars = values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    if pa.types.is_floating(values.type):
        is_right &= np.round(dollars, 2) == dollars
    is_right &= (dollars >= 0) & (dollars < 10**9)
    return np.where(is_right, np.rint(np.where(is_right, dollars, 0) * _CENTS), ABSENT).astype(np.int64)


def _are_ids(values: pa.Array) -> Flags:
    if not is_text(values.type):
        return np.ones(len(values), np.bool_)
    return _flags(pc.less_equal(pc.utf8_length(values), _LONGEST_ID).fill_null(fill_value=True))


def _are_days(values: pa.Array) -> Flags:
    """Say which dates are a day of the calendar."""
    codes, days = _encoded(values)
    return np.array([*map(_is_date, days), True])[codes]


def _is_date(day: pa.Scalar) -> bool:
    try:
        value = day.as_py()
        if isinstance(value, str):
            if not _is_day(value):
                return False
            dt.date.fromisoformat(value)
    except (ValueError, OverflowError):
        return False
    return True
