"""Whatever reading of two runs of letters gives a score, the two share a stretch by which an index finds them."""

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sanctions.edited_names import edited

from achguard.sanctions.comparing.letter_strings import (
    by_bones,
    by_cut,
    by_whole,
    may_be_cut_run,
    stretches_of_bones,
    stretches_of_listed,
    stretches_of_query,
)
from achguard.sanctions.comparing.prepared_names import ListedForm, prepare_listed, prepare_query

with (Path(__file__).parents[2] / "corpus" / "names" / "cases.csv").open(encoding="utf-8", newline="") as _file:
    CASES = [*csv.DictReader(_file)]
NAMES = (
    "ZORBAN, Malik Tarentov",
    "XULINOR",
    "XUL BARENTO",
    "GARAD, Kutamen",
    "VOLKHOVENKO, Yevstafiy Prokhorovich",
    "HWANGBO, Chol-ryong",
    "BARENTAL ULINOT",
    "BARENTALULINOTA",
)


def stretches(form: ListedForm) -> set[object]:
    """Give the stretches of both orders of a listed name."""
    return {
        stretch
        for run, bones in zip((form.whole, form.natural), form.bones, strict=True)
        for stretch in stretches_of_listed(run, bones, len(form.words))
    }


@settings(max_examples=400)
@given(
    listed=st.sampled_from(NAMES),
    chance=st.randoms(use_true_random=False),
    cut_at=st.sampled_from([None, 12, 16, 22]),
    torn=st.booleans(),
)
def test_what_scores_shares_a_stretch(listed: str, chance: random.Random, cut_at: int | None, torn: object) -> None:
    """However a listed name is edited, torn or cut off, no reading gives it a score that an index could not find."""
    form = prepare_listed(listed, individual="," in listed)
    name = edited(chance, " ".join(chance.choice([form.words, form.words[::-1]])))
    if torn and len(name) > 4:
        at = chance.randrange(1, len(name))
        name = f"{name[:at]} {name[at:]}"
    query = prepare_query(name[:cut_at], cut_at)
    if max(by_whole(query, form), by_cut(query, form), by_bones(query, form)) > 0:
        assert {*stretches_of_query(query)} & stretches(form)


@pytest.mark.parametrize("row", [row for row in CASES if row["way"] != "words"], ids=lambda row: row["why"])
def test_pinned_readings_share_a_stretch(row: dict[str, str]) -> None:
    """Each pinned pair of names that is read as runs of letters has a stretch in common."""
    query = prepare_query(row["query"], int(row["cut_at"]) if row["cut_at"] else None)
    form = prepare_listed(row["listed_name"], individual=row["kind"] == "individual")
    assert {*stretches_of_query(query)} & stretches(form)


@pytest.mark.parametrize(
    ("name", "cut_at", "expected"),
    [("A" * 16, 60, True), ("A" * 15, 60, False), ("A" * 14, 14, True), ("A" * 13, 13, False)],
)
def test_which_runs_may_be_cut(name: str, cut_at: int, expected: object) -> None:
    """Sixteen letters may be the beginning of more, and fourteen where a field ends with them."""
    assert may_be_cut_run(prepare_query(name, cut_at)) is expected


def test_no_consonants_have_no_stretches() -> None:
    """A name with vowels is not looked for by its consonants."""
    assert stretches_of_bones("") == []
    assert {kind for kind, _, _ in stretches_of_bones("ZRBNMLK")} == {"bones", "bones-end"}
