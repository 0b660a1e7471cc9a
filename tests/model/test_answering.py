"""Answers of a payor: only what was asked, only what the field takes."""

import datetime as dt
import pickle
from typing import Any

import pytest

from achguard.errors import AnswerError
from achguard.guard import Guard
from achguard.model.answering import choice_values, entered_at
from achguard.model.decision import Accept, Ask, Hold, Question, Redirect
from achguard.model.field_paths import payment_fields
from achguard.model.payment import Answer, Payment
from achguard.policy import Policy
from achguard.policy.tables import OwnQuestionTable, Questions
from achguard.sanctions.snapshot import Snapshot
from factories import Json, payment

DAY = dt.date(2026, 11, 23)
ABROAD, FUNDED = "foreign_funds.account_abroad", "foreign_funds.funded_from_abroad"
UNASKED: Json = {"foreign_funds": {"account_abroad": "not_asked", "funded_from_abroad": "not_asked"}}
OWN_QUESTIONS = Questions(
    required="always",
    debit=(ABROAD, FUNDED),
    credit=(ABROAD, "foreign_funds.forwarded_abroad"),
    own=(OwnQuestionTable(id="q", prompt={"en": "?"}),),
)
Decided = Accept | Ask | Redirect | Hold


@pytest.fixture(scope="module")
def guard() -> Guard:
    """Give a guard with the sample list."""
    return Guard(lists=Snapshot.sample(published=DAY), as_of=DAY)


@pytest.mark.parametrize(
    ("funded", "kind"), [("no", Accept), ("yes", Redirect), ("unknown", Redirect), (Answer.NO, Accept)]
)
def test_answers_lead_to_the_next_decision(guard: Guard, funded: str, kind: type[Decided]) -> None:
    """The payment with the answers is decided by them; the one that was asked about stays as it was."""
    asked = payment(changes=UNASKED)
    decision = guard.decide(asked)
    assert isinstance(decision, Ask)
    given = asked.answered(decision, {ABROAD: "no", FUNDED: funded})
    assert isinstance(guard.decide(given), kind)
    assert asked == payment(changes=UNASKED)
    assert given == payment(changes={"foreign_funds": {"account_abroad": "no", "funded_from_abroad": str(funded)}})


def test_a_question_without_an_answer_is_asked_again(guard: Guard) -> None:
    """Some answers may come now and others later, and none at all changes nothing."""
    asked = payment(changes=UNASKED)
    decision = guard.decide(asked)
    assert asked.answered(decision, {}) == asked
    assert [q.at for q in guard.decide(asked.answered(decision, {ABROAD: "no"})).questions] == [FUNDED]


@pytest.mark.parametrize(
    "at", ["amount", "receiver.name", "foreign_funds.forwarded_abroad", "foreign_funds", "", "__class__", "colour"]
)
def test_what_nobody_asked_is_not_taken(guard: Guard, at: str) -> None:
    """A page that posts another field changes nothing; the error names the field and not what was posted."""
    asked = payment(changes=UNASKED)
    with pytest.raises(AnswerError) as caught:
        asked.answered(guard.decide(asked), {ABROAD: "no", at: "123456789"})
    assert list(caught.value.refused) == [at]
    assert "was not asked" in str(caught.value)
    assert f"{ABROAD}, {FUNDED}" in str(caught.value)
    assert "123456789" not in str(caught.value)


def test_a_name_that_is_a_number_is_masked(guard: Guard) -> None:
    """A field that nobody has may be what somebody typed, and is shown masked."""
    with pytest.raises(AnswerError) as caught:
        payment().answered(guard.decide(payment()), {"40000012345678": "x"})
    assert "4000001" not in str(caught.value)
    assert "the decision asks nothing" in str(caught.value)


@pytest.mark.parametrize("given", ["not_asked", "maybe", "", " ", None, 2, 0.5, ["no"], {"no": "no"}, "123456789"])
def test_a_choice_is_one_of_the_choices(guard: Guard, given: object) -> None:
    """An answer that is none of the choices is refused, also the one that would undo the asking."""
    asked = payment(changes=UNASKED)
    with pytest.raises(AnswerError, match="is answered with one of yes, no, unknown") as caught:
        asked.answered(guard.decide(asked), {ABROAD: given})
    assert "123456789" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        *((each, Answer.YES) for each in ("Y", "y", "X", "YES", " Yes ", "true", "T", "1", 1, True)),
        *((each, Answer.NO) for each in ("N", "n", "NO", "false", "F", "0", 0, False)),
        *((each, Answer.UNKNOWN) for each in ("unknown", "Unknown")),
    ],
)
def test_an_answer_is_taken_as_a_payment_takes_it(guard: Guard, given: object, said: Answer) -> None:
    """What an ERP writes for yes and no answers a question too, and is one of the four words in the payment."""
    asked = payment(changes=UNASKED)
    assert asked.answered(guard.decide(asked), {ABROAD: given}).foreign_funds.account_abroad is said
    own = Policy.preset("us-domestic").model_copy(update={"questions": OWN_QUESTIONS})
    again = Guard(own, Snapshot.sample(published=DAY), as_of=DAY)
    at = "own_answers[q].answer"
    assert asked.answered(again.decide(asked), {at: given}).own_answers[0].answer is said


