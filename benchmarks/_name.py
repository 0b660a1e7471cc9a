"""A listed name taken apart, as the changes see it."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import _spellings as spelt

ARABIC: Final = {word: group for group in spelt.ARABIC_NAMES for word in group}
"""Each Arabic or Persian name with all its spellings."""

_SPLIT: Final = re.compile(r"[^\w']+")


def words_of(text: str) -> tuple[str, ...]:
    """Upper-case words of a listed name."""
    return tuple(word.strip("'_") for word in _SPLIT.split(text.upper()) if word.strip("'_"))


@dataclass(frozen=True)
class Name:
    """A listed name taken apart into upper-case words without marks, apostrophes left in."""

    uid: str
    text: str
    individual: bool
    programs: tuple[str, ...]
    family: tuple[str, ...]
    """An individual's family name; an organization's whole name."""
    given: tuple[str, ...]

    @property
    def natural(self) -> list[str]:
        """Words as a person says them: given names, family name."""
        return [*self.given, *self.family]

    @property
    def last_first(self) -> list[str]:
        """Words as the list has them: family name, given names."""
        return [*self.family, *self.given]

    def usual(self, rng: random.Random) -> list[str]:
        """Words in one of the orders that payments have."""
        return self.natural if chance(rng, 60) else self.last_first


Change = Callable[[Name, random.Random], str | None]


def chance(rng: random.Random, percent: int) -> bool:
    """Whether something that happens so many times in a hundred happens."""
    return rng.randrange(100) < percent


def put(words: Sequence[str], at: int, word: str) -> str:
    """Join words, one of them replaced."""
    return " ".join([*words[:at], word, *words[at + 1 :]])
