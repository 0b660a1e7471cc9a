"""ACH109: the entry can't settle on the day that it asks for."""

from collections.abc import Iterator

from achguard.law.settlement_day import is_settlement_day
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import NonEmpty
from achguard.rules.rule import Observation, Rule, Shown

FURTHEST_DAYS = 366  # a year ahead, counted as a leap year


class EffectiveDate(Rule):
    """The effective date is in the past, more than a year ahead, or a day on which the Federal Reserve does not settle.

    ## Why it matters
    A date in the past or far ahead is almost always mistyped, and the operator settles on a day that the payor did not
    choose. A weekend or a holiday is only a note: the entry settles on the next day.

    ## Stays quiet
    When no date is given, and for any settlement day from the day of the decision to a year later.

    ## References
    - Nacha batch header record, columns 70-75, effective entry date
    - Holiday schedule of the Federal Reserve Banks
    """

    code = "ACH109"
    name = "effective-date"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = NonEmpty("effective_date")
    message = "The effective date {why}."
    source = "Nacha batch header record, effective entry date"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the effective date if the entry can't or should not settle on it."""
        day = payment.effective_date
        if day is None:
            return
        ahead = (day - context.as_of).days
        why, strength = None, self.strength
        if ahead < 0:
            why = "is in the past"
        elif ahead > FURTHEST_DAYS:
            why = "is more than a year ahead"
        elif not is_settlement_day(day):
            why, strength = "is a day without settlement; the entry settles on the next", Strength.WEAK
        if why:
            yield self.finding(
                at="effective_date", value=day.isoformat(), shown=Shown.WHOLE, strength=strength, why=why
            )
