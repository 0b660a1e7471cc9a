"""Clearing codes of other countries in a routing field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.clearing_code import ClearingCode, System, is_new_zealand_account, is_valid, parse, recognise
from achguard.identifiers.malformed import Malformed, Reason


@pytest.mark.parametrize(
    ("text", "account_number", "system", "country"),
    [
        ("20-00-00", None, System.SORT_CODE, "GB"),
        ("20 00 00", None, System.SORT_CODE, "GB"),
        ("20–00–00", None, System.SORT_CODE, "GB"),
        ("200000", "31926819", System.SORT_CODE, "GB"),
        ("200000", "3192 6819", System.SORT_CODE, "GB"),
        ("sort code: 20-00-00", None, System.SORT_CODE, "GB"),
        ("Sort Code 200000", None, System.SORT_CODE, "GB"),
        ("062-000", None, System.BSB, "AU"),
        ("BSB 062000", None, System.BSB, "AU"),
        ("004-123", None, System.HONG_KONG, "HK"),
        ("SBIN0001234", None, System.IFSC, "IN"),
        ("sbin0001234", None, System.IFSC, "IN"),
        ("102100099996", None, System.CNAPS, "CN"),
        ("7171-001", None, System.SINGAPORE, "SG"),
        ("0001-001", None, System.ZENGIN, "JP"),
        ("01-0242", "0100194-00", System.NEW_ZEALAND, "NZ"),
        ("010242", "01-0242-0100194-00", System.NEW_ZEALAND, "NZ"),
        ("01-0242-0100194-00", None, System.NEW_ZEALAND, "NZ"),
        ("0102420100194000", None, System.NEW_ZEALAND, "NZ"),
    ],
)
def test_recognised(text: str, account_number: str | None, system: System, country: str) -> None:
    """A code is told by grouping, letters, length, label, or the account number beside it."""
    code = recognise(text, account_number=account_number)
    assert code is not None
    assert (code.system, code.country) == (system, country)


@pytest.mark.parametrize(
    ("text", "account_number"),
    [
        (None, None),
        ("", "31926819"),
        ("065300279", None),
        ("065300279", "31926819"),
        ("065-300-279", None),
        ("0653-0027-9", None),
        ("200000", None),
        ("200000", "123456789"),
        ("200000", "1234567"),
        ("37040044", None),
        ("37040044", "31926819"),
        ("20-00 00", None),
        ("12345-003", None),
        ("12-3456", None),
        ("12-3456", "123456789"),
        ("01-0242", "0100195-00"),
        ("01-0242-0100195-00", None),
        ("999999999999", None),
        ("DEUTDEFF500", None),
        ("BSB", None),
        ("BSB 065300279", None),
        ("０６５３００２７９", None),
        ("٢٠-٠٠-٠٠", None),
    ],
)
def test_not_recognised(text: str | None, account_number: str | None) -> None:
    """US numbers, mistyped ones, BICs, fractions on checks and Canadian forms are no foreign clearing code here."""
    assert recognise(text, account_number=account_number) is None


@given(st.text(alphabet="0123456789", min_size=9, max_size=9), st.sampled_from([None, "12345678", "0100194-00"]))
def test_nine_digits_are_never_foreign(text: str, account_number: str | None) -> None:
    """Nine solid digits are left to the routing number rules."""
    assert recognise(text, account_number=account_number) is None


@given(st.text(alphabet="0123456789", min_size=8, max_size=8))
def test_eight_solid_digits_are_never_foreign(text: str) -> None:
    """Eight solid digits may be a mistyped US number."""
    assert recognise(text, account_number="12345678") is None


@pytest.mark.parametrize("digits", ["", "01024201001940", "01024201001940000", "٠١٠٢٤٢٠١٠٠١٩٤٠٠٠"])
def test_new_zealand_accounts_are_ascii_digits(digits: str) -> None:
    """Only 15 or 16 ASCII digits can be a New Zealand account."""
    assert not is_new_zealand_account(digits)


def test_parse_needs_no_account() -> None:
    """Parsing reads the code alone, and says EMPTY or STRUCTURE where there is none."""
    assert parse("20-00-00") == ClearingCode(System.SORT_CODE, "200000", "GB")
    assert parse("200000") == Malformed(Reason.STRUCTURE)
    assert parse(" ") == Malformed(Reason.EMPTY)
    assert is_valid("20-00-00")
    assert not is_valid("200000")


def test_repr_hides_the_text() -> None:
    """The repr does not show the text, which can hold a New Zealand account number."""
    assert "0100194" not in repr(parse("01-0242-0100194-00"))
