"""ACH109: the entry can't settle on the day that it asks for, or not be sent for it yet."""

from collections.abc import Iterator
from datetime import date, time

from achguard.law.settlement_day import is_settlement_day, settlement_day_from, settlement_days_before
from achguard.law.settlement_windows import MOST_AHEAD, last_window_on
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import NonEmpty
from achguard.rules.rule import Observation, Rule, Shown

FURTHEST_DAYS = 366  # a year ahead, counted as a leap year
NOTED_AHEAD = 2  # banking days: an operator takes a credit so early, and a debit comes to a bank a day before that
_NOON = 12


class EffectiveDate(Rule):
    """The effective date is past, more than a year ahead, without settlement, or not one to send the entry for today.

    ## Why it matters
    A date in the past or far ahead is almost always mistyped, and the operator settles on a day that the payor did not
    choose. All else is only a note. An entry for a weekend or a holiday settles on the next day. An ACH Operator sends
    an entry back that comes too early, a debit more than one banking day before its date and a credit more than two, so
    that somebody keeps it until then. A Same Day Entry is sent on its date, before the last window closes.

    ## Stays quiet
    When no date is given, for a settlement day at most two banking days ahead, and for an entry that came back: the day
    of a return or a notification of change is not the originator's to choose.

    ## References
    - Nacha batch header record, columns 70-75, effective entry date
    - Nacha Operating Rules, Appendix Three, Effective Entry Date: one banking day for debits, two for credits
    - Nacha Same Day ACH: credits from 2016-09-23, debits from 2017-09-15, until 4:45 p.m. Eastern time from 2021-03-19
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
        """Yield the effective date if the entry can't or should not settle on it, or is not to be sent for it yet."""
        day = payment.effective_date
        if day is None or payment.came_back is not None:
            return
        ahead = (day - context.as_of).days
        why, strength = None, self.strength
        if ahead < 0:
            why = "is in the past"
        elif ahead > FURTHEST_DAYS:
            why = "is more than a year ahead"
        else:
            why, strength = _note(day, payment, context.as_of), Strength.WEAK
        if why:
            yield self.finding(
                at="effective_date", value=day.isoformat(), shown=Shown.WHOLE, strength=strength, why=why
            )


def _note(day: date, payment: Payment, as_of: date) -> str | None:
    """Say what somebody should know of a date on which, or after which, the entry settles."""
    if not is_settlement_day(day):
        return "is a day without settlement; the entry settles on the next"
    direction = payment.direction
    if payment.same_day:
        window = last_window_on(day, direction)
        if window is None:
            return f"is a day on which no {direction.value} could go as a Same Day Entry"
        if day != as_of:
            return (
                "is after the day of the decision; a Same Day Entry is sent on its date, until "
                f"{_told(window.closes)} Eastern time"
            )
        return None
    # As many days or fewer are no more banking days, and need no counting.
    if (day - as_of).days <= NOTED_AHEAD or settlement_days_before(day, NOTED_AHEAD) <= settlement_day_from(as_of):
        return None
    first = settlement_days_before(day, MOST_AHEAD[direction].banking_days)
    return f"is more than two banking days ahead; an ACH Operator takes the {direction.value} from {first} on"


def _told(at: time) -> str:
    """Write a time of day as people do."""
    return f"{at.hour % _NOON or _NOON}:{at:%M} {'p.m.' if at.hour >= _NOON else 'a.m.'}"
