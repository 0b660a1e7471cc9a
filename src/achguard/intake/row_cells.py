"""Where the cells of a row of CSV are in its file, told only when somebody asks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from achguard.intake.fields import Path
from achguard.model.text_place import TextPlace

_PARTS: Final = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")


@dataclass(slots=True)  # one is made for each row, and is not frozen for it
class RowCells:
    """The lines of a row as they are in the file, and which fields its cells are of."""

    lines: Sequence[str] = field(repr=False)
    """The lines of the row, with their ends."""
    last_line: int
    """The number of the last of them, from 1."""
    delimiter: str
    """What separates cells."""
    places: Sequence[tuple[Path, Sequence[int]]] = field(repr=False)
    """The fields of the file, each with the numbers of the cells that hold it."""

    def place_of(self, at: str) -> TextPlace | None:
        """Give the place of a field's cell, quotation marks included, or None where it has no cell of its own.

        A field inside a list that is one cell has that cell; one of several parts has the first of theirs that is not
        empty. A cell of several lines is told by its first.
        """
        spans = [*_spans("".join(self.lines), self.delimiter)]
        wanted = self._as_written(_path(at), spans)
        held = [(path, cells) for path, cells in self.places if any(_is_filled(spans, cell) for cell in cells)]
        inside = [each for each in held if wanted[: len(each[0])] == each[0]]
        parts = [each for each in held if each[0][: len(wanted)] == wanted]
        found = max(inside, key=lambda each: len(each[0]), default=None) or next(iter(parts), None)
        if found is None:
            return None
        return self._place(*spans[next(cell for cell in found[1] if _is_filled(spans, cell))])

    def _as_written(self, wanted: Path, spans: list[tuple[int, int]]) -> Path:
        """Give a path with the numbers of the columns: an item whose cells are all empty is left out of a list."""
        path: Path = ()
        for part in wanted:
            if isinstance(part, int):
                here = {
                    each[len(path)]
                    for each, cells in self.places
                    if len(each) > len(path)
                    and each[: len(path)] == path
                    and any(_is_filled(spans, cell) for cell in cells)
                }
                numbers = sorted(number for number in here if isinstance(number, int))
                part = numbers[part] if part < len(numbers) else part  # noqa: PLW2901
            path = (*path, part)
        return path

    def _place(self, start: int, end: int) -> TextPlace:
        for number, line in enumerate(self.lines, self.last_line - len(self.lines) + 1):
            if start < len(line):
                return TextPlace(number, start + 1, min(end, len(line.rstrip("\r\n"))))
            start, end = start - len(line), end - len(line)
        return TextPlace(self.last_line, 1, 1)


def _path(at: str) -> Path:
    return tuple(int(found[1]) if found[1] else found[2] for found in _PARTS.finditer(at))


def _is_filled(spans: list[tuple[int, int]], cell: int) -> bool:
    return cell < len(spans) and spans[cell][0] < spans[cell][1]


def _spans(text: str, delimiter: str) -> Iterator[tuple[int, int]]:
    """Yield where each cell starts and ends, in characters from 0, the quotation marks around it included."""
    text, start = text.rstrip("\r\n"), 0
    while True:
        end = start
        if text.startswith('"', start):
            end = start + 1
            while (end := text.find('"', end)) >= 0 and text.startswith('""', end):
                end += 2
            end = len(text) if end < 0 else end + 1
        following = text.find(delimiter, end)
        yield start, len(text) if following < 0 else following
        if following < 0:
            return
        start = following + len(delimiter)
