"""Where in a payment a kind of value stands: the walks that several rules share."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
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

ACCOUNT_BOXES: Final = ("routing_number", "account_number", "iban", "bic")
BANK_BOXES: Final = ("id", "id_qualifier")
IAT_BOXES: Final = ("fx_indicator", "fx_reference_indicator", "fx_reference", "transaction_type")
"""Fields of an account, a bank and an IAT that are meant for a number or a code, and may hold any text."""

BOXES: Final = (
    *(f"*.account.{box}" for box in ACCOUNT_BOXES),
    *(f"*.account.bank.{box}" for box in BANK_BOXES),
    *(f"correspondents.{box}" for box in BANK_BOXES),
    *(f"iat.{box}" for box in IAT_BOXES),
)
"""Their paths, for a gate."""
LINES_OF_TEXT: Final = (
    *("entry_description", "tax_type", "certification.version", "certification.by"),
    *(f"*.address.{part}" for part in ADDRESS_LINES),
)
"""Paths of the entry description, the tax type, a certification and the lines of an address, for a gate."""
NUMBERS_OF_PARTIES: Final = ("*.phone", "*.identifiers.value")
"""Paths of a party's telephone and other numbers, for a gate."""
NAMES: Final = ("*.name", "*.account.bank.name", "correspondents.name")
"""Paths of the names of parties and banks, for a gate."""

_ACCOUNT: Final = {box: f".{box}" for box in ACCOUNT_BOXES}
_ADDRESS: Final = {line: f".address.{line}" for line in ADDRESS_LINES}
_A_WORD = re.compile(r"[^\W\d_]{3}|[^\x00-\x7f]").search
"""A word of three letters or more, of which a listed name in text has one: a state's code and a ZIP code have none."""
_FIRST_WORD = re.compile(r"[^\W\d_]{2}").search
_FURTHER_WORD = re.compile(r"[\W\d_][^\W\d_]{2}").search


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


class Kind(Enum):
    """What a field that holds text is for."""

    NAME = "name"
    LINE = "line"
    """The entry description, the tax type, a certification, and the lines of an address."""
    NUMBER = "number"
    """A party's telephone, and other numbers of its own."""
    BOX = "box"
    """A number or a code of an account, a bank or an IAT."""


Written = tuple[str, str, str, Kind]
"""A text that somebody wrote into a payment: the two parts of its path, the text, and what the field is for."""


def written(payment: Payment) -> list[Written]:
    """Give each text of a payment besides its remittance and its id."""
    # Every payment is asked, so it is built of plain tuples, and in one go.
    found: list[Written] = [
        ("entry_description", "", payment.entry_description or "", Kind.LINE),
        ("tax_type", "", payment.tax_type or "", Kind.LINE),
    ]
    if (agreed := payment.certification) is not None:
        found += [
            ("certification", ".version", agreed.version, Kind.LINE),
            ("certification", ".by", agreed.by or "", Kind.LINE),
        ]
    for at, party in parties(payment):
        found.append((at, ".name", party.name, Kind.NAME))
        found.append((at, ".phone", party.phone or "", Kind.NUMBER))
        found += [(at, path, getattr(party.address, line) or "", Kind.LINE) for line, path in _ADDRESS.items()]
        if party.identifiers:
            found += [
                (at, f".identifiers[{i}].value", each.value, Kind.NUMBER) for i, each in enumerate(party.identifiers)
            ]
    for at, account in accounts(payment):
        found += [(at, path, getattr(account, box) or "", Kind.BOX) for box, path in _ACCOUNT.items()]
    for at, bank in banks(payment):
        found.append((at, ".name", bank.name or "", Kind.NAME))
        found += [(at, f".{box}", getattr(bank, box) or "", Kind.BOX) for box in BANK_BOXES]
    if payment.iat is not None:
        found += [("iat", f".{box}", getattr(payment.iat, box) or "", Kind.BOX) for box in IAT_BOXES]
    return [each for each in found if each[2]]


def texts_of_fields(texts: Iterable[Written]) -> Iterator[tuple[str, str]]:
    """Yield each text that may hold a name besides the fields for names, with its path.

    Those are the entry description, the tax type, a certification, the lines of an address, and a box for a number with
    at least two words in it.
    """
    for at, field, text, kind in texts:
        if kind is Kind.LINE:
            if _A_WORD(text):
                yield at + field, text
        elif kind is not Kind.NAME and not text.isdigit() and _has_two_words(text):
            yield at + field, text


def _has_two_words(text: str) -> bool:
    """Say whether a text has two words of two letters or more."""
    # One expression for both takes time by the square of a text's length: it tries each letter as the first word.
    first = _FIRST_WORD(text)
    return first is not None and _FURTHER_WORD(text, first.end()) is not None


def is_mentioned(bank: Bank) -> bool:
    """Say whether anything is said of a bank."""
    return not (bank.name is None and bank.branch_country is None and bank.id is None and bank.id_qualifier is None)
