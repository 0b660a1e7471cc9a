"""What a policy says of payors, taxes, languages and statements, as a guard decides by it."""

import datetime as dt
import pickle
from pathlib import Path

import pytest

from achguard.errors import AnswerError, ConfigurationError
from achguard.guard import Guard
from achguard.model.decision import Outcome
from achguard.model.payment import Payment
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from factories import merged, payment

AS_OF = dt.date(2026, 11, 23)


def of_policy(tmp_path: Path, text: str) -> Guard:
    """Give a guard of a policy that says this over us-domestic."""
    path = tmp_path / "policy.toml"
    head = 'extends = "us-domestic"\nname = "t"\ntitle = "T"\nsource = "t"\n'
    path.write_text(head + text, encoding="utf-8")
    return Guard(Policy.load(path), Snapshot.sample(published=AS_OF), as_of=AS_OF)


def test_one_guard_answers_in_each_language_of_its_policy() -> None:
    """Words change with the language and nothing else; the basis says which policy spoke."""
    guard = Guard(Policy.preset("us-domestic"), Snapshot.sample(published=AS_OF), as_of=AS_OF)
    abroad = payment(changes={"foreign_funds": {"account_abroad": "yes"}})
    english, spanish = guard.decide(abroad), guard.decide(abroad, language="es")
    assert spanish == guard.decide(abroad, language="es")
    assert spanish == Guard(
        Policy.preset("us-domestic", language="es"), Snapshot.sample(published=AS_OF), as_of=AS_OF
    ).decide(abroad)
    assert (english.outcome, english.findings) == (spanish.outcome, spanish.findings)
    assert [each.code for each in english.alternatives] == [each.code for each in spanish.alternatives]
    assert [each.title for each in spanish.alternatives][:2] == ["Tarjeta de crédito o débito", "Cheque o giro postal"]
    assert spanish.payor_message.startswith("No podemos")
    assert english == guard.decide(abroad, language="en") == guard.decide(abroad)
    assert english.basis.policy != spanish.basis.policy
    assert pickle.loads(pickle.dumps(guard)).decide(abroad, language="es") == spanish  # noqa: S301  our own bytes
    with pytest.raises(ConfigurationError, match="no texts in 'de', only en, es"):
        guard.decide(abroad, language="de")


def test_a_language_is_taken_as_browsers_and_frameworks_write_it() -> None:
    """The case and the country of a language change nothing; another language is refused still."""
    guard = Guard(Policy.preset("us-domestic"), Snapshot.sample(published=AS_OF), as_of=AS_OF)
    spanish = guard.decide(payment(), language="es")
    assert all(guard.decide(payment(), language=each) == spanish for each in ("ES", "es-MX", "es_mx", "Es-419", "es "))
    assert Policy.preset("us-domestic", language="es-MX") == Policy.preset("us-domestic", language="es")
    for other in ("est", "e", "", "spanish"):
        with pytest.raises(ConfigurationError, match="no texts in"):
            guard.decide(payment(), language=other)


def test_a_refund_is_told_of_in_words_of_its_own(tmp_path: Path) -> None:
    """A credit gets the message for credits where there is one, a debit never; a contact is filled in there too."""
    text = '[contact]\nphone = "601 555 0100"\n[texts.en.credit_messages]\nredirect = "No refund: {phone}."\n'
    guard = of_policy(tmp_path, text)
    abroad = {"foreign_funds": {"account_abroad": "yes"}}
    assert guard.decide(payment("domestic_ppd_credit", abroad)).payor_message == "No refund: 601 555 0100."
    assert guard.decide(payment(changes=abroad)).payor_message.startswith("We cannot take this payment")
    assert guard.decide(payment("domestic_ppd_credit", abroad), language="es").payor_message.startswith("No podemos")
    assert guard.decide(payment("domestic_ppd_credit")).payor_message.startswith("Thank you. Your payment")
    assert guard.policy.version != of_policy(tmp_path, text.replace("No refund", "None")).policy.version


