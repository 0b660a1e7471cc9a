"""IAT904: a party identifies with another country's number."""

from collections.abc import Iterator

from achguard.identifiers import party_number
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.foreign_forms import is_abroad
from achguard.rules.reading.places import parties
from achguard.rules.rule import Observation, Rule, Shown


class ForeignIdentifier(Rule):
    """A party's tax id, passport or other number was issued by another country.

    ## Why it matters
    Nationality does not make a payment international. A number issued abroad is a reason to ask about accounts and
    funds abroad.

    ## Stays quiet
    When no country abroad is given and the number's form and check digits are not plainly another country's. Nine
    digits are always taken as a US number.

    ## References
    - Nacha Operating Rules & Guidelines 2013, pages OG83-OG84: citizenship does not decide
    - Formats and check digits of tax ids as python-stdnum implements them
    """

    code = "IAT904"
    name = "foreign-identifier"
    since = "0.1.0"
    strength = Strength.WEAK
    gate = any_non_empty("*.identifiers.value", "*.identifiers.country")
    message = "The number was issued outside the United States ({country}), which alone decides nothing."
    source = "Nacha Operating Guidelines 2013, pages OG83-OG84"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the country of each number that was issued abroad."""
        for at, party in parties(payment):
            for i, identifier in enumerate(party.identifiers):
                at_number, issuer = f"{at}.identifiers[{i}]", identifier.country
                if is_abroad(issuer):
                    yield self.finding(at=f"{at_number}.country", value=issuer, shown=Shown.WHOLE, country=issuer)
                elif told := party_number.foreign_country_of(identifier.value):
                    yield self.finding(at=f"{at_number}.value", value=told, shown=Shown.WHOLE, country=told)
