"""What holds for every rule on every payment, however strange."""

import datetime as dt
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from achguard.directory import RoutingDirectory
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.rules import RULES
from achguard.rules.context import Context, PaymentScreener
from achguard.rules.rule import Rule, rendered
from achguard.sanctions.snapshot import Snapshot
from spec import TINY_DIRECTORY
from strategies import payments

DAYS = (dt.date(2015, 1, 1), dt.date(2026, 9, 17), dt.date(2026, 11, 23))
HISTORY = History([ReturnedEntry(code="R85", routing_number="065300279", account_number="123456789")])


@cache
def snapshot(day: dt.date) -> Snapshot:
    """Give the sample list of a day."""
    return Snapshot.sample(published=day)


@cache
def directory() -> RoutingDirectory:
    """Give the seven invented banks."""
    return RoutingDirectory.open(TINY_DIRECTORY)


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    """Give a context with or without lists, a directory and earlier returns."""
    day = draw(st.sampled_from(DAYS))
    return Context(
        as_of=day,
        screener=PaymentScreener(snapshot(day), min_score=None) if draw(st.booleans()) else None,
        directory=directory() if draw(st.booleans()) else None,
        history=HISTORY if draw(st.booleans()) else None,
    )


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(payment=payments, context=contexts())
def test_a_rule_never_raises_and_its_gate_admits_what_it_speaks_of(
    rule: Rule, payment: Payment, context: Context
) -> None:
    """Whatever a payment holds, a rule answers; and where it has an answer, its gate lets the payment through."""
    seen = list(rule.check(payment, context))
    assert rule.gate.admits(payment) or not seen
    for observation in seen:
        assert rendered(rule, observation, unmask=False).code == rule.code
    assert list(rule.check(payment, context)) == seen
