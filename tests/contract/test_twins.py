"""Pieces of code that must say the same are in one table, with the tests that compare them."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE, TESTS, PAGE = ROOT / "src" / "achguard", ROOT / "tests", ROOT / "docs" / "explanation" / "architecture.md"
ROW = re.compile(r"^\| (`[^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)

pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="the pages are not beside the tests")


def rows() -> list[list[list[str]]]:
    """Give the table of twins: for each row and cell, what stands there as code."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    return [[re.findall(r"`([^`]+)`", cell) for cell in found.groups()] for found in ROW.finditer(text)]


def source_of(tests: list[str]) -> str:
    """Give the text of some tests."""
    return "".join((TESTS / each).read_text(encoding="utf-8") for each in tests)


def test_the_table_has_its_rows() -> None:
    """The table is read: one and many names, checks and proof, reader and writer stand in it."""
    twins = {(truth[0], fast[0]) for truth, fast, *_ in rows()}
    assert {
        ("sanctions/one_name/search.py", "sanctions/many_names/search.py"),
        ("nacha/checks", "nacha/proof"),
        ("nacha/reader.py", "nacha/writing"),
    } <= twins


@pytest.mark.parametrize(("truth", "fast", "tests", "counted"), rows(), ids=lambda cell: cell[0] if cell else "")
def test_twins_and_their_tests_are_there(
    truth: list[str], fast: list[str], tests: list[str], counted: list[str]
) -> None:
    """What a row names exists, and the tests that count the fast way are among those that compare."""
    assert all((truth, fast, tests))
    assert [each for each in (*truth, *fast) if not (SOURCE / each).exists()] == []
    assert [each for each in tests if not (TESTS / each).is_file()] == []
    assert [each for each in counted if f"def {each}(" not in source_of(tests)] == []


@pytest.mark.parametrize("path", sorted({each for row in rows() for each in row[2]}))
def test_a_test_of_twins_says_which(path: str) -> None:
    """A reader of the test learns from its head what it compares."""
    assert "Twins compared: " in (ast.get_docstring(ast.parse(source_of([path]))) or "")
