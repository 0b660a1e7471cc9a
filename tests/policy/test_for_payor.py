"""What a payor reads, whatever was found: on a page and by e-mail, in every preset and language that ships."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.model.answering import entered_at
from achguard.model.contact import Contact
from achguard.model.decision import Basis, PolicyVersion
from achguard.model.finding import Finding, NotEvaluated, Strength
from achguard.model.payment import Direction
from achguard.policy.loading import PRESETS
from achguard.policy.policy import Policy
from achguard.policy.verdict import Circumstances, Decided, verdict
from achguard.policy.vocabulary import ASKED, LANGUAGES, RULE_CODES
from achguard.sanctions.snapshot import Snapshot
from factories import payment

BASIS = Basis(achguard="0", as_of=dt.date(2026, 11, 23), rules="", policy=PolicyVersion(name="p", digest=""), lists=())
CONTACT = Contact(phone="601 555 0100", url="https://pay.example.gov/contact")
FIELDS = ("receiver.account.routing_number", "receiver.account.account_number", "receiver.name", "amount", "")

# It asks for nothing, and says the one thing that a payor wants to know.
NOTHING_TAKEN = ("Nothing has been taken from your account.", "No se ha tomado dinero de su cuenta.")
ASKS_FOR_SECRETS = re.compile(
    r"account|routing|bank detail|iban|swift|password|user ?(id|name)|log ?in|\bpin\b|social security|\bssn\b|tax id"
    r"|date of birth|cuenta|n[uú]mero|ruta|datos|contrase|usuario|seguro social|nacimiento",
    re.IGNORECASE,
)
TELLS_OF_A_LIST = re.compile(
    r"SAN\d|sanction|ofac|sdn|\blist|match|name|suspic|sanci|lista|coincid|nombre", re.IGNORECASE
)


def seen_by(code: str) -> Iterator[Finding | NotEvaluated]:
    """Give all that a rule can say: each strength, and that it could not look, at fields of several kinds."""
    for at in (*FIELDS, *ASKED[Direction.DEBIT], *ASKED[Direction.CREDIT]):
        for strength in Strength:
            yield Finding(code=code, name="n", strength=strength, at=at, value="x", message="m", source="s")
        yield NotEvaluated(code=code, reason="r", at=at or None)


@cache
def shipped(preset: str, language: str) -> Policy:
    """Give a preset with a contact, and remember what each code leads to there."""
    return Policy.preset(preset, language=language).model_copy(update={"contact": CONTACT})


def decisions(preset: str, language: str, code: str) -> Iterator[Decided]:
    """Give every decision that a preset reaches by one rule alone."""
    policy = shipped(preset, language)
    for direction in Direction:
        for seen in seen_by(code):
            case = Circumstances(direction=direction, amount=Decimal(100))
            yield verdict(policy, [seen], case, payment_id="p-1", basis=BASIS)


@pytest.mark.parametrize("code", RULE_CODES)
@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_email_asks_for_nothing(preset: str, language: str, code: str) -> None:
    """No code, preset or language puts bank data, a user id, a password or an SSN into what may go by e-mail."""
    for decision in decisions(preset, language, code):
        sent = decision.for_payor("email")
        assert sent.model_dump().keys() == {"message", "contact"}
        assert sent.contact == CONTACT
        said = sent.message
        for sentence in NOTHING_TAKEN:
            said = said.replace(sentence, "")
        assert not ASKS_FOR_SECRETS.search(said), said
        assert not any(question.prompt in sent.message for question in decision.questions)


@pytest.mark.parametrize("code", RULE_CODES)
@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_never_tells_of_a_list(preset: str, language: str, code: str) -> None:
    """A hold has one message whatever the reason, asks and offers nothing; no page names a rule of sanctions."""
    holds = set()
    for decision in decisions(preset, language, code):
        shown = decision.for_payor()
        assert "SAN" not in shown.model_dump_json()
        if decision.outcome == "hold":
            assert (shown.questions, shown.alternatives) == ((), ())
            holds.add(shown.message)
    assert not any(TELLS_OF_A_LIST.search(message) for message in holds), holds
    assert len(holds) == (1 if code.startswith("SAN") else 0)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_hit_reaches_the_payor(preset: str, language: str) -> None:
    """What a finding says of the listed party, by name or by number, is in neither channel."""
    party = {
        "name": "MALIK ZORBAN",
        "address": {"country": "IR"},
        "identifiers": [{"type": "passport", "value": "X0000001"}],
    }
    guard = Guard(
        Policy.preset(preset, language=language),
        Snapshot.sample(published=dt.date(2026, 11, 20)),
        as_of=dt.date(2026, 11, 23),
    )
    decision = guard.decide(payment(changes={"receiver": party}))
    hit = next(each.hit for each in decision.findings if each.hit)
    number = next(each.number for each in decision.findings if each.number)
    said = {hit.uid, hit.list, hit.listed_name, str(hit.score), hit.explanation, *hit.programs, hit.rarity, number.type}
    for shown in (decision.for_payor("web"), decision.for_payor("email")):
        text = shown.model_dump_json()
        assert not [each for each in (*said, "hit", "score", "ZORBAN", "explanation") if each and each in text]


@pytest.mark.parametrize("code", RULE_CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_says_how_to_answer_it(language: str, code: str) -> None:
    """Each question carries the code that asks, an input that fits its field, and labels of its choices."""
    wording = shipped("us-domestic", language).wording
    for decision in decisions("us-domestic", language, code):
        for question in decision.questions:
            entered = entered_at(question.at)
            assert question.code == code
            assert question.input == (entered.input if entered else None)
            assert [choice.value for choice in question.choices] == list(entered.values if entered else ())
            assert all(choice.label == wording.choices[choice.value] for choice in question.choices)


@pytest.mark.parametrize("codes", [("IAT204", "IAT206"), ("IAT206", "IAT204")])
def test_two_rules_that_ask_the_same_ask_once(codes: tuple[str, ...]) -> None:
    """One question stands for both, with the first of the two codes."""
    two = [NotEvaluated(code=code, reason="r", at="receiver.account.account_number") for code in codes]
    case = Circumstances(direction=Direction.DEBIT, amount=Decimal(1))
    decision = verdict(Policy.preset("us-domestic"), two, case, payment_id=None, basis=BASIS)
    assert [question.code for question in decision.questions] == ["IAT204"]


def test_every_language_names_the_same_choices() -> None:
    """What can be chosen in a form has a label in every language that ships, and not its English one."""
    english, spanish = (Policy.preset("us-domestic", language=language).wording.choices for language in LANGUAGES)
    assert english.keys() == spanish.keys()
    assert [key for key in english if english[key] == spanish[key]] == ["no", "false"]


def written(folder: Path, text: str) -> Path:
    """Write a policy file."""
    path = folder / "policy.toml"
    path.write_text(f'extends = "us-domestic"\nname = "ours"\n{text}', encoding="utf-8")
    return path


def test_a_policy_names_a_contact(tmp_path: Path) -> None:
    """Every decision carries it, and a policy with another contact is another policy."""
    policy = Policy.load(written(tmp_path, '[contact]\nphone = "601 555 0100"\n'))
    assert policy.contact == Contact(phone="601 555 0100")
    case = Circumstances(direction=Direction.DEBIT, amount=Decimal(1))
    assert verdict(policy, [], case, payment_id=None, basis=BASIS).contact == policy.contact
    other = Policy.load(written(tmp_path, '[contact]\nphone = "601 555 0101"\n'))
    assert other.version.digest != policy.version.digest
    assert policy.checked() == policy


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("[contact]\n", "contact: a contact needs a phone, a url or an address"),
        ('[contact]\nphone = "ask us"\n', "contact.phone: is a telephone number such as"),
        (
            '[contact]\nurl = "http://pay.example.gov"\n',
            "contact.url: is the address of a page that begins with https://",
        ),
        ('[contact]\nfone = "601 555 0100"\n', "contact.fone: is no key of that table; did you mean 'phone'?"),
        (
            '[texts.en.choices]\nunknwon = "Not sure"\n',
            "'unknwon' is no answer that can be chosen; did you mean 'unknown'?",
        ),
        ('[texts.en.choices]\nyes = "{yes}"\n', "choices.yes: '{yes}' would be shown as it is"),
    ],
)
def test_a_wrong_contact_or_label_is_told(tmp_path: Path, table: str, says: str) -> None:
    """The error names the key and what stands there instead."""
    with pytest.raises(ConfigurationError, match=re.escape(says)):
        Policy.load(written(tmp_path, table))


def test_a_label_of_ones_own_is_shown(tmp_path: Path) -> None:
    """A policy calls an answer as it likes; what it does not name stays as it is."""
    wording = Policy.load(written(tmp_path, '[texts.en.choices]\nunknown = "Not sure"\n')).wording
    assert (wording.choice("unknown").label, wording.choice("yes").label) == ("Not sure", "Yes")
    assert wording.choice("PPD").label == "PPD"
