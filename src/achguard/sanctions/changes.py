"""What two snapshots of the same lists tell apart: entries that are new, gone, or say something else."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Generic, Protocol, Self, TypeVar

from achguard.model.masking import mask_text
from achguard.sanctions.listed.entity import TO_COMPARE, ListedEntity, ListedIdentifier, ListedName
from achguard.sanctions.listed.entity_row import digest_of, digest_to_compare, entity_of, list_that_is_compared


class Snapshot(Protocol):
    """What two lists are compared by: `achguard.Snapshot`, which is above this room."""

    def rows(self) -> Iterator[bytes]:
        """Yield each entry as it is stored; equal entries are equal rows."""
        ...

    def only(self, entries: Iterable[tuple[str, str]]) -> Self:
        """Give a snapshot of these entries alone, each the list's name and the publisher's number."""
        ...


S = TypeVar("S", bound=Snapshot)

_CONTENT: Final = (
    "kind",
    "names",
    "programs",
    "dates_of_birth",
    "countries",
    "identifiers",
    "bics",
    "title",
    *TO_COMPARE,
)
_PARTED: Final = "; "
"""What stands between two remarks, as publishers write them."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """How one field of an entry changed, in words that may be shown."""

    field: str
    """A field of `ListedEntity`, such as `names`."""
    added: tuple[str, ...]
    """What is there now; of a number only its type and country, of a date of birth only that there is one."""
    removed: tuple[str, ...]
    """What was there before, in the same words."""

    @property
    def in_words(self) -> str:
        """What came and what went, in a clause."""
        said = [*(f"+ {value}" for value in self.added), *(f"- {value}" for value in self.removed)]
        return f"{self.field.replace('_', ' ')}: {'; '.join(said) or 'said again in other words'}"

    def as_dict(self) -> dict[str, object]:
        """Give the change as JSON-able values."""
        return {"field": self.field, "added": [*self.added], "removed": [*self.removed]}


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entry that is in both snapshots and says something else in the later one."""

    old: ListedEntity
    new: ListedEntity

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """What changed, field by field; empty where only the order did."""
        return tuple(_field_changes(self.old, self.new))


@dataclass(frozen=True, slots=True)
class Changes(Generic[S]):
    """The difference of two snapshots; every part in order of list and number."""

    added: tuple[ListedEntity, ...]
    """Entries of the later snapshot alone, those of a list that is new there among them."""
    removed: tuple[ListedEntity, ...]
    """Entries of the earlier snapshot alone."""
    changed: tuple[EntityChange, ...]
    """Entries of both whose content has another digest."""
    restated: tuple[EntityChange, ...]
    """Entries of both with the same digest and other addresses, places of birth or remarks; no clearance is void."""
    later: S
    """The later snapshot."""

    def __bool__(self) -> bool:
        """Say whether there is any difference."""
        return bool(self.added or self.removed or self.changed or self.restated)

    @property
    def in_words(self) -> str:
        """How many entries were added, removed and changed, and how many say the same with other remarks."""
        entries = "entry" if len(self.added) == 1 else "entries"
        counts = f"{len(self.added):,} {entries} added, {len(self.removed):,} removed, {len(self.changed):,} changed"
        return f"{counts}, {len(self.restated):,} with other addresses or remarks" if self.restated else counts

    def of(self, list_name: str) -> "Changes[S]":
        """Give the differences of one list."""
        return replace(
            self,
            added=tuple(each for each in self.added if each.list == list_name),
            removed=tuple(each for each in self.removed if each.list == list_name),
            changed=tuple(each for each in self.changed if each.new.list == list_name),
            restated=tuple(each for each in self.restated if each.new.list == list_name),
        )

    def as_snapshot(self) -> S:
        """Give new and changed entries as a snapshot, to screen those again who were screened before.

        The hits of the later snapshot are the earlier one's, without those on entries that are gone or changed, and
        the hits of this one. Its lists are marked partial, since it holds nobody else.
        """
        entries = [*self.added, *(change.new for change in self.changed)]
        return self.later.only((entity.list, entity.uid) for entity in entries)

    def as_rows(self) -> Iterator[dict[str, object]]:
        """Yield each difference as JSON-able values: added, then removed, then changed, then restated."""
        for change, entities in (("added", self.added), ("removed", self.removed)):
            for entity in entities:
                yield {"change": change, **_named(entity), "programs": [*entity.programs], "digest": digest_of(entity)}
        for what, changes in (("changed", self.changed), ("restated", self.restated)):
            for each in changes:
                yield {
                    "change": what,
                    **_named(each.new),
                    "programs": [*each.new.programs],
                    "digest": digest_of(each.new),
                    "old_digest": digest_of(each.old),
                    "fields": [field.as_dict() for field in each.fields],
                }


def changes_between(old: S, new: S) -> Changes[S]:
    """Compare two snapshots entry by entry, told apart by list and number; only rows that differ are decoded."""
    before, after = set(old.rows()), set(new.rows())
    was = {(entity.list, entity.uid): entity for entity in map(entity_of, before - after)}
    now = {(entity.list, entity.uid): entity for entity in map(entity_of, after - before)}
    kept = set(map(list_that_is_compared, before)) & set(map(list_that_is_compared, after))
    both = [_pair(was[key], now[key], kept) for key in sorted(now.keys() & was.keys())]
    return Changes(
        added=tuple(now[key] for key in sorted(now.keys() - was.keys())),
        removed=tuple(was[key] for key in sorted(was.keys() - now.keys())),
        changed=tuple(each for each in both if digest_of(each.old) != digest_of(each.new)),
        restated=tuple(
            each
            for each in both
            if digest_of(each.old) == digest_of(each.new) and digest_to_compare(each.old) != digest_to_compare(each.new)
        ),
        later=new,
    )


def _pair(old: ListedEntity, new: ListedEntity, kept: Collection[str | None]) -> EntityChange:
    """Pair an entry with its later self; what the lists of one snapshot do not keep is no change in the other."""
    if new.list not in kept:
        old = replace(old, **{name: getattr(new, name) for name in TO_COMPARE})
    return EntityChange(old, new)


def _field_changes(old: ListedEntity, new: ListedEntity) -> Iterator[FieldChange]:
    for field in _CONTENT:
        before, after = _values(old, field), _values(new, field)
        if sorted(map(repr, before)) == sorted(map(repr, after)) and before.keys() == after.keys():
            continue
        yield FieldChange(
            field,
            added=tuple(words for value, words in after.items() if value not in before),
            removed=tuple(words for value, words in before.items() if value not in after),
        )


def _values(entity: ListedEntity, field: str) -> dict[object, str]:
    """Give each value of a field with the words for it."""
    value = getattr(entity, field)
    if field == "remarks" and value is not None:
        value = tuple(value.split(_PARTED))
    values = value if isinstance(value, tuple) else () if value is None else (value,)
    return {each: _in_words(each, field) for each in values}


def _in_words(value: object, field: str) -> str:
    if isinstance(value, ListedName):
        return value.text if value.quality == "primary" else f"{value.text} ({value.quality} {value.kind})"
    if isinstance(value, ListedIdentifier):
        return f"{value.type} ({value.country})" if value.country else value.type
    if field == "dates_of_birth":
        return "a date of birth"
    return mask_text(str(value)) if field in TO_COMPARE else str(value)


def _named(entity: ListedEntity) -> dict[str, object]:
    return {"list": entity.list, "uid": entity.uid, "kind": entity.kind, "name": entity.primary_name}
