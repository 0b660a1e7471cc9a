"""A policy file with many mistakes names every one, with its line."""

from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.policy.policy import Policy

FIVE = """\
extends = "us-domestic"
name = "t"
title = "T"
source = "t"

[questions]
debit = ["foreign_funds.funded_abroad"]

[rules.IAT104]
week = "ask"

[rules.IAT999]
weak = "ask"

[[alternatives]]
code = "card"
title = "Card"

[[alternatives]]
code = "check"
title = "E-check"
max_amont = "5"
"""


def refused(folder: Path, text: str) -> str:
    """Give the sentence by which a policy's text is refused."""
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        Policy.load(path)
    return str(caught.value).replace(str(folder), "...")


def test_a_policy_that_is_wrong_in_five_places_names_all_five(tmp_path: Path) -> None:
    """Mistakes of single tables and of the whole come at once, in the order of their lines."""
    assert refused(tmp_path, FIVE).splitlines() == [
        "policy file .../policy.toml has 5 mistakes:",
        (
            "  line 7: questions.debit: no rule asks 'foreign_funds.funded_abroad' of a debit; did you mean "
            "'foreign_funds.funded_from_abroad'?"
        ),
        "  line 10: rules.IAT104.week: is no key of that table; did you mean 'weak'?",
        "  line 12: rules: 'IAT999' is no rule that ships or that own_rules names; did you mean 'IAT904'?",
        (
            "  line 19: alternatives.1: title: 'e check' is an ACH entry by another name, so what can't go as one "
            "can't go so either; offer a card, a check on paper, a money order or a wire"
        ),
        "  line 22: alternatives.1.max_amont: is no key of that table; did you mean 'max_amount'?",
    ]


