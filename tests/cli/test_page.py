"""A page of text: width, styles, and what is safe to show."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.cli.page import Page, Style, page_of
from achguard.model.inert_text import visible


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@given(text=st.text(st.characters()))
def test_what_is_visible_is_printable_and_can_be_written(text: str) -> None:
    """No control, format or surrogate character is left, and what was printable is as it was."""
    shown = visible(text)
    assert shown.encode().decode() == shown
    assert all(character.isprintable() or character.isspace() for character in shown)
    assert not set("\x1b\x07\u200b\u202e\n\r") & set(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Å. Müller 李", "Å. Müller 李"),
        ("a\tb", "a\\x09b"),
        ("a\u202eb", "a\\u202eb"),
        ("\x9b", "\\x9b"),
        ("\ud800", "\\ud800"),
    ],
)
def test_letters_stay_and_orders_to_the_terminal_are_written_out(text: str, shown: str) -> None:
    """Names in any script are shown as they are."""
    assert visible(text) == shown


def test_a_pipe_gets_eighty_plain_columns() -> None:
    """What is not a terminal gets no colour, whatever the environment says of its width."""
    assert page_of(io.StringIO()) == Page(80, colour=False)


def test_a_terminal_gets_colour_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own width, from 40 to 100 columns, and colours unless NO_COLOR or TERM=dumb say otherwise."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for columns, width in (("20", 40), ("72", 72), ("300", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        assert page_of(Terminal()) == Page(width, colour=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not page_of(Terminal()).colour
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not page_of(Terminal()).colour


def test_a_text_hangs_beside_its_label() -> None:
    """Further lines stand under the text, and styles do not count as width."""
    plain = Page(40).hung("ask", "one two three four five six seven eight", indent=11, label_style=Style.BOLD)
    assert plain.splitlines() == ["  ask      one two three four five six", "           seven eight"]
    styled = Page(40, colour=True).hung("ask", "one", indent=11, label_style=Style.BOLD, style=Style.DIM)
    assert styled == "\x1b[1m  ask\x1b[0m      \x1b[2mone\x1b[0m"


def test_a_label_that_is_too_long_pushes_no_column_out() -> None:
    """It has a line of its own, and the text stands where that of other labels does."""
    lines = Page(40).hung("domestic-account", "one two", indent=11, label_style=Style.BOLD).splitlines()
    assert lines == ["  domestic-account", "           one two"]
    (full,) = Page(40).hung("12345678", "one", indent=11, label_style=Style.BOLD).splitlines()
    assert full == "  12345678 one"


def test_no_word_is_broken_in_two() -> None:
    """A word wider than the page is left whole on a line of its own, to be copied; so is one with hyphens."""
    digest, date = "9f" * 32, "2026-11-26"
    assert Page(40).paragraph(f"the head is {digest} of all").splitlines() == ["the head is", digest, "of all"]
    assert Page(40).hung("head", digest, indent=11, label_style=Style.DIM) == f"  head     {digest}"
    assert Page(40).lines(f"what was decided on the day of {date}", indent=2)[-1] == f"  {date}"


def test_a_text_goes_on_behind_what_leads_it() -> None:
    """Its first line fits behind the lead, and further ones stand under the text of paragraphs."""
    lines = Page(40).behind("1 hit", "one two three four five six seven eight", lead_style=Style.RED).splitlines()
    assert lines == ["1 hit  one two three four five six seven", "           eight"]
    styled = Page(40, colour=True).behind("1 hit", "one", lead_style=Style.RED, style=Style.BOLD)
    assert styled == "\x1b[1;31m1 hit\x1b[0m  \x1b[1mone\x1b[0m"


def test_counts_go_on_in_the_next_line() -> None:
    """No count is torn from its word, no line is too wide, and styles do not count as width."""
    parts = [("900,000 accept", Style.GREEN), ("90,000 ask", Style.YELLOW), ("10,000 hold", Style.RED)]
    lines = Page(40).counted("1,000,000 payments", parts).splitlines()
    assert lines == ["1,000,000 payments: 900,000 accept,", "           90,000 ask, 10,000 hold"]
    styled = Page(40, colour=True).counted("1,000,000 payments", parts)
    assert re.sub("\x1b\\[[0-9;]*m", "", styled).splitlines() == lines
