"""The fields of a record as a person may see them: names, columns, masked values, and what codes and figures say."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from achguard.identifiers.routing_number import check_digit_is_right
from achguard.law.return_reasons import REASONS
from achguard.model.masking import Shown
from achguard.nacha.checks.problem_log import kept_from_sight
from achguard.nacha.layouts.codes import (
    ADVICES,
    CREDITS,
    DEBITS,
    MIXED,
    SERVICE_CLASSES,
    TRANSACTION_CODES,
    Purpose,
)
from achguard.nacha.layouts.layout import RECORD_LENGTH, Field, Inclusion, Kind
from achguard.nacha.records.record import MAY_BE_MARKED, REJECTED, Record, date_of, digits, reject_code_in
from achguard.nacha.records.returns import correction_of

_FIGURES = frozenset({Kind.NUMERIC, Kind.AMOUNT, Kind.ROUTING, Kind.DATE})
_CENTS = 100
_MARK = slice(REJECTED.stop - REJECTED.start)
_SERVICE_CLASS_WORDS = {
    MIXED: "credits and debits",
    CREDITS: "credits only",
    DEBITS: "debits only",
    ADVICES: "automated accounting advices",
}


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field of a record, as it may be seen. Its repr shows what is masked anyway."""

    name: str
    columns: tuple[int, int]
    """First and last column, from 1."""
    value: str
    """What is there without the blanks behind it, masked where it is confidential."""
    meaning: str | None
    """What a code, a date or an amount says in a few words, where the value is shown whole."""


def shown_fields(record: Record, *, day: dt.date, unmask: bool = False) -> Iterator[ShownField]:
    """Yield the fields of a record that are in force on a day.

    Account numbers, numbers of people and companies, and dates of birth are masked as in findings. Amounts, counts,
    traces and banks are shown where every column of figures holds figures, so that no account number can have
    slipped into one. `unmask` shows everything.
    """
    fields = record.layout.fields
    cuts = tuple(map(record.cut, fields))
    in_place = _is_in_place(record, cuts)
    for field, raw in zip(fields, cuts, strict=True):
        if not field.in_force(day):
            continue
        value = raw.rstrip()
        shown = value if unmask else _shown(record, field, raw, in_place=in_place).of(value)
        meaning = _meaning(field, raw) if value and shown == value else None
        if field.name == "corrected_data":
            told = shown_correction(record, unmask=unmask)
            meaning = ", ".join(f"{name.replace('_', ' ')} {each}" for name, each in told.items()) or None
        yield ShownField(field.name, field.columns, shown, meaning)


def _is_in_place(record: Record, cuts: tuple[str, ...]) -> bool:
    """Say whether a record's columns, cut into its fields, can't be shifted: each has figures or a code where it must.

    A line that ends early may be in place, where only blanks are cut off; a longer one, and one that was put together,
    is not.
    """
    line = record.line
    if line.flaw is not None and not (line.flaw == "line-length" and line.size < RECORD_LENGTH):
        return False
    return all(map(_fits, record.layout.fields, cuts))


def _fits(field: Field, raw: str) -> bool:
    if _reject_code(field, raw) is not None:
        return True
    if field.kind is Kind.CONSTANT:
        return raw == field.value
    if field.name in _VOCABULARIES:
        return raw in _VOCABULARIES[field.name]
    if field.kind not in _FIGURES:
        return True
    if field.inclusion is Inclusion.MANDATORY and field.name != "immediate_destination":
        return digits(raw) is not None
    return not raw.strip() or digits(raw.strip()) is not None


_CORRECTED: Mapping[str, Shown] = MappingProxyType(
    {
        "routing_number": Shown.NUMBER,
        "account_number": Shown.IBAN,
        "transaction_code": Shown.WHOLE,
        "identifier": Shown.NUMBER,
        "name": Shown.WORDS,
        "bank_id": Shown.CODE,
    }
)
_VOCABULARIES: Mapping[str, Collection[str]] = MappingProxyType(
    {"transaction_code": TRANSACTION_CODES, "service_class": SERVICE_CLASSES, "addenda_indicator": ("0", "1")}
)


def _shown(record: Record, field: Field, raw: str, *, in_place: bool) -> Shown:
    """Say how a field is shown; on a record that may be shifted an account number may stand in any figures."""
    if (confidential := kept_from_sight(field)) is not None:
        return confidential
    if field.kind not in _FIGURES:
        known = field.name in _VOCABULARIES or (field.kind is Kind.CONSTANT and raw == field.value)
        is_mark = _reject_code(field, raw) is not None
        return Shown.WHOLE if is_mark or (known and _fits(field, raw)) else Shown.WORDS
    return Shown.WHOLE if in_place and not _is_doubtful_bank(record, field) else Shown.NUMBER


def _is_doubtful_bank(record: Record, field: Field) -> bool:
    """Say whether an entry's bank fails its check digit: an account number may stand in its place."""
    if field.name not in ("rdfi_identification", "check_digit") or "check_digit" not in record.layout:
        return False
    number = record.raw("rdfi_identification") + record.raw("check_digit")
    return not (digits(number) is not None and check_digit_is_right(number))


def shown_correction(record: Record, *, unmask: bool = False) -> dict[str, str]:
    """Give what a notification of change corrects, by the fields of `Correction`, each value as it may be seen.

    Empty for another record, and where nothing can be read.
    """
    correction = correction_of(record)
    told: dict[str, str] = {}
    for name, how in _CORRECTED.items() if correction is not None else ():
        value = getattr(correction, name)
        if value is not None:
            is_bank = name == "routing_number" and check_digit_is_right(value)
            told[name] = value if unmask or is_bank else how.of(value)
    return told


def _reject_code(field: Field, raw: str) -> str | None:
    """Give the code with which a bank wrote over a field that it did not take the record, and left digits behind it."""
    if field.name in MAY_BE_MARKED:
        return reject_code_in(raw)
    behind = raw[_MARK.stop :]
    stands_there = field.start == REJECTED.start + 1 and (not behind or digits(behind) is not None)
    return reject_code_in(raw[_MARK]) if stands_there else None


def _reason(raw: str) -> str | None:
    return REASONS.get(raw.upper() if raw[:1].isalpha() else f"R{raw}")


def _meaning(field: Field, raw: str) -> str | None:
    if (code := _reject_code(field, raw)) is not None:
        return f"the bank did not take it: reject code {code}"
    say = _MEANINGS.get(field.name) or _KIND_MEANINGS.get(field.kind)
    return None if say is None else say(raw)


def _amount(raw: str) -> str | None:
    cents = digits(raw)
    return None if cents is None else f"{cents // _CENTS:,}.{cents % _CENTS:02}"


def _date(raw: str) -> str | None:
    day = date_of(raw)
    return None if day is None else day.isoformat()


def _transaction_code(raw: str) -> str | None:
    code = TRANSACTION_CODES.get(raw)
    if code is None:
        return None
    said = f"{code.direction.value}, {code.account_type.value}"
    return said if code.purpose is Purpose.LIVE else f"{said}, {code.purpose.value}"


_MEANINGS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {
        "transaction_code": _transaction_code,
        "service_class": _SERVICE_CLASS_WORDS.get,
        "return_code": _reason,
        "change_code": _reason,
        "refused_change_code": _reason,
        "returned_for": _reason,
        "dishonored_for": _reason,
    }
)
_KIND_MEANINGS: Mapping[Kind, Callable[[str], str | None]] = MappingProxyType({Kind.AMOUNT: _amount, Kind.DATE: _date})
