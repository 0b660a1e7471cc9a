"""ACH108: the amount is over the limit for a Same Day Entry."""

from collections.abc import Iterator

from achguard.law.same_day_limits import LIMITS
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import In
from achguard.rules.rule import Observation, Rule, Shown


class SameDayLimit(Rule):
    """The payment is to go as a Same Day Entry and is more than the limit that holds on the day.

    ## Why it matters
    A larger amount is not eligible for Same Day ACH, so it does not settle on the day that the payor was told.

    ## Stays quiet
    When the payment does not go same day, when the amount is exactly the limit, and for a day before there was any Same
    Day ACH.

    ## References
    - Nacha Same Day ACH: 25,000 dollars from 2016-09-23, 100,000 from 2020-03-20, 1,000,000 from 2022-03-18,
      10,000,000 from 2027-09-17
    """

    code = "ACH108"
    name = "same-day-limit"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = In("same_day", (True,))
    message = "The amount is over the limit of {limit} for a Same Day Entry."
    source = "Nacha Same Day ACH limit"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the amount if it is over the limit of the day."""
        if not payment.same_day:
            return
        in_force = [limit for limit in LIMITS if limit.effective <= context.as_of]
        if in_force and payment.amount > in_force[-1].dollars:
            limit = f"{in_force[-1].dollars:,}"
            yield self.finding(at="amount", value=f"{payment.amount:.2f}", shown=Shown.WHOLE, limit=limit)
