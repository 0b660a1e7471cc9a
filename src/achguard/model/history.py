"""Entries that came back before, as the app hands them in: what a bank already said of an account or a payor."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b, sha256
from secrets import token_bytes

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


_Places = dict[bytes, tuple[int, ...]]
_KEY_BYTES = 16  # 128 bits: no two numbers of any history meet


class History:
    """Earlier returns, to look up by account or by a party's number.

    Immutable. Letters and digits alone are compared, so blanks and dashes do not hide an account. Picklable without its
    numbers: what travels is the code and the day of each entry under keyed digests of its numbers, with the key. That
    keeps them out of sight, not from somebody who has the pickle and tries every number.
    """

    __slots__ = ("_by_account", "_by_identifier", "_digest", "_entries", "_key")

    def __init__(self, entries: Iterable[ReturnedEntry] = ()) -> None:
        self._entries = tuple(entries)
        self._key = token_bytes(_KEY_BYTES)
        written = "\n".join(entry.model_dump_json() for entry in self._entries)
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

    def __iter__(self) -> Iterator[ReturnedEntry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"History({len(self)} entries)"

    def __getstate__(self) -> tuple[object, ...]:
        """Give what travels: the entries without their numbers, and where each stands under which digests."""
        entries = tuple(ReturnedEntry(code=entry.code, on=entry.on) for entry in self._entries)
        return self._key, self._digest, entries, self._by_account, self._by_identifier

    def __setstate__(self, state: tuple[bytes, str, tuple[ReturnedEntry, ...], _Places, _Places]) -> None:
        self._key, self._digest, self._entries, self._by_account, self._by_identifier = state

    def of_account(self, routing_number: str | None, account_number: str | None) -> tuple[ReturnedEntry, ...]:
        """Give what came back for an account."""
        return self._at(self._by_account, routing_number, account_number)

    def of_identifier(self, value: str | None) -> tuple[ReturnedEntry, ...]:
        """Give what came back for a party with this number."""
        return self._at(self._by_identifier, value)

    @property
    def digest(self) -> str:
        """SHA-256 over all entries in order, for a decision's basis."""
        return self._digest

    def _at(self, places: _Places, *numbers: str | None) -> tuple[ReturnedEntry, ...]:
        return tuple(self._entries[place] for place in places.get(self._hidden(*numbers), ()))

    def _hidden(self, *numbers: str | None) -> bytes:
        written = "\0".join(map(_bare, numbers)).encode(errors="surrogatepass")
        return blake2b(written, key=self._key, digest_size=_KEY_BYTES).digest()


def _bare(text: str | None) -> str:
    return "".join(filter(str.isalnum, text or "")).upper()
