"""A page of text: width, styles, and what is safe to show."""

import io

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
