"""Columns come from the layout table: the code that looks at many records at once names fields, not numbers."""

import ast
from pathlib import Path

import pytest

from achguard.columnar import nacha_entries
from achguard.nacha.layouts.layout import LAYOUTS, columns_of
from achguard.nacha.proof import chunk_proof

_TAKES_COLUMNS = frozenset({"byte", "pair", "word", "matrix", "blank", "filled", "_of_entries"})


@pytest.mark.parametrize("key", LAYOUTS)
def test_columns_are_those_of_the_table(key: str) -> None:
    """A field's columns are its own; from one field to another they are all between, ends included."""
    fields = LAYOUTS[key].fields
    for field in fields:
        assert columns_of(key, field.name) == (field.start, field.end)
    assert columns_of(key, fields[0].name, fields[-1].name) == (1, 94)


def test_a_field_that_there_is_not_is_told() -> None:
    """A misspelt field or record stops the import that names it."""
    for key, name in (("entry", "acount_number"), ("entri", "amount")):
        with pytest.raises(KeyError):
            columns_of(key, name)


@pytest.mark.parametrize("module", [nacha_entries, chunk_proof], ids=lambda module: module.__name__)
def test_no_column_is_a_number(module: object) -> None:
    """Neither the proof of domestic entries nor what decides them takes a column by a literal number."""
    source = Path(str(getattr(module, "__file__", ""))).read_text(encoding="utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    cuts = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in _TAKES_COLUMNS]
    assert len(cuts) > 5
    literal = [
        f"line {call.lineno}: column {node.value}"
        for call in cuts
        for argument in call.args
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value != 1
    ]
    assert literal == []
