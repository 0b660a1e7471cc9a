"""SAN302: a party lives in a region under a comprehensive embargo."""

from collections.abc import Iterator

from achguard.law.embargo import embargoed_region
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import PARTIES, AllOf, AnyOf, Empty, In, Matches, any_non_empty
from achguard.rules.reading.places import ADDRESS_LINES, parties
from achguard.rules.rule import Observation, Rule, Shown

CLAIMED_BY = ("UA", "RU")
"""Countries under which people write an address in these regions."""


def _address_gate(party: str) -> AllOf:
    """Admit payments in which the party has an address that may be in one of the regions."""
    country = f"{party}.address.country"
    return AllOf(
        (
            any_non_empty(*(f"{party}.address.{line}" for line in ADDRESS_LINES)),
            # A country that nobody validated may be one of these behind signs that nobody sees.
            AnyOf((In(country, CLAIMED_BY), Empty(country), Matches(country, "[^A-Z]"))),
        )
    )


class EmbargoedRegion(Rule):
    """A party's address is in Crimea or in one of the so-called Donetsk and Luhansk People's Republics.

    Street, city, region and postal code are read where the country is Ukraine, Russia or blank: names of the regions
    and of their towns in many languages and spellings, Ukrainian and Russian postal codes. A name with one letter
    wrong, a town that the United States have too, and an address in Donetsk or Luhansk oblast that is not known to lie
    in the occupied part are strong and not decisive: it may be there.

    ## Why it matters
    These regions are under a comprehensive embargo while the rest of Ukraine is not: the country code alone can neither
    clear an address nor condemn it.

    ## Stays quiet
    For every other place in Ukraine, for towns of Donetsk oblast known as held by Ukraine, and for streets that bear
    such a name. For American towns that share one, such as Yalta in Mississippi: with a blank country a state's code,
    name or traditional abbreviation, a ZIP+4, and a ZIP code say that an address is in the United States.

    ## References
    - Executive Order 13685 of 2014-12-19 (Crimea)
    - Executive Order 14065 of 2022-02-21 (so-called Donetsk and Luhansk People's Republics)
    - OFAC FAQ 1009: the order is not of the whole oblasts
    """

    code = "SAN302"
    name = "embargoed-region"
    since = "0.1.0"
    strength = Strength.DECISIVE
    # Of several other parties one may have the address and another the country, so theirs are each looked at.
    gate = AnyOf(
        (*map(_address_gate, PARTIES), any_non_empty(*(f"other_parties.address.{line}" for line in ADDRESS_LINES)))
    )
    message = "The party's address {says} {place}, which is under a comprehensive embargo ({program})."
    source = "OFAC, Executive Orders 13685 and 14065"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each party whose address is in one of the regions."""
        for at, party in parties(payment):
            address = party.address
            seen = embargoed_region(
                street=address.street,
                city=address.city,
                region=address.state,
                postal_code=address.postal_code,
                country=address.country,
                as_of=context.as_of,
            )
            if seen:
                yield self.finding(
                    at=f"{at}.address",
                    value=seen.embargo.place,
                    shown=Shown.WHOLE,
                    strength=Strength.DECISIVE if seen.is_certain else Strength.STRONG,
                    says="is in" if seen.is_certain else "may be in",
                    place=seen.embargo.place,
                    program=seen.embargo.program,
                )
