"""IAT108: the answer to a question of the agency's own, or that it is missing."""

from collections.abc import Iterator
from difflib import get_close_matches

from achguard.model.finding import Strength
from achguard.model.payment import Answer, OwnAnswer, Payment
from achguard.rules.context import Context
from achguard.rules.gate import Always
from achguard.rules.rule import Observation, Rule, Shown


class OwnQuestionAnswer(Rule):
    """A question that the policy adds has an answer that weighs something, or none; or no question has the answer.

    ## Why it matters
    Some agencies ask about international payments in their own words, and in more questions than two. What each answer
    weighs is in the policy: decisive, strong, weak or nothing. A question that was not asked can't be decided. An
    answer to a question that the policy does not have is weighed by nobody: a note, since its name may be misspelt.

    ## Stays quiet
    Under a policy without questions of its own, as every preset is but those of agencies that ask more. When the answer
    weighs nothing. When the question is one of the policy's, but of payments in the other direction.

    ## References
    - Alabama Department of Revenue, IAT instructions (2014): three questions and what follows from each
    """

    code = "IAT108"
    name = "own-question-answer"
    since = "0.2.0"
    strength = Strength.DECISIVE
    gate = Always()
    message = "{said}."
    source = "The policy's own questions"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each answer that weighs something, and each question of the direction that has no answer."""
        if not context.own_questions:
            return
        said: dict[str, set[Answer]] = {}
        for each in payment.own_answers:
            said.setdefault(each.question, set()).add(each.answer)
        for question in context.own_questions:
            if payment.direction not in question.directions:
                continue
            answers = said.get(question.id, set()) - {Answer.NOT_ASKED}
            if not answers:
                yield self.not_evaluated(at=question.at, reason=f"the question {question.id} was not asked")
            for answer, strength in question.weighs:
                if answer in answers:  # also of two that contradict each other
                    yield self.finding(
                        at=question.at,
                        value=answer.value,
                        shown=Shown.WHOLE,
                        strength=strength,
                        said=f"To the question {question.id} of the agency the payor says {answer.value}",
                    )
        asked = sorted(question.id for question in context.own_questions)
        for place, each in enumerate(payment.own_answers):
            if each.question not in asked:
                yield self._of_nobody(place, each, asked)

    def _of_nobody(self, place: int, given: OwnAnswer, asked: list[str]) -> Observation:
        """Make the note about an answer whose question the policy does not have, without the name that was given."""
        close = get_close_matches(given.question, asked, n=1)
        meant = f"perhaps {close[0]} is meant" if close else f"it asks {', '.join(asked)}"
        return self.finding(
            at=f"own_answers[{place}].question",
            value=given.answer.value,
            shown=Shown.WHOLE,
            strength=Strength.WEAK,
            said=f"The policy does not ask this question, so that nobody weighs the answer; {meant}",
        )
