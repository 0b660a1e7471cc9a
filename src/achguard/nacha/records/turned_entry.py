"""Entries of CIE and MTE that have their number before their name, as those of every other SEC code do."""

from typing import Final

from achguard.nacha.layouts.layout import slice_of
from achguard.nacha.records.record import Record

FIRST_HALF: Final = slice_of("entry", "individual_id")
"""Where a CIE or MTE entry has its name, and any other its number."""

SECOND_HALF: Final = slice_of("entry", "individual_name")
"""Where a CIE or MTE entry has its number, and any other its name."""

_NAME_FIRST: Final = frozenset({"cie_entry", "mte_entry"})


def has_name_first(entry: Record) -> bool:
    """Say whether the layout of an entry has the name before the number."""
    return entry.layout.key in _NAME_FIRST


def is_turned(entry: Record) -> bool:
    """Say whether an entry whose layout has the name first has its number there, and its name behind it.

    Files in the wild often keep the usual order. A half of marks is no number, and one with a digit is no name: where
    neither half is a name, the number of a person must not be screened in its place.
    """
    if not has_name_first(entry):
        return False
    first, second = entry.line.text[FIRST_HALF].strip(), entry.line.text[SECOND_HALF].strip()
    can_be_number = not first or (_any_digit(first) and not any(map(str.isalpha, first)))
    return can_be_number and any(map(str.isalpha, second)) and not _any_digit(second)


def _any_digit(text: str) -> bool:
    return any("0" <= character <= "9" for character in text)
