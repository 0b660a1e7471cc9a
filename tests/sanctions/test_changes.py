"""What changed between two snapshots is said entry by entry, and can be screened alone."""

import dataclasses
import datetime as dt
import pickle
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.errors import SnapshotError
from achguard.sanctions.hit import Hit
from achguard.sanctions.listed.entity import ListedEntity, ListedName
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored.listing import Listing

DAY = dt.date(2026, 11, 20)
SAMPLE = Snapshot.sample(published=DAY)


def snapshot_of(entities: Iterable[ListedEntity]) -> Snapshot:
    """Make a snapshot of these entities."""
    listed = [*entities]
    listing = Listing("sample-sdn", DAY, "argument", len(listed), "sha256:" + "0" * 64, partial=False)
    return Snapshot(listed, [listing], ("made", (), (listing,)))


def renamed(entity: ListedEntity) -> ListedEntity:
    """Give an entity one more alias."""
    return dataclasses.replace(entity, names=(*entity.names, ListedName("QUILLIMANE BOROVAR", "strong", "aka")))


def edition(fates: list[str]) -> Snapshot:
    """Make a later edition of the sample: each entry stays, goes, or says something else."""
    entities = [
        renamed(entity) if fate == "changed" else entity
        for entity, fate in zip(SAMPLE.entities, fates, strict=True)
        if fate != "gone"
    ]
    return snapshot_of(entities)


def restated(entity: ListedEntity) -> ListedEntity:
    """Give an entity another address and one more remark, with a number in it."""
    return dataclasses.replace(
        entity, addresses=("1 Other Street, Lima",), remarks=f"{entity.remarks}; Also holds card 990012345678."
    )


def as_an_earlier_achguard_kept_it(entity: ListedEntity) -> ListedEntity:
    """Give an entity without what only a person compares."""
    return dataclasses.replace(entity, addresses=(), places_of_birth=(), remarks=None)


def test_other_addresses_and_remarks_are_told_apart_from_a_change() -> None:
    """An entry that says the same with other remarks is restated: told by part, masked, and screened by nobody."""
    first, *others = SAMPLE.entities
    changes = snapshot_of([restated(first), *others]).changes_since(SAMPLE)
    assert bool(changes)
    assert (changes.added, changes.removed, changes.changed) == ((), (), ())
    (change,) = changes.restated
    assert change.new.uid == first.uid
    assert {each.field for each in change.fields} == {"addresses", "remarks"}
    remarks = next(each for each in change.fields if each.field == "remarks")
    assert remarks.added == ("Also holds card ********5678.",)
    assert remarks.removed == ()
    assert changes.in_words == "0 entries added, 0 removed, 0 changed, 1 with other addresses or remarks"
    (row,) = changes.as_rows()
    assert (row["change"], row["digest"]) == ("restated", row["old_digest"])
    assert len(changes.of("sample-sdn").restated) == 1
    assert not changes.of("another")


def test_what_an_earlier_achguard_did_not_keep_is_no_change() -> None:
    """Between a snapshot with addresses and one that keeps none nothing changed, and a new alias alone is told."""
    before = snapshot_of(map(as_an_earlier_achguard_kept_it, SAMPLE.entities))
    assert not SAMPLE.changes_since(before)
    assert not before.changes_since(SAMPLE)
    first, *others = SAMPLE.entities
    (change,) = snapshot_of([renamed(first), *others]).changes_since(before).changed
    assert [each.field for each in change.fields] == ["names"]


FATES = st.lists(st.sampled_from(["stays", "stays", "gone", "changed"]), min_size=len(SAMPLE), max_size=len(SAMPLE))


def keys(entities: Iterable[ListedEntity]) -> set[tuple[str, str]]:
    """Name entities."""
    return {(entity.list, entity.uid) for entity in entities}


@given(FATES, FATES)
def test_every_entry_is_told_apart(before: list[str], after: list[str]) -> None:
    """What is added, removed and changed is exactly what differs, and turning the two round turns it round."""
    old, new = edition(before), edition(after)
    changes = new.changes_since(old)
    was, now = ({(e.list, e.uid): e for e in each.entities} for each in (old, new))
    assert keys(changes.added) == now.keys() - was.keys()
    assert keys(changes.removed) == was.keys() - now.keys()
    assert keys(change.new for change in changes.changed) == {k for k in now.keys() & was.keys() if now[k] != was[k]}
    back = old.changes_since(new)
    assert (back.added, back.removed) == (changes.removed, changes.added)
    assert bool(changes) == (was != now)


def test_a_new_order_is_no_change() -> None:
    """Aliases in another order say the same."""
    entity = next(entity for entity in SAMPLE.entities if len(entity.names) > 2)
    turned = dataclasses.replace(entity, names=(entity.names[0], *entity.names[:0:-1]))
    assert not snapshot_of([turned]).changes_since(snapshot_of([entity]))


