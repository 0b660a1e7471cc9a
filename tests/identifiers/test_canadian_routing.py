"""Canadian routing numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers import routing_number
from achguard.identifiers.canadian_routing import CanadianRouting, Form, is_before_account, is_treasury, parse
from achguard.identifiers.malformed import Malformed, Reason


@pytest.mark.parametrize(
    ("text", "institution", "transit", "form"),
    [
        ("000300002", "003", "00002", Form.ELECTRONIC),
        ("081500001", "815", "00001", Form.ELECTRONIC),
        ("12345-003", "003", "12345", Form.PAPER),
        ("12345 003", "003", "12345", Form.PAPER),
        ("12345 – 003", "003", "12345", Form.PAPER),
    ],
)
def test_forms(text: str, institution: str, transit: str, form: Form) -> None:
    """Both forms give the institution and the transit number."""
    parsed = parse(text)
    assert isinstance(parsed, CanadianRouting)
    assert (parsed.institution, parsed.transit, parsed.form) == (institution, transit, form)
    assert parsed.electronic == f"0{institution}{transit}"


@pytest.mark.parametrize(
    ("text", "name"),
    [("000100002", "Bank of Montreal"), ("081500001", "Desjardins (Quebec)"), ("077700001", None)],
)
def test_institution_names(text: str, name: str | None) -> None:
    """A known institution has a name; an unknown one is a Canadian form all the same."""
    parsed = parse(text)
    assert isinstance(parsed, CanadianRouting)
    assert parsed.institution_name == name


def test_starts_with_00() -> None:
    """The large banks' numbers start 00 in electronic form, Desjardins' does not."""
    royal, desjardins = parse("12345-003"), parse("081500001")
    assert isinstance(royal, CanadianRouting)
    assert isinstance(desjardins, CanadianRouting)
    assert royal.starts_with_00
    assert not desjardins.starts_with_00


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12345003", Reason.LENGTH),
        ("1234-5003", Reason.STRUCTURE),
        ("121000248", Reason.STRUCTURE),
        ("12345X003", Reason.CHARACTERS),
        ("000000518", Reason.ZERO),
        ("12345-000", Reason.ZERO),
    ],
)
def test_reasons(text: str, reason: Reason) -> None:
    """Eight solid digits, US numbers and the Treasury's are no Canadian number."""
    assert parse(text) == Malformed(reason)


@pytest.mark.parametrize("text", ["000000518", "000000204", " 000000518 "])
def test_treasury(text: str) -> None:
    """The Treasury's and the Postal Service's numbers are known, and are right US numbers."""
    assert is_treasury(text)
    assert routing_number.is_valid(text)


@pytest.mark.parametrize("text", [None, "", "000300002", "021000021"])
def test_not_treasury(text: str | None) -> None:
    """Other numbers that start 00, and no number, are not the Treasury's."""
    assert not is_treasury(text)


@given(st.integers(1, 999), st.integers(0, 99_999))
def test_both_forms_agree(institution: int, transit: int) -> None:
    """A number in paper form has the electronic form of the same institution and transit."""
    paper = parse(f"{transit:05}-{institution:03}")
    solid = parse(f"0{institution:03}{transit:05}")
    assert isinstance(paper, CanadianRouting)
    assert isinstance(solid, CanadianRouting)
    assert paper.electronic == solid.electronic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12345-003", True),
        ("12345 - 003 - 1234567", True),
        ("12345-003 123-456-7", True),
        ("003-12345-1234567", True),
        ("0003-12345-1234567", True),
        ("12345-777-1234567", False),
        ("777-12345-1234567", False),
        ("003 12345 1234567", False),
        ("12345-003-123", False),
        ("12345003", False),
        ("000312345", False),
        ("12345-003-12345678901234567", False),
        (None, False),
    ],
)
def test_a_known_banks_number_before_an_account(text: str | None, *, expected: bool) -> None:
    """Transit, institution and account, or the institution first with dashes; solid digits are told by nothing."""
    assert is_before_account(text) is expected
