"""A misspelt policy never loads: each table, each key, each word, with the nearest right one in the sentence.

`ACHGUARD_UPDATE_GOLDEN=1 pytest tests/policy/test_misspelt.py` writes the sentences in tests/golden/policy anew; look
at the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.policy.ach_by_another_name import ach_name_in
from achguard.policy.loading import PRESETS
from achguard.policy.policy import Policy
from achguard.rules import RULES
from achguard.rules.sanctions.listed_party import ListedParty

SENTENCES = Path(__file__).parents[1] / "golden" / "policy" / "refusals.txt"
HEAD = 'extends = "us-domestic"\nname = "t"\ntitle = "T"\nsource = "t"\n'
KEY_IN_QUOTES = '; if foreign_funds.account_abroad is one key, write it in quotes: "foreign_funds.account_abroad"'
METHOD = '[[alternatives]]\ncode = "c"\ntitle = "Card"\n'


def load(folder: Path, text: str) -> Policy:
    """Load a policy that says this over us-domestic."""
    path = folder / "policy.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return Policy.load(path)


MISSPELT = [
    ('[questions]\ndebit = ["foreign_funds.funded_abroad"]', "questions.debit", "foreign_funds.funded_from_abroad"),
    ('[questions]\ndebit = ["foreign_funds.forwarded_abroad"]', "of a debit", "foreign_funds.funded_from_abroad"),
    ('[questions]\ncredit = ["foreign_funds.funded_from_abroad"]', "of a credit", "foreign_funds.forwarded_abroad"),
    ('[questions]\ncredit = ["account_abroad"]', "questions.credit", "foreign_funds.account_abroad"),
    ('[questions]\nrequired = "Always"', "questions.required", "always"),
    ("[questions]\nrequired = true", "questions.required", "on_signal"),
    ('[questions]\nrequird = "always"', "questions.requird", "required"),
    ("[questions]\ndebit = []", "debit names no question", "foreign_funds.account_abroad"),
    ('[questions]\nrequired = "on_signal"\ncredit = []', "credit names no question", "foreign_funds.forwarded_abroad"),
    ('[questions]\nblank = "no"', "questions.blank", "ask, yes"),
    ('[question]\nrequired = "never"', "question", "questions"),
    ('[rules.IAT999]\nweak = "ask"', "IAT999", "IAT90"),
    ('[rules.iat104]\nweak = "ask"', "iat104", "IAT104"),
    ('[rules.NAC001]\nstrong = "ask"', "NAC001", "no rule"),
    ('[rules.IAT104]\nweek = "ask"', "rules.IAT104.week", "weak"),
    ('[rules.IAT104]\nweak = "Ask"', "rules.IAT104.weak", "ask"),
    ('[rules.IAT104]\nweak = "accept"', "rules.IAT104", "required = 'never'"),
    ('[rule.IAT104]\nweak = "ask"', "rule", "rules"),
    ('[leads_to.sanction]\nweak = "ask"', "leads_to.sanction", "sanctions"),
    ('[leads_to.iat]\nweek = "ask"', "leads_to.iat.week", "weak"),
    ('[leads_to.sanctions]\nweak = "hold "', "leads_to.sanctions.weak", "hold"),
    ("[screening]\nmin_scor = 0.9", "screening.min_scor", "min_score"),
    ("[screening]\nmin_score = 1.0", "screening.min_score", "0.95"),
    ("[screening]\nmin_score = 0", "screening.min_score", "0.5"),
    ("[screening]\nmin_score = nan", "screening.min_score", "0.95"),
    ("[screening]\nmin_score = true", "screening.min_score", "number"),
    ('[screening]\nmax_list_age_days = "7"', "screening.max_list_age_days", "should be a whole number"),
    ('"screening.max_list_age_days" = 3', "screening.max_list_age_days", "without quotes"),
    ("[directory]\nrequred = true", "directory.requred", "required"),
    ('[directory]\nrequired = "no"', "directory.required", "should be true or false"),
    ('[directory]\nrequired = true\ncodes = ["SAN501"]', "SAN501", "ACH103"),
    ('[directory]\ncodes = ["ACH130"]', "ACH130", "ACH10"),
    ("[directory]\nrequired = true\ncodes = []", "directory", "ACH103"),
    ('[iat]\ncan_send = "no"', "iat.can_send", "should be true or false"),
    ("[iat]\ncan_sent = true", "iat.can_sent", "can_send"),
    ('[iat]\nnever_sent = ["SAN101"]', "SAN101", "no rule about IATs"),
    ('language = "eng"', "language", "'en'"),
    ('[texts.EN.messages]\nask = "x"', "EN", "'en'"),
    ('[texts.eng.messages]\nask = "x"', "eng", "'en'"),
    ('[texts.en.mesages]\nask = "x"', "texts.en.mesages", "messages"),
    ('[texts.en.messages]\nredirct = "x"', "redirct", "redirect"),
    ('[texts.en.messages]\nhold = "Dear {name}"', "{name}", "nothing is filled in"),
    ('[texts.en.prompts]\nIAT30 = "x"', "IAT30", "IAT30"),
    ('[texts.en.prompts]\n"foreign_funds.funded_abroad" = "x"', "prompts", "foreign_funds.funded_from_abroad"),
    ('[texts.en.prompts]\nforeign_funds.account_abroad = "x"', "texts.en.prompts", KEY_IN_QUOTES),
    (METHOD + 'max_amont = "5"', "alternatives.0.max_amont", "max_amount"),
    (METHOD + 'directions = ["debits"]', "debits", "'debit'"),
    (METHOD + "directions = []", "alternatives.0.directions", "should have 1 or more items"),
    (METHOD + METHOD, "'c' is there twice", "alternatives"),
    ('[[alternative]]\ncode = "c"\ntitle = "Card"', "alternative", "alternatives"),
    ('own_rules = ["ACH101"]', "ACH101", "ships"),
    ('own_rules = ["ach901"]', "ach901", "ACH901"),
    ('own_rules = ["ACH901", "ACH901"]', "ACH901", "twice"),
    ('own_rules = ["ACH901"]\n[rules.ACH910]\nweak = "ask"', "ACH910", "ACH901"),
    ('own_rules = ["SAN901"]\n[rules.SAN901]\nstrong = "ask"', "SAN901", "must lead to hold"),
    ('own_rules = ["SAN901"]\n[directory]\nrequired = true\ncodes = ["SAN901"]', "SAN901", "ACH103"),
    ('[rules.SAN501]\nnot_evaluated = "ask"', "SAN501", "must lead to hold"),
    ('[questions]\ndebit = ["foreign_funds.account_abroad", "foreign_funds.account_abroad"]', "debit", "twice"),
    ('[questions]\nrequired = "on_signal"\n[rules.IAT104]\nweak = "accept"', "rules.IAT104", "leads to accept"),
    ('[rules.IAT302]\nstrong = "accept"\nweak = "accept"', "IAT302", "must not lead to accept"),
    ('[rules.IAT302]\ndecisive = "ask"\nstrong = "redirect"', "milder outcome", "stronger"),
    ('[rules.SAN101]\nstrong = "ask"\nweak = "ask"', "SAN101", "must lead to hold"),
    ('own_rules = ["ACH9"]', "ACH9", "such as ACH901"),
    ('[directory]\ncodes = ["IAT301"]', "IAT301", "IAT203"),
    ('[iat]\nnever_sent = ["IAT999"]', "IAT999", "IAT90"),
    ('[texts.en.prompts]\nsomething_else = "x"', "something_else", "neither a rule nor a field"),
    ('[texts.de.messages]\nask = "x"', "texts.de", "another language"),
    ('language = "de"', "language", "there are en, es"),
    ('[texts.en.prompts]\nIAT301 = "Look at %(field)s"', "%(field)s", "nothing is filled in"),
    # Each way in which a template language writes a gap, also one that is never closed.
    *(
        (
            f"[texts.en.prompts]\nIAT301 = 'Look at {text} now'",
            f"IAT301: {gap!r} would be shown",
            "nothing is filled in",
        )
        for text, gap in (
            ("{field}", "{field}"),
            ("{}", "{}"),
            ("{phone}", "{phone}"),  # filled in in messages alone
            ("%(field)s", "%(field)s"),
            ("${field}", "${"),
            ("${field", "${"),
            ("{{ field }}", "{{"),
            ("{{ field", "{{"),
        )
    ),
    (METHOD + 'max_amount = "5,000"', "alternatives.0.max_amount", "without commas"),
    (METHOD + "payment_types = 3", "alternatives.0.payment_types", "brackets"),
    ('[[alternatives]]\ncode = "A Card"\ntitle = "Card"', "alternatives.0.code", "small letters"),
    ('[alternatives]\ncode = "c"\ntitle = "Card"', "alternatives", "[[alternatives]]"),
    (
        "".join(f'[[alternatives]]\ncode = "{code}"\ntitle = "Card"\n' for code in "abba"),
        "alternatives: 'a' is there twice",
        "a code of its own",
    ),
    ('[texts.en.prompts]\ndefualt = "x"', "texts.en.prompts", "'default'"),
    ("[questions]\nextend = 1", "questions.extend", "is no key of that table"),
    ("extnds = 1", "extnds", "'extends'"),
    ("texts = 3", "texts", "should be a table"),
    ('[texts.fr]\nmessages = {ask = "Bonjour"}\nprompts = {default = "?"}', "texts.fr", "messages need accept"),
    (
        '[texts.fr]\nmessages = {accept = "a", ask = "b", redirect = "c", hold = "d"}\nprompts = {IAT301 = "?"}',
        "texts.fr",
        "prompts need default",
    ),
]


@pytest.mark.parametrize(("text", "what", "meant"), MISSPELT, ids=[text.replace("\n", " ") for text, _, _ in MISSPELT])
def test_what_is_misspelt_is_refused_with_the_right_word(tmp_path: Path, text: str, what: str, meant: str) -> None:
    """The sentence names the file, the place or the word that is wrong, and what was probably meant."""
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, text)
    said = str(caught.value)
    assert str(tmp_path) in said
    assert what in said
    assert meant in said


def test_every_sentence_reads_as_it_was_looked_at(tmp_path: Path) -> None:
    """Our own sentences stand in a text that a person read; pydantic's are its own."""
    said = []
    for text, _, _ in MISSPELT:
        with pytest.raises(ConfigurationError) as caught:
            load(tmp_path, text)
        sentence = str(caught.value).replace(str(tmp_path), "...")
        if "should" not in sentence:
            said.append(f"{text!r}\n    {sentence}\n")
    if os.environ.get("ACHGUARD_UPDATE_GOLDEN"):
        SENTENCES.write_text("".join(said), encoding="utf-8")
    assert "".join(said) == SENTENCES.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[questions]\nrequired = "never"\ndebit = []',
        '[questions]\ndebit = ["foreign_funds.account_abroad"]',
        '[questions]\nrequired = "never"\n[rules.IAT104]\nweak = "accept"',
        "screening.max_list_age_days = 3",
        "[screening]\nmin_score = 0.95",
        '[rules.SAN101]\nweak = "hold"',
        '[texts.en.prompts]\n"receiver.account" = "x"\n"correspondents[0].branch_country" = "y"\nSAN101 = "z"',
        'own_rules = ["ACH901"]\n[rules.ACH901]\nweak = "ask"',
        '[directory]\nrequired = true\ncodes = ["IAT203"]',
        '[texts.pt-BR]\nmessages = {accept="a", ask="b", redirect="c", hold="d"}\nprompts = {default="e"}',
        METHOD + "max_amount = 50000.0",
        METHOD + 'max_amount = "50000.00"',
    ],
)
def test_what_is_right_loads(tmp_path: Path, text: str) -> None:
    """Every table in its right spelling is a policy."""
    assert load(tmp_path, text).name == "t"


