"""A guard whose decisions are on the disk before anybody has them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Literal, Protocol, Self, get_args

from achguard.errors import ConfigurationError
from achguard.model.masking import quoted
from achguard.model.payment import Payment
from achguard.records.decision_lines import Decided, recorded_line
from achguard.records.writer import RecordWriter

if TYPE_CHECKING:
    from achguard.records.notes import Note

Sync = Literal["decision", "batch"]
"""When a record is on the disk: after each decision, or after each batch of `decide_many`."""

BATCH: Final = 1000
"""Decisions that go to the disk together: at half a millisecond each the first one waits half a second."""


class Decides(Protocol):
    """What makes decisions: a `Guard`."""

    def decide(self, payment: Payment, *, language: str | None = None) -> Decided:
        """Decide one payment."""
        ...


class Recording:
    """A guard and a record: each decision is given when its line is on the disk, and not before.

    Made by `Guard.recording`, and closed by `with`. Safe to share between threads. Raises `RecordError` where the
    record can't be opened or written; the decision is then not given, and is not in the record.
    """

    def __init__(self, guard: Decides, folder: Path, *, sync: Sync = "decision", key: Path | None = None) -> None:
        if sync not in get_args(Sync):
            raise ConfigurationError(f'sync is "decision" or "batch", not {quoted(sync)!r}')
        self._guard = guard
        self._sync = sync
        self._writer = RecordWriter(folder, key=key)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the record go, for another process to write to it."""
        self._writer.close()

    def decide(self, payment: Payment, *, language: str | None = None) -> Decided:
        """Decide one payment, as `Guard.decide` does, and give the decision when it is on the disk."""
        decision = self._guard.decide(payment, language=language)
        self.take([(payment, decision)])
        return decision

    def decide_many(self, payments: Iterable[Payment]) -> Iterator[Decided]:
        """Decide payments in their order, as they come; with `sync="batch"` a thousand go to the disk together."""
        at_once = BATCH if self._sync == "batch" else 1
        payments = iter(payments)
        while batch := [*islice(payments, at_once)]:
            decisions = [*map(self._guard.decide, batch)]
            self.take(zip(batch, decisions, strict=True))
            yield from decisions

    def take(self, decided: Iterable[tuple[Payment | None, Decided]]) -> None:
        """Record decisions that were made elsewhere, each with its payment, and return when all are on the disk.

        An entry of a file that could not be read as a payment has None in its place.
        """
        key = self._writer.key
        self._writer.write(recorded_line(payment, decision, key) for payment, decision in decided)

    def note(self, note: "Note") -> None:
        """Record what a person did: blocked, rejected, let go, or corrected."""
        self._writer.write([(note.line(), None)])