@pytest.mark.parametrize(
    ("table", "case", "change", "message"),
    [
        ('[iat]\naccepts = ["ach-credit"]\n', "inbound_iat_credit", {}, "Paid."),
        ('[iat]\naccepts = ["ach-credit"]\n', "inbound_iat_credit", {"same_day": True}, "No payment."),
        ('[iat]\naccepts = ["ach-credit"]\n', "outbound_iat_credit", {}, "No refund."),
        ('[iat]\naccepts = ["ach-credit"]\n', "domestic_ppd_credit", {}, "Refunded."),
        ('[iat]\naccepts = ["ach-credit"]\n', "domestic_web_debit", {}, "Paid."),
        ("", "inbound_iat_credit", {}, "No refund."),
    ],
)
def test_who_sends_a_credit_reads_the_words_for_payors(
    table: str, case: str, change: dict[str, object], message: str, tmp_path: Path
) -> None:
    """To an agency that takes credits from the payor's bank the reader pays; a refund is what the agency sends."""
    words = (
        '[texts.en.messages]\naccept = "Paid."\nredirect = "No payment."\n'
        '[texts.en.credit_messages]\naccept = "Refunded."\nredirect = "No refund."\n'
    )
    assert of_policy(tmp_path, table + words).decide(payment(case, change)).payor_message == message


def test_words_that_are_there_in_english_alone_say_so(tmp_path: Path) -> None:
    """An own question and a statement without words in the payor's language are marked as English for the page."""
    text = (
        OWN
        + OWN.replace("parent", "child").replace(', es = "¿Está fuera?"', "")
        + '[certification]\nversion = "1"\ntext = { en = "The money is not from abroad." }\n'
    )
    guard = of_policy(tmp_path, text)
    told = {each.at: each.language for each in guard.decide(payment(), language="es").for_payor().questions}
    assert told == {
        "certification": "en",
        "own_answers[child-abroad].answer": "en",
        "own_answers[parent-abroad].answer": None,
    }
    assert {each.language for each in guard.decide(payment()).questions} == {None}
    assert '"language"' not in guard.decide(payment()).model_dump_json()


def test_a_rule_that_a_policy_switches_off_does_not_look(tmp_path: Path) -> None:
    """An order from a network in Iran is held, and is not looked at where the agency promises not to."""
    ordered = payment(changes={"receiver": {"ip_country": "IR"}})
    off = of_policy(tmp_path, 'off = ["IAT903", "SAN303"]')
    assert of_policy(tmp_path, "").decide(ordered).outcome is Outcome.HOLD
    assert (off.decide(ordered).outcome, off.decide(ordered).findings) == (Outcome.ACCEPT, ())
    assert not {"IAT903", "SAN303"} & {rule.code for rule in off.rules}
    bank = {"receiver": {"account": {"bank": {"branch_country": "IR"}}}}
    assert off.decide(payment(changes=bank)).outcome is Outcome.HOLD


@pytest.mark.parametrize(
    ("answers", "outcome", "asked"),
    [
        ({}, "ask", ["foreign_funds.iat_indicator"]),
        ({"account_abroad": "no"}, "ask", ["foreign_funds.iat_indicator"]),
        ({"iat_indicator": "N"}, "accept", []),
        ({"iat_indicator": "N", "account_abroad": "yes"}, "redirect", []),
        ({"iat_indicator": "Y"}, "redirect", []),
        ({"account_abroad": "no", "funded_from_abroad": "no"}, "accept", []),
    ],
)
def test_one_flag_answers_all_where_the_policy_says_so(
    tmp_path: Path, answers: dict[str, str], outcome: str, asked: list[str]
) -> None:
    """The flag is asked once, its no answers everything that was not asked, and a yes elsewhere counts all the same."""
    unasked = dict.fromkeys(("account_abroad", "funded_from_abroad"), "")
    given = payment(changes={"foreign_funds": unasked | answers})
    decision = of_policy(tmp_path, '[questions]\nsingle = "iat_indicator"').decide(given)
    assert (decision.outcome.value, [question.at for question in decision.questions]) == (outcome, asked)
    if outcome == "ask":
        assert given.answered(decision, {asked[0]: "no"}).foreign_funds.iat_indicator.value == "no"
    # Nobody else takes the flag's no for an answer to what was not asked.
    if answers == {"iat_indicator": "N"}:
        assert of_policy(tmp_path, "").decide(given).outcome is Outcome.ASK


