"""Portions decided by several processes and handed back in the order of the input, none of them twice."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Final, Protocol, cast

from achguard.cli.failure import say
from achguard.cli.formats import Format
from achguard.cli.portion_writing import Written, recorded_of, writing_of, written_of
from achguard.errors import ConfigurationError
from achguard.model.payment import Payment
from achguard.records.record_key import RecordKey

if TYPE_CHECKING:  # needs pyarrow
    from achguard.columnar.arrow_guard import ArrowGuard
    from achguard.columnar.decided_rows import Reread
    from achguard.columnar.entry_portion_guard import EntriesFile
    from achguard.columnar.portion_guard import Piece, Rows
    from achguard.intake.portions import Portion
    from achguard.nacha.entry_portions import EntryPortion

    AnyPortion = Portion | Rows | EntryPortion

_AHEAD: Final = 2
"""Portions that are given to each process at a time, so that it need not wait for the next one."""
_STARTS_AT_MOST: Final = 3
"""How often processes are started for one run; those that die each time would die for ever."""


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
    """Yield each portion with what it came to, in order; with one worker in this process.

    No more portions are read than are soon decided. What a process was at when it died is decided again. Raises
    `ConfigurationError` where processes die again and again.
    """
    if workers == 1:
        worker = Worker(job)
        for portion in portions:
            yield portion, worker.done(portion)
        return
    pool = _Pool(job, workers)
    try:
        yield from _in_pool(pool, portions, workers * _AHEAD)
    finally:
        pool.end()


def _in_pool(pool: "_Pool", portions: "Iterable[AnyPortion]", ahead: int) -> "Iterator[tuple[AnyPortion, Written]]":
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
        portion, result = waiting[0]
        try:
            written = result.result()
        except BrokenProcessPool:
            pool.start_again()
            waiting = deque((each, pool.given(each)) for each, _ in waiting)
            continue
        waiting.popleft()
        yield portion, written
    if trouble is not None:
        raise trouble


class _Pool:
    """Processes that do a job, started anew where one of them died."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self._workers = workers
        self._starts = 0
        self._pool = self._started()

    def given(self, portion: "AnyPortion") -> "Future[Written]":
        try:
            return self._pool.submit(_done, portion)
        except BrokenProcessPool as error:  # known at the next result
            failed: Future[Written] = Future()
            failed.set_exception(error)
            return failed

    def start_again(self) -> None:
        self.end()
        if self._starts == _STARTS_AT_MOST:
            raise ConfigurationError(
                "processes that decide end before they are done, perhaps for want of memory; try --workers 1"
            )
        say("a process that decides was ended from outside; its rows are decided again")
        self._pool = self._started()

    def end(self) -> None:
        processes = [*(getattr(self._pool, "_processes", None) or {}).values()]
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()

    def _started(self) -> ProcessPoolExecutor:
        self._starts += 1
        # Not forked: a fork of a process with threads may hang.
        return ProcessPoolExecutor(self._workers, get_context("spawn"), _begin, (self._job,))


_working: list[Worker] = []
"""What a process that was started here works with; nothing in any other process."""


def _begin(job: Job) -> None:
    # Ctrl-C reaches every process of a terminal; the one that was started ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _working[:] = [Worker(job)]


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _done(portion: "AnyPortion") -> Written:
    return _working[0].done(portion)
