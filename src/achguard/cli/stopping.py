"""Being asked to end, by Ctrl-C, by a terminal that is closed or by whoever started the process.

What is being written becomes whole first.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, Self

from achguard.cli.exit_code import HUNG_UP, INTERRUPTED, TERMINATED

_SIGNALS: Final[dict[int, tuple[str, int]]] = {
    signal.SIGINT: ("interrupted", INTERRUPTED),
    signal.SIGTERM: ("terminated", TERMINATED),
}
if sys.platform != "win32":
    _SIGNALS[signal.SIGHUP] = ("ended with its terminal", HUNG_UP)

# What a signal does where nobody chose otherwise. One that is ignored, as `nohup` and background jobs of scripts have
# it, stays ignored.
_UNCHOSEN: Final = (signal.SIG_DFL, signal.default_int_handler)


class Stopped(BaseException):
    """The process was asked to end; what is half written is cleared away on the way out."""

    def __init__(self, number: int) -> None:
        """Say which signal asked."""
        super().__init__(number)
        self._word, self.exit_code = _SIGNALS[number]
        self.how_far = ""
        """What a long run says of how far it came, with the blank or the semicolon in front."""

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self._word}{self.how_far}"


class Whole:
    """What is done inside is done to its end: who asks for the end meanwhile is heard behind it."""

    __slots__ = ("_asked", "_inside")

    def __init__(self) -> None:
        """Begin outside."""
        self._asked: int | None = None
        self._inside = False

    def __enter__(self) -> Self:
        """Go inside."""
        self._inside = True
        return self

    def __exit__(self, *_: object) -> None:
        """Come out, and end where that was asked for; also where a finalizer swallowed it before."""
        self._inside = False
        if self._asked is not None:
            raise Stopped(self._asked)

    @property
    def asked(self) -> bool:
        """Whether somebody asked for the end."""
        return self._asked is not None

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """Take a signal; the next one ends the process at once, so that nobody waits for a reader that hangs."""
        signal.signal(number, signal.SIG_DFL)
        self._asked = number
        if not self._inside:
            raise Stopped(number)


@contextmanager
def stopping() -> Iterator[Whole]:
    """Have signals that ask for the end raise `Stopped`, so that every `finally` is gone through.

    It may be used inside itself, where a run has something that has to be whole. Only the main thread hears signals;
    elsewhere nothing is changed.
    """
    whole = Whole()
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.getsignal(number) for number in _SIGNALS}
    ours = {
        number: handler
        for number, handler in before.items()
        if handler in _UNCHOSEN or isinstance(getattr(handler, "__self__", None), Whole)
    }
    try:
        for number in ours:
            signal.signal(number, whole.hear)
        yield whole
    finally:
        for number, handler in ours.items():
            if not (whole.asked and isinstance(getattr(handler, "__self__", None), Whole)):
                signal.signal(number, handler)
