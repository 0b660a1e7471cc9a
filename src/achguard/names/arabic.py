"""Names in Arabic letters, of Arabic, Persian or Urdu, in the Latin letters that a list has for them.

These letters leave out the short vowels, and the long ones are consonants elsewhere, so that a transliteration letter
by letter (anyascii's, ICU's) meets no listed spelling. A usual name has its usual spelling from a table; of any other
word the consonants are given and all vowels left open, as of a name written without vowels.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

WORD: Final = re.compile("[\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u0750-\u077f]+")
"""A run of Arabic letters and their marks; digits and punctuation are none."""

# One letter has several forms: alif with hamza or madda, ya without dots, ta marbuta, Persian and Urdu letters.
_ONE_FORM: Final = str.maketrans(
    "\u0622\u0623\u0625\u0671\u0649\u06cc\u06d2\u0629\u06c1\u06be\u06c0\u06a9\u06ba",
    "\u0627\u0627\u0627\u0627\u064a\u064a\u064a\u0647\u0647\u0647\u0647\u0643\u0646",
)
_TATWEEL: Final = "\u0640"
_ALIF, _WAW, _YA, _HA, _AYN = "\u0627", "\u0648", "\u064a", "\u0647", "\u0639"
_ARTICLE: Final = "\u0627\u0644"
_SERVANT: Final = "\u0639\u0628\u062f"
# As a rule an article is written with the word behind it, and by some with the one ahead as well; the L of KAMAL and
# SALAR is none.
_WITH_ARTICLE: Final = re.compile(rf"(|.{{3,}}?){_ARTICLE}(.{{3,}})")
_OF_GOD: Final = re.compile(rf"(?<={_SERVANT})\s+(?={_ARTICLE}\u0644\u0647\b)")
"""The blank in the name of a servant of God, which is one name."""
_LONG_VOWELS: Final = frozenset({_ALIF, _WAW, _YA})
_SEMIVOWELS: Final = {_WAW: "W", _YA: "Y"}
# Hamza by itself and on its seats, and ayn, of which English writes nothing.
_SILENT: Final = frozenset({_AYN, "\u0621", "\u0624", "\u0626"})
# source: the romanisation of Arabic by BGN/PCGN, without its dots and with Z for the emphatic DH; and of Persian.
_CONSONANTS: Final = {
    "\u0628": "B", "\u062a": "T", "\u062b": "TH", "\u062c": "J", "\u062d": "H", "\u062e": "KH", "\u062f": "D",
    "\u0630": "DH", "\u0631": "R", "\u0632": "Z", "\u0633": "S", "\u0634": "SH", "\u0635": "S", "\u0636": "D",
    "\u0637": "T", "\u0638": "Z", "\u063a": "GH", "\u0641": "F", "\u0642": "Q", "\u0643": "K", "\u0644": "L",
    "\u0645": "M", "\u0646": "N", "\u0647": "H", "\u067e": "P", "\u0686": "CH", "\u0698": "ZH", "\u06af": "G",
    "\u06a4": "V", "\u0679": "T", "\u0688": "D", "\u0691": "R",
}  # fmt: skip


def in_latin(text: str) -> str:
    """Spell the words of a text that are in Arabic letters in Latin ones; leave everything else as it is."""
    if not WORD.search(text):
        return text
    return WORD.sub(lambda word: f" {_spelt(word.group())} ", _OF_GOD.sub("", text))


@cache
def _usual() -> Mapping[str, str]:
    text = files("achguard").joinpath("_data", "arabic_names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name.translate(_ONE_FORM): latin for name, latin in rows}


def _spelt(written: str) -> str:
    letters = "".join(char for char in written if not unicodedata.category(char).startswith("M") and char != _TATWEEL)
    return _word(letters.translate(_ONE_FORM))


def _word(letters: str) -> str:
    if usual := _usual().get(letters):
        return usual
    parts = _WITH_ARTICLE.fullmatch(letters)
    if parts is None:
        return _consonants(letters)
    return " AL ".join((_usual().get(part) or _consonants(part)) if part else "" for part in parts.groups("")).strip()


def _consonants(letters: str) -> str:
    """Give the consonants of a word, and an A where a vowel leads."""
    spelt: list[str] = []
    for at, letter in enumerate(letters):
        behind = letters[at + 1 : at + 2]
        if letter in _SEMIVOWELS:
            if at == 0 or behind in _LONG_VOWELS or (behind == _HA and at + 2 == len(letters)):
                spelt.append(_SEMIVOWELS[letter])
        elif letter == _HA and at and not behind:
            continue
        elif letter == _ALIF or letter in _SILENT:
            if at == 0:
                spelt.append("A")
        else:
            spelt.append(_CONSONANTS.get(letter, letter))
    return "".join(spelt)
