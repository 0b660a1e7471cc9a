"""Models whose JSON schema describes a field by the text below it, which is read when a schema is asked for.

Pydantic's own `use_attribute_docstrings` reads a module's source for each class while it is imported, which took a
third of the time to a first guard.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Described(BaseModel):
    """A model that says in its JSON schema what stands below each of its fields."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Give pydantic's JSON schema, and what each field means."""
        made = handler(schema)
        described = field_texts(cls)
        for name, field in handler.resolve_ref_schema(made).get("properties", {}).items():
            if name in described:
                field.setdefault("description", described[name])
        return made


def field_texts(model: type[BaseModel]) -> dict[str, str]:
    """Give the text below each field of a model, by the field's name; nothing where the source is not at hand."""
    ours = (each for each in reversed(model.__mro__) if issubclass(each, Described))
    return {name: text for each in ours for name, text in _texts(each.__module__).get(each.__qualname__, {}).items()}


@cache
def _texts(module: str) -> dict[str, dict[str, str]]:
    """Give the texts below the annotated names of each class of a module, by the class's qualified name."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):  # made in a session, or installed without its source
        return {}
    return dict(_classes(tree.body, ""))


def _classes(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    for each in body:
        if isinstance(each, ast.ClassDef):
            yield prefix + each.name, dict(_below(each.body))
            yield from _classes(each.body, f"{prefix}{each.name}.")


def _below(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, below in pairwise(body):
        match statement, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
