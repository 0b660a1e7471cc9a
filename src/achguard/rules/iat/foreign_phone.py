"""IAT902: a party's telephone number is of another country."""

from collections.abc import Iterator

from achguard.identifiers import phone
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.foreign_forms import is_abroad
from achguard.rules.reading.places import parties
from achguard.rules.rule import Observation, Rule, Shown


class ForeignPhone(Rule):
    """A party's telephone number is one of another country.

    ## Why it matters
    A telephone abroad does not make a payment international. It is a reason to ask about accounts and funds abroad.

    ## Stays quiet
    When the number is of the United States or one of its territories, or can't be read.

    ## References
    - ITU-T E.164, country codes
    - North American Numbering Plan: area codes of Canada and the Caribbean share the country code 1
    """

    code = "IAT902"
    name = "foreign-phone"
    since = "0.1.0"
    strength = Strength.WEAK
    gate = any_non_empty("*.phone")
    message = "The telephone number is of another country ({country}), which alone decides nothing."
    source = "ITU-T E.164; North American Numbering Plan"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the country of each telephone number abroad."""
        for at, party in parties(payment):
            if party.phone and is_abroad(country := phone.country_of(party.phone)):
                yield self.finding(at=f"{at}.phone", value=country, shown=Shown.WHOLE, country=country)
