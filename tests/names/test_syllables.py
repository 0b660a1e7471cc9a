"""One syllable of a Korean or Chinese name is known by its shape."""

import pytest

from achguard.names.syllables import is_syllable


@pytest.mark.parametrize(
    "word",
    [
        "HYUN",
        "KANG",
        "MIN",
        "JONG",
        "UN",
        "XU",
        "BIN",
        "WEI",
        "LEE",
        "CHOI",
        "XIAN",
        "HO",
        "QUAN",
        "YOUNG",
        "HSIEH",
        "TZU",
        "SSANG",
    ],
)
def test_a_syllable(word: str) -> None:
    """Initial, glide, vowels and a final make one, in each way of writing them."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["FANGWEI", "SHANGHAI", "PMT", "A", "INVOICE", "PARK", "TARENTOV"])
def test_what_has_more_or_less(word: str) -> None:
    """Two syllables, no vowel, a single letter, and sounds that these names don't have, are not one."""
    assert not is_syllable(word)
