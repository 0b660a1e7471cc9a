"""The pytest plugin, run by a real pytest on real test files."""

import pytest

pytest_plugins = ["pytester"]

CHECKOUT = """
from achguard.testing import assert_accepted, assert_redirected

def test_abroad(ach_guard, ach_payment):
    assert_redirected(ach_guard.decide(ach_payment(iban="DE89370400440532013000")), to="card")

def test_at_home(ach_guard, ach_payment):
    assert_accepted(ach_guard.decide(ach_payment()))
"""


def test_a_checkout_is_tested_in_one_line(pytester: pytest.Pytester) -> None:
    """A German IBAN is redirected to a card, and the ordinary payment is accepted, with no set-up at all."""
    pytester.makepyfile(CHECKOUT)
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)
