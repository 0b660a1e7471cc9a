"""Where in a payment a kind of value stands: the walks that several rules share."""

import re
from collections.abc import Iterator
from typing import Final

from achguard.model.account import Account, Bank
from achguard.model.party import Party
from achguard.model.payment import Payment

MAX_REMITTANCE: Final = 1_000_000
"""Characters of a payment's remittance that are looked through for names, BICs and wallets, which bounds the time.

An entry of a Nacha file holds 800,000 at most, in 9,999 addenda of 80.
"""


ADDRESS_LINES: Final = ("street", "city", "state", "postal_code")
"""Fields of an address that are text."""

_A_WORD = re.compile(r"[^\W\d_]{3}|[^\x00-\x7f]").search
"""A word of three letters or more, of which a listed name in text has one: a state's code and a ZIP code have none."""
_TWO_WORDS = re.compile(r"[^\W\d_]{2}.*[\W\d_][^\W\d_]{2}", re.DOTALL).search


def parties(payment: Payment) -> Iterator[tuple[str, Party]]:
    """Yield each party with its path."""
    yield "originator", payment.originator
    yield "receiver", payment.receiver
    for i, party in enumerate(payment.other_parties):
        yield f"other_parties[{i}]", party


def accounts(payment: Payment) -> Iterator[tuple[str, Account]]:
    """Yield each account with its path, such as `receiver.account`."""
    if (originators := payment.originator.account) is not None:
        yield "originator.account", originators
    if (receivers := payment.receiver.account) is not None:
        yield "receiver.account", receivers
    for i, party in enumerate(payment.other_parties):
        if party.account is not None:
            yield f"other_parties[{i}].account", party.account


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


def texts_of_fields(payment: Payment) -> Iterator[tuple[str, str]]:
    """Yield each text that may hold a name besides the fields for names, with its path.

    Those are the entry description, the lines of an address, and a phone or a number with at least two words.
    """
    if payment.entry_description:
        yield "entry_description", payment.entry_description
    for at, party in parties(payment):
        address = party.address
        for part in ADDRESS_LINES:
            text = getattr(address, part)
            if text and _A_WORD(text):
                yield f"{at}.address.{part}", text
        if party.phone and _TWO_WORDS(party.phone):
            yield f"{at}.phone", party.phone
        for i, number in enumerate(party.identifiers):
            if number.value and _TWO_WORDS(number.value):
                yield f"{at}.identifiers[{i}].value", number.value


def is_mentioned(bank: Bank) -> bool:
    """Say whether anything is said of a bank."""
    return not (bank.name is None and bank.branch_country is None and bank.id is None and bank.id_qualifier is None)
