"""What the screen of a payment meets, with the entries of several lists that are one party put together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from achguard.model.finding import Strength
from achguard.model.listed_met import ListedHit, ListedNumber, OtherEntry, by_lists
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
    also: "tuple[Entry, ...]" = ()
    """Its entries that nothing met."""

    @property
    def strength(self) -> Strength:
        """That of the strongest: who cleared the entry of one list has not cleared the party on another."""
        return self.seen[0].strength

    @property
    def met(self) -> ListedHit | ListedNumber:
        """What a person needs to judge it, as a finding carries it: the entry that met best, and the party's others."""
        best, *others = self.seen
        known = [
            OtherEntry(uid=one.entry.uid, list=one.entry.list, programs=one.programs, score=one.score) for one in others
        ]
        known += [OtherEntry(uid=entry.uid, list=entry.list) for entry in self.also]
        return best.told(tuple(known), tuple(self._remark(one, each) for one in self.seen for each in one.remarks))

    @property
    def facts(self) -> dict[str, object]:
        """What fills a rule's message, made from what met; the same keys for every rule on names, or on numbers."""
        met = self.met
        if isinstance(met, ListedNumber):
            return {"listed": met.primary_name, "kind": met.type.replace("_", " "), "lists": by_lists(met)}
        return {
            "listed": met.listed_name,
            "score": f"{met.score:.2f}",
            "explanation": "; ".join([met.explanation, *met.remarks]),
            "lists": by_lists(met),
        }

    def _remark(self, one: NameSeen | NumberSeen, remark: str) -> str:
        return remark if len(self.seen) == 1 else f"{one.entry}: {remark}"


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
            tuple(entry for entry in party if entry not in mine),
        )


def _order(one: NameSeen | NumberSeen) -> tuple[object, ...]:
    return _WEIGHT[one.strength], -one.score, one.entry
