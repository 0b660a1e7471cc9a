"""Each outcome, from the form to the last page, as a visitor without scripts meets it."""

from conftest import FORM, IBAN, NOT_ABROAD, ORDINARY
from visitor import Visitor


def test_a_payment_from_a_us_account_is_asked_about_and_accepted(visitor: Visitor) -> None:
    """The form leads to the questions, and their answers to the thanks."""
    visitor.get(FORM)
    asked = visitor.send(FORM, **ORDINARY)
    assert asked.path == f"{FORM}/questions"
    assert "Is the account held at a bank office outside the United States?" in asked.text
    done = visitor.send(asked.path, **NOT_ABROAD)
    assert done.path == f"{FORM}/result"
    assert "<h1>Payment received</h1>" in done.text


def test_an_account_abroad_is_shown_other_ways_to_pay(visitor: Visitor) -> None:
    """A foreign account number leads to the policy's ways at once."""
    visitor.get(FORM)
    shown = visitor.send(FORM, **ORDINARY | {"account": IBAN, "routing": ""})
    assert shown.path == f"{FORM}/result"
    assert "<h3>Credit or debit card</h3>" in shown.text
    assert "601 555 0100" in shown.text


def test_a_listed_payor_reads_that_somebody_looks_and_no_more(visitor: Visitor) -> None:
    """No list, no rule and no other way stands on the page, which has no form either."""
    visitor.get(FORM)
    shown = visitor.send(FORM, **ORDINARY | {"name": "Malik Zorban"})
    assert "<h1>We received your request</h1>" in shown.text
    for word in ("list", "sanction", "OFAC", "SAN1", "Malik", "card", "<form", "another", "hold"):
        assert word not in shown.text.partition("<main")[2]
