"""Many names at once, over several processes: each opens the snapshot for itself, and shares its mapped files."""

from collections.abc import Sequence
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from achguard.sanctions.hit import Hit
    from achguard.sanctions.snapshot import Snapshot

PORTION: Final = 20_000
"""Names that are handed to a process at a time."""

_opened: "list[Snapshot]" = []


def screen_in_processes(
    snapshot: "Snapshot", names: Sequence[str], *, min_score: float | None, workers: int
) -> "list[tuple[Hit, ...]]":
    """Screen distinct names in `workers` processes, in order; the same hits as in one."""
    portions = [(names[at : at + PORTION], min_score) for at in range(0, len(names), PORTION)]
    # Not forked: a fork of a process with threads may hang.
    with get_context("spawn").Pool(min(workers, len(portions)), _open, (snapshot,)) as pool:
        found: list[tuple[Hit, ...]] = []
        for part in pool.imap(_screen, portions):
            found.extend(_unpacked(part))
    return found


def _open(snapshot: "Snapshot") -> None:
    _opened[:] = [snapshot]


_Sparse = tuple[int, "dict[int, tuple[Hit, ...]]"]


def _screen(portion: tuple[Sequence[str], float | None]) -> _Sparse:
    """Screen a portion; most names meet nobody, so only those that do travel back."""
    names, min_score = portion
    found = _opened[0].screen_many(names, min_score=min_score)
    return len(found), {at: hits for at, hits in enumerate(found) if hits}


def _unpacked(part: _Sparse) -> "list[tuple[Hit, ...]]":
    count, met = part
    return [met.get(at, ()) for at in range(count)]
