"""What returns and notifications of change say: codes, days, and the trace numbers that they repeat."""

from typing import Any

import pytest

from achguard.nacha import read
from nacha_edits import DAY, edited


def roots(case: dict[str, Any]) -> list[str]:
    """Name the root problems of a file under strict."""
    found = read(edited(case), profile="strict", as_of=DAY).problems
    return list(dict.fromkeys(problem.type.name for problem in found if problem.is_root))


@pytest.mark.parametrize(
    ("day", "right"), [("000", False), ("001", True), ("366", True), ("367", False), ("  1", False)]
)
def test_a_settlement_date_is_a_day_of_the_year(day: str, *, right: bool) -> None:
    """001 to 366, in each of the fields that say one."""
    expected = [] if right else ["julian-date"]
    for base, field in (
        ("dishonored", "addenda_99_dishonored.return_settlement_date"),
        ("contested", "addenda_99_contested.return_settlement_date"),
        ("contested", "addenda_99_contested.dishonored_settlement_date"),
        ("contested", "addenda_99_contested.original_settlement_date"),
    ):
        found = roots({"base": base, "set": {field: day}})
        assert (found == []) if right else found[0] in {"julian-date", "field-without-digits"}, (field, expected)


@pytest.mark.parametrize("field", ["original_settlement_date", "date_original_returned"])
def test_only_a_timely_return_says_when_it_was(field: str) -> None:
    """R73 says when the original return was made and settled; with another reason both may be blank."""
    place = f"addenda_99_contested.{field}"
    assert roots({"base": "contested", "set": {place: " "}}) != []
    assert roots({"base": "contested", "set": {place: " ", "addenda_99_contested.return_code": "R71"}}) == []


@pytest.mark.parametrize(
    ("base", "place", "code", "right"),
    [
        ("return", "addenda_99.return_code", "R47", True),
        ("return", "addenda_99.return_code", "R48", False),
        ("return", "addenda_99.return_code", "R54", False),
        ("dishonored", "addenda_99_dishonored.returned_for", "68", False),
        ("dishonored", "addenda_99_dishonored.returned_for", "85", True),
        ("contested", "addenda_99_contested.dishonored_for", "71", False),
        ("contested", "addenda_99_contested.dishonored_for", "61", True),
        ("COR", "addenda_98.change_code", "C10", False),
        ("COR", "addenda_98.change_code", "C13", True),
        ("refused", "addenda_98_refused.refused_change_code", "C61", False),
        ("refused", "addenda_98_refused.refused_change_code", "C09", True),
    ],
)
def test_a_code_is_in_its_table(base: str, place: str, code: str, *, right: bool) -> None:
    """A first return for a first reason, a dishonor for a dishonor's, a refusal of a change that there is."""
    assert (roots({"base": base, "set": {place: code}, "second": {}}) == []) is right


@pytest.mark.parametrize(
    ("base", "place"),
    [
        ("dishonored", "addenda_99_dishonored.return_trace_number"),
        ("contested", "addenda_99_contested.dishonored_trace_number"),
        ("refused", "addenda_98_refused.original_trace_number"),
        ("iat_return", "addenda_99_iat.original_trace_number"),
    ],
)
def test_zeros_are_no_trace_number(base: str, place: str) -> None:
    """Wherever an addenda repeats the number of another entry."""
    assert roots({"base": base, "set": {place: "0"}}) == ["blank-mandatory-field"]


@pytest.mark.parametrize(
    ("first", "second", "mixed"),
    [
        ("addenda_99", "addenda_99_dishonored", True),
        ("addenda_99_dishonored", "addenda_99_contested", True),
        ("addenda_99_contested", "addenda_99", True),
        ("addenda_99", "addenda_99", False),
    ],
)
def test_each_kind_of_return_has_batches_of_its_own(first: str, second: str, *, mixed: bool) -> None:
    """Returns, dishonored and contested ones do not go together."""
    found = roots({"base": "return", "addenda": [first], "second": {"addenda": [second]}})
    assert found == (["mixed-categories"] if mixed else [])


def test_refused_changes_go_with_changes() -> None:
    """Both are notifications of change."""
    assert roots({"base": "COR", "second": {"addenda": ["addenda_98_refused"]}}) == []
