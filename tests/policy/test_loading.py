"""A policy file with many mistakes names every one, with its line."""

from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.policy.file_mistakes import every_mistake
from achguard.policy.loading import preset_table, shipped
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
            "  line 21: alternatives.1: title: 'e check' is an ACH entry by another name, so what can't go as one "
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
            "line 6: alternatives.0: there are no words in 'es', which languages names; write translations.es",
        ),
        (
            'languages = ["es"]\n[[questions.own]]\nid = "q"\nprompt = { en = "?" }',
            "questions.own.0: there is no prompt in 'es'",
        ),
        (
            'languages = ["es"]\n[certification]\nversion = "1"\ntext = { en = "I agree." }',
            "certification.text: there is none in 'es'",
        ),
        ('[texts.en.messages]\nhold = "Call {phone}."', "texts.en.messages.hold: names the phone of contact"),
        (
            '[texts.en.credit_messages]\nask = "Call {phone}."',
            "credit_messages.ask: names the phone of contact",
        ),
        ('[texts.en.credit_messages]\nask = "Your password?"', "line 6: texts.en: credit_messages.ask: 'password' is"),
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
    assert "stand-in" not in said


def test_two_mistakes_that_have_nothing_to_do_with_each_other_are_two(tmp_path: Path) -> None:
    """A gap beside what was put right is told, in the same row as well."""
    text = f'languages = ["es"]\n{OWN}prompt = {{ en = "?" }}\n[[questions.own]]\nid = "Q"\nprompt = {{ en = "?" }}\n'
    assert mistakes(tmp_path, text) == ["line 8", "line 10", "line 11"]


def mistakes(folder: Path, text: str) -> list[str]:
    """Give the line of each mistake of a policy over us-domestic."""
    first, *told = refused(folder, HEAD + text).splitlines()
    assert first.endswith(f" has {len(told)} mistakes:")
    return [each.strip().partition(":")[0] for each in told]


