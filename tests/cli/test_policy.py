"""`achguard policy`: list, show, check, new."""

from collections.abc import Callable
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.policy import Policy
from achguard.policy.loading import PRESETS
from cli.conftest import Run


def test_every_policy_that_ships_is_listed_with_what_it_is_for(run: Run) -> None:
    """Each name stands at the beginning of its line, in the order in which they are told elsewhere."""
    result = run("policy", "list")
    assert result.exit_code == ExitCode.ACCEPTED
    names = [line.split()[0] for line in result.stdout.splitlines() if line[2] != " "]
    assert tuple(names) == PRESETS


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_policy_reads_as_it_was_looked_at(run: Run, golden: Callable[[str, str], None], language: str) -> None:
    """Source, who confirmed it, what leads where, what is asked and what is offered, in the payor's language."""
    golden(f"policy_{language}.txt", run("policy", "show", "mississippi-dor", "--language", language).stdout)


@pytest.mark.parametrize("name", PRESETS)
def test_every_policy_is_shown(run: Run, name: str) -> None:
    """All that a payor is asked and offered is there, in lines of at most eighty columns."""
    said = " ".join(run("policy", "show", name).stdout.split())
    policy = Policy.preset(name)
    for text in (policy.title, *(method.title for method in policy.alternatives)):
        assert " ".join(text.split()) in said
    assert max(map(len, run("policy", "show", name).stdout.splitlines())) <= 80


FULL = """\
extends = "us-domestic"
name = "full"
title = "Full"
source = "s"
confirmed_by = "The controller"
confirmed_on = 2026-11-02
review_by = 2027-11-02
[questions]
blank = "yes"
[certification]
version = "7"
text = { en = "I certify it." }
[contact]
phone = "601 555 0100"
[[alternatives]]
code = "check"
title = "Check"
min_amount = "1000.00"
max_amount = "2000000.00"
payors = ["individual"]
not_for = ["eft-mandated"]
tax_types = ["sales"]
not_tax_types = ["fuel"]
payment_types = ["TAX"]
sec_codes = ["CCD"]
effective = 2027-01-01
ends = 2027-12-31
"""


def test_who_confirmed_it_and_every_limit_is_shown(run: Run, tmp_path: Path) -> None:
    """What a person who answers for a policy must see stands in words."""
    path = tmp_path / "policy.toml"
    path.write_text(FULL, encoding="utf-8")
    said = " ".join(run("policy", "show", str(path)).stdout.split())
    for words in (
        *("by The controller on 2026-11-02", "look at it again by 2027-11-02", "contact 601 555 0100"),
        *("A blank counts as a yes.", "Agrees to: I certify it. (version 7)"),
        *("From 1,000.00 dollars. Up to 2,000,000.00 dollars.", "For individual.", "Not for eft-mandated."),
        *("For the tax sales.", "Not for the tax fuel.", "For the description TAX.", "For the SEC code CCD."),
        *("From 2027-01-01 on.", "Until 2027-12-31."),
    ):
        assert words in said


@pytest.mark.parametrize(
    ("iat", "said"),
    [
        ("", "IATs No IAT is sent or taken. What"),
        ("[iat]\ncan_send = true\n", "IATs A complete IAT may be sent. What"),
        (
            '[iat]\naccepts = ["ach-credit"]\ntax_types = ["state"]\npayment_types = ["TAX"]\n',
            (
                "IATs An IAT that the payor's own bank sends as an ACH credit is taken. For the tax state. "
                "For the description TAX. What"
            ),
        ),
    ],
)
def test_which_iats_go_is_said(run: Run, tmp_path: Path, iat: str, said: str) -> None:
    """Sent, taken from the payor's bank, or neither, and for which payments."""
    path = tmp_path / "policy.toml"
    path.write_text(FULL.replace("[contact]", f"{iat}[contact]"), encoding="utf-8")
    assert said in " ".join(run("policy", "show", str(path)).stdout.split())


def test_a_right_file_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    """The exit code is 0, and the sentence says which policy it is."""
    path = tmp_path / "policy.toml"
    path.write_text(FULL, encoding="utf-8")
    result = run("policy", "check", str(path))
    assert (result.exit_code, result.stderr) == (ExitCode.ACCEPTED, "")
    first, *needed = result.stdout.splitlines()
    assert first.endswith("policy.toml is a policy: full, 1 other way to pay, texts in en, es")
    assert needed[:2] == ["payments say in payor_attributes: eft-mandated", "payments say in tax_type: fuel, sales"]


