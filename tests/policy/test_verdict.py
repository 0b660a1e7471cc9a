"""From findings to one of four outcomes."""

import datetime as dt
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.model.decision import Ask, Basis, Outcome, PolicyVersion, Redirect
from achguard.model.finding import Finding, NotEvaluated, Strength
from achguard.model.payment import Direction
from achguard.policy.loading import PRESETS
from achguard.policy.policy import Policy
from achguard.policy.verdict import Circumstances, Decided, verdict
from achguard.policy.vocabulary import ASKED

BASIS = Basis(achguard="0", as_of=dt.date(2026, 11, 23), rules="", policy=PolicyVersion(name="p", digest=""), lists=())
DEBIT = Circumstances(direction=Direction.DEBIT, amount=Decimal(100))
COMPLETE_IAT = Circumstances(direction=Direction.CREDIT, amount=Decimal(100), coded_as_iat=True)
CODES = ["IAT101", "IAT104", "IAT203", "IAT302", "IAT405", "IAT901", "SAN101", "SAN501", "ACH101", "ACH103", "XYZ001"]


def found(code: str, strength: str = "decisive", at: str = "id") -> Finding:
    """Make a finding."""
    return Finding(code=code, name="a-rule", strength=Strength(strength), at=at, message="m", source="s")


def gap(code: str, at: str | None = "id") -> NotEvaluated:
    """Make a gap."""
    return NotEvaluated(code=code, reason="r", at=at)


def decide(*seen: Finding | NotEvaluated, preset: str = "us-domestic", case: Circumstances = DEBIT) -> Decided:
    """Weigh findings by a preset."""
    return verdict(Policy.preset(preset), seen, case, payment_id="p-1", basis=BASIS)


UNASKED = found("IAT104", "weak", "foreign_funds.account_abroad")


@pytest.mark.parametrize(
    ("preset", "seen", "outcome"),
    [
        ("us-domestic", [], "accept"),
        ("us-domestic", [found("IAT302")], "redirect"),
        ("us-domestic", [found("IAT302", "strong")], "redirect"),
        ("us-domestic", [found("IAT901", "weak")], "accept"),
        ("us-domestic", [UNASKED], "ask"),
        ("us-domestic", [found("IAT104", "weak", "foreign_funds.forwarded_abroad")], "accept"),
        ("us-domestic", [gap("IAT302")], "ask"),
        ("us-domestic", [gap("IAT203")], "accept"),
        ("us-domestic", [gap("ACH103")], "accept"),
        ("us-domestic", [found("ACH101", "strong")], "ask"),
        ("us-domestic", [found("ACH109", "weak")], "accept"),
        ("us-domestic", [found("SAN101", "strong")], "hold"),
        ("us-domestic", [found("SAN101", "weak")], "accept"),
        ("us-domestic", [gap("SAN501")], "hold"),
        ("us-domestic", [found("XYZ001", "strong")], "hold"),
        ("us-domestic", [found("ACH101"), found("IAT302")], "redirect"),
        ("us-domestic", [found("IAT302"), found("SAN101")], "hold"),
        ("nacha-file", [UNASKED], "accept"),
        ("nacha-file", [UNASKED, found("IAT901", "weak")], "ask"),
        ("nacha-file", [found("IAT302")], "redirect"),
        ("mississippi-dor", [UNASKED], "ask"),
        ("iat-capable", [found("IAT302")], "redirect"),
        ("iat-capable", [found("IAT405")], "ask"),
    ],
)
def test_what_findings_lead_to(preset: str, seen: list[Finding | NotEvaluated], outcome: str) -> None:
    """Each family and strength leads where the preset's table says; the most severe wins."""
    assert decide(*seen, preset=preset).outcome == outcome


def test_a_question_that_is_not_required_is_dropped() -> None:
    """Where no answer is required, an unanswered question is not a finding."""
    assert decide(UNASKED, preset="nacha-file").findings == ()
    assert decide(UNASKED).findings == (UNASKED,)


