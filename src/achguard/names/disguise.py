"""What a person or a web page reads in a name that is written in escapes, in signs for letters, or backwards.

A screen looks at the name as it is written and at each of these readings; a reading that is wrong meets nobody.
"""

import base64
import binascii
import html.entities
import re
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
    "\u00a3": "L", "0": "O", "5": "S", "$": "S", "\u00a7": "S", "7": "T", "+": "T", "\u00a5": "Y", "2": "Z",
}  # fmt: skip
_AS_I: Final = str.maketrans(_SIGNS)
_AS_L: Final = str.maketrans(_SIGNS | dict.fromkeys("1|!", "L"))
_SIGN_CLASS: Final = re.escape("".join(_SIGNS))
_SIGN: Final = re.compile(rf"[A-Za-z][{_SIGN_CLASS}]|[{_SIGN_CLASS}][A-Za-z]")
# R@D and 3M are names as they are; in YONG |L HO the sign is a letter.
_SHORTEST_SIGNED, _SHORTEST_OF_MANY, _MANY_WORDS = 4, 2, 3
_UPRIGHT: Final = re.compile(r"[A-Z]l|l[A-Z]|[a-z]I")

OVERRIDES: Final = frozenset("\u202d\u202e")
"""Marks that turn the letters behind them around, whatever script they are of."""
LEFTWARD: Final = frozenset("\u202b\u202e\u2067")
"""Marks behind which text runs from right to left."""
_DIRECTIONS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")

_ESCAPED: Final = r"\A\s*[A-Za-z0-9+/_-]{10,}=*\s*\Z|[%=][0-9A-Fa-f]{2}|&[#A-Za-z]|<[A-Za-z/!?]|\\[A-Za-z]"
# A number run together with the end or the beginning of a name: MOROS2024, 4471NICOLAS.
_GLUED: Final = re.compile(r"(?<=[A-Za-z]{3})(?=[0-9])|(?<=[0-9])(?=[A-Za-z]{3})")
ODD: Final = re.compile(rf"{_ESCAPED}|{_SIGN.pattern}|{_UPRIGHT.pattern}|{_GLUED.pattern}|[^ -~]")
"""What is in every name that is read otherwise than it is written."""


def deciphered(name: str) -> tuple[str, ...]:
    """Give the readings of a name beside the one as it is written, none for a name that hides nothing."""
    if not isinstance(name, str) or not ODD.search(name):
        return ()
    plain = decoded(name)
    found = dict.fromkeys((plain, *_as_directed(plain)))
    for text in (*found,):
        found.update(dict.fromkeys((*_as_signs(text), *_as_looks(text), _GLUED.sub(" ", text))))
    hidden = encoded(name)
    if hidden:
        found[hidden] = None
    return tuple(text for text in found if text != name and text.strip())


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
        shortest = _SHORTEST_SIGNED if len(words) < _MANY_WORDS else _SHORTEST_OF_MANY
        for table in (_AS_I, _AS_L):
            yield " ".join(word.translate(table) if _is_signed(word, shortest) else word for word in words)
    if _UPRIGHT.search(text):
        words = text.split(" ")
        yield " ".join(_upright(word) for word in words)


def _is_signed(word: str, shortest: int) -> bool:
    return len(word) >= shortest and any(map(str.isalpha, word))


def _upright(word: str) -> str:
    """Read a small L among capitals as I, and a capital I behind a small letter as L."""
    if not any(char.islower() for char in word if char != "l"):
        return word.replace("l", "I")
    return word[:1] + word[1:].replace("I", "l")


def _as_looks(text: str) -> Iterator[str]:
    """Read words that are made of letters which look Latin as Latin ones, whatever script they are of."""
    if text.isascii():
        return
    table = look_alikes()
    looks = "".join(table.get(char, char) for char in text)
    if looks != text:
        yield looks
