"""What separates the columns of a CSV file, told by its header."""

import csv
from collections.abc import Collection

from achguard.intake.fields import nearest, resolve

SEPARATORS = (",", ";", "\t", "|")


def separator_of(header: str, known: Collection[str] = ()) -> str | None:
    """Give the separator by which a header names a field of a payment, or a heading that is known; None if none does.

    A field that is nearly named counts where most are.
    """
    return next((each for each in SEPARATORS if _names_fields(header, each, known)), None)


def likely_separator(header: str) -> str:
    """Give the separator that makes the most columns."""
    return max(SEPARATORS, key=lambda each: len(cells_of(header, each)))


def cells_of(header: str, separator: str) -> list[str]:
    """Read a header; nothing where it is not CSV."""
    try:
        return next(csv.reader([header], delimiter=separator), [])
    except csv.Error:
        return []


def _names_fields(header: str, separator: str, known: Collection[str]) -> bool:
    cells = cells_of(header, separator)
    if separator != "," and len(cells) == 1:
        return False
    return any(cell in known or resolve(cell) or resolve(cell.strip().casefold()) for cell in cells) or (
        len(cells) > 1 and sum(nearest(cell) is not None for cell in cells[:50]) * 2 > len(cells[:50])
    )
