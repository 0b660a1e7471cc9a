"""One record: a line seen through its layout, field by field and only when asked."""

import datetime as dt
import re
from dataclasses import dataclass

from achguard.nacha.bytes.lines import Line
from achguard.nacha.layouts.layout import LAYOUTS, Field, RecordLayout, slice_of

_DATE = re.compile(r"[0-9]{6}", re.ASCII)
_BIRTH_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CENTURY = 2000

ADDENDA_TYPE = slice_of("addenda_05", "addenda_type")
"""Where every addenda has its type code."""

TRACE_NUMBER = slice_of("entry", "trace_number")
"""Where every entry has its trace number."""

_REJECT = re.compile(r"REJ0([0-9A-Z]{4})", re.ASCII | re.IGNORECASE)

REJECTED = slice(79, 87)
"""Where a bank writes that it did not take a record, over a trace number or an ODFI (bank specifications as quoted in
afrunt/jach issue 2 and revenuewire/ach-file issue 6)."""

REJECTED_TO = 87
"""The last column of the mark of a record that a bank did not take."""

MAY_BE_MARKED = frozenset({"reference_code", "company_discretionary_data"})
"""Fields of headers, free for any use, that such a mark may fill."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a Nacha file; fields are named as in the layout table. Its repr shows no field."""

    layout: RecordLayout
    line: Line

    def __repr__(self) -> str:
        return f"Record({self.layout.key}, line {self.line.number})"

    def raw(self, name: str) -> str:
        """Give a field as it stands there, blanks and all; `KeyError` for a name that the record does not have."""
        return self.cut(self.layout.by_name[name])

    def cut(self, field: Field) -> str:
        """Give the field's columns."""
        return cut(field, self.line)

    def text(self, name: str) -> str:
        """Give a field without the blanks around it."""
        return self.raw(name).strip()

    def number(self, name: str) -> int | None:
        """Give a field of ASCII digits as a number, amounts in cents; None where it is anything else."""
        return digits(self.raw(name))

    def date(self, name: str) -> dt.date | None:
        """Give a date field (YYMMDD, or YYYY-MM-DD for a date of birth); None where it is none."""
        return date_of(self.raw(name))


def cut(field: Field, line: Line) -> str:
    """Give a field's columns of a line."""
    value = field.of(line.text)
    return _decoded(value) if line.utf8 else value


def addenda_type_of(line: Line) -> str:
    """Give the type code of an addenda's line."""
    return line.text[ADDENDA_TYPE]


def trace_number_of(line: Line) -> str:
    """Give the trace number of an entry's line, and what an advice has on its columns."""
    return line.text[TRACE_NUMBER]


def reject_code(line: Line) -> str | None:
    """Give the code with which a bank did not take a record, four characters behind `REJ0`; else None."""
    return reject_code_in(line.text[REJECTED])


def reject_code_in(value: str) -> str | None:
    """Give the code of the mark that is all that a value holds beside blanks; None for anything else."""
    found = _REJECT.fullmatch(value.strip(" "))
    return None if found is None else found.group(1).upper()


def digits(text: str) -> int | None:
    """Give the number that ASCII digits say; None for anything else, blanks too."""
    return int(text) if text.isascii() and text.isdigit() else None


def date_of(text: str) -> dt.date | None:
    """Give the day that YYMMDD (in this century) or YYYY-MM-DD says; None for anything else."""
    try:
        if _DATE.fullmatch(text):
            return dt.date(_CENTURY + int(text[:2]), int(text[2:4]), int(text[4:]))
        if _BIRTH_DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        return None
    return None


def record(key: str, line: Line) -> Record:
    """See a line through a layout of the table."""
    return Record(LAYOUTS[key], line)


def _decoded(value: str) -> str:
    """Read columns that are bytes of UTF-8; a character that the field's end cuts off stays as its bytes."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value