@pytest.mark.parametrize(
    ("changes", "at", "value"),
    [
        ({"receiver": {"account": {"routing_number": "065300270"}}}, "receiver.account.routing_number", "065300279"),
        ({"receiver": {"account": {"routing_number": None}}}, "receiver.account.routing_number", "065300279"),
        ({"correspondents": [{}, {"name": "BANK"}]}, "correspondents[1].branch_country", "us"),
        ({"effective_date": "2026-01-02"}, "effective_date", "2026-11-25"),
        ({"effective_date": "2026-01-02"}, "effective_date", DAY),
    ],
)
def test_an_answer_goes_where_its_question_is(guard: Guard, changes: Json, at: str, value: object) -> None:
    """A field of a part, one in a list, a date, an amount: what is asked for can be given, and settles it."""
    asked = payment(changes=changes)
    decision = guard.decide(asked)
    assert at in [question.at for question in decision.questions]
    given = asked.answered(decision, {at: value})
    assert at not in [question.at for question in guard.decide(given).questions]


@pytest.mark.parametrize(
    ("changes", "at", "value", "why"),
    [
        ({"effective_date": "2026-01-02"}, "effective_date", "25.11.2026", "a date as YYYY-MM-DD"),
        ({"correspondents": [{"name": "BANK"}]}, "correspondents[0].branch_country", "Germany", "two-letter country"),
        (
            {"receiver": {"account": {"routing_number": "06530027"}}},
            "receiver.account.routing_number",
            "9" * 101,
            "100",
        ),
        (
            {"receiver": {"account": {"routing_number": "06530027"}}},
            "receiver.account.routing_number",
            [1],
            "a text that is not blank",
        ),
    ],
)
def test_an_answer_has_the_shape_of_its_field(guard: Guard, changes: Json, at: str, value: object, why: str) -> None:
    """What the field does not take is refused in words for a person, without the answer in them."""
    asked = payment(changes=changes)
    with pytest.raises(AnswerError, match=why) as caught:
        asked.answered(guard.decide(asked), {at: value})
    assert str(value) not in str(caught.value)
    assert caught.value.refused.keys() == {at}
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301  our own bytes


def test_every_refused_answer_is_named_at_once(guard: Guard) -> None:
    """A page can say beside each field what is wrong with it."""
    asked = payment(changes={**UNASKED, "effective_date": "2026-01-02"})
    with pytest.raises(AnswerError) as caught:
        asked.answered(guard.decide(asked), {ABROAD: "maybe", "effective_date": "y", FUNDED: "no", "amount": "1"})
    assert caught.value.refused.keys() == {ABROAD, "effective_date", "amount"}


@pytest.mark.parametrize("wrong", [None, "ask", ABROAD])
def test_answers_come_with_the_decision_that_asked(guard: Guard, wrong: Any) -> None:
    """What is no decision, a decision about another payment, and answers without fields are told as such."""
    asked = payment(changes=UNASKED)
    with pytest.raises(AnswerError, match="pass what guard"):
        asked.answered(wrong, {})
    with pytest.raises(AnswerError, match="belongs to another payment"):
        payment(changes={**UNASKED, "id": "p-9"}).answered(guard.decide(asked), {ABROAD: "no"})
    with pytest.raises(AnswerError, match="pass a dictionary"):
        asked.answered(guard.decide(asked), wrong)


@pytest.mark.parametrize(
    "at",
    [
        "receiver.account",
        "remittance[5]",
        "correspondents[3].name",
        "correspondents.name",
        "amount[0]",
        "receiver.oops",
    ],
)
def test_what_is_no_single_field_takes_no_answer(guard: Guard, at: str) -> None:
    """A question of a rule of one's own may name what no answer fits, and that is said."""
    decision = guard.decide(payment()).model_copy(update={"questions": (Question(at=at, prompt="?"),)})
    with pytest.raises(AnswerError, match=r"is no single field|is not there in this payment"):
        payment().answered(decision, {at: "x"})


