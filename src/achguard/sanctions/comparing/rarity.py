"""How rare a score is, as measured on ordinary US names, and which names are usual ones."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from achguard.names.ordinary import ordinary_names
from achguard.sanctions.comparing.words import ORDINARY_WEIGHT, weight

MOST_SAID: Final = 2.0
"""What the words of a usual name weigh together at most: of a name of four usual words few people have all.

Witness: of the 6,854 persons of the SDN list of 2024, 288 have a usual name so, and 89 more have such words in a longer
one. `benchmarks/recall.py` prints how many ordinary residents it lets go.
"""


Who = Literal["people", "firms"]
_TOLD: Final[Mapping[Who, tuple[str, str]]] = {
    "people": ("individual", "ordinary US people's names"),
    "firms": ("organization", "US firms' names"),
}
"""Whose names were measured: what a party of theirs is told to be, and what a sentence calls them."""


@cache
def _table(who: Who) -> tuple[Sequence[float], Sequence[int]]:
    """Return scores, ascending, and of how many ordinary names about one reaches each."""
    import tomllib

    table = tomllib.loads(files("achguard").joinpath("_data", "rarity.toml").read_text(encoding="utf-8"))
    rows = table[who]
    return [float(row["score"]) for row in rows], [int(row["one_in"]) for row in rows]


def one_in(score: float, who: Who) -> int | None:
    """Return N where about one in N ordinary US names scores this high, by name alone; None below the measured scores.

    Measured against one list; a longer list makes a score a little less rare. Witness: `benchmarks/rarity.py`.
    """
    scores, names = _table(who)
    at = bisect_right(scores, score) - 1
    return names[at] if at >= 0 else None


def in_words(score: float, kind: str | None = None) -> str | None:
    """Say how rare a score is among ordinary names of a kind of party, or of each where the kind is not known.

    None where it was not measured.
    """
    told = [
        f"1 in {number:,} {names}"
        for who, (party, names) in _TOLD.items()
        if kind in {None, party} and (number := one_in(score, who)) is not None
    ]
    verb = "scores" if len(told) == 1 else "score"
    return f"about {' and '.join(told)} {verb} this high" if told else None


def is_usual(words: Iterable[str]) -> bool:
    """Say whether a name is one that many people have: each of its folded words is, and together they say little."""
    said = list(words)
    return all(map(is_usual_word, said)) and sum(map(weight, said)) <= MOST_SAID


def is_usual_word(word: str) -> bool:
    """Say whether a folded word is a name that many people have, or says little."""
    return word in ordinary_names() or weight(word) < ORDINARY_WEIGHT
