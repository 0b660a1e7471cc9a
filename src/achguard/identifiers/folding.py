"""Text as typed brought to plain ASCII: case, full-width forms, invisible characters, kinds of dash and space.

Only typographic variants are folded. Digits of other scripts and superscripts are left as they are, because
they are not digits of any number that this package reads.
"""

from collections.abc import Sequence
from functools import cache

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63"
_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe00\ufe0e\ufe0f\ufeff"
)
_FULL_WIDTH = 0xFEE0  # the distance of U+FF01..U+FF5E from ASCII 0x21..0x7E


@cache
def _table() -> dict[int, str]:
    """Return the characters to replace, as code point -> replacement ('' for one that shows nothing)."""
    table = {code: chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
    table.update({code + _FULL_WIDTH: chr(code).upper() for code in range(0x21, 0x7F)})
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    table.update(dict.fromkeys(map(ord, _INVISIBLE), ""))
    return table


def fold(text: str | None) -> str:
    """Return text in upper case with full-width forms, dashes, spaces and invisible characters made plain.

    None gives ''. Folding twice changes nothing more.
    """
    if not text:
        return ""
    if text.isascii() and text.isprintable():  # most text: only its case can differ, and upper() is much faster
        return text.upper()
    return text.translate(_table())


def fold_with_offsets(text: str | None) -> tuple[str, Sequence[int]]:
    """Return the folded text, and for each of its characters where it stands in the original.

    The offsets have one more item than the text: the length of the original.
    """
    if not text:
        return "", (0,)
    folded = fold(text)
    if len(folded) == len(text):  # each replacement is one character or none
        return folded, range(len(text) + 1)
    table = _table()
    kept = [i for i, char in enumerate(text) if table.get(ord(char), char)]
    return folded, [*kept, len(text)]


def compact(text: str | None, drop: str = " -.") -> str:
    """Return the folded text without the characters of drop, which must be plain ASCII."""
    folded = fold(text)
    for char in drop:
        folded = folded.replace(char, "")
    return folded
