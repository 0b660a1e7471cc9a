"""What the command line writes shows no account number, tax id or date of birth, in any format, unless asked to."""

import csv
import io
import json
from pathlib import Path

import pytest

from cli.conftest import AS_OF, Payments, Run
from cli.nacha_files import LISTED, ppd, saved
from factories import Json
from spelt_secrets import ACCOUNT, SPELLINGS, Spelt, shows

SOME = SPELLINGS[::4]
FORMATS = ("text", "json", "jsonl", "csv")
DIGITS_BY_CHANCE = ("basis", "lists")  # digests


def _rows(spelt: Spelt) -> list[Json]:
    return [
        {"receiver": {"name": f"{LISTED} {spelt.text}", "account": {"routing_number": spelt.text}}},
        {"receiver": {"account": {"account_number": spelt.text, "bank": {"id": spelt.text}}}},
        {"remittance": [f"PAY {LISTED} {spelt.text}"], "receiver": {"account": {"iban": spelt.text}}},
        {"receiver": {"identifiers": [{"value": spelt.text}], "date_of_birth": spelt.text}},
        {spelt.text: 1},
    ]


def _without_digests(text: str, form: str) -> str:
    """Leave out digests, and amounts, whose zeros beside a row's number are digits of a date by chance."""
    if form == "jsonl":
        rows = [json.loads(line) for line in text.splitlines()]
        return "\n".join(json.dumps({**row, "basis": 0}, ensure_ascii=False) for row in rows)
    if form == "json":
        return json.dumps([{**row, "basis": 0} for row in json.loads(text)], ensure_ascii=False)
    if form == "csv":
        rows = csv.DictReader(io.StringIO(text))
        return "\n".join(str({key: cell for key, cell in row.items() if key != "amount"}) for row in rows)
    return text


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_check_shows_no_spelling_of_a_secret(form: str, run: Run, payments: Payments, lists: Path) -> None:
    """Neither where it was found, nor where the row is no payment."""
    file = payments(*(row for spelt in SOME for row in _rows(spelt)))
    result = run("check", file, "--lists", lists, "--as-of", AS_OF, "--format", form)
    text = _without_digests(result.stdout, form) + result.stderr
    assert "ZORBAN" in text
    assert [spelt for spelt in SOME if shows(text, spelt)] == []


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_screen_masks_long_numbers_in_names(form: str, run: Run, lists: Path) -> None:
    """Names are shown, and what is written beside them only when asked for."""
    some = [spelt for spelt in SOME if not spelt.text.startswith("-") and "\0" not in spelt.text]
    names = [f"{LISTED} {spelt.text}" for spelt in some]
    result = run("screen", *names, "--lists", lists, "--format", form)
    assert LISTED in result.stdout
    assert [spelt for spelt in some if shows(result.stdout, spelt)] == []
    asked = run("screen", f"{LISTED} {ACCOUNT}", "--lists", lists, "--format", form, "--unmask")
    assert f"{LISTED} {ACCOUNT}" in asked.stdout


def test_split_tells_no_account_on_the_terminal(run: Run, tmp_path: Path, lists: Path) -> None:
    """The parts and the entries that stand verbatim in the report are the user's file; what is said of them is not."""
    file = saved(tmp_path, ppd({"account_number": ACCOUNT, "individual_name": LISTED}, {"account_number": ACCOUNT}))
    path = Path(file)
    lines = path.read_bytes().split(b"\n")
    lines[3] = (b"622" + lines[3][9:]).ljust(94)
    path.write_bytes(b"\n".join(lines))
    result = run("split", file, "--out", tmp_path / "out", "--lists", lists, "--as-of", AS_OF)
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    told = [{key: value for key, value in entry.items() if key != "lines"} for entry in report["entries"]]
    for text in (result.stdout, result.stderr, json.dumps(told), json.dumps(report["problems"])):
        assert not shows(text, Spelt(ACCOUNT, ACCOUNT))


def test_what_is_no_rule_no_list_and_no_file_is_not_repeated(run: Run, tmp_path: Path) -> None:
    """A number that is given in the wrong place is masked in the sentence that says so."""
    (tmp_path / "header.csv").write_text(f"direction,amount,{ACCOUNT}\n", encoding="utf-8")
    for arguments in (
        ("explain", ACCOUNT),
        ("lists", "update", "--list", ACCOUNT),
        ("check", f'{{"id": "{ACCOUNT}"}}'),
        ("check", f"622 {ACCOUNT}"),
        ("check", tmp_path / "header.csv"),
        ("check", "-", "--policy", f"name {ACCOUNT}"),
        ("check", "-", "--lists", f"{ACCOUNT}"),
        ("check", "-", "--clearances", f"{ACCOUNT}"),
        ("check", "-", "--directory", f"{ACCOUNT}"),
        ("split", f"622 {ACCOUNT}", "--out", tmp_path / "out"),
    ):
        result = run(*arguments, stdin="")
        assert result.exit_code != 0
        assert not shows(result.stdout + result.stderr, Spelt(ACCOUNT, ACCOUNT)), arguments
