"""One CSV file of a list as it lies on disk: decoded, cut into rows, and refused where it is damaged."""

import codecs
import csv
import datetime as dt
import hashlib
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from achguard.errors import ListFormatError
from achguard.model.given_path import shown_path
from achguard.sanctions.listed.list_dates import day_of
from achguard.sanctions.sources.reading.list_stream import AGAIN, MAX_BYTES, MAX_LINE_BYTES, too_long_a_line

_END_OF_FILE: Final = "\x1a"


@dataclass(frozen=True, slots=True)
class CsvFile:
    """The rows of one file, each with as many fields as the others, and where the file came from."""

    path: Path
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Line number (from 1) and fields; a header and the closing 0x1A are left out."""
    columns: int
    sha256: str
    modified: dt.date
    """Day of the file's time, in UTC."""
    skipped: tuple[int, ...] = ()
    """Line numbers of rows that were left out because they are damaged."""

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def read_csv_file(path: Path, *, header: str, may_lose_rows: int = 0) -> CsvFile:
    """Read one file.

    `header` is the first column's name, lower-case: a first row that starts with it is a header. A table of as many
    columns as `may_lose_rows` is read without its damaged rows, as long as most are whole. Raises ListFormatError,
    with the file, the line and what to do, for a file that is absent, empty, a web page, cut off, or not one table.
    """
    content, modified = _content(path)
    text = _decode(content)
    if not text.strip(_END_OF_FILE + "\r\n\t "):
        raise ListFormatError(f"{path.name}: is empty; {AGAIN}")
    if text.lstrip()[:1] == "<":
        raise ListFormatError(
            f"{path.name}: is a web page or XML, not the CSV file; {AGAIN}, as a file and not as a page"
        )
    if "\0" in text:
        raise ListFormatError(f"{path.name}: holds binary data, not CSV; {AGAIN}")
    digest = hashlib.sha256(content).hexdigest()
    try:
        rows = _whole(path.name, text, header)
    except ListFormatError:
        rows, skipped = _line_by_line(text, header, may_lose_rows)
        if len(rows) <= len(skipped):
            raise
        return CsvFile(path, tuple(rows), may_lose_rows, digest, modified, tuple(skipped))
    return CsvFile(path, tuple(rows), len(rows[0][1]), digest, modified)


def _whole(name: str, text: str, header: str) -> list[tuple[int, tuple[str, ...]]]:
    """Read a table that is whole, or raise ListFormatError."""
    rows = _rows(name, text, header)
    if not rows:
        raise ListFormatError(f"{name}: holds no entry; {AGAIN}")
    columns = Counter(len(fields) for _, fields in rows).most_common(1)[0][0]
    for line, fields in rows:
        if len(fields) != columns:
            last = " and is the last: the file is cut off" if line == rows[-1][0] else ""
            raise ListFormatError(
                f"{name}, line {line}: has {len(fields)} columns where the others have {columns}{last}; {AGAIN}"
            )
    # Every line of a published file is ended, the last by a line break, by 0x1A, or by 0x1A and empty fields.
    if text.replace("\r", "\n").rpartition("\n")[2].strip(_END_OF_FILE + ", "):
        raise ListFormatError(f"{name}, line {rows[-1][0]}: ends in the middle of a line: the file is cut off; {AGAIN}")
    return rows


def _line_by_line(text: str, header: str, columns: int) -> tuple[list[tuple[int, tuple[str, ...]]], list[int]]:
    """Read every line by itself: the rows of so many columns, and the numbers of the lines that are none."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    skipped: list[int] = []
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if not line.strip(_END_OF_FILE + ", \r\n"):
            continue
        is_ended = line.endswith(("\n", "\r", _END_OF_FILE))
        try:
            (fields,) = csv.reader([line.rstrip("\r\n" + _END_OF_FILE)], strict=True)
        except (csv.Error, ValueError):
            fields = []
        if len(fields) == columns and is_ended:
            if rows or fields[0].strip().lower() != header:
                rows.append((number, tuple(fields)))
        else:
            skipped.append(number)
    return rows, skipped


def _content(path: Path) -> tuple[bytes, dt.date]:
    """Give a file's bytes, no more and in no longer lines than a list has, and the day of its time."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ListFormatError(
                f"{path.name}: has more than {MAX_BYTES // 1024**2} MB, more than any list; give the file as published"
            )
        content = path.read_bytes()
        modified = day_of(path.stat().st_mtime)
    except OSError as error:
        raise ListFormatError(
            f"{shown_path(path)}: cannot be read ({error.strerror or error}); give the list files as downloaded"
        ) from None
    if line_number := too_long_a_line(content):
        raise ListFormatError(
            f"{path.name}, line {line_number}: is a line of over {MAX_LINE_BYTES // 1024**2} MB; {AGAIN}"
        )
    return content, modified


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _rows(name: str, text: str, header: str) -> list[tuple[int, tuple[str, ...]]]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    started = 1
    try:
        for fields in reader:
            line, started = started, reader.line_num + 1
            # The closing 0x1A stands alone on a row, or padded with empty fields by a tool that rewrote the file.
            if not any(field.strip(_END_OF_FILE + " ") for field in fields):
                continue
            if not rows and fields[0].strip().lower() == header:
                continue
            rows.append((line, tuple(fields)))
    except csv.Error:
        raise ListFormatError(
            f"{name}, line {started}: a quoted field is not closed, or goes on after its quote: "
            f"the file is cut off or was edited; {AGAIN}"
        ) from None
    return rows
