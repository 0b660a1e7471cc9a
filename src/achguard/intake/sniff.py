"""Which format an input is in, told by what it holds and never by its name."""

import codecs
import json
import re
from collections.abc import Collection
from enum import Enum, auto

from achguard.errors import InputError
from achguard.intake.separator import cells_of, likely_separator, separator_of
from achguard.intake.source import LINE_AT_MOST, Source

READS = "this version reads JSON, JSON Lines, CSV and Nacha files"


class Format(Enum):
    """How the payments of an input are written."""

    JSON_LINES = auto()
    """One object a line."""
    JSON_DOCUMENT = auto()
    """One object, or an array of objects."""
    CSV = auto()
    """A header of dotted field names, then a row a payment."""
    NACHA = auto()
    """Records of 94 columns."""


_OTHER_ENCODINGS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"\x00\x00\xfe\xff", "UTF-32"))
_OTHER_FORMATS = (
    (re.compile(rb"PAR1"), "a Parquet file"),
    (re.compile(rb"PK\x03\x04"), "a zip archive or a spreadsheet"),
    (re.compile(rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd"), "a compressed file"),
    (re.compile(rb"%PDF"), "a PDF document"),
    (re.compile(rb"\s*<"), "a web page or XML"),
)
_REMEDIES = {
    "a zip archive or a spreadsheet": "; save the sheet as CSV UTF-8, or unzip the archive",
    "a compressed file": "; unpack it first, such as gunzip -c FILE piped to achguard check -",
    "a PDF document": "; ask whoever made it for the payments as CSV or as a Nacha file",
}
# One record that says what it is will do, since a file may lack its header or have a damaged one. A file header has the
# record size and the blocking factor in columns 35 to 40, a batch header a service class and an SEC code, an entry
# digits in its code, bank and amount, a batch control digits behind its service class (2013 NACHA Operating Rules,
# Appendix Three).
_NACHA_RECORD = re.compile(
    rb"1[^,{}\r\n]{30,36}094101|5(?:200|220|225|280)[^,{}\r\n]{46}[A-Za-z]{3}|6\d{11}[^,{}\r\n]{17,27}\d{10}"
    rb"|8(?:200|220|225|280)\d{40}|9{94}"
)
_NACHA_RECORDS_LOOKED_AT = 12
_RECORD_TYPES, _RECORD_LENGTH = (b"1", b"5", b"6", b"7", b"8", b"9"), 94
_LOOKED_AT = 65536  # bytes
# The longest first line that is looked into. A header with a column for each of 10,000 remittance lines has 160 kB.
_HEADER_AT_MOST = 1024 * 1024


def sniff(source: Source, headings: Collection[str] = ()) -> Format:
    """Tell an input's format by its first line, and by more of it only where one line leaves it open.

    `headings` are columns that a map knows, beside the fields of a payment.

    Raises `InputError`, with what to do, for an empty input, another encoding, and any other format.
    """
    line = source.first_line()
    if not line:
        raise InputError(f"{source.name} is empty: it holds no payments")
    if _NACHA_RECORD.match(line):
        return Format.NACHA
    refuse_other_formats(source.name, line)
    first = line.lstrip()[:1]
    if first == b"[":
        return Format.JSON_DOCUMENT
    if first == b"{":
        return Format.JSON_LINES if len(line) > _HEADER_AT_MOST or _is_json(line) else _lines_or_document(source)
    return _csv_or_lines(source, line, headings)


def is_nacha_record(start: bytes) -> bool:
    """Say whether an input starts with a record of a Nacha file."""
    return _NACHA_RECORD.match(start) is not None


def may_be_nacha(source: Source) -> bool:
    """Say whether an input is read as a Nacha file where nothing else is asked for.

    One of its first records says what it is, or most of its first lines are as long as records and start as they do.
    """
    if _has_nacha_records(source):
        return True
    head = source.head(_NACHA_RECORDS_LOOKED_AT * 96)
    lines = [line for line in re.split(rb"[\r\n]+", head) if line.strip()][:_NACHA_RECORDS_LOOKED_AT]
    alike = sum(line[:1] in _RECORD_TYPES and len(line) == _RECORD_LENGTH for line in lines)
    return alike * 2 > len(lines)


def refuse_other_formats(name: str, line: bytes) -> None:
    """Raise `InputError`, with what to do, for the first line of a file of another kind or in another encoding."""
    for start, what in _OTHER_FORMATS:
        if start.match(line):
            raise InputError(f"{name} is {what}; {READS}{_REMEDIES.get(what, '')}")
    for mark, encoding in _OTHER_ENCODINGS:
        if line.startswith(mark):
            raise InputError(f"{name} is {encoding} text from byte 0 on; save it as UTF-8")
    if (nul := line.find(b"\0", 0, 4)) >= 0:
        raise InputError(f"{name} is not UTF-8 text: byte {nul} is NUL, as in UTF-16; save it as UTF-8")


def _lines_or_document(source: Source) -> Format:
    """Decide on an input whose first line opens an object and does not end it: laid out on many lines, or broken."""
    head = source.head()
    if len(head) == LINE_AT_MOST:
        return Format.JSON_LINES
    if _is_json(head):
        return Format.JSON_DOCUMENT
    later = [line for line in head.split(b"\n")[1:] if line.strip()]
    broken_lines = not later or any(line.startswith(b"{") for line in later)
    return Format.JSON_LINES if broken_lines else Format.JSON_DOCUMENT


def _csv_or_lines(source: Source, line: bytes, headings: Collection[str]) -> Format:
    if len(line) > _HEADER_AT_MOST:
        raise InputError(
            f"{source.name} holds no payments that can be read: its first line has more than {_HEADER_AT_MOST:,} "
            f"bytes and is not JSON; {READS}"
        )
    text = line.decode("utf-8", "replace").rstrip("\r\n")
    start = text.partition("\r")[0]
    # With a map it is a table, or nothing: what its header lacks is told of the map's columns.
    if separator_of(start, headings) or (headings and len(cells_of(start, likely_separator(start))) > 1):
        if "\r" in text:
            raise InputError(f"{source.name} ends its lines in lone carriage returns; save it with line feeds")
        return Format.CSV
    if any(later.lstrip().startswith(b"{") for later in source.head(len(line) + _LOOKED_AT).split(b"\n")[1:]):
        return Format.JSON_LINES
    if _has_nacha_records(source):
        return Format.NACHA
    head = source.head(_LOOKED_AT)
    encoded = "" if _is_utf_8(head) else ". It is not UTF-8 text; say its encoding, such as --encoding latin-1"
    raise InputError(
        f"{source.name} holds no payments that can be read: it starts neither with JSON nor with a CSV header "
        f"such as direction,amount,originator.name,receiver.name; {READS}. For a table with other headings, print a "
        "map with achguard check FILE --suggest-map and give it with --map"
        f"{encoded}"
    )


def _is_utf_8(head: bytes) -> bool:
    """Say whether the start of an input, in which the last character may be cut off, is UTF-8."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _has_nacha_records(source: Source) -> bool:
    """Say whether one of the first lines, or of the first pieces of 94 bytes, is a record of a Nacha file."""
    head = source.head(_NACHA_RECORDS_LOOKED_AT * 96)
    pieces = (head[start : start + 94] for start in range(0, len(head), 94))
    return any(map(_NACHA_RECORD.match, (*re.split(rb"[\r\n]+", head), *pieces)))


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content, parse_int=len, parse_float=len)
    except (ValueError, RecursionError):
        return False
    return True
