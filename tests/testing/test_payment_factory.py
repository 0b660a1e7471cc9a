"""The factory of payments: what it gives without keywords, and what each keyword replaces."""

import datetime as dt

import pytest

from achguard.errors import ConfigurationError
from achguard.model.decision import Outcome
from achguard.model.party import Party
from achguard.model.payment import Payment
from achguard.testing import guard, payment
from achguard.testing.payment_factory import SHORT


def test_without_keywords_it_is_a_web_debit_that_is_accepted_without_a_finding() -> None:
    """The ordinary payment carries its answers, and nothing is found in it."""
    decision = guard().decide(payment())
    assert payment().sec_code == "WEB"
    assert (decision.outcome, decision.findings) == (Outcome.ACCEPT, ())


def test_a_field_of_a_payment_is_replaced_whole() -> None:
    """Nothing of the ordinary receiver or answers stays where a test gives its own."""
    made = payment(receiver={"name": "SAM SAMPLE"}, foreign_funds={}, amount="3.10")
    assert made.receiver == Party(name="SAM SAMPLE")
    assert guard().decide(made).outcome is Outcome.ASK
    assert str(made.amount) == "3.10"


def test_a_model_serves_where_json_does() -> None:
    """A field is given as a model, too."""
    assert payment(originator=Party(name="OAK COUNTY")).originator.name == "OAK COUNTY"


def test_a_field_further_down_is_replaced_alone() -> None:
    """A name, a number or an answer changes itself, and leaves the rest of the receiver as it is."""
    made = payment(name="SAM SAMPLE", account_number="7", funded_from_abroad="yes", date_of_birth=dt.date(1980, 2, 1))
    account = made.receiver.account
    assert account is not None
    assert (made.receiver.name, account.account_number, account.routing_number) == ("SAM SAMPLE", "7", "065300279")
    assert made.receiver.date_of_birth == dt.date(1980, 2, 1)
    assert (made.foreign_funds.funded_from_abroad, made.foreign_funds.account_abroad) == ("yes", "no")


def test_an_iban_is_another_account() -> None:
    """The numbers of the ordinary account go where an IBAN is given, and stay where they are given with it."""
    alone = payment(iban="DE89370400440532013000").receiver.account
    both = payment(iban="DE89370400440532013000", routing_number="065300279").receiver.account
    assert alone is not None
    assert both is not None
    assert (alone.iban, alone.routing_number, alone.account_number) == ("DE89370400440532013000", None, None)
    assert (both.iban, both.routing_number) == ("DE89370400440532013000", "065300279")


@pytest.mark.parametrize(("word", "meant"), [("ibn", "iban"), ("recever", "receiver"), ("routing", "routing_number")])
def test_an_unknown_keyword_is_refused_with_the_nearest_right_one(word: str, meant: str) -> None:
    """A slip does not make a test pass for the wrong reason."""
    with pytest.raises(ConfigurationError, match=f"no '{word}'.*did you mean '{meant}'"):
        payment(**{word: "x"})


def test_two_keywords_that_say_the_same_are_refused() -> None:
    """A part and its whole, given together, would hide one of them."""
    for keywords in ({"receiver": {}, "name": "X"}, {"account": {}, "iban": "X"}, {"receiver": {}, "iban": "X"}):
        with pytest.raises(ConfigurationError, match="is a part of"):
            payment(**keywords)


def test_short_keywords_name_fields_that_there_are_and_hide_none() -> None:
    """Each short keyword is a field further down, and none is also a field of the payment itself."""
    assert not set(SHORT) & set(Payment.model_fields)
    dumped = payment().model_dump()
    for name, path in SHORT.items():
        part = dumped
        for each in path[:-1]:
            part = part[each]
        assert name in part


def test_each_call_gives_a_payment_of_its_own() -> None:
    """What one test changes reaches no other."""
    payment(iban="DE89370400440532013000")
    assert guard().decide(payment()).outcome is Outcome.ACCEPT