WAY = '[[alternatives]]\ncode = "c"\ntitle = "Card"\n'


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            WAY + 'min_amount = "2"\nmax_amount = "1"\neffective = 2026-05-01\nends = 2026-01-01\n'
            'payors = ["individual", "eft-mandated"]\nnot_for = ["individual", "eft-mandated"]\n'
            'tax_types = ["a"]\nnot_tax_types = ["A"]\n',
            [8, 10, 13, 13, 15],
        ),
        (WAY + 'directions = ["debits"]\nmin_amount = "2"\nmax_amount = "1"\n', [8, 9]),
        ('alternatives = ["x", { code = "c", title = "Card", min_amount = "2", max_amount = "1" }]\n', [5, 5]),
        (WAY + 'sec_codes = ["WEBB", "x"]\neffective = 2026-05-01\nends = 2026-01-01\n', [8, 8, 9]),
        (WAY + 'instructions = "By e-check, and tell us your password."\nconditions = ["Your PIN."]\n', [8, 8, 9]),
        (
            WAY.replace("Card", "E-check").replace('"c"', '"e-check"')
            + 'translations.es = { title = "Cheque por internet", instructions = "Su clave." }\n',
            [6, 7, 8, 8],
        ),
        ('[texts.en.messages]\nask = "{a} {b}, your password?"\nredirect = "{c}"\n', [6, 6, 6, 7]),
        (OWN + 'prompt = { en = "Your PIN?", es = "¿Su clave?" }\nyes = "nothing"\nunknown = "nothing"\n', [7, 7, 8]),
        ("".join(f'[[questions.own]]\nid = "{each}"\nprompt.en = "?"\n' for each in "aabb"), [9, 15]),
        ('[certification]\nversion = ""\ntext = { es = "Su clave." }\n', [6, 7, 7]),
        ('[questions]\ndebit = ["a", "b"]\ncredit = ["c"]\n', [6, 6, 7]),
        ('own_rules = ["ACH101", "ach901", "ACH901"]\n[rules.ACH902]\nweak = "ask"\n', [5, 5]),
        ('[texts.EN.messages]\nask = "x"\n[texts.Es.messages]\nask = "x"\n', [5, 7]),
        ('[contact]\nphone = "call us"\n[texts.en.messages]\nhold = "{url}"\n', [6, 8]),
        ('[contact]\nphone = "call us"\nurl = "http://x"\n[texts.en.messages]\nhold = "{address}"\n', [6, 7, 9]),
    ],
)
def test_every_mistake_of_one_table_is_told(tmp_path: Path, text: str, lines: list[int]) -> None:
    """What is wrong in two ways is told in two sentences, each with its line."""
    assert mistakes(tmp_path, text) == [f"line {line}" for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        OWN + 'prompt = { en = "What is your password?" }\n',
        OWN + 'prompt = { en = "?" }\ndirections = ["debits"]\n',
        WAY + 'sec_codes = ["WEBB"]\n',
        '[contact]\nphone = "call us"\n[texts.en.messages]\nhold = "{phone}"\n',
        '[contact]\nurl = "http://pay.example.gov"\n[texts.en.messages]\nhold = "{url}"\n',
        '[certification]\nversion = ""\ntext = { en = "I agree." }\n',
        'languages = ["en", "fr"]\n[texts.fr.messages]\nask = "x"\n',
        'language = "fr"\n' + WAY,
        WAY.replace("Card", "E-check") + 'url = "https://pay.example.gov"\n',
        'review_by = "soon"\n',
    ],
)
def test_a_mistake_makes_no_other(tmp_path: Path, text: str) -> None:
    """A wrong word, phone or direction is one mistake, whatever else needs the place."""
    assert "mistakes" not in refused(tmp_path, HEAD + text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN + 'prompt = { en = "?", sp = "?" }\n', "line 7: questions.own.0.prompt.sp: there are no texts in the"),
        (WAY + '[alternatives.translations.sp]\ntitle = "C"\n', "line 8: alternatives.0.translations.sp: there are no"),
        (
            '[certification]\nversion = "1"\ntext = { en = "a", EN = "b" }\n',
            "certification.text.EN: there are no texts",
        ),
        ('confirmed_by = "C"\nconfirmed_on = 9999-01-01\n', "line 6: confirmed_on: 9999-01-01 is a day still to come"),
        ('[iat]\ntax_types = ["state"]\n', "line 6: iat: tax_types says for which an IAT goes, but none does"),
        ('[iat]\npayment_types = ["TAX"]\n', "line 6: iat: payment_types says for which"),
        ('written_in = "fr"\n' + WAY, "line 5: written_in: there are no texts in the language 'fr'"),
        ('written_in = "es"\n', "line 5: written_in: the alternatives are those of us-domestic, which are written in"),
    ],
)
def test_a_word_that_nothing_knows_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A language without texts, a day to come, and taxes of an IAT that never goes pass in no policy."""
    assert said in refused(tmp_path, HEAD + text)


def test_what_is_inherited_has_the_line_of_what_makes_it_wrong(tmp_path: Path) -> None:
    """A row that the file does not write is named with the line of the key that asks something of it."""
    french = '[texts.fr]\nmessages = {accept="a", ask="b", redirect="c", hold="d"}\nprompts = {default="e"}\n'
    assert {*mistakes(tmp_path, 'languages = ["en", "fr"]\n' + french)} == {"line 5"}
    assert {*mistakes(tmp_path, '[leads_to.iat]\ndecisive = "accept"\nstrong = "accept"\n')} == {"line 5"}
    alone = shipped("presets", "us-domestic")
    for row in ('[rules.IAT104]\nweak = "ask"\n', '[rules.IAT203]\nnot_evaluated = "accept"\n'):
        assert row in alone
        alone = alone.replace(row, "")
    line = alone.splitlines().index('required = "always"') + 1
    assert f"line {line}: rules.IAT104: questions are required" in refused(tmp_path, alone)


def test_a_mistake_that_the_file_does_not_have_is_told_without_a_line() -> None:
    """What is wrong in what a file lies over can't be mended in the file, and is told all the same."""
    assert every_mistake(Policy, {**preset_table("us-domestic"), "languages": 5}, {}, "").startswith(
        ": languages: is a l"
    )


def test_a_policy_over_nothing_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    """What is wrong beside the tables that it lacks is told at once."""
    said = refused(tmp_path, 'name = "t"\ntitle = "T"\nsource = "t"\nlanguages = ["fr"]\n[contact]\nphone = "us"\n')
    assert "line 4: languages: there are no texts in the language 'fr'" in said
    assert "line 6: contact.phone: is a telephone number" in said


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
