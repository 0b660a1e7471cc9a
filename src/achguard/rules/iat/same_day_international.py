"""IAT405: an IAT as a Same Day Entry."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import In
from achguard.rules.reading.coding import is_coded_as_iat
from achguard.rules.rule import Observation, Rule


class SameDayInternational(Rule):
    """A payment that is coded as an IAT is to go as a Same Day Entry.

    ## Why it matters
    An IAT cannot be a Same Day Entry. Sent so, it is processed as an ordinary one at best, later than the payor was
    told.

    ## Stays quiet
    When the payment is not coded as an IAT, or is not to go on the same day.

    ## References
    - Nacha Operating Rules, definition of "IAT Entry" of 2026-09-18 (section 8.55), and the Same Day Entry rules before
    - https://www.nacha.org/rules/definition-iat-entries, consulted 2026-11-23
    """

    code = "IAT405"
    name = "same-day-international"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = In("same_day", (True,))
    message = "An IAT can't go as a Same Day Entry."
    source = "Nacha Operating Rules, definition of IAT Entry"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the wish for the same day where the payment is coded as an IAT."""
        if payment.same_day and is_coded_as_iat(payment):
            yield self.finding(at="same_day")
