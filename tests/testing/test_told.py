"""A decision in lines for a failed test: which rules, and nothing that a terminal would obey."""

from achguard.testing import guard, payment
from achguard.testing.told import compared, told


def test_control_characters_do_not_reach_a_terminal() -> None:
    """What a payment holds is printed, and is no command to a terminal."""
    strange = payment(name="MALIK \x1b[31m ZORBAN\r", id="p\n1")
    lines = list(told(guard().decide(strange)))
    assert all(line.isprintable() for line in lines)
    assert any("SAN403" in line for line in lines)


def test_a_comparison_with_another_decision_names_what_differs() -> None:
    """Two decisions differ in fields, and each says why it is as it is."""
    lines = compared(guard().decide(payment()), guard().decide(payment(account_abroad="yes")))
    assert lines is not None
    assert lines[0] == "<Accept of payment p-1> == <Redirect of payment p-1>"
    assert lines[1] == "they differ in outcome, findings, payor_message, alternatives"
    assert any("IAT103" in line for line in lines)


def test_a_comparison_with_something_else_says_why_the_decision_is_as_it_is() -> None:
    """A decision is no outcome: the first line shows the mistake, the others the decision."""
    lines = compared("accept", guard().decide(payment(account_abroad="yes")))
    assert lines is not None
    assert lines[0] == "'accept' == <Redirect of payment p-1>"
    assert any("IAT103" in line for line in lines)


def test_other_comparisons_are_left_to_pytest() -> None:
    """Nothing is said of what is no decision."""
    assert compared(1, 2) is None
