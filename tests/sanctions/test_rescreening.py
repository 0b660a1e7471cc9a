"""Parties are compared with what changed between two snapshots, and with nothing else."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from achguard.sanctions.clearance import Clearance
from achguard.sanctions.listed.entity import ListedEntity, ListedName
from achguard.sanctions.rescreening import ChangedHit, Rescreening
from achguard.sanctions.screener import PartyAsked
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored.listing import Listing

DAY = dt.date(2026, 11, 20)
SAMPLE = Snapshot.sample(published=DAY)
BY_UID = {each.uid: each for each in SAMPLE.entities}
ZORBAN, QUENTARA, GONE = BY_UID["900001"], BY_UID["900002"], BY_UID["900011"]
PARTIES = [*map(PartyAsked, ("MALIK ZORBAN", "JANE Q PUBLIC", "QUENTARA SHIPPING", "ANSELMO QUIXALTENGO"))]


def snapshot_of(entities: Iterable[ListedEntity]) -> Snapshot:
    """Make a snapshot of these entities."""
    listed = [*entities]
    listing = Listing("sample-sdn", DAY, "argument", len(listed), "sha256:" + "0" * 64, partial=False)
    return Snapshot(listed, [listing], ("made", (), (listing,)))


def changed(entity: ListedEntity, *aliases: str) -> ListedEntity:
    """Give an entity more aliases."""
    return dataclasses.replace(
        entity, names=(*entity.names, *(ListedName(each, "strong", "aka") for each in aliases)), programs=("SAMPLE-Z",)
    )


def cleared(entity: ListedEntity, name: str, **changes: Any) -> Clearance:
    """Clear a name of an entity."""
    given = Clearance.of(
        entity, name=name, by="J. Doe", why="another person", on=dt.date(2026, 11, 1), expires=dt.date(2027, 10, 31)
    )
    return dataclasses.replace(given, **changes)


OLD = snapshot_of(each for each in SAMPLE.entities if each is not QUENTARA)
NEW = snapshot_of(changed(each) if each is ZORBAN else each for each in SAMPLE.entities if each is not GONE)


def seen(found: Iterable[tuple[ChangedHit, ...]]) -> list[list[tuple[str, str, bool]]]:
    """Give of each party the entries, what became of them, and whether somebody has to look."""
    return [[(each.hit.uid, each.change, each.is_to_look_at) for each in party] for party in found]


@pytest.mark.parametrize("many", [1, 60])
def test_each_party_has_what_it_meets_of_the_changes(many: int) -> None:
    """A changed, an added and a removed entry, each with its party and in its order; few or many together."""
    compared = Rescreening(OLD, NEW, as_of=DAY)
    others = [PartyAsked(f"JANE {chr(65 + number % 26)} PUBLIC {number}") for number in range(many)]
    assert seen(compared.screen([*PARTIES, *others])) == [
        [("900001", "changed", True)],
        [],
        [("900002", "added", True)],
        [("900011", "removed", False)],
        *([] for _ in others),
    ]
    assert [*compared.screen([])] == []


def test_what_is_there_comes_before_what_is_gone() -> None:
    """Of one party that meets both, the entry that somebody has to look at is first."""
    twin = dataclasses.replace(ZORBAN, uid="900099")
    compared = Rescreening(snapshot_of([twin]), snapshot_of([ZORBAN]), as_of=DAY)
    assert seen(compared.screen(PARTIES[:1])) == [[("900001", "added", True), ("900099", "removed", False)]]


def test_what_did_not_change_meets_nobody() -> None:
    """Every party is answered with nothing, though the lists have them."""
    assert seen(Rescreening(SAMPLE, SAMPLE, as_of=DAY).screen(PARTIES)) == [[], [], [], []]


def test_a_hit_says_how_the_party_met_the_entry_before() -> None:
    """The score of then beside the one of the later lists; nothing where a new alias is what is met."""
    new = snapshot_of([changed(ZORBAN, "OSVALD QUILLIMANE")])
    old = snapshot_of([ZORBAN])
    parties = [PartyAsked("MALIK ZORBAN"), PartyAsked("OSVALD QUILLIMANE")]
    (known,), (first_met,) = Rescreening(old, new, as_of=DAY).screen(parties)
    assert known.before == old.screen("MALIK ZORBAN")[0].score
    assert (first_met.before, first_met.hit.score) == (None, 1.0)
    (gone,), _ = Rescreening(old, snapshot_of([QUENTARA]), as_of=DAY).screen(parties)
    assert (gone.change, gone.before, gone.hit) == ("removed", known.before, old.screen("MALIK ZORBAN")[0])


def test_a_score_that_is_asked_for_is_the_least_on_both_sides() -> None:
    """Above the score of a hit nobody is told, of entries that are there or gone; below the usual one more are."""
    party = [PartyAsked("MALIK ZORBAN"), PartyAsked("MALEK ZORBIN")]

    def hits(old: Snapshot, new: Snapshot, min_score: float | None) -> list[int]:
        return [len(each) for each in Rescreening(old, new, as_of=DAY, min_score=min_score).screen(party)]

    here, elsewhere = snapshot_of([ZORBAN]), snapshot_of([QUENTARA])
    for old, new in ((elsewhere, here), (here, elsewhere)):
        assert hits(old, new, None) == [1, 0]
        assert hits(old, new, 0.99) == [0, 0]
        assert hits(old, new, 0.7) == [1, 1]


def test_what_is_known_of_a_party_counts() -> None:
    """A birth date that agrees raises the score as it does in a screening, unless it is behind the day asked about."""
    born = dt.date(1961, 3, 14)
    compared = Rescreening(OLD, NEW, as_of=DAY)
    (plain,), (known,) = compared.screen([PARTIES[0], PARTIES[0]._replace(date_of_birth=born)])
    assert known.hit.score > plain.hit.score
    assert known.hit == NEW.screen("MALIK ZORBAN", date_of_birth=born)[0]
    before_birth = Rescreening(OLD, NEW, as_of=born - dt.timedelta(days=1))
    ((unborn,),) = before_birth.screen([PARTIES[0]._replace(date_of_birth=born)])
    assert unborn.hit == plain.hit


@pytest.mark.parametrize(
    ("entity", "day", "is_to_look_at"),
    [
        (changed(ZORBAN), DAY, False),
        (ZORBAN, DAY, True),
        (changed(ZORBAN), dt.date(2027, 10, 31), False),
        (changed(ZORBAN), dt.date(2027, 11, 1), True),
    ],
)
def test_a_clearance_counts_for_the_later_entry_on_its_days(
    entity: ListedEntity, day: dt.date, *, is_to_look_at: bool
) -> None:
    """One of what the entry said before clears nothing, nor does one that expired; both are shown beside the hit."""
    ((found,),) = Rescreening(OLD, NEW, [cleared(entity, "MALIK ZORBAN")], as_of=day).screen(PARTIES[:1])
    assert found.clearing is not None
    assert found.is_to_look_at is is_to_look_at
    others = Rescreening(OLD, NEW, [cleared(entity, "MALIK T ZORBAN")], as_of=day).screen(PARTIES[:1])
    assert [each.clearing for party in others for each in party] == [None]


def test_a_clearance_is_told_once_its_entry_changed_or_went() -> None:
    """By its number, with the entry of the later lists and what changed; one of an entry that stayed is not."""
    given = [
        cleared(BY_UID["900010"], "MIRKO DRAGOSLAVETIC"),
        cleared(GONE, "ANSELMO QUIXALTENGO"),
        cleared(ZORBAN, "MALIK ZORBAN"),
        cleared(changed(ZORBAN), "MALIK ZORBAN"),
    ]
    gone, other = Rescreening(OLD, NEW, given, as_of=DAY).voided()
    assert (gone.number, gone.clearance, gone.entity, gone.said) == (2, given[1], None, ())
    assert (other.number, other.clearance, other.entity) == (3, given[2], changed(ZORBAN))
    assert other.said == ("programs: + SAMPLE-Z; - SAMPLE-A; - SAMPLE-B",)


ENDED = {"ended": DAY, "ended_by": "A. Roe", "ended_why": "papers were false"}


@pytest.mark.parametrize(
    ("changes", "day", "told"),
    [
        ({"expires": DAY}, DAY, True),
        ({"expires": DAY}, DAY + dt.timedelta(days=1), False),
        (ENDED, DAY - dt.timedelta(days=1), True),
        (ENDED, DAY, False),
        (ENDED, DAY + dt.timedelta(days=1), False),
    ],
)
def test_a_clearance_that_was_over_is_not_told_as_void(changes: dict[str, Any], day: dt.date, *, told: bool) -> None:
    """It holds on the day of its expiry, and on the day on which somebody ended it no more."""
    found = Rescreening(OLD, NEW, [cleared(ZORBAN, "MALIK ZORBAN", **changes)], as_of=day).voided()
    assert [each.number for each in found] == ([1] if told else [])


def test_a_new_hit_of_the_later_lists_meets_a_change() -> None:
    """Whom the later lists meet and the earlier did not is met by the changes alone, for every name of the sample."""
    names = [name.text for entity in SAMPLE.entities for name in entity.names]
    found = Rescreening(OLD, NEW, as_of=DAY).screen([*map(PartyAsked, names)])
    new = 0
    for name, hits in zip(names, found, strict=True):
        first_met = {each.uid for each in NEW.screen(name)} - {each.uid for each in OLD.screen(name)}
        assert first_met <= {each.hit.uid for each in hits if each.change != "removed"}, name
        new += bool(first_met)
    assert new
