"""Processes that work for this one, of which each may be killed at any moment without harm to the others.

Each has a pipe of its own. The pools of the standard library share one pipe and its lock among all processes: where
one of them is killed while it writes, the others wait for the lock, and the pool for the rest of the message, for ever.
"""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from multiprocessing import current_process, get_context, parent_process, resource_tracker
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
_SECONDS_TO_END: Final = 10.0
"""How long is waited for a process that was killed; one in the middle of a call to the system ends behind it."""
_GONE: Final = (EOFError, OSError)
"""What a pipe raises whose other end is no more; OSError where it ended within a message."""
_GUARD: Final = 'a script that has processes work for it needs the usual `if __name__ == "__main__":`'


class ProcessesDieError(Exception):
    """No process could do a task; its text says in a clause what they do instead, such as that they can't be started.

    Three in turn ended before it was done, since the system wants memory or somebody ends them; or none starts.
    """


class UntellableError(Exception):
    """A task raised an error that can't be sent from process to process; the text names its kind."""


def may_start_processes() -> bool:
    """Say whether this process may start others; one that multiprocessing started as a daemon may not."""
    return not current_process().daemon


class WorkerProcesses(Generic[Setup, Task, Done]):
    """Up to `many` processes that each call `begin(setup)` once, and what that gave with each task they are handed.

    Where a process dies, another one does its task again, and `on_death` is called, in a thread of its own. `begin` is
    a function of a module, since it is pickled, as are the setup, the tasks and what comes of them. Raises what its
    pickling raises for a setup that can't be sent, and `ProcessesDieError` where the system gives no thread.
    """

    def __init__(
        self, begin: Callable[[Setup], Callable[[Task], Done]], setup: Setup, many: int, on_death: Callable[[], None]
    ) -> None:
        self._on_death = on_death
        self._orders: SimpleQueue[_Order[Task, Done] | None] = SimpleQueue()
        message = pickle.dumps((begin, setup))
        self._places = [_Place(message) for _ in range(many)]
        # A thread for each place hands it tasks and takes what it sends, so that neither end of a pipe waits for the
        # other to read while that one waits in turn.
        self._threads: list[threading.Thread] = []
        for place in self._places:
            thread = threading.Thread(target=self._hand_on, args=(place,), daemon=True)
            try:
                thread.start()
            except RuntimeError:
                self.end()
                raise ProcessesDieError("can't be started, since the system gives no thread") from None
            self._threads.append(thread)

    def given(self, task: Task) -> "Future[Done]":
        """Hand a task to the next process that is free.

        The future raises what the task raised, or `ProcessesDieError`.
        """
        result: Future[Done] = Future()
        self._orders.put((task, result))
        return result

    def end(self) -> None:
        """End the processes at once, whatever they are at; the futures of what is not done raise."""
        for place in self._places:
            place.end()
            self._orders.put(None)
        for thread in self._threads:
            # It is one of them where that is what finalizes a generator which had the processes work.
            if thread is not threading.current_thread():
                thread.join(_SECONDS_TO_END)

    def _hand_on(self, place: "_Place") -> None:
        while (order := self._orders.get()) is not None:
            task, result = order
            try:
                done = self._done(place, task)
            except BaseException as error:  # noqa: BLE001  it is raised where somebody waits for the result
                result.set_exception(error)
            else:
                result.set_result(done)
        place.let_go()

    def _done(self, place: "_Place", task: Task) -> Done:
        message = pickle.dumps(task)
        for left in reversed(range(_STARTS_AT_MOST)):
            try:
                answer = place.answer(message)
            except _GONE:
                if left and not place.ended:
                    self._on_death()
            else:
                error, done = pickle.loads(answer)  # noqa: S301  of a process that this one started
                if error is not None:
                    raise error
                return cast(Done, done)
        raise ProcessesDieError(
            "end before they are done, perhaps for want of memory" if place.began else f"end as they start; {_GUARD}"
        )


class _Place:
    """The place of one process, which another one takes when that one dies; used by one thread, and ended by any."""

    def __init__(self, setup: bytes) -> None:
        self.ended = False
        self.began = False
        """Whether a process came as far as to take the setup."""
        self._setup = setup
        self._worker: tuple[SpawnProcess, Connection] | None = None
        self._lock = threading.RLock()

    def answer(self, task: bytes) -> bytes:
        """Give what a task raised or came to; raises one of `_GONE` where the process is no more."""
        if self.ended:
            raise EOFError
        try:
            _, pipe = self._worker or self._started()
            pipe.send_bytes(task)
            return pipe.recv_bytes()
        except BaseException:
            self.let_go()  # also where it lives: what is left in the pipe is no answer to the next task
            raise

    def end(self) -> None:
        """End the process, and let no other one take its place."""
        with self._lock:
            self.ended = True
            if self._worker is not None:
                self._worker[0].kill()

    def let_go(self) -> None:
        """End the process, and leave nothing of it; the next task starts another one."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            process, pipe = worker
            pipe.close()
            process.kill()  # not asked to end, which one that is stopped does not hear
            process.join(_SECONDS_TO_END)

    def _started(self) -> "tuple[SpawnProcess, Connection]":
        with self._lock:
            if self.ended:
                raise EOFError
            self._worker = worker = _process()
        pipe = worker[1]
        pipe.send_bytes(self._setup)
        pipe.recv_bytes()
        self.began = True
        return worker


def _process() -> "tuple[SpawnProcess, Connection]":
    """Start a process and give it with our end of its pipe; raises `ProcessesDieError` where none can be started."""
    # Not forked: a fork of a process with threads may hang.
    context = get_context("spawn")
    try:
        _keep_interruptions_off()
        ours, theirs = context.Pipe()
        with theirs:  # closed here, so that the other end is told when the process is no more
            process = context.Process(target=_work, args=(theirs,), daemon=True)
            process.start()
    except OSError as error:
        raise ProcessesDieError(f"can't be started ({(error.strerror or 'the system refuses').lower()})") from None
    except RuntimeError:  # of a process that is being started itself
        raise ProcessesDieError(f"can't be started while a script is read by another one; {_GUARD}") from None
    return process, ours


def _keep_interruptions_off() -> None:
    """Have the processes that this thread starts not hear Ctrl-C, which reaches every process of a terminal.

    The one that started them ends them. A process that is still starting would print where it was.
    """
    if sys.platform != "win32":
        resource_tracker.ensure_running()  # which has the thread hear them again
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _work(pipe: "Connection") -> None:
    """Do what is handed to this process, until the one that started it is gone or ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_starter, daemon=True).start()
    with suppress(*_GONE):
        setup = pipe.recv_bytes()
        pipe.send_bytes(b"")  # it has come so far
        do = _begun(setup)
        while True:
            pipe.send_bytes(_tried(do, pipe.recv_bytes()))


def _end_with_starter() -> None:
    """End where the process that started this one is killed, also in the middle of a task, which nobody waits for."""
    if (starter := parent_process()) is not None:
        starter.join()
        os._exit(1)


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
        return _told(error)


def _told(error: Exception) -> bytes:
    """Pickle an error; another one that names it where that can't be done, or not be undone."""
    try:
        message = pickle.dumps((error, None))
        pickle.loads(message)  # noqa: S301  what was made here
    except Exception:  # noqa: BLE001  whatever its pickling raises
        return pickle.dumps((UntellableError(type(error).__name__), None))
    return message
