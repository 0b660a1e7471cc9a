"""The text that stands under an attribute in the source, which Python itself does not keep."""

import ast
import inspect
import types
from functools import cache
from itertools import pairwise


@cache
def attribute_docs(thing: type | types.ModuleType) -> dict[str, str]:
    """Give the text under each attribute of a class or module, on one line, by the attribute's name."""
    tree = ast.parse(inspect.getsource(thing))
    body = tree.body
    if isinstance(thing, type) and isinstance(body[0], ast.ClassDef):
        body = body[0].body
    docs = {}
    for statement, below in pairwise(body):
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        text = below.value.value if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) else None
        if isinstance(target, ast.Name) and isinstance(text, str):
            docs[target.id] = " ".join(text.split())
    return docs
