"""The words that policies may use are the rules' own: nothing is missing from the table, and nothing is too much."""

import pytest

from achguard.model.payment import Direction
from achguard.policy.vocabulary import (
    ANSWERED_BY_AN_IAT,
    ANSWERED_YES,
    ASKED,
    DIRECTORY_CODES,
    RULE_CODES,
    UNANSWERED_QUESTION,
    instead,
)
from achguard.rules import RULES
from achguard.rules.context import Context
from achguard.rules.iat.unanswered_foreign_funds_question import UnansweredForeignFundsQuestion
from achguard.rules.rule import Gap, Sighting
from factories import payment
from spec import AS_OF


def test_the_codes_are_those_of_the_rules() -> None:
    """Every rule that ships can stand in a policy, and nothing else."""
    assert sorted(RULE_CODES) == sorted(rule.code for rule in RULES)


def test_what_an_iat_answers_are_rules_about_iats() -> None:
    """Only rules that ship and are about IATs can be answered by one; a rule that is not there yet is weighed."""
    assert {*RULE_CODES} >= ANSWERED_BY_AN_IAT
    assert {code[:3] for code in ANSWERED_BY_AN_IAT} == {"IAT"}


@pytest.mark.parametrize("direction", Direction)
def test_the_questions_are_those_that_are_asked(direction: Direction) -> None:
    """What a policy may require in a direction is exactly what the rule names there when nobody asked."""
    unasked = {"direction": direction.value, "foreign_funds": dict.fromkeys(FOREIGN_FUNDS, "not_asked")}
    seen = UnansweredForeignFundsQuestion().check(payment(changes=unasked), Context(as_of=AS_OF))
    assert UnansweredForeignFundsQuestion.code == UNANSWERED_QUESTION
    assert tuple(each.at for each in seen if isinstance(each, Sighting)) == ASKED[direction]


@pytest.mark.parametrize("question", ANSWERED_YES)
def test_the_rule_that_speaks_where_the_answer_is_yes(question: str) -> None:
    """Every question has its rule, which says of a yes at that place that it is decisive."""
    assert {*ANSWERED_YES} == {at for questions in ASKED.values() for at in questions}
    direction = "credit" if question.endswith("forwarded_abroad") else "debit"
    yes = payment(changes={"direction": direction, "foreign_funds": {question.partition(".")[2]: "yes"}})
    (rule,) = (rule for rule in RULES if rule.code == ANSWERED_YES[question])
    (seen,) = rule.check(yes, Context(as_of=AS_OF))
    assert isinstance(seen, Sighting)
    assert (seen.at, seen.strength.value) == (question, "decisive")


FOREIGN_FUNDS = ("account_abroad", "funded_from_abroad", "forwarded_abroad")


def test_the_rules_that_look_into_a_directory_are_known() -> None:
    """Exactly those rules say that no directory is loaded."""
    asked = payment(changes={"receiver": {"account": {"routing_number": "065300279"}}})
    gaps = {
        rule.code
        for rule in RULES
        for seen in rule.check(asked, Context(as_of=AS_OF))
        if isinstance(seen, Gap) and "directory" in seen.reason
    }
    assert gaps == set(DIRECTORY_CODES)


def test_what_was_probably_meant_is_said() -> None:
    """The nearest word, whatever the letters' case; else the words there are, where they are few."""
    assert instead("iat302", RULE_CODES) == "; did you mean 'IAT302'?"
    assert instead("qqqq", ("always", "never")) == "; there are always, never"
    assert instead("qqqq", RULE_CODES) == ""


def test_how_like_a_word_must_be_and_how_many_are_shown() -> None:
    """A little less than half of the letters may differ; of a dozen known words all are named, of more none."""
    assert instead("redixy", ("redirect",)) == "; did you mean 'redirect'?"
    assert instead("redxyz", ("redirect",)) == "; there are redirect"
    dozen = tuple("abcdefghijkl")
    assert instead("000", dozen) == f"; there are {', '.join(dozen)}"
    assert instead("000", (*dozen, "m")) == ""
