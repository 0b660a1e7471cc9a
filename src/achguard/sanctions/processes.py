"""Many names at once, over several processes: each opens the snapshot for itself, and shares its mapped files."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from achguard.errors import ConfigurationError
from achguard.event_log import logger_of
from achguard.worker_processes import ProcessesDieError, WorkerProcesses, may_start_processes

if TYPE_CHECKING:
    from concurrent.futures import Future

    from achguard.sanctions.hit import Hit
    from achguard.sanctions.many_names.search import BatchSearch
    from achguard.sanctions.screener import Screener

PORTION: Final = 16_384
"""Names that are screened by a process at a time."""
_AHEAD: Final = 2
"""Portions that a process is given at a time, so that it need not wait for the next one."""


class Lists(Protocol):
    """What a process screens against: a snapshot, pickled as where it came from."""

    def screener(self) -> "Screener":
        """Give what screens names."""
        ...


_Portion = tuple[Sequence[str], int | None, float | None]


def screen_in_processes(
    snapshot: Lists, names: Sequence[str], *, cut_at: int | None, min_score: float | None, workers: int
) -> "list[tuple[Hit, ...]]":
    """Screen distinct names in `workers` processes, this one among them, in order; the same hits as in one.

    A process that may start none does it alone. The names that a process was at when it died are screened again. Raises
    `ConfigurationError` where processes die again and again, or can't be started.
    """
    starts = deque(range(0, len(names), PORTION))
    others = min(workers, len(starts)) - 1 if may_start_processes() else 0
    screener = snapshot.screener()
    own = screener, screener.batch_search()
    found: list[tuple[Hit, ...]] = [()] * len(names)

    def portion(start: int) -> _Portion:
        return names[start : start + PORTION], cut_at, min_score

    def put(start: int, met: "dict[int, tuple[Hit, ...]]") -> None:
        for place, hits in met.items():
            found[start + place] = hits

    if others < 1:
        for start in starts:
            put(start, _screened(own, portion(start)))
        return found
    try:
        processes = WorkerProcesses(_begin, snapshot, others, on_death=_log_again)
        try:
            given: dict[int, Future[dict[int, tuple[Hit, ...]]]] = {}
            while starts or given:
                while starts and sum(not result.done() for result in given.values()) < others * _AHEAD:
                    start = starts.pop()
                    given[start] = processes.given(portion(start))
                if starts:
                    start = starts.popleft()
                    put(start, _screened(own, portion(start)))
                else:
                    start, result = given.popitem()
                    put(start, result.result())
        finally:
            processes.end()
    except ProcessesDieError as error:
        raise ConfigurationError(f"processes that screen {error}; try one worker") from None
    return found


def _begin(snapshot: Lists) -> "Callable[[_Portion], dict[int, tuple[Hit, ...]]]":
    screener = snapshot.screener()
    return partial(_screened, (screener, screener.batch_search()))


def _log_again() -> None:
    logger_of("lists").warning("A process that screens was ended from outside; its names are screened again")


def _screened(by: "tuple[Screener, BatchSearch]", portion: _Portion) -> "dict[int, tuple[Hit, ...]]":
    """Screen a portion; most names meet nobody, so only those that do are handed on."""
    names, cut_at, min_score = portion
    found = by[0].screen_many(names, cut_at=cut_at, min_score=min_score, search=by[1])
    return {at: hits for at, hits in enumerate(found) if hits}
