"""A name that holds nothing to compare cannot be screened."""

import pytest

from achguard.names import is_readable


@pytest.mark.parametrize("name", ["A", "3", "٣", "Ж", "江", "-- X --"])
def test_a_letter_or_a_digit_is_enough(name: str) -> None:
    """One letter or digit of any script can be compared."""
    assert is_readable(name)


@pytest.mark.parametrize("name", [None, "", "   ", "--", "😀", "\u200b", "\ud800", "\0"])
def test_marks_and_blanks_are_not(name: str) -> None:
    """Blanks, punctuation, emoji and what cannot be seen cannot be compared."""
    assert not is_readable(name)
