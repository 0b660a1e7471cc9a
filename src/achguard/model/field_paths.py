"""The fields of a payment by their paths, as findings and questions name them: `correspondents[0].branch_country`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Final, Union, get_args, get_origin

from pydantic import BaseModel

from achguard.model.payment import Payment

_PLACE_IN_LIST: Final = re.compile(r"\[[a-z0-9-]+\]")


def without_places(path: str) -> str:
    """Give a path without places in lists: `correspondents[0].name` becomes `correspondents.name`.

    The place of an own answer is its question: `own_answers[owned-abroad].answer`.
    """
    return _PLACE_IN_LIST.sub("", path)


def is_field(path: str) -> bool:
    """Whether a path is of a payment, as findings name it: `correspondents[0].name` is the first one's name."""
    return without_places(path) in payment_fields()


@cache
def payment_fields() -> Mapping[str, object]:
    """Every path of a payment, those of its parts too, without places in lists, each with its type."""
    return dict(_paths(Payment, ""))


def _paths(model: type[BaseModel], start: str) -> Iterator[tuple[str, object]]:
    for name, field in model.model_fields.items():
        yield start + name, field.annotation
        for part in models_in(field.annotation):
            yield from _paths(part, f"{start}{name}.")


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models that stand in a type, also in a list of them or where they are optional."""
    yield from (each for each in types_in(annotation) if issubclass(each, BaseModel))


def types_in(annotation: object) -> Iterator[type]:
    """Yield the classes that stand in a type, also in a list of them or where they are optional."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        yield annotation
    elif get_origin(annotation) is Annotated:
        yield from types_in(get_args(annotation)[0])
    elif get_origin(annotation) in {Union, UnionType, tuple, dict}:
        for part in get_args(annotation):
            yield from types_in(part)