@pytest.mark.parametrize(
    ("direction", "question"), [(each, at) for each, questions in ASKED.items() for at in questions]
)
def test_a_blank_counts_as_a_yes_where_the_policy_says_so(direction: Direction, question: str) -> None:
    """What an unanswered flag means is the policy's: the question is asked, or it is what a yes is."""
    table = Policy.preset("us-domestic").model_dump()
    table["questions"]["blank"] = "yes"
    unasked, case = found("IAT104", "weak", question), Circumstances(direction=direction, amount=Decimal(1))
    decided = verdict(Policy.model_validate(table), [unasked], case, payment_id="p-1", basis=BASIS)
    assert (decided.outcome, decided.questions) == (Outcome.REDIRECT, ())
    assert decide(unasked, case=case).outcome is Outcome.ASK
    table["questions"] |= {"required": "never"}
    assert verdict(Policy.model_validate(table), [unasked], case, payment_id="p-1", basis=BASIS).outcome is (
        Outcome.ACCEPT
    )


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_found_is_told_like_nothing_kept(preset: str) -> None:
    """A payment of which nothing is found is accepted in the very words of one whose only finding was dropped."""
    policy = Policy.preset(preset).model_copy(update={"questions": Policy.preset("nacha-file").questions})
    nothing, dropped = (verdict(policy, seen, DEBIT, payment_id="p-1", basis=BASIS) for seen in ((), (UNASKED,)))
    assert nothing == dropped
    assert nothing.model_fields_set == dropped.model_fields_set
    assert nothing.payor_message == policy.wording.messages[Outcome.ACCEPT]


def test_an_ask_says_what_to_ask() -> None:
    """An Ask carries one question a place, in the policy's words."""
    decision = decide(UNASKED, found("ACH101", "strong", "receiver.account.routing_number"), gap("IAT302", at=None))
    assert isinstance(decision, Ask)
    prompts = {question.at: question.prompt for question in decision.questions}
    assert set(prompts) == {"foreign_funds.account_abroad", "receiver.account.routing_number", ""}
    assert "outside the United States" in prompts["foreign_funds.account_abroad"]
    assert decision.alternatives == ()


def test_a_redirect_offers_alternatives_and_a_hold_offers_nothing() -> None:
    """Only a redirect names other ways to pay."""
    redirect = decide(found("IAT302"), UNASKED)
    assert isinstance(redirect, Redirect)
    assert [method.code for method in redirect.alternatives] == [
        "card",
        "check-or-money-order",
        "domestic-account",
    ]
    assert [question.at for question in redirect.questions] == ["foreign_funds.account_abroad"]
    hold = decide(found("IAT302"), UNASKED, found("SAN101"))
    assert (hold.alternatives, hold.questions) == ((), ())


def test_a_complete_iat_may_go_where_the_originator_can_send_it() -> None:
    """A complete IAT is accepted by iat-capable, unless it is to go the same day; nobody else accepts it."""
    assert decide(found("IAT401"), preset="iat-capable", case=COMPLETE_IAT).outcome is Outcome.ACCEPT
    assert decide(gap("IAT302"), preset="iat-capable", case=COMPLETE_IAT).outcome is Outcome.ACCEPT
    assert decide(found("IAT405"), preset="iat-capable", case=COMPLETE_IAT).outcome is Outcome.ASK
    assert decide(found("SAN101"), preset="iat-capable", case=COMPLETE_IAT).outcome is Outcome.HOLD
    # A rule that nobody has said to be answered by an IAT is weighed as on any other payment.
    assert decide(found("IAT499"), preset="iat-capable", case=COMPLETE_IAT).outcome is Outcome.REDIRECT


