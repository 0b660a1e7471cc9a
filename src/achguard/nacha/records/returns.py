"""Returns and notifications of change: which form an addenda has, and what it says came back."""

import datetime as dt
from dataclasses import dataclass

from achguard.model.history import ReturnedEntry
from achguard.nacha.bytes.lines import Line
from achguard.nacha.layouts.codes import (
    ADDENDA_TYPES,
    CHANGE,
    COMES_BACK,
    CONTESTED,
    DISHONORED,
    REFUSED_CHANGES,
    RETURN,
)
from achguard.nacha.layouts.layout import slice_of
from achguard.nacha.records.record import Record, addenda_type_of, date_of, digits, record
from achguard.nacha.records.structure import BatchHead

_CODE = slice_of("addenda_99", "return_code")  # a change code stands on the same columns


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


def returned_entry(back: CameBack) -> ReturnedEntry | None:
    """Give what a guard remembers of it, or None where its code is none that can come back.

    A return goes back to the originating bank, so the receiver's bank is the one that its addenda names. Where a
    return was dishonored or contested, the reason of the first return counts.
    """
    import pydantic

    entry, part = back.entry, back.addenda
    identifier = entry.text("individual_id") if "individual_id" in entry.layout else ""
    code = "R" + part.raw("returned_for") if "returned_for" in part.layout else back.code
    try:
        return ReturnedEntry(
            code=code,
            routing_number=_with_check_digit(part.raw("original_rdfi_identification"))
            or entry.raw("rdfi_identification") + entry.raw("check_digit"),
            account_number=entry.text("account_number") or None,
            identifier=identifier or None,
            on=back.on,
        )
    except pydantic.ValidationError:
        return None


def _with_check_digit(eight: str) -> str | None:
    from achguard.identifiers.routing_number import check_digit_of

    return eight + check_digit_of(eight) if digits(eight) else None
