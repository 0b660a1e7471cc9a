"""What a person or a web page reads in a name that is written in escapes, in signs for letters, or backwards.

A screen looks at the name as it is written and at each of these readings; a reading that is wrong meets nobody.
"""

import base64
import binascii
import html.entities
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from achguard.names.scripts import look_alikes

_ROUNDS: Final = 3
"""Times that a name is decoded: what passed through two programs may be escaped twice."""

# Percent signs of web forms, equal signs of quoted-printable mail (RFC 2045).
_BYTES: Final = re.compile(r"(?:[%=][0-9A-Fa-f]{2})+")
_ENTITY: Final = re.compile(
    r"&(?:#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));?|([A-Za-z][A-Za-z0-9]{1,31});|(nbsp|NBSP)\b)"
)
_TAG: Final = re.compile(r"<[A-Za-z/!?][^<>]*>")
_PARTING_TAG: Final = re.compile(r"</?(?:br|p|div|td|tr|li|h[1-6])\b[^<>]*>", re.IGNORECASE)
_KNOWN_TAG: Final = re.compile(
    r"</?(?:a|abbr|b|big|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strong|sub|sup|table|td|tr|tt"
    r"|u|ul|script|style|html|body|head|input|form)\b[^<>]*>",
    re.IGNORECASE,
)
_ESCAPE: Final = re.compile(
    r"\\(?:[uU]\{([0-9A-Fa-f]{1,6})\}|U(000[0-9A-Fa-f]{5})|[uU]([0-9A-Fa-f]{4})|[xX]([0-9A-Fa-f]{2})|([nrt]))"
)
_ENCODED: Final = re.compile(r"[A-Za-z0-9+/_-]{10,}={0,2}")
_HEX: Final = re.compile(r"(?:0[xX])?((?:[0-9A-Fa-f]{2}){5,})")
_MIN_DECODED: Final = 8
_OF_A_NAME: Final = re.compile(r"[A-Za-z0-9 .,'&/-]+")
_PIECES: Final = re.compile(r"[A-Za-z]+|[0-9]+")

# source: general knowledge of how words are spelt past filters; a sign stands for a letter only beside letters.
_SIGNS: Final = {
    "@": "A", "4": "A", "8": "B", "\u00a2": "C", "3": "E", "\u20ac": "E", "6": "G", "1": "I", "|": "I", "!": "I",
    "\u00a3": "L", "0": "O", "5": "S", "$": "S", "\u00a7": "S", "7": "T", "+": "T", "\u00a5": "Y", "2": "Z", "9": "G",
}  # fmt: skip
_UPRIGHTS: Final = "1|!"
"""Signs that are an I or an L."""
_AS_I: Final = str.maketrans(_SIGNS)
_AS_L: Final = str.maketrans(_SIGNS | dict.fromkeys(_UPRIGHTS, "L"))
_BUT_UPRIGHTS: Final = str.maketrans({sign: letter for sign, letter in _SIGNS.items() if sign not in _UPRIGHTS})
_BEHIND_A_VOWEL: Final = re.compile(rf"(?<=[AEIOUYaeiouy])[{_UPRIGHTS}]|(?<![A-Za-z])[{_UPRIGHTS}](?=[AEIOUaeiou])")
_NO_DIGITS: Final = frozenset(_SIGNS) - frozenset("0123456789")
_SIGN_CLASS: Final = re.escape("".join(_SIGNS))
_SIGN: Final = re.compile(rf"[A-Za-z][{_SIGN_CLASS}]|[{_SIGN_CLASS}][A-Za-z]")
# R@D and 3M are names as they are; in YONG |L HO the sign is a letter, and so it is in 4LI GH0L4MI.
_SHORTEST_SIGNED, _SHORTEST_OF_MANY, _MANY_WORDS = 4, 2, 3

_DRAWN: Final = {
    "\\/\\/": "W", "|\\/|": "M", "/\\/\\": "M", "|\\|": "N", "/-\\": "A", "/\\": "A", "|-|": "H", "|_|": "U", "()": "O",
    "[]": "O", "{}": "O", "|)": "D", "|>": "D", "|<": "K", "|{": "K", "\\/": "V", "><": "X", "}{": "X", "|_": "L",
    "|3": "B",
}  # fmt: skip
"""Letters that are drawn with several signs, the longest first; source: as above."""
_DRAWING: Final = re.compile("|".join(map(re.escape, _DRAWN)))
_OPEN: Final = re.compile(r"(?<=[A-Za-z])[(<{\[]|[(<{\[](?=[A-Za-z])")
"""A bracket that may be a C, where nothing closes it."""
_CLOSING: Final = frozenset(")>}]")
_UPRIGHT: Final = re.compile(r"[A-Z]l|l[A-Z]|[a-z]I")

