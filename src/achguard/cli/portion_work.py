"""Portions decided by several processes and handed back in the order of the input, none of them twice."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, cast

from achguard.cli.failure import say
from achguard.cli.formats import Format
from achguard.cli.portion_writing import Written, recorded_of, writing_of, written_of
from achguard.errors import ConfigurationError
from achguard.model.payment import Payment
from achguard.records.record_key import RecordKey
from achguard.worker_processes import ProcessesDieError, WorkerProcesses, may_start_processes

if TYPE_CHECKING:  # needs pyarrow
    from concurrent.futures import Future

    from achguard.columnar.arrow_guard import ArrowGuard
    from achguard.columnar.decided_rows import Reread
    from achguard.columnar.entry_portion_guard import EntriesFile
    from achguard.columnar.portion_guard import Piece, Rows
    from achguard.intake.portions import Portion
    from achguard.nacha.entry_portions import EntryPortion

    AnyPortion = Portion | Rows | EntryPortion

_AHEAD: Final = 2
"""Portions that are given to each process at a time, so that it need not wait for the next one."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with each portion."""

    guard: "ArrowGuard"
    file: str
    """What the file is called in the output."""
    format: Format
    shown: frozenset[str] | None
    """The outcomes that are written; all where it is None."""
    basis_once: bool = False
    entries: "EntriesFile | None" = None
    """The Nacha file that the portions are of, where they are of one."""
    key: RecordKey | None = None
    """The key of the record that is kept, where one is."""
    unmask: bool = False
    """Whether a page shows values."""


class Worker:
    """Does a job."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._guard = _guard_of(job)

    def done(self, portion: "AnyPortion") -> Written:
        """Decide a portion, and write and count what is said of it."""
        job = self._job
        pieces = self._guard.decided(portion)
        if job.key is None:
            return self._written(portion, pieces)
        all_of_them = [*pieces]
        written = self._written(portion, all_of_them)
        written.recorded = [*recorded_of(all_of_them, self._guard.payments(portion), job.key)]
        return written

    def _written(self, portion: "AnyPortion", pieces: "Iterable[Piece]") -> Written:
        job = self._job
        writing = writing_of(
            job.file,
            job.format,
            job.shown,
            job.guard,
            partial(self._guard.reread, portion),
            basis_once=job.basis_once,
            unmask=job.unmask,
        )
        return written_of(pieces, job.file, writing)


class _Guards(Protocol):
    """Decides portions of one kind."""

    def decided(self, portion: "AnyPortion") -> "Iterable[Piece]":
        """Yield what is said of the rows of a portion."""
        ...

    def payments(self, portion: "AnyPortion") -> "Iterable[Payment | None]":
        """Yield its rows as payments."""
        ...

    def reread(self, portion: "AnyPortion", numbers: Sequence[int]) -> "Iterable[Reread]":
        """Yield some of its rows again."""
        ...


def _guard_of(job: Job) -> _Guards:
    """Give what decides the portions of a job, which are all of one kind."""
    names = job.format is Format.CSV
    parties = names or job.format is Format.HTML
    if job.entries is not None:
        from achguard.columnar.entry_portion_guard import EntryPortionGuard

        return cast(_Guards, EntryPortionGuard(job.guard, job.entries, parties=parties, names=names))
    from achguard.columnar.portion_guard import PortionGuard

    return cast(_Guards, PortionGuard(job.guard, parties=parties, names=names))


def done_in_order(job: Job, portions: "Iterable[AnyPortion]", workers: int) -> "Iterator[tuple[AnyPortion, Written]]":
    """Yield each portion with what it came to, in order; with one worker in this process, and where it may start none.

    No more portions are read than are soon decided. What a process was at when it died is decided again. Raises
    `ConfigurationError` where processes die again and again, or can't be started.
    """
    if workers == 1 or not may_start_processes():
        worker = Worker(job)
        for portion in portions:
            yield portion, worker.done(portion)
        return
    try:
        pool = WorkerProcesses(_begin, job, workers, on_death=_say_again)
        try:
            yield from _in_pool(pool, portions, workers * _AHEAD)
        finally:
            pool.end()
    except ProcessesDieError as error:
        raise ConfigurationError(f"processes that decide {error}; try --workers 1") from None


_Pool = WorkerProcesses[Job, "AnyPortion", Written]


def _in_pool(pool: _Pool, portions: "Iterable[AnyPortion]", ahead: int) -> "Iterator[tuple[AnyPortion, Written]]":
    waiting: deque[tuple[AnyPortion, Future[Written]]] = deque()
    left = iter(portions)
    trouble: Exception | None = None
    while True:
        while trouble is None and len(waiting) < ahead:
            try:
                portion = next(left)
            except StopIteration:
                break
            except Exception as error:  # noqa: BLE001  raised below, behind what was read before it
                trouble = error
                break
            waiting.append((portion, pool.given(portion)))
        if not waiting:
            break
        portion, result = waiting.popleft()
        yield portion, result.result()
    if trouble is not None:
        raise trouble


def _begin(job: Job) -> "Callable[[AnyPortion], Written]":
    return Worker(job).done


def _say_again() -> None:
    say("a process that decides was ended from outside; its rows are decided again")
