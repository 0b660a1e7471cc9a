"""ACH107: no entry can carry the amount."""

from collections.abc import Iterator
from decimal import Decimal

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules._context import Context
from achguard.rules._gate import Outside
from achguard.rules._rule import Observation, Rule, Shown

LOWEST = Decimal("0.01")
HIGHEST = Decimal("99999999.99")
"""Ten digits of cents: columns 30-39 of the entry detail record."""


class AmountOutOfRange(Rule):
    """The amount is zero, or more than the amount field of an entry can hold.

    ## Why it matters
    An entry of zero dollars is a prenote or carries remittance only; it moves no money. An amount of more than ten
    digits of cents does not fit and would be cut off.

    ## Stays quiet
    From one cent to 99,999,999.99 dollars. A negative amount is no payment at all and fails before any rule.

    ## References
    - Nacha entry detail record, columns 30-39, amount
    """

    code = "ACH107"
    name = "amount-out-of-range"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = Outside("amount", LOWEST, HIGHEST)
    message = "The amount can't go as an entry: {why}."
    source = "Nacha entry detail record, amount"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the amount if no entry can carry it."""
        if LOWEST <= payment.amount <= HIGHEST:
            return
        why = "only a prenote is zero" if payment.amount < LOWEST else f"the most is {HIGHEST:,}"
        yield self.finding(at="amount", value=f"{payment.amount:.2f}", shown=Shown.WHOLE, why=why)
