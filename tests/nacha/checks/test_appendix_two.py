"""What an ACH Operator rejects, edit by edit: the strict profile calls each an error, and so does that of operators."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from achguard.nacha import Profile, read
from achguard.nacha.checks.problems import codes_by_name, problem_types
from nacha_edits import BASES, DAY, edited

EDITS = tomllib.loads((Path(__file__).parent / "appendix_two.toml").read_text(encoding="utf-8"))["edit"]
FEWEST_ERRORS = 132


@pytest.mark.parametrize("case", EDITS, ids=lambda case: case["edit"])
def test_an_edit_of_the_operators_is_told(case: dict[str, Any]) -> None:
    """A file with one thing that an operator rejects has a root error that names it, and no unforeseen one."""
    data = edited(case)
    for profile in Profile:
        roots = [error.type.name for error in read(data, profile=profile, as_of=DAY).errors if error.is_root]
        expected = {case["problem"], *case.get("beside", ())} if "problem" in case else set()
        assert set(roots) == expected


@pytest.mark.parametrize("base", BASES)
def test_a_base_has_no_problem(base: str) -> None:
    """The files that the edits change are right, so that what is told is the edit."""
    found = read(edited({"base": base}), profile="strict", as_of=DAY).problems
    assert [(problem.code, problem.field) for problem in found] == []


def test_the_table_is_whole() -> None:
    """There are as many edits as the rule book has, nearly all are errors under strict, and the others say why not."""
    assert len(EDITS) == 140
    told = [case for case in EDITS if "problem" in case]
    types = problem_types()
    strict = [case for case in told if types[codes_by_name()[case["problem"]]].strict == "error"]
    assert len(strict) == len(told) >= FEWEST_ERRORS
    assert all(case["why"].endswith(".") for case in EDITS if "problem" not in case)
