"""A place in a file of lines."""

from typing import NamedTuple


class TextPlace(NamedTuple):
    """A stretch of one line, counted in characters from 1."""

    line: int
    """The line, from 1."""
    first: int
    """The first column."""
    last: int
    """The last column."""
