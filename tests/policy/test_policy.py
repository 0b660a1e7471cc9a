"""Policies as data: the presets that ship, files that extend them, and what no file may say."""

import datetime as dt
import pickle
import re
from hashlib import sha256
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.model.decision import Outcome
from achguard.policy.loading import PRESETS
from achguard.policy.policy import Policy
from achguard.policy.vocabulary import LANGUAGES
from achguard.rules import RULES


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_presets_load_in_every_language(name: str, language: str) -> None:
    """Every preset is complete in every language that ships."""
    policy = Policy.preset(name, language=language)
    assert (policy.name, policy.language) == (name, language)
    assert policy.source
    assert all(method.source for method in policy.alternatives)
    assert pickle.loads(pickle.dumps(policy)) == policy  # noqa: S301  our own bytes


# What a message to a payor must never hold: it may go by e-mail, and it must not tip anybody off.
FORBIDDEN_IN_MESSAGES = re.compile(
    r"foreign|suspicio|sanction|OFAC|SDN|\blist\b|account number|routing number|password|social security|\bSSN\b"
    r"|extranjer|sospech|sanci|número de cuenta|contraseña|seguro social",
    re.IGNORECASE,
)
FORBIDDEN_IN_PROMPTS = re.compile(
    r"foreign|suspicio|sanction|OFAC|password|social security|SSN|account number", re.IGNORECASE
)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_the_payor_are_harmless(name: str, language: str) -> None:
    """No text for a payor accuses, names a list, or asks for an account number, a password or an SSN."""
    wording = Policy.preset(name, language=language).wording
    for text in wording.messages.values():
        assert not FORBIDDEN_IN_MESSAGES.search(text), text
    for text in wording.prompts.values():
        assert not FORBIDDEN_IN_PROMPTS.search(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_prompts_are_for_rules_and_fields_that_exist(language: str) -> None:
    """Every prompt belongs to a rule or to one of the three answers, in every language the same ones."""
    prompts = set(Policy.preset("us-domestic", language=language).wording.prompts)
    assert prompts == set(Policy.preset("us-domestic").wording.prompts)
    codes = {key for key in prompts if key.isupper()}
    assert codes <= {rule.code for rule in RULES}


def test_an_echeck_is_never_an_alternative() -> None:
    """An e-check is an ACH entry, so no preset offers one."""
    offered = " ".join(f"{m.code} {m.title}" for name in PRESETS for m in Policy.preset(name).alternatives).lower()
    assert "e-check" not in offered
    assert "echeck" not in offered


def test_an_unknown_preset_is_a_configuration_error() -> None:
    """The error names what there is."""
    with pytest.raises(ConfigurationError, match=f"^there is no preset policy 'nope'; there are {', '.join(PRESETS)}$"):
        Policy.preset("nope")


def test_another_language_is_refused_where_there_are_no_texts() -> None:
    """A policy speaks only languages that it has texts in."""
    policy = Policy.preset("us-domestic")
    assert policy.in_language("es").wording.messages[Outcome.ACCEPT].startswith("Gracias")
    with pytest.raises(ConfigurationError, match="no texts in 'de', only en, es"):
        policy.in_language("de")


def test_a_preset_in_an_unknown_language_is_named() -> None:
    """The sentence begins with what was asked for."""
    with pytest.raises(ConfigurationError, match=r"^preset us-domestic: language: there are no texts in .*'de'"):
        Policy.preset("us-domestic", language="de")


def test_a_copy_that_no_policy_can_be_is_named() -> None:
    """Whatever stands in it, checking it says which policy and which part, and nothing else."""
    broken = Policy.preset("us-domestic").model_copy(update={"title": 5})
    with pytest.raises(ConfigurationError, match=r"^policy us-domestic: title: should be a text$"):
        broken.checked()


def test_the_version_is_a_digest_of_all_that_is_said() -> None:
    """Its algorithm stands before it, as in everything that a decision rests on."""
    policy = Policy.preset("us-domestic")
    assert policy.version.name == "us-domestic"
    assert policy.version.digest == f"sha256:{sha256(policy.model_dump_json().encode()).hexdigest()}"


def test_what_is_no_path_is_misuse() -> None:
    """A number in place of a path is refused in words."""
    with pytest.raises(ConfigurationError):
        Policy.load(5)  # type: ignore[arg-type]  # that it is refused is the point


def written(folder: Path, text: str) -> Path:
    """Write a policy file."""
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_says_only_what_differs(tmp_path: Path) -> None:
    """A file that extends a preset changes what it names and keeps the rest."""
    path = written(
        tmp_path,
        """
        extends = "us-domestic"
        name = "our-agency"
        [screening]
        max_list_age_days = 3
        min_score = 0.9
        [directory]
        required = true
        [texts.en.messages]
        redirect = "Please pay by card."
        """,
    )
    policy = Policy.load(path)
    stock = Policy.preset("us-domestic")
    assert policy.screening.max_list_age_days == 3
    assert policy.wording.messages[Outcome.REDIRECT] == "Please pay by card."
    assert policy.wording.messages[Outcome.HOLD] == stock.wording.messages[Outcome.HOLD]
    assert policy.leading("ACH103").not_evaluated is Outcome.ASK
    assert stock.leading("ACH103").not_evaluated is Outcome.ACCEPT
    assert policy.version.digest != stock.version.digest


def test_a_file_may_stand_alone(tmp_path: Path) -> None:
    """A file without a base brings everything but the stock texts."""
    text = (Path(__file__).parents[2] / "src/achguard/policy/presets/us-domestic.toml").read_text(encoding="utf-8")
    assert Policy.load(written(tmp_path, text)) == Policy.preset("us-domestic")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "is not TOML"),
        ('extends = "nope"', f"extends 'nope'; there are only {', '.join(PRESETS)}$"),
        ('extends = ["us-domestic"]', "extends .* there are only"),
        ('name = "x"', "title: is required"),
        ('extends = "us-domestic"\nsurprise = 1', "surprise: is no key of a policy"),
        ('extends = "us-domestic"\nlanguage = "de"', "no texts in the language 'de'"),
        ('extends = "us-domestic"\n[leads_to.sanctions]\nstrong = "ask"', "SAN: .* must lead to hold"),
        ('extends = "us-domestic"\n[leads_to.sanctions]\nnot_evaluated = "accept"', "SAN: .* must lead to hold"),
        ('extends = "us-domestic"\n[rules.SAN101]\nstrong = "redirect"', "SAN101: .* must lead to hold"),
        ('extends = "us-domestic"\n[leads_to.iat]\nstrong = "accept"', "must not lead to a milder outcome"),
        (
            'extends = "us-domestic"\n[leads_to.iat]\nstrong = "accept"\n[rules.IAT104]\nstrong = "ask"',
            "IAT: .* to accept",
        ),
        ('extends = "us-domestic"\n[rules.IAT201]\nstrong = "accept"', "IAT201: .* must not lead to accept"),
        ('extends = "us-domestic"\n[leads_to.payment]\ndecisive = "accept"', "must not lead to a milder outcome"),
        ('extends = "us-domestic"\n[rules.ACH101]\nweak = "hold"', "must not lead to a milder outcome"),
        ('extends = "us-domestic"\n[texts.fr.messages]\nask = "Bonjour"', "texts.fr.prompts: is required"),
        ('extends = "us-domestic"\n[texts.fr]\nmessages = {ask = "Bonjour"}\nprompts = {}', "messages need accept"),
        ('extends = "us-domestic"\n[screening]\nmin_score = 0.1', "screening.min_score"),
    ],
)
def test_a_bad_file_is_one_clear_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """The error says which file, where in it, and what is wrong."""
    with pytest.raises(ConfigurationError, match=sentence) as caught:
        Policy.load(written(tmp_path, text))
    assert str(tmp_path) in str(caught.value)


