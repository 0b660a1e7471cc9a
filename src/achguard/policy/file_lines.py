"""Where in a TOML text each key and each row stands, so that a mistake can be named with its line.

The standard library's reader gives no lines, and tomlkit, which keeps the text, none either.
"""

import re
import tomllib
from typing import Final

from achguard.policy.mistakes import Place

_TOKEN: Final = re.compile(
    r"""(?P<long>\"{3}(?:[^\\]|\\.)*?\"{3,5}|'{3}.*?'{3,5})"""
    r"""|(?P<text>"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
    r"""|(?P<comment>\#[^\n]*)|(?P<sign>[\[\]{},=.])|(?P<newline>\n)|(?P<blank>[ \t\r]+)"""
    r"""|(?P<bare>[^\[\]{},=.\s\#"']+)|(?P<other>.)""",
    re.DOTALL,
)


def lines_of(text: str) -> dict[Place, int]:
    """Give the line, from 1, on which each table, key and row of a TOML text begins; the text must be TOML."""
    scan = _Scan(text)
    while scan.what:
        if scan.what == "[":
            scan.header()
        elif scan.what == "\n":
            scan.step()
        else:
            scan.pair(scan.table)
    return scan.lines


def line_at(lines: dict[Place, int], place: Place) -> int | None:
    """Give the line of a place, or of the nearest table or key above it; None where nothing of it is in the text."""
    for length in range(len(place), 0, -1):
        if (line := lines.get(place[:length])) is not None:
            return line
    return None


class _Scan:
    """A walk over the signs of a TOML text, which was read as TOML before."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self.table: Place = ()
        self._rows: dict[Place, int] = {}
        self._tokens: list[tuple[str, int]] = []
        line = 1
        for token in _TOKEN.finditer(text):
            if token.lastgroup not in {"comment", "blank"}:
                self._tokens.append((token.group(), line))
            line += token.group().count("\n")
        self._at = 0

    @property
    def what(self) -> str:
        """The sign that is next; nothing at the end."""
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    @property
    def line(self) -> int:
        """The line of the sign that is next."""
        return self._tokens[min(self._at, len(self._tokens) - 1)][1]

    def step(self) -> str:
        """Give the sign that is next, and go behind it."""
        what = self.what
        self._at += 1
        return what

    def header(self) -> None:
        """Read `[a.b]` or `[[a.b]]`: what follows is below it."""
        line = self.line
        self.step()
        is_row = self.what == "["
        if is_row:
            self.step()
        self.table = self._with_rows(self._key("]"))
        if is_row and self.table:
            row = self._rows[self.table] = self._rows.get(self.table, -1) + 1
            self.lines.setdefault(self.table, line)
            self.table = (*self.table, row)
        self._stands(self.table, line)
        while self.what == "]":
            self.step()

    def pair(self, table: Place) -> None:
        """Read a key, and its value, of a table."""
        line = self.line
        place = (*table, *self._key("="))
        self._stands(place, line)
        if self.step() == "=":
            self._value(place)

    def _value(self, place: Place) -> None:
        """Read a value, and what is inside it."""
        match self.step():
            case "[":
                row = 0
                while self.what not in {"]", ""}:
                    if self.what in {",", "\n"}:
                        row += self.step() == ","
                        continue
                    self._stands((*place, row), self.line)
                    self._value((*place, row))
                self.step()
            case "{":
                while self.what not in {"}", ""}:
                    if self.what in {",", "\n"}:
                        self.step()
                    else:
                        self.pair(place)
                self.step()
            case _:
                while self.what not in {",", "]", "}", "\n", ""}:
                    self.step()

    def _key(self, end: str) -> Place:
        """Read a dotted key, parts of which may be in quotes, up to a sign."""
        parts: list[str] = []
        while self.what not in {end, "\n", ""}:
            if (part := self.step()) != ".":
                parts.append(_unquoted(part))
        return tuple(parts)

    def _stands(self, place: Place, line: int) -> None:
        """Note the line of a place, and of what is above it where that has none."""
        for depth in range(len(place), 0, -1):
            self.lines.setdefault(place[:depth], line)

    def _with_rows(self, parts: Place) -> Place:
        """Give the place of a header: a table below a list of tables belongs to the last one of the list."""
        place: Place = ()
        for depth, part in enumerate(parts):
            place = (*place, part)
            if depth < len(parts) - 1 and place in self._rows:
                place = (*place, self._rows[place])
        return place


def _unquoted(part: str) -> str:
    """Give a part of a key without its quotes."""
    if part[:1] not in {'"', "'"}:
        return part
    try:
        return str(tomllib.loads(f"x = {part}")["x"])
    except tomllib.TOMLDecodeError:
        return part
