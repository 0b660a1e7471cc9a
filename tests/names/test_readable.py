"""A name that holds nothing to compare cannot be screened."""

import pytest

from achguard.names import is_readable


@pytest.mark.parametrize(
    "name", ["A", "Ж", "江", "-- X --", "3M CO", "7-ELEVEN", "1-800-FLOWERS", "4 STAR", "N/A", "&#65;", "0 O", "٣م"]
)
def test_a_letter_is_enough(name: str) -> None:
    """One letter of any script can be compared, beside whatever digits and marks."""
    assert is_readable(name)


@pytest.mark.parametrize("name", [None, "", "   ", "--", "😀", "\u200b", "\ud800", "\0", "&nbsp;", "%20%20", "<b></b>"])
def test_marks_and_blanks_are_not(name: str) -> None:
    """Blanks, punctuation, emoji, what cannot be seen, and escapes that stand for these cannot be compared."""
    assert not is_readable(name)


@pytest.mark.parametrize(
    "name", ["0", "0000000000", "12345", "76", "٣٤٥", "１２３", "1800 76", "12/34", "#5", "२०२४", "²³"]
)
def test_a_number_is_no_name(name: str) -> None:
    """Digits of whatever script name nobody."""
    assert not is_readable(name)


@pytest.mark.parametrize(("count", "reads"), [(400, True), (1_000, True), (1_001, False), (100_000, False)])
def test_a_name_beyond_the_bound_is_not_read(count: int, reads: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    """Of a name longer than two thousand letters and blanks a part would not be looked at."""
    assert is_readable(" ".join(["A"] * count)) is reads
    assert is_readable(" " * 5_000 + "JANE ROE")
