"""Reading an input of payments: open, tell the format, yield numbered rows."""

import datetime as dt
import os
from collections.abc import Callable, Iterator

from achguard.errors import InputError
from achguard.intake.csv_rows import csv_rows
from achguard.intake.json_document import json_document_rows
from achguard.intake.json_lines import json_lines_rows
from achguard.intake.row import EntriesOf, Row
from achguard.intake.sniff import Format, sniff
from achguard.intake.source import Source, opened

_READERS: dict[Format, Callable[[Source], Iterator[Row]]] = {
    Format.JSON_LINES: json_lines_rows,
    Format.JSON_DOCUMENT: json_document_rows,
    Format.CSV: csv_rows,
}


def read(path: str | os.PathLike[str], *, as_of: dt.date | None = None, profile: str = "operator") -> Iterator[Row]:
    """Read the payments of a file, or of standard input for `-`, row by row and in order.

    The format is told by the content: JSON Lines, one JSON object or an array of them, CSV with dotted field names as
    columns, all in UTF-8 with or without a byte order mark, or a Nacha file. JSON Lines, CSV and Nacha files are never
    held whole. A row that is not a payment is an `InvalidRow`, and reading goes on. A Nacha file is one `EntriesOf`;
    `as_of` is the day whose record layouts it has, today where none is given, and `profile` says whose practice weighs
    its problems, `strict` or `operator`.

    Raises `InputError`, while the rows are taken, for an input that can't be read at all or from some place on, and
    `ConfigurationError` for an unknown profile.
    """
    with opened(path) as source:
        found = sniff(source)
        nothing = True
        for row in _entries_of(source, as_of, profile) if found is Format.NACHA else _READERS[found](source):
            nothing = False
            yield row
        if nothing:
            raise InputError(f"{source.name} holds no payments")


def _entries_of(source: Source, as_of: dt.date | None, profile: str) -> Iterator[Row]:
    from achguard import nacha

    yield EntriesOf(nacha.read(source.path or source.rest(), as_of=as_of, profile=profile))
