"""The page in a real browser: everybody can read it, by eye, by keyboard and by ear, on a screen and on paper."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from accessibility import NARROW, barriers, printed, sent_to_the_console, without_scripts
from achguard.cli.formats.writer import no_entry
from achguard.report.page import page as write
from achguard.report.reported import ReportedReason
from report.made import OF_ALL_KINDS, report_of, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest_plugins = ["browser"]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write a page with every kind of payment, and give its address as a file."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(written(*OF_ALL_KINDS), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def opened(page: "Page", address: str) -> "Page":
    """Open the page; the test fails for anything on its console."""
    assert sent_to_the_console(page, address) == []
    return page


def test_nothing_keeps_anybody_from_reading_it(opened: "Page") -> None:
    """Axe finds nothing, folded or unfolded, and no window has to be moved sideways."""
    assert barriers(opened) == []


def test_what_a_payment_wrote_is_not_run(opened: "Page") -> None:
    """The title is the page's own, and no image of a name was asked for."""
    assert opened.title().startswith("6 held of 9 payments")
    assert opened.locator("img").count() == 0


def test_it_is_filtered_sorted_and_copied_by_keyboard_alone(opened: "Page") -> None:
    """Tab reaches the filter, the headings and the command; rows, cards, order and what is said follow."""
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.locator("#filter-text").focus()
    opened.keyboard.type("embargoed")
    assert opened.locator("#not-accepted tbody tr:visible").count() == 1
    assert opened.locator("article.card:visible").count() == 1
    assert opened.locator("#said").inner_text() == "1 of 8 payments shown"
    for _ in "embargoed":
        opened.keyboard.press("Backspace")
    opened.keyboard.press("Tab")
    opened.keyboard.press("ArrowDown")
    assert opened.locator("#not-accepted tbody tr:visible").count() == 6
    opened.keyboard.press("ArrowUp")
    for _ in range(6):  # the table itself, then its headings up to Score
        opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    assert opened.locator("#not-accepted th[aria-sort]").get_attribute("aria-sort") == "ascending"
    opened.keyboard.press("Enter")
    scores = opened.locator("#not-accepted tbody tr td:nth-child(5)").all_inner_texts()
    assert scores == sorted(scores, reverse=True)
    assert scores[0]
    opened.locator("summary").first.focus()
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    opened.locator("button:focus", has_text=re.compile("^(Copied|Selected)")).wait_for()


def test_all_of_it_is_there_without_scripts(browser: "Browser", address: str) -> None:
    """Who runs no script reads every hold and every row, and sees no control that would do nothing."""
    with without_scripts(browser, address) as page:
        assert page.locator("article.card").count() == 6
        assert page.locator("#not-accepted tbody tr").count() == 8
        assert page.locator("#controls").is_hidden()
        assert page.locator("button").count() == 0


def test_on_paper_it_is_whole_and_without_controls(opened: "Page", tmp_path: Path) -> None:
    """A print has black on white whatever the screen has, no filter, and is of several pages."""
    assert printed(opened, tmp_path / "report.pdf") > 1
    assert opened.locator("#controls").is_hidden()
    ink = opened.evaluate("getComputedStyle(document.querySelector('article h3')).color")
    assert ink == "rgb(27, 31, 36)"


def test_reasons_are_sorted_where_no_payment_is_shown(page: "Page", tmp_path: Path) -> None:
    """A page whose holds were left out has a table of reasons, and its headings work."""
    reasons = (
        ReportedReason("hold", "SAN301", "receiver.address.country", "IR", "The party is in Iran.", 22),
        ReportedReason("hold", "SAN101", "receiver.name", None, "The name meets a list.", 3),
    )
    made = replace(report_of(()), counts={"hold": 25}, reasons=reasons)
    file = tmp_path / "report.html"
    file.write_text("".join(write(made, no_entry)), encoding="utf-8")
    page.goto(file.as_uri())
    page.get_by_role("button", name="Payments").click()
    assert page.locator("table.sorts tbody tr td.code").all_text_contents() == ["SAN101", "SAN301"]
    assert "Sorted by Payments" in page.locator("#said").inner_text()


def test_no_code_is_broken(opened: "Page") -> None:
    """The codes of rules and the names of lists are on one line each, on a small screen too."""
    opened.set_viewport_size(NARROW)
    codes = opened.locator("td.code")
    assert codes.count() > 0
    assert codes.evaluate_all("all => all.every((each) => getComputedStyle(each).whiteSpace === 'nowrap')")


def test_what_is_folded_is_unfolded_on_paper(opened: "Page") -> None:
    """Before it is printed each fold opens, and closes afterwards."""
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.locator("details:not([open])").count() == 0
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.locator("details[open]").count() == 0


def test_a_command_is_wrapped_at_blanks_and_copied_as_one_line(opened: "Page") -> None:
    """No option such as --file is torn in two at any width, and what is selected by hand is the command in one line."""
    opened.locator("summary", has_text="write a clearance").first.click()
    command = opened.locator("pre.command").first
    words = command.locator("span")
    for width in (*range(NARROW["width"] - 30, NARROW["width"] + 30, 4), 1280):
        opened.set_viewport_size({"width": width, "height": NARROW["height"]})
        assert len({*words.evaluate_all("all => all.map((each) => each.offsetHeight)")}) == 1, width
        assert len({*words.evaluate_all("all => all.map((each) => each.offsetTop)")}) > 1, width
    selected = command.evaluate("each => { getSelection().selectAllChildren(each); return getSelection().toString() }")
    assert selected == command.text_content() == " ".join(words.all_text_contents())
    assert selected.startswith("achguard clear --name ")
    assert " --file clearances.toml" in selected
