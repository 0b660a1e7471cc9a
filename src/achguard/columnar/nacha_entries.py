"""Decides the entries of a Nacha file: alike ones together, and every other one alone.

There is no second implementation of any rule here. Of a run of entries in one batch the columns say which are
*plain*: their routing number, account number, name, number and amount are such that no rule has anything to say of
them. Plain entries of one batch and one transaction code differ in nothing that a rule or the policy looks at, so the
guard decides the first of them and the others get the same decision under their own trace numbers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.directory.entry import RecordType
from achguard.directory.known_foreign import known_foreign
from achguard.guard import Guard
from achguard.identifiers import routing_number
from achguard.identifiers.routing_number import RoutingNumber
from achguard.model.decision import Accept, Ask, Hold, Outcome, Redirect
from achguard.nacha.entry import Entry
from achguard.nacha.reader import NachaFile
from achguard.nacha.runs import EntryRun
from achguard.rules import RULES
from achguard.rules.payment.same_day_limit import LIMITS

if TYPE_CHECKING:
    from numpy.typing import NDArray

Decided = Accept | Ask | Redirect | Hold

_FIRST_ACCOUNT, _LAST_ACCOUNT = 13, 29
_FIRST_NUMBER, _LAST_NUMBER = 40, 54
_FIRST_NAME, _LAST_NAME = 55, 76
_NAMES_KEPT: Final = 200_000  # about 40 MB; a file's names repeat from batch to batch, not for ever
_CENTS = 100
_SAME_DAY_SAFE = int(min(limit.dollars for limit in LIMITS)) * _CENTS

_LETTERS = np.zeros(256, np.bool_)
_LETTERS[[*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)]] = True
_IN_NAMES = _LETTERS.copy()
_IN_NAMES[[*b" .,&'-"]] = True
_DIGITS = np.zeros(256, np.bool_)
_DIGITS[[*range(ord("0"), ord("9") + 1)]] = True


@dataclass(frozen=True, slots=True)
class EntryDecision:
    """The decision of one entry."""

    line: int
    """The line of the entry's own record, from 1."""
    decision: Decided
    was_read: bool = True
    """Whether the entry could be read as a payment."""


def decide_entries(file: NachaFile, guard: Guard) -> Iterator[EntryDecision]:
    """Yield one decision for each entry of a file, in its order, broken entries too.

    Every decision is the one that the guard gives for the entry by itself.
    """
    alike = _Alike(guard)
    for item in file.entry_runs():
        if isinstance(item, EntryRun):
            yield from alike.decided(file, item)
        else:
            yield _alone(item, guard)


def _alone(entry: Entry, guard: Guard) -> EntryDecision:
    payment = entry.payment
    if payment is None:
        return EntryDecision(entry.line, guard.decide_unread(entry.id, entry.findings()), was_read=False)
    return EntryDecision(entry.line, guard.decide(payment, also=entry.findings()))


