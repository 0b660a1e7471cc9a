"""Text of a payment or a list as the page shows it: nothing hidden, nothing endless, and the words that met marked."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from achguard.model.inert_text import visible
from achguard.names.fold import fold

LONGEST: Final = 300
"""Characters of a text that are shown; a line of remittance may have 1,000, and a name of a file without columns more.

Three full addenda records, so that what a person compares is never cut.
"""

_PIECE: Final = re.compile(r"[\s,;/()\"-]+|[^\s,;/()\"-]+")


class Piece(NamedTuple):
    """A stretch of a text."""

    text: str
    is_met: bool
    """Whether it is one of the words that met."""


def shown(text: str, longest: int = LONGEST) -> str:
    """Give a text with what a reader would not see written out, and an end that says how long it is."""
    if len(text) <= longest:
        return visible(text)
    return f"{visible(text[:longest])} … ({len(text):,} characters)"


def marked(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """Part a name into the words that met and what stands between; `words` are as names are read for comparison."""
    met = {part for word in words for part in word.split()}
    return tuple(_joined(_pieces(text[:LONGEST], met))) + _rest(text)


def _pieces(text: str, met: set[str]) -> Iterator[Piece]:
    for match in _PIECE.finditer(text):
        read = fold(match.group()).split()
        yield Piece(visible(match.group()), bool(read) and met.issuperset(read))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours that are alike, so that a page has no more marks than it needs."""
    before: Piece | None = None
    for piece in pieces:
        if before is not None and before.is_met == piece.is_met:
            before = Piece(before.text + piece.text, before.is_met)
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _rest(text: str) -> tuple[Piece, ...]:
    return (Piece(f" … ({len(text):,} characters)", is_met=False),) if len(text) > LONGEST else ()
