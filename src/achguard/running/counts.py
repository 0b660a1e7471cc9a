"""Decisions counted: by outcome, and by each rule that spoke or could not look."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from achguard.first_use import OwnLock
from achguard.model.decision import Accept, Ask, Hold, Outcome, Redirect


class RuleAndOutcome(NamedTuple):
    """Which rule, in decisions of which outcome."""

    code: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted up to one moment."""

    outcomes: Mapping[str, int]
    """Decisions by outcome, each of the four, also where there is none."""
    findings: Mapping[RuleAndOutcome, int]
    """Decisions in which a rule found something, by the rule's code and the outcome."""
    not_evaluated: Mapping[RuleAndOutcome, int]
    """Decisions in which a rule could not look, by the rule's code and the outcome."""


class Counts:
    """Counts decisions, for a metrics library to read; nothing of a payment is kept. Safe to share between threads.

    The numbers only rise, as counters of metrics libraries do, and begin at nothing in each process.
    """

    __slots__ = ("_findings", "_lock", "_not_evaluated", "_outcomes")

    def __init__(self) -> None:
        self._lock = OwnLock()
        self._outcomes: Counter[str] = Counter()
        self._findings: Counter[RuleAndOutcome] = Counter()
        self._not_evaluated: Counter[RuleAndOutcome] = Counter()

    def take(self, decision: Accept | Ask | Redirect | Hold) -> None:
        """Count a decision; a rule that found several things in it counts once."""
        outcome = decision.outcome.value
        found = {RuleAndOutcome(each.code, outcome) for each in decision.findings}
        gaps = {RuleAndOutcome(each.code, outcome) for each in decision.not_evaluated}
        with self._lock:
            self._outcomes[outcome] += 1
            self._findings.update(found)
            self._not_evaluated.update(gaps)

    def read(self) -> Counted:
        """Give what was counted, all of one moment."""
        with self._lock:
            return Counted(
                MappingProxyType({each.value: self._outcomes[each.value] for each in Outcome}),
                MappingProxyType(dict(sorted(self._findings.items()))),
                MappingProxyType(dict(sorted(self._not_evaluated.items()))),
            )
