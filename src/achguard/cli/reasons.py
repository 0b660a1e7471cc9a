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
    most_apart: int | None = MOST_APART
    """How many are kept apart by their value; all where it is None, so that those of a portion can be added."""
    apart: list[tuple[_Key, str | None]] = field(default_factory=list)
    """Which are kept apart, in the order in which they came."""

    def count(self, decision: Accept | Ask | Redirect | Hold, payments: int = 1) -> None:
        """Count the reasons of a decision that so many payments have; an accepted payment has none."""
        if isinstance(decision, Accept):
            return
        for finding in _weighty(decision):
            key = _Key(decision.outcome, finding.code, _LINE.sub("", finding.at))
            counted = self.kept.setdefault(key, _Counted(finding.message))
            counted.payments += payments
            self._count_value(key, finding.value, payments, finding.message)

    def add(self, other: "Reasons") -> None:
        """Add what was counted of payments behind those that were counted here, all of whose values are kept."""
        for key, theirs in other.kept.items():
            self.kept.setdefault(key, _Counted(theirs.message)).payments += theirs.payments
        for key, value in other.apart:
            self._count_value(key, value, *other.kept[key].by_value[value])

    def _count_value(self, key: _Key, value: str | None, payments: int, message: str) -> None:
        by_value = self.kept[key].by_value
        if value not in by_value:
            if self.most_apart is not None and len(self.apart) >= self.most_apart:
                return
            self.apart.append((key, value))
        many, first = by_value.get(value, (0, message))
        by_value[value] = (many + payments, first)

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

    most_apart: int | None = MOST_APART
    """How many sentences are kept apart; all where it is None, so that those of a portion can be added."""
    kept: Counter[str] = field(default_factory=Counter)
    """Of how many rows each sentence was said, in the order in which they came."""
    _others: int = 0

    def count(self, errors: tuple[str, ...], rows: int = 1) -> None:
        """Count what is wrong with a row, each sentence once, or with so many rows."""
        for error in dict.fromkeys(_PLACE_IN_INPUT.sub("", error) for error in errors):
            self._count(error, rows)

    def add(self, other: "InvalidReasons") -> None:
        """Add what was counted of rows behind those that were counted here, all of whose sentences are kept."""
        for sentence, many in other.kept.items():
            self._count(sentence, many)

    def _count(self, sentence: str, rows: int) -> None:
        if sentence in self.kept or self.most_apart is None or len(self.kept) < self.most_apart:
            self.kept[sentence] += rows
        else:
            self._others += rows

    def rows(self) -> list[tuple[str, int]]:
        """Give each sentence and of how many rows it was said, the most frequent first."""
        return sorted(self.kept.items(), key=lambda row: (-row[1], row[0]))

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
