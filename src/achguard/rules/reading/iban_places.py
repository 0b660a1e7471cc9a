"""Where in a payment an IBAN may stand besides the field for IBANs: the boxes for other numbers, and all text."""

import re
from collections.abc import Iterator

from achguard.identifiers import iban_text
from achguard.identifiers.iban import Iban
from achguard.identifiers.iban_text import ACCOUNT_COLUMNS, ROUTING_COLUMNS
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, any_match
from achguard.rules.reading.places import ADDRESS_LINES, accounts, banks, parties

_DIGIT = r"[0-9]|[^\x00-\x7f]"
_LETTER = r"[A-Za-z]|[^\x00-\x7f]"
_COLUMNS = {"account_number": ACCOUNT_COLUMNS, "routing_number": ROUTING_COLUMNS, "bic": None}

IN_NUMBERS = any_match(_LETTER, *(f"*.account.{field}" for field in _COLUMNS), "*.account.bank.id", "correspondents.id")
"""Gate of the payments with an IBAN in the box for another number."""

IN_TEXTS = any_match(
    _DIGIT,
    "entry_description",
    "*.name",
    "*.phone",
    "*.identifiers.value",
    *(f"*.address.{field}" for field in ADDRESS_LINES),
    "*.account.bank.name",
    "correspondents.name",
    "remittance",
)
"""Gate of the payments with an IBAN inside text or a number of a party."""

_may_hold = re.compile(_DIGIT).search

ANYWHERE = AnyOf((IN_NUMBERS, IN_TEXTS))
"""Gate of the payments that may hold an IBAN in another field than the one for IBANs."""


def outside_their_field(payment: Payment, context: Context) -> tuple[tuple[str, Iban], ...]:
    """Give each IBAN that stands elsewhere than in the field for IBANs, with its path; looked for once a payment."""
    return context.once(payment, _outside_their_field)


def _outside_their_field(payment: Payment) -> tuple[tuple[str, Iban], ...]:
    return (*_in_numbers(payment), *_in_texts(payment))


def _in_numbers(payment: Payment) -> Iterator[tuple[str, Iban]]:
    """Yield each IBAN in the box for another number of an account or a bank, with its path."""
    for at, account in accounts(payment):
        for field, columns in _COLUMNS.items():
            value = getattr(account, field)
            if value and (found := iban_text.find(value, columns)):
                yield f"{at}.{field}", found
    for at, bank in banks(payment):
        if bank.id and (found := iban_text.find(bank.id)):
            yield f"{at}.id", found


def _in_texts(payment: Payment) -> Iterator[tuple[str, Iban]]:
    """Yield each IBAN inside text or a number of a party, with its path; one over two lines with that of the first."""
    for at, part, text in _texts(payment):
        # Most fields are empty or hold no digit, and every payment is asked.
        if text and _may_hold(text):
            for _, _, found in iban_text.find_in_text(text):
                yield at + part, found
    if payment.remittance:
        for line, found in iban_text.find_in_lines(payment.remittance):
            yield f"remittance[{line}]", found


def _texts(payment: Payment) -> Iterator[tuple[str, str, str | None]]:
    """Yield each text with the two parts of its path."""
    yield "entry_description", "", payment.entry_description
    for at, party in parties(payment):
        yield at, ".name", party.name
        yield at, ".phone", party.phone
        address = party.address
        yield at, ".address.street", address.street
        yield at, ".address.city", address.city
        yield at, ".address.state", address.state
        yield at, ".address.postal_code", address.postal_code
        for i, number in enumerate(party.identifiers):
            yield at, f".identifiers[{i}].value", number.value
    for at, bank in banks(payment):
        yield at, ".name", bank.name
