"""A field that is plain by its signs and words has no reading but itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.names.fold import fold
from achguard.names.parties import PARTY_MARKS
from achguard.names.readings import is_plain, readings
from achguard.names.words import canonical

PARTS = st.sampled_from(
    ["JANE", "ROE", "AND", "or", "Y", "&", "/", "C/O", "DBA", "ESTATE OF", "4", "@", "l", "I", "%20", "'", ",", "."]
)


@given(st.lists(PARTS, max_size=6), st.sampled_from([" ", ""]))
def test_a_plain_field_has_one_reading(parts: list[str], between: str) -> None:
    """Whatever a field is made of, where it is called plain nothing is left out."""
    field = between.join(parts)
    if is_plain(field, canonical(tuple(fold(field).split()))):
        assert [reading.text for reading in readings(field)] == [field]


@pytest.mark.parametrize("mark", sorted(PARTY_MARKS))
def test_no_spelling_hides_a_mark(mark: str) -> None:
    """The words that part parties are nothing else in one spelling, alone and beside others."""
    assert mark in canonical(("JANE", mark, "ROE"))


@pytest.mark.parametrize(
    ("field", "widths"),
    [
        ("JANE ROE OR JOHN DOE", {"JANE ROE OR JOHN DOE": 20, "JANE ROE": 0, "JOHN DOE": 20}),
        ("JANE ROE C/O ", {"JANE ROE C/O ": 12, "JANE ROE": 0}),
    ],
)
def test_the_last_party_alone_may_be_cut_off(field: str, widths: dict[str, int]) -> None:
    """What stands before another party is whole, however wide the field."""
    assert {reading.text: reading.width for reading in readings(field)} == widths


@pytest.mark.parametrize(
    ("field", "reading"),
    [("Z.Q.V.C.", "ZQVC"), ("Z.Q.V.C. TRADING", "ZQVC TRADING"), ("J.R. ROE", None), ("JANE ROE INC.", None)],
)
def test_letters_with_full_stops_are_a_word_too(field: str, reading: str | None) -> None:
    """Three single letters in a row or more may be an acronym; initials are two."""
    texts = {each.text for each in readings(field)}
    assert reading in texts if reading is not None else len(texts) == 1
