"""A mistake of a policy, and the error that holds every one of a table."""

from typing import NamedTuple

Place = tuple[str | int, ...]
"""Where in a policy's tables: keys, and the numbers of rows from 0."""


class Mistake(NamedTuple):
    """What is wrong with a policy, or with one of its tables."""

    place: Place
    """Where, from the table that was looked at."""
    said: str
    """The sentence, which says where itself."""
    lacks: Place = ()
    """What is missing elsewhere, where that is the mistake; a mistake there is then the cause of this one."""
    cause: Place = ()
    """What makes a mistake of a place that is right by itself; it has the line where the place is only inherited."""


class MistakesError(ValueError):
    """Every mistake of a table whose fields are right by themselves; its text is the first one's."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(mistakes[0].said)
        self.mistakes = mistakes