def test_an_absent_or_binary_file_is_a_configuration_error(tmp_path: Path) -> None:
    """A file that can't be read is named."""
    with pytest.raises(ConfigurationError, match="can't be read: No such file"):
        Policy.load(tmp_path / "absent.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match="is not TOML"):
        Policy.load(binary)


def test_the_name_of_a_preset_is_no_path() -> None:
    """Loading a preset as a file says how it is had; a language that there is not says which there are."""
    with pytest.raises(ConfigurationError, match=r"the preset of that name is Policy.preset\('us-domestic'\)"):
        Policy.load("us-domestic")
    with pytest.raises(ConfigurationError, match="there are no texts in the language 'fr'; there are en, es"):
        Policy.preset("us-domestic", language="fr")


def test_a_policy_carries_a_note_from_the_day_after_its_review() -> None:
    """On the day itself it is in time; who confirmed it is said where somebody did."""
    policy = Policy.preset("us-domestic").model_copy(update={"review_by": dt.date(2026, 12, 31)})
    assert policy.version_on(dt.date(2026, 12, 31)) == policy.version
    assert policy.version_on(dt.date(2027, 1, 1)).note == "The policy was to be looked at again by 2026-12-31."
    confirmed = policy.model_copy(update={"confirmed_by": "The controller", "confirmed_on": dt.date(2026, 1, 2)})
    assert confirmed.version_on(dt.date(2027, 1, 1)).note == (
        "The policy was to be looked at again by 2026-12-31; The controller confirmed it on 2026-01-02."
    )


def test_agencies_presets_are_unconfirmed_and_say_so() -> None:
    """No preset claims that an agency confirmed it, and each of an agency's asks for that."""
    for name in PRESETS:
        policy = Policy.preset(name)
        assert policy.confirmed_by is None
        if name.endswith(("-dor", "-tax", "-payee", "-refund")):
            assert "unconfirmed" in policy.source


def test_mississippi_says_what_its_department_does() -> None:
    """Its wider questions, its contact, no look at network addresses, and the statute's twenty thousand dollars."""
    policy = Policy.preset("mississippi-dor")
    assert policy.off == ("IAT903", "SAN303")
    assert "601-923-7700" in policy.message(Outcome.HOLD)
    assert "specifically" not in policy.prompt("IAT104", "foreign_funds.funded_from_abroad")
    (check,) = (method for method in policy.alternatives if method.code == "check-or-money-order")
    assert any("$20,000" in mandate for mandate in check.mandates)
    assert "penalty and interest" in check.consequence
    assert check.max_amount is None


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        *(("es", "es"), ("ES-mx", "es"), ("es_419", "es"), ("en-US", "en"), (" es ", "es"), ("spanish", None)),
        *(("e", None), ("fr", None), ("", None), (None, None), ("-", None), ("--es", None), ("es-" * 500, "es")),
    ],
)
def test_a_payors_language_is_looked_up_from_the_close_to_the_general(wanted: str | None, spoken: str | None) -> None:
    """What a framework says of a payor gives a language of the policy, or nothing, and never an error."""
    assert Policy.preset("us-domestic").spoken(wanted) == spoken