def test_an_empty_table_in_place_of_words_is_refused(tmp_path: Path) -> None:
    """There is no key in it that could be written in quotes."""
    with pytest.raises(ConfigurationError, match=r"texts\.en\.messages\.ask: should be a text$"):
        load(tmp_path, "[texts.en.messages]\nask = {}")


@pytest.mark.parametrize(
    ("method", "part", "name"),
    [
        ('code = "e-check"\ntitle = "Pay online"', "code", "e check"),
        ('code = "c"\ntitle = "Direct debit"', "title", "direct debit"),
        ('code = "c"\ntitle = "Check"\ninstructions = "Pay by eCheck."', "instructions", "e check"),
        ('code = "c"\ntitle = "Check"\ninstructions = "Pay by bank account."', "instructions", "pay by bank account"),
    ],
)
def test_an_ach_entry_by_another_name_is_named_with_its_place(
    tmp_path: Path, method: str, part: str, name: str
) -> None:
    """The sentence says where it stands, what it is, and what may be offered instead."""
    with pytest.raises(ConfigurationError) as refused:
        load(tmp_path, f"[[alternatives]]\n{method}")
    line = 6 + [each.partition(" ")[0] for each in method.splitlines()].index(part)
    assert str(refused.value) == (
        f"policy file {tmp_path / 'policy.toml'}, line {line}: alternatives.0: {part}: {name!r} is an ACH entry by "
        "another name, so what can't go as one can't go so either; offer a card, a check on paper, a money order or a "
        "wire"
    )


