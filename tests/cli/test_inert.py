"""What a payment holds is text to every reader of an output: a terminal, a spreadsheet, a program."""

import csv
import io
import json

import pytest

from cli.conftest import AS_OF, Payments, Run

NASTY = [
    "p\r=cmd|' /C calc'!A0",
    "p\n=1+1",
    "p\r\n@SUM(1)",
    "\0=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A",
    "=1+1",
    "\u009b31mred",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "p\x7fq",
    "\x1b[2J",
    "\u2028=1",
    "\u200b=1+1",
]
OBEYED = {chr(number) for number in (*range(32), *range(127, 160))} | {"\u202e", "\u2066", "\u2069", "\u2028", "\u200b"}


@pytest.mark.slow
@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_no_output_holds_what_a_terminal_obeys(
    run: Run, payments: Payments, lists: object, name: str, form: str
) -> None:
    """Control characters and marks of direction are written out, and JSON reads back as what was there."""
    out = run("check", payments({"id": name}), "--lists", lists, "--as-of", AS_OF, "--format", form).stdout
    assert (set(out) & OBEYED) - {"\n"} == set()
    if form != "csv":
        read = json.loads(out)
        assert (read[0] if form == "json" else read)["payment_id"] == name


@pytest.mark.parametrize("name", NASTY)
def test_a_cell_is_one_cell_and_no_formula(run: Run, payments: Payments, lists: object, name: str) -> None:
    """Whichever line ends a reader knows, there are two rows, and no cell starts as a formula does."""
    out = run("check", payments({"id": name}), "--lists", lists, "--as-of", AS_OF, "--format", "csv").stdout
    assert len(out.splitlines()) == 2
    _, row = csv.reader(io.StringIO(out, newline=""))
    assert not row[0].strip().startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))


@pytest.mark.parametrize("name", [name for name in NASTY if "\0" not in name])
def test_a_screened_name_is_inert_too(run: Run, lists: object, name: str) -> None:
    """`screen` gives names back as they came, escaped."""
    out = run("screen", name, "--lists", lists, "--format", "jsonl").stdout
    assert (set(out) & OBEYED) - {"\n"} == set()
    assert json.loads(out)["name"] == name
