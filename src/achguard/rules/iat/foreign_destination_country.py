"""IAT403: the IAT coding names a destination abroad."""

from collections.abc import Iterator

from achguard.identifiers.country import US_JURISDICTION
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_not_in
from achguard.rules.reading.foreign_forms import is_abroad
from achguard.rules.rule import Observation, Rule, Shown


class ForeignDestinationCountry(Rule):
    """The payment's ISO destination country is outside the United States.

    ## Why it matters
    The batch header of an IAT names the country in which the payment is received, the last one where that is known.
    It may be abroad although the entry goes to a US account, which then only passes the money on.

    ## Stays quiet
    When the destination is the United States or one of its territories, or is blank. An inbound IAT has a destination
    in the United States; that it is an IAT is for other rules to say.

    ## References
    - IAT batch header record, columns 39-40, ISO destination country code
    - Nacha Operating Rules & Guidelines 2013, questions on IAT, page OG108
    """

    code = "IAT403"
    name = "foreign-destination-country"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = any_not_in(US_JURISDICTION, "iat.destination_country")
    message = "The payment's destination is outside the United States ({country})."
    source = "Nacha IAT batch header, ISO destination country code"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the destination country where it is abroad."""
        country = payment.iat.destination_country if payment.iat else None
        if is_abroad(country):
            yield self.finding(at="iat.destination_country", value=country, shown=Shown.WHOLE, country=country)