def test_a_file_that_needs_no_words_of_payments_says_none(run: Run, tmp_path: Path) -> None:
    """Kinds of payors are no attributes, and a question of its own is named as payments name it."""
    path = tmp_path / "policy.toml"
    head = 'extends = "us-domestic"\nname = "t"\ntitle = "T"\nsource = "s"\n'
    ways = '[[alternatives]]\ncode = "c"\ntitle = "Check"\npayors = ["individual"]\n'
    path.write_text(head + ways + '[[alternatives]]\ncode = "d"\ntitle = "Card"\n', encoding="utf-8")
    assert len(run("policy", "check", str(path)).stdout.splitlines()) == 1
    path.write_text(head + '[[questions.own]]\nid = "q"\nprompt = { en = "?" }\n', encoding="utf-8")
    assert run("policy", "check", str(path)).stdout.splitlines()[1:] == ["payments say in own_answers: q"]
    path.write_text(head + '[iat]\naccepts = ["ach-credit"]\ntax_types = ["state"]\n', encoding="utf-8")
    assert run("policy", "check", str(path)).stdout.splitlines()[1:] == ["payments say in tax_type: state"]


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        ('directions = ["debit"]', ["a credit that can't go is offered no other way to pay"]),
        (
            'directions = ["credit"]\nmax_amount = "5"',
            [
                "a debit that can't go is offered no other way to pay",
                "each other way to pay for a credit has limits; whoever is within none is offered nothing",
            ],
        ),
        ("", []),
    ],
)
def test_whom_a_policy_turns_away_without_another_way_is_said(
    run: Run, tmp_path: Path, ways: str, said: list[str]
) -> None:
    """A file that says nothing of how refunds go otherwise, or has only ways with limits, is right, and is told so."""
    path = tmp_path / "policy.toml"
    head = 'extends = "us-domestic"\nname = "t"\ntitle = "T"\nsource = "s"\n'
    path.write_text(f'{head}[[alternatives]]\ncode = "c"\ntitle = "Check"\n{ways}\n', encoding="utf-8")
    result = run("policy", "check", str(path))
    assert (result.exit_code, result.stdout.splitlines()[1:]) == (ExitCode.ACCEPTED, said)


def test_every_mistake_of_a_file_has_a_line_of_its_own(run: Run, tmp_path: Path) -> None:
    """The exit code is that of usage, and nothing is written to stdout."""
    path = tmp_path / "policy.toml"
    path.write_text(FULL.replace('blank = "yes"', 'blnk = "yes"').replace('"individual"', '"An Individual"'))
    result = run("policy", "check", str(path))
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    first, *mistakes = result.stderr.splitlines()
    assert first.endswith("policy.toml has 2 mistakes:")
    assert [mistake.partition(": ")[2][:8] for mistake in mistakes] == ["line 9: ", "line 20:"]


def test_a_new_file_is_a_policy_once_it_is_filled_in(run: Run, tmp_path: Path) -> None:
    """As it is written its check names title and source, each with its line; filled in, it is a policy."""
    path = tmp_path / "policy.toml"
    made = run("policy", "new", "--from", "virginia-tax", "--name", "ours", "--output", str(path))
    assert made.exit_code == ExitCode.ACCEPTED
    result = run("policy", "check", str(path))
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    assert [line.split(": ")[2] for line in result.stderr.splitlines()[1:]] == ["title", "source"]
    path.write_text(path.read_text(encoding="utf-8").replace("FILL IN: ", ""), encoding="utf-8")
    assert "is a policy: ours" in run("policy", "check", str(path)).stdout


def test_the_name_of_a_policy_that_ships_is_no_file_to_check(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The sentence names the verbs that take one; a file of that name is checked."""
    monkeypatch.chdir(tmp_path)
    result = run("policy", "check", "virginia-tax")
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    assert "achguard policy show virginia-tax" in result.stderr
    assert "Policy.preset" not in result.stderr
    Path("virginia-tax").write_text(FULL, encoding="utf-8")
    assert run("policy", "check", "virginia-tax").exit_code == ExitCode.ACCEPTED


def test_a_preset_that_there_is_not_is_named(run: Run) -> None:
    """The nearest one is offered, and nothing is written."""
    result = run("policy", "new", "--from", "virginia")
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    assert "there is no preset policy 'virginia'" in result.stderr


def test_a_way_to_pay_is_shown_with_where_to_go_and_its_source(run: Run, tmp_path: Path) -> None:
    """The page, the telephone number and the source of each stand below it; a source that nobody gave is said."""
    path = tmp_path / "policy.toml"
    head = 'extends = "us-domestic"\nname = "t"\ntitle = "T"\nsource = "s"\n'
    way = '[[alternatives]]\ncode = "c"\ntitle = "Card"\nurl = "https://pay.example.gov/card"\nphone = "601 555 0100"\n'
    path.write_text(head + way, encoding="utf-8")
    shown = [line.strip() for line in run("policy", "show", str(path)).stdout.splitlines()]
    assert shown[-3:] == ["https://pay.example.gov/card", "601 555 0100", "Source: none given"]
    path.write_text(f'{head}{way}source = "the agreement"\n', encoding="utf-8")
    assert run("policy", "show", str(path)).stdout.splitlines()[-1].strip() == "Source: the agreement"
