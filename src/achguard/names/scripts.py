"""Which script a letter belongs to, and which letters of other scripts look like Latin ones."""

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

COMMON: Final = "common"
"""The script of digits, marks, symbols and letters that go with any script."""

LATIN: Final = "latin"
"""The script of A to Z, with their accented and full-width forms."""

# source: Unicode Character Database 15, Scripts.txt, condensed to whole ranges; a gap in a range holds no letter that
# a name uses. Han, kana, Hangul and Bopomofo are one group because one name may mix them.
_RANGES: Final[tuple[tuple[int, int, str], ...]] = (
    (0x0041, 0x005A, LATIN),
    (0x0061, 0x007A, LATIN),
    (0x00C0, 0x00D6, LATIN),
    (0x00D8, 0x00F6, LATIN),
    (0x00F8, 0x02AF, LATIN),
    (0x0370, 0x03E1, "greek"),
    (0x03E2, 0x03EF, "coptic"),
    (0x03F0, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0531, 0x058A, "armenian"),
    (0x0591, 0x05F4, "hebrew"),
    (0x0600, 0x06FF, "arabic"),
    (0x0700, 0x074F, "syriac"),
    (0x0750, 0x077F, "arabic"),
    (0x08A0, 0x08FF, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bengali"),
    (0x0A00, 0x0A7F, "gurmukhi"),
    (0x0A80, 0x0AFF, "gujarati"),
    (0x0B00, 0x0B7F, "oriya"),
    (0x0B80, 0x0BFF, "tamil"),
    (0x0C00, 0x0C7F, "telugu"),
    (0x0C80, 0x0CFF, "kannada"),
    (0x0D00, 0x0D7F, "malayalam"),
    (0x0D80, 0x0DFF, "sinhala"),
    (0x0E00, 0x0E7F, "thai"),
    (0x0E80, 0x0EFF, "lao"),
    (0x0F00, 0x0FFF, "tibetan"),
    (0x1000, 0x109F, "myanmar"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1100, 0x11FF, "cjk"),
    (0x1200, 0x139F, "ethiopic"),
    (0x13A0, 0x13FF, "cherokee"),
    (0x1401, 0x167F, "canadian"),
    (0x16A0, 0x16EA, "runic"),
    (0x1780, 0x17FF, "khmer"),
    (0x1800, 0x18AF, "mongolian"),
    (0x1C80, 0x1C8F, "cyrillic"),
    (0x1C90, 0x1CBF, "georgian"),
    (0x1D00, 0x1D25, LATIN),
    (0x1E00, 0x1EFF, LATIN),
    (0x1F00, 0x1FFF, "greek"),
    (0x2C60, 0x2C7F, LATIN),
    (0x2C80, 0x2CFF, "coptic"),
    (0x2D00, 0x2D2F, "georgian"),
    (0x2D30, 0x2D7F, "tifinagh"),
    (0x2DE0, 0x2DFF, "cyrillic"),
    (0x2E80, 0x31FF, "cjk"),
    (0x3400, 0x9FFF, "cjk"),
    (0xA4D0, 0xA4FF, "lisu"),
    (0xA640, 0xA69F, "cyrillic"),
    (0xA6A0, 0xA6FF, "bamum"),
    (0xA720, 0xA7FF, LATIN),
    (0xA8E0, 0xA8FF, "devanagari"),
    (0xAB30, 0xAB6F, LATIN),
    (0xAB70, 0xABBF, "cherokee"),
    (0xAC00, 0xD7FF, "cjk"),
    (0xF900, 0xFAFF, "cjk"),
    (0xFB00, 0xFB06, LATIN),
    (0xFB13, 0xFB17, "armenian"),
    (0xFB1D, 0xFB4F, "hebrew"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFE, "arabic"),
    (0xFF21, 0xFF3A, LATIN),
    (0xFF41, 0xFF5A, LATIN),
    (0xFF66, 0xFFDC, "cjk"),
    (0x10280, 0x1029F, "lycian"),
    (0x102A0, 0x102DF, "carian"),
    (0x10300, 0x1032F, "old italic"),
    (0x10400, 0x1044F, "deseret"),
    (0x104B0, 0x104FF, "osage"),
    (0x10500, 0x1052F, "elbasan"),
    (0x11700, 0x1174F, "ahom"),
    (0x118A0, 0x118FF, "warang citi"),
    (0x16800, 0x16A3F, "bamum"),
    (0x16F00, 0x16F9F, "miao"),
    (0x20000, 0x3FFFF, "cjk"),
)
_STARTS: Final = tuple(first for first, _, _ in _RANGES)


@lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """Give the script of one character; `COMMON` for no letter, and for a letter of a script without a name here."""
    if not unicodedata.category(char).startswith("L"):
        return COMMON
    at = bisect_right(_STARTS, ord(char)) - 1
    if at < 0:
        return COMMON
    _, last, script = _RANGES[at]
    return script if ord(char) <= last else COMMON


@cache
def look_alikes() -> Mapping[str, str]:
    """Give the letters of other scripts that a reader takes for a Latin letter, and that letter, upper-case."""
    text = files("achguard").joinpath("_data", "look_alikes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {chr(int(code, 16)): latin for code, latin, _ in rows}
