"""What payors read is plain enough for a reader of the eighth grade, measured by textstat."""

import re
from collections.abc import Iterator

import pytest

from achguard.model.decision import Outcome
from achguard.model.payment import Direction
from achguard.policy import Policy
from achguard.policy.loading import PRESETS

textstat = pytest.importorskip("textstat", reason="textstat comes with the extra dev, which is not here")

EIGHTH_GRADE = 8.0
"""Flesch-Kincaid grade of an English text."""

PLAIN_SPANISH = 60.0
"""Fernandez Huerta's ease of a Spanish text: 60 to 70 is what the eighth and ninth grade read, more is easier."""

_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+")


def texts(policy: Policy) -> Iterator[str]:
    """Yield every text that a payor reads as a whole: messages, questions, statements, and how to pay otherwise.

    Titles and answers to choose from are names of things and no sentences, which the measures are not made for.
    """
    yield from (policy.message(outcome, direction) for outcome in Outcome for direction in Direction)
    yield from policy.wording.prompts.values()
    yield from (question.told(policy.language) for question in policy.questions.own)
    if policy.certification:
        yield policy.certification.told(policy.language)
    for method in policy.alternatives:
        words = method.told(policy.language) or method
        yield from filter(None, (words.instructions, *words.shown_conditions))


@pytest.mark.parametrize("name", PRESETS)
def test_english_is_of_the_eighth_grade_or_below(name: str) -> None:
    """No sentence of a policy that ships asks more of a reader, so that an easy one makes up for no hard one."""
    textstat.set_lang("en")
    hard = {
        sentence: grade
        for text in texts(Policy.preset(name))
        for sentence in _BETWEEN_SENTENCES.split(text)
        if (grade := textstat.flesch_kincaid_grade(sentence)) > EIGHTH_GRADE
    }
    assert hard == {}


@pytest.mark.parametrize("name", PRESETS)
def test_spanish_is_as_plain(name: str) -> None:
    """No Spanish text is harder than what the eighth and ninth grade read."""
    textstat.set_lang("es")
    spoken = texts(Policy.preset(name, language="es"))
    hard = {text: ease for text in spoken if (ease := textstat.fernandez_huerta(text)) < PLAIN_SPANISH}
    assert hard == {}
