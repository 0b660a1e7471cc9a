"""CLABE, the Mexican account number: bank 3, place 3, account 11, check digit 1."""

from dataclasses import dataclass, field

from achguard.identifiers.folding import compact
from achguard.identifiers.malformed import Malformed, Reason

LENGTH = 18
_WEIGHTS = (3, 7, 1)  # Banco de Mexico's control digit; the tests hold it against the `clabe` package


@dataclass(frozen=True, slots=True)
class Clabe:
    """A CLABE with a right check digit; its repr shows the bank's code only."""

    text: str = field(repr=False)
    bank: str


def normalize(text: str | None) -> str:
    """Give text folded to ASCII without spaces, dashes and dots."""
    return compact(text)


def parse(text: str | None) -> Clabe | Malformed:
    """Give the CLABE, or the first reason why the text is none: EMPTY, CHARACTERS, LENGTH, ZERO, CHECK_DIGIT."""
    number = normalize(text)
    reason = None
    if not number:
        reason = Reason.EMPTY
    elif not (number.isascii() and number.isdigit()):
        reason = Reason.CHARACTERS
    elif len(number) != LENGTH:
        reason = Reason.LENGTH
    elif not number.strip("0"):
        reason = Reason.ZERO
    elif number[-1] != _check_digit(number[:-1]):
        reason = Reason.CHECK_DIGIT
    return Malformed(reason) if reason else Clabe(number, number[:3])


def _check_digit(digits: str) -> str:
    """Give the check digit of the first 17 digits: weights 3, 7, 1, each product modulo ten."""
    total = sum(int(digit) * _WEIGHTS[i % 3] % 10 for i, digit in enumerate(digits))
    return str(-total % 10)


def is_valid(text: str | None) -> bool:
    """Say whether text is a CLABE with a right check digit."""
    return isinstance(parse(text), Clabe)
