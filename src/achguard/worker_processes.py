"""Processes that work for this one, of which each may be killed at any moment without harm to the others.

Each has a pipe of its own. The pools of the standard library share one pipe and its lock among all processes: where
one of them is killed while it writes, the others wait for the lock, and the pool for the rest of the message, for ever.
"""

import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Setup = TypeVar("Setup")
Task = TypeVar("Task")
Done = TypeVar("Done")
_Order = tuple[Task, "Future[Done]"]

_STARTS_AT_MOST: Final = 3
"""How many processes a task is given to; one that each of them dies of would kill them for ever."""
_GONE: Final = (EOFError, OSError)
"""What a pipe raises whose other end is no more; OSError where it ended within a message."""


class ProcessesDieError(Exception):
    """Three processes in turn ended before a task was done: the system wants memory, or somebody ends them."""


class WorkerProcesses(Generic[Setup, Task, Done]):
    """Up to `many` processes that each call `begin(setup)` once, and what that gave with each task they are handed.

    Where a process dies, another one does its task again, and `on_death` is called, in a thread of its own. `begin` is
    a function of a module, since it is pickled, as are the setup, the tasks and what comes of them.
    """

    def __init__(
        self, begin: Callable[[Setup], Callable[[Task], Done]], setup: Setup, many: int, on_death: Callable[[], None]
    ) -> None:
        self._on_death = on_death
        self._orders: SimpleQueue[_Order[Task, Done] | None] = SimpleQueue()
        self._places: list[_Place[Setup, Task]] = [_Place(begin, setup) for _ in range(many)]
        # A thread for each place hands it tasks and takes what it sends, so that neither end of a pipe waits for the
        # other to read while that one waits in turn.
        for place in self._places:
            threading.Thread(target=self._hand_on, args=(place,), daemon=True).start()

    def given(self, task: Task) -> "Future[Done]":
        """Hand a task to the next process that is free.

        The future raises what the task raised, or `ProcessesDieError`.
        """
        result: Future[Done] = Future()
        self._orders.put((task, result))
        return result

    def end(self) -> None:
        """End the processes at once, whatever they are at; what is not done then is never done."""
        for place in self._places:
            place.end()
            self._orders.put(None)

    def _hand_on(self, place: "_Place[Setup, Task]") -> None:
        while (order := self._orders.get()) is not None:
            task, result = order
            try:
                done = self._done(place, task)
            except Exception as error:  # noqa: BLE001  it is raised where somebody waits for the result
                result.set_exception(error)
            else:
                result.set_result(done)

    def _done(self, place: "_Place[Setup, Task]", task: Task) -> Done:
        for left in reversed(range(_STARTS_AT_MOST)):
            try:
                error, done = place.answer(task)
            except _GONE:
                if left and not place.ended:
                    self._on_death()
            else:
                if error is not None:
                    raise error
                return cast(Done, done)
        raise ProcessesDieError


class _Place(Generic[Setup, Task]):
    """The place of one process, which another one takes when that one dies; used by one thread, and ended by any."""

    def __init__(self, begin: Callable[[Setup], object], setup: Setup) -> None:
        self.ended = False
        self._setup = begin, setup
        self._worker: tuple[SpawnProcess, Connection] | None = None
        self._lock = threading.Lock()

    def answer(self, task: Task) -> tuple[Exception | None, object]:
        """Give what a task raised or came to; raises one of `_GONE` where the process is no more."""
        try:
            _, pipe = self._worker or self._started()
            pipe.send(task)
            answer: tuple[Exception | None, object] = pipe.recv()
        except _GONE:
            self._worker = None
            raise
        return answer

    def end(self) -> None:
        """End the process, and let no other one take its place."""
        with self._lock:
            self.ended = True
            if self._worker is not None:
                self._worker[0].terminate()

    def _started(self) -> "tuple[SpawnProcess, Connection]":
        # Not forked: a fork of a process with threads may hang.
        context = get_context("spawn")
        with self._lock:
            if self.ended:
                raise EOFError
            ours, theirs = context.Pipe()
            with theirs:  # closed here, so that the other end is told when the process is no more
                process = context.Process(target=_work, args=(theirs,), daemon=True)
                process.start()
            self._worker = process, ours
        ours.send(self._setup)
        return self._worker


def _work(pipe: "Connection") -> None:
    """Do what is handed to this process, until the one that started it is gone or ends it."""
    # Ctrl-C reaches every process of a terminal; the one that was started ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(*_GONE):
        do = _begun(pipe.recv_bytes())
        while True:
            pipe.send_bytes(_tried(do, pipe.recv_bytes()))


def _begun(message: bytes) -> Callable[[object], object]:
    try:
        begin, setup = pickle.loads(message)  # noqa: S301  of the process that started this one
        begun: Callable[[object], object] = begin(setup)
    except Exception as error:  # noqa: BLE001  each task raises it, where somebody waits for it
        return partial(_refused, error)
    return begun


def _refused(error: Exception, _: object) -> None:
    raise error


def _tried(do: Callable[[object], object], message: bytes) -> bytes:
    """Give the pickle of what a task raised and of what it came to."""
    try:
        return pickle.dumps((None, do(pickle.loads(message))))  # noqa: S301  of the process that started this one
    except Exception as error:  # noqa: BLE001  it is raised in the process that asked
        return pickle.dumps((error, None))
