"""Abbreviations and spellings of given names are tables of one spelling each."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.names.abbreviations import ABBREVIATIONS, words_shortened_as
from achguard.names.ordinary import ordinary_names
from achguard.names.sound import skeleton, sound
from achguard.names.spellings import usual_spelling
from achguard.names.words import FORM_SECONDS, FORM_SPELLINGS, FORM_STARTS, PARTICLES, TITLES, canonical


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("PROD", {"PRODUCT", "PRODUCTION"}),
        ("BK", {"BANK"}),
        ("RSCH", {"RESEARCH"}),
        ("ENGR", {"ENGINEERING"}),
        ("SECUR", {"SECURITY"}),
    ],
)
def test_a_short_word_may_stand_for_each_usual_word_that_it_shortens(short: str, words: set[str]) -> None:
    """A beginning of three letters, the first letter with some consonants, or two letters of a short word."""
    assert set(words_shortened_as(short)) == words


@pytest.mark.parametrize("word", ["", "B", "BA", "BANK", "BANKS", "SECURIT", "RSHCX", "PROED", "KB", "SC", "1", "ZORB"])
def test_another_word_stands_for_none(word: str) -> None:
    """One letter, two of a beginning, the word itself, seven letters, letters in another order, a vowel left inside."""
    assert words_shortened_as(word) == ()


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("ACME INTL TRDG CO", "ACME INTERNATIONAL TRADING CO"),
        ("ACME SHPG SVCS", "ACME SHIPPING SERVICE"),
        ("ACME INDUSTRIES", "ACME INDUSTRY"),
        ("ACME TECH GRP", "ACME TECHNOLOGY GROUP"),
        ("GEN ACME", "GEN ACME"),
    ],
)
def test_a_usual_word_has_one_spelling(name: str, usual: str) -> None:
    """A clerk's abbreviation and a plural stand for the word; what is a title as well stays one."""
    assert " ".join(canonical(tuple(name.split()))) == usual


def test_abbreviations_lead_to_a_word_at_once() -> None:
    """No word that stands for others is itself short for one, and none is a title or a particle."""
    shorts = {short for short, _ in ABBREVIATIONS}
    assert len(shorts) == len(ABBREVIATIONS)
    assert shorts.isdisjoint(word for _, word in ABBREVIATIONS)
    assert shorts.isdisjoint(TITLES | PARTICLES)


@given(st.lists(st.sampled_from(sorted(FORM_SPELLINGS | FORM_STARTS | FORM_SECONDS | {"ACME", "JANE"})), max_size=5))
def test_what_has_no_other_spelling_is_canonical(words: list[str]) -> None:
    """Only a name with a word that stands for another, or with two that may begin a phrase, is spelt anew."""
    neighbours = any(a in FORM_STARTS and b in FORM_SECONDS for a, b in pairwise(words))
    if FORM_SPELLINGS.isdisjoint(words) and not neighbours:
        assert canonical(tuple(words)) == tuple(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MOHD", "MUHAMMAD"),
        ("MD", "MOHAMED"),
        ("UTHMAN", "OSMAN"),
        ("VOLODYMYR", "VLADIMIR"),
        ("MYKOLA", "NIKOLAY"),
        ("REZA", "RIDHA"),
    ],
)
def test_spellings_of_one_given_name_sound_the_same(one: str, other: str) -> None:
    """Romanisations and short forms that no rule of sound joins are joined by the table."""
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"), [("MAHMOUD", "MOHAMED"), ("SAMI", "SAMIR"), ("HASSAN", "HUSSEIN"), ("SALEH", "SALEM")]
)
def test_names_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    """Two names of a few letters' difference are two names."""
    assert usual_spelling(one) != usual_spelling(other)
    assert sound(one) != sound(other)


def test_vowels_tell_mahmoud_from_mohammed() -> None:
    """Two of the commonest names have the same consonants and are not one for that."""
    assert skeleton("MAHMOUD") == skeleton("MAHMUD") != skeleton("MOHAMED")


@given(st.text(max_size=30))
def test_the_usual_spelling_is_stable(word: str) -> None:
    """The spelling that stands for a name stands for itself, and a word that is no such name is itself."""
    usual = usual_spelling(word)
    assert usual_spelling(usual) == usual


def test_ordinary_names_are_of_every_origin() -> None:
    """Common names of US residents of any origin count as ordinary."""
    assert {"AHMED", "HOSSEINI", "IVANOV", "ZHANG", "NGUYEN", "PATEL"} <= ordinary_names()


@pytest.mark.parametrize(
    ("somali", "usual"),
    [
        ("XUSEEN", "HUSSEIN"),
        ("CABDULLAAHI", "ABDULLAH"),
        ("MAXAMUUD", "MAHMOUD"),
        ("CUMAR", "OMAR"),
        ("AXMED", "AHMED"),
    ],
)
def test_somali_given_names_are_arabic_ones(somali: str, usual: str) -> None:
    """Somali writes X for the one H of Arabic and C for its ayn."""
    assert usual_spelling(somali) == usual