def test_instructions_alone_may_make_another_way_of_a_name(tmp_path: Path) -> None:
    """A title is a name and no sentence."""
    assert load(tmp_path, '[[alternatives]]\ncode = "c"\ntitle = "Wire"\ninstructions = "Pay by bank wire."')
    assert ach_name_in("Pay by bank wire") == "pay by bank"
    with pytest.raises(ConfigurationError, match="'pay by bank' is an ACH entry"):
        load(tmp_path, '[[alternatives]]\ncode = "c"\ntitle = "Pay by bank wire"')


def test_a_preset_that_is_misspelt_is_named(tmp_path: Path) -> None:
    """The nearest preset or language stands behind the ones there are."""
    with pytest.raises(ConfigurationError, match="did you mean 'us-domestic'"):
        Policy.preset("us_domestic")
    with pytest.raises(ConfigurationError, match="did you mean 'es'"):
        Policy.preset("us-domestic").in_language("ess")
    path = tmp_path / "policy.toml"
    path.write_text('extends = "nacha-fil"', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="did you mean 'nacha-file'"):
        Policy.load(path)


def test_a_policy_that_stands_alone_needs_every_family(tmp_path: Path) -> None:
    """A family of rules without outcomes is a sentence, and no crash."""
    preset = Path(__file__).parents[2] / "src/achguard/policy/presets/us-domestic.toml"
    text = preset.read_text(encoding="utf-8").replace("[leads_to.sanctions]", "[leads_to.payment2]")
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="leads_to"):
        Policy.load(path)
    start = text.index("[leads_to.payment2]")
    path.write_text(text[:start] + text[text.index("[leads_to.payment]") :], encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"sanctions is missing; there must be iat, sanctions, payment$"):
        Policy.load(path)


