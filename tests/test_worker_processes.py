"""Processes that work for another one may be killed at any moment: what they were at is done again, and nothing waits.

Twins compared: the pools of `achguard.cli.portion_work` and `achguard.sanctions.processes` are both made of these.
"""

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from pathlib import Path

import pytest

from achguard.worker_processes import ProcessesDieError, WorkerProcesses
from doubling_worker import Order, doubling, refusing

needs_proc = pytest.mark.skipif(not Path("/proc").is_dir(), reason="the pipe is found in /proc")
SECONDS = 60
"""How long anything here may take on a loaded machine; a pool that waits for ever is what it is about."""


UNSENDABLE = Order(1, weight=memoryview(b""))  # type: ignore[arg-type]


@contextmanager
def processes(
    many: int = 2, begin: Callable[[str], Callable[[Order], int]] = doubling
) -> Iterator[tuple[WorkerProcesses[str, Order, int], list[int]]]:
    """Give processes that double, and a list that grows by one for each that dies."""
    deaths: list[int] = []
    pool = WorkerProcesses(begin, "no lists", many, on_death=lambda: deaths.append(1))
    try:
        yield pool, deaths
    finally:
        pool.end()


def test_each_task_has_its_own_result() -> None:
    """Whoever did it, and in whatever order."""
    with processes() as (pool, deaths):
        given = [pool.given(Order(number)) for number in range(50)]
        assert [each.result(SECONDS) for each in given] == [number * 2 for number in range(50)]
        assert deaths == []


@pytest.mark.parametrize("how", ["die", pytest.param("die writing", marks=needs_proc)])
def test_a_task_that_a_process_died_of_is_done_again(how: str, tmp_path: Path) -> None:
    """Also where it dies in the middle of a message: the others go on, and no result is lost or doubled."""
    with processes() as (pool, deaths):
        given = [
            pool.given(Order(number, how, tmp_path / str(number)) if number in {0, 7, 19} else Order(number))
            for number in range(20)
        ]
        assert [each.result(SECONDS) for each in given] == [number * 2 for number in range(20)]
        assert len(deaths) == 3


def test_a_process_that_dies_while_a_large_task_is_on_its_way_is_replaced(tmp_path: Path) -> None:
    """What is handed over need not fit into a pipe; it is sent again whole."""
    with processes(1) as (pool, deaths):
        first = pool.given(Order(1, "die", tmp_path / "died", weight=b"x" * 5_000_000))
        second = pool.given(Order(2, weight=b"x" * 5_000_000))
        assert (first.result(SECONDS), second.result(SECONDS), len(deaths)) == (2, 4, 1)


def test_a_task_that_every_process_dies_of_is_given_up_and_the_others_are_done() -> None:
    """Three processes die of it, of which the last one is not told: no other takes its place for this task."""
    with processes() as (pool, deaths):
        deadly, *others = (pool.given(Order(number, "die" if number == 0 else "well")) for number in range(10))
        with pytest.raises(ProcessesDieError):
            deadly.result(SECONDS)
        assert [each.result(SECONDS) for each in others] == [number * 2 for number in range(1, 10)]
        assert len(deaths) == 2


@pytest.mark.parametrize(
    ("how", "error"), [("fail", LookupError), ("lack a file", FileNotFoundError), ("end early", EOFError)]
)
def test_what_a_task_raises_is_raised_where_its_result_is_asked_for(how: str, error: type[Exception]) -> None:
    """The process lives, and does the next one; also where a broken pipe raises the same."""
    with processes(1) as (pool, deaths):
        failed, next_one = pool.given(Order(1, how)), pool.given(Order(2))
        with pytest.raises(error, match="13"):
            failed.result(SECONDS)
        assert (next_one.result(SECONDS), deaths) == (4, [])


def test_what_the_beginning_raises_each_task_raises() -> None:
    """As lists that cannot be opened do."""
    with processes(begin=refusing) as (pool, deaths):
        for each in [pool.given(Order(1)), pool.given(Order(2)), pool.given(Order(3))]:
            with pytest.raises(LookupError, match="no lists"):
                each.result(SECONDS)
        assert deaths == []


def test_what_cannot_be_handed_over_is_told() -> None:
    """A task or a result that has no pickle is the caller's mistake; the next one is done."""
    with processes(1) as (pool, deaths):
        never, nor_back, next_one = pool.given(UNSENDABLE), pool.given(Order(1, "give a lock")), pool.given(Order(2))
        for each in (never, nor_back):
            with pytest.raises(TypeError, match="pickle"):
                each.result(SECONDS)
        assert (next_one.result(SECONDS), deaths) == (4, [])


def test_an_end_does_not_wait_for_what_is_being_done() -> None:
    """The processes are gone at once, and none takes their place."""
    before = {*multiprocessing.active_children()}
    with processes() as (pool, deaths):
        pool.given(Order(1)).result(SECONDS)
        slow = pool.given(Order(1, "dawdle"))
        assert not wait([slow], timeout=0.2).done
    until = time.monotonic() + SECONDS
    while {*multiprocessing.active_children()} - before:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert deaths == []


@needs_proc
def test_processes_end_with_the_one_that_started_them() -> None:
    """Also where that one is killed and can't say so."""
    starter = (
        f"import sys, time; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from doubling_worker import Order, doubling\n"
        "from achguard.worker_processes import WorkerProcesses\n"
        "pool = WorkerProcesses(doubling, '', 1, on_death=lambda: None)\n"
        "import multiprocessing\n"
        "pool.given(Order(1)).result()\n"
        "print(*(each.pid for each in multiprocessing.active_children()), flush=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            worker = int(process.stdout.readline())
            assert Path(f"/proc/{worker}").exists()
        finally:
            process.kill()
    until = time.monotonic() + SECONDS
    while Path(f"/proc/{worker}").exists():
        assert time.monotonic() < until
        time.sleep(0.01)
