"""CSV: a header of dotted field names, then a payment a row.

An empty cell is an absent field. A list is JSON in its cell (`remittance`), or has a column for each item
(`remittance.0`, `correspondents.0.name`); an item whose cells are all empty is left out.
"""

import csv
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from achguard.errors import InputError
from achguard.intake.column_map import ColumnMap
from achguard.intake.field_tree import CellError, FieldTree, list_of, put, put_together
from achguard.intake.fields import Path, is_list, nearest, resolve
from achguard.intake.row import InvalidRow, PaymentRow, Row, row_of
from achguard.intake.row_cells import RowCells
from achguard.intake.separator import likely_separator, separator_of
from achguard.intake.source import CSV_ROW_AT_MOST, Source
from achguard.intake.written_forms import FORMS, is_day, is_of_dates
from achguard.model.masking import quoted

_TOO_LONG = "field larger than field limit"


class _Text:
    """The lines of an input as text, no more of them to a row than a payment can have."""

    def __init__(self, source: Source, taken: bytearray | None = None) -> None:
        self._source = source
        self._taken = taken
        self.name = source.name
        self._of_this_row = 0
        self.of_row: list[str] = []
        """The lines of the row that is being taken."""

    def row_ends(self) -> None:
        """Count anew: a row is taken."""
        self._of_this_row = 0
        self.of_row = []

    def __iter__(self) -> Iterator[str]:
        """Yield lines of text; a byte that is not UTF-8 becomes a surrogate, by which its row is known."""
        for line in self._source.lines():
            self._of_this_row += len(line.content)
            if line.too_long or self._of_this_row > CSV_ROW_AT_MOST:
                raise InputError(
                    f"{self._source.name} has a row that is too long at byte {line.offset:,}; is a quotation mark "
                    "missing? Nothing from there on was read"
                )
            if self._taken is not None:
                self._taken += line.content
            decoded = line.content.decode("utf-8", "surrogateescape")
            self.of_row.append(decoded)
            yield decoded


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    path: Path
    as_json: bool
    words: Mapping[str, str]
    form: str | None = None


@dataclass(frozen=True)
class _Layout:
    """What the cells of each row mean."""

    columns: list[_Column | None]
    """The meaning of each cell; None for one that is read past or is joined to others."""
    joined: list[tuple[_Column, list[int]]]
    """Fields that several cells make, with the places of these."""
    constants: list[tuple[Path, object]]

    @cached_property
    def places(self) -> list[tuple[Path, list[int]]]:
        """Each field with the places of the cells that hold it."""
        own = [(column.path, [place]) for place, column in enumerate(self.columns) if column is not None]
        return [*own, *((column.path, places) for column, places in self.joined)]


@dataclass(frozen=True)
class CsvHead:
    """What the first record of a CSV file says of those under it."""

    delimiter: str
    titles: Sequence[str]
    """The headings of the columns, in order."""
    layout: _Layout = field(repr=False)
    lines: int
    """How many lines it has."""
    is_plain: bool
    """Whether each column is a field of a payment, without a map."""


def csv_rows(source: Source, mapping: ColumnMap = ColumnMap()) -> Iterator[Row]:  # noqa: B008  frozen
    """Yield a row for each record under the header; blank lines are passed over and not counted.

    `mapping` says what columns with other headings mean. The header tells what separates columns: commas, semicolons,
    tabs or bars. Raises `InputError`, before the first row, for a column that is not a field of a payment, and at the
    place where rows can't be told apart any more.
    """
    head = csv_head(source, mapping)
    yield from rows_under(head, source, lines_before=head.lines)


def csv_head(source: Source, mapping: ColumnMap = ColumnMap()) -> CsvHead:  # noqa: B008  frozen
    """Take the header of an input; raises `InputError` for a column that is not a field of a payment."""
    first = source.first_line().decode("utf-8", "replace").rstrip("\r\n")
    delimiter = separator_of(first, mapping.headings) or likely_separator(first)
    reader = csv.reader(_Text(source), strict=True, delimiter=delimiter)
    titles = _header(source.name, reader)
    layout = _layout(source.name, titles, mapping)
    return CsvHead(delimiter, titles, layout, reader.line_num, is_plain=mapping == ColumnMap())


