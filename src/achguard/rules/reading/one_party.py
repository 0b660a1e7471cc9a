"""What the screen of a payment meets, with the entries of several lists that are one party put together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from achguard.model.finding import Strength
from achguard.rules.context import PaymentScreener
from achguard.rules.reading.party_screen import NameSeen, NumberSeen

if TYPE_CHECKING:  # what screening is made of is loaded with lists
    from achguard.sanctions.listed.entity import Entry

_WEIGHT = {each: at for at, each in enumerate((Strength.DECISIVE, Strength.STRONG, Strength.WEAK))}


@dataclass(frozen=True, slots=True)
class PartySeen:
    """A listed party that something in a payment met, by one entry or by those of several lists."""

    at: str
    value: str = field(repr=False)
    seen: tuple[NameSeen | NumberSeen, ...]
    """What met, an entry each; the strongest and closest first."""
    also: tuple[str, ...] = ()
    """Its entries that nothing met, in words."""

    @property
    def strength(self) -> Strength:
        """That of the strongest: who cleared the entry of one list has not cleared the party on another."""
        return self.seen[0].strength

    @property
    def facts(self) -> dict[str, object]:
        """What a person needs to judge it; the same keys as of the entry that met best."""
        known = self.seen[0].facts
        if remarks := [self._remark(one, each) for one in self.seen for each in one.remarks]:
            known["explanation"] = "; ".join([str(known["explanation"]), *remarks])
        return {**known, "lists": self._lists()}

    def _remark(self, one: NameSeen | NumberSeen, remark: str) -> str:
        return remark if len(self.seen) == 1 else f"{one.entry}: {remark}"

    def _lists(self) -> str:
        if len(self.seen) == 1 and not self.also:
            return f"the list {self.seen[0].entry.list} ({self.seen[0].programs})"
        *first, last = sorted(f"{one.entry} ({one.programs})" for one in self.seen)
        lists = f"the lists {', '.join(first)} and {last}" if first else f"the list {last}"
        return f"{lists} and, the same party, {', '.join(self.also)}" if self.also else lists


def by_party(seen: Iterable[NameSeen | NumberSeen], screener: PaymentScreener) -> Iterator[PartySeen]:
    """Yield each listed party once for each place and value that met it, where its first entry is seen."""
    found: dict[tuple[str, str, tuple[Entry, ...]], dict[Entry, NameSeen | NumberSeen]] = {}
    for one in seen:
        party = screener.same_party(one.entry) or (one.entry,)
        mine = found.setdefault((one.at, one.value, party), {})
        if one.entry not in mine or _order(one) < _order(mine[one.entry]):
            mine[one.entry] = one
    for (at, value, party), mine in found.items():
        yield PartySeen(
            at,
            value,
            tuple(sorted(mine.values(), key=_order)),
            tuple(map(str, (entry for entry in party if entry not in mine))),
        )


def _order(one: NameSeen | NumberSeen) -> tuple[object, ...]:
    return _WEIGHT[one.strength], -one.score, one.entry
