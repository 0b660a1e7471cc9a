"""What the ends of lines part: a field ends where its columns do, also in the middle of a word."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

LONGEST: Final = 120
"""Characters of the longest word that is put together; Monero's addresses, the longest, have 106."""

_LAST, _FIRST = re.compile(r"[A-Z0-9]+\Z"), re.compile(r"[A-Z0-9]{1,120}")


def words_over_ends(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line with its place, then the word that its end and the beginning of the next one may be together."""
    before: list[tuple[int, str]] = []
    for place, line in enumerate(lines):
        if not line:
            continue
        first, end = _FIRST.match(line), _LAST.search(line, max(0, len(line) - LONGEST))
        yield place, line
        if first is not None:
            yield from ((start, word + first.group()) for start, word in before)
        # A line that is one word may be the middle of one over three lines.
        is_one = first is not None and first.group() == line
        longer = [(start, word + line) for start, word in before if start >= place - 1] if is_one else []
        before = [*([(place, end.group())] if end else []), *longer]


def lines_over_ends(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the end of each line with the beginning of the next, as one word goes on there and as another begins."""
    filled = [(place, line) for place, line in enumerate(lines) if line]
    for (place, line), (_, following) in pairwise(filled):
        end, start = line[-LONGEST:], following[:LONGEST]
        yield place, end + start
        yield place, f"{end} {start}"
