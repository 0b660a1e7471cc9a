"""Folding typed text to plain ASCII."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.folding import compact, fold_typography, fold_widely, wide_offsets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ""),
        ("abc", "ABC"),
        ("a\tb\nc", "A B C"),
        ("ｄｅ８９", "DE89"),
        ("12–34—5", "12-34-5"),
        ("1\u00a02\u20093", "1 2 3"),
        ("1\u200b2\ufeff3\u00ad4", "1234"),
        ("٣²", "٣²"),
        ("ß", "ß"),
    ],
)
def test_fold(text: str | None, expected: str) -> None:
    """Case, full-width forms, dashes and spaces become plain, invisible characters go, other digits stay."""
    assert fold_typography(text) == expected


@given(st.text(alphabet=st.characters(max_codepoint=127)), st.sampled_from("\u0663\u00b2\u00e9"))
def test_ascii_folds_the_same_among_other_text(text: str, other: str) -> None:
    """ASCII text folds the same whether or not other characters follow it."""
    assert fold_typography(text) + other == fold_typography(text + other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ""),
        ("abc", "ABC"),
        ("d\u0308e\u030189", "DE89"),
        ("D\x00E\x7f8\ufe019", "DE89"),
        ("\u062a\u0663\u0967\uff15", "\u062a315"),
        ("\u24b9\u24ba\u2467\u246b", "DE812"),
        ("\U0001d403\U0001d7d7", "D9"),
        ("\u0415\u0395\u00dc\u00b2", "EEU2"),
        ("8\u202f9\u20093\u20137", "8 9 3-7"),
        ("\u4e2d\u00bd", "\u4e2d\u00bd"),
    ],
)
def test_fold_widely(text: str | None, expected: str) -> None:
    """Digits of every script, enclosed, styled and look-alike letters are read, and marks and controls go."""
    assert fold_widely(text) == expected


@pytest.mark.slow
@given(st.text(alphabet=st.one_of(st.characters(codec=None), st.sampled_from("\u200bａ\u00ad–\u246b\u0301"))))
def test_wide_offsets_lead_back(text: str) -> None:
    """Each folded character's offset leads to the character it came from; the last offset is the end."""
    folded, offsets = fold_widely(text), wide_offsets(text)
    assert len(offsets) == len(folded) + 1
    assert offsets[-1] == len(text)
    for i, char in enumerate(folded):
        assert char in fold_widely(text[offsets[i]])


def test_offsets_of_nothing() -> None:
    """No text has one offset, its end."""
    assert wide_offsets(None) == (0,)


def test_compact_drops_separators() -> None:
    """Compacting drops spaces, dashes and dots, or what it is told to."""
    assert compact("a1 b-2.c") == "A1B2C"
    assert compact("a1 b-2.c", " ") == "A1B-2.C"
