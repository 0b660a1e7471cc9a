"""Strategies for users' tests: what they draw is valid and decided as they say, and shrinks to something small."""

from collections.abc import Callable
from itertools import product
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

import achguard
from achguard.errors import ConfigurationError
from achguard.identifiers import iban, routing_number
from achguard.identifiers.routing_number import RoutingNumber
from achguard.model.decision import Outcome
from achguard.model.payment import Payment
from achguard.nacha.reader import read
from achguard.testing import guard, payment
from achguard.testing import strategies as own
from achguard.testing.payment_factory import domestic_web_debit

DECIDER = guard()
IN_FILES = guard(policy="nacha-file")
T = TypeVar("T")


def smallest(strategy: st.SearchStrategy[T], wanted: Callable[[T], bool]) -> T:
    """Find something that is wanted, and shrink it."""
    return find(strategy, wanted, settings=settings(database=None, max_examples=200, derandomize=True))


@given(own.payments())
def test_payments_are_accepted_without_a_finding(drawn: Payment) -> None:
    """What `payments()` draws goes, and nothing is found in it."""
    decision = DECIDER.decide(drawn)
    assert (decision.outcome, decision.findings) == (Outcome.ACCEPT, ())


@given(own.foreign_payments())
def test_foreign_payments_are_redirected(drawn: Payment) -> None:
    """What `foreign_payments()` draws is sent to another way to pay."""
    assert DECIDER.decide(drawn).outcome is Outcome.REDIRECT


@given(own.listed_payments())
def test_listed_payments_are_held(drawn: Payment) -> None:
    """What `listed_payments()` draws is held for a person."""
    assert DECIDER.decide(drawn).outcome is Outcome.HOLD


@given(own.routing_numbers())
def test_routing_numbers_are_those_of_payors_banks(drawn: str) -> None:
    """Each passes its check and has a prefix of a payor's bank."""
    parsed = routing_number.parse(drawn)
    assert isinstance(parsed, RoutingNumber)
    assert parsed.is_payors


@given(own.ibans())
def test_ibans_are_valid_ones_of_countries_without_embargo(drawn: str) -> None:
    """Each passes length, form and check digits of its country, and its payment is not held."""
    assert iban.is_valid(drawn)
    assert DECIDER.decide(payment(iban=drawn)).outcome is Outcome.REDIRECT


@given(own.ibans("GB"))
def test_ibans_of_one_country_are_its_own(drawn: str) -> None:
    """A country that is asked for is the one that is drawn."""
    assert drawn.startswith("GB")
    assert iban.is_valid(drawn)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(own.nacha_files())
def test_nacha_files_have_no_problem_and_every_entry_goes(drawn: bytes) -> None:
    """A drawn file reads without a problem, has entries, and each is accepted."""
    decided = achguard.decide_file(drawn, IN_FILES)
    assert decided.problems == ()
    assert {entry.decision.outcome for entry in decided} == {Outcome.ACCEPT}


def test_no_invented_name_comes_near_a_listed_one() -> None:
    """Every name that can be drawn, people and companies, meets nobody on the fictional list."""
    people = [
        f"{given}{middle} {family}"
        for given, middle, family in product(own._GIVEN_NAMES, own._MIDDLE, own._FAMILY_NAMES)
    ]
    hits = DECIDER.lists.screen_many([*people, *own._COMPANIES]) if DECIDER.lists is not None else []
    assert len(hits) > 100
    assert [hit for found in hits for hit in found] == []


@pytest.mark.slow
def test_every_listed_name_that_can_be_drawn_is_held() -> None:
    """Each of them, for the payor and for the payee: a draw sees few of them."""
    names = own._listed_names_of_the_list()
    assert len(names) > 60
    for name in names:
        assert DECIDER.decide(payment(name=name)).outcome is Outcome.HOLD, name
        assert DECIDER.decide(payment(originator={"name": name})).outcome is Outcome.HOLD, name


def test_every_country_that_can_be_drawn_redirects_and_is_not_held() -> None:
    """Each country of a bank, and each with IBANs: a draw sees few of them."""
    assert {"DE", "XK", "PW", "SY"} <= {*own._foreign_countries()}
    assert not {"IR", "CU", "KP", "PR", "US"} & {*own._foreign_countries(), *own._iban_countries()}
    for country in own._foreign_countries():
        abroad = payment(bank={"name": "BEISPIELBANK AG", "branch_country": country})
        assert DECIDER.decide(abroad).outcome is Outcome.REDIRECT, country


def test_a_payment_shrinks_to_the_ordinary_one() -> None:
    """Without any wish the smallest payment is the ordinary one, with the least amount and numbers."""
    small = smallest(own.payments(), lambda _: True)
    least = domestic_web_debit() | {"amount": "0.01"}
    least["receiver"]["account"] |= {"routing_number": "010000003", "account_number": "1000"}
    assert small == Payment.model_validate(least)


@pytest.mark.slow
def test_a_failure_shrinks_to_what_matters() -> None:
    """What a wish does not concern becomes ordinary, and the amount stops at its bound."""
    dear = smallest(own.payments(), lambda drawn: drawn.amount >= 1000 and drawn.direction == "credit")
    assert (str(dear.amount), dear.receiver.name, dear.originator.name) == (
        "1000",
        "JANE Q PUBLIC",
        "STATE TAX AGENCY",
    )
    assert smallest(own.routing_numbers(), lambda drawn: drawn > "3") == "300000001"
    assert smallest(own.ibans(), lambda _: True) == "DE36000000000000000000"


@pytest.mark.slow
def test_a_file_shrinks_to_one_entry() -> None:
    """The smallest file has one batch of one entry of a cent."""
    small = read(smallest(own.nacha_files(), lambda _: True))
    assert (small.entry_count, small.total_debit + small.total_credit) == (1, 1)


@given(st.from_type(Payment))
def test_the_type_itself_gives_payments_that_go(drawn: Payment) -> None:
    """`st.from_type(Payment)`, as `builds` of a user's own model asks for it, draws what `payments()` does."""
    assert DECIDER.decide(drawn).outcome is Outcome.ACCEPT


def test_the_ibans_of_each_country_are_valid() -> None:
    """The form of each country's IBANs is understood whole: letters, digits and both."""
    assert len(own._iban_countries()) > 80
    for country in own._iban_countries():
        assert iban.is_valid(own._iban(country, 0)), country
        assert iban.is_valid(own._iban(country, 36**30 - 1)), country


def test_a_country_without_ibans_is_refused() -> None:
    """Nothing is drawn for a country that uses no IBANs."""
    with pytest.raises(ConfigurationError, match="'US' uses no IBANs"):
        own.ibans("US")
