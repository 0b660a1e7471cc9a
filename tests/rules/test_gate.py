"""Gates as data: which payments they admit, and which paths they read."""

from collections.abc import Callable
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
    any_match,
    any_non_empty,
    any_not_in,
    paths_of,
)
from factories import Json, payment


@dataclass(frozen=True)
class Own:
    """A gate that somebody wrote."""

    def admits(self, payment: Payment) -> bool:
        """Tell whether the amount is even."""
        return payment.amount % 2 == 0


class Wider(NonEmpty):
    """A gate that reads more than its path."""


NAMED: Json = {"correspondents": [{"branch_country": "DE"}, {"name": "BEISPIELBANK AG"}]}
NO_PHONE: Json = {"receiver": {"phone": None}}


class WiderAny(AnyOf):
    """A gate that reads more than its parts."""


@pytest.mark.parametrize(
    ("gate", "changes", "admitted"),
    [
        (Always, {}, True),
        (lambda: NonEmpty("id"), {}, True),
        (lambda: NonEmpty("iat.fx_indicator"), {}, False),
        (lambda: NonEmpty("remittance"), {}, False),
        (lambda: NonEmpty("remittance"), {"remittance": ["", "INV 7"]}, True),
        (lambda: NonEmpty("remittance"), {"remittance": [" "]}, False),
        (lambda: NonEmpty("correspondents.name"), NAMED, True),
        (lambda: NonEmpty("correspondents.id"), NAMED, False),
        (lambda: In("sec_code", ("PPD", "WEB")), {}, True),
        (lambda: In("sec_code", ("PPD",)), {}, False),
        (lambda: In("same_day", (True,)), {"same_day": True}, True),
        (lambda: In("same_day", (True,)), {"same_day": False}, False),
        (lambda: NotIn("sec_code", ("WEB",)), {}, False),
        (lambda: NotIn("sec_code", ("PPD",)), {}, True),
        (lambda: NotIn("correspondents.branch_country", ("US",)), {}, False),
        (lambda: Empty("receiver.phone"), {}, False),
        (lambda: Empty("receiver.phone"), NO_PHONE, True),
        (lambda: Outside("amount", Decimal(1), Decimal(2)), {"amount": "0.99"}, True),
        (lambda: Outside("amount", Decimal(1), Decimal(2)), {"amount": "1.00"}, False),
        (lambda: Outside("amount", Decimal(1), Decimal(2)), {"amount": "2.00"}, False),
        (lambda: Outside("amount", Decimal(1), Decimal(2)), {"amount": "2.01"}, True),
        (lambda: Outside("id", Decimal(1), Decimal(2)), {"id": "3"}, False),
        (lambda: AllOf((NonEmpty("id"), NonEmpty("receiver.phone"))), {}, True),
        (lambda: AllOf((NonEmpty("id"), NonEmpty("receiver.phone"))), NO_PHONE, False),
        (lambda: AnyOf((NonEmpty("remittance"), NonEmpty("receiver.phone"))), {}, True),
        (lambda: AnyOf((NonEmpty("remittance"), NonEmpty("receiver.phone"))), NO_PHONE, False),
        (lambda: Matches("receiver.name", "[0-9]"), {"receiver": {"name": "JOHN 3RD"}}, True),
        (lambda: Matches("receiver.name", "[0-9]"), {}, False),
        (lambda: Matches("amount", "[0-9]"), {}, False),
        (lambda: any_non_empty("*.phone", "remittance"), {}, True),
        (lambda: any_non_empty("*.phone", "remittance"), NO_PHONE, False),
        (lambda: any_non_empty("*.phone", "remittance"), {**NO_PHONE, "remittance": ["INV 7"]}, True),
        (lambda: any_non_empty("*.phone"), {**NO_PHONE, "originator": {"phone": "+16015550100"}}, True),
        (lambda: any_not_in(("US", "USD"), "*.address.country", "currency"), {}, False),
        (lambda: any_not_in(("US",), "*.address.country"), {"originator": {"address": {"country": "DE"}}}, True),
        (lambda: any_not_in(("US",), "*.address.country"), {"receiver": {"address": {"country": "DE"}}}, True),
        (lambda: any_match("[0-9]", "*.name", "entry_description"), {}, False),
        (lambda: any_match("[0-9]", "*.name", "entry_description"), {"entry_description": "TAX 7"}, True),
        (lambda: any_match("[0-9]", "*.name"), {"originator": {"name": "3M"}}, True),
        (lambda: any_match("[0-9]", "*.name"), {"receiver": {"name": "3M"}}, True),
    ],
)
def test_a_gate_admits_what_it_says(gate: Callable[[], Gate], changes: Json, *, admitted: bool) -> None:
    """Each kind of gate on a payment inside and outside of it, in lists and of both parties, bounds included."""
    assert gate().admits(payment(changes={"currency": "USD", **changes})) is admitted


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
        (
            any_non_empty("*.name", "remittance"),
            {"originator.name", "receiver.name", "other_parties.name", "remittance"},
        ),
        (AllOf((NonEmpty("id"), AnyOf((NonEmpty("iat"), NonEmpty("phone"))))), {"id", "iat", "phone"}),
        (AnyOf((NonEmpty("iat"), Always())), None),
        (Own(), None),
        (Wider("remittance"), None),
        (WiderAny((NonEmpty("id"),)), None),
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