@pytest.mark.parametrize("text", ["x = " + "[" * 5000, "x = " + "{a = " * 5000])
def test_tables_nested_too_deeply_are_refused(tmp_path: Path, text: str) -> None:
    """A file that is all brackets is a sentence, whatever the parser makes of it."""
    with pytest.raises(ConfigurationError, match=r"nested too deeply|is not TOML"):
        load(tmp_path, text)


def test_a_directory_that_is_required_never_softens_a_rule(tmp_path: Path) -> None:
    """Where the policy holds what a rule could not look at, requiring a directory leaves it a hold."""
    policy = load(tmp_path, '[rules.ACH103]\nnot_evaluated = "hold"\n[directory]\nrequired = true')
    assert policy.leading("ACH103").not_evaluated.value == "hold"
    assert policy.leading("ACH104").not_evaluated.value == "ask"


OTHER_NAMES = [
    *("E-check", "eCheck", "ECHECKS", "E‑Check", "ｅ－ｃｈｅｃｋ", "e.check", "Electronic bank check", "Digital check"),
    *("Web check", "Internet check", "Check by phone", "Online check (free)", "ACH", "ACH debit", "A.C.H.", "CCD+"),
    *(
        "Direct debit",
        "DirectDebit",
        "Automatic bank draft",
        "Bank draft from account online",
        "Direct deposit",
        "Direct Pay",
        "EFT",
    ),
    *("Electronic funds withdrawal", "Automated clearinghouse", "Pay from your bank account", "Pay by bank"),
    *("Debit your checking account", "Electronic check or ACH credit", "WEB entry"),
    *("Cheque electrónico", "Cheque en línea", "Débito directo", "Débito a su cuenta", "Domiciliación bancaria"),
    *("Cargo a su cuenta", "Depósito directo", "Transferencia electrónica de fondos"),
]


@pytest.mark.parametrize("title", OTHER_NAMES)
def test_an_ach_entry_by_another_name_is_no_alternative(tmp_path: Path, title: str) -> None:
    """What can't go as an ACH entry can't go as an e-check, a direct debit or a domiciliación either."""
    with pytest.raises(ConfigurationError, match="ACH entry by another name"):
        load(tmp_path, f'[[alternatives]]\ncode = "c"\ntitle = "{title}"')


