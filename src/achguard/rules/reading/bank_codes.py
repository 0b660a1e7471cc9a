"""The BICs and IBANs of a payment, wherever a field names a bank or an account."""

from collections.abc import Iterator

from achguard.identifiers import bic, iban
from achguard.identifiers.bic import Bic
from achguard.identifiers.iban import Iban
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.reading.iban_places import outside_their_field
from achguard.rules.reading.places import accounts, banks


def bics(payment: Payment) -> Iterator[tuple[str, Bic]]:
    """Yield each well-formed BIC with its path, also one typed into the box for a routing number."""
    for at, account in accounts(payment):
        yield from _bic(f"{at}.bic", account.bic)
        yield from _bic(f"{at}.routing_number", account.routing_number)
    for at, bank in banks(payment):
        yield from _bic(f"{at}.id", bank.id)


def ibans(payment: Payment, context: Context) -> Iterator[tuple[str, Iban]]:
    """Yield each IBAN with its path, malformed or not, also one in the box for another number or inside text."""
    for at, account in accounts(payment):
        meant = iban.parse(account.iban)
        # "CURRENT ACCOUNT" starts with Cuba's code: an IBAN has digits behind the country, one of them at least.
        if isinstance(meant, Iban) and any(map(str.isdigit, meant.text[2:4])):
            yield f"{at}.iban", meant
    yield from outside_their_field(payment, context)


def _bic(at: str, text: str | None) -> Iterator[tuple[str, Bic]]:
    code = bic.parse(text)
    if isinstance(code, Bic):
        yield at, code
