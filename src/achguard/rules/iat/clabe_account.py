"""IAT204: a CLABE, the Mexican account number."""

from collections.abc import Iterator

from achguard.identifiers import clabe
from achguard.identifiers.clabe import Clabe
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_match
from achguard.rules.reading.payment_reading import PaymentReading, reading
from achguard.rules.rule import Observation, Rule, Shown


class ClabeAccount(Rule):
    """An account, routing or bank number is a CLABE, the account number of Mexican banks.

    ## Why it matters
    Eighteen digits with the CLABE's check digit name an account in Mexico. A US account number has at most 17
    characters in an entry.

    ## Stays quiet
    When the check digit is wrong or there are fewer or more than 18 digits.

    ## References
    - Banco de Mexico, CLABE: bank 3, place 3, account 11, check digit 1 (weights 3, 7, 1)
    - Entry detail record, columns 13-29: a DFI account number has at most 17 characters
    """

    code = "IAT204"
    name = "clabe-account"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = any_match(
        "(?s).{18}", "*.account.account_number", "*.account.routing_number", "*.account.bank.id", "correspondents.id"
    )
    message = "This is a CLABE, the number of an account in Mexico."
    source = "Banco de Mexico, CLABE"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each CLABE of the payment."""
        for at, text in _numbers(reading(payment, context)):
            found = clabe.parse(text)
            if isinstance(found, Clabe):
                yield self.finding(at=at, value=found.text, shown=Shown.NUMBER)


def _numbers(read: PaymentReading) -> Iterator[tuple[str, str | None]]:
    for each in read.odd_numbers:
        yield f"{each.at}.account_number", each.account.account_number
        yield f"{each.at}.routing_number", each.account.routing_number
    for at, bank in read.banks:
        yield f"{at}.id", bank.id
