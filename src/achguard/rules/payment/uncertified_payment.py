"""ACH113: nobody agreed to the statement that the policy wants a payor to agree to."""

from collections.abc import Iterator

from achguard.law.iat_definition import DEFINITIONS
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import Always
from achguard.rules.rule import Observation, Rule

_STATEMENT, _DAY, _WHO = "certification", "certification.on", "certification.by"


class UncertifiedPayment(Rule):
    """The payor did not agree to the statement, agreed to another version, or on no day that can be.

    ## Why it matters
    Some agencies take the payor's word in writing: by submitting, the payor certifies that the payment is no IAT. Which
    text, who and when are what such a word is worth later.

    ## Stays quiet
    Under a policy that has no statement, for a payment without one. For an agreement to the version in force, by
    somebody, on the day of the decision or before, back to 2009-09-18, when the first IATs went.

    ## References
    - Virginia Tax, electronic payment pages: whoever submits certifies that no institution abroad is involved
    """

    code = "ACH113"
    name = "uncertified-payment"
    since = "0.2.0"
    strength = Strength.STRONG
    gate = Always()
    message = "The statement that a payor agrees to {why}."
    source = "The policy's own statement"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield what is wrong with the agreement, or that there is none."""
        agreed, wanted = payment.certification, context.certification
        if agreed is None:
            if wanted is not None:
                yield self.finding(at=_STATEMENT, why="was not agreed to")
            return
        if wanted is not None and agreed.version != wanted:
            yield self.finding(at=_STATEMENT, why="was agreed to in another version")
        if not (agreed.by or "").strip():
            yield self.finding(at=_WHO, why="does not say who agreed to it")
        if agreed.on is None:
            yield self.finding(at=_DAY, why="does not say on which day it was agreed to")
        elif agreed.on > context.as_of:
            yield self.finding(at=_DAY, why="was agreed to on a day to come")
        elif agreed.on < DEFINITIONS[0].effective:
            yield self.finding(at=_DAY, why="was agreed to on a day when there was no IAT")
