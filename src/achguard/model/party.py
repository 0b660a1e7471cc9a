"""An originator or receiver: who they are, where they are, and the account they use."""

from enum import StrEnum

from pydantic import Field

from achguard.model.account import Account
from achguard.model.field_types import BirthDate, MaybeCountry, Name, Text, Typed
from achguard.model.record import Record


class PartyKind(StrEnum):
    """A natural person, or anything else that can hold an account."""

    INDIVIDUAL = "individual"
    ORGANIZATION = "organization"


class IdentifierType(StrEnum):
    """What kind of number identifies a party."""

    SSN = "ssn"
    EIN = "ein"
    ITIN = "itin"
    TAX_ID = "tax_id"
    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    REGISTRATION = "registration"
    LEI = "lei"
    IMO = "imo"
    WALLET = "wallet"
    OTHER = "other"


class Identifier(Record):
    """A number that identifies a party, matched on its letters and digits alone."""

    type: IdentifierType = IdentifierType.OTHER
    """What kind of number it is; `tax_id` and `other` are compared with every kind, but for a short number of digits
    alone."""
    value: Typed
    """The number as written."""
    country: MaybeCountry = None
    """The country that issued it."""


class Address(Record):
    """Where a party lives or has its office."""

    street: Text | None = None
    """Street and number."""
    city: Text | None = None
    """City or town."""
    state: Text | None = None
    """State, province or region."""
    postal_code: Text | None = None
    """ZIP or postal code."""
    country: MaybeCountry = None
    """The country, ISO alpha-2; blank where the form did not ask."""


class Party(Record):
    """The originator or the receiver of an entry."""

    name: Name
    """The party's name as the entry carries it; an empty name can't be screened and leads to a hold."""
    kind: PartyKind | None = None
    """Individual or organization; a wrong one never hides a hit."""
    address: Address = Field(default_factory=Address)
    """Where the party is."""
    date_of_birth: BirthDate = None
    """An individual's date of birth, used to tell two people of one name apart."""
    phone: Typed | None = None
    """A telephone number with its country code."""
    ip_country: MaybeCountry = None
    """The country of the network address from which the party ordered the payment."""
    identifiers: tuple[Identifier, ...] = Field(default=(), max_length=50)
    """Tax ids, passports and other numbers, at most 50."""
    account: Account | None = None
    """The account that the entry credits or debits, where this party's is known."""