def rows_under(
    head: CsvHead, source: Source, *, rows_before: int = 0, lines_before: int = 0
) -> Iterator[PaymentRow | InvalidRow]:
    """Yield a row for each record of a source that is what comes under a header, or a part of it.

    `rows_before` and `lines_before` count what is in front of it. Its twin is
    `achguard.columnar.portion_tables.csv_table`, which reads what is plain at the speed of columns.
    """
    number = rows_before
    text = _Text(source)
    for cells, line in _records(head.delimiter, text, lines_before):
        number += 1
        if isinstance(cells, str):
            yield InvalidRow(number, (f"row: {cells}",), line)
            continue
        row = _row(number, head.layout, cells, line)
        if isinstance(row, InvalidRow):
            yield replace(row, line=line)
        else:
            written = RowCells(text.of_row, line, head.delimiter, head.layout.places)
            yield PaymentRow(row.number, row.payment, line, written)


def records_taken(head: CsvHead, source: Source, taken: bytearray, *, lines_before: int = 0) -> Iterator[int]:
    """Take record after record, as `rows_under` does and with its errors, and yield where each ends in `taken`."""
    for _ in _records(head.delimiter, _Text(source, taken), lines_before):
        yield len(taken)


def _records(delimiter: str, text: _Text, lines_before: int) -> Iterator[tuple[list[str] | str, int]]:
    """Yield the cells of each record, or why it has none, and the line on which it ends."""
    reader = csv.reader(text, strict=True, delimiter=delimiter)
    while True:
        text.row_ends()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            # What follows a cell without an end can't be told to be inside or outside of it.
            if str(error).startswith(_TOO_LONG):
                raise InputError(
                    f"{text.name} line {lines_before + reader.line_num:,}: a cell has more than "
                    f"{csv.field_size_limit():,} characters; is a quotation mark missing? Nothing from there on was "
                    "read"
                ) from None
            yield _sentence(error), lines_before + reader.line_num
            continue
        if cells is None:
            return
        if cells:
            yield cells, lines_before + reader.line_num


def _header(name: str, reader: Iterator[list[str]]) -> list[str]:
    try:
        header = next(reader)
    except csv.Error as error:
        raise InputError(f"{name}: the header can't be read: {_sentence(error)}") from None
    if not _is_text("".join(header)):
        raise InputError(f"{name}: the header is not UTF-8 text; say its encoding, such as --encoding latin-1")
    return header


def _layout(name: str, header: list[str], mapping: ColumnMap) -> _Layout:
    """Give what each column means."""
    if (lost := next((title for title in mapping.headings if title not in header), None)) is not None:
        alike = difflib.get_close_matches(lost[:60], header, n=1)
        meant = f"; did you mean {quoted(alike[0])!r}?" if alike else ""
        raise InputError(f"{name}: the map's column {quoted(lost)!r} is not in the header{meant}")
    if doubled := next((title for title in mapping.headings if header.count(title) > 1), None):
        raise InputError(f"{name}: the header has {quoted(doubled)!r} twice; rename one of them")
    every: list[_Column | None] = []
    joined = [
        (_column(ours, path, mapping), [header.index(title) for title in together])
        for ours, together in mapping.joined.items()
        if (path := resolve(ours)) is not None  # a map that was read has no other
    ]
    beside = {title for together in mapping.joined.values() for title in together}
    columns: list[_Column] = [column for column, _ in joined]
    for place, title in enumerate(header, 1):
        if title in mapping.ignored or title in beside:
            every.append(None)
            continue
        ours = mapping.columns.get(title, title)
        path = resolve(ours)
        if path is None and mapping.headings:
            raise InputError(
                f"{name}: column {place}, {quoted(title)!r}, is not in the map; give it a field under [columns], or "
                "name it under ignore"
            )
        if path is None:
            near = nearest(title, header)
            meant = f"; did you mean {near}?" if near else "; achguard's columns are named like receiver.account.bic"
            called = f"is called {quoted(title)!r}, which" if title else "has no name, which"
            foreign = sum(resolve(each) is None for each in header) * 2 > len(header)
            mapped = "; for headings of your own, print a map with --suggest-map and give it with --map"
            raise InputError(
                f"{name}: column {place} {called} is not a field of a payment{meant}{mapped if foreign else ''}"
            )
        columns.append(_column(ours, path, mapping))
        every.append(columns[-1])
    by_path = {column.path: column for column in columns}
    if len(by_path) < len(columns):
        twice = next(column for column in columns if by_path[column.path] is not column)
        raise InputError(f"{name}: there are two columns for {twice.name}; keep one")
    for column in columns:
        above = next(
            (by_path[path] for path in (column.path[:end] for end in range(1, len(column.path))) if path in by_path),
            None,
        )
        if above is not None:
            raise InputError(f"{name}: {above.name} is given whole and also as {column.name}; keep one of the two")
    return _Layout(every, joined, _constants(name, columns, mapping))


