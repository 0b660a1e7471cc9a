"""What the processes of test_worker_processes.py do, in a module of its own, since they import it by its name."""

import os
import signal
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Order:
    """What a process is to do with a number, besides doubling it."""

    number: int
    how: str = "well"
    once: Path | None = None
    """A file that says, where it exists, that the process has died of this one already."""
    weight: bytes = b""


def doubling(_: str) -> Callable[[Order], int]:
    """Begin as a worker does."""
    return doubled


def doubled(order: Order) -> int:
    """Double a number, if nothing comes in between."""
    if order.how == "give a lock":
        return threading.Lock()  # type: ignore[return-value]
    if order.how != "well" and (order.once is None or not order.once.exists()):
        if order.once is not None:
            order.once.touch()
        WAYS[order.how]()
    return order.number * 2


def die() -> None:
    """End as for want of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_writing() -> None:
    """End in the middle of an answer, as a process does whose answer is larger than what a pipe takes at once."""
    (pipe,) = (int(file.name) for file in Path("/proc/self/fd").iterdir() if file.is_socket())
    os.write(pipe, struct.pack("!i", 1_000_000) + b"the beginning")
    die()


def fail() -> None:
    """Raise what the caller should see."""
    raise LookupError("number 13")


class OneWayError(Exception):
    """Is pickled, and what was pickled can't be read."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(text)
        self.number = number


def fail_one_way() -> None:
    """Raise what can't be read where it is sent."""
    raise OneWayError(13, "number 13")


def fail_untellably() -> None:
    """Raise what can't be sent."""
    error = LookupError("number 13")
    error.lock = threading.Lock()  # type: ignore[attr-defined]
    raise error


def lack_a_file() -> None:
    """Raise what a broken pipe raises as well."""
    raise FileNotFoundError("13.txt")


def end_early() -> None:
    """Raise what a closed pipe raises as well."""
    raise EOFError("line 13")


def dawdle() -> None:
    """Take longer than any test."""
    time.sleep(600)


WAYS = {
    "die": die,
    "die writing": die_writing,
    "fail": fail,
    "fail one way": fail_one_way,
    "fail untellably": fail_untellably,
    "lack a file": lack_a_file,
    "end early": end_early,
    "dawdle": dawdle,
}


def refusing(setup: str) -> Callable[[Order], int]:
    """Begin as a worker that can't."""
    raise LookupError(setup)
