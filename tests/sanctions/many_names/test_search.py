"""A batch of names gives, name by name, what one at a time gives.

Twins compared: `many_names` with `one_name` (`search.py`, `inside.py` with `inside_search.py`) and with the words and
letter strings of `comparing`, through the hits of `screen_many` and `screen`; `index.likeness.alike_many` with
`WordIndex.alike`. What one name scores is held to `tests/corpus/names/cases.csv`, and to brute force in
`index/test_name_index.py`.
"""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sanctions.edited_names import edited

from achguard.sanctions.index.likeness import alike_many
from achguard.sanctions.index.name_index import NameIndex
from achguard.sanctions.listed.entity import ListedEntity, ListedName
from achguard.sanctions.many_names.search import LEAST
from achguard.sanctions.one_name.search import NameSearch
from achguard.sanctions.screener import MAX_HITS, Screener
from achguard.sanctions.snapshot import Snapshot

ORDINARY = ("JANE Q PUBLIC", "JOHN SMITH", "MARIA GARCIA LOPEZ", "LEE", "ROBERT A JOHNSON", "ACME LLC", "MC DONALD LTD")
ODD = ("", " ", "\ud800", "J K", "A" * 400, "X " * 60, "ИВАН ЗОРБАН", "a\nb", "ZRBN MLK TRNTV", "77 88", "S A")
MANY = 80
"""Enough names to be screened as a batch."""
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def changed(chance: random.Random, snapshot: Snapshot, count: int) -> list[str]:
    """Return changed listed names among ordinary and odd ones."""
    listed = [name.text for entity in snapshot.entities for name in entity.names]
    made = [edited(chance, chance.choice(listed).replace(",", " ")) for _ in range(count)]
    mixed = [*made, *ORDINARY, *ODD]
    chance.shuffle(mixed)
    return mixed


BESIDE = (
    *("{} TAX REFUND 2024", "REF 12 {}", "{0} {0}", "JANE ROE OR {}", "JANE & JOHN ROE AND {}", "{0} C/O ACME DBA {0}"),
    *("THE " * 45 + "{}", " " * 360 + "{}", "\u200b" * 9 + "{}", "\u202e{}", "<b>{}</b>", "{}&nbsp;ROE", "%4A{}"),
)
"""What stands around a name in a field."""


def beside(chance: random.Random, name: str) -> str:
    """Put other words, padding, marks or escapes around a name, or signs into it."""
    name = chance.choice(
        [name, name[::-1], name.replace("A", "@"), name.replace(" ", "%20"), name.replace(" ", " AND ")]
    )
    return chance.choice(BESIDE).format(name)


@pytest.mark.slow
@QUICK
@given(
    chance=st.randoms(use_true_random=False),
    least=st.sampled_from([None, 0.7, 0.9, 1.0]),
    cut_at=st.sampled_from([None, 16, 22, 35]),
)
def test_a_batch_reads_fields_as_one_does(
    sample: Snapshot, chance: random.Random, least: float | None, cut_at: int | None
) -> None:
    """Listed names beside other words, in disguise and cut off give the same hits in a batch, field by field."""
    fields = [beside(chance, name) for name in changed(chance, sample, MANY)]
    fields = [field[: chance.choice([16, 22, 35, 500])] for field in fields]
    assert sample.screen_many(fields, cut_at=cut_at, min_score=least) == one_by_one(sample, fields, cut_at, least)


