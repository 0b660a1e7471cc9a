"""What the rules on the payor's answers share: each looks at one question."""

from collections.abc import Iterator
from typing import ClassVar

from achguard.model.finding import Strength
from achguard.model.payment import Answer, Payment
from achguard.rules.context import Context
from achguard.rules.rule import Observation, Rule, Shown

SPEAKING = (Answer.YES.value, Answer.UNKNOWN.value)
"""The answers that mean something: yes, and not knowing, which is not a no."""


class AnswerRule(Rule):
    """A rule on one of the questions about foreign funds: yes is decisive, "unknown" is strong."""

    strength = Strength.DECISIVE
    question: ClassVar[str]
    """The field of `foreign_funds` that holds the answer."""

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the answer where it is yes or unknown."""
        answer: Answer = getattr(payment.foreign_funds, self.question)
        if answer.value in SPEAKING:
            strength = Strength.DECISIVE if answer is Answer.YES else Strength.STRONG
            yield self.finding(
                at=f"foreign_funds.{self.question}",
                value=answer.value,
                shown=Shown.WHOLE,
                strength=strength,
                answer=answer.value,
            )
