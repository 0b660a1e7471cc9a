"""What a folded word sounds like, for spellings that transliteration, hearing and scanning bring about."""

import re
from functools import lru_cache
from typing import Final

from achguard.names.slavic import in_english
from achguard.names.spellings import usual_spelling

# Longest first. source: romanisation tables of Arabic, Persian, Russian and Chinese (BGN/PCGN, ALA-LC, ISO 9) where two
# of them spell one sound differently; the last line is what scanning makes of a letter.
_SOUNDS: Final[dict[str, str]] = {
    "SHCH": "S", "TSCH": "C", "SCH": "S", "TCH": "C", "TJ": "C", "SJ": "S", "ZJ": "J", "DZH": "J", "DJ": "J", "ZH": "J",
    "KH": "H", "GH": "G", "TH": "T", "DH": "D", "PH": "F", "CK": "K", "CH": "C", "SH": "S", "TS": "S", "TZ": "S",
    "CE": "SE", "CI": "SI", "CY": "SI", "C": "K", "Q": "K", "X": "KS", "Z": "S", "W": "V", "OU": "U", "OO": "U",
    "EE": "I", "IE": "I", "EI": "I", "AI": "E", "AY": "E", "EY": "E", "IY": "I", "IYA": "IA", "IJ": "I", "YI": "I",
    "YJ": "I", "AE": "E",
    "Y": "I", "O": "U", "J": "J",
    "VV": "V", "0": "U", "1": "I", "2": "S", "5": "S", "6": "G", "8": "B",
}  # fmt: skip
_PATTERN: Final = re.compile("|".join(sorted(map(re.escape, _SOUNDS), key=lambda sound: -len(sound))))
_DOUBLED: Final = re.compile(r"(.)\1+")
_NO_VOWELS: Final = str.maketrans("", "", "AEIOU")
_ARTICLE: Final = re.compile(r"^(?:AL|EL)(?=[^AEIOU]\w{3,})")
_VOWELS_TELL: Final = frozenset({"MAHMOUD"})
"""Names with the consonants of another one as common (Mohammed), which only their vowels tell from it."""
_LETTERS: Final = re.compile(r"[A-Z]")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Spell a folded word by its sound: doubled letters once, spellings of one sound in one spelling.

    `MOHAMMED` and `MUHAMED` are one, and so are the spellings of a given name that `spellings` lists, `MOHD` and
    `MEHMET` among them; a word without a letter is itself.
    """
    if not _LETTERS.search(word):
        return word
    usual = usual_spelling(word)
    spelt = in_english(usual)
    # ALYAKSEYEV and ALEKSEEV have no article.
    spelt = _ARTICLE.sub("", usual) if spelt == usual else spelt
    heard = _PATTERN.sub(lambda match: _SOUNDS[match.group()], spelt)
    return _DOUBLED.sub(r"\1", heard)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Give the sound of a word without its vowels, save one that leads: `MOHAMMED` is `MHMD`."""
    heard = sound(word)
    return heard if usual_spelling(word) in _VOWELS_TELL else _without_vowels(heard)


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """Give a folded word without its vowels, save one that leads, as it is spelt: `HYOKSIN` is `HYKSN`."""
    return _without_vowels(word)


def _without_vowels(word: str) -> str:
    return _DOUBLED.sub(r"\1", word[:1] + word[1:].translate(_NO_VOWELS))
