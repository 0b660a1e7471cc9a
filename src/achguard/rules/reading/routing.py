"""The routing numbers of a payment as their rules read them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from achguard.identifiers.routing_number import RoutingNumber
from achguard.model.account import Account
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.reading.foreign_forms import is_blank
from achguard.rules.reading.payment_reading import reading

if TYPE_CHECKING:
    from achguard.directory import DirectoryEntry, RoutingDirectory

NO_DIRECTORY = "no routing directory loaded"
"""Why a rule on the directory could not look."""
NO_NUMBER = "no routing number given"
"""Why a rule on routing numbers could not look."""


def well_formed_numbers(payment: Payment, context: Context) -> Iterator[tuple[str, RoutingNumber]]:
    """Yield each account's routing number of nine digits with a right check digit and a known prefix, with its path."""
    for each in reading(payment, context).accounts:
        if isinstance(each.routing, RoutingNumber):
            yield f"{each.at}.routing_number", each.routing


def directory_entries(
    payment: Payment, context: Context, directory: "RoutingDirectory"
) -> Iterator[tuple[str, "DirectoryEntry"]]:
    """Yield the directory's entry of each well-formed routing number that it lists, with the number's path."""
    for each in reading(payment, context).accounts:
        entry = each.entry(directory)
        if entry is not None:
            yield f"{each.at}.routing_number", entry


def names_no_bank(account: Account) -> bool:
    """Say whether an account has neither a routing number nor anything else that names its bank by number."""
    return all(map(is_blank, (account.routing_number, account.iban, account.bic, account.bank.id)))
