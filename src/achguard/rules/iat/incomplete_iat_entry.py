"""IAT406: an IAT that lacks what an IAT needs."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment, SecCode
from achguard.rules.context import Context
from achguard.rules.gate import In
from achguard.rules.reading.iat_completeness import iat_lacks
from achguard.rules.rule import Observation, Rule


class IncompleteIatEntry(Rule):
    """A payment with SEC code IAT lacks something that an IAT's records must carry.

    ## Why it matters
    An IAT names both parties with their addresses, both banks with the country of their branches, every correspondent
    bank, the currencies and the reason for the payment, so that each bank can screen it. The ACH Operator or the
    gateway sends back one that lacks a mandatory field.

    ## Stays quiet
    When the entry has another SEC code, or everything is there and well-formed. Postal codes, a trace number abroad and
    the receiver's identification are optional.

    ## References
    - 2013 NACHA Operating Rules, Appendix Three: IAT batch header, entry detail and addenda records 710 to 718
    """

    code = "IAT406"
    name = "incomplete-iat-entry"
    since = "0.1.0"
    strength = Strength.WEAK
    gate = In("sec_code", (SecCode.IAT.value,))
    message = "An IAT needs {need}."
    source = "2013 NACHA Operating Rules, Appendix Three"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each thing that the IAT lacks."""
        if payment.sec_code is SecCode.IAT:
            for lack in iat_lacks(payment):
                yield self.finding(at=lack.at, need=lack.phrase)
