"""`achguard check --format html`: one page of a run."""

import re
from html import unescape
from pathlib import Path

from achguard.cli.exit_code import ExitCode
from cli.conftest import AS_OF, Payments, Run
from factories import Json

HELD: Json = {"id": "h-1", "amount": "75.00", "receiver": {"name": "MALIK ZORBAN"}}
CORPUS = Path(__file__).parents[1] / "corpus" / "nacha"


def text_of(page: str) -> str:
    """Give the words of a page, one blank between them."""
    body = re.sub("<(style|script)>.*?</\\1>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]*>", " ", body)).split())


def test_a_run_is_one_page_with_the_hold_first(run: Run, lists: Path, payments: Payments, tmp_path: Path) -> None:
    """Outcomes, dollars, the hold with its entry, rows that are no payments and the lists are in one file."""
    file = payments(
        {"id": "ok", "amount": "10.01"}, HELD, {"id": "r", "foreign_funds": {"account_abroad": "yes"}}, "{}"
    )
    page = tmp_path / "report.html"
    done = run("check", file, "--lists", lists, "--as-of", AS_OF, "--format", "html", "--output", page)
    assert (done.exit_code, done.stdout) == (ExitCode.NOT_ALL_ACCEPTED, "")
    made = page.read_text(encoding="utf-8")
    text = text_of(made)
    for said in (
        "1 held of 4 payments",
        "1 Held $ 75.00",
        "1 Accepted $ 10.01",
        "payments.jsonl, row 2",
        "sample-sdn 900001, list of 2026-11-20 with a score of",
        "IAT103 account-abroad",
        "amount: is required",
        "3 days",
    ):
        assert said in text, said
    assert text.index("MALIK ZORBAN") < text.index("IAT103")
    assert f"--lists {lists}" in text


def test_the_entries_of_a_nacha_file_have_names_and_dollars(run: Run) -> None:
    """Entries that share a decision are named and counted one by one, and the file's problems are there."""
    file = CORPUS / "malformed" / "batches_without_file.ach"
    done = run("check", file, "--as-of", AS_OF, "--format", "html")
    text = text_of(done.stdout)
    assert "none: nobody was screened" in text.lower()
    assert "Error in" in text or "Note in" in text
    (dollars,) = re.findall(r"\d+ Held \$ ([\d,]+\.\d\d)", text)
    assert dollars != "0.00"
    assert "could not be read" not in text
    assert ", line " in text


def test_the_same_run_is_the_same_page(run: Run, lists: Path, payments: Payments) -> None:
    """No clock and no order of chance is in it."""
    arguments = ("check", payments(HELD), "--lists", lists, "--as-of", AS_OF, "--format", "html")
    assert run(*arguments).stdout == run(*arguments).stdout


def test_only_some_outcomes_can_be_in_it(run: Run, lists: Path, payments: Payments) -> None:
    """What is left out is counted, its dollars are not told, and the page says so by leaving them out."""
    file = payments({"id": "ok", "amount": "10.01"}, HELD)
    done = run("check", file, "--lists", lists, "--as-of", AS_OF, "--format", "html", "--only", "hold")
    text = text_of(done.stdout)
    assert "1 Held $ 75.00" in text
    assert "1 Accepted" in text
    assert "10.01" not in text
