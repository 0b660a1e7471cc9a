"""Of which characters lines and fields are: printable ASCII, or others that a check says something about."""

from typing import Final

import numpy as np

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

_BLANK, _ZERO, _DIGIT, _LETTER, _SIGN, _OTHER_LETTER, _OTHER, _CONTROL = (1 << bit for bit in range(8))
_NOT_ASCII = 0x80
# Bytes that start two of UTF-8 for the letters U+00C0 to U+017F; U+00D7 and U+00F7 among them are signs.
_FIRST_LEAD, _LAST_LEAD, _SIGNS_LEAD, _SIGNS = 0xC3, 0xC5, 0xC3, (0x97, 0xB7)


def _kind(character: str) -> int:
    if character in _CONTROLS:
        return _CONTROL
    if not character.isascii():
        return _OTHER_LETTER if character.isalpha() else _OTHER
    known = _LETTER if character.isalpha() else _DIGIT if character.isdigit() else _SIGN
    return {" ": _BLANK, "0": _ZERO}.get(character, known)


_CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
_KINDS = bytes(_kind(chr(code)) for code in range(256))


def forms_of(columns: Columns) -> Bytes:
    """Say of which characters each line is [lines]."""
    chunk, stride = columns.chunk, columns.chunk.stride
    forms = np.zeros(columns.count, np.uint8)
    if chunk.plain:
        return forms
    data = np.frombuffer(chunk.columns, np.uint8)
    odd = np.flatnonzero((data - np.uint8(ord(" "))) > np.uint8(ord("~") - ord(" ")))
    odd = odd[odd % stride < RECORD_LENGTH]
    forms[odd // stride] = ODD
    if chunk.levelled:
        return forms
    odd = odd[data[odd] >= _NOT_ASCII]
    rows, places, values = odd // stride, odd % stride, data[odd]
    before = np.where(places > 0, data[odd - 1], np.uint8(0))
    after = np.where(places < RECORD_LENGTH - 1, data[np.minimum(odd + 1, len(data) - 1)], np.uint8(0))
    goes_on = is_continued(values)
    letters = np.where(goes_on, _are_letters(before, values), _are_letters(values, after))
    # No text of UTF-8 has a start that nothing goes on from, or goes on where nothing started.
    broken = np.where(goes_on, before < _NOT_ASCII, ~is_continued(after))
    forms[rows] = UTF8
    forms[rows[~letters]] = UNSURE
    forms[rows[broken]] = ODD
    return forms


def _are_letters(first: Bytes, second: Bytes) -> Flags:
    """Say which two bytes are one letter in UTF-8."""
    found: Flags = (first >= _FIRST_LEAD) & (first <= _LAST_LEAD) & is_continued(second)
    found &= ~((first == _SIGNS_LEAD) & ((second == _SIGNS[0]) | (second == _SIGNS[1])))
    return found


def is_continued(values: Bytes) -> Flags:
    """Say which bytes would go on with a character of UTF-8."""
    found: Flags = (values & np.uint8(0xC0)) == _NOT_ASCII
    return found


def kinds_of(text: Bytes, forms: Bytes) -> Bytes:
    """Give the kind of each character [columns, rows] of lines of these forms [rows], as a bit."""
    kinds: Bytes = np.frombuffer(bytearray(text.tobytes().translate(_KINDS)), np.uint8).reshape(text.shape)
    if (forms == UTF8).any():
        kinds[(text >= _NOT_ASCII) & (forms == UTF8)] = _OTHER_LETTER
    return kinds