OWN = '[[questions.own]]\nid = "parent-abroad"\nprompt = { en = "Is the parent abroad?", es = "¿Está fuera?" }\n'


def test_a_question_of_ones_own_is_asked_and_weighed(tmp_path: Path) -> None:
    """It is asked in the payor's language, answered by its place, and weighs what the policy says."""
    guard = of_policy(tmp_path, OWN + OWN.replace("parent", "child"))
    decision = guard.decide(payment(), language="es")
    at = "own_answers[parent-abroad].answer"
    assert decision.outcome is Outcome.ASK
    assert [(each.at, each.prompt) for each in decision.questions][1] == (at, "¿Está fuera?")
    assert [choice.value for choice in decision.questions[1].choices] == ["yes", "no", "unknown"]
    once = payment().answered(decision, {"own_answers[child-abroad].answer": "no"})
    assert guard.decide(once).outcome is Outcome.ASK
    for answer, outcome in (("no", "accept"), ("yes", "redirect"), ("unknown", "redirect")):
        said = once.answered(guard.decide(once), {at: answer})
        assert [each.question for each in said.own_answers] == ["child-abroad", "parent-abroad"]
        assert guard.decide(said).outcome.value == outcome
    before = guard.decide(once)
    said = once.answered(before, {at: "yes"})
    with pytest.raises(AnswerError, match="answered with yes since"):
        said.answered(before, {at: "no"})


def test_a_statement_is_agreed_to_and_is_in_the_basis(tmp_path: Path) -> None:
    """Without an agreement its text is asked; with one the basis says which version, who and when."""
    guard = of_policy(tmp_path, '[certification]\nversion = "7"\ntext = { en = "I certify it." }\n')
    asked = guard.decide(payment())
    assert (asked.outcome, asked.basis.certification) == (Outcome.ASK, None)
    assert [(each.at, each.prompt) for each in asked.questions] == [
        ("certification", "I certify it. If you agree, please type your name.")
    ]
    assert [(each.input, each.version) for each in asked.for_payor().questions] == [("text", "7")]
    by_name = payment().answered(asked, {"certification": "JANE Q PUBLIC"})
    assert by_name.certification is not None
    assert by_name.certification.model_dump(mode="json") == {
        "version": "7",
        "by": "JANE Q PUBLIC",
        "on": AS_OF.isoformat(),
    }
    assert guard.decide(by_name).outcome is Outcome.ACCEPT
    with pytest.raises(AnswerError, match="certification"):
        payment().answered(asked, {"certification": " "})
    agreed = {"version": "7", "by": "JANE Q PUBLIC", "on": AS_OF.isoformat()}
    decision = guard.decide(payment(changes={"certification": agreed}))
    assert decision.outcome is Outcome.ACCEPT
    assert decision.model_dump(mode="json")["basis"]["certification"] == agreed
    for day, outcome in (("1900-01-01", Outcome.ASK), ("2009-09-17", Outcome.ASK), ("2009-09-18", Outcome.ACCEPT)):
        assert guard.decide(payment(changes={"certification": agreed | {"on": day}})).outcome is outcome
    late = agreed | {"on": (AS_OF + dt.timedelta(days=1)).isoformat()}
    assert guard.decide(payment(changes={"certification": late})).outcome is Outcome.ASK
    assert guard.decide(payment(changes={"certification": agreed | {"version": "6"}})).outcome is Outcome.ASK
    assert guard.decide(payment()).basis.certification is None


def coming_in(**changes: object) -> Payment:
    """Give a complete IAT that comes in, with changes."""
    return payment("inbound_iat_credit", changes)


