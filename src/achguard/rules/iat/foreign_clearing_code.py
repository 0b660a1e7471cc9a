"""IAT206: another country's clearing code in place of a routing number."""

from collections.abc import Iterator

from achguard.identifiers import clearing_code
from achguard.identifiers.clearing_code import ClearingCode
from achguard.law.iat_codes import NATIONAL
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.foreign_forms import qualifier_of
from achguard.rules.reading.payment_reading import reading
from achguard.rules.rule import Observation, Rule, Shown


class ForeignClearingCode(Rule):
    """A routing number's place holds a clearing code of another country, such as a sort code or an IFSC.

    ## Why it matters
    A payor with an account abroad types the code that the bank there uses: a British sort code, an Australian BSB, an
    Indian IFSC, a Chinese CNAPS number. It is not a mistyped US number, and asking for a correction would lead nowhere.

    ## Stays quiet
    When the text may be a mistyped US number: nine digits, eight digits, or six digits without the account number of
    eight digits that goes with a sort code.

    ## References
    - Clearing code formats as their operators publish them (UK Pay.UK, Australian Payments Network, Reserve Bank of
      India, Payments NZ)
    - Addenda records 713, 714 and 718, identification number qualifier 01
    """

    code = "IAT206"
    name = "foreign-clearing-code"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.account.routing_number", "*.account.bank.id", "correspondents.id")
    message = "This has the form of a clearing code of {country} ({system})."
    source = "National clearing code formats"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each clearing code of another country."""
        read = reading(payment, context)
        for each in read.odd_numbers:
            account = each.account
            found = clearing_code.recognise(account.routing_number, account_number=account.account_number)
            yield from self._seen(f"{each.at}.routing_number", found)
        for at, bank in read.banks:
            if qualifier_of(bank) in {"", NATIONAL}:
                yield from self._seen(f"{at}.id", clearing_code.recognise(bank.id))

    def _seen(self, at: str, found: ClearingCode | None) -> Iterator[Observation]:
        if found:
            yield self.finding(
                at=at, value=found.text, shown=Shown.NUMBER, country=found.country, system=found.system.value
            )
