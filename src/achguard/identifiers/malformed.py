"""The value that a parser gives for text that is not the number it reads."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a text is not the number that a parser reads."""

    EMPTY = "empty"
    CHARACTERS = "characters"
    LENGTH = "length"
    ZERO = "zero"
    CHECK_DIGIT = "check-digit"
    PREFIX = "prefix"
    COUNTRY = "country"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Malformed:
    """A text that is not the number; it holds the reason and, for privacy, nothing of the text."""

    reason: Reason