def test_an_iat_that_others_send_is_taken_where_the_policy_accepts_it(tmp_path: Path) -> None:
    """A complete IAT credit goes where the agency accepts one, for the taxes that it names, and no debit does."""
    credit = coming_in()
    says = '[iat]\naccepts = ["ach-credit"]\ntax_types = ["state"]'
    assert of_policy(tmp_path, says).decide(credit).outcome is Outcome.ACCEPT
    assert of_policy(tmp_path, "").decide(credit).outcome is Outcome.REDIRECT
    other = credit.model_copy(update={"tax_type": "city"})
    assert of_policy(tmp_path, says).decide(other).outcome is Outcome.REDIRECT
    debit = credit.model_copy(update={"direction": "debit"})
    assert of_policy(tmp_path, says).decide(debit).outcome is Outcome.REDIRECT


TAKING = ("wisconsin-dor", "accepts-ach-credit-iat", "alabama-dor")


@pytest.mark.parametrize("preset", TAKING)
def test_an_iat_that_the_agency_sends_is_not_one_that_it_takes(preset: str) -> None:
    """A complete IAT to an account abroad is redirected, and so is one of which anything of the payee's is abroad."""
    guard = Guard(preset, Snapshot.sample(published=AS_OF), as_of=AS_OF)
    assert guard.decide(coming_in()).outcome is Outcome.ACCEPT
    out = payment("outbound_iat_credit", {"tax_type": "state"})
    assert guard.decide(out).outcome is Outcome.REDIRECT
    swapped = out.model_copy(update={"receiver": out.originator})  # within the US, but for its coding
    assert guard.decide(swapped).outcome is Outcome.REDIRECT
    for change in (
        {"receiver": {"account": {"bank": {"branch_country": "DE"}}}},
        {"receiver": {"account": {"iban": "DE89370400440532013000"}}},
        {"receiver": {"address": {"country": "DE"}}},
        {"receiver": {"kind": "individual"}},
        {"iat": {"destination_country": "DE"}},
        {"foreign_funds": {"forwarded_abroad": "yes"}},
        {"foreign_funds": {"forwarded_abroad": "unknown"}},
    ):
        assert guard.decide(coming_in(**change)).outcome is Outcome.REDIRECT, change


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"foreign_funds": {"funded_from_abroad": "no"}}, "redirect"),
        ({"originator": {"address": {"country": "DE"}}}, "accept"),
        ({"originator": {"account": {"bank": {"branch_country": "DE"}}}}, "accept"),
        ({}, "accept"),
    ],
)
def test_an_iat_comes_in_where_something_of_its_payor_is_abroad(change: dict[str, object], outcome: str) -> None:
    """The bank, the address or the money of the payor makes it one; a payor at home in all of that sends none."""
    home = {"address": {"country": "US"}, "account": {"bank": {"branch_country": "US", "id_qualifier": "01"}}}
    answers = {} if not change else {"foreign_funds": {"funded_from_abroad": "no"}}
    guard = Guard("wisconsin-dor", Snapshot.sample(published=AS_OF), as_of=AS_OF)
    sent = coming_in(**merged({"originator": home, **answers}, change))
    assert guard.decide(sent).outcome.value == outcome


@pytest.mark.parametrize("preset", [*TAKING, "iat-capable", "us-domestic"])
def test_no_iat_goes_as_a_same_day_entry(preset: str, tmp_path: Path) -> None:
    """Not under any preset, and not under a policy that sends and takes every IAT and stops for no finding."""
    of_ones_own = '[iat]\ncan_send = true\naccepts = ["ach-credit"]\nnever_sent = []'
    guards = (Guard(preset, Snapshot.sample(published=AS_OF), as_of=AS_OF), of_policy(tmp_path, of_ones_own))
    for guard in guards:
        for iat in (coming_in(same_day=True), payment("outbound_iat_credit", {"same_day": True, "tax_type": "state"})):
            decision = guard.decide(iat)
            assert decision.outcome in (Outcome.ASK, Outcome.REDIRECT)
            assert "IAT405" in {finding.code for finding in decision.findings}


