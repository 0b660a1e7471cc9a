"""The gate lets every address through that the rule may place in a region under embargo."""

import pytest

from achguard.model.party import Address
from achguard.rules.context import Context
from achguard.rules.sanctions.embargoed_region import EmbargoedRegion, _address_gate
from factories import payment
from spec import AS_OF

EMPTY = dict.fromkeys(Address.model_fields)


@pytest.mark.parametrize("country", ["UA", "RU", None, "", " ", "\u200b", "ua", "ru ", "U\u200bA", "\uff35\uff21"])
@pytest.mark.parametrize("party", ["originator", "receiver"])
def test_a_country_that_nobody_validated_is_let_through(party: str, country: str | None) -> None:
    """A country of invisible signs is blank, and one in other letters is itself; the model refuses both."""
    ordinary = payment()
    address = Address.model_construct(street=None, city=None, state="Crimea", postal_code=None, country=country)
    changed = getattr(ordinary, party).model_copy(update={"address": address})
    odd = ordinary.model_copy(update={party: changed})
    rule = EmbargoedRegion()
    assert [seen.at for seen in rule.check(odd, Context(as_of=AS_OF))] == [f"{party}.address"]
    assert rule.gate.admits(odd)


@pytest.mark.parametrize(
    ("address", "admitted"),
    [
        ({"city": "Yalta", "country": "UA"}, True),
        ({"state": "Crimea", "country": "RU"}, True),
        ({"postal_code": "95000"}, True),
        ({"city": "Yalta", "country": "ua"}, True),
        ({"country": "UA"}, False),
        ({}, False),
        ({"city": "JACKSON", "country": "US"}, False),
        ({"city": "Yalta", "state": "Crimea", "postal_code": "95000", "country": "DE"}, False),
    ],
)
@pytest.mark.parametrize("party", ["originator", "receiver"])
def test_the_gate_asks_for_a_place_under_a_country_that_claims_it(
    party: str, address: dict[str, str], *, admitted: bool
) -> None:
    """A city, a region or a postal code, under Ukraine, Russia, none, or what is no two capital letters."""
    changed = getattr(payment(), party).model_copy(update={"address": Address.model_construct(**EMPTY | address)})
    assert _address_gate(party).admits(payment().model_copy(update={party: changed})) is admitted
