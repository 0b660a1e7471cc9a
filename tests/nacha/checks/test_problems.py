"""Problems: each is found where it is, nowhere else, and explains what follows from it."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from achguard.errors import ConfigurationError
from achguard.nacha import Profile, Severity, problem_types, read
from achguard.nacha.checks.problems import codes_by_name, profile_of
from nacha_changes import VALID, changed, put, valid

CASES = tomllib.loads((Path(__file__).parent / "problems.toml").read_text(encoding="utf-8"))["case"]


def _day(case: dict[str, object]) -> dt.date:
    return dt.date.fromisoformat(str(case.get("as_of", "2026-11-23")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["problem"])
def test_a_change_makes_its_problem_the_only_root(case: dict[str, Any]) -> None:
    """A file with one defect has the one root that names it; what no longer fits a control is an error of its own."""
    roots = [problem for problem in read(changed(case), as_of=_day(case)).problems if problem.is_root]
    assert [problem.type.name for problem in roots] == [case["problem"], *case.get("beside", ())]
    assert roots[0].line >= 1
    assert roots[0].message.endswith(".")
    assert "{" not in roots[0].message
    assert "None" not in roots[0].message


def test_every_problem_has_a_case() -> None:
    """No row of the table goes without a file that makes it."""
    assert {case["problem"] for case in CASES} == set(codes_by_name())


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
@pytest.mark.parametrize("profile", list(Profile))
def test_a_right_file_has_no_problem(path: Path, profile: Profile) -> None:
    """The files that the cases change have no problem under either profile."""
    assert read(path, profile=profile, as_of=dt.date(2026, 11, 23)).problems == ()


def test_codes_and_names_are_well_formed() -> None:
    """Codes ascend, names are kebab case, and every row says why it matters, what to do and where it comes from."""
    rows = list(problem_types().values())
    assert [row.code for row in rows] == sorted({row.code for row in rows})
    for row in rows:
        assert row.name == row.name.lower().replace(" ", "-")
        assert all(text.strip() for text in (row.message, row.why, row.repair, row.source))


def test_unverified_rules_are_warnings() -> None:
    """A rule that nobody compared with its source never holds a payment."""
    for row in problem_types().values():
        if not row.verified:
            assert (row.strict, row.operator) == (Severity.WARNING, Severity.WARNING)


def test_the_operator_is_never_stricter_than_the_rule_book() -> None:
    """What the rule book lets pass, the profile of operators lets pass, too."""
    for row in problem_types().values():
        assert (row.strict, row.operator) != (Severity.WARNING, Severity.ERROR)


def test_a_profile_sets_severities() -> None:
    """A transaction type that is none is an error of the rule book, and a large bank lets it pass."""
    data = put(valid("iat_outbound"), 4, 4, "ZZZ")
    strict, operator = (read(data, profile=profile).problems[0] for profile in ("strict", "operator"))
    assert (strict.code, strict.severity) == ("NAC210", Severity.ERROR)
    assert (operator.code, operator.severity) == ("NAC210", Severity.WARNING)


def test_the_operator_lets_pass_what_a_source_says() -> None:
    """Where the operators' profile is milder than the rule book, the row names who lets it pass, and only there."""
    for row in problem_types().values():
        assert bool(row.passes) is (row.strict is not row.operator), row.code


def test_an_unknown_profile_is_misuse() -> None:
    """The error names the profiles that there are."""
    with pytest.raises(ConfigurationError, match="strict or operator"):
        profile_of("lenient")


def test_a_wrong_amount_explains_the_totals() -> None:
    """A letter in an amount is the root of four totals that differ."""
    problems = read(put(valid("ppd_mixed"), 3, 35, "A")).problems
    root = problems[0]
    assert (root.type.name, root.line, root.columns, root.field) == ("amount-without-digits", 3, (30, 39), "amount")
    followers = [problem for problem in problems if problem.cause == root]
    assert [problem.type.name for problem in followers] == ["batch-total-credit", "file-total-credit"]


def test_a_problem_shows_no_account() -> None:
    """Neither message, value nor repr of any problem holds an account number, even on a line that is shifted."""
    for column in (13, 20, 60):
        case = {"base": "ppd_mixed", "delete": [3, column]}
        shown = repr(read(changed(case)).problems)
        assert "23456789" not in shown
        assert "12345678" not in shown


@pytest.mark.parametrize("day", [dt.date(2026, 11, 23), dt.date(2027, 3, 19)], ids=["reserved", "in force"])
@pytest.mark.parametrize("line", [6, 10])
def test_a_problem_shows_nothing_of_a_birth_date(day: dt.date, line: int) -> None:
    """Not even its last digits, whether the columns are in force or still reserved."""
    data = put(valid("iat_outbound"), line, 74, "1970-13-31")
    shown = [problem for problem in read(data, as_of=day).problems if problem.line == line]
    assert shown
    for problem in shown:
        assert problem.value is not None
        assert not any(character.isdigit() for character in problem.value)
        assert "1970" not in problem.message


def test_a_problem_says_where() -> None:
    """A place reads as a line with its columns, or a range of lines."""
    problem = read(put(valid("ppd_mixed"), 3, 12, "3")).problems[0]
    assert problem.at == "line 3 columns 4-11"
    several = read(b"one\ntwo\nthree\n").problems[0]
    assert several.at == "lines 1-3"
