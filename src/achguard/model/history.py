"""Entries that came back before, as the app hands them in: what a bank already said of an account or a payor."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pydantic import Field

from achguard.model.field_types import IsoDate, Typed, TypedCode
from achguard.model.record import Record


class ReturnedEntry(Record):
    """An entry that was returned, or for which a notification of change came."""

    code: str = Field(pattern=r"^[RC][0-9]{2}$")
    """The return reason (R01 to R99) or change code (C01 to C99)."""
    routing_number: TypedCode | None = None
    """Routing number of the receiver's account."""
    account_number: Typed | None = None
    """Number of the receiver's account."""
    identifier: Typed | None = None
    """A tax id or other number of the receiver, to know the payor again under another account."""
    on: IsoDate = None
    """The day on which it came back."""


class History:
    """Earlier returns, to look up by account or by a party's number.

    Immutable. Letters and digits alone are compared, so blanks and dashes do not hide an account.
    """

    __slots__ = ("_by_account", "_by_identifier", "_entries")

    def __init__(self, entries: Iterable[ReturnedEntry] = ()) -> None:
        self._entries = tuple(entries)
        self._by_account: dict[tuple[str, str], list[ReturnedEntry]] = {}
        self._by_identifier: dict[str, list[ReturnedEntry]] = {}
        for entry in self._entries:
            if entry.routing_number and entry.account_number:
                key = (_bare(entry.routing_number), _bare(entry.account_number))
                self._by_account.setdefault(key, []).append(entry)
            if entry.identifier:
                self._by_identifier.setdefault(_bare(entry.identifier), []).append(entry)

    def __iter__(self) -> Iterator[ReturnedEntry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"History({len(self)} entries)"

    def of_account(self, routing_number: str | None, account_number: str | None) -> tuple[ReturnedEntry, ...]:
        """Give what came back for an account."""
        return tuple(self._by_account.get((_bare(routing_number), _bare(account_number)), ()))

    def of_identifier(self, value: str | None) -> tuple[ReturnedEntry, ...]:
        """Give what came back for a party with this number."""
        return tuple(self._by_identifier.get(_bare(value), ()))

    @property
    def digest(self) -> str:
        """SHA-256 over all entries in order, for a decision's basis."""
        return "sha256:" + sha256("\n".join(entry.model_dump_json() for entry in self._entries).encode()).hexdigest()


def _bare(text: str | None) -> str:
    return "".join(filter(str.isalnum, text or "")).upper()