def test_a_change_says_what_changed() -> None:
    """Field by field, in words: names and programs as they are, of a number its type, of a date of birth no more."""
    entity = SAMPLE.entities[0]
    new = dataclasses.replace(
        renamed(entity), programs=("SAMPLE-Z",), identifiers=(), dates_of_birth=("1950",), title=None
    )
    (change,) = snapshot_of([new]).changes_since(snapshot_of([entity])).changed
    said = {field.field: (field.added, field.removed) for field in change.fields}
    assert said == {
        "names": (("QUILLIMANE BOROVAR (strong aka)",), ()),
        "programs": (("SAMPLE-Z",), ("SAMPLE-A", "SAMPLE-B")),
        "dates_of_birth": (("a date of birth",), ("a date of birth",)),
        "identifiers": ((), ("passport (IR)",)),
        "title": ((), ("Commander",)),
    }
    assert change.old == entity
    rows = [*snapshot_of([new]).changes_since(snapshot_of([entity])).as_rows()]
    assert [row["change"] for row in rows] == ["changed"]
    assert "X0000001" not in repr(rows)


def by_entry(hits: Iterable[Hit]) -> dict[tuple[str, str], Hit]:
    """Give hits by the entry they are of."""
    return {(hit.list, hit.uid): hit for hit in hits}


def screened_again(old: Snapshot, new: Snapshot, names: Iterable[str]) -> int:
    """Compare screening anew with screening the changes alone, name by name; give how many hits there were."""
    changes = new.changes_since(old)
    gone = keys(changes.removed) | keys(change.old for change in changes.changed)
    alone = changes.as_snapshot()
    count = 0
    for name in names:
        kept = {key: hit for key, hit in by_entry(old.screen(name)).items() if key not in gone}
        assert kept | by_entry(alone.screen(name)) == by_entry(new.screen(name)), name
        count += len(new.screen(name))
    return count


@pytest.mark.parametrize("fate", ["gone", "changed"])
def test_old_hits_and_hits_on_the_changes_are_all_hits(fate: str) -> None:
    """A customer base that was screened needs only the changes: together it is what a full screening finds."""
    fates = [fate if number % 3 == 0 else "stays" for number in range(len(SAMPLE))]
    names = [name.text for entity in SAMPLE.entities for name in entity.names] + ["QUILLIMANE BOROVAR", "JANE PUBLIC"]
    assert screened_again(SAMPLE, edition(fates), names)
    assert screened_again(edition(fates), SAMPLE, names)


def test_the_changes_alone_say_that_they_are_partial() -> None:
    """A decision on the changes alone can never be taken for one on the whole list."""
    changes = edition(["changed" if number == 4 else "stays" for number in range(len(SAMPLE))]).changes_since(SAMPLE)
    alone = changes.as_snapshot()
    assert len(alone) == 1
    assert [(each.partial, each.entries) for each in alone.lists] == [(True, 1)]
    assert "only 1 of its 41 entries" in alone.problems[-1]


def test_only_these_entries() -> None:
    """A snapshot of some entries finds those and no other, and can be pickled as where it came from."""
    some = SAMPLE.only([("sample-sdn", "900001"), ("sample-sdn", "900001")])
    assert [entity.uid for entity in some.entities] == ["900001"]
    again = pickle.loads(pickle.dumps(some))  # noqa: S301 -- our own bytes
    assert again.lists == some.lists
    assert [hit.uid for hit in again.screen("MALIK ZORBAN")] == ["900001"]
    with pytest.raises(SnapshotError, match="no such entry: sample-sdn 1;"):
        SAMPLE.only([("sample-sdn", "1")])


@pytest.mark.slow
def test_the_history_of_the_real_list(shared_lists: Path) -> None:
    """Days of the real SDN list differ by what OFAC published between them, and a day does not differ from itself."""
    days = sorted((shared_lists / "history").glob("sdn_*.csv"))
    before, after = (Snapshot.from_files(day, partial=True) for day in days[-2:])
    changes = after.changes_since(before)
    assert len(before) + len(changes.added) - len(changes.removed) == len(after)
    assert changes.added
    assert changes.changed
    assert all(change.fields for change in changes.changed)
    assert not after.changes_since(after)


@pytest.mark.slow
def test_a_customer_base_against_the_real_changes(shared_lists: Path, tmp_path: Path, sdn_2024: Snapshot) -> None:
    """From 2021 to 2024 a screening of the changes, with the old hits, is the full screening."""
    old = Snapshot.from_files(shared_lists / "2021").build(tmp_path / "2021")
    new = sdn_2024.build(tmp_path / "2024")
    changes = new.changes_since(old)
    assert len(old) + len(changes.added) - len(changes.removed) == len(new)
    chosen: Callable[[tuple[ListedEntity, ...]], list[str]] = lambda found: [e.primary_name for e in found[::400]]  # noqa: E731
    names = [*chosen(changes.added), *chosen(changes.removed), *chosen(tuple(c.new for c in changes.changed))[:5]]
    assert screened_again(old, new, [*names, "JOHN SMITH", "MARIA GARCIA"]) > len(names) // 2