@pytest.mark.parametrize(
    "text",
    [
        'code = "e-check"\ntitle = "Pay online"',
        'code = "ach-debit"\ntitle = "Pay online"',
        'code = "c"\ntitle = "Check"\ninstructions = "We take no cash. Pay by eCheck."',
        'code = "c"\ntitle = "Check"\ninstructions = "It is converted to an electronic payment."',
        'code = "c"\ntitle = "Check"\ninstructions = "No e-checks but direct debit."',
        'code = "c"\ntitle = "Check"\ninstructions = "Pay by bank wire or by direct debit."',
        'code = "c"\ntitle = "Otro"\ninstructions = "Pague con cheque electrónico."',
    ],
)
def test_codes_and_instructions_are_looked_at_too(tmp_path: Path, text: str) -> None:
    """A harmless title does not hide what the code or the instructions say."""
    with pytest.raises(ConfigurationError, match="ACH entry by another name"):
        load(tmp_path, f"[[alternatives]]\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        *(
            f'title = "{title}"'
            for title in (
                *("Paper check", "Check or money order", "Cashier's check", "Check drawn on a US bank", "Debit card"),
                *("Wire transfer", "ACH credit through your own bank", "Cash at an office", "Another US bank account"),
                *("Money order or bank draft", "Check or card online", "Cheque en papel", "Giro postal"),
                *("Tarjeta de crédito o débito", "Tarjeta de débito"),
            )
        ),
        'title = "Check"\ninstructions = "Mail a paper check; electronic checks are not taken."',
        'title = "Check"\ninstructions = "Check online for our address. It is drawn on a US bank account."',
        'title = "Cheque"\ninstructions = "Envíe un cheque en papel, nunca un cheque electrónico."',
        'title = "Wire"\nconditions = ["An ACH debit is impossible for reasons beyond your control."]',
    ],
)
def test_other_ways_to_pay_stay(tmp_path: Path, text: str) -> None:
    """Paper, cards, wires, cash and a credit that the payor's own bank makes are alternatives."""
    assert load(tmp_path, f'[[alternatives]]\ncode = "c"\n{text}').alternatives


def test_every_preset_passes_its_own_checks() -> None:
    """What ships is held to the same words, also as a copy that is checked anew."""
    for name in PRESETS:
        assert Policy.preset(name).checked() == Policy.preset(name)


def test_a_guard_needs_the_rules_that_screen() -> None:
    """No rule set, one without the sanctions rules and one without SAN501 are refused by name."""
    for rules, lacking in (
        ((), "SAN101, .*SAN501"),
        ([rule for rule in RULES if not rule.code.startswith("SAN")], "SAN101, .*SAN501"),
        ([rule for rule in RULES if rule.code != "SAN501"], "lack SAN501,"),
        ([rule for rule in RULES if rule.code != "SAN301"], "lack SAN301,"),
    ):
        with pytest.raises(ConfigurationError, match=lacking):
            Guard(rules=rules)


class Nobody(ListedParty):
    """A rule that extends one that ships."""


def test_a_rule_that_ships_can_be_extended() -> None:
    """A subclass takes the place of the rule whose code it has."""
    rules = [Nobody() if rule.code == "SAN101" else rule for rule in RULES]
    assert len(Guard(rules=rules).rules) == len(RULES)


def test_a_guard_needs_the_rules_that_its_policy_requires(tmp_path: Path) -> None:
    """A question that no rule asks, a directory that none looks into, and an own rule that is not there are refused."""
    without = [rule for rule in RULES if rule.code not in {"IAT104", "ACH103", "ACH104"}]
    never = load(tmp_path, '[questions]\nrequired = "never"')
    assert Guard(never, rules=without)
    directory = load(tmp_path, '[questions]\nrequired = "never"\n[directory]\nrequired = true')
    own = load(tmp_path, 'own_rules = ["ACH901", "ACH902"]')
    strange = load(tmp_path, 'own_rules = ["QQQ777"]\n[questions]\nrequired = "never"')
    for policy, rules, said in (
        (
            strange,
            [rule for rule in RULES if rule.code.startswith("SAN")],  # so few that they could be named
            (
                f"policy {strange.name} speaks of the rule QQQ777, which this guard does not have; "
                "give it among the guard's rules"
            ),
        ),
        (None, without, "policy us-domestic requires answers, but the rules lack IAT104, which asks for them"),
        (
            directory,
            without,
            (
                f"policy {directory.name} requires a routing directory, but the rules lack ACH103, ACH104, "
                "which look into it"
            ),
        ),
        (
            own,
            RULES,
            (
                f"policy {own.name} speaks of the rule ACH901, which this guard does not have; "
                "did you mean 'ACH101'?; give it among the guard's rules"
            ),
        ),
        (
            None,
            [rule for rule in RULES if rule.code not in {"SAN101", "SAN104"}],
            (
                "the rules lack SAN101, SAN104, without which a payment is not screened; "
                "give rules of your own beside those that ship: rules=(*RULES, YourRule())"
            ),
        ),
    ):
        with pytest.raises(ConfigurationError) as refused:
            Guard(policy, rules=rules)
        assert str(refused.value) == said


