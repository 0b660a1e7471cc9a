"""Portions of a Nacha file decided, each apart from the others, in whatever process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from achguard.columnar.decided_rows import DecidedRows, Reread, Said, distinct
from achguard.columnar.nacha_entries import AlikeEntries, Entries
from achguard.errors import InputError
from achguard.intake.row import shown_party
from achguard.model.payment import Payment
from achguard.nacha.bytes.lines import LineReader
from achguard.nacha.bytes.source import open_source
from achguard.nacha.entry import Entry
from achguard.nacha.entry_portions import EntryPortion, KnownEntries

if TYPE_CHECKING:  # needs pyarrow
    from achguard.columnar.arrow_guard import ArrowGuard
    from achguard.columnar.portion_guard import Piece


@dataclass(frozen=True, slots=True)
class EntriesFile:
    """A Nacha file on the disk, which each process opens for itself."""

    path: str
    state: tuple[int, ...]
    """What tells that it is still the file that was looked at."""

    @classmethod
    def of(cls, path: str) -> Self:
        """Note a file as it is; raises `InputError` where it can't be looked at."""
        return cls(path, _state_of(path))

    def lines(self) -> LineReader:
        """Open it; raises `InputError` where that can't be done, and where it is another one than was looked at."""
        data, name = open_source(self.path)
        if _state_of(self.path) != self.state:
            raise InputError(f"{name} was changed while it was read; leave it as it is during a run")
        return LineReader(data)


def _state_of(path: str) -> tuple[int, ...]:
    try:
        found = Path(path).stat()
    except OSError as error:
        reason = (error.strerror or "it is no file").lower()
        raise InputError(f"{Path(path).name} can't be read: {reason}") from None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class EntryPortionGuard:
    """Decides portions of one Nacha file with a guard, each entry as it is decided alone.

    `parties` has it say whose the entries are, without `names` the amounts alone.
    """

    def __init__(self, guard: "ArrowGuard", file: EntriesFile, *, parties: bool = False, names: bool = True) -> None:
        self._guard = guard
        self._file = file
        self._parties = parties
        self._names = names
        self._lines: LineReader | None = None
        self._alike: AlikeEntries | None = None

    def decided(self, portion: EntryPortion) -> "Iterator[Piece]":
        """Yield what is said of the entries of a portion, in their order; raises `InputError` for another file."""
        if self._alike is None:
            self._alike = AlikeEntries(self._guard.guard)
        entries = self._entries(portion)
        said: list[Said] = []
        ids: list[str | None] = []
        unread: list[int] = []
        for _, decision, was_read in self._alike.decided(entries):
            if not was_read:
                unread.append(len(said))
            said.append(decision)
            ids.append(decision.payment_id)
        which, each_once = distinct(said)
        not_read = frozenset(which[unread].tolist())
        rows = DecidedRows(portion.rows_before + 1, each_once, which, ids, in_entries=True, unread=not_read)
        whose = parties_of if self._names else _amounts_of
        yield rows, [*whose(entries)] if self._parties else []

    def payments(self, portion: EntryPortion) -> Iterator[Payment | None]:
        """Yield the entries of a portion as payments, in their order; None for one that can't be read as one."""
        return payments_of(self._entries(portion))

    def reread(self, portion: EntryPortion, numbers: Sequence[int]) -> Iterator[Reread]:
        """Yield some entries of a portion, of ascending numbers, read again, each with its line."""
        places = [number - portion.rows_before - 1 for number in numbers]
        return (Reread(entry.payment, entry.line) for entry in _some(self._entries(portion), places))

    def _entries(self, portion: EntryPortion) -> KnownEntries:
        if self._lines is None:
            self._lines = self._file.lines()
        return portion.entries(self._lines)


def parties_of(entries: Entries) -> Iterator[tuple[str, str]]:
    """Yield the receiver's name and the amount of each entry, as they are shown; nothing of one that is no payment."""
    for payment in payments_of(entries):
        yield ("", "") if payment is None else shown_party(payment.receiver.name, payment.amount)


def _amounts_of(entries: Entries) -> Iterator[tuple[str, str]]:
    """Yield the amount of each entry in the place where `parties_of` has it, read from columns where it can be."""
    for item in entries.entry_runs():
        if isinstance(item, Entry):
            payment = item.payment
            yield ("", "") if payment is None else shown_party("", payment.amount)
            continue
        for cents in item.proof.amounts[item.first : item.last].tolist():
            yield "", f"{cents // 100}.{cents % 100:02}"


def _some(entries: Entries, places: Sequence[int]) -> Iterator[Entry]:
    """Yield entries by their places among all of them, from 0 and ascending."""
    wanted, passed = iter(places), 0
    place = next(wanted, None)
    for item in entries.entry_runs():
        if place is None:
            return
        first = passed
        passed += 1 if isinstance(item, Entry) else len(item)
        while place is not None and place < passed:
            yield item if isinstance(item, Entry) else entries.entry_of(item.entry(item.first + place - first))
            place = next(wanted, None)


def payments_of(entries: Entries) -> Iterator[Payment | None]:
    """Yield each entry as a payment; None for one that can't be read as one."""
    for item in entries.entry_runs():
        read = [item] if isinstance(item, Entry) else map(entries.entry_of, item.reads())
        for entry in read:
            yield entry.payment
