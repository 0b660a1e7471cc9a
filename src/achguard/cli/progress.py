"""How far a long run has come, on stderr, where somebody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Final, Protocol, TextIO, cast

_EVERY = 256  # rows between two looks at the clock: cheap against deciding them
_SECONDS_SEEN: Final = 600.0
"""Seconds whose pace tells how many are left; portions may come slowly."""
_SHORTEST: Final = 0.001  # seconds, so that a rate is a number from the first row on
_WIDE: Final = 100
"""Characters of a terminal that the whole line takes; a narrower one lacks the bar and the time that is gone."""
_NARROW: Final = 70
"""Characters below which it lacks the words too, so that the time left has room."""


class Count(Protocol):
    """Counts rows."""

    def __call__(self, more: int = 1, /, share: float | None = None) -> None:
        """Say that there are more, and which share of the whole is done where that is known [0 to 1]."""


class _WhileWatched:
    """A terminal that may be closed while it is written to, which is no fault of the run."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def __getattr__(self, name: str) -> object:
        return getattr(self._terminal, name)

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            self._terminal.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._terminal.flush()


@contextmanager
def counting(what: str, out: TextIO) -> Iterator[Count]:
    """Give what counts rows; it shows them while stderr is a terminal that results do not go to."""
    if not _is_terminal(sys.stderr) or out.isatty():
        yield lambda _more=1, share=None: None  # noqa: ARG005  the names of a count
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(file=cast(TextIO, _WhileWatched(sys.stderr)))
    rows_done, percentage = TextColumn("{task.fields[rows]}"), TextColumn("{task.percentage:.0f} %, left")
    columns = (SpinnerColumn(), TextColumn("{task.description}"), rows_done, TimeElapsedColumn())
    of_known_size: tuple[ProgressColumn, ...] = (*columns, BarColumn(), percentage, TimeRemainingColumn())
    if console.width < _WIDE:
        of_known_size = (*columns[:-1], percentage, TimeRemainingColumn())
    if console.width < _NARROW:
        of_known_size = (rows_done, percentage, TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, speed_estimate_period=_SECONDS_SEEN) as progress:
        task = progress.add_task(what, total=None, rows="0")
        begun = monotonic()
        rows = shown = 0

        def count(more: int = 1, /, share: float | None = None) -> None:
            nonlocal rows, shown
            rows += more
            if rows - shown < _EVERY:
                return
            shown = rows
            rate = rows / max(monotonic() - begun, _SHORTEST)
            progress.update(task, rows=f"{rows:,} ({rate:,.0f} a second)")
            if share is not None:
                progress.columns = of_known_size
                progress.update(task, total=1.0, completed=min(share, 1.0))

        yield count


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say what is being done while stderr is a terminal."""
    if not _is_terminal(sys.stderr):
        yield
        return
    from rich.console import Console

    with Console(file=cast(TextIO, _WhileWatched(sys.stderr))).status(what):
        yield


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody watches a stream; a closed one is None."""
    return stream is not None and stream.isatty()
