"""Tests of Arabic names that begin with Abd, in one word, two or three."""

import pytest

from achguard.names.servants import begins_servant, servant_readings


@pytest.mark.parametrize(
    ("folded", "in_two"),
    [
        ("ABDELKARIM ZORBAN", "ABDUL KARIM ZORBAN"),
        ("ABD AL KARIM ZORBAN", "ABDUL KARIM ZORBAN"),
        ("ZORBAN ABDOULKARIM", "ZORBAN ABDUL KARIM"),
        ("ABDERRAZZAK", "ABDUL RAZZAK"),
        ("ABDESSALAM", "ABDUL SALAM"),
        ("ABDENNOUR", "ABDUL NOUR"),
        ("ABD AR RAHMAN", "ABDUL RAHMAN"),
        ("ABDELLATIF", "ABDUL LATIF"),
    ],
)
def test_a_servant_is_read_in_two_words_and_in_one(folded: str, in_two: str) -> None:
    """The article is one whatever vowel it has, and whichever letter it takes the sound of."""
    assert servant_readings(folded) == (in_two, in_two.replace("ABDUL ", "ABDUL"))


def test_two_words_are_read_as_one() -> None:
    """ABDEL KARIM, which is two words, has the reading in one alone."""
    assert servant_readings("ABDUL KARIM ZORBAN") == ("ABDULKARIM ZORBAN",)


@pytest.mark.parametrize("folded", ["", "JANE ROE", "ABDULLAH ROE", "ABDALLAH", "ABDOLLAHI", "ABDULLAYEV", "ABDI ALI"])
def test_other_names_have_no_such_reading(folded: str) -> None:
    """Abdullah is one name, and what only begins alike is another."""
    assert servant_readings(folded) == ()


@pytest.mark.parametrize(("word", "may"), [("ABDELKARIM", True), ("ABD", True), ("KABDUL", False)])
def test_a_servant_begins_with_its_three_letters(word: str, *, may: bool) -> None:
    """A word tells by its first letters whether a field may have such readings."""
    assert begins_servant(word) is may
