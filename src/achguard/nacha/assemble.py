"""An entry with its batch and addenda becomes a payment."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from achguard.identifiers.country import is_valid as is_country
from achguard.model.account import Account, Bank
from achguard.model.party import Address, Identifier, IdentifierType, Party
from achguard.model.payment import Direction, GatewayScreening, IatDetails, Payment
from achguard.nacha.advised_parties import lines_of_advice, remittance_advice_of, with_advised
from achguard.nacha.checks.iat_checks import FOREIGN_AMOUNT_LIMIT, country_of, currencies
from achguard.nacha.layouts.codes import IAT_MANDATORY, TRANSACTION_CODES, ZERO_DOLLAR_PURPOSES, Purpose
from achguard.nacha.layouts.layout import BIRTH_DATES_SINCE, LAYOUTS, slice_of
from achguard.nacha.records.record import Record, addenda_type_of, digits, trace_number_of
from achguard.nacha.records.returns import came_back, reason_of
from achguard.nacha.records.structure import BatchHead
from achguard.nacha.records.turned_entry import FIRST_HALF, SECOND_HALF, has_name_first, is_turned

_CENTS = 100
_BIC, _IBAN = "02", "03"
_EIN_PREFIX = "1"  # Nacha's one-character prefix of a company identification that is an EIN
_EIN_LENGTH = 10
_SAME_DAY = "SD"
_BOTH_HALVES = slice_of("entry", "individual_id", "individual_name")
_NUMBERS_OF_ENTRIES = ("individual_id", "check_serial_number", "original_entry_trace_number")
_TEXTS_OF_WHAT_CAME_BACK = ("addenda_information", "corrected_data")
_NAMES_NOBODY = frozenset({"trc_entry", "xck_entry"})
_SCREENING: Mapping[str, GatewayScreening] = {
    "0": GatewayScreening.CLEAR,
    "1": GatewayScreening.SUSPECT,
    " ": GatewayScreening.NOT_SCREENED,
}


def payment_id(entry: Record) -> str:
    """Give the trace number, or `line N` where there is none."""
    trace = trace_number_of(entry.line)
    return trace if digits(trace) else f"line {entry.line.number}"


def payment_of(entry: Record, addenda: tuple[Record, ...], head: BatchHead, day: dt.date) -> Payment | None:
    """Give the payment that an entry is, or None where its direction or its amount can't be read.

    A field that can't be read is left out of the payment; what is wrong with it is a problem of the file.
    """
    code = TRANSACTION_CODES.get(entry.raw("transaction_code"))
    cents = entry.number("amount")
    if code is None or cents is None:
        return None
    is_iat = entry.layout.key == "iat_entry"
    parts = _iat_parts(entry, addenda, head, day) if is_iat else _domestic_parts(entry, addenda, head)
    header = head.record
    # model_construct would be faster and let through what the models forbid; a payment is always a valid one.
    return Payment(
        id=payment_id(entry),
        direction=code.direction,
        sec_code=head.sec_code,
        amount=Decimal(cents) / _CENTS,
        # A returned prenote has the code of any return.
        zero_dollar=code.purpose in ZERO_DOLLAR_PURPOSES or (code.purpose is Purpose.RETURN and not cents),
        effective_date=None if header is None else header.date("effective_date"),
        same_day=header is not None and "descriptive_date" in header.layout and _is_same_day(header),
        entry_description=None if header is None else header.text("entry_description") or None,
        came_back=_reason(entry, addenda, head),
        **parts,  # type: ignore[arg-type]
    )


def _reason(entry: Record, addenda: tuple[Record, ...], head: BatchHead) -> str | None:
    back = came_back(entry, tuple(part.line for part in addenda), head) if addenda else None
    return None if back is None else reason_of(back)


def _is_same_day(header: Record) -> bool:
    return header.text("descriptive_date").upper().startswith(_SAME_DAY)


def _domestic_parts(entry: Record, addenda: tuple[Record, ...], head: BatchHead) -> dict[str, object]:
    header = head.record
    company = "" if header is None else header.text("company_name")
    number = "" if header is None else header.text("company_identification")
    name, other = _names(entry)
    originator = Party(name=company, identifiers=_company_numbers(number))
    receiver = Party(name=name, account=_account(entry), identifiers=_numbers(other))
    advice = remittance_advice_of(addenda, head)
    if advice is None:
        remittance = tuple(_remittance(entry, addenda, header))
        return {"originator": originator, "receiver": receiver, "remittance": remittance}
    code = TRANSACTION_CODES.get(entry.raw("transaction_code"))
    advised = with_advised(originator, receiver, advice, code.direction if code is not None else Direction.CREDIT)
    lines = lines_of_advice(advice)
    unread = addenda if lines is None else ()
    return {**advised, "remittance": (*(lines or ()), *_remittance(entry, unread, header))}


def _names(entry: Record) -> tuple[str, str]:
    """Give the receiver's name and number."""
    if is_turned(entry):
        return entry.line.text[SECOND_HALF].strip(), entry.line.text[FIRST_HALF].strip()
    number = next((name for name in _NUMBERS_OF_ENTRIES if name in entry.layout), "")
    return _field_of(entry, "individual_name"), _field_of(entry, number)


