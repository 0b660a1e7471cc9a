"""ACH110: an account number stands alone."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.foreign_forms import is_blank, is_foreign_account
from achguard.rules.reading.payment_reading import reading
from achguard.rules.reading.routing import names_no_bank
from achguard.rules.rule import Observation, Rule


class MissingRoutingNumber(Rule):
    """An account number is given, and no routing number, IBAN, BIC or bank's number beside it.

    ## Why it matters
    Nothing says which bank, or even which country, holds the account. An entry can't be made, and the account can't be
    taken as domestic.

    ## Stays quiet
    When any of them is given, and when the account number itself is an IBAN, a CLABE or another form that only other
    countries use. Where nothing is given at all, the routing-number-check-digit rule says that it could not look.

    ## References
    - Nacha entry detail record, columns 04-12, receiving DFI identification and check digit
    """

    code = "ACH110"
    name = "missing-routing-number"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.account.account_number")
    message = "An account number is given without a routing number."
    source = "Nacha entry detail record, receiving DFI identification"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each account of which only the number is known."""
        for each in reading(payment, context).odd:
            account = each.account
            number = account.account_number
            if not is_blank(number) and names_no_bank(account) and not is_foreign_account(number):
                yield self.finding(at=f"{each.at}.routing_number")
