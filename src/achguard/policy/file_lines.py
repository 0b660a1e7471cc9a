"""Where in a TOML text each key stands, so that a mistake can be named with its line.

The standard library's reader gives no lines, and tomlkit, which keeps the text, none either.
"""

import re
import tomllib
from typing import Final

Place = tuple[str | int, ...]

_HEADER: Final = re.compile(r"\s*(\[\[?)(?P<name>[^\[\]]+)\]\]?\s*(?:#.*)?")
_KEY: Final = re.compile(
    r"""\s*(?P<name>(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'))*)\s*="""
)
_LONG: Final = ('"""', "'''")


def lines_of(text: str) -> dict[Place, int]:
    """Give the line, from 1, on which each table and key of a TOML text begins; the text must be TOML."""
    lines: dict[Place, int] = {}
    tables: dict[Place, int] = {}
    here: Place = ()
    inside: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if inside is not None:
            inside = None if line.count(inside) % 2 else inside
            continue
        if (header := _HEADER.fullmatch(line)) and (parts := _parts(header["name"])):
            here = _with_places(parts, tables)
            if header[1] == "[[":
                place = tables[here] = tables.get(here, -1) + 1
                lines.setdefault(here, number)
                here = (*here, place)
            for depth in range(len(here), 0, -1):
                lines.setdefault(here[:depth], number)
        elif (key := _KEY.match(line)) and (parts := _parts(key["name"])):
            lines.setdefault((*here, *parts), number)
        inside = next((quotes for quotes in _LONG if line.count(quotes) % 2), None)
    return lines


def line_at(lines: dict[Place, int], place: Place) -> int | None:
    """Give the line of a place, or of the nearest table or key above it; None where nothing of it is in the text."""
    for length in range(len(place), 0, -1):
        if (line := lines.get(place[:length])) is not None:
            return line
    return None


def _parts(name: str) -> tuple[str, ...]:
    """Read a dotted key, parts of which may be in quotes."""
    try:
        table: object = tomllib.loads(f"{name} = 1")
    except tomllib.TOMLDecodeError:
        return ()
    parts: list[str] = []
    while isinstance(table, dict):
        part, table = next(iter(table.items()))
        parts.append(part)
    return tuple(parts)


def _with_places(parts: tuple[str, ...], tables: dict[Place, int]) -> Place:
    """Give the place of a header: a table below a list of tables belongs to the last one of the list."""
    place: Place = ()
    for depth, part in enumerate(parts):
        place = (*place, part)
        if depth < len(parts) - 1 and place in tables:
            place = (*place, tables[place])
    return place
