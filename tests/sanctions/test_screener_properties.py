"""What holds of screening for any name and any list."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from achguard.sanctions.hit import DEFAULT_MIN_SCORE
from achguard.sanctions.listed.entity import ListedEntity, ListedName
from achguard.sanctions.screener import Screener
from achguard.sanctions.snapshot import Snapshot

WORDS = st.sampled_from(
    [
        "MALIK",
        "ZORBAN",
        "ZORBEN",
        "TARENTOV",
        "QUENTARA",
        "MARITIME",
        "TRADING",
        "TRADE",
        "BANK",
        "OF",
        "AL",
        "M.",
        "LLC",
        "JOSE",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ENTITIES = st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=6)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def entities(names: list[list[str]]) -> list[ListedEntity]:
    """Make an organization of each group of names."""
    return [
        ListedEntity(
            str(uid),
            "made-up",
            "organization",
            tuple(
                ListedName(name, "strong" if at else "primary", "aka" if at else "primary")
                for at, name in enumerate(each)
            ),
        )
        for uid, each in enumerate(names)
    ]


def scores(screener: Screener, name: str) -> dict[str, float]:
    """Return the score of each entity that a name meets at all."""
    return {hit.uid: hit.score for hit in screener.screen(name, min_score=0.3)}


@pytest.mark.slow
@QUICK
@given(ENTITIES, NAMES, NAMES, st.data())
def test_an_alias_more_never_lowers_a_hit(listed: list[list[str]], alias: str, name: str, data: st.DataObject) -> None:
    """With one more alias every entity scores at least what it scored before."""
    before = scores(Screener(entities(listed)), name)
    data.draw(st.sampled_from(listed)).append(alias)
    after = scores(Screener(entities(listed)), name)
    assert all(after.get(uid, 0.0) >= score for uid, score in before.items())


@pytest.mark.slow
@QUICK
@given(ENTITIES, NAMES, st.randoms(use_true_random=False))
def test_the_order_of_entities_does_not_matter(listed: list[list[str]], name: str, chance: object) -> None:
    """The same entities in another order give the same hits in the same order."""
    made = entities(listed)
    mixed = [*made]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert Screener(made).screen(name) == Screener(mixed).screen(name)


@pytest.mark.slow
@QUICK
@given(ENTITIES)
def test_every_listed_name_finds_itself(listed: list[list[str]]) -> None:
    """A listed name meets its own entity with a perfect score."""
    screener = Screener(entities(listed))
    for uid, names in enumerate(listed):
        for name in names:
            assert scores(screener, name)[str(uid)] == 1.0


@QUICK
@given(text=st.text(st.characters(), max_size=50))
def test_any_text_is_screened(sample: Snapshot, text: str) -> None:
    """Any text at all gives hits with scores between the threshold and one, best first, one for each entity."""
    hits = sample.screen(text, cut_at=22)
    assert all(DEFAULT_MIN_SCORE <= hit.score <= 1 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.uid for hit in hits}) == len(hits)
    assert isinstance(sample.screen_text(text), tuple)


@QUICK
@given(names=st.lists(st.one_of(NAMES, st.text(max_size=20)), max_size=6))
def test_many_are_screened_as_one_by_one(sample: Snapshot, names: list[str]) -> None:
    """The bulk path gives the hits of the single path, in order."""
    assert sample.screen_many(names, min_score=0.5) == [sample.screen(name, min_score=0.5) for name in names]


@QUICK
@given(name=NAMES, low=st.floats(0.3, 1), high=st.floats(0.3, 1))
def test_a_higher_threshold_shows_a_part(sample: Snapshot, name: str, low: float, high: float) -> None:
    """The hits at a higher threshold are the best of those at a lower one."""
    low, high = sorted((low, high))
    assert sample.screen(name, min_score=high) == tuple(
        hit for hit in sample.screen(name, min_score=low) if hit.score >= high
    )
