"""Where in a payment an IBAN may stand besides the field for IBANs: the boxes for other numbers, and all text."""

import re
from collections.abc import Iterator

from achguard.identifiers import iban_text
from achguard.identifiers.field_widths import ACCOUNT_COLUMNS, ROUTING_COLUMNS
from achguard.identifiers.iban import Iban
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

_has_digit = re.compile(_DIGIT).search
_is_odd = re.compile(r"[Ii][Bb][Aa][Nn]|[^ -~]").search  # labelled, or of signs that may be one or none
_SHORTEST = 15
"""Characters of the shortest IBAN, and of the narrowest field that cuts one off; a labelled one may be shorter."""

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
    # Most fields are empty, short or hold no digit, and every payment is asked.
    texts = [each for each in _texts(payment) if each[2]]
    if _is_odd(" ".join([text for _, _, text in texts])) is None:
        texts = [each for each in texts if len(each[2]) >= _SHORTEST]
    for at, part, text in texts:
        if _has_digit(text):
            for _, _, found in iban_text.find_in_text(text):
                yield at + part, found
    if payment.remittance:
        for line, found in iban_text.find_in_lines(payment.remittance):
            yield f"remittance[{line}]", found


def _texts(payment: Payment) -> tuple[tuple[str, str, str], ...]:
    """Give each text with the two parts of its path; nothing where there is none."""
    found = [("entry_description", "", payment.entry_description or "")]
    for at, party in parties(payment):
        address = party.address
        found += (
            (at, ".name", party.name or ""),
            (at, ".phone", party.phone or ""),
            (at, ".address.street", address.street or ""),
            (at, ".address.city", address.city or ""),
            (at, ".address.state", address.state or ""),
            (at, ".address.postal_code", address.postal_code or ""),
        )
        found += ((at, f".identifiers[{i}].value", number.value or "") for i, number in enumerate(party.identifiers))
    found += ((at, ".name", bank.name or "") for at, bank in banks(payment))
    return tuple(found)
