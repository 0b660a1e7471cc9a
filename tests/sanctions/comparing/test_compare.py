"""Two names are compared alike whether likenesses are known beforehand or not, and within bounds.

What each pair of names scores is pinned in `test_pinned_scores.py`.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from achguard.sanctions.comparing.compare import MOST_JOINED, compare, credit, credits_of, may_be_cut, runs_of
from achguard.sanctions.comparing.prepared_names import prepare_listed, prepare_query
from achguard.sanctions.comparing.words import similarity

with (Path(__file__).parents[2] / "corpus" / "names" / "cases.csv").open(encoding="utf-8", newline="") as _file:
    CASES = [*csv.DictReader(_file)]


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["why"])
def test_known_likenesses_change_nothing(row: dict[str, str]) -> None:
    """With the listed words that each word may be at hand, a comparison is the one that works them out."""
    query = prepare_query(row["query"], int(row["cut_at"]) if row["cut_at"] else None)
    listed = prepare_listed(row["listed_name"], individual=row["kind"] == "individual")
    alike = [{other: value for other in listed.words if (value := similarity(word, other))} for word in query.words]
    found = compare(query, listed, alike)
    assert found == compare(query, listed)
    assert 0 <= found.score <= 1


def test_the_credit_of_one_is_that_of_many() -> None:
    """A similarity is worth the same alone and in an array: half at two thirds, never less than nothing."""
    values = [0.0, 0.2, 1 / 3, 0.5, 2 / 3, 0.9, 1.0]
    assert credits_of(np.array(values)).tolist() == pytest.approx([credit(value) for value in values])
    assert [credit(1.0), credit(2 / 3), credit(0.2)] == [1.0, pytest.approx(0.5), 0.0]


def test_neighbours_are_written_as_one_word() -> None:
    """Two or three neighbours are joined, where that makes five letters or more."""
    assert [*runs_of(("XU", "LI", "NOR", "A"))] == [(1, 2, "LINOR"), (0, 3, "XULINOR"), (1, 3, "LINORA")]
    assert max(count for _, count, _ in runs_of(tuple(["XU"] * 9))) <= MOST_JOINED
    assert [*runs_of(("XULINOR",))] == []


@pytest.mark.parametrize(
    ("name", "cut_at", "expected"),
    [
        ("MALIK TARENTOV ZORB", 40, True),
        ("MALIK TARENTOV ZOR", 40, False),
        ("MALIK TARENTOV ZOR", 18, True),
        ("MALIK TARENTOV ZO", 17, False),
        ("MALIKTARENTOVZORB", 17, False),
        ("MALIK ZORBA", 11, False),
    ],
)
def test_which_last_word_may_be_cut(name: str, cut_at: int, expected: object) -> None:
    """A last word of four letters may be cut off, of three at a field's end; not a short name, nor one of one word."""
    assert may_be_cut(prepare_query(name, cut_at)) is expected


@pytest.mark.parametrize(
    ("name", "listed", "score"),
    [
        ("ANN M DIAZ", "DIAZ, Ann", 0.82),
        ("ANN DIAZ", "DIAZ, Ann", 1.0),
        ("ANN M DIAZ", "DIAZ, Ann Michelle", 0.902),
        ("THOMAS M TARENTOV", "TARENTOV, Thomas", 0.905),
    ],
)
def test_an_initial_that_the_list_has_not_tells_usual_names_apart(name: str, listed: str, score: float) -> None:
    """Many people have two usual names; one initial more is another's rather, and the name still meets at 0.80."""
    found = compare(prepare_query(name), prepare_listed(listed, individual=True))

    assert found.score == pytest.approx(score, abs=0.0006)


def test_an_initial_beside_a_ships_name_is_told_by_a_factor_alone() -> None:
    """DANIEL E JR loses by what a person has beside a name, and not for the initial once more."""
    found = compare(prepare_query("DANIEL E JR"), prepare_listed("DANIEL", individual=False, ship=True))

    assert found.score == pytest.approx(0.699, abs=0.0006)