class _Alike:
    """What one guard makes of plain entries."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._is_shipped = guard.rules == RULES
        self._ordinary: dict[bytes, bool] = {}
        self._names: dict[bytes, bool] = {}
        self._numbers: frozenset[str] = frozenset()
        if guard.lists is not None:
            self._numbers = frozenset(number.value for entity in guard.lists.entities for number in entity.identifiers)

    def decided(self, file: NachaFile, run: EntryRun) -> Iterator[EntryDecision]:
        """Yield the decisions of a run's entries."""
        templates: dict[bytes, Decided | None] = {}
        plain = self._plain(run) if self._can_share(run) else np.zeros(len(run), np.bool_)
        columns, rows = run.proof.columns, run.proof.entries[run.first : run.last]
        first_line = columns.chunk.number
        codes = _texts(columns.matrix(2, 3)[rows])
        traces = _texts(columns.matrix(80, 94)[rows])
        for i, is_plain in enumerate(plain.tolist()):
            template = templates.get(codes[i]) if is_plain else None
            if template is not None:
                decision = template.model_copy(update={"payment_id": traces[i].decode("ascii")})
                yield EntryDecision(first_line + int(rows[i]), decision)
                continue
            alone = _alone(file.entry_of(run.entry(run.first + i)), self._guard)
            if is_plain and codes[i] not in templates:
                templates[codes[i]] = alone.decision if _can_stand_for_others(alone.decision) else None
            yield alone

    def _can_share(self, run: EntryRun) -> bool:
        """Tell whether entries of the run may be decided together at all; own rules may look at anything."""
        return self._is_shipped and not run.head.is_iat and len(run) > 1 and self._guard.history is None

    def _plain(self, run: EntryRun) -> "NDArray[np.bool_]":
        """Say which entries no rule can speak of, as far as they differ from their neighbours."""
        proof = run.proof
        columns, rows = proof.columns, proof.entries[run.first : run.last]
        plain: NDArray[np.bool_] = proof.sizes[run.first : run.last] == 0
        plain &= proof.amounts[run.first : run.last] > 0
        plain &= proof.amounts[run.first : run.last] <= _SAME_DAY_SAFE
        plain &= _is_number(columns.matrix(_FIRST_ACCOUNT, _LAST_ACCOUNT)[rows], may_be_blank=False)
        numbers = columns.matrix(_FIRST_NUMBER, _LAST_NUMBER)[rows]
        plain &= _is_number(numbers, may_be_blank=True)
        names = columns.matrix(_FIRST_NAME, _LAST_NAME)[rows]
        plain &= _IN_NAMES[names].all(axis=1) & _LETTERS[names].any(axis=1)
        _leave_out(plain, _texts(names), self._listed_names)
        _leave_out(plain, _texts(numbers), self._listed_numbers)
        _leave_out(plain, _texts(columns.matrix(4, 12)[rows]), self._odd_routing)
        return plain

    def _listed_names(self, names: set[bytes]) -> set[bytes]:
        """Give the names that meet a list; each distinct one is screened once."""
        if self._guard.lists is None:
            return set()
        if len(self._names) > _NAMES_KEPT:
            self._names.clear()
        new = sorted(names - self._names.keys())
        hits = self._guard.lists.screen_many(
            [name.decode("ascii").strip() for name in new], min_score=self._guard.policy.screening.min_score
        )
        self._names.update(zip(new, map(bool, hits), strict=True))
        return {name for name in names if self._names[name]}

    def _listed_numbers(self, numbers: set[bytes]) -> set[bytes]:
        """Give the numbers that are a listed entity's; fifteen digits alone are no other country's (party_number)."""
        return {number for number in numbers if number.rstrip().decode("ascii") in self._numbers}

    def _odd_routing(self, numbers: set[bytes]) -> set[bytes]:
        """Give the routing numbers of which a rule may speak."""
        for number in numbers - self._ordinary.keys():
            self._ordinary[number] = _is_ordinary(number.decode("ascii"), self._guard)
        return {number for number in numbers if not self._ordinary[number]}


def _leave_out(plain: "NDArray[np.bool_]", texts: list[bytes], odd: Callable[[set[bytes]], set[bytes]]) -> None:
    """Take the plain ones whose text is odd out of the plain ones."""
    found = odd({text for text, is_plain in zip(texts, plain.tolist(), strict=True) if is_plain})
    if found:
        plain &= np.array([text not in found for text in texts], np.bool_)


def _is_ordinary(number: str, guard: Guard) -> bool:
    """Tell whether a routing number is a payor's and current, so that no rule speaks of it."""
    parsed = routing_number.parse(number)
    if not isinstance(parsed, RoutingNumber) or not parsed.is_payors:
        return False
    if guard.directory is None:
        return known_foreign(number) is None
    entry = guard.directory.find(number)
    return entry is not None and entry.record_type is RecordType.CURRENT and not entry.is_foreign


def _can_stand_for_others(decision: Decided) -> bool:
    """Tell whether a plain entry's decision rests on its batch alone; what a redirect offers depends on the amount."""
    return decision.outcome is not Outcome.REDIRECT and not any(
        finding.at.startswith("receiver") for finding in decision.findings
    )


def _texts(matrix: "NDArray[np.uint8]") -> list[bytes]:
    """Give each row's bytes, without the zero bytes that a record of printable characters can't hold."""
    found: list[bytes] = np.ascontiguousarray(matrix).view(f"S{matrix.shape[1]}").ravel().tolist()
    return found


def _is_number(matrix: "NDArray[np.uint8]", *, may_be_blank: bool) -> "NDArray[np.bool_]":
    """Say which rows are digits alone, not all zeros, from the left with blanks behind; or nothing but blanks."""
    digits = _DIGITS[matrix]
    blanks = matrix == ord(" ")
    in_one_piece = (digits | blanks).all(axis=1) & ~(blanks[:, :-1] & digits[:, 1:]).any(axis=1)
    number: NDArray[np.bool_] = in_one_piece & digits[:, 0] & (digits & (matrix != ord("0"))).any(axis=1)
    return number | blanks.all(axis=1) if may_be_blank else number
