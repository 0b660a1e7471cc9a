"""Listed persons in lines of text whose words are spelt otherwise there: `DONATION FROM JURIJ KARAJEV IN MEMORY OF`."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from achguard.names.english import is_english
from achguard.names.fold import fold
from achguard.names.ordinary import ordinary_names
from achguard.sanctions.comparing.compare import Comparison
from achguard.sanctions.comparing.prepared_names import Query
from achguard.sanctions.comparing.rarity import is_usual
from achguard.sanctions.one_name.search import NameSearch
from achguard.sanctions.one_name.text_words import PAYMENT_WORDS

_FEWEST: Final = 2
_MOST: Final = 8
"""Words of a stretch that may be one person's name."""
_ENOUGH: Final = 3
"""Words that are enough of a longer name."""
_SHORTEST: Final = 3
"""Letters of a word that says something."""


def persons_in(line: str, search: NameSearch, least: float) -> Iterator[tuple[int, Comparison, Query]]:
    """Yield the listed individuals that a stretch of name-like words in a line is, compared as in a name's field.

    Usual names, and two words of a longer one, are left to `TextSearch`: among other words they are somebody else's.
    """
    for stretch in _stretches(line):
        for at, comparison, query in search.search(" ".join(stretch), None, least):
            listed = search.index.form(at).words
            is_whole = comparison.way != "inside" and len(stretch) >= min(len(listed), _ENOUGH)
            if is_whole and search.index.is_individual(at) and not is_usual(listed):
                yield at, comparison, query


def _stretches(line: str) -> Iterator[tuple[str, ...]]:
    for may_be, group in groupby(fold(line).split(), _may_be_of_a_name):
        words = tuple(group)
        if may_be and _FEWEST <= len(words) <= _MOST and sum(len(word) >= _SHORTEST for word in words) >= _FEWEST:
            yield words


def _may_be_of_a_name(word: str) -> bool:
    return word.isalpha() and word not in PAYMENT_WORDS and (word in ordinary_names() or not is_english(word))
