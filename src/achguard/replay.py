"""Decides payments again that were recorded: with what they rested on then, or with other lists or another policy."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import TypeVar

from achguard.columnar.nacha_file import decide_file
from achguard.directory import RoutingDirectory
from achguard.errors import AchGuardError, ConfigurationError, RecordError
from achguard.guard import Guard
from achguard.intake.row import EntriesOf, InvalidRow, PaymentRow, Row
from achguard.model.decision import Basis, Outcome
from achguard.model.history import History
from achguard.model.payment import Payment
from achguard.policy import Policy
from achguard.policy.loading import PRESETS
from achguard.policy.vocabulary import LANGUAGES
from achguard.records.archive import Archive
from achguard.records.decision_lines import Decided, decision_digest
from achguard.records.recorded import Recorded, RecordedDecisions
from achguard.sanctions.clearance import Clearances
from achguard.sanctions.snapshot import Snapshot


class Verdict(StrEnum):
    """What a decision made again is beside the recorded one."""

    SAME = "same"
    """The same, byte for byte."""
    ALIKE = "alike"
    """The same outcome by the same rules, in other words, or of another version."""
    DIFFERS = "differs"
    """Another outcome, or other rules speak."""
    ALTERED = "altered"
    """The record has this id, and the payment was another one when it was decided."""
    UNRECORDED = "unrecorded"
    """The record has no decision of it."""
    IMPOSSIBLE = "impossible"
    """It can't be decided again: a list version or the policy is missing."""
    LOST = "lost"
    """It was decided, and is not among the payments that were kept."""
    INVALID = "invalid"
    """The row is not a payment."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A payment beside what a record has of it."""

    row: int | None
    """Its place in the input, from 1; None of one that is lost."""
    payment_id: str | None
    verdict: Verdict
    recorded: Recorded | None = None
    """The decision as recorded; of several the last one."""
    again: Decided | None = None
    """The decision as made again."""
    why: tuple[str, ...] = ()
    """What differs, or why it could not be had, in phrases."""
    payment: Payment | None = field(default=None, repr=False)
    """The payment as it was given; None of a row that is none."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the agency kept for deciding again; each is taken where a decision's basis names its digest."""

    archive: Archive | None = None
    policies: tuple[Policy, ...] = ()
    directory: RoutingDirectory | None = None
    history: History | None = None
    clearances: tuple[Clearances, ...] = ()
    """Each version of the file that decided: one more clearance makes another one of it."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is put in the place of what decisions rested on; nothing stays as it was."""

    lists: Snapshot | None = None
    """Other lists, whose age is not looked at."""
    policy: Policy | None = None

    def __bool__(self) -> bool:
        return self.lists is not None or self.policy is not None


def replay(
    rows: Iterable[Row], record: RecordedDecisions, kept: Kept, what_if: WhatIf | None = None
) -> Iterator[Replayed]:
    """Yield what became of each payment, in order.

    A payment is matched by every byte that it says. It is decided on the day and with the lists, the policy and the
    rest that its recorded decision names; or, where `what_if` says something, with that in their place, and compared by
    outcome and rules alone.
    """
    again = _Again(record, kept, what_if or WhatIf())
    for row in rows:
        if isinstance(row, PaymentRow):
            yield again.payment(row.number, row.payment)
        elif isinstance(row, InvalidRow):
            yield Replayed(row.number, None, Verdict.INVALID, why=row.errors)
        elif isinstance(row, EntriesOf):
            yield from again.entries(row)


def lost(record: RecordedDecisions, found: AbstractSet[str | None]) -> Iterator[Replayed]:
    """Yield what the record has and no payment was given of, in the order of the record.

    `found` are the `recorded.input` of what was replayed: one that was altered since is told as that, and is not lost.
    An entry that could not be read has no digest, and is never lost.
    """
    for each in record.of_others(found):
        yield Replayed(None, each.payment_id, Verdict.LOST, each, why=("no payment that is given was decided so",))


