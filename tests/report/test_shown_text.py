"""Text on the page: words that met are found in what was written, and nothing is hidden."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.report.shown_text import LONGEST, marked, shown


@pytest.mark.parametrize(
    ("text", "words", "met"),
    [
        ("ZORBAN, Malik Tarentov", ("ZORBAN", "MALIK"), ["ZORBAN", "Malik"]),
        ("AL-DURAZHI, Fathim", ("AL", "DURAZHI"), ["AL", "DURAZHI"]),
        ("José Ejemplo", ("JOSE",), ["José"]),
        ("DE LA FALCONERA", ("DE LA",), ["DE", "LA"]),
        ("ZORBANI", ("ZORBAN",), []),
        ("", ("ZORBAN",), []),
    ],
)
def test_words_that_met_are_found_as_they_are_written(text: str, words: tuple[str, ...], met: list[str]) -> None:
    """Accents, commas and hyphens are no part of what is compared, and a part of a word is no word."""
    pieces = marked(text, words)
    assert [each.text for each in pieces if each.is_met] == met
    assert "".join(each.text for each in pieces) == text


@given(st.text(max_size=400))
def test_whatever_is_written_is_shown_inert(text: str) -> None:
    """No control character, mark of direction or lone surrogate is left, and a long text says how long it is."""
    said = shown(text)
    assert not {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} & {*map(unicodedata.category, said)}
    assert ("characters)" in said) >= (len(text) > LONGEST)
    assert "".join(each.text for each in marked(text, ("A",))) == said
