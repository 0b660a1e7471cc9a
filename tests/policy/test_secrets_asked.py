"""Secrets that no text for a payor may ask for."""

from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.policy.policy import PRESETS, Policy
from achguard.policy.secrets_asked import secret_in
from achguard.policy.vocabulary import LANGUAGES


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Please enter your password.", "password"),
        ("Please enter your pass-word.", "pass word"),
        ("Your P\u00e1ssword, please", "password"),
        ("Enter the PIN of your card", "the pin"),
        ("Enter the P.I.N. of your card", "P.I.N"),
        ("Enter your pin", "your pin"),
        ("Enter your NIP", "NIP"),
        ("Have PIN ready", "PIN"),
        ("Which one-time code did we send?", "one time code"),
        ("Type the security code on the back of your card", "security code"),
        ("What is your full Social Security number?", "social security number"),
        ("Enter your SSN or ITIN", "ssn"),
        ("Escriba su contrase\u00f1a", "contrasena"),
        ("Escriba su clave de acceso", "su clave de acceso"),
        ("Escriba su n\u00famero de Seguro Social", "seguro social"),
        ("Escriba el c\u00f3digo de verificaci\u00f3n", "codigo de verificacion"),
        ("No fee applies, please enter your password", "password"),
        ("We do not charge a fee. Enter your password", "password"),
        ("We never share it, but we need your SSN", "ssn"),
        ("Do not hesitate: tell us your password", "password"),
    ],
)
def test_what_asks_for_a_secret(text: str, secret: str) -> None:
    """In English and Spanish, however it is spelt, and also behind a sentence that denies something else."""
    assert secret_in(text) == secret


@pytest.mark.parametrize(
    "text",
    [
        "We will never ask you for your password.",
        "No one from our office will ask for your PIN or password.",
        "Do not send us your full Social Security number by mail.",
        "You can pay without a password.",
        "No password is needed.",
        "No le pediremos nunca su contrase\u00f1a.",
        "No env\u00ede su clave de acceso.",
        "Enter the last four digits of your Social Security number.",
        "Enter the last 4 of your SSN",
        "Escriba los \u00faltimos cuatro d\u00edgitos de su n\u00famero de Seguro Social.",
        "Pin the form to your check.",
        "What is your opinion?",
        "Please choose a keyword; la palabra clave es pago.",
        "Please enter the nine-digit routing number.",
        "Enter your zip code",
    ],
)
def test_what_asks_for_none(text: str) -> None:
    """What is denied, the end of a number, and words that only look like one."""
    assert secret_in(text) is None


@pytest.mark.parametrize(
    ("table", "at"),
    [
        ('[texts.en.prompts]\nACH106 = "Enter your password"', "texts.en: prompts.ACH106: 'password'"),
        ('[texts.en.messages]\nask = "We need your PIN."', "texts.en: messages.ask: 'your pin'"),
        ('[texts.es.prompts]\ndefault = "Escriba su contrase\u00f1a"', "texts.es: prompts.default: 'contrasena'"),
        ('[texts.en.choices]\nyes = "Yes, my SSN is"', "texts.en: choices.yes: 'ssn'"),
    ],
)
def test_a_policy_that_asks_for_one_is_refused(tmp_path: Path, table: str, at: str) -> None:
    """The error says which text and which words."""
    path = tmp_path / "policy.toml"
    path.write_text(f'extends = "us-domestic"\nname = "t"\ntitle = "T"\nsource = "t"\n{table}\n', encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        Policy.load(path)
    assert at in str(caught.value)
    assert "no payor may be asked for" in str(caught.value)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ships_asks_for_none(name: str, language: str) -> None:
    """Messages, prompts, choices and ways to pay of every preset."""
    policy = Policy.preset(name, language=language)
    wording = policy.wording
    texts = [*wording.messages.values(), *wording.prompts.values(), *wording.choices.values()]
    texts += [
        text for method in policy.alternatives for text in (method.title, method.instructions, *method.conditions)
    ]
    assert [text for text in texts if secret_in(text)] == []


OWN_QUESTION = '[[questions.own]]\nid = "q"\nprompt = {{ en = "{en}", es = "{es}" }}\n'
METHOD = (
    '[[alternatives]]\ncode = "card"\ntitle = "{title}"\ninstructions = "{how}"\n'
    'consequence = "{consequence}"\nsource = "S"\n'
)
STATEMENT = '[certification]\nversion = "1"\ntext = {{ en = "{en}" }}\n'
PLAIN = {"en": "Is it yours?", "es": "¿Es suya?", "title": "Card", "how": "Call us.", "consequence": "A fee."}


@pytest.mark.parametrize(
    ("table", "part", "text"),
    [
        (OWN_QUESTION, "en", "Enter your SSN and PIN"),
        (OWN_QUESTION, "es", "Escriba su contraseña y su PIN"),
        (METHOD, "title", "Card and your password"),
        (METHOD, "how", "Give your password on our page"),
        (METHOD, "consequence", "Enter your password."),
        (STATEMENT, "en", "Enter your password and SSN."),
    ],
)
def test_no_table_of_a_policy_asks_for_a_secret(tmp_path: Path, table: str, part: str, text: str) -> None:
    """Questions of one's own, other ways to pay and statements are read as the texts are."""
    file = tmp_path / "policy.toml"
    start = 'extends = "us-domestic"\nname = "mine"\n'
    file.write_text(start + table.format(**PLAIN), encoding="utf-8")
    Policy.load(file)
    file.write_text(start + table.format(**{**PLAIN, part: text}), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="is a secret that no payor may be asked for"):
        Policy.load(file)
