"""The pages made from a record and of customers in a real browser: read by eye, by keyboard, by ear and on paper."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from accessibility import barriers, printed, sent_to_the_console, without_scripts
from achguard.guard import Guard
from achguard.records.archive import Archive
from cli.conftest import AS_OF, Run
from cli.test_rescreen import CUSTOMERS, clearances, new, old
from factories import payment
from report.made import AS_OF as DAY
from report.made import ENDLESS, HOSTILE, LISTS, OF_ALL_KINDS, TURNED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["clearances", "new", "old"]  # fixtures of two editions of a list
pytest_plugins = ["browser"]
pytestmark = pytest.mark.slow


@pytest.fixture
def of_record(run: Run, tmp_path: Path) -> str:
    """Write the page of a damaged record with every kind of payment, and give its address."""
    with Guard(lists=LISTS, as_of=DAY).recording(tmp_path / "record") as recording:
        for each in (*OF_ALL_KINDS, {"id": "h-9", "receiver": {"name": ENDLESS[:200]}}):
            recording.decide(payment(changes=each))
    Archive(tmp_path / "archive").add(LISTS)
    (path,) = (tmp_path / "record").glob("2*.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"ok-1"', b'"ok-2"'))
    run("records", "note", tmp_path / "record", "h-1", "--by", "A. Officer", "--blocked", "2026-11-20")
    file = tmp_path / "again.html"
    run("records", "report", tmp_path / "record", "--archive", tmp_path / "archive", "--output", file)
    return file.as_uri()


@pytest.fixture
def of_customers(run: Run, tmp_path: Path, old: Path, new: Path, clearances: Path) -> str:
    """Write the page of customers in every state, some with names that are none, and give its address."""
    customers = tmp_path / "customers.csv"
    with customers.open("w", newline="", encoding="utf-8") as stream:
        stream.write(CUSTOMERS)
        csv.writer(stream).writerows([f"c-{number}", name, "", "", "", ""] for number, name in enumerate(NAMES, 7))
    file = tmp_path / "customers.html"
    given = ("--since", old, "--lists", new, "--as-of", AS_OF, "--clearances", clearances)
    run("rescreen", customers, *given, "--format", "html", "--output", file)
    return file.as_uri()


NAMES = (HOSTILE, TURNED, ENDLESS)


@pytest.fixture(params=["of_record", "of_customers"])
def address(request: pytest.FixtureRequest) -> str:
    """Give the address of each page in turn."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def opened(page: "Page", address: str) -> "Page":
    """Open the page; the test fails for anything on its console."""
    assert sent_to_the_console(page, address) == []
    return page


def test_nothing_keeps_anybody_from_reading_it(opened: "Page") -> None:
    """Axe finds nothing, folded or unfolded, wide or narrow, light or dark; no window has to be moved sideways."""
    assert barriers(opened) == []


def test_what_somebody_wrote_is_not_run(opened: "Page") -> None:
    """The title is the page's own, and no image of a name was asked for."""
    assert " of " in opened.title()
    assert "achguard" in opened.title()
    assert opened.locator("img").count() == 0


def test_customers_are_filtered_and_sorted_by_keyboard_alone(page: "Page", of_customers: str) -> None:
    """Tab reaches the link to the customers, the filter, its states and the headings; rows and cards follow."""
    page.goto(of_customers)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the customers"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "filter-text"
    page.keyboard.type("dragoslav")
    assert page.locator("#not-accepted tbody tr:visible").count() == 1
    assert page.locator("article.card:visible").count() == 1
    assert page.locator("#said").inner_text() == "1 of 7 customers shown"
    for _ in "dragoslav":
        page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("#not-accepted tbody tr:visible").all_inner_texts()[0].startswith("Entry gone")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    for _ in range(5):  # the table itself, then its headings up to Score
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    scores = page.locator("#not-accepted tbody tr td:nth-child(4)").all_inner_texts()
    assert (scores, len(set(scores))) == (sorted(scores), 3)


def test_all_of_it_is_there_without_scripts(browser: "Browser", address: str) -> None:
    """Who runs no script reads every row and every card, and sees no control that would do nothing."""
    with without_scripts(browser, address) as page:
        rows = page.locator("#not-accepted tbody tr")
        assert rows.count() > page.locator("#not-accepted tbody tr a").count() > 0
        assert page.locator("article.card:visible").count() == page.locator("#not-accepted tbody tr a").count()
        assert page.locator("#controls").is_hidden()
        assert page.locator("button").count() == 0


def test_on_paper_it_is_whole_and_without_controls(opened: "Page", tmp_path: Path) -> None:
    """A print has black on white whatever the screen has, no filter, and is of several pages."""
    assert printed(opened, tmp_path / "page.pdf") > 1
    assert opened.locator("#controls").is_hidden()
