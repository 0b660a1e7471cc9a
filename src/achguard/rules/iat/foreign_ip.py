"""IAT903: the payment was ordered from a network address abroad."""

from collections.abc import Iterator

from achguard.identifiers.country import US_JURISDICTION
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_not_in
from achguard.rules.reading.foreign_forms import is_abroad
from achguard.rules.reading.places import parties
from achguard.rules.rule import Observation, Rule, Shown


class ForeignIp(Rule):
    """A party ordered the payment from a network address outside the United States.

    ## Why it matters
    People travel, so a network address abroad does not make a payment international. It is a reason to ask about
    accounts and funds abroad.

    ## Stays quiet
    When the network address is in the United States or one of its territories, or its country is not known.

    ## References
    - Nacha Operating Rules & Guidelines 2013, pages OG83-OG84: where a party is does not decide
    """

    code = "IAT903"
    name = "foreign-ip"
    since = "0.1.0"
    strength = Strength.WEAK
    gate = any_not_in(US_JURISDICTION, "*.ip_country")
    message = "The payment was ordered from outside the United States ({country}), which alone decides nothing."
    source = "Nacha Operating Guidelines 2013, pages OG83-OG84"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the country of each network address abroad."""
        for at, party in parties(payment):
            country = party.ip_country
            if is_abroad(country):
                yield self.finding(at=f"{at}.ip_country", value=country, shown=Shown.WHOLE, country=country)
