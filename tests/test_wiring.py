"""Every setting of a policy and every argument of a guard is wired: changing it alone changes a decision.

The settings are walked from the models themselves, so that one without a case here fails.
"""

import datetime as dt
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from achguard.directory import RoutingDirectory
from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.finding import Finding, Strength
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.policy import Policy
from achguard.rules import RULES
from achguard.rules.context import Context
from achguard.rules.gate import Always
from achguard.rules.rule import Observation, Rule
from achguard.sanctions.clearance import Clearance, Clearances
from achguard.sanctions.snapshot import Snapshot
from factories import Json, merged, payment
from spec import TINY_DIRECTORY

DAY = dt.date(2026, 11, 23)
LISTED = "MALIK TARENTOV ZORBAN"
IBAN: Json = {"receiver": {"account": {"iban": "DE89370400440532013000"}}}
BORN_OTHERWISE: Json = {"receiver": {"name": LISTED}}
UNKNOWN: Json = {"foreign_funds": {"account_abroad": "unknown"}}
WIRE: Json = {"code": "wire", "title": "Wire transfer"}
OWN: Json = {"own_rules": ["ACH901"]}
CUT_OFF: Json = {"originator": {"name": "BANK OF NORTHERN"}}
Decided = Accept | Ask | Redirect | Hold


class Says(Rule):
    """A rule of a user's own, which says one thing of every payment: with a strength, or that it could not look."""

    code = "ACH901"
    name = "thing-to-say"
    since = "0.1.0"
    strength = Strength.WEAK
    gate = Always()
    message = "It says so."
    source = "This test."

    def __init__(self, strength: Strength | None) -> None:
        self.says = strength

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Say it."""
        if self.says is None:
            yield self.not_evaluated(at="amount", reason="it does not look")
        else:
            yield self.finding(at="amount", strength=self.says)


@dataclass(frozen=True)
class Case:
    """A policy, one change to it, and a payment that shows the change."""

    changes: Json
    payment: Json = field(default_factory=dict)
    before: Json = field(default_factory=dict)
    """What is laid over us-domestic first, so that the change alone can show."""
    base: str = "domestic_web_debit"
    own: Strength | Literal["no rule"] | None = "no rule"
    """What a rule of one's own says."""
    directory: bool = False
    age: int = 0
    """Days since the list was published."""


def offered(**changes: object) -> Case:
    """Change one field of the one method that a redirect offers."""
    return Case({"alternatives": [{**WIRE, **changes}]}, IBAN, {"alternatives": [WIRE], "iat": {"can_send": True}})


def translated(**words: object) -> Case:
    """Change one part of the words of that method in Spanish."""
    spanish = {"title": "Transferencia"}
    says = {"alternatives": [{**WIRE, "translations": {"es": spanish}}], "language": "es"}
    return Case({"alternatives": [{**WIRE, "translations": {"es": {**spanish, **words}}}]}, IBAN, says)


def asked(**changes: object) -> Case:
    """Change one field of the one question of an agency's own, which the payor answers with yes."""
    question: Json = {"id": "q", "prompt": {"en": "Where?"}}
    answered = {"own_answers": [{"question": "q", "answer": "yes"}]}
    own = {"questions": {"own": [question]}}
    return Case({"questions": {"own": [{**question, **changes}]}}, answered, own)


