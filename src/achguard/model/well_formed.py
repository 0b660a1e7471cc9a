"""Whether a record holds what validation leaves in it: `model_construct` validates nothing.

A record's own `model_copy` does; `BaseModel.model_copy(record, ...)` and unpickled bytes go past it.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from operator import itemgetter
from types import NoneType, UnionType
from typing import Annotated, Final, NamedTuple, Union, cast, get_args, get_origin

from achguard.model.record import Record

_PACKAGE: Final = __name__.partition(".")[0] + "."


class _Holds(NamedTuple):
    """What one field of a record may hold."""

    name: str
    kinds: frozenset[type]
    items: frozenset[type]
    """What a tuple in it holds."""


def misfit(record: Record) -> str | None:
    """Give the path of the first field that validation cannot have left so, such as `receiver.name`, or None.

    A field that is missing is one; so is an amount that is no number.
    """
    model, held = type(record), record.__dict__
    all_of, deep = _readers(model)
    try:
        kinds = tuple(map(type, all_of(held)))
    except KeyError as error:
        return str(error.args[0])
    # Most payments have the same classes in the same places as one before them.
    if not _fit(model, kinds):
        return next(each.name for each, kind in zip(_fields(model), kinds, strict=True) if not _fits(kind, each.kinds))
    for name, items in deep:
        value = held[name]
        if value is not None and (inside := _misfit_inside(value, items)) is not None:
            return name + inside
    return None


def _misfit_inside(value: object, items: frozenset[type]) -> str | None:
    """Give the rest of the path to what does not fit inside a value, which may be the value itself."""
    if isinstance(value, Record):
        inside = misfit(value)
        return None if inside is None else f".{inside}"
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            if type(item) is str and str in items:
                continue
            # Only a field may be left out; a line that is none stands for nothing.
            inside = "" if item is None or not _fits(type(item), items) else _misfit_inside(item, items)
            if inside is not None:
                return f"[{at}]{inside}"
    return "" if isinstance(value, Decimal) and not value.is_finite() else None


@lru_cache(maxsize=4096)
def _fit(model: type[Record], kinds: tuple[type, ...]) -> bool:
    return all(_fits(kind, field.kinds) for kind, field in zip(kinds, _fields(model), strict=True))


def _fits(kind: type, kinds: frozenset[type]) -> bool:
    # A datetime is a date and True a number to `issubclass`, and neither is to what compares them.
    # No text is an empty text: a rule that needs it says so.
    return (
        kind in kinds
        or (kind is NoneType and str in kinds)
        or any(issubclass(kind, each) for each in kinds if issubclass(each, str | Record))
    )


@cache
def _fields(model: type[Record]) -> tuple[_Holds, ...]:
    """Give what the fields may hold that rules look at; an app's own model may have more of them."""
    own = next(each for each in model.__mro__ if issubclass(each, Record) and each.__module__.startswith(_PACKAGE))
    return tuple(
        _Holds(name, frozenset(_kinds(field.annotation)), frozenset(_items(field.annotation)))
        for name, field in own.model_fields.items()
    )


@cache
def _readers(
    model: type[Record],
) -> tuple[Callable[[dict[str, object]], tuple[object, ...]], tuple[tuple[str, frozenset[type]], ...]]:
    """Give what reads all fields, and those whose class alone does not tell: records, tuples and amounts."""
    fields = _fields(model)
    deep = tuple(
        (field.name, field.items)
        for field in fields
        if any(issubclass(kind, Record | tuple | Decimal) for kind in field.kinds)
    )
    return itemgetter(*(field.name for field in fields)), deep


def _kinds(hint: object) -> Iterator[type]:
    """Yield the classes that a type hint allows."""
    if get_origin(hint) is Annotated:
        yield from _kinds(get_args(hint)[0])
    elif get_origin(hint) in (Union, UnionType):
        for part in get_args(hint):
            yield from _kinds(part)
    else:
        yield cast("type", get_origin(hint) or hint)


def _items(hint: object) -> Iterator[type]:
    """Yield the classes of what a tuple holds."""
    if get_origin(hint) is tuple:
        yield from _kinds(get_args(hint)[0])
