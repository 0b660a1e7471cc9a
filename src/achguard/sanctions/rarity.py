"""How rare a score is: how many ordinary US names reach it, as measured."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def _table() -> tuple[Sequence[float], Sequence[float]]:
    """Return scores, ascending, and the share of ordinary names that reach each."""
    import tomllib

    table = tomllib.loads(files("achguard").joinpath("_data", "rarity.toml").read_text(encoding="utf-8"))
    rows = table["rate"]
    return [float(row["score"]) for row in rows], [float(row["one_in"]) for row in rows]


def one_in(score: float) -> int | None:
    """Return N where about one in N ordinary US names scores this high, by name alone; None below the measured scores.

    Measured against one list; a longer list makes a score a little less rare. Witness: `benchmarks/rarity.py`.
    """
    scores, names = _table()
    at = bisect_right(scores, score) - 1
    return int(names[at]) if at >= 0 else None


def in_words(score: float) -> str | None:
    """Say how rare a score is, for a person who judges a hit; None where it was not measured."""
    number = one_in(score)
    return f"about 1 in {number:,} ordinary US names scores this high" if number else None