@pytest.mark.parametrize(("code", "outcome"), [("IAT950", "accept"), ("ACH950", "ask"), ("IAT951", "redirect")])
def test_a_complete_iat_answers_the_rules_of_ones_own_about_iats(code: str, outcome: str) -> None:
    """An own rule about IATs that the policy names is answered by a complete IAT, and no other own rule is."""
    named = Policy.model_validate(Policy.preset("iat-capable").model_dump() | {"own_rules": ["IAT950", "ACH950"]})
    seen = [found(code, "strong")]
    assert verdict(named, seen, COMPLETE_IAT, payment_id="p-1", basis=BASIS).outcome.value == outcome
    assert decide(found("IAT401"), case=COMPLETE_IAT).outcome is Outcome.REDIRECT


def test_send_as_iat_says_what_is_lacking() -> None:
    """What an entry lacks to go as an IAT stands among the conditions of sending it as one."""
    case = Circumstances(
        direction=Direction.CREDIT, amount=Decimal(1), coded_as_iat=True, iat_lacks=("a destination country",)
    )
    decision = decide(found("IAT401"), preset="iat-capable", case=case)
    assert [method.code for method in decision.alternatives] == ["send-as-iat"]
    assert "a destination country" in decision.alternatives[0].conditions


@pytest.mark.parametrize(
    ("preset", "outcome"), [("iat-capable", Outcome.ACCEPT), ("accepts-ach-credit-iat", Outcome.REDIRECT)]
)
def test_a_complete_iat_to_a_payee_abroad_goes_where_iats_are_sent_alone(preset: str, outcome: Outcome) -> None:
    """An agency that only takes IATs has its payee at home, so that one whose payee is abroad is none of those."""
    case = Circumstances(direction=Direction.CREDIT, amount=Decimal(1), coded_as_iat=True, comes_in=True)
    abroad = found("IAT301", at="receiver.account.bank")
    assert decide(abroad, preset=preset, case=case).outcome is outcome


def test_alternatives_follow_direction_amount_and_payment_type() -> None:
    """An alternative is offered only for its direction, up to its amount, and for its payment types."""
    policy = Policy.preset("us-domestic")
    card, check = policy.alternatives[:2]
    limited = policy.model_copy(
        update={
            "alternatives": (
                card.model_copy(update={"max_amount": Decimal(750), "payment_types": ("Tax",)}),
                check.model_copy(update={"mandates": ("Required by law from $100,000.",)}),
            )
        }
    )

    def offered(amount: str, payment_type: str | None, direction: Direction = Direction.DEBIT) -> list[str]:
        case = Circumstances(direction=direction, amount=Decimal(amount), payment_type=payment_type)
        decision = verdict(limited, [found("IAT302")], case, payment_id=None, basis=BASIS)
        return [method.code for method in decision.alternatives]

    assert offered("750", " TAX ") == ["card", "check-or-money-order"]
    assert offered("750.01", "TAX") == ["check-or-money-order"]
    assert offered("1", "PAYROLL") == ["check-or-money-order"]
    assert offered("1", None) == ["check-or-money-order"]
    assert offered("1", "TAX", Direction.CREDIT) == []
    decision = verdict(limited, [found("IAT302")], DEBIT, payment_id=None, basis=BASIS)
    assert "Required by law from $100,000." in decision.alternatives[0].conditions


def test_a_decision_carries_what_it_was_made_of() -> None:
    """The payment's id and everything that could not be looked at stand in the decision, also in an accept."""
    decision = decide(gap("IAT203"))
    assert (decision.outcome, decision.payment_id) == (Outcome.ACCEPT, "p-1")
    assert decision.not_evaluated == (gap("IAT203"),)


def test_a_question_without_words_for_its_place_has_the_rules_words() -> None:
    """A policy's words for a rule ask about every place that has none of its own."""
    policy = Policy.preset("us-domestic")
    texts = policy.wording.model_copy(update={"prompts": {"default": "Why?", "ACH101": "Which bank?"}})
    asking = policy.model_copy(update={"texts": {policy.language: texts}})
    seen = [found("ACH101", "strong"), found("ACH102", "strong", "amount")]
    decision = verdict(asking, seen, DEBIT, payment_id=None, basis=BASIS)
    assert isinstance(decision, Ask)
    assert [(question.at, question.prompt) for question in decision.questions] == [
        ("amount", "Why?"),
        ("id", "Which bank?"),
    ]


