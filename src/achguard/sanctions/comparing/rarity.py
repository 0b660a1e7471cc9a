"""How rare a score is, as measured on ordinary US names, and which names are usual ones."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from achguard.names.ordinary import ordinary_names
from achguard.sanctions.comparing.words import ORDINARY_WEIGHT, weight

MOST_SAID: Final = 2.0
"""What the words of a usual name weigh together at most: of a name of four usual words few people have all.

Witness: of the 6,854 persons of the SDN list of 2024, 288 have a usual name so, and 89 more have such words in a longer
one. `benchmarks/recall.py` prints how many ordinary residents it lets go.
"""


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


def is_usual(words: Iterable[str]) -> bool:
    """Say whether a name is one that many people have: each of its folded words is, and together they say little."""
    said = list(words)
    return all(map(is_usual_word, said)) and sum(map(weight, said)) <= MOST_SAID


def is_usual_word(word: str) -> bool:
    """Say whether a folded word is a name that many people have, or says little."""
    return word in ordinary_names() or weight(word) < ORDINARY_WEIGHT
