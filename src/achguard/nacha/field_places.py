"""Where in a file the fields of an entry's payment are: the line and the columns that a finding is about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from achguard.model.text_place import TextPlace
from achguard.nacha.entry import Entry
from achguard.nacha.records.record import Record, addenda_type_of

_Fields = tuple[str, ...]

_ENTRY: Final = ""
_HEADER: Final = "header"

_DOMESTIC: Mapping[str, tuple[tuple[str, _Fields], ...]] = MappingProxyType(
    {
        "amount": ((_ENTRY, ("amount",)),),
        "receiver.name": ((_ENTRY, ("individual_name",)), (_ENTRY, ("individual_id",))),
        "receiver.identifiers[0].value": (
            (_ENTRY, ("individual_id",)),
            (_ENTRY, ("check_serial_number",)),
            (_ENTRY, ("original_entry_trace_number",)),
            (_ENTRY, ("individual_name",)),
        ),
        "receiver.account.routing_number": ((_ENTRY, ("rdfi_identification", "check_digit")),),
        "receiver.account.account_number": ((_ENTRY, ("account_number",)),),
        "receiver.account.type": ((_ENTRY, ("transaction_code",)),),
        "direction": ((_ENTRY, ("transaction_code",)),),
        "gateway_screening": ((_ENTRY, ("gateway_screening",)),),
        "secondary_screening": ((_ENTRY, ("secondary_screening",)),),
        "originator.name": ((_HEADER, ("company_name",)),),
        "originator.identifiers[0].value": (
            (_HEADER, ("company_identification",)),
            (_HEADER, ("originator_identification",)),
        ),
        "sec_code": ((_HEADER, ("sec_code",)),),
        "effective_date": ((_HEADER, ("effective_date",)),),
        "entry_description": ((_HEADER, ("entry_description",)),),
        "same_day": ((_HEADER, ("descriptive_date",)),),
    }
)
_IAT: Mapping[str, tuple[tuple[str, _Fields], ...]] = MappingProxyType(
    {
        **_DOMESTIC,
        "receiver.name": (("10", ("receiver_name",)),),
        "iat.transaction_type": (("10", ("transaction_type",)),),
        "iat.foreign_amount": (("10", ("foreign_amount",)),),
        "originator.name": (("11", ("originator_name",)),),
        "originator.address.street": (("11", ("originator_street",)),),
        "receiver.address.street": (("15", ("receiver_street",)),),
        "receiver.identifiers[0].value": (("15", ("receiver_id",)),),
        **{
            f"iat.{name}": ((_HEADER, (name,)),)
            for name in (
                "destination_country",
                "originating_currency",
                "destination_currency",
                "fx_indicator",
                "fx_reference_indicator",
                "fx_reference",
            )
        },
        **{
            f"{party}.{field}": ((kind, (f"{party}_{name}" if name != "date_of_birth" else name,)),)
            for party, kind in (("originator", "12"), ("receiver", "16"))
            for field, name in (
                ("address", "city_state"),
                ("address.city", "city_state"),
                ("address.state", "city_state"),
                ("address.postal_code", "country_postal"),
                ("address.country", "country_postal"),
                ("date_of_birth", "date_of_birth"),
            )
        },
        **{
            f"{party}.account.{field}": ((kind, (name,)),)
            for party, kind in (("originator", "13"), ("receiver", "14"))
            for field, name in (
                ("bank", "bank_name"),
                ("bank.name", "bank_name"),
                ("bank.branch_country", "branch_country"),
                ("bank.id", "bank_id"),
                ("bank.id_qualifier", "id_qualifier"),
                ("bic", "bank_id"),
                ("iban", "bank_id"),
            )
        },
    }
)
"""Records and their fields by the path of a payment's field; where there are several, the first that holds its value.

