"""One name in, one canonical spelling out: capital letters, digits and single spaces."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from achguard.first_use import MAKING
from achguard.names.arabic import in_latin
from achguard.names.scripts import COMMON, LATIN, look_alikes, script_of

MAX_MARKS: Final = 30
"""Marks in a row that count; source: Unicode Standard Annex 15, Stream-Safe Text Format. Bounds the time of NFKC."""

# An apostrophe is written or not at the writer's pleasure (QA'IDA, QAIDA); every other mark parts two words.
ASCII: Final = {
    code: (chr(code).upper() if chr(code).isalnum() else None if chr(code) in "'`" else " ") for code in range(128)
} | {code: None for code in range(128) if unicodedata.category(chr(code)) == "Cc" and not chr(code).isspace()}
"""What becomes of each ASCII character: a capital letter or a digit, a blank, or nothing."""

# source: Unicode General Punctuation and Spacing Modifier Letters: marks that romanisations write as an apostrophe.
_APOSTROPHES: Final = frozenset(
    "\u00b4\u02b0\u02b9\u02bb\u02bc\u02be\u02bf\u02c8\u02ca\u02cb\u0559\u055a\u05f3\u2018\u2019\u201b\u2032\uff07"
)

# Letters to Unicode, blanks to a reader: Hangul fillers and the empty Braille cell.
_BLANKS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")

# Pictures of letters that no compatibility form unifies: negative circled and squared ones, regional indicators;
# source: Unicode code charts, Enclosed Alphanumeric Supplement.
_PICTURED: Final = {first + at: chr(ord("A") + at) for first in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)}

_WORDS: Final = re.compile(r"\w+")
_VIRAMA: Final = 9

_LAST_PLAIN: Final = "\u042f"
"""The last capital of the Russian alphabet; behind it are accented and historical letters."""

_SUFFIXES: Final = frozenset({"JR", "SR", "II", "III", "IV", "ESQ", "MD", "PHD", "CPA"})


def fold(text: str) -> str:
    """Spell a name in capital letters A-Z, digits and single spaces; idempotent, and linear in the length of the text.

    Compatibility forms are unified (NFKC), what cannot be seen is taken out, look-alike letters inside a word that
    mixes scripts become the Latin letters they pose as, other scripts are transliterated, marks are stripped. What is
    no text folds to nothing.
    """
    if not isinstance(text, str):
        return ""
    if text.isascii():
        return " ".join(text.translate(ASCII).split())
    visible = in_latin(_without_look_alikes(unicodedata.normalize("NFKC", "".join(_visible(text)))))
    return " ".join("".join(map(_latin, visible)).translate(ASCII).split())


def tokens(text: str) -> tuple[str, ...]:
    """Give the words of a folded name, in order."""
    return tuple(fold(text).split())


def natural_order(name: str) -> str:
    """Turn `LAST, First` into `First LAST`; leave a name without a comma, or with nothing on one side of it, as it is.

    `LAST, First, Jr.` keeps its suffix at the end. A company's `CIMEX, S.A.` must not be handed in: only an
    individual's comma parts a family name.
    """
    if not isinstance(name, str) or "," not in name:
        return name
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) < 2:  # noqa: PLR2004 -- both sides of a comma
        return name
    suffixes = [part for part in parts[1:] if fold(part) in _SUFFIXES]
    given = [part for part in parts[1:] if fold(part) not in _SUFFIXES]
    return " ".join([*given, parts[0], *suffixes])


def is_invisible(char: str) -> bool:
    """Say whether a character takes no room on paper: controls that are no blank, joiners, direction marks, fillers."""
    return (unicodedata.category(char) in {"Cc", "Cf"} and not char.isspace()) or char in _BLANKS or char == "\u034f"


def _visible(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for char in text:
        if is_invisible(char):
            continue
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks <= MAX_MARKS:
            kept.append(char)
    return kept


def _without_look_alikes(text: str) -> str:
    has_latin = any(script_of(char) == LATIN for char in text)
    if not has_latin:
        return text

    table = look_alikes()

    def latin(word: re.Match[str]) -> str:
        letters = word.group()
        if letters.isascii():
            return letters
        if script := _other_script(letters, table):
            return "".join(_twins().get((script, char.upper()), char) for char in letters)
        # A word made of look-alikes alone, beside Latin words, reads as Latin too.
        poses = LATIN in map(script_of, letters) or all(char in table or not char.isalpha() for char in letters)
        return "".join(table.get(char, char) for char in letters) if poses else letters

    return _WORDS.sub(latin, text)


def _other_script(letters: str, table: Mapping[str, str]) -> str | None:
    """Give the script of a word of few Latin letters and more that look like none; None for any other word."""
    scripts = [script for script in map(script_of, letters) if script != COMMON]
    telling = [script_of(char) for char in letters if char not in table and script_of(char) not in {LATIN, COMMON}]
    latin = scripts.count(LATIN)
    return telling[0] if len(telling) > latin and 2 * latin < len(scripts) else None


@cache
def _twins() -> Mapping[tuple[str, str], str]:
    """Give, by script, the plain Greek or Cyrillic capital that looks like a Latin one: a Cyrillic EN for an H."""
    plain = (char for char in look_alikes() if char <= _LAST_PLAIN and char.isupper())
    return {(script_of(char), look_alikes()[char]): char for char in plain if not unicodedata.decomposition(char)}


@lru_cache(maxsize=16384)
def _latin(char: str) -> str:
    """Spell one character in ASCII: what a letter or a digit sounds like, nothing for a mark, a space for the rest."""
    if char.isascii():
        return char
    if char in _APOSTROPHES:
        return ""
    if pictured := _PICTURED.get(ord(char)):
        return pictured
    category = unicodedata.category(char)
    if category.startswith("M"):
        # The vowel signs of Indic scripts are letters to a reader; accents and cantillation are not.
        if unicodedata.combining(char) not in {0, _VIRAMA}:
            return ""
    elif category[0] not in "LN":
        return " "
    with MAKING:
        import anyascii

    spelt: str = anyascii.anyascii(char)
    return "".join(letter for letter in spelt if letter.isalnum() or letter == " ")
