"""A name has one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.names import fold, natural_order, tokens

JUNK = [None, "", "３", "٣", "3²", "\0", "\ud800", "😀", "\u200b", "A" * 10_000, "é\u0301" * 5_000]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Jane  q. Public ", "JANE Q PUBLIC"),
        ("AL-QA'IDA", "AL QAIDA"),
        ("O’Brien", "OBRIEN"),
        ("Łukasz Żółć", "LUKASZ ZOLC"),
        ("straße", "STRASSE"),
        ("ＡＣＭＥ　１２", "ACME 12"),
        ("Владимир Путин", "VLADIMIR PUTIN"),
        ("俊宏 江", "JUNHONG JIANG"),
        ("PUTIN\tV.\r\n", "PUTIN V"),
        ("😀 !?", ""),
    ],
)
def test_folds_to_capitals_digits_and_single_spaces(text: str, folded: str) -> None:
    """Case, marks, accents, width and script are spelt one way."""
    assert fold(text) == folded


def test_look_alikes_in_a_mixed_word_become_latin() -> None:
    """A Cyrillic letter inside a Latin word is read as the letter it poses as, not as its sound."""
    assert fold("Kоstrubitѕky") == "KOSTRUBITSKY"
    assert fold("РЕТЕR") == "PETER"


@pytest.mark.parametrize(
    ("mixed", "pure"),
    [
        ("\u041f\u0423\u0428\u0418\u041bI\u041d", "PUSHILIN"),
        ("\u0416\u0423\u041aO\u0412\u0421\u041a\u0418\u0419", "ZHUKOVSKIY"),
        ("IVAN \u0413\u041e\u041b\u0423\u0411E\u0412", "IVAN GOLUBEV"),
        ("\u0416\u0418\u041b\u0418H", "ZHILIN"),
    ],
)
def test_a_latin_letter_inside_a_word_of_another_script_leaves_it_there(mixed: str, pure: str) -> None:
    """A word most of whose letters are Cyrillic, some like no Latin one, is Cyrillic with one Latin letter in it."""
    assert fold(mixed) == pure


def test_a_word_of_look_alikes_beside_latin_is_latin() -> None:
    """A word made of look-alikes alone reads as Latin beside Latin words, and by its sound where it stands alone."""
    assert fold("JOHN ВОТ") == "JOHN BOT"
    assert fold("ВОТ") == "VOT"


def test_what_cannot_be_seen_is_taken_out() -> None:
    """Zero-width characters, direction marks and controls leave no trace."""
    assert fold("SA\u200bD\u202eDA\u2066M\0") == "SADDAM"
    assert fold("K\u3164IM") == "KIM"


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_junk_folds_to_some_text(junk: str) -> None:
    """Whatever is handed in gives plain ASCII text."""
    folded = fold(junk)
    assert folded.isascii()
    assert fold(folded) == folded


@given(st.text(st.characters(), max_size=60))
def test_fold_is_idempotent_and_plain(text: str) -> None:
    """Folding twice changes nothing, and only capitals, digits and single spaces are left."""
    folded = fold(text)
    assert fold(folded) == folded
    assert all(char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 " for char in folded)
    assert "  " not in folded
    assert folded == folded.strip()


def test_tokens_are_the_words() -> None:
    """Tokens are the words of the folded name, and none for no name."""
    assert tokens("bin-Laden, Usama") == ("BIN", "LADEN", "USAMA")
    assert tokens("...") == ()


@pytest.mark.parametrize(
    ("listed", "natural"),
    [
        ("PUTIN, Vladimir Vladimirovich", "Vladimir Vladimirovich PUTIN"),
        ("SMITH, John, Jr.", "John SMITH Jr."),
        ("ACME LLC", "ACME LLC"),
        (", X", ", X"),
        ("", ""),
    ],
)
def test_natural_order_puts_the_family_name_last(listed: str, natural: str) -> None:
    """A comma parts the family name, which goes behind the given names; a suffix stays at the end."""
    assert natural_order(listed) == natural