def test_one_mistake_is_one_sentence_and_casts_no_shadow(tmp_path: Path) -> None:
    """What is missing because it is misspelt, or because a mistake was cut out, is not said beside it."""
    alone = (Path(__file__).parents[2] / "src/achguard/policy/presets/us-domestic.toml").read_text(encoding="utf-8")
    said = refused(tmp_path, alone.replace("max_list_age_days", "max_list_age_day"))
    assert said == (
        "policy file .../policy.toml, line 35: screening.max_list_age_day: is no key of that table; did you mean "
        "'max_list_age_days'?"
    )
    said = refused(tmp_path, alone.replace("max_list_age_days = 7", 'max_list_age_days = "7"'))
    assert said.endswith("line 35: screening.max_list_age_days: should be a whole number")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('languages = ["en", "fr"]', "line 5: languages: there are no texts in the language 'fr'"),
        (
            'languages = ["es"]\n[[alternatives]]\ncode = "c"\ntitle = "Card"',
            "line 6: alternatives.0: c has no words in 'es', which languages names; write translations.es",
        ),
        (
            'languages = ["es"]\n[[questions.own]]\nid = "q"\nprompt = { en = "?" }',
            "questions.own.0: q has no prompt in 'es'",
        ),
        (
            'languages = ["es"]\n[certification]\nversion = "1"\ntext = { en = "I agree." }',
            "certification.text: there is none in 'es'",
        ),
        ('[texts.en.messages]\nhold = "Call {phone}."', "texts.en.messages.hold: names the phone of contact"),
        ('[texts.en.messages]\nhold = "Call {fax}."', "nothing is filled in but {phone}, {url}, {address}"),
        ('confirmed_by = "The controller"', "confirmed_by: is there without confirmed_on"),
        ("confirmed_on = 2026-11-01", "confirmed_on: is there without confirmed_by"),
        (
            'confirmed_by = "C"\nconfirmed_on = 2026-11-01\nreview_by = 2026-10-31',
            "review_by: 2026-10-31 is before confirmed_on, 2026-11-01",
        ),
        ('[texts.en.choices]\nmaybe = "Perhaps"', "texts.en.choices: 'maybe' is no answer that can be chosen"),
        ('off = ["SAN101"]', "may switch off IAT903 and SAN303 alone, which look at a network address; what a rule"),
        ('off = ["IAT201"]', "off.0: IAT201 can't be switched off"),
        ('off = ["IAT201"]', "; what it leads to is said in [rules.IAT201]"),
        ('off = ["IAT93"]', "off.0: 'IAT93' is not known; did you mean 'IAT903'?"),
        ('[iat]\naccepts = ["ach-debit"]', "iat.accepts.0"),
        ('[[alternatives]]\ncode = "c"\ntitle = "C"\npayors = ["indivdual"]', "did you mean 'individual'"),
        ('[[alternatives]]\ncode = "c"\ntitle = "C"\nnot_for = ["organisation"]', "did you mean 'organization'"),
        ('[[alternatives]]\ncode = "c"\ntitle = "C"\nnot_for = ["eft-mandate"]', "did you mean 'eft-mandated'"),
        ('[[questions.own]]\nid = "Q"\nprompt = { en = "?" }', "questions.own.0.id"),
        ('[[questions.own]]\nid = "q"\nprompt = { es = "?" }', "prompt needs the question in English"),
        ('[[questions.own]]\nid = "q"\nyes = "nothing"\nunknown = "nothing"\nprompt = { en = "?" }', "weighs anything"),
        ('[[questions.own]]\nid = "q"\nprompt = { en = "?" }\n' * 2, "own: 'q' is there twice"),
        (
            '[leads_to.iat]\nnot_evaluated = "accept"\n[[questions.own]]\nid = "q"\nprompt = { en = "?" }',
            "questions.own: a question of its own that was not asked leads to accept",
        ),
        ('[certification]\nversion = "1"\ntext = { es = "Acepto." }', "text needs the statement in English"),
        (
            '[rules.ACH113]\nstrong = "accept"\n[certification]\nversion = "1"\ntext = { en = "I agree." }',
            "certification: a statement that was not agreed to leads to accept",
        ),
        ('[questions]\nsingle = "flag"', "questions.single"),
        ('languages = "en"', 'languages: is a list; write it in brackets, such as ["en"]'),
        (
            '[[questions.own]]\nid = "q"\nprompt = "?"',
            'prompt: should be a table by language, such as { en = "...", es',
        ),
        ('[certification]\nversion = "1"\ntext = "I agree."', "certification.text: should be a table by language"),
        ('[rules]\nIAT201 = "ask"', "rules.IAT201: should be a table, with keys such as decisive, strong, weak"),
        (
            '[[alternatives]]\ncode = "c"\ntitle = "C"\ntranslations.es = "T"',
            "should be a table, with keys such as title",
        ),
    ],
)
def test_what_a_policy_of_ones_own_can_get_wrong(tmp_path: Path, text: str, said: str) -> None:
    """Each new table is held to its words, its languages and what it requires."""
    assert said in refused(tmp_path, 'extends = "us-domestic"\nname = "t"\ntitle = "T"\nsource = "t"\n' + text)


def test_a_file_is_held_to_its_own_languages_and_confirmation(tmp_path: Path) -> None:
    """What a preset says of itself does not bind, or speak for, a file that extends it."""
    path = tmp_path / "policy.toml"
    path.write_text(
        'extends = "mississippi-dor"\nname = "t"\ntitle = "T"\nsource = "t"\nlanguage = "es"\n'
        '[[alternatives]]\ncode = "c"\ntitle = "Tarjeta"\n',
        encoding="utf-8",
    )
    policy = Policy.load(path)
    assert (policy.languages, policy.written_in, policy.off) == ((), "es", ("IAT903", "SAN303"))


HEAD = 'extends = "us-domestic"\nname = "t"\ntitle = "T"\nsource = "t"\n'
OWN = '[[questions.own]]\nid = "q"\n'


