"""Whether a name is written so that a machine reads another name than a person does."""

import enum
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from achguard.names.disguise import LEFTWARD, OVERRIDES, encoded
from achguard.names.fold import is_invisible
from achguard.names.scripts import COMMON, script_of

_ZERO_WIDTH_JOINERS: Final = frozenset("\u200c\u200d")

# source: Unicode Standard 15, chapters 9, 12 and 16: the scripts whose spelling needs a joiner or a non-joiner.
_JOINING: Final = frozenset(
    {
        "arabic",
        "bengali",
        "devanagari",
        "gujarati",
        "gurmukhi",
        "kannada",
        "khmer",
        "malayalam",
        "mongolian",
        "myanmar",
        "oriya",
        "sinhala",
        "syriac",
        "tamil",
        "telugu",
        "tibetan",
    }
)

# Marks that say which way the text runs: a right-to-left name that was copied from a page has them around its words.
_DIRECTION: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT: Final = frozenset({"arabic", "hebrew", "syriac"})

_WORD: Final = re.compile(r"[^\W\d_]+")


class ObfuscationKind(enum.StrEnum):
    """In which way a name hides what it is."""

    MIXED_SCRIPT = "mixed-script"
    """Letters of two scripts inside one word."""
    INVISIBLE = "invisible"
    """A character that takes no room, inside a name."""
    TURNED = "turned"
    """A mark that shows the letters in another order than they are stored in."""
    ENCODED = "encoded"
    """A name in base64 or in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Obfuscation:
    """What hides a name, and where."""

    kind: ObfuscationKind
    at: int
    """Index of the first character that gives it away."""
    char: str
    """Code point of that character, such as `U+0430`."""

    def __str__(self) -> str:
        """In words, for a message."""
        if self.kind is ObfuscationKind.INVISIBLE:
            return f"an invisible character ({self.char}) inside the name"
        if self.kind is ObfuscationKind.TURNED:
            return f"a mark ({self.char}) that turns the letters around"
        if self.kind is ObfuscationKind.ENCODED:
            return "letters and digits that encode a name"
        return f"letters of two scripts inside one word ({self.char})"


def obfuscation(text: str) -> Obfuscation | None:
    """Say what hides a name, or None.

    Speaks only of what happens *inside* a name: a byte order mark or a zero-width space at an end, a name wholly in
    another script, accents, a Latin name with a word in another script beside it, and the joiners that Persian and
    Indic spelling needs are all in order. A mark that turns letters around hides them wherever it stands: an override
    always, and a mark for text from right to left where no letter of the name runs that way.
    """
    if not isinstance(text, str):
        return None
    if text.isascii() and text.isprintable():
        return Obfuscation(ObfuscationKind.ENCODED, 0, _code(text[0])) if encoded(text) else None
    return _turned(text) or _invisible(text) or _mixed_script(text)


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _turned(text: str) -> Obfuscation | None:
    at = next((i for i, char in enumerate(text) if char in OVERRIDES | LEFTWARD), None)
    if at is None or not any(map(str.isalnum, text)):
        return None
    if OVERRIDES.isdisjoint(text) and any(script_of(letter) in _RIGHT_TO_LEFT for letter in text):
        return None
    return Obfuscation(ObfuscationKind.TURNED, at, _code(text[at]))


def _invisible(text: str) -> Obfuscation | None:
    inside = [i for i, char in enumerate(text) if char.isalnum() and not is_invisible(char)]
    if not inside:
        return None
    for at in range(inside[0] + 1, inside[-1]):
        char = text[at]
        if is_invisible(char) and not _is_needed(text, at):
            return Obfuscation(ObfuscationKind.INVISIBLE, at, _code(char))
    return None


def _is_needed(text: str, at: int) -> bool:
    char = text[at]
    before, after = text[at - 1], text[at + 1]
    if char in _ZERO_WIDTH_JOINERS:
        # Emoji sequences are glued with a joiner too; emoji are no letters and hide none.
        scripts = {script_of(before), script_of(after)} - {COMMON}
        glue = not before.isalnum() and not after.isalnum() and unicodedata.category(before) in {"So", "Sk", "Mn"}
        return glue or (bool(scripts) and scripts <= _JOINING)
    if char in _DIRECTION:
        # Only between words: inside a word, or in text without a right-to-left letter, nothing needs turning.
        between = not (before.isalnum() and after.isalnum())
        return between and any(script_of(letter) in _RIGHT_TO_LEFT for letter in text)
    # Emoji flags are spelt with tags.
    return 0xE0020 <= ord(char) <= 0xE007F  # noqa: PLR2004 -- the Tags range


def _mixed_script(text: str) -> Obfuscation | None:
    for word in _WORD.finditer(text):
        letters = word.group()
        if letters.isascii():
            continue
        first: str | None = None
        for offset, char in enumerate(letters):
            script = script_of(char)
            if script == COMMON:
                continue
            if first is None:
                first = script
            elif script != first:
                return Obfuscation(ObfuscationKind.MIXED_SCRIPT, word.start() + offset, _code(char))
    return None
