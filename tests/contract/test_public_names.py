"""Whoever gets a value from a public function can name its type."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import achguard
import achguard.nacha
import achguard.report

CLASSES = {
    node.name
    for file in Path(achguard.__file__).parent.rglob("*.py")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    if isinstance(node, ast.ClassDef)
}
PUBLIC = {*achguard.__all__, *achguard.nacha.__all__, *achguard.report.__all__}
NOT_NAMED = {
    # Read by attribute: what a policy's file says, whose words are those of its reference page.
    "Directory", "Iat", "LeadsTo", "Method", "Nacha", "Questions", "RuleLeadsTo", "Screening", "Statement", "Texts",
    # What the parts of the library, and those who write rules, say to each other.
    "BatchHead", "DecidedRows", "EntryPortion", "EntryRun", "Gap", "Gate", "Line", "Listing", "Record", "RecordType",
    "Screener", "Shown", "Sighting",
    # Read where they are given.
    "CameBack", "Changes", "Clearing", "Outdated",
}  # fmt: skip
"""Types that come out of public functions and have no public name, and why."""


def given(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield what the public functions, methods, properties and fields of a module give, as it is written."""
    for name in module.__all__:
        value = getattr(module, name)
        if inspect.isfunction(value):
            yield name, str(inspect.signature(value).return_annotation)
        if not isinstance(value, type):
            continue
        for field, kind in inspect.get_annotations(value).items():
            if not field.startswith("_"):
                yield f"{name}.{field}", inspect.formatannotation(kind)
        for method, kept in vars(value).items():
            function = kept.fget if isinstance(kept, property) else getattr(kept, "func", None)
            function = kept.__func__ if isinstance(kept, classmethod | staticmethod) else function or kept
            if inspect.isfunction(function) and not method.startswith("_"):
                said = inspect.signature(function).return_annotation
                yield f"{name}.{method}", inspect.formatannotation(said)


@pytest.mark.parametrize("module", [achguard, achguard.nacha, achguard.report], ids=lambda module: module.__name__)
def test_what_users_get_has_a_public_name(module: ModuleType) -> None:
    """Each class that a public function gives, or a public model holds, is public or is listed with its reason."""
    unnamed = {
        f"{where} gives {word}"
        for where, said in given(module)
        for word in re.findall(r"\b[A-Z]\w+", said)
        if word in CLASSES - PUBLIC - NOT_NAMED
    }
    assert not unnamed
    assert sum(1 for _ in given(module)) > 10
