"""The four outcomes as a tagged union."""

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from achguard.errors import ConfigurationError
from achguard.model.contact import Contact
from achguard.model.decision import (
    Accept,
    Alternative,
    Ask,
    Basis,
    Choice,
    Decision,
    Hold,
    ListVersion,
    Outcome,
    PolicyVersion,
    Question,
    Redirect,
)
from achguard.model.finding import Finding, NotEvaluated, Strength

DAY = dt.date(2026, 11, 23)
LIST = ListVersion(list="ofac-sdn", published=DAY, dated_by="argument", entries=3, sha256="sha256:00")
BASIS = Basis(
    achguard="0.1.0", as_of=DAY, rules="sha256:00", policy=PolicyVersion(name="p", digest="sha256:00"), lists=(LIST,)
)


@pytest.mark.parametrize("kind", [Accept, Ask, Redirect, Hold])
def test_each_outcome_survives_a_round_trip(kind: type[Accept | Ask | Redirect | Hold]) -> None:
    """A decision written as JSON and read again is the same decision of the same type."""
    decision = kind(payment_id="p-1", payor_message="words", basis=BASIS)
    read = TypeAdapter[object](Decision).validate_json(decision.model_dump_json())
    assert read == decision
    assert type(read) is kind


def test_json_starts_with_the_outcome_and_has_every_key() -> None:
    """A program that reads a decision finds every key, whatever the outcome."""
    dumped = Accept(payment_id=None, payor_message="words", basis=BASIS).model_dump(mode="json")
    assert list(dumped) == [
        "outcome",
        "payment_id",
        "findings",
        "not_evaluated",
        "questions",
        "payor_message",
        "alternatives",
        "basis",
    ]
    assert dumped["basis"]["lists"] == [
        {"list": "ofac-sdn", "published": "2026-11-23", "dated_by": "argument", "entries": 3, "sha256": "sha256:00"}
    ]


def test_a_partial_list_says_so() -> None:
    """A list read without all of its files is marked in every basis."""
    assert LIST.model_copy(update={"partial": True}).model_dump()["partial"] is True
    assert "partial" not in LIST.model_dump()


def test_a_hold_offers_nothing() -> None:
    """A hold can't be made with a question or another way to pay."""
    with pytest.raises(ValidationError):
        Hold(payment_id=None, payor_message="m", basis=BASIS, alternatives=(Alternative(code="card", title="Card"),))
    with pytest.raises(ValidationError):
        Hold(payment_id=None, payor_message="m", basis=BASIS, questions=(Question(at="id", prompt="?"),))


def test_outcomes_are_ordered() -> None:
    """Hold outranks redirect, which outranks ask, which outranks accept."""
    assert sorted(Outcome, key=lambda outcome: outcome.severity) == [
        Outcome.ACCEPT,
        Outcome.ASK,
        Outcome.REDIRECT,
        Outcome.HOLD,
    ]


def finding(code: str, strength: Strength, at: str, value: str | None = None) -> Finding:
    """Make a finding of a rule at a field."""
    return Finding(code=code, name="some-name", strength=strength, at=at, value=value, message="m", source="s")


LISTED = finding("SAN101", Strength.STRONG, "receiver.name", "JOHN SAMPLE")
FOREIGN = finding("IAT201", Strength.DECISIVE, "receiver.account.iban")
ABROAD = finding("IAT901", Strength.WEAK, "receiver.address.country")
NO_LIST = NotEvaluated(code="SAN501", reason="no list is loaded")
NO_COUNTRY = NotEvaluated(code="IAT302", reason="branch country is blank", at="correspondents[0].branch_country")
NO_DIRECTORY = NotEvaluated(code="IAT203", reason="no routing directory loaded")
WHERE = Question(at="correspondents[0].branch_country", prompt="?")


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Accept(payment_id=None, payor_message="m", basis=BASIS), "<Accept>"),
        (Accept(payment_id="t", payor_message="m", basis=BASIS, not_evaluated=(NO_DIRECTORY,)), "<Accept t>"),
        (
            Hold(payment_id="t", payor_message="m", basis=BASIS, findings=(LISTED,)),
            "<Hold t: SAN101 strong receiver.name>",
        ),
        (
            Hold(payment_id="t", payor_message="m", basis=BASIS, findings=(ABROAD, FOREIGN, LISTED)),
            (
                "<Hold t: SAN101 strong receiver.name; IAT201 decisive receiver.account.iban; "
                "IAT901 weak receiver.address.country>"
            ),
        ),
        (
            Hold(payment_id="t", payor_message="m", basis=BASIS, not_evaluated=(NO_DIRECTORY, NO_LIST)),
            "<Hold t: SAN501 not evaluated: no list is loaded>",
        ),
        (
            Ask(
                payment_id="t",
                payor_message="m",
                basis=BASIS,
                not_evaluated=(NO_DIRECTORY, NO_COUNTRY),
                questions=(WHERE,),
            ),
            "<Ask t: IAT302 not evaluated: correspondents[0].branch_country>",
        ),
        (
            Redirect(payment_id="t", payor_message="m", basis=BASIS, findings=(ABROAD, *[FOREIGN] * 4)),
            f"<Redirect t: {'IAT201 decisive receiver.account.iban; ' * 3}2 more>",
        ),
        (
            Accept(payment_id="4471\n 123456789", payor_message="m", basis=BASIS),
            "<Accept ***********6789>",
        ),
        (LISTED, "<Finding SAN101 strong receiver.name>"),
        (NO_LIST, "<NotEvaluated SAN501: no list is loaded>"),
    ],
)
def test_a_repr_says_why_in_one_line(decision: Accept | Ask | Redirect | Hold | Finding, said: str) -> None:
    """A repr has one line: outcome, payment what weighs most, and no value, long number or gap that changed nothing."""
    assert repr(decision) == str(decision) == f"{decision}" == said


