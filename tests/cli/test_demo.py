"""`achguard demo`: the main job on the payments that ship."""

import json
import re
from collections.abc import Callable
from importlib import resources

from achguard.cli.exit_code import ExitCode
from achguard.model.payment import Payment
from cli.conftest import Run

EXPECTED = {
    "us-account": "ACCEPT",
    "bank-in-puerto-rico": "ACCEPT",
    "question-not-answered": "ASK",
    "mistyped-routing-number": "ASK",
    "german-iban": "REDIRECT",
    "canadian-routing-number": "REDIRECT",
    "mexican-clabe": "REDIRECT",
    "settled-through-germany": "REDIRECT",
    "wallet-abroad": "REDIRECT",
    "name-on-the-list": "HOLD",
    "same-name-other-birth-date": "HOLD",
    "bic-of-a-listed-bank": "HOLD",
    "address-in-crimea": "HOLD",
}


def test_the_demo_shows_every_outcome_and_leaves_with_nought(run: Run) -> None:
    """A demo that works is no failure, whatever it holds."""
    result = run("demo")
    shown = dict(re.findall(r"^(?P<outcome>[A-Z]+) +(?P<id>\S+)  row", result.stdout, re.MULTILINE))
    assert {
        name: outcome for outcome, name in re.findall(r"^([A-Z]+) +(\S+)  row", result.stdout, re.MULTILINE)
    } == EXPECTED
    assert set(shown) == {"ACCEPT", "ASK", "REDIRECT", "HOLD"}
    assert (result.exit_code, result.stderr) == (ExitCode.ACCEPTED, "")


def test_the_demo_reads_as_it_was_looked_at(run: Run, golden: Callable[[str, str], None]) -> None:
    """In lines of at most eighty columns, with the days left out."""
    text = run("demo").stdout
    golden("demo.txt", re.sub(r"\d{4}-\d{2}-\d{2}", "YYYY-MM-DD", text))
    assert max(map(len, text.splitlines())) <= 80


def test_the_example_payments_can_be_checked_by_anybody() -> None:
    """They are plain payments, one a line, without a date that makes them go stale."""
    text = resources.files("achguard").joinpath("_data", "demo_payments.jsonl").read_text(encoding="utf-8")
    found = [Payment.model_validate(json.loads(line)) for line in text.splitlines()]
    assert [payment.id for payment in found] == [*EXPECTED]
    assert all(payment.effective_date is None for payment in found)