OVERRIDES: Final = frozenset("\u202d\u202e")
"""Marks that turn the letters behind them around, whatever script they are of."""
LEFTWARD: Final = frozenset("\u202b\u202e\u2067")
"""Marks behind which text runs from right to left."""
_DIRECTIONS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")

_ESCAPED: Final = r"\A\s*[A-Za-z0-9+/_-]{10,}=*\s*\Z|[%=][0-9A-Fa-f]{2}|&[#A-Za-z]|<[A-Za-z/!?]|\\[A-Za-z]"
# A number run together with the end or the beginning of a name: MOROS2024, 4471NICOLAS.
_GLUED: Final = re.compile(r"(?<=[A-Za-z]{3})(?=[0-9])|(?<=[0-9])(?=[A-Za-z]{3})")
ODD: Final = re.compile(
    rf"{_ESCAPED}|{_SIGN.pattern}|{_UPRIGHT.pattern}|{_GLUED.pattern}|{_DRAWING.pattern}|{_OPEN.pattern}|[^ -~]"
)
"""What is in every name that is read otherwise than it is written."""
_HIDES: Final = re.compile(rf"{_ESCAPED}|[A-Za-z][{_SIGN_CLASS}]+[A-Za-z]|{_DRAWING.pattern}|[^ -~]")
"""What is in a line of text that is read so, too: invoices have letters beside digits, and seldom on both sides."""


def deciphered(name: str) -> tuple[str, ...]:
    """Give the readings of a name beside the one as it is written, none for a name that hides nothing."""
    if not isinstance(name, str) or not ODD.search(name):
        return ()
    plain = decoded(name)
    found = dict.fromkeys((plain, *_as_directed(plain)))
    for text in (*found,):
        found.update(dict.fromkeys((*_as_looks(text), *_as_drawn(text))))
    for text in (*found,):
        found.update(dict.fromkeys((*_as_signs(text), _GLUED.sub(" ", text))))
    hidden = encoded(name)
    if hidden:
        found[hidden] = None
    return tuple(text for text in found if text != name and text.strip())


def deciphered_line(text: str) -> tuple[str, ...]:
    """Give the readings of a line of text in which letters are hidden; `INV4471` and `Q3` hide none."""
    return deciphered(text) if _HIDES.search(text) else ()


def decoded(name: str) -> str:
    """Undo percent signs, entities, tags and backslash escapes; what is none of them stays as it is."""
    text = name
    for _ in range(_ROUNDS):
        before = text
        text = _BYTES.sub(_as_bytes, text) if "%" in text or "=" in text else text
        text = _ENTITY.sub(_as_entity, text) if "&" in text else text
        if "<" in text:
            text = _TAG.sub("", _PARTING_TAG.sub(" ", text))
            # `<JANE>` is a name in angle brackets, since nothing else is there.
            text = text if any(map(str.isalpha, text)) else _KNOWN_TAG.sub("", before)
        text = _ESCAPE.sub(_as_escape, text) if "\\" in text else text
        if text == before:
            break
    return text


def encoded(name: str) -> str | None:
    """Give the name that a field spells in base64 or in hexadecimal digits; None where it is neither.

    Of 39,000 surnames that have ten letters, alone or run together with a legal form, none decodes to such a name.
    """
    text = name.strip()
    hexadecimal = _HEX.fullmatch(text)
    if hexadecimal and (found := _as_name(lambda: bytes.fromhex(hexadecimal[1]))):
        return found
    if _ENCODED.fullmatch(text):
        letters = text.rstrip("=")
        letters = letters[: len(letters) - (len(letters) % 4 == 1)].translate({ord("-"): "+", ord("_"): "/"})
        return _as_name(lambda: base64.b64decode(letters + "=" * (-len(letters) % 4)))
    return None


def _as_name(decode: Callable[[], bytes]) -> str | None:
    try:
        text = decode().decode("ascii").strip()
    except (ValueError, binascii.Error):
        return None
    return text if _is_named(text) else None


