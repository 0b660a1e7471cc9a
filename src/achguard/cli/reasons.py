"""Why payments were not accepted, counted: a reason that a thousand payments share is told once."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from achguard.model.decision import Accept, Ask, Hold, Outcome, Redirect
from achguard.model.finding import Finding, Strength

MOST_APART: Final = 1_000
"""Reasons that are kept apart by their value; a file in which each entry has another one has a million of them."""


_FAMILIES: Final = {Outcome.HOLD: ("SAN", "NAC"), Outcome.REDIRECT: ("IAT",)}
"""Whose findings lead to an outcome in every preset; others of a payment are no reason where one of them is there."""
_PLACE_IN_INPUT: Final = re.compile(r",? at line \d[\d,]* of the input")
_LINE: Final = re.compile(r"line \d[\d,]* ?")


class Reason(NamedTuple):
    """A reason and how many payments have it."""

    outcome: Outcome
    """What became of the payments."""
    code: str
    """The code of the rule."""
    at: str
    """The field, or the columns of a line; the line itself is another one for each entry."""
    value: str | None
    """The masked value, where all of them have the same."""
    message: str
    """What the rule says, of the first of them."""
    payments: int
    """How many."""
    values: int
    """How many different values there are, as far as they were kept apart."""


class _Key(NamedTuple):
    outcome: Outcome
    code: str
    at: str


def leading_first(decision: Accept | Ask | Redirect | Hold) -> list[Finding]:
    """Give the findings of a decision, those in front that led to its outcome."""
    families = _FAMILIES.get(decision.outcome)
    if families is None:
        return [*decision.findings]
    return sorted(
        decision.findings, key=lambda each: (not each.code.startswith(families), each.strength is Strength.WEAK)
    )


@dataclass(slots=True)
class _Counted:
    message: str
    payments: int = 0
    by_value: dict[str | None, tuple[int, str]] = field(default_factory=dict)
    """How many payments have a value, and what was said of the first of them."""


@dataclass(slots=True)
class Reasons:
    """Counts reasons while decisions pass by."""

    kept: dict[_Key, _Counted] = field(default_factory=dict)
    """What was counted, by outcome, rule and place."""
    _apart: int = 0

    def count(self, decision: Accept | Ask | Redirect | Hold, payments: int = 1) -> None:
        """Count the reasons of a decision that so many payments have; an accepted payment has none."""
        if isinstance(decision, Accept):
            return
        for finding in _weighty(decision):
            key = _Key(decision.outcome, finding.code, _LINE.sub("", finding.at))
            counted = self.kept.setdefault(key, _Counted(finding.message))
            counted.payments += payments
            self._count_value(counted, finding.value, payments, finding.message)

    def add(self, other: "Reasons") -> None:
        """Add what was counted of payments behind those that were counted here."""
        for key, theirs in other.kept.items():
            counted = self.kept.setdefault(key, _Counted(theirs.message))
            counted.payments += theirs.payments
            for value, (many, message) in theirs.by_value.items():
                self._count_value(counted, value, many, message)

    def _count_value(self, counted: _Counted, value: str | None, payments: int, message: str) -> None:
        many, first = counted.by_value.get(value, (0, message))
        if many == 0 and self._apart >= MOST_APART:
            return
        self._apart += many == 0
        counted.by_value[value] = (many + payments, first)

    def rows(self) -> Iterator[Reason]:
        """Yield each reason, the most severe first, then the most frequent.

        Values that several payments share are rows of their own; those that one payment has are one row together.
        """
        rows = [row for key, counted in self.kept.items() for row in _rows(key, counted)]
        yield from sorted(
            rows, key=lambda row: (-row.outcome.severity, -row.payments, row.code, row.at, row.value or "")
        )


@dataclass(slots=True)
class InvalidReasons:
    """Counts what is wrong with rows that are not payments."""

    _rows: Counter[str] = field(default_factory=Counter)
    _others: int = 0

    def count(self, errors: tuple[str, ...]) -> None:
        """Count what is wrong with one row, each sentence once."""
        new = {_PLACE_IN_INPUT.sub("", error) for error in errors}
        known = {error for error in new if error in self._rows or len(self._rows) < MOST_APART}
        self._rows.update(known)
        self._others += len(new - known)

    def add(self, other: "InvalidReasons") -> None:
        """Add what was counted of rows behind those that were counted here."""
        self._others += other.others
        for sentence, many in other.rows():
            if sentence in self._rows or len(self._rows) < MOST_APART:
                self._rows[sentence] += many
            else:
                self._others += many

    def rows(self) -> list[tuple[str, int]]:
        """Give each sentence and of how many rows it was said, the most frequent first."""
        return sorted(self._rows.items(), key=lambda row: (-row[1], row[0]))

    @property
    def others(self) -> int:
        """How many more were said that are not kept apart."""
        return self._others


def _weighty(decision: Ask | Redirect | Hold) -> tuple[Finding, ...]:
    """Give one finding of each rule and place, of those that led to the outcome where that can be told."""
    found: tuple[Finding, ...] = decision.findings
    if families := _FAMILIES.get(decision.outcome):
        found = tuple(each for each in found if each.strength is not Strength.WEAK) or found
        found = tuple(each for each in found if each.code.startswith(families)) or found
    return tuple({(each.code, each.at): each for each in reversed(found)}.values())[::-1]


def _rows(key: _Key, counted: _Counted) -> Iterator[Reason]:
    left, values = counted.payments, len(counted.by_value)
    for value, (many, message) in counted.by_value.items():
        if many > 1 or counted.payments == 1:
            left -= many
            values -= 1
            yield Reason(*key, value, message, many, 1)
    if left:
        yield Reason(*key, None, counted.message, left, max(values, 2))