@pytest.mark.parametrize(
    "text",
    [
        'languages = ["en", "es"]\n' + OWN + 'prompt = { es = "¿Qué?" }\n',
        'languages = ["en", "es"]\n' + OWN + 'prompt = { en = "What?", es = "" }\n',
        'languages = ["en", "es"]\n' + OWN + 'prompt = { en = "What?", es = "¿Qué?" }\nyess = "weak"\n',
        'languages = ["es"]\n[[alternatives]]\ncode="c"\ntitle="C"\nmax_amount = "1,"\ntranslations.es.title = "T"\n',
        '[contact]\nphon = "601 555 0100"\n[texts.en.messages]\nhold = "Call {phone}."\n',
        OWN + 'prompt = { en = "" }\n',
        'languages = ["en", "es"]\n[certification]\nversion = "1"\ntext = { en = "I agree.", es = "" }\n',
        '[contact]\nphone = 5\n[texts.en.messages]\nhold = "Call {phone}."\n',
        'confirmed_by = "The controller"\nconfirmed_on = "soon"\n',
        'confirmed_by = ""\nconfirmed_on = 2026-11-25\n',
        'own_rules = ["ACH9"]\n[rules.ACH901]\nstrong = "ask"\n',
    ],
)
def test_what_was_cut_out_makes_no_second_mistake(tmp_path: Path, text: str) -> None:
    """One mistake is one sentence, also where another check finds a gap in the place of what is wrong."""
    said = refused(tmp_path, HEAD + text)
    assert "mistakes" not in said
    assert "cut-out" not in said


def test_two_mistakes_that_have_nothing_to_do_with_each_other_are_two(tmp_path: Path) -> None:
    """A gap beside what was cut out is told."""
    text = f'languages = ["es"]\n{OWN}prompt = {{ en = "?" }}\n[[questions.own]]\nid = "Q"\nprompt = {{ en = "?" }}\n'
    first, *mistakes = refused(tmp_path, HEAD + text).splitlines()
    assert first.endswith("has 2 mistakes:")
    assert [each.strip().partition(":")[0] for each in mistakes] == ["line 8", "line 10"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            HEAD.encode() + 'language = "español"\n'.encode("latin-1"),
            (
                "policy file .../policy.toml, line 5: is not TOML, which is UTF-8; save the file as UTF-8 (the byte "
                "0xF1 is 'ñ' in Latin-1)"
            ),
        ),
        (
            b"\xef\xbb\xbf" + HEAD.encode() + b"\xf1",
            (
                "policy file .../policy.toml, line 5: is not TOML, which is UTF-8; save the file as UTF-8 (the byte "
                "0xF1 is 'ñ' in Latin-1)"
            ),
        ),
        (
            HEAD.encode("utf-16"),
            "policy file .../policy.toml is not TOML, which is UTF-8: it is UTF-16; save it as UTF-8",
        ),
        (
            HEAD.encode("utf-16-be").join((b"\xfe\xff", b"")),
            "policy file .../policy.toml is not TOML, which is UTF-8: it is UTF-16; save it as UTF-8",
        ),
    ],
)
def test_a_file_in_another_encoding_is_told_so(tmp_path: Path, content: bytes, said: str) -> None:
    """The sentence names the encoding, the line and the byte, and is not Python's."""
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        Policy.load(path)
    assert str(caught.value).replace(str(tmp_path), "...") == said
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert Policy.load(path).name == "t"


def test_a_file_that_lies_over_nothing_is_told_what_to_write(tmp_path: Path) -> None:
    """The line by which it needs none of the tables that it lacks is among the mistakes, and never in another file."""
    said = refused(tmp_path, 'name = "t"\n[contact]\nphone = "601 555 0100"\n')
    assert 'leads_to: is required of a policy that extends no other; write extends = "us-domestic" and only' in said
    assert "write extends" not in refused(tmp_path, HEAD.replace("title", "titel"))
