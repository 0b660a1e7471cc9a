"""Records that fill up a file's last block of ten: 94 nines, and what writers put in their place."""

from typing import Final

from achguard.nacha.bytes.lines import Line
from achguard.nacha.layouts.layout import RECORD_LENGTH
from achguard.nacha.records.record import digits

NEARLY_NINES: Final = 80
"""Nines of a line from which on it is padding: a fill record with a few wrong characters is still one."""

_NINES: Final = "9" * RECORD_LENGTH
_FEWEST: Final = 10  # a shorter line of one character may be what is left of a record
_WORDS: Final = ("zeros", "ones", "twos", "threes", "fours", "fives", "sixes", "sevens", "eights", "nines")


def is_nearly_nines(text: str) -> bool:
    """Say whether a line is a fill record wherever it stands."""
    return text.count("9") >= NEARLY_NINES


def repeats_one(text: str) -> bool:
    """Say whether a line is one character over and over, as no record is: behind the file control it fills up."""
    filled = text.strip(" ")
    return len(filled) >= _FEWEST and filled == filled[0] * len(filled)


def wrong_padding(line: Line) -> tuple[str, str] | None:
    """Give the name of what is wrong with a fill record, and what it has in place of 94 nines; None for a right one."""
    if line.text == _NINES and line.flaw is None:
        return None
    whole = line.flaw is None
    if repeats_one(line.text) and not (whole and is_nearly_nines(line.text)) and line.flaw in (None, "line-length"):
        filled = line.text.strip(" ")
        count = len(filled) if whole else max(len(filled), line.size)
        figure = digits(filled[0])
        return "fill-record", f"{count} {'times the same character' if figure is None else _WORDS[figure]}"
    return ("odd-padding", "") if whole else None
