"""JSON Lines: one object a line; blank lines are passed over and not counted."""

from collections.abc import Iterator
from dataclasses import replace

from achguard.intake.row import InvalidRow, PaymentRow, row_of
from achguard.intake.source import LINE_AT_MOST, Line, Source
from achguard.intake.strict_json import NotStrictJsonError, parse


def json_lines_rows(
    source: Source, *, rows_before: int = 0, lines_before: int = 0
) -> Iterator[PaymentRow | InvalidRow]:
    """Yield a row for each line that is not blank, invalid where the line is not one JSON object.

    `rows_before` and `lines_before` count what is in front of a source that is a part of an input. Its twin is
    `achguard.columnar.portion_tables.json_table`, which reads what is plain at the speed of columns.
    """
    number = rows_before
    for at, line in enumerate(source.lines(), lines_before + 1):
        if line.too_long or line.content.strip():
            number += 1
            yield replace(_row(number, line), line=at)


def _row(number: int, line: Line) -> PaymentRow | InvalidRow:
    if line.too_long:
        return InvalidRow(number, (f"row: has more than {LINE_AT_MOST:,} bytes",))
    try:
        return row_of(number, parse(line.content.decode("utf-8")))
    except UnicodeDecodeError as error:
        return InvalidRow(number, (f"row: is not UTF-8 text at byte {line.offset + error.start:,} of the input",))
    except NotStrictJsonError as error:
        return InvalidRow(number, (f"row: {error}",))
