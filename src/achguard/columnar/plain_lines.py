"""Lines of text of which no rule says anything: memo lines, and the lines of an address.

Most lines are words and short numbers, and most words have no part in any listed name, BIC, IBAN or label of a number;
each distinct word is looked at once. Any other line is read as the rules read it. What neither clears is for a rule.
"""

import re
from collections.abc import Sequence
from operator import add
from typing import TYPE_CHECKING, Final, NamedTuple

from achguard.first_use import cached_property
from achguard.identifiers import iban_text
from achguard.identifiers.iban import length_in
from achguard.identifiers.number_labels import begins_label, may_label
from achguard.rules.reading.codes_in_text import LABEL_OF_A_BIC, bics_in_fields, bics_of, numbers_in_fields
from achguard.rules.reading.places import Kind

if TYPE_CHECKING:
    from achguard.sanctions.one_name.text_search import PartOf, TextSearch
    from achguard.sanctions.snapshot import Snapshot

LONGEST: Final = 200
"""Characters of the longest line that is looked at here; the rules read what is longer, and the model takes less."""

_WORD: Final = r"(?:[A-Za-z]{1,20}|[0-9]{1,9}|[0-9]{1,4}[A-Za-z]{1,2}|[A-Za-z][0-9]{1,4})"
# No mark beside the blank and the comma: others are parts of numbers, addresses of pages, and names in disguise.
_SIMPLE: Final = re.compile(rf"{_WORD}(?:,? {_WORD})*,?", re.ASCII).fullmatch
_SHORTEST_ENCODED: Final = 10
"""Letters and digits of the shortest line that may be a name in an encoding, which has no blank."""
_labels_bic: Final = re.compile(LABEL_OF_A_BIC).search
_MOST_SINGLE: Final = 3
"""Words of one character, of which an IBAN that is written character by character has more in a row."""
_WORDS_KEPT: Final = 200_000
_LINES_KEPT: Final = 50_000
_PAIR: Final = 2


class _Word(NamedTuple):
    """A word that says nothing by itself."""

    part: "PartOf | None"
    """What part it has in listed names; None where there are no lists."""
    numbered: "PartOf | None"
    """The same where a number follows: the INV of INV 4471 is no investment."""
    goes_on: bool
    """Whether it is a country's code that an IBAN begins with, or the first word of a label of several."""


_NUMBER: Final = _Word(None, None, goes_on=False)


class PlainLines:
    """Tells lines on which the rules of a guard with these lists say nothing."""

    def __init__(self, lists: "Snapshot | None", min_score: float | None) -> None:
        self._lists = lists
        self._min_score = min_score
        self._words: dict[str, _Word | None] = {}
        self._read: dict[str, bool] = {}

    @cached_property
    def _text(self) -> "TextSearch | None":
        """The search for names in lines, which takes a moment to make."""
        return None if self._lists is None else self._lists.screener().text_search()

    def is_plain(self, line: str) -> bool:
        """Say whether no rule says anything of a line; False may be wrong, True never is."""
        return self._is_simple(line) or self._says_nothing(line)

    def _is_simple(self, line: str) -> bool:
        """Say whether a line is made of words that say nothing, by themselves and together."""
        if len(line) > LONGEST or _SIMPLE(line) is None:
            return False
        words = line.upper().replace(",", "").split(" ")
        known = [self._words.get(word) or self._looked_at(word) for word in words]
        found = [word for word in known if word is not None]
        if len(found) < len(words) or sum([len(word) == 1 for word in words]) > _MOST_SINGLE:
            return False
        if len(words) == 1:
            return len(line) < _SHORTEST_ENCODED and _names_nobody([found[0].part])
        if self._text is not None and any(map(self._text.is_listed, map(add, words, words[1:]))):
            return False
        parts = [word.part for word in found]
        for place, word in enumerate(found):
            if word.goes_on and self._goes_on(words[place:]):
                return False
            if word.numbered is not word.part and _is_numbered(words[place + 1 :]):
                parts[place] = word.numbered
        return _names_nobody(parts)

    @staticmethod
    def _goes_on(words: list[str]) -> bool:
        """Say whether a word that may begin an IBAN or a label of several words does, with the words behind it."""
        if may_label(" ".join(words)):
            return True
        length = length_in(words[0]) if len(words) > 1 and not words[1].isalpha() else None
        # Where the line fills a field, two digits and groups of four may be one that was cut off.
        return length is not None and (sum(map(len, words)) >= length or len(words[1]) == _PAIR)

    def _looked_at(self, word: str) -> _Word | None:
        """Look at a word that was not seen before; None where it may say something by itself."""
        if word.isdigit() and not (self._text is not None and self._text.is_listed(word)):
            return _NUMBER  # nearly every invoice has another
        if len(self._words) >= _WORDS_KEPT:
            self._words.clear()
        if word not in self._words:
            self._words[word] = self._new(word)
        return self._words[word]

    def _new(self, word: str) -> _Word | None:
        if may_label(word) or _labels_bic(word) or "IBAN" in word:
            return None
        goes_on = begins_label(word) or _is_country_of_ibans(word)
        if self._lists is None or self._text is None:
            return _Word(None, None, goes_on)
        if any(self._lists.find_bic(code.institution) for code in bics_of(word)):
            return None
        part = self._text.part_of(word, is_numbered=False)
        numbered = self._text.part_of(word, is_numbered=True)
        if part is None or numbered is None:
            return None
        return _Word(part, part if numbered == part else numbered, goes_on)

    def _says_nothing(self, line: str) -> bool:
        """Read a line as the rules do."""
        if len(self._read) >= _LINES_KEPT:
            self._read.clear()
        if line not in self._read:
            self._read[line] = self._is_silent(line)
        return self._read[line]

    def _is_silent(self, line: str) -> bool:
        if len(line) > LONGEST or not line.isascii() or not line.isprintable() or _labels_bic(line):
            return False
        if iban_text.find_in_lines((line,)) or iban_text.find_in_text(line):
            return False
        lists = self._lists
        if lists is None:
            return True
        written = [("line", "", line, Kind.LINE)]
        return not (
            lists.screener().screen_lines((line,), min_score=self._min_score)
            or any(lists.find_bic(code.institution) for _, code in bics_in_fields(written))
            or any(lists.find_identifier(number, kind) for _, number, kind in numbers_in_fields(written))
        )


def _names_nobody(parts: "Sequence[PartOf | None]") -> bool:
    """Say whether the words of no listed name stand together in a line."""
    if any(map(_are_of_a_person, parts, parts[1:])):
        return False
    asked = [names for part in parts if part is not None for names in part.asks_for]
    if not asked:
        return True
    there = frozenset().union(*(part.listed for part in parts if part is not None))
    return not any(names <= there for names in asked)


def _are_of_a_person(before: "PartOf | None", behind: "PartOf | None") -> bool:
    """Say whether two neighbours may be a listed person's rare word and another one of the name."""
    if before is None or behind is None or not (before.may_be_a_name and behind.may_be_a_name):
        return False
    return before.asks_for_a_name or behind.asks_for_a_name


def _is_numbered(behind: list[str]) -> bool:
    """Say whether a number follows a word, as `text_words.is_numbered` does, or less often."""
    return bool(behind) and not behind[0].isalpha()


def _is_country_of_ibans(word: str) -> bool:
    return len(word) == _PAIR and length_in(word) is not None
