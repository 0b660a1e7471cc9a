"""What a payor's answer may be: which fields can be answered, with what, and the payment that follows."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final, Literal, TypeVar

from pydantic import ValidationError

from achguard.errors import AnswerError
from achguard.model.decision import Accept, Ask, Hold, Question, Redirect
from achguard.model.field_paths import payment_fields, types_in, without_places
from achguard.model.masking import quoted
from achguard.model.payment import Answer, Certification, OwnAnswer, Payment, answer_spelt
from achguard.model.plain_error import plain
from achguard.model.record import Record

P = TypeVar("P", bound=Payment)

_CHOICES: Final[Mapping[Answer | None, tuple[str, ...]]] = {
    Answer.YES: ("yes", "true"),
    Answer.NO: ("no", "false"),
    Answer.UNKNOWN: ("unknown",),
}
"""Which choice an answer is, where the field has it."""

_STEP: Final = re.compile(r"[a-z_]+|\[(?P<place>[0-9]{1,6})\]|\[(?P<question>[a-z][a-z0-9-]*)\]")


@dataclass(frozen=True, slots=True)
class Entered:
    """How an answer is entered: chosen among values, typed, or given as a date."""

    input: Literal["choice", "text", "date"]
    values: tuple[str, ...] = ()
    """What can be chosen."""


def entered_at(path: str) -> Entered | None:
    """Tell how the field at a path is entered; None for what is no single field, such as a whole account."""
    return _entered().get(without_places(path))


@cache
def choice_values() -> frozenset[str]:
    """Give every value that can be chosen in some field of a payment."""
    return frozenset(value for entered in _entered().values() for value in entered.values)


@cache
def _entered() -> Mapping[str, Entered]:
    return {path: how for path, annotation in payment_fields().items() if (how := _how(annotation)) is not None}


def _how(annotation: object) -> Entered | None:
    kinds = {*types_in(annotation)} - {type(None)}
    for kind in kinds:
        if issubclass(kind, Record):
            return None
        if issubclass(kind, Enum):
            # That nobody asked is no answer of anybody.
            return Entered("choice", tuple(str(each.value) for each in kind if each is not Answer.NOT_ASKED))
        if issubclass(kind, bool):
            return Entered("choice", ("true", "false"))
    return Entered("date") if dt.date in kinds else Entered("text")


def answered(payment: P, decision: Accept | Ask | Redirect | Hold, answers: Mapping[str, object]) -> P:
    """Give the payment with a payor's answers, by the field that each question is `at`.

    Raises `AnswerError`, which names each answer that can't be taken, and takes none then.
    """
    if not isinstance(decision, Accept | Ask | Redirect | Hold):
        raise AnswerError({"": "belongs to no decision: pass what guard.decide gave, then the answers"})
    if not isinstance(answers, Mapping):
        raise AnswerError({"": "has no field: pass a dictionary such as {question.at: value}"})
    if decision.payment_id != payment.id:
        raise AnswerError({"": "belongs to another payment: the decision was made of a payment with another id"})
    asked = {question.at: question for question in decision.questions}
    refused: dict[str, str] = {}
    for at, given in answers.items():
        if at not in asked:
            refused[quoted(at)] = _not_asked(asked)
        elif (why := _not_for_the_payor(payment, decision, at)) is not None:
            refused[at] = why
        else:
            payment = _with_answer(payment, asked[at], given, decision.basis.as_of, refused)
    if refused:
        raise AnswerError(refused)
    return payment


def _with_answer(payment: P, question: Question, given: object, day: dt.date, refused: dict[str, str]) -> P:
    """Give the payment with an answer, or as it is and why among those that are refused."""
    at = question.at
    try:
        return _put(payment, _steps(at), _checked(question, given, day))
    except AnswerError as error:
        refused |= error.refused
    except LookupError:
        refused[at] = "is not there in this payment"
    except ValidationError as error:
        refused[at] = "can't be taken: it " + plain(error.errors(include_url=False, include_input=False)[0])
    return payment


def _not_asked(asked: Mapping[str, Question]) -> str:
    return f"was not asked; {'the questions are at ' + ', '.join(asked) if asked else 'the decision asks nothing'}"


def _not_for_the_payor(payment: Payment, decision: Accept | Ask | Redirect | Hold, at: str) -> str | None:
    """Say why a question is not the payor's to answer, or was answered since; None where it is."""
    if at == "amount":
        return "is the app's to change: make the payment anew with another amount"
    if any(finding.at == at and finding.code.startswith("SAN") for finding in decision.findings):
        return "is about a sanctions list: a person looks at it, and no other name takes its place"
    if _at(payment, _steps(at)) is Answer.YES:
        return "was answered with yes since: the answers belong to the decision before that; decide anew"
    return None