A record is the entry, its batch's header, or the first addenda of a type. `nacha/assemble.py` reads them so.
"""

_BANK: Mapping[str, str] = MappingProxyType(
    {
        "": "bank_name",
        ".name": "bank_name",
        ".branch_country": "branch_country",
        ".id": "bank_id",
        ".id_qualifier": "id_qualifier",
    }
)
_FREE_TEXT: Final[tuple[_Fields, ...]] = (
    ("payment_information",),
    ("terminal_location", "terminal_city"),
    ("addenda_information",),
)
_ON_A_LINE: Final = re.compile(r"line ([0-9,]+)(?: columns ([0-9]+)-([0-9]+))?")
_IN_A_LIST: Final = re.compile(r"(correspondents|remittance)\[([0-9]+)\](.*)")
_IDENTIFIER: Final = re.compile(r"(\.identifiers\[[0-9]+\])$")


def place_of(entry: Entry, at: str) -> TextPlace | None:
    """Give the place of what a finding about an entry names, or None where it is in no one place.

    `at` is a path of the payment, or a place that a problem names. Columns are counted in characters, of which one that
    UTF-8 writes in two bytes takes two columns of the layout.
    """
    if said := _ON_A_LINE.fullmatch(at):
        number = int(said[1].replace(",", ""))
        record = next((each for each in _records(entry) if each.line.number == number), None)
        if said[2] is None or record is None:
            return None
        return _in_characters(record, int(said[2]), int(said[3]))
    if item := _IN_A_LIST.fullmatch(at):
        return _in_list(entry, item[1], int(item[2]), item[3])
    table = _IAT if entry.batch.is_iat else _DOMESTIC
    ways = table.get(_IDENTIFIER.sub(r"\1.value", at), ())
    found = [
        (record, fields)
        for which, fields in ways
        if (record := _record(entry, which)) is not None and all(name in record.layout for name in fields)
    ]
    if len(found) > 1:
        # The two halves of a CIE entry are in either order in the wild.
        value = _value(entry, at)
        found = [each for each in found if value is not None and _text(*each) == value] or found
    return _of_fields(*found[0]) if found else None


def _records(entry: Entry) -> Iterator[Record]:
    yield entry.record
    yield from entry.addenda
    if entry.batch.record is not None:
        yield entry.batch.record


def _record(entry: Entry, which: str) -> Record | None:
    if which == _ENTRY:
        return entry.record
    if which == _HEADER:
        return entry.batch.record
    return next((each for each in entry.addenda if addenda_type_of(each.line) == which), None)


def _in_list(entry: Entry, which: str, number: int, rest: str) -> TextPlace | None:
    if which == "correspondents":
        banks = [each for each in entry.addenda if addenda_type_of(each.line) == "18"]
        name = _BANK.get(rest)
        return None if name is None or number >= len(banks) else _of_fields(banks[number], (name,))
    lines = [*_free_texts(entry)]
    payment = entry.payment
    if payment is None or number >= min(len(lines), len(payment.remittance)):
        return None
    # A line that was made of several is none of these.
    same = " ".join(_text(*lines[number]).split()) == " ".join(payment.remittance[number].split())
    return _of_fields(*lines[number]) if same else None


def _free_texts(entry: Entry) -> Iterator[tuple[Record, _Fields]]:
    for record in entry.addenda:
        fields = next((each for each in _FREE_TEXT if all(name in record.layout for name in each)), None)
        if fields is not None and _text(record, fields).strip():
            yield record, fields
    header, name = entry.batch.record, "company_discretionary_data"
    if header is not None and not entry.batch.is_iat and name in header.layout and header.text(name):
        yield header, (name,)


def _value(entry: Entry, at: str) -> str | None:
    payment = entry.payment
    if payment is None:
        return None
    if at == "receiver.name":
        return payment.receiver.name
    numbers = payment.receiver.identifiers if at.startswith("receiver") else payment.originator.identifiers
    return numbers[0].value if numbers else None


def _text(record: Record, fields: Iterable[str]) -> str:
    return " ".join(record.text(name) for name in fields).strip()


def _of_fields(record: Record, fields: _Fields) -> TextPlace:
    return _in_characters(record, record.layout[fields[0]].start, record.layout[fields[-1]].end)


def _in_characters(record: Record, first: int, last: int) -> TextPlace:
    """Give columns of the layout, which are bytes of the line, as characters."""
    text, number = record.line.text, record.line.number
    if not record.line.utf8:
        return TextPlace(number, first, last)
    before, until = (len(text[:end].encode("latin-1").decode("utf-8", "ignore")) for end in (first - 1, last))
    return TextPlace(number, before + 1, max(until, before + 1))
