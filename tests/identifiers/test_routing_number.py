"""US routing numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.us import rtn

from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.routing_number import (
    PrefixClass,
    RoutingNumber,
    check_digit_is_right,
    check_digit_of,
    is_valid,
    parse,
)

NINE_DIGITS = st.text(alphabet="0123456789", min_size=9, max_size=9)


@pytest.mark.parametrize(
    ("text", "prefix_class", "is_payors"),
    [
        ("065300279", PrefixClass.PRIMARY, True),
        ("021000021", PrefixClass.PRIMARY, True),
        ("121000248", PrefixClass.PRIMARY, True),
        ("321171184", PrefixClass.THRIFT, True),
        ("655060042", PrefixClass.ELECTRONIC, False),
        ("000000518", PrefixClass.GOVERNMENT, False),
        ("800000019", PrefixClass.TRAVELERS_CHEQUE, False),
    ],
)
def test_classes(text: str, prefix_class: PrefixClass, is_payors: bool) -> None:  # noqa: FBT001
    """The first two digits say whose number it is, and only 01-12 and 21-32 can be a payor's."""
    number = parse(text)
    assert number == RoutingNumber(text)
    assert number.prefix_class is prefix_class
    assert number.is_payors is is_payors


@pytest.mark.parametrize("text", [" 065300279", "065 300 279", "065300279\r\n", "\t065300279"])
def test_white_space_does_not_count(text: str) -> None:
    """ASCII white space around and inside is left out."""
    assert parse(text) == RoutingNumber("065300279")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12345-003", Reason.CHARACTERS),
        ("０６５３００２７９", Reason.CHARACTERS),
        ("٠٦٥٣٠٠٢٧٩", Reason.CHARACTERS),
        ("06530027²", Reason.CHARACTERS),
        ("DE89370400440532013000", Reason.CHARACTERS),
        ("06530027", Reason.LENGTH),
        ("0653002790", Reason.LENGTH),
        ("000000000", Reason.ZERO),
        ("065300278", Reason.CHECK_DIGIT),
        ("111111118", None),
        ("812345678", Reason.PREFIX),
        ("500000005", Reason.PREFIX),
    ],
)
def test_first_reason(text: str, reason: Reason | None) -> None:
    """The first reason in the order of the checks is given."""
    parsed = parse(text)
    assert (parsed.reason if isinstance(parsed, Malformed) else None) is reason
    assert is_valid(text) is (reason is None)


@pytest.mark.slow
@given(NINE_DIGITS)
def test_check_digit_agrees_with_stdnum(digits: str) -> None:
    """The check digit is the one that python-stdnum computes."""
    assert check_digit_is_right(digits) == rtn.is_valid(digits)


@given(st.text(alphabet="0123456789", min_size=8, max_size=8))
def test_one_check_digit_is_right(digits: str) -> None:
    """Of the ten possible last digits exactly one is right, and it is the one that is given for the first eight."""
    assert [last for last in "0123456789" if check_digit_is_right(digits + last)] == [check_digit_of(digits)]


@pytest.mark.parametrize("digits", ["", "0653002", "065300279", "06530O27"])
def test_what_is_not_eight_digits_has_no_check_digit(digits: str) -> None:
    """A check digit of anything else is refused, not made up."""
    with pytest.raises(ValueError, match=r"."):
        check_digit_of(digits)
