"""The account that a payment touches, and the bank that holds it."""

from enum import StrEnum

from pydantic import Field

from achguard.model.field_types import MaybeCountry, Name, Typed, TypedCode, TypedIban
from achguard.model.record import Record


class AccountType(StrEnum):
    """What kind of account the entry's transaction code names."""

    CHECKING = "checking"
    SAVINGS = "savings"
    LOAN = "loan"
    LEDGER = "ledger"


class Holding(StrEnum):
    """How the financial agency holds the money: as a deposit, or as another kind of monetary value."""

    DEPOSIT = "deposit"
    WALLET = "wallet"
    PREPAID = "prepaid"
    CARD = "card"
    OTHER = "other"


class Bank(Record):
    """The financial agency behind an account; its branch's country decides whether a payment is international."""

    name: Name | None = None
    """The bank's name."""
    branch_country: MaybeCountry = None
    """Country of the office that holds the account, ISO alpha-2; not where the bank is chartered."""
    id: TypedCode | None = None
    """The bank's number in the system that `id_qualifier` names."""
    id_qualifier: TypedCode | None = None
    """Nacha's qualifier: 01 national clearing system, 02 BIC, 03 IBAN."""


class Account(Record):
    """An account as its holder typed it: a strange number is still a valid account, rules judge it."""

    routing_number: TypedCode | None = None
    """What was entered as the routing number."""
    account_number: Typed | None = None
    """What was entered as the account number."""
    type: AccountType | None = None
    """Checking, savings, loan or general ledger."""
    holding: Holding = Holding.DEPOSIT
    """What the agency holds; deposits where nothing is said."""
    iban: TypedIban | None = None
    """What was entered as the IBAN, where a form asks for one."""
    bic: TypedCode | None = None
    """What was entered as the BIC (SWIFT code), where a form asks for one."""
    bank: Bank = Field(default_factory=Bank)
    """What is known of the bank itself."""
