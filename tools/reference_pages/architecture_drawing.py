"""Draws the rooms of the house and who imports whom, from the imports themselves.

A room is a module or a package directly inside the drawn package; what it is stands in its docstring. Each stands one
floor above everything that it imports, and an arrow that a longer way already implies is left out.
"""

import ast
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from xml.sax.saxutils import escape

import grimp

_WIDTH = 780
_MARGIN, _GAP, _FLOOR_GAP, _WIDEST = 10, 14, 44, 300
_SWEEPS = 6
_TITLE, _LINE = 17, 15
_CHARACTER = 6.4  # pixels of a character of 12 px, on the wide side, so that no text leaves its box
_INK, _PAPER, _ARROW = "#1f2a44", "#eef1fb", "#7a86b8"
_HEAD_OF_AN_ARROW = (
    '<defs><marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">'
    f'<path d="M0 0L8 4L0 8z" fill="{_ARROW}"/></marker></defs>'
)

Arrows = Mapping[str, frozenset[str]]
"""Each room, with the rooms that it imports."""


@dataclass(frozen=True, slots=True)
class Box:
    """A room's place in the picture and what is written in it; one without a name is a passage for an arrow."""

    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


def arrows_inside(package: str, *, without: frozenset[str] = frozenset()) -> Arrows:
    """Give the rooms directly inside a package and their imports, lazy and type-only ones too."""
    graph = grimp.build_graph("achguard", exclude_type_checking_imports=False, cache_dir=None)
    rooms = {child for child in graph.find_children(package) if child.rpartition(".")[2] not in without}
    members = {member: room for room in rooms for member in (room, *graph.find_descendants(room))}
    found: dict[str, set[str]] = {room: set() for room in rooms}
    for member, room in members.items():
        for imported in graph.find_modules_directly_imported_by(member):
            other = members.get(imported)
            if other is not None and other != room:
                found[room].add(other)
    return {room: frozenset(others) for room, others in found.items()}


def floors(arrows: Arrows) -> dict[str, int]:
    """Give each room's floor, the ground being 0; raises ValueError for rooms that import one another in a circle."""
    known: dict[str, int] = {}

    def floor(room: str, above: tuple[str, ...]) -> int:
        if room in above:
            raise ValueError(f"a circle of imports: {' -> '.join((*above[above.index(room) :], room))}")
        if room not in known:
            known[room] = max((floor(other, (*above, room)) + 1 for other in arrows[room]), default=0)
        return known[room]

    return {room: floor(room, ()) for room in sorted(arrows)}


def telling(arrows: Arrows) -> Arrows:
    """Leave out each arrow that a longer way implies."""
    below: dict[str, frozenset[str]] = {}
    for room in sorted(arrows, key=floors(arrows).__getitem__):
        below[room] = arrows[room].union(*(below[other] for other in arrows[room]))
    return {room: others.difference(*(below[other] for other in others)) for room, others in arrows.items()}


DRAWN = {
    "architecture": ("achguard", "The rooms of achguard and who imports whom"),
    "architecture-sanctions": ("achguard.sanctions", "The rooms inside sanctions"),
    "architecture-nacha": ("achguard.nacha", "The rooms inside nacha"),
}
"""File name of each drawing, with the package that it shows and its title."""

_NO_ROOMS = frozenset({"__main__", "_data"})


def drawings() -> dict[str, str]:
    """Give each drawing as SVG, by its file name."""
    return {f"{name}.svg": svg(package, title, without=_NO_ROOMS) for name, (package, title) in DRAWN.items()}


