"""IAT104: a question about foreign funds was not asked."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Answer, Direction, Payment, SecCode
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, In
from achguard.rules.rule import Observation, Rule

_QUESTIONS = {
    Direction.DEBIT: ("account_abroad", "funded_from_abroad"),
    Direction.CREDIT: ("account_abroad", "forwarded_abroad"),
}
_ASKED = {
    "account_abroad": "whether the account is held at an office outside the United States",
    "funded_from_abroad": "whether this payment is funded from an account outside the United States",
    "forwarded_abroad": "whether the whole payment is sent on to an account outside the United States",
}


class UnansweredForeignFundsQuestion(Rule):
    """A question about foreign funds that belongs to the payment's direction was not asked.

    A debit needs to know where the account is held and whether this payment is funded from abroad; a credit, where
    the account is held and whether the whole payment is sent on abroad.

    ## Why it matters
    Neither a routing number nor an account number shows that money comes from abroad or goes there. An originator is
    expected to ask, and a question that was not asked is not a no. The policy says whether an answer is required.

    ## Stays quiet
    When every question of the direction has an answer, also "unknown", which has rules of its own. When the entry is
    an IAT: its coding answers already.

    ## References
    - Nacha Operating Rules & Guidelines 2013, IAT scenario F (pages OG93-OG94): the duty to inquire
    - New Mexico Taxation and Revenue: a blank answer closes the electronic way
    """

    code = "IAT104"
    name = "unanswered-foreign-funds-question"
    since = "0.1.0"
    strength = Strength.WEAK
    gate = AnyOf(tuple(In(f"foreign_funds.{question}", (Answer.NOT_ASKED.value,)) for question in _ASKED))
    message = "Nobody asked {question}."
    source = "Nacha Operating Guidelines 2013, IAT scenario F"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each question of the payment's direction that was not asked."""
        if payment.sec_code is SecCode.IAT:
            return
        for question in _QUESTIONS[payment.direction]:
            if getattr(payment.foreign_funds, question) is Answer.NOT_ASKED:
                yield self.finding(at=f"foreign_funds.{question}", question=_ASKED[question])
