"""IAT302: a bank in the chain of settlement has its branch abroad."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import NonEmpty
from achguard.rules.reading.foreign_forms import is_abroad, is_blank
from achguard.rules.rule import Observation, Rule, Shown


class ForeignCorrespondentBank(Rule):
    """A correspondent bank that settles part of the payment has its branch outside the United States.

    ## Why it matters
    A payment is international when any financial agency that holds, pays or settles part of it does so from an
    office outside the United States. Where the office is decides; where the customer lives does not.

    ## Stays quiet
    When the branch is in a US territory such as Puerto Rico or Guam. A blank country is not evidence of a domestic
    bank: it is reported as not evaluated.

    ## References
    - Nacha Operating Rules, definition of "IAT Entry" (section 8.47 until 2026-09-17, section 8.55 from 2026-09-18)
    - Addenda record 718, columns 75-77, foreign correspondent bank branch country
    """

    code = "IAT302"
    name = "foreign-correspondent-bank"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = NonEmpty("correspondents")
    message = "A correspondent bank's branch is outside the United States ({country})."
    source = "Nacha Operating Rules, definition of IAT Entry"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each correspondent whose branch is abroad or not placed."""
        for i, bank in enumerate(payment.correspondents):
            at = f"correspondents[{i}].branch_country"
            if is_blank(bank.branch_country):
                yield self.not_evaluated(at=at, reason="branch country is blank")
            elif is_abroad(bank.branch_country):
                yield self.finding(at=at, value=bank.branch_country, shown=Shown.WHOLE, country=bank.branch_country)
