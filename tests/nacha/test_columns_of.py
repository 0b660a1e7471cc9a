"""Columns come from the layout table: the code that looks at many records at once names fields, not numbers."""

import ast
from pathlib import Path

import pytest

from achguard.columnar import nacha_entries
from achguard.nacha.layouts.layout import LAYOUTS, columns_of
from achguard.nacha.proof import chunk_proof, iat_proof

ROOM = Path(str(chunk_proof.__file__)).parents[1]
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


@pytest.mark.parametrize("module", [nacha_entries, chunk_proof, iat_proof], ids=lambda module: module.__name__)
def test_no_column_is_a_number(module: object) -> None:
    """Neither the proof of entries nor what decides them takes a column by a literal number."""
    source = Path(str(getattr(module, "__file__", ""))).read_text(encoding="utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    cuts = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in _TAKES_COLUMNS]
    assert len(cuts) > 2
    literal = [
        f"line {call.lineno}: column {node.value}"
        for call in cuts
        for argument in call.args
        for node in ast.walk(argument)
        # A field's first or last column is the first or second of a pair; the one behind a column is one more.
        if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value not in {0, 1}
    ]
    assert literal == []


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: path.stem)
def test_no_record_is_cut_by_numbers(path: Path) -> None:
    """A record's text is cut where the table says; its first column alone may be asked for by its number."""
    cuts = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Subscript)]
    literal = [
        f"line {cut.lineno}"
        for cut in cuts
        if (isinstance(cut.value, ast.Attribute) and cut.value.attr == "text")
        or (isinstance(cut.value, ast.Name) and cut.value.id == "text" and path.stem in {"structure", "assemble"})
        for node in ast.walk(cut.slice)
        if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value != 0
    ]
    assert literal == []
