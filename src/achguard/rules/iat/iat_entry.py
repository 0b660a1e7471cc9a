"""IAT401: the payment is coded as an IAT."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment, SecCode
from achguard.rules.context import Context
from achguard.rules.reading.coding import IS_CODED, has_iat_details
from achguard.rules.rule import Observation, Rule, Shown


class IatEntry(Rule):
    """The payment is coded as an IAT, by its SEC code or by fields that only an IAT carries.

    ## Why it matters
    Whoever coded the entry has said that it is international. An app that can't send IATs can't send this one, and
    must not send it under another SEC code.

    ## Stays quiet
    When the SEC code is another one and no field of the IAT coding is filled.

    ## References
    - Nacha Operating Rules, SEC code IAT; IAT batch header record, columns 21-53
    """

    code = "IAT401"
    name = "iat-entry"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = IS_CODED
    message = "The payment is coded as an IAT."
    source = "Nacha Operating Rules, SEC code IAT"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the SEC code, else that IAT fields are filled."""
        if payment.sec_code is SecCode.IAT:
            yield self.finding(at="sec_code", value=payment.sec_code.value, shown=Shown.WHOLE)
        elif has_iat_details(payment):
            yield self.finding(at="iat")
