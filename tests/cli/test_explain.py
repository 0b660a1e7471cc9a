"""`achguard explain`: one rule, or all of them."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.nacha.checks.problems import ProblemType, problem_types
from achguard.rules import RULES
from cli.conftest import Run


def test_a_rule_reads_as_it_was_looked_at(run: Run, golden: Callable[[str, str], None]) -> None:
    """What it says, why, when it stays quiet, references, an example, message, strength and source."""
    golden("explain.txt", run("explain", "IAT302").stdout)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained(run: Run, rule: object) -> None:
    """Each has its name, its three headings, an example and its source, in lines of at most eighty columns."""
    code, name = rule.code, rule.name  # type: ignore[attr-defined]
    result = run("explain", code)
    assert result.exit_code == ExitCode.ACCEPTED
    assert result.stdout.startswith(f"{code}  {name}\n")
    for heading in ("Why it matters", "Stays quiet", "References", "Example"):
        assert f"\n{heading}\n" in result.stdout
    assert "  source   " in result.stdout
    assert "{" not in result.stdout.rpartition("  says ")[2]
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("asked", ["iat302", "Foreign-Correspondent-Bank", "foreign_correspondent_bank", " IAT302 "])
def test_a_rule_is_found_by_code_or_name_in_any_case(run: Run, asked: str) -> None:
    """Code and name are both public."""
    assert run("explain", asked).stdout.startswith("IAT302  foreign-correspondent-bank\n")


def test_an_unknown_code_names_near_ones(run: Run) -> None:
    """A mistyped code leaves with 2 and says what may be meant; one that resembles nothing says how to see all."""
    near = run("explain", "IAT2011")
    assert (near.exit_code, near.stdout) == (ExitCode.USAGE, "")
    assert "IAT201 (foreign-iban)" in near.stderr
    far = run("explain", "\x1bzzzzz" * 50)
    assert far.stderr.rstrip().endswith("run achguard explain without a code to see them all")
    assert "\x1b" not in far.stderr


def test_a_file_problem_reads_as_it_was_looked_at(run: Run, golden: Callable[[str, str], None]) -> None:
    """What it says, why, how heavy it is under each profile, its repair and its source."""
    golden("explain_problem.txt", run("explain", "NAC100").stdout)


@pytest.mark.parametrize("problem", problem_types().values(), ids=lambda problem: problem.code)
def test_every_file_problem_is_explained_by_code_and_name(run: Run, problem: ProblemType) -> None:
    """Each is found by its code; by its name too, unless a rule has the same."""
    result = run("explain", problem.code.lower())
    assert result.exit_code == ExitCode.ACCEPTED
    assert result.stdout.startswith(f"{problem.code}  {problem.name}\n")
    assert " ".join(problem.repair.split()) in " ".join(result.stdout.split())
    named = run("explain", problem.name).stdout
    assert named == result.stdout or problem.name in {rule.name for rule in RULES}


def test_a_mistyped_file_problem_names_near_ones(run: Run) -> None:
    """Problems are among the words that may be meant."""
    near = run("explain", "NAC0022")
    assert near.exit_code == ExitCode.USAGE
    assert "NAC002 (broken-line)" in near.stderr


def test_without_a_code_all_rules_are_listed(run: Run) -> None:
    """One line a rule, in the order of codes."""
    lines = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]


@pytest.mark.slow
@pytest.mark.parametrize("code", ["IAT201", "SAN101", "ACH101"])
def test_a_rules_page_is_there_without_docstrings(code: str) -> None:
    """`python -OO` leaves docstrings out of the code, and the page says the same."""
    pages = [
        subprocess.run(
            [sys.executable, *options, "-m", "achguard", "explain", code], capture_output=True, text=True, check=True
        ).stdout
        for options in ([], ["-OO"])
    ]
    assert pages[0] == pages[1]
    assert "Why it matters" in pages[1]