def test_an_alternative_says_how_and_only_one_says_what_an_iat_lacks() -> None:
    """Instructions reach the payor, and what an IAT lacks is a condition of sending one alone."""
    policy = Policy.preset("us-domestic")
    method = policy.alternatives[0].model_copy(update={"instructions": "Call us."})
    case = Circumstances(direction=Direction.DEBIT, amount=Decimal(1), iat_lacks=("a destination country",))
    telling = policy.model_copy(update={"alternatives": (method,)})
    [offered] = verdict(telling, [found("IAT302")], case, payment_id=None, basis=BASIS).alternatives
    assert offered.instructions == "Call us."
    assert "a destination country" not in offered.conditions


def test_what_decides_is_read_first() -> None:
    """Under a hold the findings that hold come before those that redirect, ask or are notes; likewise below it."""
    held = decide(found("ACH101"), found("IAT901", "weak"), found("IAT302"), found("SAN101"), found("SAN404", "strong"))
    assert [each.code for each in held.findings] == ["SAN101", "SAN404", "IAT302", "ACH101", "IAT901"]
    redirected = decide(found("ACH101"), found("ACH109", "weak"), found("IAT302"))
    assert [each.code for each in redirected.findings] == ["IAT302", "ACH101", "ACH109"]


def test_findings_at_one_place_stand_in_the_order_of_their_values() -> None:
    """The value orders findings that differ in nothing else, and one without a value comes first."""
    values = [found("IAT302").model_copy(update={"value": value}) for value in ("b", "A", None)]
    assert [finding.value for finding in decide(*values).findings] == [None, "A", "b"]


seen_strategy = st.one_of(
    st.builds(
        found,
        st.sampled_from(CODES),
        st.sampled_from([strength.value for strength in Strength]),
        st.sampled_from(["id", "foreign_funds.account_abroad", "foreign_funds.forwarded_abroad"]),
    ),
    st.builds(gap, st.sampled_from(CODES), st.sampled_from([None, "id"])),
)
cases_strategy = st.builds(
    Circumstances,
    direction=st.sampled_from(Direction),
    amount=st.decimals(0, 1000, places=2),
    coded_as_iat=st.booleans(),
    iat_lacks=st.sampled_from([(), ("a thing",)]),
)


@given(st.sampled_from(PRESETS), st.lists(seen_strategy, max_size=6), seen_strategy, cases_strategy)
def test_a_finding_added_never_softens_a_decision(
    preset: str, seen: list[Finding | NotEvaluated], more: Finding | NotEvaluated, case: Circumstances
) -> None:
    """Whatever is added to what was found, the outcome stays as severe or becomes more so."""
    before = decide(*seen, preset=preset, case=case)
    after = decide(*seen, more, preset=preset, case=case)
    assert after.outcome.severity >= before.outcome.severity


@given(st.sampled_from(PRESETS), st.lists(seen_strategy, max_size=6), cases_strategy, st.randoms())
def test_order_and_repetition_do_not_matter(
    preset: str, seen: list[Finding | NotEvaluated], case: Circumstances, random: object
) -> None:
    """The same findings in any order, some of them twice, give the same bytes."""
    shuffled = [*seen, *seen[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    first = decide(*seen, preset=preset, case=case).model_dump_json()
    assert decide(*shuffled, preset=preset, case=case).model_dump_json() == first


def test_every_outcome_has_a_class() -> None:
    """The union of decisions has one class an outcome."""
    assert {kind.model_fields["outcome"].default for kind in get_args(Decided)} == set(Outcome)