def name_width(entry: Record) -> int | None:
    """Give how many columns the receiver's name was read from; None where the entry has no name."""
    if is_turned(entry):
        return LAYOUTS["entry"]["individual_name"].width
    return entry.layout["individual_name"].width if "individual_name" in entry.layout else None


def _field_of(entry: Record, name: str) -> str:
    """Give a field that not every kind of entry has."""
    return entry.text(name) if name in entry.layout else ""


def _remittance(entry: Record, addenda: tuple[Record, ...], header: Record | None) -> list[str]:
    """Give the lines of free text: addenda first, then what the company wrote into the batch header."""
    lines = [_free_text(record) for record in addenda]
    if header is not None and "company_discretionary_data" in header.layout:
        lines.append(header.text("company_discretionary_data"))
    if has_name_first(entry):
        lines.append(entry.line.text[_BOTH_HALVES].strip())  # whichever half is the name, both are screened
    if entry.layout.key in _NAMES_NOBODY:
        lines.append(entry.line.text[SECOND_HALF].strip())  # some files have a name there nevertheless
    return [line for line in lines if line]


def _free_text(record: Record) -> str:
    layout = record.layout
    if "payment_information" in layout:
        return record.text("payment_information")
    if layout.key == "addenda_02":
        return " ".join(record.raw("terminal_location").split() + record.raw("terminal_city").split())
    name = next((name for name in _TEXTS_OF_WHAT_CAME_BACK if name in layout), None)
    return "" if name is None else record.text(name)


def _account(entry: Record) -> Account:
    code = TRANSACTION_CODES.get(entry.raw("transaction_code"))
    return Account(
        routing_number=(entry.raw("rdfi_identification") + entry.raw("check_digit")).strip() or None,
        account_number=entry.text("account_number") or None,
        type=None if code is None else code.account_type,
    )


def _numbers(*values: str) -> tuple[Identifier, ...]:
    return tuple(Identifier(type=IdentifierType.OTHER, value=value) for value in values if value)


def _company_numbers(number: str) -> tuple[Identifier, ...]:
    if len(number) == _EIN_LENGTH and number.startswith(_EIN_PREFIX) and digits(number) is not None:
        return (Identifier(type=IdentifierType.EIN, value=number[1:]),)
    return _numbers(number)


