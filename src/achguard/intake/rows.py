"""Reading an input of payments: open, tell the format, yield numbered rows."""

import os
from collections.abc import Callable, Iterator

from achguard.errors import InputError
from achguard.intake.csv_rows import csv_rows
from achguard.intake.json_document import json_document_rows
from achguard.intake.json_lines import json_lines_rows
from achguard.intake.row import Row
from achguard.intake.sniff import Format, sniff
from achguard.intake.source import Source, opened

_READERS: dict[Format, Callable[[Source], Iterator[Row]]] = {
    Format.JSON_LINES: json_lines_rows,
    Format.JSON_DOCUMENT: json_document_rows,
    Format.CSV: csv_rows,
}


def read(path: str | os.PathLike[str]) -> Iterator[Row]:
    """Read the payments of a file, or of standard input for `-`, row by row and in order.

    The format is told by the content: JSON Lines, one JSON object or an array of them, or CSV with dotted field names
    as columns; UTF-8, with or without a byte order mark. JSON Lines and CSV are never held whole. A row that is not a
    payment is an `InvalidRow`, and reading goes on.

    Raises `InputError`, while the rows are taken, for an input that can't be read at all or from some place on.
    """
    with opened(path) as source:
        number = 0
        for row in _READERS[sniff(source)](source):
            number = row.number
            yield row
        if number == 0:
            raise InputError(f"{source.name} holds no payments")