SENDS: Json = {"iat": {"can_send": True}}
CASES: dict[str, Case] = {
    "language": Case({"language": "es"}),
    "leads_to.iat.decisive": Case(
        {"leads_to": {"iat": {"decisive": "hold"}}}, {"foreign_funds": {"account_abroad": "yes"}}
    ),
    "leads_to.iat.strong": Case({"leads_to": {"iat": {"strong": "ask"}}}, UNKNOWN),
    "leads_to.iat.weak": Case({"leads_to": {"iat": {"weak": "ask"}}}, {"receiver": {"phone": "+49301234567"}}),
    "leads_to.iat.not_evaluated": Case(
        {"leads_to": {"iat": {"not_evaluated": "hold"}}}, {"correspondents": [{"name": "BEISPIELBANK AG"}]}
    ),
    "leads_to.sanctions.weak": Case(
        {"leads_to": {"sanctions": {"weak": "ask"}}}, BORN_OTHERWISE, {"screening": {"birth_dates": "on_file"}}
    ),
    "leads_to.payment.decisive": Case({"leads_to": {"payment": {"decisive": "hold"}}}, own=Strength.DECISIVE),
    "leads_to.payment.strong": Case({"leads_to": {"payment": {"strong": "accept"}}}, own=Strength.STRONG),
    "leads_to.payment.weak": Case({"leads_to": {"payment": {"weak": "ask"}}}, own=Strength.WEAK),
    "leads_to.payment.not_evaluated": Case({"leads_to": {"payment": {"not_evaluated": "ask"}}}, own=None),
    "rules.*.decisive": Case({"rules": {"ACH901": {"decisive": "hold"}}}, before=OWN, own=Strength.DECISIVE),
    "rules.*.strong": Case({"rules": {"ACH901": {"strong": "accept"}}}, before=OWN, own=Strength.STRONG),
    "rules.*.weak": Case({"rules": {"ACH901": {"weak": "ask"}}}, before=OWN, own=Strength.WEAK),
    "rules.*.not_evaluated": Case({"rules": {"ACH901": {"not_evaluated": "ask"}}}, before=OWN, own=None),
    "questions.required": Case(
        {"questions": {"required": "never"}}, {"foreign_funds": {"account_abroad": "not_asked"}}
    ),
    "questions.debit": Case(
        {"questions": {"debit": ["foreign_funds.account_abroad"]}},
        {"foreign_funds": {"funded_from_abroad": "not_asked"}},
    ),
    "questions.credit": Case(
        {"questions": {"credit": ["foreign_funds.account_abroad"]}},
        {"foreign_funds": {"forwarded_abroad": "not_asked"}},
        base="domestic_ppd_credit",
    ),
    "screening.min_score": Case(
        {"screening": {"min_score": 0.95}}, {"receiver": {"name": "MALIC TARENTOV ZORBEN", "date_of_birth": None}}
    ),
    "screening.max_list_age_days": Case({"screening": {"max_list_age_days": 4}}, age=5),
    "screening.birth_dates": Case({"screening": {"birth_dates": "on_file"}}, BORN_OTHERWISE),
    "directory.required": Case({"directory": {"required": True}}),
    "directory.codes": Case(
        {"directory": {"codes": ["ACH103", "ACH901"]}},
        before={**OWN, "directory": {"required": True, "codes": ["ACH103"]}},
        own=None,
        directory=True,
    ),
    "iat.can_send": Case({"iat": {"can_send": True}}, base="outbound_iat_credit"),
    "iat.never_sent": Case(
        {"iat": {"never_sent": ["IAT103"]}}, before={"iat": {"can_send": True}}, base="outbound_iat_credit"
    ),
    "alternatives.*.code": offered(code="bank-wire"),
    "alternatives.*.title": offered(title="Wire"),
    "alternatives.*.instructions": offered(instructions="Ask first."),
    "alternatives.*.conditions": offered(conditions=["You pay the fee."]),
    "alternatives.*.mandates": offered(mandates=["The law asks for it."]),
    "alternatives.*.directions": offered(directions=["credit"]),
    "alternatives.*.payment_types": offered(payment_types=["RENT"]),
    "alternatives.*.max_amount": offered(max_amount="100.00"),
    "alternatives.*.min_amount": offered(min_amount="1000.00"),
    "alternatives.*.consequence": offered(consequence="It costs a penalty."),
    "alternatives.*.tax_types": offered(tax_types=["sales"]),
    "alternatives.*.not_tax_types": replace(
        offered(not_tax_types=["sales"]), payment=merged(IBAN, {"tax_type": "sales"})
    ),
    "alternatives.*.sec_codes": offered(sec_codes=["CCD"]),
    "alternatives.*.payors": offered(payors=["organization"]),
    "alternatives.*.not_for": offered(not_for=["individual"]),
    "alternatives.*.effective": offered(effective="2026-11-24"),
    "alternatives.*.ends": offered(ends="2026-11-22"),
    "alternatives.*.url": offered(url="https://pay.example.gov/wire"),
    "alternatives.*.phone": offered(phone="601-555-0100"),
    "alternatives.*.translations.*.title": translated(title="Giro"),
    "alternatives.*.translations.*.instructions": translated(instructions="Pregunte."),
    "alternatives.*.translations.*.conditions": translated(conditions=["Paga el cargo."]),
    "alternatives.*.translations.*.mandates": translated(mandates=["La ley lo pide."]),
    "alternatives.*.translations.*.consequence": translated(consequence="Cuesta una multa."),
    "written_in": Case({"written_in": "es"}, IBAN, {"alternatives": [WIRE], "language": "es"}),
    "off": Case({"off": ["SAN303"]}, {"receiver": {"ip_country": "IR"}}),
    "questions.blank": Case({"questions": {"blank": "yes"}}, {"foreign_funds": {"account_abroad": "not_asked"}}),
    "questions.single": Case(
        {"questions": {"single": "iat_indicator"}},
        {"foreign_funds": {"account_abroad": "not_asked", "iat_indicator": "no"}},
    ),
    "questions.own.*.id": asked(id="another"),
    "questions.own.*.prompt": replace(asked(prompt={"en": "Now?"}), payment={}),
    "questions.own.*.directions": asked(directions=["credit"]),
    "questions.own.*.yes": asked(yes="weak"),
    "questions.own.*.no": replace(asked(no="decisive"), payment={"own_answers": [{"question": "q", "answer": "no"}]}),
    "questions.own.*.unknown": replace(
        asked(unknown="nothing"), payment={"own_answers": [{"question": "q", "answer": "unknown"}]}
    ),
    "certification": Case({"certification": {"version": "1", "text": {"en": "I agree."}}}),
    "iat.accepts": Case({"iat": {"accepts": ["ach-credit"]}}, base="inbound_iat_credit"),
    "iat.tax_types": Case({"iat": {"tax_types": ["sales"]}}, before=SENDS, base="outbound_iat_credit"),
    "iat.payment_types": Case({"iat": {"payment_types": ["RENT"]}}, before=SENDS, base="outbound_iat_credit"),
    "alternatives.*.says_what_an_iat_lacks": offered(says_what_an_iat_lacks=True),
    "texts.*.messages": Case({"texts": {"en": {"messages": {"accept": "Thanks."}}}}),
    "texts.*.credit_messages": Case(
        {"texts": {"en": {"credit_messages": {"accept": "Thanks."}}}}, base="domestic_ppd_credit"
    ),
    "contact": Case({"contact": {"phone": "601-555-0100"}}),
    "texts.*.choices": Case(
        {"texts": {"en": {"choices": {"yes": "It does"}}}}, {"foreign_funds": {"account_abroad": "not_asked"}}
    ),
    "texts.*.prompts": Case(
        {"texts": {"en": {"prompts": {"foreign_funds.account_abroad": "Abroad?"}}}},
        {"foreign_funds": {"account_abroad": "not_asked"}},
    ),
}
"""One change to each setting that may change what is decided."""

