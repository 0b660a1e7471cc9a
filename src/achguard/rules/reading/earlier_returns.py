"""What came back earlier for the accounts and the parties of a payment: the look-up that several rules share."""

from collections.abc import Iterable, Iterator

from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.rules.reading.places import accounts, parties

EARLIER_ENTRY, THIS_ENTRY = "An earlier entry", "This entry"
"""Which entry came back, as a rule's sentence begins."""


def earlier_returns(payment: Payment, history: History | None) -> Iterator[tuple[str, Iterable[ReturnedEntry]]]:
    """Yield what came back for each account and each party's number; one without letters and digits is nobody's."""
    if history is None:
        return
    for at, account in accounts(payment):
        if says_something(account.routing_number) and says_something(account.account_number):
            yield f"{at}.account_number", history.of_account(account.routing_number, account.account_number)
    for at, party in parties(payment):
        for i, identifier in enumerate(party.identifiers):
            if says_something(identifier.value):
                yield f"{at}.identifiers[{i}].value", history.of_identifier(identifier.value)


def says_something(text: str | None) -> bool:
    """Say whether there is a letter or a digit, without which a number is nobody's."""
    return any(map(str.isalnum, text or ""))
