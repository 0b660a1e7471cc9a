"""US routing numbers (ABA RTN): nine digits, of which the last is a check digit and the first two name a class."""

from dataclasses import dataclass, field
from enum import StrEnum

from achguard.identifiers.malformed import Malformed, Reason

LENGTH = 9
_WHITE_SPACE = dict.fromkeys(map(ord, " \t\n\v\f\r"))
_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7, 1)  # ABA check digit; the tests hold it against python-stdnum's us.rtn
_CODES = ord("0") * 3 * (3 + 7 + 1)


class PrefixClass(StrEnum):
    """What the first two digits say about who the number belongs to; the value is the range of prefixes."""

    GOVERNMENT = "00"
    PRIMARY = "01-12"
    THRIFT = "21-32"
    ELECTRONIC = "61-72"
    TRAVELERS_CHEQUE = "80"


_PREFIXES = {
    **dict.fromkeys((0,), PrefixClass.GOVERNMENT),
    **dict.fromkeys(range(1, 13), PrefixClass.PRIMARY),
    **dict.fromkeys(range(21, 33), PrefixClass.THRIFT),
    **dict.fromkeys(range(61, 73), PrefixClass.ELECTRONIC),
    **dict.fromkeys((80,), PrefixClass.TRAVELERS_CHEQUE),
}
# The IRS takes only these for direct deposit, and FedACH lists participants under no other (but for one enrolment row).
_PAYORS = frozenset({PrefixClass.PRIMARY, PrefixClass.THRIFT})


@dataclass(frozen=True, slots=True)
class RoutingNumber:
    """A well-formed US routing number: nine digits, a right check digit, an assigned prefix.

    It says nothing about where the money comes from, nor that the number is in use.
    """

    text: str = field(repr=False)  # one random number in twenty-five passes

    @property
    def prefix_class(self) -> PrefixClass:
        """What the first two digits say about the number's owner."""
        return _PREFIXES[int(self.text[:2])]

    @property
    def is_payors(self) -> bool:
        """Whether a payor's account can have this number: prefixes 01-12 and 21-32 only."""
        return self.prefix_class in _PAYORS


def normalize(text: str | None) -> str:
    """Give text without ASCII white space; anything else, a dash too, stays."""
    if not text:
        return ""
    return text if text.isalnum() else text.translate(_WHITE_SPACE)


def check_digit_is_right(digits: str) -> bool:
    """Say whether nine ASCII digits satisfy the ABA check: 3, 7, 1 repeating, sum divisible by ten."""
    # Written out, since every payment asks. What the codes of ASCII digits are more than the digits is taken off.
    a, b, c, d, e, f, g, h, i = digits.encode("ascii")
    return (3 * (a + d + g) + 7 * (b + e + h) + c + f + i - _CODES) % 10 == 0


def check_digit_of(eight: str) -> str:
    """Give the digit that makes eight ASCII digits a routing number. Raises ValueError for anything else."""
    return str(-sum(weight * int(digit) for weight, digit in zip(_WEIGHTS[:-1], eight, strict=True)) % 10)


def parse(text: str | None) -> RoutingNumber | Malformed:
    """Give the routing number, or the first reason why the text is none.

    The reasons are tried in the order EMPTY, CHARACTERS, LENGTH, ZERO, CHECK_DIGIT, PREFIX.
    """
    number = normalize(text)
    reason = None
    if not number:
        reason = Reason.EMPTY
    elif not (number.isascii() and number.isdigit()):
        reason = Reason.CHARACTERS
    elif len(number) != LENGTH:
        reason = Reason.LENGTH
    elif number == "0" * LENGTH:
        reason = Reason.ZERO
    elif not check_digit_is_right(number):
        reason = Reason.CHECK_DIGIT
    elif int(number[:2]) not in _PREFIXES:
        reason = Reason.PREFIX
    return Malformed(reason) if reason else RoutingNumber(number)


def is_valid(text: str | None) -> bool:
    """Say whether text is a well-formed US routing number."""
    return isinstance(parse(text), RoutingNumber)
