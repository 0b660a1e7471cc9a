"""Gates as data: which paths they read."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from achguard.model.payment import Payment
from achguard.rules import RULES
from achguard.rules.gate import (
    AllOf,
    Always,
    AnyOf,
    Empty,
    Gate,
    In,
    Matches,
    NonEmpty,
    NotIn,
    Outside,
    any_non_empty,
    paths_of,
)


@dataclass(frozen=True)
class Own:
    """A gate that somebody wrote."""

    def admits(self, payment: Payment) -> bool:
        """Tell whether the amount is even."""
        return payment.amount % 2 == 0


class Wider(NonEmpty):
    """A gate that reads more than its path."""


@pytest.mark.parametrize(
    ("gate", "paths"),
    [
        (Always(), None),
        (NonEmpty("remittance"), {"remittance"}),
        (In("sec_code", ("PPD",)), {"sec_code"}),
        (NotIn("currency", ("USD",)), {"currency"}),
        (Empty("receiver.phone"), {"receiver.phone"}),
        (Outside("amount", Decimal(1), Decimal(2)), {"amount"}),
        (Matches("receiver.name", "[0-9]"), {"receiver.name"}),
        (any_non_empty("*.name", "remittance"), {"originator.name", "receiver.name", "remittance"}),
        (AllOf((NonEmpty("id"), AnyOf((NonEmpty("iat"), NonEmpty("phone"))))), {"id", "iat", "phone"}),
        (AnyOf((NonEmpty("iat"), Always())), None),
        (Own(), None),
        (Wider("remittance"), None),
        (AnyOf((NonEmpty("id"), Own())), None),
        (AllOf((AnyOf((Own(),)), NonEmpty("id"))), None),
    ],
)
def test_a_gate_says_what_it_reads(gate: Gate, paths: set[str] | None) -> None:
    """Every path of every part; of a gate that nobody knows, and of one made from a known one, nothing is known."""
    assert paths_of(gate) == paths


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_gates_of_shipped_rules_are_known(rule: object) -> None:
    """No shipped rule has a gate of its own making; one that looks at every payment says so by itself."""
    gate = rule.gate  # type: ignore[attr-defined]
    assert type(gate) is Always or paths_of(gate) is not None