def test_most_names_take_the_fast_way(sample: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a thousand fields, joint names among them, no more than a few are looked up one at a time."""
    alone: list[str] = []
    search = NameSearch.search_one
    monkeypatch.setattr(
        NameSearch, "search_one", lambda self, name, *more: (alone.append(name), search(self, name, *more))[1]
    )
    lasts = [f"ROE{one}{other}" for one in "ABCDEFGHI" for other in "ABCDEFGHI"]
    firsts = [f"{one} {joint}" for one in ("JANE", "JOHN Q", "MARY ANN") for joint in ("AND JIM", "OR ANN", "&", "")]
    fields = [f"{first} {last}" for first in firsts for last in lasts]
    sample.screen_many(fields)
    assert len(fields) > 900
    assert len(alone) < len(fields) // 50


def one_by_one(snapshot: Snapshot, names: Sequence[str], cut_at: int | None, least: float | None) -> list[object]:
    """Screen each name by itself."""
    return [snapshot.screen(name, cut_at=cut_at, min_score=least) for name in names]


@pytest.mark.slow
@QUICK
@given(
    chance=st.randoms(use_true_random=False),
    least=st.sampled_from([None, 0.7, 0.75, 0.9, 0.5]),
    cut_at=st.sampled_from([None, 15, 22]),
)
def test_a_batch_gives_what_each_name_gives(
    sample: Snapshot, chance: random.Random, least: float | None, cut_at: int | None
) -> None:
    """Whatever the names are, hits are the same ones, field by field, at any threshold and width."""
    names = changed(chance, sample, MANY)
    assert sample.screen_many(names, cut_at=cut_at, min_score=least) == one_by_one(sample, names, cut_at, least)


def pinned() -> list[dict[str, str]]:
    """Read the pinned cases of names."""
    path = Path(__file__).parents[2] / "corpus" / "names" / "cases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


@pytest.fixture(scope="module")
def screener() -> tuple[Screener, dict[str, tuple[str, bool]]]:
    """Return a screener of every listed name of the pinned cases, and the name and kind of each entry."""
    names = dict.fromkeys((row["listed_name"], row["kind"] == "individual") for row in pinned())
    entities = [
        ListedEntity(
            str(number), "x", "individual" if person else "organization", (ListedName(name, "primary", "primary"),)
        )
        for number, (name, person) in enumerate(names)
    ]
    return Screener(entities), {entity.uid: key for entity, key in zip(entities, names, strict=True)}


@pytest.mark.parametrize("cut_at", sorted({int(row["cut_at"] or 0) for row in pinned()}))
def test_pinned_names_score_the_same_alone_and_in_a_batch(
    screener: tuple[Screener, dict[str, tuple[str, bool]]], cut_at: int
) -> None:
    """Each pinned name meets its listed one with the pinned score or more, and in a batch with the same hits."""
    screen, listed = screener
    cases = [row for row in pinned() if int(row["cut_at"] or 0) == cut_at]
    # More names than are looked up one at a time, at the least score at which a batch is a batch.
    names = [row["query"] for row in cases] + [f"{row['query']} {name}" for row in cases for name in ("", *ORDINARY)]
    names += [f"ROE {number}" for number in range(70)]
    alone = [screen.screen(name, cut_at=cut_at or None, min_score=LEAST) for name in names]
    assert screen.screen_many(names, cut_at=cut_at or None, min_score=LEAST) == alone
    for row, hits in zip(cases, alone, strict=False):
        scores = {listed[hit.uid]: hit.score for hit in hits}
        found = scores.get((row["listed_name"], row["kind"] == "individual"), 0.0)
        # It may have more: a field is read without disguises too, and a listed name in full may stand in it.
        if float(row["score"]) >= LEAST + 0.001 and len(hits) < MAX_HITS:
            assert found >= float(row["score"]) - 0.00051, row["why"]


WORDS = st.one_of(
    st.text("ABCDEHIKLMNORSTUYZ0", max_size=12), st.sampled_from(["RNALIK", "ZRBN", "77", "A" * 60, "JOHN"])
)


@QUICK
@given(words=st.lists(WORDS, min_size=1, max_size=60, unique=True), doubled=st.booleans())
def test_words_are_alike_in_a_batch(words: list[str], doubled: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    """A batch of words is like the same listed words, as far, as each word is."""
    index = NameIndex(NameIndex.build(Snapshot.sample().entities)).postings.words
    # Many of one length are compared at once, few of them one by one.
    words = [*dict.fromkeys([*words, *(word[:-1] + letter for word in words for letter in "AEIR" if doubled and word)])]
    found: dict[int, dict[int, float]] = {}
    for place, other, value in zip(*(column.tolist() for column in alike_many(index, words)), strict=True):
        found.setdefault(int(place), {})[int(other)] = value
    expected = {place: alike for place, word in enumerate(words) if (alike := index.alike(word))}
    assert found == {place: pytest.approx(alike) for place, alike in expected.items()}


TWICE = (
    "MALIK, Malik Malik",
    "VORT VORT BANK",
    "TIM KOVANT, Orvella",
    "AL ZAR AL BREM, Al",
    "M, Orvella",
    "VORT TIM KOVANT CO",
)
"""Listed names that have a word twice, initials, or a word in parts."""


@pytest.mark.parametrize("least", [0.7, 0.8, 0.9])
def test_a_batch_finds_names_with_a_word_twice_or_in_parts(least: float) -> None:
    """A word that a listed name has twice, and one that its neighbours make, are bounded by no less than they meet."""
    names = [ListedName(text, "primary", "primary") for text in TWICE]
    screener = Screener(
        [
            ListedEntity(
                uid=str(at), list="x", kind="individual" if "," in name.text else "organization", names=(name,)
            )
            for at, name in enumerate(names)
        ]
    )
    words = [
        "MALIK",
        "VORT",
        "BANK",
        "TIMKOVANT",
        "TIM",
        "KOVANT",
        "ORVELLA",
        "AL",
        "ZAR",
        "BREM",
        "M",
        "CO",
        "VORTTIM",
    ]
    chance = random.Random(20261126)
    asked = [" ".join(chance.choices(words, k=chance.randrange(1, 6))) for _ in range(400)]
    asked += ["MALIK MALIK", "MALIK MALIK MALIK", "VORT VORT", "ORVELLA TIMKOVANT", "TIMKOVANT", "VORTTIM KOVANT"]
    asked = [*dict.fromkeys(asked)]
    assert screener.screen_many(asked, min_score=least) == [screener.screen(name, min_score=least) for name in asked]