def test_a_complete_iat_answers_a_question_of_ones_own(tmp_path: Path) -> None:
    """It is asked to find out what is an IAT; where it is to stop one all the same, never_sent says so."""
    says = OWN + '[iat]\naccepts = ["ach-credit"]\n'
    iat = coming_in(own_answers=[{"question": "parent-abroad", "answer": "yes"}])
    decision = of_policy(tmp_path, says).decide(iat)
    assert decision.outcome is Outcome.ACCEPT
    assert "IAT108" in {finding.code for finding in decision.findings}
    stopped = of_policy(tmp_path, says + 'never_sent = ["IAT108"]\n')
    assert stopped.decide(iat).outcome is Outcome.REDIRECT


def test_a_decision_carries_a_note_once_its_policy_is_to_be_reviewed(tmp_path: Path) -> None:
    """From the day after `review_by` the basis says so, and not before."""
    on_time = of_policy(tmp_path, f"review_by = {AS_OF}").decide(payment())
    late = of_policy(tmp_path, f"review_by = {AS_OF - dt.timedelta(days=1)}").decide(payment())
    assert on_time.basis.policy.note is None
    assert late.basis.policy.note is not None
    assert "note" not in on_time.model_dump()["basis"]["policy"]


def test_methods_are_offered_by_who_pays_which_tax(tmp_path: Path) -> None:
    """The payor's kind and attributes, the tax and the SEC code of the payment choose among the ways to pay."""
    methods = (
        '[[alternatives]]\ncode = "a"\ntitle = "A"\npayors = ["eft-mandated"]\n'
        '[[alternatives]]\ncode = "b"\ntitle = "B"\nnot_for = ["organization"]\n'
        '[[alternatives]]\ncode = "c"\ntitle = "C"\ntax_types = ["sales"]\nsec_codes = ["CCD"]\n'
    )
    guard = of_policy(tmp_path, methods)
    abroad = {"foreign_funds": {"account_abroad": "yes"}}

    def offered(**changes: object) -> str:
        return "".join(each.code for each in guard.decide(payment(changes=abroad | changes)).alternatives)

    assert offered() == "b"
    assert offered(payor_attributes=["EFT-mandated"], receiver={"kind": "organization"}) == "a"
    assert offered(tax_type="Sales", sec_code="CCD") == "bc"


def test_a_method_that_is_not_for_a_kind_waits_for_the_kind(tmp_path: Path) -> None:
    """Where nobody says who pays or which tax, what is not for some is not offered; an unsaid attribute is none."""
    methods = (
        '[[alternatives]]\ncode = "a"\ntitle = "A"\nnot_for = ["individual"]\n'
        '[[alternatives]]\ncode = "b"\ntitle = "B"\nnot_tax_types = ["sales"]\n'
        '[[alternatives]]\ncode = "c"\ntitle = "C"\nnot_for = ["eft-mandated"]\n'
    )
    guard = of_policy(tmp_path, methods)

    def offered(kind: str | None, **changes: object) -> str:
        asked = {"foreign_funds": {"account_abroad": "yes"}, "receiver": {"kind": kind}} | changes
        return "".join(each.code for each in guard.decide(payment(changes=asked)).alternatives)

    assert offered(None) == "c"
    assert offered("individual", tax_type=" ") == "c"
    assert offered("organization", tax_type="Sales") == "ac"
    assert offered("organization", tax_type="income") == "abc"
    assert offered("individual", tax_type="income", payor_attributes=["eft-mandated"]) == "b"


