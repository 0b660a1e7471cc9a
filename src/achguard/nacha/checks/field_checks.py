"""What the layout table alone says of a record's fields: digits, dates, blanks and characters."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import Problem
from achguard.nacha.layouts.codes import CORRECTS_NOTHING
from achguard.nacha.layouts.entry_layouts import ENTRY_LAYOUTS
from achguard.nacha.layouts.layout import BIRTH_DATES_SINCE, LAYOUTS, Field, Inclusion, Kind
from achguard.nacha.records.record import MAY_BE_MARKED, REJECTED_TO, Record, date_of, reject_code, reject_code_in
from achguard.nacha.records.turned_entry import is_turned

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NAMES = frozenset({"company_name", "individual_name", "originator_name", "receiver_name"})
_ENTRIES = frozenset(ENTRY_LAYOUTS.values())
_HEADERS = frozenset({"file_header", "batch_header", "iat_batch_header"})
# Looked at where their check digit, or the indicator that announces them, is.
_ELSEWHERE = frozenset(
    {"record_type", "addenda_type", "immediate_destination", "rdfi_identification", "check_digit", "fx_reference"}
)


def check_fields(record: Record, log: ProblemLog, day: dt.date) -> dict[str, Problem]:
    """Look at every field of a record that is in force on a day; give the problem of each field that has one."""
    found: dict[str, Problem] = {}
    is_entry = record.layout.key in _ENTRIES
    for field in _fields(record.layout.key, day >= BIRTH_DATES_SINCE):
        value = record.cut(field)
        name = _name(field, value)
        if name is None and field.name in _NAMES and _names_nobody(record, value):
            name = "name-without-letter"
        if name is None and is_entry and field.name == "trace_number" and not value.strip("0"):
            name = "blank-mandatory-field"
        if name is not None and field.name == "corrected_data" and record.raw("change_code") in CORRECTS_NOTHING:
            name = "blank-required-field"
        if (code := _reject_code(record, field, value, wrong=name is not None)) is not None:
            found[field.name] = log.add("reject-code", record.line, field, value=f"REJ0{code}", expected=code)
        elif name is not None:
            found[field.name] = log.add(name, record.line, field, value=value, expected=field.value)
    return found


@cache
def _fields(key: str, with_birth_dates: bool) -> tuple[Field, ...]:  # noqa: FBT001  a cache takes no keywords apart
    day = BIRTH_DATES_SINCE if with_birth_dates else dt.date.min
    return tuple(f for f in LAYOUTS[key].fields if f.name not in _ELSEWHERE and f.in_force(day))


def _reject_code(record: Record, field: Field, value: str, *, wrong: bool) -> str | None:
    """Give the code with which a bank did not take a record, where its mark stands on a field; else None.

    In a header the mark makes no text wrong, and may also be all that a field for the bank's own use holds.
    """
    stands_there = field.start <= REJECTED_TO <= field.end and record.layout.key in _HEADERS
    if stands_there or (wrong and field.end >= REJECTED_TO):
        code = reject_code(record.line)
        if code is not None:
            return code
    return reject_code_in(value) if field.name in MAY_BE_MARKED else None


def _names_nobody(record: Record, value: str) -> bool:
    """Say whether something stands in place of a name that has no letter; blanks are nothing."""
    if not value.strip(" ") or any(map(str.isalpha, value)):
        return False
    return not is_turned(record)


def check_case(record: Record, log: ProblemLog) -> dict[str, Problem]:
    """Say which codes are right but for their case; give the problem of each."""
    found: dict[str, Problem] = {}
    for field in record.layout.fields:
        if field.kind is Kind.CODE:
            value = record.cut(field)
            if value != value.upper() and not log.has(record.line, field):
                found[field.name] = log.add("lower-case-code", record.line, field, value=value)
    return found


def _name(field: Field, value: str) -> str | None:
    """Name what is wrong with a field, if anything; the vocabulary of a code is looked at elsewhere."""
    if field.kind is Kind.RESERVED:
        if _CONTROL.search(value):
            return "control-character"
        return "filled-reserved-field" if value.strip("0 ") else None
    if field.kind is Kind.CONSTANT:
        return None if value == field.value else "unexpected-constant"
    if not value.strip(" "):
        return _blank(field)
    check = _FILLED.get(field.kind)
    return None if check is None else check(field, value)


def _blank(field: Field) -> str | None:
    if field.kind is Kind.CODE:
        return None  # a code that is none of its vocabulary is said by the check of that vocabulary
    if field.kind is Kind.AMOUNT and field.inclusion is Inclusion.MANDATORY:
        return "amount-without-digits"
    if field.inclusion is Inclusion.MANDATORY:
        return "blank-mandatory-field"
    return "blank-required-field" if field.inclusion is Inclusion.REQUIRED else None


def _text(field: Field, value: str) -> str | None:
    if _CONTROL.search(value):
        return "control-character"
    if not value.isascii():
        return "character-outside-ascii"
    if field.inclusion is Inclusion.MANDATORY and not value.strip("0 "):
        return "blank-mandatory-field"
    return None


def _date(field: Field, value: str) -> str | None:
    if date_of(value) is not None or not value.strip("0"):
        return None
    return "birth-date" if field.kind is Kind.BIRTH_DATE else "malformed-date"


def _number(field: Field, value: str) -> str | None:
    if not (value.isascii() and value.isdigit()):
        return "amount-without-digits" if field.kind is Kind.AMOUNT else "field-without-digits"
    return "blank-mandatory-field" if field.kind is Kind.ROUTING and not value.strip("0") else None


_FILLED: Mapping[Kind, Callable[[Field, str], str | None]] = MappingProxyType(
    {
        Kind.ALPHANUMERIC: _text,
        Kind.DATE: _date,
        Kind.BIRTH_DATE: _date,
        Kind.NUMERIC: _number,
        Kind.AMOUNT: _number,
        Kind.ROUTING: _number,
    }
)
