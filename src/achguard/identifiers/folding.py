"""Text as typed brought to plain ASCII: case, full-width forms, invisible characters, kinds of dash and space.

Only typographic variants are folded by `fold_typography`. Digits of other scripts and superscripts are left as they
are, because they are not digits of any number that a US bank reads; `fold_widely` reads them too, as a person abroad
does.
"""

import unicodedata
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
    """Give the characters to replace, as code point -> replacement ('' for one that shows nothing)."""
    table = {code: chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
    table.update({code + _FULL_WIDTH: chr(code).upper() for code in range(0x21, 0x7F)})
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    table.update(dict.fromkeys(map(ord, _INVISIBLE), ""))
    return table


def fold_typography(text: str | None) -> str:
    """Give text in upper case with full-width forms, dashes, spaces and invisible characters made plain.

    None gives ''. Folding twice changes nothing more.
    """
    if not text:
        return ""
    if text.isascii() and text.isprintable():  # most text: only its case can differ, and upper() is much faster
        return text.upper()
    return text.translate(_table())


_NO_DIGIT = -1.0
_DIGITS = frozenset(map(float, range(10)))
"""What the numerals of Chinese are worth, and others that are letters; source: Unicode, Numeric_Value."""


class _Widely(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


# Letters of other alphabets that look like a Latin one; source: Unicode code charts, Greek and Cyrillic.
_LOOK_ALIKES = dict(
    zip(
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
        "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
        "\u0455\u0456\u0458\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u03bf",
        "ABEZHIKMNOPTYXSIJABEKMHOPCTYXSIJAEOPCYXO",
        strict=True,
    )
)


def _plain(char: str) -> str:
    """Give what a character is to a reader in capital letters, digits and plain marks; '' for what shows nothing."""
    known = _table().get(ord(char)) if char.isprintable() or char.isspace() else _table().get(ord(char), "")
    if known is not None:
        return known
    if char in _LOOK_ALIKES:
        return _LOOK_ALIKES[char]
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind in {"Lo", "Nl"} and (value := unicodedata.numeric(char, _NO_DIGIT)) in _DIGITS:
        return str(int(value))
    if kind[0] == "M" or kind in {"Cc", "Cf", "Cn", "Co", "Cs"}:
        return ""
    parts = unicodedata.normalize("NFKD", char)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain.upper() if plain and plain.isascii() else char


@cache
def _widely() -> _Widely:
    return _Widely()


def fold_widely(text: str | None) -> str:
    """Give text folded as above, with digits of every script, enclosed and look-alike letters read, and marks dropped.

    None gives ''. One character may become several, such as a circled 12.
    """
    if not text:
        return ""
    if text.isascii() and text.isprintable():
        return text.upper()
    return text.translate(_widely())


def wide_offsets(text: str | None) -> Sequence[int]:
    """Return, for each character of the widely folded text, where it stands in the original, and the end of that."""
    if not text:
        return (0,)
    if text.isascii() and text.isprintable():
        return range(len(text) + 1)
    table = _widely()
    return [*(i for i, char in enumerate(text) for _ in table[ord(char)]), len(text)]


def compact(text: str | None, drop: str = " -.") -> str:
    """Give the folded text without the characters of drop, which must be plain ASCII."""
    folded = fold_typography(text)
    for char in drop:
        folded = folded.replace(char, "")
    return folded
