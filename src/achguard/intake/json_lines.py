"""JSON Lines: one object a line; blank lines are passed over and not counted."""

from collections.abc import Iterator
from dataclasses import replace

from achguard.intake.row import InvalidRow, PaymentRow, Row, row_of
from achguard.intake.source import LINE_AT_MOST, Line, Source
from achguard.intake.strict_json import NotStrictJsonError, parse


def json_lines_rows(source: Source) -> Iterator[Row]:
    """Yield a row for each line that is not blank, invalid where the line is not one JSON object."""
    number = 0
    for at, line in enumerate(source.lines(), 1):
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