def svg(package: str, title: str, *, without: frozenset[str] = frozenset()) -> str:
    """Draw the rooms inside a package."""
    arrows = arrows_inside(package, without=without)
    routes = _routes(telling(arrows), floors(arrows))
    boxes = _placed(_rows(routes, floors(arrows)))
    height = max(box.y + box.height for box in boxes.values()) + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" font-family="sans-serif">',
        f"<title>{escape(title)}</title>",
        _HEAD_OF_AN_ARROW,
        f'<rect width="{_WIDTH}" height="{height:.0f}" fill="#fff"/>',
    ]
    parts += [_arrow([boxes[stop] for stop in route]) for route in routes]
    parts += [_drawn(box) for _, box in sorted(boxes.items()) if box.name]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _routes(shown: Arrows, on: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Give the stops of each arrow: the rooms at its ends, and a passage on each floor that it passes."""
    return [
        (room, *(f"{room}>{other}@{floor}" for floor in range(on[room] - 1, on[other], -1)), other)
        for room in sorted(shown)
        for other in sorted(shown[room])
    ]


def _rows(routes: Sequence[tuple[str, ...]], on: Mapping[str, int]) -> list[list[str]]:
    """Order the rooms and passages of each floor, the top one first, so that few arrows cross."""
    rows: list[list[str]] = [[] for _ in range(max(on.values()) + 1)]
    near: dict[str, list[str]] = {room: [] for room in on}
    for room, floor in sorted(on.items()):
        rows[-1 - floor].append(room)
    for route in routes:
        for at, stop in enumerate(route):
            if stop not in on:
                rows[-1 - (on[route[0]] - at)].append(stop)
            near.setdefault(stop, []).extend(route[max(at - 1, 0) : at] + route[at + 1 : at + 2])
    for _ in range(_SWEEPS):
        for row in (*rows, *reversed(rows)):
            share = {stop: (at + 0.5) / len(each) for each in rows for at, stop in enumerate(each)}
            row.sort(key=lambda stop: _mean([share[n] for n in near[stop]]) if near[stop] else 0.5)
    return rows


def _mean(places: list[float]) -> Fraction:
    """Give the mean without rounding, which is another in another version of Python and would turn two rooms around."""
    return sum(map(Fraction, places), Fraction()) / len(places)


def _placed(rows: Sequence[Sequence[str]]) -> dict[str, Box]:
    """Put each floor's rooms side by side, a passage between them where an arrow goes through."""
    placed: dict[str, Box] = {}
    y = float(_MARGIN)
    for row in rows:
        rooms = [stop for stop in row if "@" not in stop]
        free = _WIDTH - 2 * _MARGIN - _GAP * (len(row) - 1)
        width = min(_WIDEST, free / len(rooms))
        texts = {room: textwrap.wrap(_sentence(room), int((width - 20) / _CHARACTER)) for room in rooms}
        height = 12 + _TITLE + _LINE * max(map(len, texts.values())) + 6
        x = (_WIDTH - width * len(rooms) - _GAP * (len(row) - 1)) / 2
        for stop in row:
            wide = width if stop in texts else 0.0
            name = stop.rpartition(".")[2] if stop in texts else ""
            placed[stop] = Box(name, tuple(texts.get(stop, ())), x, y, wide, height)
            x += wide + _GAP
        y += height + _FLOOR_GAP
    return placed


def _sentence(module: str) -> str:
    """Give the first sentence of a module's docstring without importing the module."""
    parts = module.split(".")[1:]
    place = files("achguard").joinpath(*parts)
    if place.is_dir():
        file = place.joinpath("__init__.py")
    else:
        file = files("achguard").joinpath(*parts[:-1], f"{parts[-1]}.py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    first = text.partition("\n\n")[0].replace("\n", " ").partition(". ")[0]
    return first.rstrip(".").replace("`", "")


def _arrow(stops: Sequence[Box]) -> str:
    x, y = stops[0].x + stops[0].width / 2, stops[0].y + stops[0].height
    path = f"M{x:.0f} {y:.0f}"
    for stop in stops[1:]:
        to, top = stop.x + stop.width / 2, stop.y - (2 if stop.name else 0)
        path += f"C{x:.0f} {y + _FLOOR_GAP * 0.7:.0f} {to:.0f} {top - _FLOOR_GAP * 0.7:.0f} {to:.0f} {top:.0f}"
        if not stop.name:
            path += f"V{stop.y + stop.height:.0f}"
        x, y = to, stop.y + stop.height
    return f'<path d="{path}" fill="none" stroke="{_ARROW}" stroke-width="1.3" marker-end="url(#head)"/>'


def _drawn(room: Box) -> str:
    text = "".join(
        f'<text x="{room.x + 10:.0f}" y="{room.y + 12 + _TITLE + _LINE * (at + 1) - 4:.0f}" font-size="12" fill="#444">'
        f"{escape(line)}</text>"
        for at, line in enumerate(room.lines)
    )
    return (
        f'<rect x="{room.x:.0f}" y="{room.y:.0f}" width="{room.width:.0f}" height="{room.height:.0f}" rx="5" '
        f'fill="{_PAPER}" stroke="{_INK}"/>'
        f'<text x="{room.x + 10:.0f}" y="{room.y + 6 + _TITLE:.0f}" font-size="15" font-weight="bold" fill="{_INK}">'
        f"{escape(room.name)}</text>{text}"
    )
