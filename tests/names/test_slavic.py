"""Tests of Slavic names as English spells them."""

import pytest

from achguard.names.slavic import in_english, is_patronymic
from achguard.names.sound import sound


@pytest.mark.parametrize(
    ("english", "others"),
    [
        ("LUKASHENKO", ["LUKASJENKO", "LUKASCHENKO"]),
        ("SHCHERBAKOV", ["SCHTSCHERBAKOW", "SJTJERBAKOV", "CHTCHERBAKOV"]),
        ("CHERNYKH", ["TSCHERNYKH", "TJERNYKH"]),
        ("KARAYEV", ["KARAJEV", "KARAJEW", "KARAEV", "KARAJEU"]),
        ("GRIGORIYEVICH", ["GRIGORJEVITJ", "GRIGOREVICH", "GRIGORYEVICH", "GRIGORJEWITSCH", "GRIGORIEVITCH"]),
        ("KHODORKOVSKY", ["KHODORKOWSKIJ", "KHODORKOVSKII", "KHODORKOVSKIY"]),
        ("KALINOVSKI", ["KALINOUSKI"]),
        ("ZHIRINOVSKY", ["ZJIRINOVSKIJ"]),
        ("GONCHARYOV", ["GONTSCHARJOW", "GONCHAREV"]),
        ("BERYOZKIN", ["BERJOSKIN", "BEREZKIN"]),
        ("GEORGIEV", ["GUEORGUIEV"]),
        ("KHURSHCHYOV", ["CHURSCHTSCHJOW"]),
    ],
)
def test_one_slavic_name_has_one_sound(english: str, others: list[str]) -> None:
    """What German, Swedish, French and other romanisations write for a name sounds as its English spelling."""
    assert {sound(other) for other in others} == {sound(english)}


@pytest.mark.parametrize("word", ["JAMAL", "JASMIN", "MATHIEU", "MOREAU", "KHALIJ", "MARTIN", "RAJ", "EVA"])
def test_other_names_stay_as_they_are(word: str) -> None:
    """A name that does not end as Slavic names do keeps its letters."""
    assert in_english(word) == word


def test_an_article_is_not_taken_from_a_slavic_name() -> None:
    """ALYAKSEYEV begins with the letters of an Arabic article, and has none."""
    assert sound("ALJAKSEJEVITJ") == sound("ALYAKSEYEVICH") == sound("ALIAKSEYEVICH")


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("SERGEYEVICH", True),
        ("IVANOVNA", True),
        ("MYKHAYLOVYCH", True),
        ("ULADZIMIRAVITJ", True),
        ("IWANOWITSCH", True),
        ("MIKALAEUNA", True),
        ("IVANOV", False),
        ("LEVICH", False),
        ("SHAUNA", False),
        ("NORWICH", False),
    ],
)
def test_patronymics(word: str, *, is_one: bool) -> None:
    """The father's name of Russian, Ukrainian and Belarusian ends alike in every romanisation."""
    assert is_patronymic(word) is is_one
