"""A page of text for people: its width and its colours."""

import os
import shutil
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TextIO

NARROWEST, WIDEST = 40, 100
PLAIN_WIDTH = 80
_NARROWEST_TEXT = 20
_FURTHER = 11  # as the paragraphs of `check` have it


class Style(Enum):
    """How a word is set; the numbers are ANSI's (ECMA-48, SGR)."""

    PLAIN = ""
    BOLD = "1"
    DIM = "2"
    GREEN = "1;32"
    YELLOW = "1;33"
    BLUE = "1;34"
    RED = "1;31"
    MAGENTA = "1;35"


@dataclass(frozen=True, slots=True)
class Page:
    """Where text for people goes."""

    width: int = PLAIN_WIDTH
    """Columns."""
    colour: bool = False
    """Whether to set styles; without them the words say the same."""

    def set(self, text: str, style: Style) -> str:
        """Set a text in a style."""
        return f"\x1b[{style.value}m{text}\x1b[0m" if self.colour and style is not Style.PLAIN and text else text

    def lines(self, text: str, *, indent: int = 0, first: int | None = None) -> list[str]:
        """Break a text at blanks into lines that stand so many columns in, the first one `first` if that is given.

        A word that is longer than the page is left whole: a number, a path or a digest is copied as one.
        """
        lead, rest = " " * (indent if first is None else first), " " * indent
        # Most are one line, and textwrap takes longer than all the rest.
        if len(lead) + len(text) <= self.width and "\n" not in text:
            return [lead + text]
        return textwrap.wrap(
            text,
            width=max(self.width, indent + _NARROWEST_TEXT),
            initial_indent=lead,
            subsequent_indent=rest,
            break_on_hyphens=False,
            break_long_words=False,
        ) or [lead]

    def paragraph(self, text: str, *, indent: int = 0, first: int = 0) -> str:
        """Lay a text out over the whole width, its first line `first` columns in and further ones `indent`."""
        return "\n".join(self.lines(text, indent=indent, first=first))

    def counted(self, of: str, parts: Sequence[tuple[str, Style]]) -> str:
        """Lay out how many there are of something, and how many of each kind; no count is torn from its word."""
        made, column = self.set(of, Style.BOLD) + ":", len(of) + 1
        for number, (part, style) in enumerate(parts):
            text = part if number == len(parts) - 1 else f"{part},"
            fits = column + 1 + len(text) <= self.width
            made += (" " if fits else "\n" + " " * _FURTHER) + self.set(part, style) + text[len(part) :]
            column = (column + 1 if fits else _FURTHER) + len(text)
        return made

    def hung(self, label: str, text: str, *, indent: int, label_style: Style, style: Style = Style.PLAIN) -> str:
        """Lay a text out beside its label, further lines under the text; the label stands two columns in.

        A label that is too long for its column has a line of its own.
        """
        lead = f"  {label}"
        lines = [self.set(line[indent:], style) for line in self.lines(text, indent=indent)]
        if len(lead) >= indent:
            return "\n".join((self.set(lead, label_style), *(" " * indent + line for line in lines))).rstrip()
        first = self.set(lead.rstrip(), label_style) + " " * (indent - len(lead.rstrip()))
        return "\n".join((first + lines[0], *(" " * indent + line for line in lines[1:]))).rstrip()

    def behind(self, lead: str, text: str, *, lead_style: Style, style: Style = Style.PLAIN) -> str:
        """Lay a text out behind a lead, two columns from it, further lines eleven columns in."""
        first, *rest = self.lines(text, indent=_FURTHER, first=len(lead) + 2)
        start = self.set(lead, lead_style) + "  " + self.set(first[len(lead) + 2 :], style)
        return "\n".join((start, *(" " * _FURTHER + self.set(line[_FURTHER:], style) for line in rest))).rstrip()


def page_of(stream: TextIO) -> Page:
    """Give the page of a stream: a terminal's own width and colours, else eighty plain columns.

    `NO_COLOR` set to anything switches colours off (no-color.org), and so does `TERM=dumb`.
    """
    if not stream.isatty():
        return Page()
    columns = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Page(min(max(columns, NARROWEST), WIDEST), colour)


def sentence(text: str, stream: TextIO) -> str:
    """Lay a sentence out over a terminal's width, further lines two columns in; else leave it the line that it is."""
    return page_of(stream).paragraph(text, indent=2) if stream.isatty() else text
