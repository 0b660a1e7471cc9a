"""The score that OFAC's public search tool shows for a name, rebuilt from what OFAC says and from scores the tool gave.

OFAC's FAQ 249 (ofac.treasury.gov/faqs/249, released 2021-04-28) gives the outline: the first letter and an edit
distance of at most half find the names, Jaro-Winkler compares the whole name, Jaro-Winkler and Soundex compare its
parts, and the higher of the two results is shown. What the outline leaves open is filled in from 170 scores that the
tool gave in 2026, and from how many names it showed. `benchmarks/ofac_score.py` measures how well.
"""

import re
from dataclasses import dataclass
from math import ceil
from typing import Final

LONGEST: Final = 500
"""Characters of a name that are compared, as many as a party's name may have; listed names end before 170."""

_NOT_IN_WHOLE = re.compile(r"[^\w-]|_")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019`")
_NOISE: Final = 1e-9
"""What floating point may add to a whole number, which must not be rounded up to the next."""
_SOUNDS: Final = {
    letter: str(digit)
    for digit, letters in enumerate(("BFPV", "CGJKQSXZ", "DT", "L", "MN", "R"), 1)
    for letter in letters
}
_CODE_LENGTH = 4


@dataclass(frozen=True, slots=True)
class SearchRules:
    """The numbers in the tool's rules, each with its witness: the FAQ, or scores of the tool."""

    unlike: float = 0.5
    """Edits that may lie between two words, as a share of the letters of the word asked for (FAQ 249: half).

    As a share of the longer word it would find JOHNSON, Prince for JOHN SMITH, which the tool does not.
    """
    short: int = 2
    """Words asked for of up to so many letters take no part, unless there is none longer.

    KIM JONG UN beside KIM, Jong Man is 100.
    """
    raise_a_letter: float = 0.1
    """How much of what is missing to 1 each letter of a common front adds: Winkler's number, without his least Jaro.

    VLADIMIR PUTIN beside VLADIMIROVKA ADVANCED WEAPONS AND RESEARCH COMPLEX is 82, where Jaro alone is 0.63.
    """
    front_of_name: int = 5
    """Letters of a common front that count in a whole name; Winkler's number is 4. VLADIMIR BILIY is 90 and not 88."""
    front_of_word: int = 4
    """Letters of a common front that count in a word. PUTIN beside PUTINA is 97, and not 98 as with 5."""
    unheard: float = 0.2
    """What a word loses for each digit of its Soundex code that the listed word's code lacks.

    VLADIMIR PUTIN beside POLIN, Vladimir Anatolevich is 81, and not 88. PUTIN beside PUNTI loses nothing: P350, P530.
    """


TOOL: Final = SearchRules()
"""The rules as the tool seems to have them."""


def ofac_score(query: str, listed_name: str) -> int:
    """Give the score, 0 to 100, that OFAC's public search tool is expected to show for a name beside a listed name.

    For comparing with that tool, and for nothing else: no threshold of achguard's applies to it. Like the tool
    (FAQ 251) it looks at names alone, and it takes one listed name at a time. 0 says that the tool does not find the
    listed name. No value raises. The rules' numbers and their sources: `achguard.sanctions.ofac_score.SearchRules`.
    """
    return score_by(TOOL, query, listed_name)


def score_by(rules: SearchRules, query: str, listed_name: str) -> int:
    """Give the score, 0 to 100, under other numbers, as a benchmark needs that chooses them again."""
    query, listed_name = (query or "")[:LONGEST].upper(), (listed_name or "")[:LONGEST].upper()
    asked, listed = _words(query), _words(listed_name)
    counted = [word for word in asked if len(word) > rules.short] or asked
    best = [_best(rules, word, listed) for word in counted]
    # A word finds the name, or it is not found: ALQAEDA does not find AL QAEDA, though all its letters agree.
    if not any(best):
        return 0
    by_word = sum(best) / len(best)
    whole = _jaro_winkler(rules, _in_one(query), _in_one(listed_name), rules.front_of_name)
    # The tool rounds a whole name's score to the nearest point, half to even, and that of the words up.
    return max(round(round(100 * whole, 6)), ceil(100 * by_word - _NOISE))


def _in_one(name: str) -> str:
    """Give a name in one piece, with its hyphens: KIM, Yong Su is KIMYONGSU, AL-QAEDA stays as it is."""
    return _NOT_IN_WHOLE.sub("", name)


def _words(name: str) -> list[str]:
    """Give a name's words. A hyphen parts words and an apostrophe does not: AL QAEDA, SAAD."""
    return _BETWEEN_WORDS.sub(" ", name.translate(_APOSTROPHES)).split()


def _best(rules: SearchRules, word: str, listed: list[str]) -> float:
    """Give the score of the listed word that is nearest, 0 where none is near enough to be compared."""
    from rapidfuzz.distance import Levenshtein

    at_most = int(rules.unlike * len(word))
    near = (
        other
        for other in listed
        if other[0] == word[0] and Levenshtein.distance(word, other, score_cutoff=at_most) <= at_most
    )
    return max((_beside(rules, word, other) for other in near), default=0.0)


def _beside(rules: SearchRules, word: str, other: str) -> float:
    heard = _soundex(other)
    unheard = sum(digit not in heard for digit in _soundex(word)[1:])
    return max(1 - rules.unheard * unheard, 0.0) * _jaro_winkler(rules, word, other, rules.front_of_word)


def _soundex(word: str) -> str:
    """Give the word's code in American Soundex (archives.gov/research/census/soundex): a letter and three digits."""
    code, last = word[0], _SOUNDS.get(word[0], "")
    for letter in word[1:]:
        sound = _SOUNDS.get(letter, "")
        if sound != last:
            code += sound
        if letter not in "HW":
            last = sound
        if len(code) == _CODE_LENGTH:
            break
    return code.ljust(_CODE_LENGTH, "0")


def _jaro_winkler(rules: SearchRules, one: str, other: str, front: int) -> float:
    similarity = _jaro(one, other)
    common = 0
    for ours, theirs in zip(one[:front], other[:front], strict=False):
        if ours != theirs:
            break
        common += 1
    return similarity + common * rules.raise_a_letter * (1 - similarity)


def _jaro(one: str, other: str) -> float:
    """Give Jaro's similarity, with half transpositions; rapidfuzz rounds them down to whole ones, the tool does not."""
    reach = max(len(one), len(other)) // 2 - 1
    left: list[str | None] = [*other]
    ours = []
    for at, letter in enumerate(one):
        for place in range(max(at - reach, 0), min(at + reach + 1, len(other))):
            if left[place] == letter:
                left[place] = None
                ours.append(letter)
                break
    if not ours:
        return float(one == other)
    theirs = [letter for letter, rest in zip(other, left, strict=True) if rest is None]
    common = len(ours)
    moved = sum(mine != yours for mine, yours in zip(ours, theirs, strict=True)) / 2
    return (common / len(one) + common / len(other) + (common - moved) / common) / 3