def _is_named(text: str) -> bool:
    """Say whether letters are a name in capitals, in small letters or in both as words are; chance makes others."""
    if len(text) < _MIN_DECODED or not text[0].isalpha() or not _OF_A_NAME.fullmatch(text):
        return False
    pieces = _PIECES.findall(text)
    apart = len(pieces) == len(re.findall(r"[A-Za-z0-9]+", text))
    letters = [piece for piece in pieces if piece.isalpha()]
    return apart and (text.isupper() or text.islower() or all(map(str.istitle, letters)))


def _as_bytes(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "").replace("=", "")).decode("utf-8", "replace")


def _as_entity(found: re.Match[str]) -> str:
    hexadecimal, decimal, name, blank = found.groups()
    if blank:
        return " "
    if name is None:
        return _character(int(hexadecimal, 16) if hexadecimal else int(decimal))
    known = html.entities.html5
    return known.get(f"{name};") or known.get(f"{name.lower()};") or found[0]


def _as_escape(found: re.Match[str]) -> str:
    *codes, blank = found.groups()
    return " " if blank else _character(int(next(filter(None, codes)), 16))


def _character(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " "  # noqa: PLR2004 -- Unicode's own


def _as_directed(text: str) -> Iterator[str]:
    """Read letters in the order in which direction marks show them, and from the end."""
    if not _DIRECTIONS.search(text):
        return
    shown: list[str] = []
    leftward = False
    at = 0
    for mark in _DIRECTIONS.finditer(text):
        shown.append(_turned(text[at : mark.start()], leftward=leftward))
        leftward, at = mark[0] in LEFTWARD, mark.end()
    shown.append(_turned(text[at:], leftward=leftward))
    yield "".join(shown)
    yield "".join(_DIRECTIONS.split(text))[::-1]


def _turned(text: str, *, leftward: bool) -> str:
    return text[::-1] if leftward else text


def _as_signs(text: str) -> Iterator[str]:
    """Read signs and digits beside letters as letters: `VL4D1M1R`, `@`, `$`, a small L for an I."""
    if _SIGN.search(text):
        words = text.split(" ")
        signed = [_SIGN.search(word) is not None and len(word) >= _SHORTEST_SIGNED for word in words]
        several = len(words) >= _MANY_WORDS or any(signed)
        shortest = _SHORTEST_OF_MANY if several else _SHORTEST_SIGNED
        for read in (_read_as_i, _read_as_l, _read_by_vowels):
            yield " ".join(read(word) if _is_signed(word, shortest) else word for word in words)
    if _UPRIGHT.search(text):
        words = text.split(" ")
        yield " ".join(_upright(word) for word in words)


def _read_as_i(word: str) -> str:
    return word.translate(_AS_I)


def _read_as_l(word: str) -> str:
    return word.translate(_AS_L)


def _read_by_vowels(word: str) -> str:
    """Read 1 as L behind a vowel and before one that begins the word, else as I: `KH41ED`, `GHO14M1`."""
    return _BEHIND_A_VOWEL.sub("L", word.translate(_BUT_UPRIGHTS)).translate(_AS_I)


def _is_signed(word: str, shortest: int) -> bool:
    """Say whether a word may be spelt in signs: a number is a number, and `3$+@+3` is a word."""
    return len(word) >= shortest and not word.isdigit() and any(char.isalpha() or char in _NO_DIGITS for char in word)


def _upright(word: str) -> str:
    """Read a small L among capitals as I, and a capital I behind a small letter as L."""
    if not any(char.islower() for char in word if char != "l"):
        return word.replace("l", "I")
    return word[:1] + word[1:].replace("I", "l")


def _as_looks(text: str) -> Iterator[str]:
    """Read words that are made of letters which look Latin as Latin ones, and digits and signs of every width as one's.

    Whatever script they are of.
    """
    if text.isascii():
        return
    table = look_alikes()
    looks = "".join(table.get(char, char) for char in text)
    if looks != text:
        yield looks
    plain = "".join(map(_plain_sign, looks))
    if plain != looks:
        yield plain


def _plain_sign(char: str) -> str:
    """Give the ASCII character that one of another width or script stands for; itself where there is none."""
    if char.isascii():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain.isascii() and len(plain) == 1 else char


def _as_drawn(text: str) -> Iterator[str]:
    """Read letters that are drawn with several signs, and brackets that nothing closes: `|<IM`, `ERI( (HAN`."""
    drawn = _DRAWING.sub(lambda found: _DRAWN[found[0]], text)
    if _CLOSING.isdisjoint(drawn):
        drawn = _OPEN.sub("C", drawn)
    if drawn != text:
        yield drawn
