"""IAT901: a party's address is abroad."""

from collections.abc import Iterator

from achguard.identifiers.country import US_JURISDICTION
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_not_in
from achguard.rules.reading.foreign_forms import is_abroad
from achguard.rules.reading.places import parties
from achguard.rules.rule import Observation, Rule, Shown


class ForeignAddress(Rule):
    """A party has an address outside the United States.

    ## Why it matters
    Where a party lives does not make a payment international, but people abroad have accounts abroad more often than
    others. It is a reason to ask.

    ## Stays quiet
    When the address is in the United States or one of its territories, a military address included, or its country is
    blank.

    ## References
    - Nacha Operating Rules & Guidelines 2013, pages OG83-OG84: address, citizenship and residence do not decide
    """

    code = "IAT901"
    name = "foreign-address"
    since = "0.1.0"
    strength = Strength.WEAK
    gate = any_not_in(US_JURISDICTION, "*.address.country")
    message = "The address is outside the United States ({country}), which alone decides nothing."
    source = "Nacha Operating Guidelines 2013, pages OG83-OG84"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each address abroad."""
        for at, party in parties(payment):
            country = party.address.country
            if is_abroad(country):
                yield self.finding(at=f"{at}.address.country", value=country, shown=Shown.WHOLE, country=country)