CONTACT = Contact(phone="601 555 0100")
QUESTION = Question(
    at="foreign_funds.account_abroad",
    prompt="Is it?",
    code="IAT104",
    input="choice",
    choices=(Choice(value="no", label="No"),),
)
METHOD = Alternative(code="card", title="Card")


def test_what_a_payor_sees_on_a_page_holds_nothing_else() -> None:
    """Outcome, message, other ways to pay and contact, and no finding, value or id; a redirect asks nothing."""
    decision = Redirect(
        payment_id="p-1",
        payor_message="words",
        basis=BASIS,
        findings=(FOREIGN, LISTED),
        questions=(QUESTION,),
        alternatives=(METHOD,),
        contact=CONTACT,
    )
    assert decision.for_payor().model_dump(mode="json") == {
        "outcome": "redirect",
        "message": "words",
        "questions": [],
        "alternatives": [{"code": "card", "title": "Card", "instructions": "", "conditions": []}],
        "contact": {"phone": "601 555 0100"},
    }
    assert decision.for_payor("web") == decision.for_payor()
    asks = Ask(payment_id=None, payor_message="words", basis=BASIS, questions=(QUESTION,))
    assert asks.for_payor().model_dump(mode="json")["questions"] == [
        {
            "at": "foreign_funds.account_abroad",
            "prompt": "Is it?",
            "code": "IAT104",
            "input": "choice",
            "choices": [{"value": "no", "label": "No"}],
        }
    ]


def test_a_decision_is_laid_out_as_its_repr() -> None:
    """A log line may pad it."""
    decision = Hold(payment_id=None, payor_message="m", basis=BASIS)
    assert f"{decision:>10}" == f"{decision}".rjust(10) == "<Hold>".rjust(10)


def test_what_goes_by_email_asks_for_nothing() -> None:
    """Message and contact alone: no question, no way to pay, no outcome."""
    decision = Ask(payment_id=None, payor_message="words", basis=BASIS, questions=(QUESTION,), contact=CONTACT)
    assert decision.for_payor("email").model_dump(mode="json") == {
        "message": "words",
        "contact": {"phone": "601 555 0100"},
    }
    assert Hold(payment_id=None, payor_message="m", basis=BASIS).for_payor("email").model_dump() == {"message": "m"}


def test_a_question_that_a_sanctions_rule_asks_does_not_say_so() -> None:
    """A policy may ask about a weak hit; the payor's page does not learn which rule asks."""
    asks = Question(at="receiver.name", prompt="Is your name right?", code="SAN101", input="text")
    decision = Ask(payment_id=None, payor_message="words", basis=BASIS, questions=(asks, QUESTION))
    assert [question.code for question in decision.for_payor().questions] == [None, "IAT104"]
    assert "SAN" not in decision.for_payor().model_dump_json()


def test_there_is_no_other_channel() -> None:
    """A channel that is not known is an error, and not the page's."""
    channel: Any = "fax"
    with pytest.raises(ConfigurationError, match="there is no channel 'fax'"):
        Accept(payment_id=None, payor_message="m", basis=BASIS).for_payor(channel)


def test_a_decision_of_before_has_no_contact_and_no_input() -> None:
    """JSON without the fields that came later is read, and written again as it was."""
    dumped = Ask(
        payment_id=None, payor_message="m", basis=BASIS, questions=(Question(at="amount", prompt="?"),)
    ).model_dump(mode="json")
    assert dumped["questions"] == [{"at": "amount", "prompt": "?"}]
    assert "contact" not in dumped
    assert TypeAdapter[Ask](Ask).validate_python(dumped).model_dump(mode="json") == dumped
