"""Assertions about decisions: what passes, and what a failure says."""

from collections.abc import Callable

import pytest

from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.testing import (
    assert_accepted,
    assert_asked,
    assert_held,
    assert_redirected,
    guard,
    payment,
)

Decided = Accept | Ask | Redirect | Hold
ASSERTIONS = {"accept": assert_accepted, "ask": assert_asked, "redirect": assert_redirected, "hold": assert_held}
KEYWORDS = {
    "accept": {},
    "accept with a finding": {"phone": "+49 30 123456"},
    "ask": {"funded_from_abroad": "not_asked"},
    "redirect": {"iban": "DE89370400440532013000"},
    "hold": {"name": "MALIK TARENTOV ZORBAN"},
}


def decided(outcome: str) -> Decided:
    """Give a decision of an outcome."""
    return guard().decide(payment(**KEYWORDS[outcome]))


@pytest.mark.parametrize("outcome", ASSERTIONS)
@pytest.mark.parametrize("asserted", ASSERTIONS)
def test_each_assertion_passes_for_its_own_outcome_alone(asserted: str, outcome: str) -> None:
    """An assertion gives back the decision of its outcome, and fails for each of the other three."""
    decision, check = decided(outcome), ASSERTIONS[asserted]
    if asserted == outcome:
        assert check(decision) is decision
    else:
        with pytest.raises(AssertionError, match=rf"expected a payment that is .*\nthe decision .* is {outcome}, by"):
            check(decision)


@pytest.mark.parametrize(
    ("check", "outcome"),
    [
        (lambda decision: assert_redirected(decision, to="card", code="IAT201"), "redirect"),
        (lambda decision: assert_held(decision, code="SAN101"), "hold"),
        (lambda decision: assert_asked(decision, at="foreign_funds.funded_from_abroad", code="IAT104"), "ask"),
        (lambda decision: assert_accepted(decision, code="IAT902"), "accept with a finding"),
    ],
)
def test_what_is_named_passes_where_it_is_there(check: Callable[[Decided], object], outcome: str) -> None:
    """A way to pay, a field that is asked about, and a rule's code pass where the decision has them."""
    check(decided(outcome))


@pytest.mark.parametrize(
    ("check", "outcome", "says"),
    [
        (lambda decision: assert_redirected(decision, to="cash"), "redirect", "to cash, .* offered card, check-or"),
        (lambda decision: assert_held(decision, code="SAN201"), "hold", "expected SAN201 to speak, .* SAN101"),
        (lambda decision: assert_asked(decision, at="receiver.name"), "ask", "receiver.name, .* foreign_funds.funded"),
        (lambda decision: assert_accepted(decision, code="IAT203"), "accept", "expected IAT203 to speak, .* none"),
    ],
)
def test_what_is_named_fails_where_it_is_not_there(check: Callable[[Decided], object], outcome: str, says: str) -> None:
    """A failure names what was expected and what there is."""
    with pytest.raises(AssertionError, match=says):
        check(decided(outcome))


def test_a_failure_says_rule_place_evidence_reason_and_ways_to_pay() -> None:
    """Whoever reads the failed test sees why, without running it again."""
    with pytest.raises(AssertionError) as failed:
        assert_accepted(guard().decide(payment(iban="DE89370400440532013000", routing_number="065300279")))
    text = str(failed.value)
    assert "IAT201 foreign-iban, decisive, at receiver.account.iban = DE****************3000: " in text
    assert "  offers card, " in text
    assert "ACH103, ACH104, ACH105, IAT203 not evaluated: no routing directory loaded" in text
    assert "DE89370400440532013000" not in text


def test_what_is_no_decision_is_a_mistake_and_no_failure() -> None:
    """A payment in place of its decision is named as such."""
    with pytest.raises(TypeError, match="not Payment"):
        assert_accepted(payment())  # type: ignore[arg-type]
