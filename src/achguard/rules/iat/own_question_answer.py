"""IAT108: the answer to a question of the agency's own, or that it is missing."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Answer, Payment
from achguard.rules.context import Context
from achguard.rules.gate import Always
from achguard.rules.rule import Observation, Rule, Shown


class OwnQuestionAnswer(Rule):
    """A question that the policy adds has an answer that weighs something, or none at all.

    ## Why it matters
    Some agencies ask about international payments in their own words, and in more questions than two. What each answer
    weighs is in the policy: decisive, strong, weak or nothing. A question that was not asked can't be decided.

    ## Stays quiet
    Under a policy without questions of its own, as every preset is but those of agencies that ask more. When the answer
    weighs nothing.

    ## References
    - Alabama Department of Revenue, IAT instructions (2014): three questions and what follows from each
    """

    code = "IAT108"
    name = "own-question-answer"
    since = "0.2.0"
    strength = Strength.DECISIVE
    gate = Always()
    message = "To the question {question} of the agency the payor says {answer}."
    source = "The policy's own questions"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each answer that weighs something, and each question of the direction that has no answer."""
        if not context.own_questions:
            return
        said = {each.question: each.answer for each in payment.own_answers}
        for question in context.own_questions:
            if payment.direction not in question.directions:
                continue
            answer = said.get(question.id, Answer.NOT_ASKED)
            if answer is Answer.NOT_ASKED:
                yield self.not_evaluated(at=question.at, reason=f"the question {question.id} was not asked")
            elif (strength := dict(question.weighs).get(answer)) is not None:
                yield self.finding(
                    at=question.at,
                    value=answer.value,
                    shown=Shown.WHOLE,
                    strength=strength,
                    question=question.id,
                    answer=answer.value,
                )
