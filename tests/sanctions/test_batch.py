"""A batch of names gives, name by name, what one at a time gives."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sanctions.edited_names import edited

from achguard.sanctions.batch_likeness import alike_many
from achguard.sanctions.index import NameIndex
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


def one_by_one(snapshot: Snapshot, names: Sequence[str], cut_at: int | None, least: float | None) -> list[object]:
    """Screen each name by itself."""
    return [snapshot.screen(name, cut_at=cut_at, min_score=least) for name in names]


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
