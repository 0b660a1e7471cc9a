"""What holds for every rule on every payment, however strange."""

import datetime as dt
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from achguard.directory import RoutingDirectory
from achguard.identifiers import routing_number
from achguard.identifiers.malformed import Malformed, Reason
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.rules import RULES
from achguard.rules.context import Context, PaymentScreener
from achguard.rules.rule import Rule, Sighting, rendered
from achguard.sanctions.snapshot import Snapshot
from factories import payment as factory_payment
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


@settings(max_examples=200, deadline=None)
@given(text=st.text("0123456789", min_size=7, max_size=11) | st.text("0123456789AZ- .", min_size=1, max_size=12))
@example(text="000000000")
@example(text="990000002")
@example(text="065300278")
def test_a_routing_number_that_is_none_is_spoken_of(text: str) -> None:
    """For whichever reason what stands for a routing number is none, some rule says so at that place."""
    found = routing_number.parse(text)
    assume(isinstance(found, Malformed) and found.reason is not Reason.EMPTY)
    asked = factory_payment(changes={"receiver": {"account": {"routing_number": text}}})
    seen = [each for rule in RULES for each in rule.check(asked, Context(as_of=DAYS[-1]))]
    assert "receiver.account.routing_number" in {each.at for each in seen if isinstance(each, Sighting)}