def _iat_parts(entry: Record, addenda: tuple[Record, ...], head: BatchHead, day: dt.date) -> dict[str, object]:
    # Of an addenda that stands twice the first is taken; that it does is a problem for which the entry is held.
    by_kind = {addenda_type_of(record.line): record for record in reversed(addenda)}
    first, eleven, twelve, thirteen, fourteen, fifteen, sixteen = map(by_kind.get, IAT_MANDATORY)
    header = head.record
    number = ""
    if header is not None and "originator_identification" in header.layout:
        number = header.text("originator_identification")
    sending, receiving = _bank(thirteen), _bank(fourteen)
    account = _account(entry).model_copy(update={"bank": receiving, **_bank_numbers(receiving)})
    return {
        "originator": Party(
            name=_field(eleven, "originator_name"),
            address=_address(eleven, twelve, "originator"),
            date_of_birth=_birth_date(twelve, day),
            identifiers=_company_numbers(number),
            account=None if thirteen is None else Account(bank=sending).model_copy(update=_bank_numbers(sending)),
        ),
        "receiver": Party(
            name=_field(first, "receiver_name"),
            address=_address(fifteen, sixteen, "receiver"),
            date_of_birth=_birth_date(sixteen, day),
            identifiers=_numbers(_field(fifteen, "receiver_id")),
            account=account,
        ),
        "correspondents": tuple(_bank(record) for record in addenda if addenda_type_of(record.line) == "18"),
        "remittance": tuple(filter(None, map(_free_text, addenda))),
        "iat": _iat_details(header, first),
        "gateway_screening": _SCREENING.get(entry.raw("gateway_screening")),
        "secondary_screening": _SCREENING.get(entry.raw("secondary_screening")),
    }


def _field(record: Record | None, name: str) -> str:
    return "" if record is None else record.text(name)


def _address(street: Record | None, place: Record | None, party: str) -> Address:
    city, state = _parts(_field(place, f"{party}_city_state"))
    country = _field(place, f"{party}_country_postal")
    return Address(
        street=_field(street, f"{party}_street") or None,
        city=city,
        state=state,
        postal_code=_parts(country)[1],
        country=country_of(country),
    )


def _parts(text: str) -> tuple[str | None, str | None]:
    """Give what stands before and behind the `*` of a place such as San Francisco*CA."""
    before, _, behind = text.rstrip("\\").partition("*")
    return before.strip() or None, behind.strip().rstrip("\\") or None


def _birth_date(record: Record | None, day: dt.date) -> dt.date | None:
    if record is None or day < BIRTH_DATES_SINCE or "date_of_birth" not in record.layout:
        return None
    return record.date("date_of_birth")


def _bank(record: Record | None) -> Bank:
    if record is None:
        return Bank()
    country = record.text("branch_country").upper()
    return Bank(
        name=record.text("bank_name") or None,
        branch_country=country if is_country(country) else None,
        id=record.text("bank_id") or None,
        id_qualifier=record.text("id_qualifier") or None,
    )


def _bank_numbers(bank: Bank) -> dict[str, str | None]:
    if bank.id_qualifier == _IBAN:
        return {"iban": bank.id}
    return {"bic": bank.id} if bank.id_qualifier == _BIC else {}


def _iat_details(header: Record | None, first: Record | None) -> IatDetails:
    foreign = None if first is None else first.number("foreign_amount")
    amount = None if foreign is None or foreign >= FOREIGN_AMOUNT_LIMIT else Decimal(foreign) / _CENTS
    kind = _field(first, "transaction_type") or None
    if header is None or header.layout.key != "iat_batch_header":
        return IatDetails(transaction_type=kind, foreign_amount=amount)
    country = header.text("destination_country").upper()
    return IatDetails(
        destination_country=country if is_country(country) else None,
        originating_currency=_currency(header.raw("originating_currency")),
        destination_currency=_currency(header.raw("destination_currency")),
        fx_indicator=header.text("fx_indicator") or None,
        fx_reference_indicator=header.text("fx_reference_indicator") or None,
        fx_reference=header.text("fx_reference") or None,
        transaction_type=kind,
        foreign_amount=amount,
    )


def _currency(text: str) -> str | None:
    return text.upper() if text.upper() in currencies() else None