class _Again:
    def __init__(self, record: RecordedDecisions, kept: Kept, what_if: WhatIf) -> None:
        self._record = record
        self._kept = kept
        self._what_if = what_if
        # One guard for each basis; most records have one a day.
        self._guards: dict[str, Guard | str] = {}
        self._policies = cache(lambda: _by_digest(kept.policies))
        self._snapshots: dict[tuple[object, ...], Snapshot] = {}

    def payment(self, row: int, payment: Payment) -> Replayed:
        found = self._found(row, payment)
        if found.recorded is None or found.verdict is not Verdict.SAME:
            return found
        guard = self._guard(found.recorded.basis)
        if isinstance(guard, str):
            return replace(found, verdict=Verdict.IMPOSSIBLE, why=(guard,))
        return self._compared(found, guard.decide(payment))

    def entries(self, row: EntriesOf) -> Iterator[Replayed]:
        """Yield the entries of a file, each decided in its file under the basis that its own decision names."""
        file = row.file
        decided: dict[str, Iterator[Decided]] = {}
        for number, entry in enumerate(file.entries, 1):
            payment = entry.payment
            found = (
                Replayed(number, entry.id, Verdict.INVALID, why=("the entry can't be read",))
                if payment is None
                else self._found(number, payment)
            )
            basis = found.recorded.basis if found.recorded is not None else ""
            guard = self._guard(basis) if basis and found.verdict is Verdict.SAME else None
            if isinstance(guard, Guard) and basis not in decided:
                # Those before it are decided as well, so that this one stands where the others look for theirs.
                decided[basis] = (each.decision for each in decide_file(file, guard))
                for _ in range(number - 1):
                    next(decided[basis])
            decisions = {name: next(each) for name, each in decided.items()}
            if isinstance(guard, str):
                yield replace(found, verdict=Verdict.IMPOSSIBLE, why=(guard,))
            elif guard is None:
                yield found
            else:
                yield self._compared(found, decisions[basis])

    def _found(self, row: int, payment: Payment) -> Replayed:
        """Match a payment with its line; `SAME` says only that there is one."""
        if of_it := self._record.of(payment):
            return Replayed(row, payment.id, Verdict.SAME, of_it[-1], payment=payment)
        if others := self._record.with_id(payment.id):
            why = "what was decided under this id says something else than this payment"
            return Replayed(row, payment.id, Verdict.ALTERED, others[-1], why=(why,), payment=payment)
        why = "the record has no decision of it"
        return Replayed(row, payment.id, Verdict.UNRECORDED, why=(why,), payment=payment)

    def _compared(self, found: Replayed, decision: Decided) -> Replayed:
        recorded = found.recorded
        if recorded is None:  # pragma: no cover  what is compared was found
            return found
        why: list[str] = []
        if decision.outcome is not recorded.outcome:
            why.append(f"{recorded.outcome.value} became {decision.outcome.value}")
        codes = tuple(dict.fromkeys(finding.code for finding in decision.findings))
        if recorded.codes is not None and decision.outcome is not Outcome.ACCEPT and set(codes) != set(recorded.codes):
            why += [f"{code} speaks" for code in codes if code not in recorded.codes]
            why += [f"{code} is silent" for code in recorded.codes if code not in codes]
        if why:
            return replace(found, verdict=Verdict.DIFFERS, again=decision, why=tuple(why))
        if decision_digest(decision, self._record.key) == recorded.decision:
            return replace(found, again=decision)
        return replace(found, verdict=Verdict.ALIKE, again=decision, why=self._other_words(recorded, decision))

    def _other_words(self, recorded: Recorded, decision: Decided) -> tuple[str, ...]:
        if self._what_if:
            return ()
        was, now = self._record.bases[recorded.basis], decision.basis
        versions = (f"made by achguard {was.achguard}",) if was.achguard != now.achguard else ()
        rules = ("the rules are other ones",) if was.rules != now.rules and not versions else ()
        return versions or rules or ("in other words or with other values",)

    # What it rested on

    def _guard(self, basis: str) -> Guard | str:
        """Give a guard as the one that decided, or why there is none."""
        if basis not in self._guards:
            try:
                self._guards[basis] = self._made(self._record.bases[basis])
            except KeyError:
                self._guards[basis] = "the line that says what it rests on is missing"
            except AchGuardError as error:
                self._guards[basis] = str(error)
        return self._guards[basis]

    def _made(self, basis: Basis) -> Guard:
        kept = self._kept
        return Guard(
            self._what_if.policy or self._policy(basis),
            self._lists(basis),
            self._directory(basis),
            _as_recorded((kept.history,), basis.history, "history of returns", "--returns"),
            clearances=_as_recorded(kept.clearances, basis.clearances, "file of clearances", "--clearances"),
            as_of=basis.as_of,
        )

    def _policy(self, basis: Basis) -> Policy:
        wanted = basis.policy
        if (given := self._policies().get(wanted.digest)) is not None:
            return given
        if wanted.name in PRESETS and (preset := _by_digest([Policy.preset(wanted.name)]).get(wanted.digest)):
            return preset
        raise RecordError(f"no policy {wanted.name} with the digest {wanted.digest} is given; give it with --policy")

    def _directory(self, basis: Basis) -> RoutingDirectory | None:
        directory, wanted = self._kept.directory, basis.directory
        if wanted is None:
            return None
        if directory is None or f"sha256:{directory.sha256}" != wanted.sha256:
            raise RecordError(f"the routing directory with the digest {wanted.sha256} is not given; see --directory")
        return directory

    def _lists(self, basis: Basis) -> Snapshot | None:
        if (other := self._what_if.lists) is not None:
            return _never_old(other, basis.as_of)
        if not basis.lists:
            return None
        if self._kept.archive is None:
            raise RecordError("no archive of lists is given; give it with --archive")
        # The day on which a list was last confirmed is all that differs between most days.
        key = tuple((each.list, each.sha256) for each in basis.lists)
        if key not in self._snapshots:
            self._snapshots[key] = self._kept.archive.snapshot(basis.lists)
        known = self._kept.archive.listings(basis.lists)
        return self._snapshots[key].as_known(known)


def _by_digest(policies: Iterable[Policy]) -> Mapping[str, Policy]:
    """Give policies by their digests, in each language that they speak: a digest is one language's."""
    found: dict[str, Policy] = {}
    for policy in policies:
        found[policy.version.digest] = policy
        for language in LANGUAGES:
            with suppress(ConfigurationError):
                spoken = policy.in_language(language)
                found[spoken.version.digest] = spoken
    return found


def _never_old(lists: Snapshot, day: dt.date) -> Snapshot:
    """Give lists as if they had been fetched on a day, so that their age decides nothing."""
    return lists.as_known(tuple(replace(each, confirmed=day, fetched=day) for each in lists.listings))


_Digested = TypeVar("_Digested", History, Clearances)


def _as_recorded(given: Iterable[_Digested | None], wanted: str | None, what: str, option: str) -> _Digested | None:
    """Take what was given where it is what a decision rested on; nothing where it rested on none."""
    if wanted is None:
        return None
    for each in given:
        if each is not None and each.digest == wanted:
            return each
    raise RecordError(f"the {what} with the digest {wanted} is not given; see {option}")
