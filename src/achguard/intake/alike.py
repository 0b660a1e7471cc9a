"""Deciding the entries of a Nacha file: of plain entries that are alike the guard decides one for all.

The guard decides every entry that is peculiar in any way. Of plain entries only those are decided by their likeness
whose names meet nobody, whose numbers are nobody's, of which nothing came back, and of which the first was accepted
without a finding.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.rules import RULES
from achguard.sanctions.lookup import MIN_CHARACTERS

if TYPE_CHECKING:  # reading Nacha files loads numpy, which other inputs do not need
    from achguard.nacha import Entry, NachaFile
    from achguard.nacha.plain import Likeness, PlainEntry

_TOGETHER = 8192  # entries whose names are screened together: more gains nothing and costs memory
_SHIPPED = frozenset(map(type, RULES))


class DecidedEntry(NamedTuple):
    """An entry of a file with its decision."""

    entry: "Entry | PlainEntry"
    decision: Accept | Ask | Redirect | Hold
    was_read: bool = True
    """Whether the entry could be read as a payment."""


def decide_entries(file: "NachaFile", guard: Guard) -> Iterator[DecidedEntry]:
    """Decide all entries of a file in their order, each as `Guard.decide` does."""
    from achguard.nacha.plain import entries_of

    return _Deciding(guard).decide(entries_of(file))


def decide_entry(entry: "Entry", guard: Guard) -> DecidedEntry:
    """Decide one entry."""
    payment = entry.payment
    if payment is None:
        return DecidedEntry(entry, guard.decide_unread(entry.id, entry.findings()), was_read=False)
    return DecidedEntry(entry, guard.decide(payment, also=entry.findings()))


class _Deciding:
    """Remembers how the first of each likeness was decided."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._lists = guard.lists
        # Of a rule that somebody else wrote nobody knows what it looks at.
        self._by_likeness = self._lists is not None and all(type(rule) in _SHIPPED for rule in guard.rules)
        self._history = guard.history
        self._first: dict[tuple[Likeness, bool], Accept | None] = {}

    def decide(self, entries: "Iterable[Entry | PlainEntry]") -> Iterator[DecidedEntry]:
        """Yield the decisions."""
        from achguard.nacha.plain import PlainEntry

        entries = iter(entries)
        while together := list(islice(entries, _TOGETHER)):
            clear = self._clear(entry.name for entry in together if isinstance(entry, PlainEntry))
            for entry in together:
                if not isinstance(entry, PlainEntry):
                    yield decide_entry(entry, self._guard)
                elif entry.name in clear:
                    yield self._alike(entry)
                else:
                    yield decide_entry(entry.entry(), self._guard)

    def _clear(self, names: Iterable[str]) -> frozenset[str]:
        """Give the names that meet nobody."""
        if self._lists is None or not self._by_likeness:
            return frozenset()
        distinct = list(dict.fromkeys(names))
        hits = self._lists.screen_many(distinct, min_score=self._guard.policy.screening.min_score)
        return frozenset(name for name, found in zip(distinct, hits, strict=True) if not found)

    def _is_nobody(self, entry: "PlainEntry") -> bool:
        """Say whether the entry's numbers are on no list, and nothing came back for them."""
        number, history = entry.individual_id, self._history
        if len(number) >= MIN_CHARACTERS and self._lists is not None and self._lists.find_identifier(number):
            return False
        if history is None:
            return True
        routing = entry.likeness[1][2:]
        return not history.of_account(routing, entry.account_number) and not history.of_identifier(number or None)

    def _alike(self, entry: "PlainEntry") -> DecidedEntry:
        """Decide a plain entry as the first one like it."""
        likeness = (entry.likeness, bool(entry.individual_id))
        if likeness not in self._first:
            whole = entry.entry()
            payment, decided = whole.payment, decide_entry(whole, self._guard)
            # The limit of Same Day Entries depends on the amount.
            shared = payment is not None and not payment.same_day and not decided.decision.findings
            decision = decided.decision
            self._first[likeness] = decision if shared and isinstance(decision, Accept) else None
            return decided
        first = self._first[likeness]
        return (
            DecidedEntry(entry, _for(first, entry.id))
            if first is not None
            else decide_entry(entry.entry(), self._guard)
        )


def _for(decision: Accept, payment_id: str) -> Accept:
    """Copy a decision for another payment, as pydantic's own copy does, without asking what is private."""
    copy = Accept.__new__(Accept)
    object.__setattr__(copy, "__dict__", {**decision.__dict__, "payment_id": payment_id})
    object.__setattr__(copy, "__pydantic_fields_set__", decision.__pydantic_fields_set__)
    object.__setattr__(copy, "__pydantic_extra__", None)
    object.__setattr__(copy, "__pydantic_private__", None)
    return copy
