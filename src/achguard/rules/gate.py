"""Gates: which rows of a table a rule must see, as data.

Gates are for work in bulk only: `Guard.decide` asks every rule and looks at none, and bulk is compared with it. A gate
may let an innocent payment through; it never stops one on which its rule speaks.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Protocol

from achguard.model.payment import Payment

PARTIES = ("originator", "receiver")
_EVERY_PARTY = (*PARTIES, "other_parties")


class Gate(Protocol):
    """A cheap and complete test of whether a rule may have something to say."""

    def admits(self, payment: Payment) -> bool:
        """Say whether the rule must see the payment."""
        ...


def values_at(payment: object, path: str) -> Iterator[object]:
    """Yield what stands at a dotted path, looking into every item of a list; absent parts yield nothing."""
    here: list[object] = [payment]
    for part in path.split("."):
        there: list[object] = []
        for item in here:
            value = getattr(item, part)
            if isinstance(value, tuple):
                there.extend(value)
            elif value is not None:
                there.append(value)
        here = there
    yield from here


@dataclass(frozen=True, slots=True)
class Always:
    """Every payment."""

    def admits(self, payment: Payment) -> bool:
        """Say that the rule must see the payment."""
        return True


@dataclass(frozen=True, slots=True)
class NonEmpty:
    """Payments with something other than blanks at a path."""

    path: str

    def admits(self, payment: Payment) -> bool:
        """Say whether anything stands at the path."""
        return any(not isinstance(value, str) or value.strip() for value in values_at(payment, self.path))


@dataclass(frozen=True, slots=True)
class In:
    """Payments with one of the given values at a path."""

    path: str
    values: Collection[str | bool]

    def admits(self, payment: Payment) -> bool:
        """Say whether one of the values stands at the path."""
        return any(_plain(value) in self.values for value in values_at(payment, self.path))


@dataclass(frozen=True, slots=True)
class NotIn:
    """Payments with a value at a path that is none of the given ones."""

    path: str
    values: Collection[str | bool]

    def admits(self, payment: Payment) -> bool:
        """Say whether another value stands at the path."""
        return any(_plain(value) not in self.values for value in values_at(payment, self.path))


@dataclass(frozen=True, slots=True)
class Empty:
    """Payments with nothing but blanks at a path."""

    path: str

    def admits(self, payment: Payment) -> bool:
        """Say whether nothing stands at the path."""
        return not NonEmpty(self.path).admits(payment)


@dataclass(frozen=True, slots=True)
class Outside:
    """Payments with a number at a path below the lowest or above the highest one."""

    path: str
    lowest: Decimal
    highest: Decimal

    def admits(self, payment: Payment) -> bool:
        """Say whether the number at the path is out of bounds."""
        return any(
            isinstance(value, Decimal) and not self.lowest <= value <= self.highest
            for value in values_at(payment, self.path)
        )


@dataclass(frozen=True, slots=True)
class AllOf:
    """Payments that each of several gates admits."""

    gates: tuple[Gate, ...]

    def admits(self, payment: Payment) -> bool:
        """Say whether every gate admits the payment."""
        return all(gate.admits(payment) for gate in self.gates)


@dataclass(frozen=True, slots=True)
class Matches:
    """Payments with text at a path in which a pattern occurs; the pattern is one that RE2 reads alike."""

    path: str
    pattern: str

    def admits(self, payment: Payment) -> bool:
        """Say whether the pattern occurs in a text at the path."""
        texts = (value for value in values_at(payment, self.path) if isinstance(value, str))
        return any(re.search(self.pattern, text) for text in texts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Payments that one of several gates admits."""

    gates: tuple[Gate, ...]

    def admits(self, payment: Payment) -> bool:
        """Say whether one of the gates admits the payment."""
        return any(gate.admits(payment) for gate in self.gates)


def paths_of(gate: Gate) -> frozenset[str] | None:
    """Give every path that a gate reads; None for `Always`, and for a gate of which that is not known."""
    kind = type(gate)
    if isinstance(gate, AnyOf | AllOf) and kind in (AnyOf, AllOf):
        parts = [paths_of(part) for part in gate.gates]
        return None if None in parts else frozenset().union(*filter(None, parts))
    return frozenset({gate.path}) if isinstance(gate, _ON_ONE_PATH) and kind in _ON_ONE_PATH else None


_ON_ONE_PATH = (NonEmpty, In, NotIn, Empty, Outside, Matches)


def any_non_empty(*paths: str) -> AnyOf:
    """Make a gate for payments with something at any of the paths; `*.` stands for every party."""
    return AnyOf(tuple(NonEmpty(path) for path in _every_party(paths)))


def any_not_in(values: Collection[str | bool], *paths: str) -> AnyOf:
    """Make a gate for payments with another value at any of the paths; `*.` stands for every party."""
    return AnyOf(tuple(NotIn(path, values) for path in _every_party(paths)))


def any_match(pattern: str, *paths: str) -> AnyOf:
    """Make a gate for payments with the pattern at any of the paths; `*.` stands for every party."""
    return AnyOf(tuple(Matches(path, pattern) for path in _every_party(paths)))


def _every_party(paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        if path.startswith("*."):
            yield from (f"{party}.{path[2:]}" for party in _EVERY_PARTY)
        else:
            yield path


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value
