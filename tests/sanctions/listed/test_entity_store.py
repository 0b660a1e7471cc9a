"""Entities in files are the entities that were written, found by their keys without reading the others."""

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.sanctions.listed.entity import ListedEntity, ListedIdentifier, ListedName
from achguard.sanctions.listed.entity_row import digest_of, digest_to_compare, entity_of, row_of
from achguard.sanctions.listed.entity_store import EntitiesInFiles, EntitiesInMemory, in_order, keys_of, parts_of
from achguard.sanctions.snapshot import Snapshot

TEXT = st.text(st.characters(exclude_categories=()), max_size=8)
SOME = st.lists(TEXT, max_size=3).map(tuple)
ENTITIES = st.builds(
    ListedEntity,
    uid=TEXT,
    list=st.sampled_from(["ofac-sdn", "un-sc"]),
    kind=st.sampled_from(["individual", "organization", "vessel", "aircraft"]),
    names=st.lists(
        st.builds(ListedName, TEXT, st.sampled_from(["primary", "weak"]), st.sampled_from(["primary", "aka"])),
        max_size=3,
    ).map(tuple),
    programs=SOME,
    dates_of_birth=SOME,
    countries=SOME,
    identifiers=st.lists(
        st.builds(ListedIdentifier, TEXT, st.sampled_from(["AB1234", "X", ""]), st.none() | TEXT), max_size=3
    ).map(tuple),
    bics=st.lists(st.sampled_from(["BNVEDEF1XXX", "AAAAUS33XXX"]), max_size=2).map(tuple),
    title=st.none() | TEXT,
    addresses=SOME,
    places_of_birth=SOME,
    remarks=st.none() | TEXT,
)


def in_files(entities: list[ListedEntity]) -> EntitiesInFiles:
    """Write entities and open them."""
    parts = parts_of(EntitiesInMemory(entities))
    rest = parts.get("remarks")
    return EntitiesInFiles(
        parts["entities"], parts["offsets"], parts["keys"], (lambda: rest) if rest is not None else None
    )


def whole(entities: Iterable[ListedEntity]) -> list[dict[str, object]]:
    """Give entities with the fields that are no part of their equality."""
    return [dataclasses.asdict(entity) for entity in entities]


@given(ENTITIES)
def test_a_row_says_all_of_an_entity(entity: ListedEntity) -> None:
    """Whatever a publisher writes, an entity read from its row is the one that was written, in one line of ASCII."""
    row = row_of(entity)
    assert row.isascii()
    assert row.count(b"\n") == 1
    assert whole([entity_of(row)]) == whole([entity])


@given(ENTITIES, st.randoms(use_true_random=False))
def test_a_digest_is_of_the_content(entity: ListedEntity, chance: object) -> None:
    """Neither the number nor the order counts, and every other difference does."""
    mixed = list(entity.programs)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert digest_of(dataclasses.replace(entity, uid="other", list="other", programs=tuple(mixed))) == digest_of(entity)
    for change in (
        {"kind": "vessel" if entity.kind != "vessel" else "aircraft"},
        {"names": (*entity.names, ListedName("ADDED BY A TEST", "strong", "aka"))},
        {"programs": (*entity.programs, "ADDED BY A TEST")},
        {"dates_of_birth": (*entity.dates_of_birth, "1960-01-01 added")},
        {"countries": (*entity.countries, "ADDED BY A TEST")},
        {"identifiers": (*entity.identifiers, ListedIdentifier("other", "ADDEDBYATEST"))},
        {"bics": (*entity.bics, "TESTUS33XXX")},
        {"title": f"{entity.title} added"},
    ):
        assert digest_of(dataclasses.replace(entity, **change)) != digest_of(entity)  # type: ignore[arg-type]


@given(ENTITIES)
def test_what_only_a_person_compares_has_a_digest_of_its_own(entity: ListedEntity) -> None:
    """Another address, place of birth or remark leaves what a clearance is bound to, and the order of them both."""
    turned = dataclasses.replace(entity, addresses=entity.addresses[::-1])
    assert digest_to_compare(turned) == digest_to_compare(entity)
    for change in (
        {"addresses": (*entity.addresses, "ADDED BY A TEST")},
        {"places_of_birth": (*entity.places_of_birth, "ADDED BY A TEST")},
        {"remarks": f"{entity.remarks} added"},
    ):
        changed = dataclasses.replace(entity, **change)  # type: ignore[arg-type]
        assert digest_of(changed) == digest_of(entity)
        assert digest_to_compare(changed) != digest_to_compare(entity)


@given(st.lists(ENTITIES, max_size=6, unique_by=lambda entity: (entity.list, entity.uid)))
def test_files_hold_what_memory_holds(entities: list[ListedEntity]) -> None:
    """A store gives the same entities, in order, and finds the same ones by every key."""
    memory, files = EntitiesInMemory(entities), in_files(entities)
    assert [*files] == in_order(entities) == [files[at] for at in range(len(files))]
    assert files[1:] == tuple(in_order(entities)[1:])
    assert [*files.rows()] == [*memory.rows()]
    assert whole(files) == whole(in_order(entities))
    assert [*files.screened] == in_order(entities)
    assert not any(each.addresses or each.places_of_birth or each.remarks for each in files.screened)
    for key, value in {("bic", "NOBODYXXXXX"), *(key for entity in entities for key in keys_of(entity))}:
        assert files.holding(key, value) == memory.holding(key, value)
    for entity in entities:
        assert entity in files.holding("uid", entity.uid)
    if entities:
        assert files[-1] == in_order(entities)[-1]
    with pytest.raises(IndexError):
        files[len(entities)]


@given(st.lists(ENTITIES, max_size=4, unique_by=lambda entity: (entity.list, entity.uid)))
def test_order_does_not_change_the_bytes(entities: list[ListedEntity]) -> None:
    """The same entities give the same files, however they come."""
    assert parts_of(EntitiesInMemory(entities)) == parts_of(EntitiesInMemory(entities[::-1]))


def test_files_that_do_not_fit_are_refused() -> None:
    """Offsets that end elsewhere than the rows, and keys without their holders, are no store."""
    parts = parts_of(EntitiesInMemory(Snapshot.sample().entities))
    with pytest.raises(ValueError, match=r"^$"):
        EntitiesInFiles(parts["entities"][:-1], parts["offsets"], parts["keys"])
    with pytest.raises(ValueError, match=r"^$"):
        EntitiesInFiles(parts["entities"], parts["offsets"], parts["keys"][:-8])
    with pytest.raises(ValueError, match=r"^$"):
        EntitiesInFiles(b"", b"", b"")


@pytest.mark.slow
def test_opening_decodes_nobody(sdn_2024: Snapshot, tmp_path: Path) -> None:
    """Opening the whole SDN list and finding one bank and one number decodes only those that are found."""
    built = sdn_2024.build(tmp_path / "lists")
    held = built.entities
    assert isinstance(held, EntitiesInFiles)
    assert held._decoded.cache_info().currsize == 0
    entity = next(entity for entity in sdn_2024.entities if entity.bics)
    assert entity in [match.entity for match in built.find_bic(entity.bics[0])]
    assert built.entity(entity.uid) == entity
    assert 1 <= held._decoded.cache_info().currsize < 10
    assert len(built) == len(sdn_2024)
