"""How far a long run has come, on stderr, where somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_EVERY = 256  # rows between two looks at the clock: cheap against deciding them


@contextmanager
def counting(what: str, out: TextIO) -> Iterator[Callable[[], None]]:
    """Give a function to call for each row; it shows the count while stderr is a terminal that results do not go to."""
    if not _is_terminal(sys.stderr) or out.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        rows = 0

        def one_more() -> None:
            nonlocal rows
            rows += 1
            if rows % _EVERY == 0:
                progress.update(task, completed=rows)

        yield one_more


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
