"""A score says how many ordinary names reach it."""

import csv
from pathlib import Path
from typing import get_args

import pytest

from achguard.sanctions.comparing.rarity import Who, in_words, one_in
from achguard.sanctions.snapshot import Snapshot

NATURAL = Path(__file__).parents[4] / "shared" / "eval" / "names" / "natural" / "ordinary.tsv"
US_PEOPLE = {"va_agents", "chicago_employees", "georgia_donors", "csrankings_us", "congress"}
NAMESAKES = {"people": 2, "firms": 1}


@pytest.mark.parametrize("who", get_args(Who))
def test_a_higher_score_is_rarer(who: Who) -> None:
    """The number of names for one that scores as high never falls as the score rises."""
    numbers = [one_in(score / 100, who) for score in range(70, 101)]
    assert all(number is not None for number in numbers)
    assert numbers == sorted(numbers, key=lambda number: number or 0)
    assert len(set(numbers)) > 2


def test_a_score_that_was_not_measured_says_nothing() -> None:
    """Below the table there is no number and no sentence."""
    assert one_in(0.1, "people") is None
    assert in_words(0.1) is None


@pytest.mark.parametrize(
    ("kind", "said", "unsaid"),
    [
        (None, ("US people's names and ", "US firms' names score this high"), ()),
        ("individual", ("US people's names scores this high",), ("firms",)),
        ("organization", ("US firms' names scores this high",), ("people",)),
    ],
)
def test_an_explanation_says_how_rare_its_score_is(
    sample: Snapshot, kind: str | None, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    """Who judges a hit reads how many ordinary names of the party's kind score so high, of each where it is unknown."""
    explanation = sample.screen("Malik Zorban", kind=kind)[0].explanation
    assert all(each in explanation for each in said)
    assert not any(each in explanation for each in unsaid)


def test_a_line_of_text_is_given_no_rarity_that_was_measured_on_names(sample: Snapshot) -> None:
    """Lines of text hold names at another rate than fields do, so their hits say none."""
    (hit,) = sample.screen_text("RENT MAY MALIK TARENTOV ZORBAN")
    assert "1 in" not in hit.explanation


@pytest.mark.slow
def test_the_rarities_hold_for_natural_names(sdn_2024: Snapshot) -> None:
    """Of ordinary people and firms as many reach a score as is said, but for a factor of two or five names."""
    if not NATURAL.exists():
        pytest.skip("the natural names (../shared/eval/names/natural) are not here")
    with NATURAL.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    names: dict[Who, list[str]] = {
        "people": [row["query"] for row in rows if row["set"] in US_PEOPLE],
        "firms": [row["query"] for row in rows if row["kind"] != "person"],
    }
    for who, those in names.items():
        found = sdn_2024.screen_many(those, min_score=0.7)
        best = [max((hit.score for hit in hits if hit.alias_quality != "weak"), default=0.0) for hits in found]
        for score in (0.7, 0.8, 0.9, 1.0):
            reached = sum(each >= score for each in best) * NAMESAKES[who]
            number = one_in(score, who)
            assert number is not None
            said = len(those) / number
            assert said / 2 - 5 <= reached <= said * 2 + 5, (who, score)
