"""The fields of a payment as a tree: which paths exist, and which one a mistyped name may have meant."""

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args, get_origin

from pydantic import BaseModel

Path = tuple[str | int, ...]

NAME_AT_MOST = 60  # the longest real path, receiver.account.bank.branch_country, has 36 characters


@dataclass(frozen=True, slots=True)
class Leaf:
    """A plain value."""


@dataclass(frozen=True, slots=True)
class Group:
    """An object with named fields."""

    fields: "dict[str, Node]"


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    item: "Node"


Node = Leaf | Group | Many


@cache
def payment_fields() -> Group:
    """Give the tree of a payment's fields, read off the model itself."""
    from achguard.model.payment import Payment

    return _group(Payment)


@cache
def names() -> tuple[str, ...]:
    """Give every field as a dotted name; a list's first item stands for all."""
    return tuple(_names(payment_fields(), ""))


def resolve(name: str) -> Path | None:
    """Read a dotted name such as `receiver.account.bic` or `correspondents.0.name`; None if there is no such field."""
    node: Node = payment_fields()
    path: list[str | int] = []
    for part in name.split("."):
        if isinstance(node, Group) and part in node.fields:
            path.append(part)
            node = node.fields[part]
        elif isinstance(node, Many) and part.isascii() and part.isdecimal() and str(int(part[:6])) == part:
            path.append(int(part))
            node = node.item
        else:
            return None
    return None if isinstance(node, Group) else tuple(path)


def is_list(path: Path) -> bool:
    """Say whether a path that `resolve` gave names a whole list."""
    node: Node = payment_fields()
    for part in path:
        if isinstance(node, Group):
            node = node.fields[str(part)]
        elif isinstance(node, Many):
            node = node.item
    return isinstance(node, Many)


def nearest(name: str, taken: Collection[str] = ()) -> str | None:
    """Give the field whose dotted name is most like a mistyped one, where one is like it and is not taken."""
    if len(name) > NAME_AT_MOST:
        return None
    folded = name.strip().casefold().replace(" ", "_")
    free = [known for known in names() if known not in taken]
    same = sorted(
        (known for known in free if known == folded or known.rsplit(".", 1)[-1] == folded),
        key=lambda known: known.count("."),
    )
    return next(iter(same or difflib.get_close_matches(folded, free, n=1, cutoff=0.75)), None)


def hint(place: Path) -> str:
    """Give a clause that names the field which an unknown one at this place may have meant; empty if none is near."""
    *above, last = place
    node: Node = payment_fields()
    for part in above:
        node = node.item if isinstance(node, Many) else node
        node = node.fields.get(str(part), node) if isinstance(node, Group) and isinstance(part, str) else node
    node = node.item if isinstance(node, Many) else node
    known = [*node.fields] if isinstance(node, Group) else []
    folded = str(last)[:NAME_AT_MOST].strip().casefold()
    near = difflib.get_close_matches(folded, known, n=1, cutoff=0.7)
    return f"; did you mean {near[0]}?" if near else ""


def _group(model: type[BaseModel]) -> Group:
    return Group({name: _node(info.annotation) for name, info in model.model_fields.items()})


def _node(hint: object) -> Node:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _group(hint)
    if get_origin(hint) is tuple:
        return Many(_node(get_args(hint)[0]))
    nodes = [_node(part) for part in get_args(hint)]
    return next((node for node in nodes if not isinstance(node, Leaf)), Leaf())


def _names(node: Node, prefix: str) -> Iterator[str]:
    if isinstance(node, Group):
        for name, below in node.fields.items():
            yield from _names(below, f"{prefix}.{name}" if prefix else name)
        return
    yield prefix
    if isinstance(node, Many):
        yield from _names(node.item, f"{prefix}.0")
