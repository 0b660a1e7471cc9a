"""English words that most readers know."""

from functools import cache
from importlib.resources import files


@cache
def english_words() -> frozenset[str]:
    """Give them in capital letters; most that end in S are left out, and stand there without it."""
    text = files("achguard").joinpath("_data", "english_words.txt").read_text(encoding="ascii")
    return frozenset(text.splitlines())  # the lines of its header are no words that anybody asks for


def is_english(word: str) -> bool:
    """Say whether a folded word is an English one of three letters or more, such as CANVAS, or SPRINTS with its S."""
    words = english_words()
    return word in words or (word.endswith("S") and word[:-1] in words)
