"""ACH107: no entry can carry the amount."""

from collections.abc import Iterator
from decimal import Decimal

from achguard.model.finding import Strength
from achguard.model.payment import Payment, SecCode
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, In, Outside
from achguard.rules.rule import Observation, Rule, Shown

LOWEST = Decimal("0.01")
HIGHEST = Decimal("99999999.99")
"""Ten digits of cents: columns 30-39 of the entry detail record."""

NON_MONETARY_SEC_CODES = frozenset({SecCode.ACK, SecCode.ATX, SecCode.COR, SecCode.DNE, SecCode.ENR})
"""SEC codes whose entries only tell something: acknowledgments, changes, deaths and enrolments."""


class AmountOutOfRange(Rule):
    """The amount is zero, or more than the amount field of an entry can hold.

    ## Why it matters
    An entry of zero dollars moves no money, so a payment of zero is a mistake. An amount of more than ten digits of
    cents does not fit and would be cut off.

    A prenote, an entry that carries remittance only (`zero_dollar`), and an entry under ACK, ATX, COR, DNE or ENR move
    no money. They are looked at like any payment, and it is an amount that is a mistake there.

    ## Stays quiet
    From one cent to 99,999,999.99 dollars, and at zero where the entry moves no money. A negative amount is not a
    payment at all and fails before any rule.

    ## References
    - Nacha entry detail record, columns 30-39, amount
    - Nacha transaction codes, prenotifications (23, 28, ...) and zero dollar entries (24, 29, ...)
    """

    code = "ACH107"
    name = "amount-out-of-range"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = AnyOf(
        (Outside("amount", LOWEST, HIGHEST), In("zero_dollar", (True,)), In("sec_code", NON_MONETARY_SEC_CODES))
    )
    message = "The amount can't go as an entry: {why}."
    source = "Nacha entry detail record, amount"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the amount if no entry can carry it."""
        moves_money = not payment.zero_dollar and payment.sec_code not in NON_MONETARY_SEC_CODES
        if moves_money is (payment.amount >= LOWEST) and payment.amount <= HIGHEST:
            return
        if payment.amount > HIGHEST:
            why = f"the most is {HIGHEST:,}"
        elif moves_money:
            why = "only an entry that moves no money, such as a prenote, is zero"
        else:
            why = "an entry of its kind moves no money"
        yield self.finding(at="amount", value=f"{payment.amount:.2f}", shown=Shown.WHOLE, why=why)