def _at(here: object, steps: list[str | int]) -> object:
    """Give what is at a place of a payment, None where nothing is."""
    for step in steps:
        if isinstance(here, tuple) and isinstance(step, _Question):
            step = _place_of(here, step)  # noqa: PLW2901
        if isinstance(step, int):
            here = here[step] if isinstance(here, tuple) and step < len(here) else None
        else:
            here = getattr(here, step, None)
    return here


def _checked(question: Question, given: object, day: dt.date) -> object:
    """Give what goes into the field; of a field with choices one of them, whatever the question says.

    A name that answers a statement agrees to its version on the day of the decision.
    """
    entered = entered_at(question.at)
    if question.version is not None and isinstance(given, str) and given.strip():
        return Certification(version=question.version, by=given, on=day)
    if entered is None:
        raise AnswerError({question.at: "is no single field, so it can't be answered; the payment has to be made anew"})
    if not entered.values:
        if isinstance(given, str) and given.strip():
            return given
        if entered.input == "date" and isinstance(given, dt.date):
            return given
        raise AnswerError({question.at: "is answered with a text that is not blank"})
    value = given if isinstance(given, str) and given in entered.values else _choice_said(given, entered.values)
    if value is None:
        raise AnswerError({question.at: f"is answered with one of {', '.join(entered.values)}"})
    return value


def _choice_said(given: object, values: tuple[str, ...]) -> str | None:
    """Give the choice that an answer says which is written as a payment's may be, such as `Y`; None for no such one."""
    return next((word for word in _CHOICES.get(answer_spelt(given), ()) if word in values), None)


def _steps(path: str) -> list[str | int]:
    return [
        int(step["place"]) if step["place"] else _Question(step["question"]) if step["question"] else step[0]
        for step in _STEP.finditer(path)
    ]


class _Question(str):
    """The place of an own answer, by the id of its question."""

    __slots__ = ()


def _place_of(answers: tuple[object, ...], question: str) -> int:
    """Give the place of an own question's answer; the next one where it has none yet."""
    for place, each in enumerate(answers):
        if isinstance(each, OwnAnswer) and each.question == question:
            return place
    return len(answers)


def _put(here: P, steps: list[str | int], value: object) -> P:
    """Give a payment with another value in one place; its parts are validated on the way up."""
    return here.model_copy(update={str(steps[0]): _inside(getattr(here, str(steps[0])), steps[1:], value)})


def _inside(here: object, steps: list[str | int], value: object) -> object:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(here, tuple) and isinstance(step, _Question):
        place = _place_of(here, step)
        known = here[place] if place < len(here) else OwnAnswer(question=step)
        return (*here[:place], _inside(known, rest, value), *here[place + 1 :])
    if isinstance(here, tuple) and isinstance(step, int):
        return (*here[:step], _inside(here[step], rest, value), *here[step + 1 :])
    if here is None and isinstance(step, str):
        return {step: _inside(None, rest, value)}
    if isinstance(here, Record) and isinstance(step, str):
        return here.model_copy(update={step: _inside(getattr(here, step), rest, value)})
    raise LookupError
