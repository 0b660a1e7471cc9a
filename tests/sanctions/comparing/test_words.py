"""What a word says, and which words may be one another; what that does to scores is in `test_pinned_scores.py`."""

import pytest

from achguard.sanctions.comparing.words import (
    GENERIC_WEIGHT,
    SCANNED_CREDIT,
    SKELETON_CREDIT,
    VOWELLESS_CREDIT,
    by_consonants,
    is_general,
    is_generic,
    may_differ,
    says_little,
    screened_weight,
    similarity,
    weight,
)


def test_words_say_more_the_fewer_have_them() -> None:
    """A rare word says most, then a common one of lists, a usual American name, an initial, a form and an article."""
    ranked = ["ZORBAN", "KOREA", "JOHNSON", "J", "LLC", "AL"]
    weights = [weight(word) for word in ranked]
    assert weights == sorted(weights, reverse=True)
    assert len({*weights}) == len(ranked)
    assert weight("MULLAH") == weight("AL")


def test_a_number_says_little_in_a_screened_name_alone() -> None:
    """An invoice number behind a name must not hide it; a number in a listed name is a word like others."""
    assert screened_weight("4711") < 0.1
    assert weight("4711") == weight("ZORBAN") == screened_weight("ZORBAN")


@pytest.mark.parametrize("word", ["AL", "MR", "LLC", "OBSHCHESTVO", "FOUNDATION", "77", "BANK", "ZORBAN", "JOHNSON"])
def test_what_says_little_is_no_name(word: str) -> None:
    """Articles, titles and legal forms say little; other words are names, however usual."""
    assert says_little(word) is (word in {"AL", "MR", "LLC", "OBSHCHESTVO"})


def test_generic_words() -> None:
    """A word is generic up to the weight that says so: general ones are, rare and usual names are not."""
    assert is_generic("SERVICES")
    assert is_general("SERVICES")
    assert not is_general("ZORBAN")
    assert not is_generic("ZORBAN")
    assert not is_generic("JOHNSON")
    assert weight("SERVICES") <= GENERIC_WEIGHT < weight("JOHNSON")


def test_the_border_of_generic_words() -> None:
    """The commonest given name of the lists is no generic word; an initial, an article and a legal form are."""
    assert 0.55 < weight("MUHAMMAD") < 0.57
    assert not is_generic("MUHAMMAD")
    assert all(map(is_generic, ("J", "AL", "LLC")))


@pytest.mark.parametrize(
    ("one", "other"), [("4711", "4712"), ("A", "B"), ("A" * 41, "A" * 40 + "B"), ("BO", "BE"), ("ZORBAN", "ZERDIN")]
)
def test_words_that_are_never_one_another(one: str, other: str) -> None:
    """Numbers, letters, words too long or of two letters are themselves; and three letters of six are too many."""
    assert similarity(one, other) == similarity(other, one) == 0
    assert similarity(one, one) == 1
    assert may_differ(one) is (1 < len(one) <= 40 and not one.isdigit())


@pytest.mark.parametrize(
    ("word", "listed", "expected"),
    [
        ("RNALIK", "MALIK", SCANNED_CREDIT),
        ("ZRBN", "ZORBAN", VOWELLESS_CREDIT),
        ("TRENTV", "TARENTOVA", VOWELLESS_CREDIT),
        ("KARGT", "KARGIT", VOWELLESS_CREDIT),
        ("KARGT", "KARIGOT", VOWELLESS_CREDIT),
        ("KARG", "KARIGO", 0.0),  # three consonants are many words'
        ("TERINTEV", "TARENTOV", SKELETON_CREDIT),
        ("KERUGI", "KORAGU", 0.0),
        ("KA", "KO", 0.0),
    ],
)
def test_words_by_their_consonants(word: str, listed: str, expected: float) -> None:
    """Scanned, without vowels, and with other vowels: each has its credit, and too few consonants have none."""
    assert by_consonants(word, listed) == expected


def test_a_usual_name_is_seldom_another_misspelt() -> None:
    """The same letter costs more where what is screened is a usual name of its own."""
    assert similarity("JOHNSON", "JOHNSEN") < similarity("ZOHNSIN", "ZOHNSEN") < 1


@pytest.mark.parametrize(
    ("word", "listed", "expected"),
    [
        ("MOHAMMED", "MUHAMMAD", 0.93),
        ("AHMED", "AHMAD", 0.93),
        ("ALEXANDER", "ALEKSANDR", 0.93),
        ("ZORHAMAD", "ZORHAMMAD", 0.96),
    ],
)
def test_a_usual_spelling_of_the_same_name_is_no_other_word(word: str, listed: str, expected: float) -> None:
    """A given name that Americans have, too, is little less another spelling of itself than a rare word would be."""
    assert similarity(word, listed) == pytest.approx(expected)


def test_a_usual_name_and_another_one_stay_apart() -> None:
    """MOHAMMED and MAHMOUD have their consonants in common, and are two names."""
    assert similarity("MOHAMMED", "MAHMOUD") < 0.8


def test_a_fathers_name_says_little_more_than_an_initial() -> None:
    """A Slavic patronymic is left out and added as one likes; the family name made of the same name says all."""
    assert weight("ZORBANOVICH") < weight("ZORBANOV") / 2
