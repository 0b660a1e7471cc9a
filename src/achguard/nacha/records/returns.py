"""Returns and notifications of change: which form an addenda has, and what it says came back."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from achguard.model.history import Correction, ReturnedEntry
from achguard.nacha.bytes.lines import Line
from achguard.nacha.layouts.codes import (
    ADDENDA_TYPES,
    CHANGE,
    COMES_BACK,
    CONTESTED,
    DISHONORED,
    REFUSED_CHANGES,
    RETURN,
    TRANSACTION_CODES,
)
from achguard.nacha.layouts.layout import slice_of
from achguard.nacha.records.record import Record, addenda_type_of, date_of, digits, record
from achguard.nacha.records.structure import BatchHead

_CODE = slice_of("addenda_99", "return_code")  # a change code stands on the same columns
_REASON = re.compile(r"[RC][0-9]{2}", re.ASCII)
_ROUTING_DIGITS = 9
_ACCOUNT_COLUMNS = 17
_WHOLE = slice(None)
_ACCOUNT_AND_CODE = re.compile(r"(\S+(?: \S+)*) {2,}([0-9]{2})", re.ASCII)
_ACCOUNT = re.compile(r"(?=.*[0-9A-Za-z])[!-~]+(?: [!-~]+)*", re.ASCII)

_BOTH = "account_and_code"
# What stands where in the corrected data (2013 NACHA Operating Rules, Appendix Five, pages OR168 to OR170; C03, C06 and
# C07 have blanks between their parts, of which some writers leave more or fewer). C13 and C14 correct no field. A value
# of its own has the whole field, so that one which is too long for its columns is not taken for a shorter one.
_CORRECTED: Mapping[str, Mapping[str, slice]] = MappingProxyType(
    {
        "C01": {"account_number": _WHOLE},
        "C02": {"routing_number": _WHOLE},
        "C03": {"routing_number": slice(9), "account_number": slice(9, None)},
        "C04": {"name": _WHOLE},
        "C05": {"transaction_code": _WHOLE},
        "C06": {_BOTH: _WHOLE},
        "C07": {"routing_number": slice(9), _BOTH: slice(9, None)},
        "C08": {"bank_id": _WHOLE},
        "C09": {"identifier": _WHOLE},
    }
)


def addenda_layout(line: Line, head: BatchHead) -> str:
    """Say which layout an addenda has, by its type, its code and its batch; an unknown type is read as free text."""
    kind, code = addenda_type_of(line), line.text[_CODE].upper()
    if kind == RETURN:
        if code in CONTESTED:
            return "addenda_99_contested"
        if code in DISHONORED:
            return "addenda_99_dishonored"
        return "addenda_99_iat" if head.is_iat else "addenda_99"
    if kind == CHANGE:
        if code in REFUSED_CHANGES:
            return "addenda_98_refused"
        return "addenda_98_iat" if head.is_iat else "addenda_98"
    return f"addenda_{kind}" if kind in ADDENDA_TYPES else "addenda_05"


@dataclass(frozen=True, slots=True)
class CameBack:
    """An entry that came back, or for which a change was notified. Its repr shows no account."""

    code: str
    """Return reason (R..) or change code (C..)."""
    entry: Record
    addenda: Record
    on: dt.date | None

    def __repr__(self) -> str:
        return f"CameBack({self.code}, line {self.addenda.line.number})"


def came_back(entry: Record, addenda: tuple[Line, ...], head: BatchHead) -> CameBack | None:
    """Read the return or notification of change that an entry is, or None for one that goes forward."""
    for line in addenda:
        kind = addenda_type_of(line)
        if kind in COMES_BACK:
            part = record(addenda_layout(line, head), line)
            code = part.raw("return_code" if kind == RETURN else "change_code").upper()
            day = head.record.raw("effective_date") if head.record is not None else ""
            return CameBack(code, entry, part, date_of(day))
    return None


def reason_of(back: CameBack) -> str | None:
    """Give the code with which an entry first came back; None where it is none that can be read.

    Where a return was dishonored or contested, the reason of the first return counts.
    """
    part = back.addenda
    code = "R" + part.raw("returned_for") if "returned_for" in part.layout else back.code
    return code if _REASON.fullmatch(code) else None


def correction_of(part: Record) -> Correction | None:
    """Read what the addenda of a notification of change corrects; None for any other, and where nothing can be read.

    A refused notification corrects nothing: the bank that got it does not take it.
    """
    if "change_code" not in part.layout:
        return None
    columns_of = _CORRECTED.get(part.raw("change_code").upper())
    if columns_of is None:
        return None
    text = part.raw("corrected_data")
    values = {name: text[columns].strip() for name, columns in columns_of.items()}
    if _BOTH in values:
        values["account_number"], values["transaction_code"] = _account_and_code(text[columns_of[_BOTH]])
        del values[_BOTH]
    known = {name: value for name, value in values.items() if value and _can_be(name, value)}
    if not known:
        return None
    code = TRANSACTION_CODES.get(known.get("transaction_code", ""))
    return Correction.model_validate({**known, "account_type": None if code is None else code.account_type})


def _account_and_code(text: str) -> tuple[str, str]:
    """Give an account number and the transaction code behind it; empty what can't be told from the other."""
    found = _ACCOUNT_AND_CODE.fullmatch(text.strip())
    if found:
        return found[1], found[2]
    account, code = text[:_ACCOUNT_COLUMNS].strip(), text[_ACCOUNT_COLUMNS:].strip()
    return "" if not code and account[-2:] in TRANSACTION_CODES else account, code


def _can_be(name: str, value: str) -> bool:
    if name == "routing_number":
        return len(value) == _ROUTING_DIGITS and digits(value) is not None
    if name == "account_number":
        return _ACCOUNT.fullmatch(value) is not None
    return name != "transaction_code" or value in TRANSACTION_CODES


def returned_entry(back: CameBack) -> ReturnedEntry | None:
    """Give what a guard remembers of it, or None where its code is none that can come back.

    A return goes back to the originating bank, so the receiver's bank is the one that its addenda names.
    """
    import pydantic

    entry, part = back.entry, back.addenda
    identifier = entry.text("individual_id") if "individual_id" in entry.layout else ""
    code = reason_of(back)
    if code is None:
        return None
    try:
        return ReturnedEntry(
            code=code,
            routing_number=_with_check_digit(part.raw("original_rdfi_identification"))
            or entry.raw("rdfi_identification") + entry.raw("check_digit"),
            account_number=entry.text("account_number") or None,
            identifier=identifier or None,
            on=back.on,
            correction=correction_of(back.addenda),
        )
    except pydantic.ValidationError:
        return None


def _with_check_digit(eight: str) -> str | None:
    from achguard.identifiers.routing_number import check_digit_of

    return eight + check_digit_of(eight) if digits(eight) else None
