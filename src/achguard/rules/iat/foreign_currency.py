"""IAT402: a currency other than the US dollar."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_not_in
from achguard.rules.reading.foreign_forms import is_blank
from achguard.rules.rule import Observation, Rule, Shown

_DOLLAR = "USD"


class ForeignCurrency(Rule):
    """The payor pays in a currency other than the US dollar, or the entry is coded with one.

    ## Why it matters
    Domestic ACH entries are in US dollars. Another currency on either side means that somebody converts, which a
    financial agency abroad usually does. It is strong and not decisive: the place of the bank decides.

    ## Stays quiet
    When every currency is the dollar, which does not show that a payment is domestic: an IAT may be in dollars on both
    sides.

    ## References
    - IAT batch header record, columns 64-69, ISO originating and destination currency codes
    """

    code = "IAT402"
    name = "foreign-currency"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_not_in((_DOLLAR,), "currency", "iat.originating_currency", "iat.destination_currency")
    message = "The currency is not the US dollar ({currency})."
    source = "Nacha IAT batch header, ISO currency codes"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each currency that is not the dollar."""
        currencies = [("currency", payment.currency)]
        if payment.iat:
            currencies += [
                ("iat.originating_currency", payment.iat.originating_currency),
                ("iat.destination_currency", payment.iat.destination_currency),
            ]
        for at, currency in currencies:
            if not is_blank(currency) and currency != _DOLLAR:
                yield self.finding(at=at, value=currency, shown=Shown.WHOLE, currency=currency)
