"""Where in a payment an IBAN may stand besides the field for IBANs: the boxes for other numbers, and all text."""

from collections.abc import Iterator

from achguard.identifiers import iban
from achguard.identifiers.iban import ACCOUNT_COLUMNS, ROUTING_COLUMNS, Iban
from achguard.model.payment import Payment
from achguard.rules._gate import AnyOf, any_match
from achguard.rules._places import accounts, banks, parties

_DIGIT = r"[0-9]|[^\x00-\x7f]"
_LETTER = r"[A-Za-z]|[^\x00-\x7f]"
_COLUMNS = {"account_number": ACCOUNT_COLUMNS, "routing_number": ROUTING_COLUMNS, "bic": None}
_ADDRESS = ("street", "city", "state", "postal_code")

IN_NUMBERS = any_match(_LETTER, *(f"*.account.{field}" for field in _COLUMNS), "*.account.bank.id", "correspondents.id")
"""Gate of the payments in which `in_numbers` may find an IBAN."""

IN_TEXTS = any_match(
    _DIGIT,
    "entry_description",
    "*.name",
    "*.phone",
    "*.identifiers.value",
    *(f"*.address.{field}" for field in _ADDRESS),
    "*.account.bank.name",
    "correspondents.name",
    "remittance",
)
"""Gate of the payments in which `in_texts` may find an IBAN."""

ANYWHERE = AnyOf((IN_NUMBERS, IN_TEXTS))
"""Gate of the payments that may hold an IBAN in another field than the one for IBANs."""


def in_numbers(payment: Payment) -> Iterator[tuple[str, Iban]]:
    """Yield each IBAN in the box for another number of an account or a bank, with its path."""
    for at, account in accounts(payment):
        for field, columns in _COLUMNS.items():
            if found := iban.find(getattr(account, field), columns):
                yield f"{at}.{field}", found
    for at, bank in banks(payment):
        if found := iban.find(bank.id):
            yield f"{at}.id", found


def in_texts(payment: Payment) -> Iterator[tuple[str, Iban]]:
    """Yield each IBAN inside text or a number of a party, with its path; one over two lines with that of the first."""
    for at, text in _texts(payment):
        for _, _, found in iban.find_in_text(text):
            yield at, found
    for line, found in iban.find_in_lines(payment.remittance):
        yield f"remittance[{line}]", found


def _texts(payment: Payment) -> Iterator[tuple[str, str | None]]:
    yield "entry_description", payment.entry_description
    for at, party in parties(payment):
        yield f"{at}.name", party.name
        for field in _ADDRESS:
            yield f"{at}.address.{field}", getattr(party.address, field)
        yield f"{at}.phone", party.phone
        for i, number in enumerate(party.identifiers):
            yield f"{at}.identifiers[{i}].value", number.value
    for at, bank in banks(payment):
        yield f"{at}.name", bank.name
