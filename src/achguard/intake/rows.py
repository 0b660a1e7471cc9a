"""Reading an input of payments: open, tell the format, yield numbered rows."""

import datetime as dt
import os
from collections.abc import Callable, Iterator

from achguard.errors import InputError
from achguard.intake.column_map import ColumnMap
from achguard.intake.csv_rows import csv_rows
from achguard.intake.json_document import json_document_rows
from achguard.intake.json_lines import json_lines_rows
from achguard.intake.row import EntriesOf, Row
from achguard.intake.share_read import ShareRead
from achguard.intake.sniff import Format, sniff
from achguard.intake.source import Source, opened

_READERS: dict[Format, Callable[[Source], Iterator[Row]]] = {
    Format.JSON_LINES: json_lines_rows,
    Format.JSON_DOCUMENT: json_document_rows,
    Format.CSV: csv_rows,
}


def read(
    path: str | os.PathLike[str],
    *,
    as_of: dt.date | None = None,
    profile: str = "operator",
    mapping: ColumnMap | None = None,
    encoding: str = "utf-8",
    share: ShareRead | None = None,
) -> Iterator[Row]:
    """Read the payments of a file, or of standard input for `-`, row by row and in order.

    The format is told by the content: JSON Lines, one JSON object or an array of them, CSV with dotted field names as
    columns, all in UTF-8 with or without a byte order mark, or a Nacha file. JSON Lines, CSV and Nacha files are never
    held whole. A row that is not a payment is an `InvalidRow`, and reading goes on. A Nacha file is one `EntriesOf`;
    `as_of` is the day whose record layouts it has, today where none is given, and `profile` says whose practice weighs
    its problems, `strict` or `operator`. `mapping` says what other columns of a CSV file mean, and `encoding` which
    text it is, `utf-8`, `latin-1` or `cp1252`; what gzip packed is read as what is in it. `share` is told how far
    it is read.

    Raises `InputError`, while the rows are taken, for an input that can't be read at all or from some place on, and
    `ConfigurationError` for an unknown profile.
    """
    with opened(path, encoding=encoding, share=share) as source:
        found = sniff(source, mapping.headings if mapping is not None else ())
        if mapping is not None and found is not Format.CSV:
            raise InputError(f"{source.name} is not CSV; a map and constants are for CSV files")
        nothing = True
        if found is Format.NACHA:
            rows = _entries_of(source, as_of, profile, share)
        elif mapping is not None:
            rows = csv_rows(source, mapping)
        else:
            if share is not None and found is Format.JSON_DOCUMENT:
                share.count(0)  # it is read whole before the first row
            rows = _READERS[found](source)
        for row in rows:
            nothing = False
            yield row
        if nothing:
            raise InputError(f"{source.name} holds no payments")


def _entries_of(source: Source, as_of: dt.date | None, profile: str, share: ShareRead | None) -> Iterator[Row]:
    from achguard import nacha

    file = nacha.read(source.path or source.rest(), as_of=as_of, profile=profile)
    if share is not None:
        share.count(file.entry_count)
    yield EntriesOf(file)
