"""Mexican account numbers."""

import clabe as reference
import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.clabe import Clabe, is_valid, parse
from achguard.identifiers.malformed import Malformed, Reason


@pytest.mark.parametrize("text", ["032180000118359719", "002010077777777771", "0321 8000 0118 3597 19"])
def test_right_numbers(text: str) -> None:
    """18 digits with a right check digit are a CLABE, grouped or not."""
    parsed = parse(text)
    assert isinstance(parsed, Clabe)
    assert parsed.bank == text[:3]


def test_repr_hides_the_account() -> None:
    """The repr shows the bank's code and nothing of the account."""
    assert repr(parse("032180000118359719")) == "Clabe(bank='032')"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03218000011835971X", Reason.CHARACTERS),
        ("٠٣٢١٨٠٠٠٠١١٨٣٥٩٧١٩", Reason.CHARACTERS),
        ("03218000011835971", Reason.LENGTH),
        ("000000000000000000", Reason.ZERO),
        ("032180000118359718", Reason.CHECK_DIGIT),
    ],
)
def test_reasons(text: str, reason: Reason) -> None:
    """What is no CLABE says why."""
    assert parse(text) == Malformed(reason)


@given(st.sampled_from(sorted(reference.BANKS)), st.text(alphabet="0123456789", min_size=14, max_size=14))
def test_check_digit_agrees_with_the_reference(bank: str, rest: str) -> None:
    """The one right check digit is the one that the clabe package computes."""
    digits = (bank + rest)[:17]
    right = reference.compute_control_digit(digits)
    assert [last for last in "0123456789" if is_valid(digits + last)] == [right]