def _column(name: str, path: Path, mapping: ColumnMap) -> _Column:
    return _Column(name, path, is_list(path), mapping.values.get(name, {}), mapping.forms.get(name))


def _constants(name: str, columns: list[_Column], mapping: ColumnMap) -> list[tuple[Path, object]]:
    """Read the constants as cells are read; one above, below or beside a column would be two answers."""
    found: list[tuple[Path, object]] = []
    for title, text in mapping.constants.items():
        path = resolve(title)
        if path is None:
            continue  # a map that was read holds none
        taken = [column.path for column in columns] + [above for above, _ in found]
        if any(path[: len(each)] == each or each[: len(path)] == path for each in taken):
            raise InputError(f"{name}: {title} is a column and a constant; keep one of the two")
        try:
            found.append((path, _value(_Column(title, path, is_list(path), {}), text)))
        except CellError as error:
            raise InputError(f"{name}: the constant {error}") from None
    return found


def _row(number: int, layout: _Layout, cells: list[str], line: int) -> PaymentRow | InvalidRow:
    if not _is_text("".join(cells)):
        return InvalidRow(
            number,
            (f"row: is not UTF-8 text, at line {line:,} of the input; say its encoding, such as --encoding latin-1",),
        )
    if len(cells) != len(layout.columns):
        return InvalidRow(number, (f"row: has {len(cells):,} cells where the header has {len(layout.columns):,}",))
    tree = FieldTree()
    try:
        for column, cell in zip(layout.columns, cells, strict=True):
            if cell and column is not None:
                put(tree, column.path, _value(column, cell))
        for column, places in layout.joined:
            if cell := " ".join(cells[place] for place in places if cells[place]):
                put(tree, column.path, _value(column, cell))
    except CellError as error:
        return InvalidRow(number, (str(error),))
    for path, value in layout.constants:
        put(tree, path, value)
    return row_of(number, put_together(tree))


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _value(column: _Column, cell: str) -> object:
    if column.form is not None:
        plain = FORMS[column.form](cell)
        if plain is None:
            raise CellError(f"{column.name}: is not written as {column.form}, the form that the map says")
        if is_of_dates(column.form) and not is_day(plain):
            raise CellError(f"{column.name}: is not a day of the calendar, read as {column.form} as the map says")
        return plain
    if not column.as_json:
        return column.words.get(cell, cell)
    return list_of(column.path, column.name, cell)


def _sentence(error: csv.Error) -> str:
    said = str(error)
    if said.startswith("unexpected end"):
        return "a quotation mark is not closed; the input may be cut off"
    if "expected after" in said:
        return "there is text after a closing quotation mark; a quotation mark inside a cell is written twice"
    if said.startswith("new-line"):
        return "a line ends in a lone carriage return"
    return "is not CSV"
