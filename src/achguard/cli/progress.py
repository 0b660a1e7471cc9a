"""How far a long run has come, on stderr, where somebody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

_EVERY = 256  # rows between two looks at the clock: cheap against deciding them


class Count(Protocol):
    """Counts rows."""

    def __call__(self, more: int = 1, /) -> None:
        """Say that there are more."""


@contextmanager
def counting(what: str, out: TextIO) -> Iterator[Count]:
    """Give what counts rows; it shows them while stderr is a terminal that results do not go to."""
    if not _is_terminal(sys.stderr) or out.isatty():
        yield lambda _more=1: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        rows = shown = 0

        def count(more: int = 1) -> None:
            nonlocal rows, shown
            rows += more
            if rows - shown >= _EVERY:
                progress.update(task, completed=rows)
                shown = rows

        yield count


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say what is being done while stderr is a terminal."""
    if not _is_terminal(sys.stderr):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody watches a stream; a closed one is None."""
    return stream is not None and stream.isatty()