def test_a_policy_speaks_what_it_lists_or_what_is_whole(tmp_path: Path) -> None:
    """Where a way to pay has no words in a language that is not listed, payors are not told in it."""
    head = 'extends = "us-domestic"\nname = "t"\ntitle = "T"\nsource = "t"\n'
    half = '[[alternatives]]\ncode = "c"\ntitle = "Card"\n'
    assert Policy.load(written(tmp_path, head)).spoken("es") == "es"
    assert Policy.load(written(tmp_path, head + half)).spoken("es") is None
    assert Policy.load(written(tmp_path, head + half)).spoken("en") == "en"
    assert Policy.load(written(tmp_path, head + 'languages = ["en"]\n')).spoken("es") is None
    assert Policy.load(written(tmp_path, head + 'language = "es"\nlanguages = ["en"]\n')).spoken("es-MX") == "es"
    portuguese = '[texts.pt-BR]\nmessages = { accept = "a", ask = "b", redirect = "c", hold = "d" }\n'
    portuguese += 'prompts = { default = "e" }\n' + half + 'translations.pt-BR.title = "Carta"\n'
    brazil = Policy.load(written(tmp_path, head + 'languages = ["en", "pt-BR"]\n' + portuguese))
    assert [brazil.spoken(each) for each in ("pt-br", "pt-BR-x-a", "pt", "pt-PT")] == ["pt-BR", "pt-BR", None, None]
