"""Of which characters lines and fields are: printable ASCII, or others that a check says something about."""

from typing import Final

import numpy as np
import numpy.typing as npt

from achguard.nacha.bytes.columns import Bytes, Columns, Flags
from achguard.nacha.layouts.layout import RECORD_LENGTH

PLAIN: Final = 0
"""The form of a line of printable ASCII."""

ODD: Final = 1
"""The form of a line with control characters, or others of one byte each."""

UTF8: Final = 2
"""The form of a line whose other characters are letters of two bytes of UTF-8."""

UNSURE: Final = 3
"""The form of a line of whose bytes nothing is said here."""

Kinds = npt.NDArray[np.uint16]

_BLANK, _ZERO, _DIGIT, _CAPITAL, _SMALL, _SIGN, _LETTER, _OTHER, _CONTROL = (1 << bit for bit in range(9))


def _kinds() -> Kinds:
    kinds = np.full(256, _SIGN, np.uint16)
    for code in range(256):
        character = chr(code)
        if not character.isascii():
            kinds[code] = _LETTER if character.isalpha() else _OTHER
    kinds[ord(" ")] = _BLANK
    kinds[ord("0")] = _ZERO
    kinds[ord("1") : ord("9") + 1] = _DIGIT
    kinds[ord("A") : ord("Z") + 1] = _CAPITAL
    kinds[ord("a") : ord("z") + 1] = _SMALL
    kinds[:0x20] = kinds[0x7F:0xA0] = _CONTROL
    return kinds


_KINDS = _kinds()
_NOT_ASCII = 0x80
# Bytes that start two of UTF-8 for the letters U+00C0 to U+017F; U+00D7 and U+00F7 among them are signs.
_FIRST_LEAD, _LAST_LEAD, _SIGNS_LEAD, _SIGNS = 0xC3, 0xC5, 0xC3, (0x97, 0xB7)


def forms_of(columns: Columns) -> Bytes:
    """Say of which characters each line is [lines]."""
    text = columns.matrix(1, RECORD_LENGTH)
    forms = np.zeros(columns.count, np.uint8)
    if columns.chunk.plain:
        return forms
    rows = np.flatnonzero(((text - np.uint8(0x20)) > np.uint8(0x5E)).any(axis=1))
    forms[rows] = ODD
    text = text[rows]
    high = text >= _NOT_ASCII
    others = high.any(axis=1)
    rows, text, high = rows[others], text[others], high[others]
    goes_on = is_continued(text)
    starts = high & ~goes_on
    pairs = starts[:, :-1] & goes_on[:, 1:]
    first, second = text[:, :-1], text[:, 1:]
    letters = pairs & (first >= _FIRST_LEAD) & (first <= _LAST_LEAD)
    letters &= ~((first == _SIGNS_LEAD) & np.isin(second, _SIGNS))
    in_letters = np.zeros_like(high)
    in_letters[:, :-1] |= letters
    in_letters[:, 1:] |= letters
    # No text of UTF-8 has a start that nothing goes on from, or goes on where nothing started.
    broken = starts.copy()
    broken[:, :-1] &= ~goes_on[:, 1:]
    broken[:, 1:] |= goes_on[:, 1:] & ~high[:, :-1]
    broken[:, 0] |= goes_on[:, 0]
    forms[rows] = np.where(broken.any(axis=1), ODD, np.where((in_letters == high).all(axis=1), UTF8, UNSURE))
    return forms


def is_continued(values: Bytes) -> Flags:
    """Say which bytes would go on with a character of UTF-8."""
    found: Flags = (values & np.uint8(0xC0)) == _NOT_ASCII
    return found


def kinds_of(text: Bytes, forms: Bytes) -> Kinds:
    """Give the kind of each character [columns, rows] of lines of these forms [rows], as a bit."""
    kinds = _KINDS[text]
    if (forms == UTF8).any():
        kinds[(text >= _NOT_ASCII) & (forms == UTF8)] = _LETTER
    return kinds
