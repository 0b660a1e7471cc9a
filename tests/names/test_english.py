"""English words that most readers know are told from other words."""

import pytest

from achguard.names.english import is_english


@pytest.mark.parametrize("word", ["CANVAS", "STRETCH", "SPORT", "SPRINTS", "HANDYMAN", "PRINCESS", "PRINCESSES", "GAP"])
def test_an_english_word_is_one_with_and_without_its_s(word: str) -> None:
    """A plural is one as well, and a word that ends in S is no plural of another."""
    assert is_english(word)


@pytest.mark.parametrize("word", ["", "S", "IT", "ZORBAN", "CONVIASA", "TARENTOVS", "# ENGLISH", "CANVASSS", "canvas"])
def test_another_word_is_none(word: str) -> None:
    """Neither a rare name, nor two letters, nor a line of the table's header, nor what is not folded."""
    assert not is_english(word)
