"""Entries that came back before, as the app hands them in: what a bank already said of an account or a payor."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b, sha256
from secrets import token_bytes
from typing import NamedTuple

from pydantic import Field

from achguard.model.account import Account, AccountType
from achguard.model.field_types import IsoDate, Name, ReturnCode, Typed, TypedCode
from achguard.model.record import Record


class Correction(Record):
    """What a notification of change gives in place of what an entry had; what it does not change is left out."""

    routing_number: TypedCode | None = None
    """The routing number to use."""
    account_number: Typed | None = None
    """The account number to use."""
    transaction_code: str | None = Field(default=None, pattern=r"^[0-9]{2}$")
    """The transaction code to use, such as 32 in place of 22."""
    account_type: AccountType | None = None
    """The kind of account that the transaction code is for."""
    identifier: Typed | None = None
    """The receiver's number to use."""
    name: Name | None = None
    """The receiver's name to use."""
    bank_id: TypedCode | None = None
    """The number of the receiving bank abroad to use (C08)."""


class ReturnedEntry(Record):
    """An entry that was returned, or for which a notification of change came."""

    code: ReturnCode
    """The return reason (R01 to R99) or change code (C01 to C99)."""
    routing_number: TypedCode | None = None
    """Routing number of the receiver's account."""
    account_number: Typed | None = None
    """Number of the receiver's account."""
    identifier: Typed | None = None
    """A tax id or other number of the receiver, to know the payor again under another account."""
    on: IsoDate = None
    """The day on which it came back."""
    correction: Correction | None = None
    """What a notification of change corrects."""


_COMPARED = ("routing_number", "account_number", "account_type", "identifier", "name", "bank_id")


class Outdated(NamedTuple):
    """A notification of change that a payment does not follow."""

    code: str
    """The change code."""
    field: str
    """The field of the account, or `identifier`, `name` or `bank_id`, in which the payment still has the old value."""
    on: dt.date | None
    """The day on which the notification came."""


_Places = dict[bytes, tuple[int, ...]]
_New = dict[int, dict[str, bytes]]
_KEY_BYTES = 16  # 128 bits: no two numbers of any history meet


class History:
    """Earlier returns, to look up by account or by a party's number.

    Immutable. Letters and digits alone are compared, so blanks and dashes do not hide an account. Picklable without its
    numbers: what travels is the code and the day of each entry under keyed digests of its numbers, with the key. That
    keeps them out of sight, not from somebody who has the pickle and tries every number.
    """

    __slots__ = ("_by_account", "_by_identifier", "_digest", "_entries", "_key", "_new")

    def __init__(self, entries: Iterable[ReturnedEntry] = ()) -> None:
        self._entries = tuple(entries)
        self._key = token_bytes(_KEY_BYTES)
        written = "\n".join(map(_written, self._entries))
        self._digest = "sha256:" + sha256(written.encode()).hexdigest()
        self._by_account: dict[bytes, tuple[int, ...]] = {}
        self._by_identifier: dict[bytes, tuple[int, ...]] = {}
        for place, entry in enumerate(self._entries):
            if entry.routing_number and entry.account_number:
                key = self._hidden(entry.routing_number, entry.account_number)
                self._by_account[key] = (*self._by_account.get(key, ()), place)
            if entry.identifier:
                key = self._hidden(entry.identifier)
                self._by_identifier[key] = (*self._by_identifier.get(key, ()), place)
        self._new = {
            place: {name: self._hidden_exactly(value) for name, value in _corrected(entry.correction)}
            for place, entry in enumerate(self._entries)
            if entry.correction is not None
        }

    def __iter__(self) -> Iterator[ReturnedEntry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"History({len(self)} entries)"

    def __getstate__(self) -> tuple[object, ...]:
        """Give what travels: the entries without their numbers, and where each stands under which digests."""
        entries = tuple(ReturnedEntry(code=entry.code, on=entry.on) for entry in self._entries)
        return self._key, self._digest, entries, self._by_account, self._by_identifier, self._new

    def __setstate__(self, state: tuple[bytes, str, tuple[ReturnedEntry, ...], _Places, _Places, _New]) -> None:
        self._key, self._digest, self._entries, self._by_account, self._by_identifier, self._new = state

    def of_account(self, routing_number: str | None, account_number: str | None) -> tuple[ReturnedEntry, ...]:
        """Give what came back for an account."""
        return self._at(self._by_account, routing_number, account_number)

    def of_identifier(self, value: str | None) -> tuple[ReturnedEntry, ...]:
        """Give what came back for a party with this number."""
        return self._at(self._by_identifier, value)

    def outdated_account(self, account: Account, name: str | None = None) -> Iterator[Outdated]:
        """Yield each notification of change that corrects an account and that the account does not follow, by field.

        `name` is that of the account's holder; a name is compared where there is one.
        A value is followed where it is written as the notification gives it: a C01 may ask for no more than to leave
        out a dash.
        """
        given = {
            "routing_number": account.routing_number,
            "account_number": account.account_number,
            "account_type": None if account.type is None else account.type.value,
            "bank_id": account.bank.id,
            "name": " ".join((name or "").split()) or None,
        }
        places = self._places(self._by_account, account.routing_number, account.account_number)
        return self._outdated(places, given)

    def outdated_identifier(self, value: str) -> Iterator[Outdated]:
        """Yield each notification of change that corrects a party's number."""
        return self._outdated(self._places(self._by_identifier, value), {"identifier": value})

    def _outdated(self, places: tuple[int, ...], given: Mapping[str, str | None]) -> Iterator[Outdated]:
        for place in places:
            for name, new in self._new.get(place, {}).items():
                value = given.get(name)
                if value is not None and self._hidden_exactly(value) != new:
                    yield Outdated(self._entries[place].code, name, self._entries[place].on)

    @property
    def digest(self) -> str:
        """SHA-256 over all entries in order, for a decision's basis."""
        return self._digest

    def _at(self, places: _Places, *numbers: str | None) -> tuple[ReturnedEntry, ...]:
        return tuple(self._entries[place] for place in self._places(places, *numbers))

    def _places(self, places: _Places, *numbers: str | None) -> tuple[int, ...]:
        return places.get(self._hidden(*numbers), ())

    def _hidden(self, *numbers: str | None) -> bytes:
        written = "\0".join(map(_bare, numbers)).encode(errors="surrogatepass")
        return blake2b(written, key=self._key, digest_size=_KEY_BYTES).digest()

    def _hidden_exactly(self, value: str) -> bytes:
        written = value.strip().upper().encode(errors="surrogatepass")
        return blake2b(written, key=self._key, digest_size=_KEY_BYTES).digest()


def _written(entry: ReturnedEntry) -> str:
    """Write an entry for the digest; one that corrects nothing as before there were corrections."""
    return entry.model_dump_json(exclude=None if entry.correction is not None else {"correction"})


def _corrected(correction: Correction | None) -> Iterator[tuple[str, str]]:
    """Yield what an account or a party's number can be compared with."""
    for name in _COMPARED:
        value = getattr(correction, name)
        if value is not None:
            yield name, " ".join(value.split()) if name == "name" else str(value)


def _bare(text: str | None) -> str:
    return "".join(filter(str.isalnum, text or "")).upper()
