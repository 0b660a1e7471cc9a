"""Where in a payment a kind of value stands: the walks that several rules share."""

from collections.abc import Iterator
from typing import Final

from achguard.model.account import Account, Bank
from achguard.model.party import Party
from achguard.model.payment import Payment

MAX_REMITTANCE: Final = 1_000_000
"""Characters of a payment's remittance that are looked through for names, BICs and wallets, which bounds the time.

An entry of a Nacha file holds 800,000 at most, in 9,999 addenda of 80.
"""


def parties(payment: Payment) -> Iterator[tuple[str, Party]]:
    """Yield each party with its path."""
    yield "originator", payment.originator
    yield "receiver", payment.receiver


def accounts(payment: Payment) -> Iterator[tuple[str, Account]]:
    """Yield each account with its path, such as `receiver.account`."""
    if (originators := payment.originator.account) is not None:
        yield "originator.account", originators
    if (receivers := payment.receiver.account) is not None:
        yield "receiver.account", receivers


def banks(payment: Payment) -> Iterator[tuple[str, Bank]]:
    """Yield each bank of which anything is said, with its path: those of the accounts, then the correspondents."""
    for at, account in accounts(payment):
        if is_mentioned(account.bank):
            yield f"{at}.bank", account.bank
    for i, bank in enumerate(payment.correspondents):
        yield f"correspondents[{i}]", bank


def read_remittance(payment: Payment) -> tuple[tuple[str, ...], int | None]:
    """Give the lines of remittance that are looked through for words, and the place of the first one that is not."""
    left = MAX_REMITTANCE
    for i, line in enumerate(payment.remittance):
        left -= len(line)
        if left < 0:
            return payment.remittance[:i], i
    return payment.remittance, None


def is_mentioned(bank: Bank) -> bool:
    """Say whether anything is said of a bank."""
    return not (bank.name is None and bank.branch_country is None and bank.id is None and bank.id_qualifier is None)
