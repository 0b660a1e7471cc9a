"""A page of text for people: its width and its colours."""

import os
import shutil
import textwrap
from dataclasses import dataclass
from enum import Enum
from typing import TextIO

NARROWEST, WIDEST = 40, 100
PLAIN_WIDTH = 80


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

    def paragraph(self, text: str) -> str:
        """Lay a text out over the whole width."""
        return textwrap.fill(text, width=self.width, break_on_hyphens=False)

    def hung(self, label: str, text: str, *, indent: int, label_style: Style, style: Style = Style.PLAIN) -> str:
        """Lay a text out beside its label, further lines under the text; the label stands two columns in."""
        lead = f"  {label}".ljust(indent - 1) + " "
        lines = textwrap.wrap(text, width=max(self.width - indent, 20), break_on_hyphens=False) or [""]
        first = self.set(lead.rstrip(), label_style) + " " * (len(lead) - len(lead.rstrip()))
        rest = " " * indent
        return "\n".join(
            (first if number == 0 else rest) + self.set(line, style) for number, line in enumerate(lines)
        ).rstrip()


def page_of(stream: TextIO) -> Page:
    """Give the page of a stream: a terminal's own width and colours, else eighty plain columns.

    `NO_COLOR` set to anything switches colours off (no-color.org), and so does `TERM=dumb`.
    """
    if not stream.isatty():
        return Page()
    columns = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Page(min(max(columns, NARROWEST), WIDEST), colour)
