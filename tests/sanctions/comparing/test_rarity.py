"""A score says how many ordinary names reach it."""

import pytest

from achguard.sanctions.comparing.rarity import in_words, one_in
from achguard.sanctions.snapshot import Snapshot


def test_a_higher_score_is_rarer() -> None:
    """The number of names for one that scores as high never falls as the score rises."""
    numbers = [one_in(score / 100) for score in range(70, 101)]
    assert all(number is not None for number in numbers)
    assert numbers == sorted(numbers, key=lambda number: number or 0)
    assert len(set(numbers)) > 2


def test_a_score_that_was_not_measured_says_nothing() -> None:
    """Below the table there is no number and no sentence."""
    assert one_in(0.1) is None
    assert in_words(0.1) is None


@pytest.mark.parametrize("name", ["MALIK TARENTOV ZORBAN", "Malik Zorban"])
def test_an_explanation_says_how_rare_its_score_is(sample: Snapshot, name: str) -> None:
    """A person who judges a hit reads how many ordinary names score so high."""
    assert "ordinary US names scores this high" in sample.screen(name)[0].explanation