@pytest.mark.parametrize("at", ["receiver.account.bank.branch_country", "iat.destination_country"])
def test_an_answer_makes_the_part_that_it_belongs_to(guard: Guard, at: str) -> None:
    """Where the payment has no account or no IAT coding, the answer brings it."""
    asked = payment(changes={"receiver": {"account": None}})
    decision = guard.decide(asked).model_copy(update={"questions": (Question(at=at, prompt="?"),)})
    given: Any = asked.answered(decision, {at: "de"})
    for step in at.split("."):
        given = getattr(given, step)
    assert given == "DE"


def test_a_yes_or_no_field_takes_a_truth_value(guard: Guard) -> None:
    """What JSON writes as true is the choice true."""
    decision = guard.decide(payment()).model_copy(update={"questions": (Question(at="same_day", prompt="?"),)})
    assert payment().answered(decision, {"same_day": True}).same_day is True
    assert payment(changes={"same_day": True}).answered(decision, {"same_day": "false"}).same_day is False


def test_an_app_keeps_its_own_payment(guard: Guard) -> None:
    """A payment of an app's own class with fields of its own stays one."""

    class Invoiced(Payment):
        invoice: str

    asked = Invoiced.model_validate({**payment(changes=UNASKED).model_dump(), "invoice": "INV 7"})
    assert asked.answered(guard.decide(asked), {ABROAD: "no"}).invoice == "INV 7"


def test_every_field_of_a_payment_is_entered_in_some_way_or_is_a_part() -> None:
    """A choice has values, a date is typed as one, everything else is text; only parts take no answer."""
    inputs = {path: how.input if (how := entered_at(path)) else None for path in payment_fields()}
    assert inputs["effective_date"] == inputs["receiver.date_of_birth"] == "date"
    assert inputs["amount"] == inputs["receiver.account.routing_number"] == inputs["remittance"] == "text"
    assert inputs["same_day"] == inputs["sec_code"] == inputs["foreign_funds.account_abroad"] == "choice"
    assert {path.rpartition(".")[2] for path, how in inputs.items() if how is None} == {
        *("originator", "receiver", "address", "identifiers", "account", "bank"),
        *("foreign_funds", "other_parties", "correspondents", "iat", "own_answers", "certification"),
    }
    assert {"yes", "no", "unknown", "checking", "true", "PPD"} <= choice_values()
    assert "not_asked" not in choice_values()


@pytest.mark.parametrize("value", ["", "  ", None, b"065300279", 65300279])
def test_what_is_no_text_answers_nothing(guard: Guard, value: object) -> None:
    """A blank, bytes and a number are no answer, and leave the payment as it is."""
    wrong = payment(changes={"receiver": {"account": {"routing_number": "065300270"}}})
    at = "receiver.account.routing_number"
    with pytest.raises(AnswerError) as refused:
        wrong.answered(guard.decide(wrong), {at: value})
    assert "a text that is not blank" in refused.value.refused[at]


def test_an_amount_is_not_the_payors_to_change(guard: Guard) -> None:
    """Where a decision asks at the amount, the app makes another payment; no answer changes what is paid."""
    large = payment(changes={"same_day": True, "amount": "2000000.00", "effective_date": None})
    decision = guard.decide(large)
    assert "amount" in {question.at for question in decision.questions}
    with pytest.raises(AnswerError, match="the app's to change"):
        large.answered(decision, {"amount": "1.00"})


def test_a_stale_decision_takes_back_no_yes(guard: Guard) -> None:
    """What was answered with yes stays so: a back button does not answer an older decision's question again."""
    at = "foreign_funds.account_abroad"
    asked = payment(changes={"foreign_funds": {"account_abroad": "not_asked"}})
    decision = guard.decide(asked)
    abroad = asked.answered(decision, {at: "yes"})
    with pytest.raises(AnswerError, match="answered with yes since"):
        abroad.answered(decision, {at: "no"})
    assert asked.answered(decision, {at: "no"}).foreign_funds.account_abroad == "no"


def test_no_other_name_takes_a_listed_names_place() -> None:
    """Where a policy has weak hits asked about, the payor can't answer with another name than the one that met."""
    table = Policy.preset("us-domestic").model_dump()
    table["leads_to"]["sanctions"]["weak"] = "ask"
    policy = Policy.model_validate(table)
    strict = Guard(policy, Snapshot.sample(published=DAY), as_of=DAY)
    weak = payment(changes={"receiver": {"name": "THE FALCONER", "date_of_birth": None}})
    decision = strict.decide(weak)
    assert [question.at for question in decision.questions] == ["receiver.name"]
    with pytest.raises(AnswerError, match="a person looks at it"):
        weak.answered(decision, {"receiver.name": "JOHN SAFE"})
