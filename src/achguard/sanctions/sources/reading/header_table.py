"""A CSV file with a header row, read as rows by column name and refused where it is damaged."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from achguard.sanctions.sources.reading.list_stream import AGAIN, ListStream

Row = Mapping[str, str]
"""One row: column name in lower case -> value without surrounding space."""


def rows(file: ListStream, text: str, *, required: Sequence[str], first_line: int = 1) -> Iterator[tuple[int, Row]]:
    """Iterate line numbers and rows; columns that are not known are passed on, those in `required` must be there.

    `first_line` is the line of the file at which the text starts. Raises ListFormatError, with the line and what to
    do, for a file with other columns, rows of another width, or cut off.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: list[str] = []
    started = last = first_line
    try:
        for fields in reader:
            line, started = started, first_line + reader.line_num
            if not any(field.strip() for field in fields):
                continue
            if not columns:
                columns = _columns(file, fields, required, line)
                continue
            if len(fields) != len(columns):
                raise file.refusal(f"has {len(fields)} columns where its header has {len(columns)}; {AGAIN}", line=line)
            last = line
            yield line, {column: " ".join(field.split()) for column, field in zip(columns, fields, strict=True)}
    except csv.Error:
        raise file.refusal(
            f"a quoted field is not closed, or goes on after its quote: the file is cut off or was edited; {AGAIN}",
            line=started,
        ) from None
    if text and text[-1] not in "\r\n":
        raise file.refusal(f"ends in the middle of a line: the file is cut off; {AGAIN}", line=last)


def split(value: str) -> list[str]:
    """Give the parts of a value that a publisher joined with `;` or `|`, none blank."""
    return [part for each in value.replace("|", ";").split(";") if (part := each.strip())]


def _columns(file: ListStream, fields: list[str], required: Sequence[str], line: int) -> list[str]:
    columns = [field.strip().lower() for field in fields]
    missing = [column for column in required if column not in columns]
    if missing:
        raise file.refusal(
            f"lacks the columns {', '.join(missing)}: it is another file; give the publisher's", line=line
        )
    if len(set(columns)) != len(columns):
        raise file.refusal("has a column twice; give the file as it is published", line=line)
    return columns
