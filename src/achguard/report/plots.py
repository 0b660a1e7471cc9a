"""The plots of the page, as numbers that its template draws: nothing is loaded and no script is needed."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

WIDTH: Final = 1000
"""Units of a whole bar; a browser scales them."""
LEAST: Final = 4
"""Units of the narrowest part that a reader can see: one hold among a million payments is shown."""
_SCORES: Final = tuple(step / 100 for step in range(80, 100, 2))
"""Where a column of scores begins; a policy's own threshold below it is in the first one."""


class Part(NamedTuple):
    """A part of a bar."""

    name: str
    share: str
    """Of the whole, in words."""
    x: int
    width: int


class Column(NamedTuple):
    """A column of a histogram."""

    label: str
    names: int
    height: int
    """Units of a hundred."""


def bar(counts: Mapping[str, int]) -> tuple[Part, ...]:
    """Lay out the parts of a bar side by side, in order, each that is there wide enough to be seen."""
    there = {name: count for name, count in counts.items() if count > 0}
    total = sum(there.values())
    if not total:
        return ()
    spare = WIDTH - LEAST * len(there)
    parts, x = [], 0
    for number, (name, count) in enumerate(there.items(), 1):
        end = WIDTH if number == len(there) else x + LEAST + spare * count // total
        parts.append(Part(name, f"{100 * count / total:.1f} %", x, end - x))
        x = end
    return tuple(parts)


def histogram(scores: Iterable[float]) -> tuple[Column, ...]:
    """Count scores in steps of two hundredths; 1.00, the same name, is in the last."""
    counts = [0] * len(_SCORES)
    for score in scores:
        at = sum(score >= start for start in _SCORES) - 1
        counts[max(at, 0)] += 1
    most = max(counts)
    if not most:
        return ()
    return tuple(
        Column(f"{start:.2f}", count, -(-100 * count // most)) for start, count in zip(_SCORES, counts, strict=True)
    )
