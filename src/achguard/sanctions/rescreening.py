"""Parties that were screened before, against what changed in the lists since: new, changed and removed entries."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from achguard.sanctions.clearance import Clearance, Clearances, Clearing
from achguard.sanctions.hit import Hit
from achguard.sanctions.listed.entity import Entry, ListedEntity
from achguard.sanctions.listed.entity_row import digest_of
from achguard.sanctions.screener import PartyAsked
from achguard.sanctions.snapshot import Snapshot

Change = Literal["added", "changed", "removed"]
"""What became of an entry."""


@dataclass(frozen=True, slots=True)
class ChangedHit:
    """An entry that changed, and that a party meets or met."""

    hit: Hit
    """The hit as it is; on an entry that is gone, as it was."""
    change: Change
    """What became of the entry."""
    before: float | None
    """How the party met what the entry said before; None where it did not."""
    clearing: Clearing | None
    """What a person cleared of it, as it counts for the entry of the later lists."""

    @property
    def is_to_look_at(self) -> bool:
        """Whether a person has to judge it: an entry that is gone holds nobody, nor does a hit that is cleared."""
        return self.change != "removed" and not (self.clearing is not None and self.clearing.holds)


@dataclass(frozen=True, slots=True)
class VoidClearance:
    """A clearance that the change of its entry made void."""

    number: int
    """Its place among the clearances, from 1."""
    clearance: Clearance
    entity: ListedEntity | None
    """What the entry says now; None where it is gone."""
    said: tuple[str, ...]
    """What changed in the entry, a clause for each field."""


class Rescreening:
    """Two snapshots of lists, and what changed between them, for parties to be compared with that alone.

    Whom the later lists meet, and did not meet before, meets one of these entries: a test holds that for the real lists
    of 2021 and 2024.
    """

    def __init__(
        self,
        old: Snapshot,
        new: Snapshot,
        clearances: Sequence[Clearance] = (),
        *,
        as_of: dt.date,
        min_score: float | None = None,
    ) -> None:
        self.changes = new.changes_since(old)
        """Which entries are new, gone, and changed."""
        self._clearances, self._by_hit = tuple(clearances), Clearances(clearances)
        self._as_of, self._min_score = as_of, min_score
        self._now = {each.entry: each for each in self.changes.added}
        self._now |= {each.new.entry: each.new for each in self.changes.changed}
        self._was = {each.entry: each for each in self.changes.removed}
        self._was |= {each.old.entry: each.old for each in self.changes.changed}
        self._later = new.only(self._now) if self._now else None
        self._earlier = old.only(self._was) if self._was else None

    def screen(self, parties: Sequence[PartyAsked]) -> Iterator[tuple[ChangedHit, ...]]:
        """Yield for each party which changed entries it meets, and which it met that are gone, best first."""
        for party, later, earlier in zip(
            parties, self._hits(self._later, parties), self._hits(self._earlier, parties), strict=True
        ):
            before = {hit.entry: hit for hit in earlier}
            met = [self._changed(party, hit, before.get(hit.entry)) for hit in later]
            gone = [ChangedHit(hit, "removed", hit.score, None) for hit in earlier if hit.entry not in self._now]
            yield (*met, *gone)

    def voided(self) -> Iterator[VoidClearance]:
        """Yield the clearances that held what an entry said before, and that its change made void."""
        changes = {each.new.entry: each for each in self.changes.changed}
        for number, each in enumerate(self._clearances, 1):
            entry = Entry(each.list, each.uid)
            was = self._was.get(entry)
            over = self._as_of > each.expires or (each.ended is not None and self._as_of >= each.ended)
            if was is None or over or digest_of(was) != each.entity_digest:
                continue
            change = changes.get(entry)
            said = tuple(field.in_words for field in change.fields) if change is not None else ()
            yield VoidClearance(number, each, self._now.get(entry), said)

    def _hits(self, snapshot: Snapshot | None, parties: Sequence[PartyAsked]) -> Iterable[tuple[Hit, ...]]:
        if snapshot is None:
            return [()] * len(parties)
        return snapshot.screener().screen_parties(parties, min_score=self._min_score, as_of=self._as_of)

    def _changed(self, party: PartyAsked, hit: Hit, before: Hit | None) -> ChangedHit:
        return ChangedHit(
            hit,
            "changed" if hit.entry in self._was else "added",
            before.score if before is not None else None,
            self._by_hit.of(party.name, hit, self._now[hit.entry], as_of=self._as_of),
        )
