"""IAT207: an account number of a form that only another country uses."""

from collections.abc import Iterator

from achguard.identifiers import national_account
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_match
from achguard.rules.reading.payment_reading import reading
from achguard.rules.rule import Observation, Rule, Shown


class ForeignAccountFormat(Rule):
    """The account number follows another country's numbering, check digits included.

    ## Why it matters
    Several countries number accounts with check digits of their own, in forms that no US account number has: the
    Argentine CBU of 22 digits, the Spanish CCC of 20, New Zealand's and Czech groupings. Such a number names an
    account there even where no IBAN is given.

    ## Stays quiet
    When the number has up to 17 characters without a distinctive grouping, or its check digits are wrong. IBANs and
    CLABEs have rules of their own.

    ## References
    - The formats and check digits as python-stdnum implements them (CBU, CCC, New Zealand and Czech accounts)
    - Entry detail record, columns 13-29: a DFI account number has at most 17 characters
    """

    code = "IAT207"
    name = "foreign-account-format"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_match("[^0-9]|.{18}", "*.account.account_number")
    message = "This has the form of an account number of {country} ({system})."
    source = "National account number formats"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each account number of another country's numbering."""
        for each in reading(payment, context).odd_numbers:
            if found := national_account.recognise(each.account.account_number):
                yield self.finding(
                    at=f"{each.at}.account_number",
                    value=each.account.account_number,
                    shown=Shown.NUMBER,
                    country=found.country,
                    system=found.system.value,
                )
