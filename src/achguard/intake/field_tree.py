"""A row whose fields stand apart, each under its dotted name, put together into the object that they make."""

import re
from itertools import pairwise
from typing import Final

from achguard.intake.fields import Path
from achguard.intake.strict_json import NotStrictJsonError, parse

_WORDS: Final[frozenset[Path]] = frozenset({("payor_attributes",)})
"""Lists of words, in which none of the signs between them occurs."""
_BETWEEN: Final = re.compile("[;|,]")
_OF_JSON: Final = ("[", "{", '"')


class CellError(ValueError):
    """A cell that can't stand in its column; the sentence says where and what."""


class FieldTree(dict[str | int, object]):
    """An object's fields, as far as their cells are read."""


class _Items(FieldTree):
    """A list's items by their column numbers, until all cells are read."""


def put(tree: FieldTree, path: Path, value: object) -> None:
    """Put the value of one cell where it belongs."""
    node = tree
    for part, following in pairwise(path):
        below = node.get(part)
        if not isinstance(below, FieldTree):
            below = node[part] = _Items() if isinstance(following, int) else FieldTree()
        node = below
    node[path[-1]] = value


def put_together(value: object) -> object:
    """Turn items by number into lists, in the order of their numbers."""
    if isinstance(value, _Items):
        return [put_together(value[number]) for number in sorted(value)]
    if isinstance(value, FieldTree):
        return {key: put_together(below) for key, below in value.items()}
    return value


def list_of(path: Path, name: str, cell: str) -> list[object]:
    """Read the list of a cell at a path: JSON, or where words are listed, words between `;`, `|` or commas.

    Raises `CellError` for anything else.
    """
    if path in _WORDS and not cell.lstrip().startswith(_OF_JSON):
        return [word.strip() for word in _BETWEEN.split(cell) if word.strip()]
    return json_list(name, cell)


def json_list(name: str, cell: str) -> list[object]:
    """Read the list of a cell, which is JSON; raises `CellError` for anything else."""
    try:
        value = parse(cell)
    except NotStrictJsonError as error:
        raise CellError(f'{name}: {error}; a list is written as JSON, such as ["INV 7"]') from None
    if not isinstance(value, list):
        raise CellError(f'{name}: should be a list in JSON, such as ["INV 7"]')
    return value