TOLD: dict[str, Json] = {
    "name": {"name": "another"},
    "title": {"title": "Another"},
    "source": {"source": "Elsewhere"},
    "alternatives.*.source": {"alternatives": [{**WIRE, "source": "Elsewhere"}]},
    "review_by": {"review_by": "2026-11-22"},
}
"""Settings that a decision only names, by name or digest, in its basis."""

FIXED: dict[str, Json] = {
    f"leads_to.sanctions.{what}": {"leads_to": {"sanctions": {what: "ask"}}}
    for what in ("decisive", "strong", "not_evaluated")
}
"""Settings that have one value only."""

REQUIRED = {"own_rules", "languages", "confirmed_by", "confirmed_on"}
"""Settings that say which guard, or which policy, is refused; who confirmed it is told with the note of its review."""

OF_FILES = {"nacha.errors", "nacha.severities", "nacha.origins.*.severities"}
"""Settings that weigh problems of Nacha files; each has its tests in policy/test_file_problems.py."""


def settings(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Yield the path of every setting; `*` stands for each item of a list, and each key that is not fixed."""
    for name, info in model.model_fields.items():
        yield from _of(info.annotation, prefix + name)


def _of(kind: Any, path: str) -> Iterator[str]:
    arguments = get_args(kind)
    inner = arguments[-1] if get_origin(kind) is dict else arguments[0] if get_origin(kind) is tuple else None
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from settings(kind, f"{path}.")
    elif isinstance(inner, type) and issubclass(inner, BaseModel):
        keys = get_args(arguments[0]) if get_origin(arguments[0]) is Literal else ("*",)
        for key in keys:
            yield from settings(inner, f"{path}.{key}.")
    else:
        yield path


def policy(*changes: Json) -> Policy:
    """Make us-domestic with changes laid over it."""
    table = Policy.preset("us-domestic").model_dump(mode="json")
    for each in changes:
        table = merged(table, each)
    return Policy.model_validate(table)


@cache
def lists(age: int = 0) -> Snapshot:
    """Give the sample list, so many days old."""
    return Snapshot.sample(published=DAY - dt.timedelta(days=age))


def decided(case: Case, *changes: Json) -> Decided:
    """Decide a case's payment under its policy with changes."""
    rules = RULES if case.own == "no rule" else (*RULES, Says(case.own))
    directory = RoutingDirectory.open(TINY_DIRECTORY) if case.directory else None
    guard = Guard(policy(case.before, *changes), lists(case.age), directory, rules=rules, as_of=DAY)
    return guard.decide(payment(case.base, case.payment))


def test_every_setting_has_its_case() -> None:
    """A new setting of a policy needs a case that shows what it changes; a case of no setting is a mistake."""
    walked = list(settings(Policy))
    assert sorted(walked) == sorted([*CASES, *TOLD, *FIXED, *REQUIRED, *OF_FILES])


@pytest.mark.parametrize("path", CASES)
def test_a_setting_alone_changes_a_decision(path: str) -> None:
    """With one change to the policy, the same payment gets another outcome, or another text of it."""
    case = CASES[path]
    before, after = (decided(case, *changes).model_dump(exclude={"basis"}) for changes in ((), (case.changes,)))
    assert before != after
    only_words = path == "questions.own.*.prompt"
    if not only_words and path.startswith(("leads_to", "rules", "questions", "screening", "directory", "iat")):
        assert before["outcome"] != after["outcome"]


@pytest.mark.parametrize("path", TOLD)
def test_a_setting_that_is_only_told_is_told(path: str) -> None:
    """Under another name or source a decision says the same, and its basis names another policy."""
    case = Case({}, IBAN, {"alternatives": [WIRE]})
    before, after = decided(case), decided(case, TOLD[path])
    assert before.model_dump(exclude={"basis"}) == after.model_dump(exclude={"basis"})
    assert before.basis.policy != after.basis.policy


@pytest.mark.parametrize("path", FIXED)
def test_a_setting_with_one_value_has_no_other(path: str) -> None:
    """What is decisive, strong or not evaluated about sanctions holds, whatever a policy would like."""
    with pytest.raises(ValueError, match=r"must lead to hold|milder outcome"):
        policy(FIXED[path])


def test_a_rule_that_a_policy_names_as_its_own_must_be_there() -> None:
    """With the one setting `own_rules` a guard without that rule is refused, and one with it is not."""
    Guard(policy(), as_of=DAY)
    Guard(policy(OWN), rules=(*RULES, Says(None)), as_of=DAY)
    with pytest.raises(ConfigurationError, match="ACH901"):
        Guard(policy(OWN), as_of=DAY)


def cleared() -> Clearances:
    """Clear the sample list's first person for a name."""
    entity = next(entity for entity in lists().entities if entity.uid == lists().screen(LISTED)[0].uid)
    day = DAY - dt.timedelta(days=1)
    return Clearances([Clearance.of(entity, name=LISTED, by="A. Clerk", why="another birthday", on=day, expires=DAY)])


BACK = History([ReturnedEntry(code="R85", routing_number="065300279", account_number="123456789")])
ARGUMENTS: dict[str, tuple[object, Json]] = {
    "policy": (Policy.preset("nacha-file"), {"foreign_funds": {"account_abroad": "not_asked"}}),
    "lists": (None, {}),
    "directory": (RoutingDirectory.open(TINY_DIRECTORY), {"receiver": {"account": {"routing_number": "061000146"}}}),
    "history": (BACK, {}),
    "rules": ((*RULES, Says(Strength.STRONG)), {}),
    "clearances": (cleared(), {"receiver": {"name": LISTED, "date_of_birth": None}}),
    "as_of": (DAY + dt.timedelta(days=8), {}),
    "unmask": (True, IBAN),
}
"""What each argument of a guard is changed to, and a payment that shows it."""

HOW: dict[str, tuple[object, Json]] = {
    "also": (
        (Finding(code="NAC001", name="n", strength=Strength.DECISIVE, at="line 1", message="m", source="s"),),
        {},
    ),
    "name_cuts": ({"originator.name": 16}, CUT_OFF),
}
"""What each argument of a decision is changed to, and a payment that shows it."""


def guarded(**arguments: Any) -> Guard:
    """Make a guard whose arguments are the usual ones, but for some."""
    return Guard(**{"policy": policy(), "lists": lists(), "as_of": DAY, **arguments})


def test_every_argument_has_its_case() -> None:
    """A new argument of a guard or a decision needs a case that shows what it changes."""
    assert set(inspect.signature(Guard).parameters) == set(ARGUMENTS)
    assert set(inspect.signature(Guard.decide).parameters) - {"self", "payment"} == {*HOW, "language"}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_an_argument_alone_changes_a_decision(name: str) -> None:
    """A guard that differs in one argument says something else of the same payment."""
    value, changes = ARGUMENTS[name]
    asked = payment(changes=changes)
    before, after = (guard.decide(asked) for guard in (guarded(), guarded(**{name: value})))
    assert before.model_dump(exclude={"basis"}) != after.model_dump(exclude={"basis"})


@pytest.mark.parametrize("name", HOW)
def test_an_argument_of_a_decision_changes_it(name: str) -> None:
    """What the reader of a payment found, and how wide its fields are, weighs in."""
    value, changes = HOW[name]
    asked = payment(changes=changes)
    arguments: dict[str, Any] = {name: value}
    assert guarded().decide(asked).outcome != guarded().decide(asked, **arguments).outcome


def test_the_language_of_a_decision_changes_its_words() -> None:
    """The one argument that weighs nothing says the same in other words."""
    before, after = guarded().decide(payment()), guarded().decide(payment(), language="es")
    assert before.outcome == after.outcome
    assert before.payor_message != after.payor_message


def test_a_policy_that_promises_a_language_must_have_it() -> None:
    """With the one setting `languages` a policy whose method has no words in one is refused."""
    assert policy({"alternatives": [WIRE]}).languages == ()
    with pytest.raises(ValueError, match=r"alternatives\.0: there are no words in 'es'"):
        policy({"alternatives": [WIRE], "languages": ["es"]})


def test_who_confirmed_a_policy_is_told_with_its_review() -> None:
    """The note of a review that is due says who confirmed the policy, and when."""
    confirmed = {"confirmed_by": "The controller", "confirmed_on": "2026-01-02", "review_by": "2026-11-22"}
    note = guarded(policy=policy(confirmed)).decide(payment()).basis.policy.note
    assert note is not None
    assert note.endswith("The controller confirmed it on 2026-01-02.")
