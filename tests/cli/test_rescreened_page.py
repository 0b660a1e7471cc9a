"""`achguard rescreen --format html`: one page of the customers whom a change in the lists concerns."""

import csv
import re
from html import unescape
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.report.page import MOST_SHOWN
from cli.conftest import AS_OF, Run
from cli.test_rescreen import clearances, customers, new, old
from report.made import ENDLESS, HOSTILE, TURNED

__all__ = ["clearances", "customers", "new", "old"]  # fixtures of the same two editions of a list


def text_of(page: str) -> str:
    """Give the words of a page, one blank between them."""
    body = re.sub("<(style|script)>.*?</\\1>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]*>", " ", body)).split())


def common(customers: Path, old: Path, new: Path, *more: object) -> tuple[object, ...]:
    """Give the arguments of a run."""
    return ("rescreen", customers, "--since", old, "--lists", new, "--as-of", AS_OF, "--format", "html", *more)


def test_a_page_says_what_the_lines_say(
    run: Run, old: Path, new: Path, customers: Path, clearances: Path, tmp_path: Path
) -> None:
    """Each customer beside the entry, what changed in it, what it was before, void clearances and why, both lists."""
    file = tmp_path / "report.html"
    found = run(*common(customers, old, new, "--clearances", clearances, "--output", file))
    assert (found.exit_code, found.stdout) == (ExitCode.NOT_ALL_ACCEPTED, "")
    page = file.read_text(encoding="utf-8")
    text = text_of(page)
    for said in (
        "2 to look at of 6 customers",
        "1 entry added, 1 removed, 1 changed",
        "2 To look at 1 Entry gone 1 Not screened 2 Clearances void",
        "Customer's name meets ofac-sdn 900001, list of 2026-11-20 with a score of 0.87",
        "The entry says something else since; the customer met it before with a score of 0.85.",
        "What changed in the entry names: + ZORBANI, Malik (strong aka); - OSTERKAMPF, Malik (strong aka)",
        "Clearance: the clearance by J. Doe of 2026-11-14 is void: the entry says something else since",
        "Date of birth disagrees given, and masked 1961 (day masked)",
        "Customer's name meets ofac-sdn 900010, list of 2026-11-20 with a score of 1.00 The entry is new.",
        "Customer's name meets ofac-sdn 900011, list of 2026-11-13 with a score of 1.00 The entry is gone;",
        "2 ANSELMO QUIXALTENGO ofac-sdn 900011 2026-11-14 by J. Doe: another person the entry is gone",
        "EL TLACUACHE (aka, weak)",
        "0000 c-5 row 5 the name can't be read",
        "before ofac-sdn 2026-11-13",
        "today ofac-sdn 2026-11-20",
    ):
        assert said in text, said
    assert "JANE Q PUBLIC" not in text
    assert "QUENTARA SHIPPING" not in text
    for secret in ("1990-04-02", "1960-05-05", "1961-03-14"):
        assert secret not in page
    commands = re.findall(r"--uid (\d+)", text)
    assert commands == ["900001", "900010"], "what is gone needs no clearance"
    assert f"--file {clearances}" in text
    assert [unescape(each) for each in re.findall("<mark>(.*?)</mark>", page)][:4] == [
        "MALIK",
        "ZORBAN",
        "ZORBANI",
        "Malik",
    ]


def test_nothing_that_a_customer_wrote_is_obeyed(run: Run, old: Path, new: Path, tmp_path: Path) -> None:
    """Elements, letters that turn others around and 10,000 characters are text, in an id as well."""
    file = tmp_path / "odd.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "name"])
        writer.writerows(
            [["<b>1", HOSTILE], ["\u202e2", TURNED], ["3" * 400, ENDLESS], ["4", "MALIK ZORBAN 111122223333"]]
        )
    page = run(*common(file, old, new)).stdout
    assert "4 to look at of 4 customers" in page
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "<b>1" not in page
    assert "\u202e" not in page
    assert "Q" * 301 not in re.sub("<pre.*?</pre>", "", page, flags=re.DOTALL)
    assert "111122223333" not in page


def test_nobody_to_look_at(run: Run, old: Path, tmp_path: Path) -> None:
    """The page says so, and names both lists."""
    file = tmp_path / "names.txt"
    file.write_text("JANE Q PUBLIC\n", encoding="utf-8")
    found = run("rescreen", file, "--since", old, "--lists", old, "--as-of", AS_OF, "--format", "html")
    text = text_of(found.stdout)
    assert "0 to look at of 1 customer " in text
    assert "Nobody meets an entry that is new, changed or gone." in text
    assert text.count("ofac-sdn 2026-11-13") == 2


def test_what_could_not_be_had_is_on_top(run: Run, old: Path, new: Path, tmp_path: Path) -> None:
    """Fields that can't be read, and lists that are too old."""
    file = tmp_path / "c.csv"
    file.write_text("name,date_of_birth\nMALIK ZORBAN,yesterday\n", encoding="utf-8")
    found = run("rescreen", file, "--since", old, "--lists", new, "--as-of", "2027-01-31", "--format", "html")
    assert found.exit_code == ExitCode.LISTS
    lacks = text_of(found.stdout).partition("What this page lacks")[2].partition("Whom the changes concern")[0]
    assert "date_of_birth can't be read in 1 row, and counted for nothing there" in lacks
    assert "ofac-sdn: older than 7 days" in lacks


@pytest.mark.parametrize("what", ["customers", "old", "new", "clearances"])
def test_no_input_is_written_over(run: Run, old: Path, new: Path, customers: Path, clearances: Path, what: str) -> None:
    """The page goes nowhere that the run reads from."""
    places = {"customers": customers, "old": old / "x.html", "new": new / "x.html", "clearances": clearances}
    before = {each: each.read_bytes() for each in (customers, clearances)}
    found = run(*common(customers, old, new, "--clearances", clearances, "--output", places[what]))
    assert found.exit_code == ExitCode.USAGE
    assert {each: each.read_bytes() for each in before} == before


def test_many_customers_are_counted(run: Run, old: Path, new: Path, tmp_path: Path) -> None:
    """The first thousand have a card, and how many more there are is said."""
    file = tmp_path / "names.txt"
    file.write_text("MIRKO DRAGOSLAVETIC\n" * (MOST_SHOWN + 3), encoding="utf-8")
    page = run(*common(file, old, new)).stdout
    assert page.count("<article") == MOST_SHOWN
    assert f"{MOST_SHOWN + 3:,} to look at of {MOST_SHOWN + 3:,} customers" in page
    assert "3 more customers are concerned and not shown" in page
