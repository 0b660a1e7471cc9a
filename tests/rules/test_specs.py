"""Runs every spec table: what the rule says, and that its gate lets it say so."""

import pytest

from spec import CASE_KEYS, Case, cases, said


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_rule_says_what_its_spec_expects(case: Case) -> None:
    """A rule yields exactly what its spec table says for each case."""
    assert sorted(said(case.rule, seen) for seen in case.rule.check(case.payment, case.context)) == case.expected


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_gate_admits_every_payment_on_which_the_rule_speaks(case: Case) -> None:
    """A gate never stops a payment of which the rule has something to say."""
    if case.expected:
        assert case.rule.gate.admits(case.payment)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_case_has_only_known_keys(case: Case) -> None:
    """A misspelt key in a spec table is found, not ignored."""
    assert set(case.row) <= CASE_KEYS
