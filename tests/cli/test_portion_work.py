"""Portions come back in the order of the input, each once, by one process or several, and what is wrong comes last."""

import multiprocessing
import signal
from collections.abc import Iterator
from itertools import islice

import pytest

from achguard import ArrowGuard, Guard, InputError, Snapshot
from achguard.cli.formats import Format

pa = pytest.importorskip("pyarrow")

from achguard.cli.portion_work import Job, Worker, done_in_order  # noqa: E402  needs pyarrow
from achguard.columnar.portion_guard import Rows  # noqa: E402

GUARD = ArrowGuard(Guard("us-domestic", Snapshot.sample()))
JOB = Job(GUARD, "in.parquet", Format.JSONL, None)


def portions(many: int, rows: int = 2) -> Iterator[Rows]:
    """Yield portions of payments with ids of their own."""
    for number in range(many):
        cells = {
            "id": [f"{number}-{row}" for row in range(rows)],
            "amount": ["125.00"] * rows,
            "direction": ["debit"] * rows,
            "receiver.name": ["JANE Q PUBLIC", "MALIK TARENTOV ZORBAN"][:rows],
        }
        yield Rows(pa.RecordBatch.from_pydict(cells), number * rows)


def test_one_process_decides_them_as_they_come() -> None:
    """Nothing is read ahead, and each portion comes with what it came to."""
    read = []

    def reading() -> Iterator[Rows]:
        for portion in portions(3):
            read.append(portion.rows_before)
            yield portion

    found = [
        (portion.rows_before, written.tally.rows, [*read]) for portion, written in done_in_order(JOB, reading(), 1)
    ]
    assert found == [(0, 2, [0]), (2, 2, [0, 2]), (4, 2, [0, 2, 4])]


@pytest.mark.slow
def test_several_processes_give_what_one_gives() -> None:
    """In the order of the input, whoever was done first."""
    alone, together = (
        [
            (portion.rows_before, written.lines, written.tally)
            for portion, written in done_in_order(JOB, portions(9), many)
        ]
        for many in (1, 2)
    )
    assert together == alone
    assert [before for before, *_ in together] == [*range(0, 18, 2)]


@pytest.mark.slow
def test_no_more_is_read_than_is_soon_decided() -> None:
    """Two portions for each process wait, however many there are, so that memory does not grow with the input."""
    read = 0

    def reading() -> Iterator[Rows]:
        nonlocal read
        for portion in portions(50):
            read += 1
            yield portion

    working = done_in_order(JOB, reading(), 2)
    assert [portion.rows_before for portion, _ in islice(working, 3)] == [0, 2, 4]
    working.close()  # type: ignore[attr-defined]
    assert read == 2 * 2 + 2


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_trouble_comes_behind_what_was_read_before_it(workers: int) -> None:
    """What could be read is decided, and then it is said why no more could be."""

    def reading() -> Iterator[Rows]:
        yield from portions(3)
        raise InputError("in.parquet can't be read any further")

    found = []
    with pytest.raises(InputError, match="any further"):
        found.extend(portion.rows_before for portion, _ in done_in_order(JOB, reading(), workers))
    assert found == [0, 2, 4] or workers == 1


class _Deadly(Rows):
    """A portion that ends the process which takes it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return signal.raise_signal, (signal.SIGKILL,)


@pytest.mark.slow
def test_processes_that_die_each_time_end_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    """They are started three times, which is said, and then it is said what to try."""
    from achguard.errors import ConfigurationError

    deadly = _Deadly(next(portions(1)).batch, 0)
    with pytest.raises(
        ConfigurationError, match="end before they are done, perhaps for want of memory; try --workers 1"
    ):
        list(done_in_order(JOB, iter([deadly]), 2))
    assert capsys.readouterr().err.count("its rows are decided again") == 2


def test_a_process_that_may_start_none_decides_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of a pool of the standard library are daemons, which may have no processes of their own."""
    monkeypatch.setattr(multiprocessing.current_process(), "daemon", True)
    assert [portion.rows_before for portion, _ in done_in_order(JOB, portions(2), 2)] == [0, 2]


def test_a_worker_does_one_portion_after_the_other() -> None:
    """What it made of one leaves no trace in the next."""
    worker = Worker(JOB)
    first, second = portions(2)
    once = worker.done(first)
    worker.done(second)
    assert worker.done(first) == once