def test_a_copy_with_changes_is_checked_by_the_guard() -> None:
    """What no policy file may say, no copy of a policy may say to a guard."""
    policy = Policy.preset("us-domestic")
    blind = policy.model_copy(update={"screening": policy.screening.model_copy(update={"min_score": 1.0})})
    with pytest.raises(ConfigurationError, match=r"screening\.min_score"):
        Guard(blind)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('extend = "us-domestic"', "extend: is no key of a policy; did you mean 'extends'?"),
        (
            'extends = "us-domestic"\n[[alternatives]]\nkode = "check"',
            "kode: is no key of that table; did you mean 'code'",
        ),
        ('extends = "us-domestic"\n[alternatives]\ncode = "x"', "write [[alternatives]] with two brackets"),
        ('extends = "us-domestic"\n"123-45-6789" = 1', "789: is no key of a policy"),
    ],
)
def test_a_key_that_is_not_known_is_told_before_what_is_missing(tmp_path: Path, lines: str, said: str) -> None:
    """The one is often the other, misspelt; a number that stands where a key belongs is masked."""
    file = tmp_path / "policy.toml"
    file.write_text(lines, encoding="utf-8")
    with pytest.raises(ConfigurationError) as error:
        Policy.load(file)
    assert said in str(error.value)
    assert "123-45" not in str(error.value)


def test_a_mark_of_byte_order_is_read_over(tmp_path: Path) -> None:
    """Editors on Windows put one in front of a text file."""
    file = tmp_path / "policy.toml"
    file.write_bytes(b'\xef\xbb\xbfextends = "us-domestic"\nname = "mine"\n')
    assert Policy.load(file).name == "mine"


@pytest.mark.parametrize(
    "text",
    [
        "Pay by e-check with no fee.",
        "Use an eCheck without a fee.",
        "Pay by ACH debit, not later than the due date.",
        "Use direct debit instead of mailing a check.",
        "Do not wait, pay by e-check today.",
        "An e-check is not subject to a fee.",
        "Pay by ACH transfer.",
        "Pay by e-check if you like.",
        "Pague con d\u00e9bito autom\u00e1tico sin cargo.",
    ],
)
def test_a_denial_of_something_else_lets_no_ach_entry_through(text: str) -> None:
    """Only what denies the name itself says that it is not taken."""
    assert ach_name_in(text, prose=True) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Pay by bank wire.",
        "Pay by bank card.",
        "Check by phone whether the office is open.",
        "Use the web, check the hours first.",
        "Direct payments to P.O. Box 23.",
        "Electronic checks aren't accepted.",
        "E-checks are refused.",
        "Do not pay by e-check.",
        "A check on paper, not an e-check.",
    ],
)
def test_what_is_no_ach_entry_is_taken(text: str) -> None:
    """A wire, a card, a question by telephone, and a name that is denied."""
    assert ach_name_in(text, prose=True) is None


@pytest.mark.parametrize("title", ["Paper check only (no e-checks)", "Check, not an e-check"])
def test_a_title_may_say_what_is_not_meant(title: str) -> None:
    """A denial counts in a title, too."""
    assert ach_name_in(title) is None


def test_a_number_of_thousands_of_digits_is_refused(tmp_path: Path) -> None:
    """Python does not read one, and says so with an error of its own."""
    file = tmp_path / "policy.toml"
    file.write_text(f'extends = "us-domestic"\n[screening]\nmax_list_age_days = {"9" * 5000}\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="too long"):
        Policy.load(file)
