"""Processes that work for another one may be killed at any moment: what they were at is done again, and nothing waits.

Twins compared: the pools of `achguard.cli.portion_work` and `achguard.sanctions.processes` are both made of these.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from pathlib import Path

import pytest

from achguard.worker_processes import ProcessesDieError, UntellableError, WorkerProcesses
from doubling_worker import Order, doubled, doubling, refusing

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


@pytest.mark.parametrize(("how", "kind"), [("fail untellably", "LookupError"), ("fail one way", "OneWayError")])
def test_an_error_that_cannot_be_sent_is_named(how: str, kind: str) -> None:
    """Its kind alone is told, by another error; the process lives, and no other one does the task again."""
    with processes(1) as (pool, deaths):
        failed, next_one = pool.given(Order(1, how)), pool.given(Order(2))
        with pytest.raises(UntellableError, match=rf"^{kind}$"):
            failed.result(SECONDS)
        assert (next_one.result(SECONDS), deaths) == (4, [])


def test_a_beginning_that_cannot_be_sent_is_told_at_once() -> None:
    """It is the caller's mistake, and no process is started for it."""
    before = {*multiprocessing.active_children()}
    with pytest.raises(AttributeError, match="local object"), processes(begin=lambda _: doubled):
        pytest.fail("it was sent")
    assert {*multiprocessing.active_children()} <= before


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


@pytest.mark.parametrize("how", [None, pytest.param(signal.SIGSTOP, marks=needs_proc)])
def test_an_end_does_not_wait_for_what_is_being_done(how: signal.Signals | None) -> None:
    """The processes are gone at once, also one that is stopped and hears nothing, and none takes their place."""
    before = {*multiprocessing.active_children()}
    with processes() as (pool, deaths):
        pool.given(Order(1)).result(SECONDS)
        slow = pool.given(Order(1, "dawdle"))
        assert not wait([slow], timeout=0.2).done
        for each in {*multiprocessing.active_children()} - before if how else ():
            os.kill(each.pid or 0, how or 0)
    assert {*multiprocessing.active_children()} <= before
    assert deaths == []
    with pytest.raises(ProcessesDieError):
        slow.result(SECONDS)


@needs_proc
def test_nothing_is_left_of_processes_that_were_ended(tmp_path: Path) -> None:
    """No thread, no process and no open file, however many died; or else a service that screens runs out of them."""
    with processes() as (pool, _):
        pool.given(Order(1)).result(SECONDS)  # starts what one run has of the standard library's
    threads, files = threading.active_count(), len([*Path("/proc/self/fd").iterdir()])
    for run in range(2):
        with processes() as (pool, _):
            given = [pool.given(Order(number, "die", tmp_path / f"{run} {number}")) for number in range(4)]
            assert [each.result(SECONDS) for each in given] == [0, 2, 4, 6]
    assert threading.active_count() <= threads
    assert len([*Path("/proc/self/fd").iterdir()]) <= files


def starter(text: str) -> str:
    """Give a script that starts processes, whose own part is in a function `run`."""
    return (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from doubling_worker import Order, doubling\n"
        "from achguard.worker_processes import ProcessesDieError, WorkerProcesses\n"
        "def started(many):\n"
        "    return WorkerProcesses(doubling, '', many, on_death=lambda: print('one died'))\n"
        f"{text}"
    )


def outcome_of(script: str, *, path: Path | None = None) -> tuple[str, str]:
    """Run a script, from a file where one is given, and give what it writes on both streams."""
    if path is not None:
        path.write_text(script)
    command = [sys.executable, *(["-c", script] if path is None else [path])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS * 2)
    return done.stdout, done.stderr


@needs_proc
def test_an_interruption_is_not_heard_by_processes_that_start() -> None:
    """Ctrl-C reaches every process of a terminal: one that still starts would print where it was, and die."""
    text = (
        "import os, signal, time\n"
        "heard = 0\n"
        "def hear(*_):\n"
        "    global heard\n"
        "    heard += 1\n"
        "signal.signal(signal.SIGINT, hear)\n"
        "os.setsid()\n"
        "pool = started(2)\n"
        "given = [pool.given(Order(number)) for number in range(2)]\n"
        "while not all(each.done() for each in given):\n"
        "    os.killpg(0, signal.SIGINT)\n"
        "    time.sleep(0.01)\n"
        "print(*(each.result() for each in given), heard > 5)\n"
    )
    assert outcome_of(starter(text)) == ("0 2 True\n", "")


FAILS = (
    "try:\n"
    "    pool = started(1)\n"
    "    print(pool.given(Order(1)).result())\n"
    "except ProcessesDieError as error:\n"
    "    print(error)\n"
)


@needs_proc
@pytest.mark.parametrize(
    ("limit", "why"),
    [
        ("RLIMIT_NOFILE, (used, used)", "(too many open files)"),
        ("RLIMIT_AS, (1 << 32, 1 << 32)); threading.stack_size(1 << 32", "since the system gives no thread"),
    ],
)
def test_a_system_that_gives_no_more_is_told(limit: str, why: str) -> None:
    """No process was ended, and nobody waits: it says what the system lacks."""
    lacking = (
        "import os, resource, threading\n"
        "used = len(os.listdir('/proc/self/fd'))\n"
        f"resource.setrlimit(resource.{limit})\n"
    )
    assert outcome_of(starter(lacking + FAILS)) == (f"can't be started, {why}\n".replace(", (", " ("), "")


def test_a_script_without_its_guard_is_told_what_it_lacks(tmp_path: Path) -> None:
    """Each process reads the script again, comes to the same place, and ends there."""
    script = starter(FAILS.replace("print(error)", "sys.exit(str(error))"))
    said, told = outcome_of(script, path=tmp_path / "script.py")
    assert said == "one died\n" * 2
    guard = 'a script that has processes work for it needs the usual `if __name__ == "__main__":`'
    assert told.splitlines()[-1] == f"end as they start; {guard}"
    assert f"can't be started while a script is read by another one; {guard}" in told


@needs_proc
@pytest.mark.parametrize("at_work", [False, True])
def test_processes_end_with_the_one_that_started_them(at_work: bool) -> None:  # noqa: FBT001  a case
    """Also where that one is killed and can't say so, and in the middle of a task."""
    script = starter(
        "pool = started(1)\n"
        "import multiprocessing, time\n"
        "pool.given(Order(1)).result()\n"
        f"pool.given(Order(1, {'dawdle' if at_work else 'well'!r}))\n"
        "print(*(each.pid for each in multiprocessing.active_children()), flush=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
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