@pytest.mark.parametrize(
    "preset", ["alabama-dor", "minnesota-dor", "virginia-tax", "pennsylvania-dor", "wisconsin-dor"]
)
@pytest.mark.parametrize("tax_type", [None, "state", "local"])
def test_an_ach_credit_is_offered_where_it_is_taken_as_an_iat(preset: str, tax_type: str | None) -> None:
    """Who must go as an IAT is sent to no ACH credit but one that the agency takes as an IAT, for that tax."""
    abroad = payment(changes={"foreign_funds": {"account_abroad": "yes"}, "tax_type": tax_type})
    decision = Guard(preset, Snapshot.sample(published=AS_OF), as_of=AS_OF).decide(abroad)
    taken = {"wisconsin-dor": True, "alabama-dor": tax_type == "state"}.get(preset, False)
    assert ("ach-credit" in {method.code for method in decision.alternatives}) is taken


def test_an_ach_credit_of_ones_own_is_offered_where_it_is_taken(tmp_path: Path) -> None:
    """By whatever code, and for the taxes for which the policy takes it; a policy that takes none offers none."""
    method = '[[alternatives]]\ncode = "push"\ntitle = "Send an ACH credit"\n'
    abroad = payment(changes={"foreign_funds": {"account_abroad": "yes"}, "tax_type": "local"})
    for says, offered in (
        ("", []),
        ("[iat]\ncan_send = true\n", []),
        ('[iat]\naccepts = ["ach-credit"]\n', ["push"]),
        ('[iat]\naccepts = ["ach-credit"]\ntax_types = ["state"]\n', []),
        ('[iat]\naccepts = ["ach-credit"]\ntax_types = ["local"]\n', ["push"]),
    ):
        decision = of_policy(tmp_path, method + says).decide(abroad)
        assert [each.code for each in decision.alternatives] == offered


@pytest.mark.parametrize("offered", [True, False])
def test_sending_it_as_an_iat_is_offered_where_that_goes(tmp_path: Path, *, offered: bool) -> None:
    """For the taxes that the policy sends IATs for, and not for others, which would be redirected again."""
    path = tmp_path / "policy.toml"
    head = 'extends = "iat-capable"\nname = "t"\ntitle = "T"\nsource = "t"\n[iat]\ntax_types = ["state"]\n'
    path.write_text(head, encoding="utf-8")
    guard = Guard(Policy.load(path), Snapshot.sample(published=AS_OF), as_of=AS_OF)
    abroad = {"foreign_funds": {"account_abroad": "yes"}, "tax_type": "state" if offered else "local"}
    decision = guard.decide(payment(changes=abroad))
    assert ("send-as-iat" in {each.code for each in decision.alternatives}) is offered


def test_who_sends_an_ach_credit_is_offered_ways_to_pay() -> None:
    """A credit that comes in and is no IAT is redirected to what payors use, and to no way in which the agency pays."""
    guard = Guard("wisconsin-dor", Snapshot.sample(published=AS_OF), as_of=AS_OF)
    decision = guard.decide(coming_in(sec_code="CCD"))
    assert (decision.outcome, [each.code for each in decision.alternatives]) == (
        Outcome.REDIRECT,
        ["ach-credit", "check"],
    )
    refund = guard.decide(payment("domestic_ppd_credit", {"foreign_funds": {"account_abroad": "yes"}}))
    assert [each.code for each in refund.alternatives] == ["paper-check"]


def test_a_statement_is_asked_of_the_payments_that_it_is_for() -> None:
    """Virginia's payors agree to one, and who gets a refund does not."""
    guard = Guard("virginia-tax", Snapshot.sample(published=AS_OF), as_of=AS_OF)
    assert guard.decide(payment("domestic_ppd_credit")).outcome is Outcome.ACCEPT
    assert guard.decide(payment()).outcome is Outcome.ASK


def test_a_guard_takes_the_rules_of_another_of_its_policy() -> None:
    """Without those that the policy switches off, which another policy does not let go."""
    guard = Guard("mississippi-dor", Snapshot.sample(published=AS_OF), as_of=AS_OF)
    assert Guard("mississippi-dor", guard.lists, rules=guard.rules).rules == guard.rules
    with pytest.raises(ConfigurationError, match="SAN303"):
        Guard("us-domestic", guard.lists, rules=guard.rules)
