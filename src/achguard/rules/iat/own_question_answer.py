"""IAT108: the answer to a question of the agency's own, or that it is missing."""

from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from achguard.model.finding import Strength
from achguard.model.own_question import OwnQuestion
from achguard.model.payment import Answer, Direction, OwnAnswer, Payment
from achguard.rules.context import Context
from achguard.rules.gate import Always
from achguard.rules.rule import Observation, Rule, Shown

_THE_SAME: Final = 0.8  # difflib's ratio of two names, one of which has up to a third of its letters wrong or missing


class OwnQuestionAnswer(Rule):
    """A question that the policy adds has an answer that weighs something, or none; or no question has the answer.

    ## Why it matters
    Some agencies ask about international payments in their own words, and in more questions than two. What each answer
    weighs is in the policy: decisive, strong, weak or nothing. A question that was not asked can't be decided. An
    answer to a question that the policy does not have is a note. Where its name is nearly that of one of the policy's
    questions, it is misspelt, and the answer weighs what it weighs there.

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
        asked = {question.id: question for question in context.own_questions}
        for place, each in enumerate(payment.own_answers):
            if each.question not in asked:
                yield self._of_nobody(place, each, asked, payment.direction)

    def _of_nobody(
        self, place: int, given: OwnAnswer, asked: dict[str, OwnQuestion], direction: Direction
    ) -> Observation:
        """Weigh an answer whose question the policy does not have, without the name that was given.

        Where the name is nearly that of a question, the answer weighs what it weighs there; else it is a note.
        """
        close = get_close_matches(given.question, sorted(asked), n=1)
        nearly = bool(close) and _likeness(given.question, close[0]) >= _THE_SAME
        meant = asked[close[0]] if nearly else None
        weighs = dict(meant.weighs) if meant is not None and direction in meant.directions else {}
        what = "perhaps" if given.answer not in weighs else "it is weighed as if"
        said = f"{what} {close[0]} is meant" if close else f"it asks {', '.join(sorted(asked))}"
        return self.finding(
            at=f"own_answers[{place}].question",
            value=given.answer.value,
            shown=Shown.WHOLE,
            strength=weighs.get(given.answer, Strength.WEAK),
            said=f"The policy does not ask the question that has the answer {given.answer.value}; {said}",
        )


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
