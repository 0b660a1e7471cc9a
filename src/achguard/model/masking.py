"""What a mask is: how much of a confidential value a person may see, wherever it is written.

Findings, reprs, problems of a file, errors and the command line all mask through `Shown`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

MASK = "*"
SHOWN_AT_MOST = 4  # card and bank statements show the last four characters; design.md "Masking" fixes it

LONGEST_SHOWN_RUN = 4
"""Digits of a run that are still shown: a year, a house number, `7-ELEVEN 24` and `1-800` have no more.

Witness: five is one more, and the fewest digits in which somebody writes a date with a month in figures (1/31/70); US
banks print no shorter account numbers.
"""

_NOTHING_SHOWN_UP_TO = 8  # YYYYMMDD: a number this short may be a date of birth, of which nothing may be seen
_QUOTED_AT_MOST = 60  # the longest real name, receiver.account.bank.branch_country, has 36 characters
_MONTH = 2  # figures that a month's name stands for
_FEWEST = LONGEST_SHOWN_RUN + 1 - _MONTH  # digits of a text in which anything is masked: 3-MAY-70

_BEFORE_A_REST = MASK * 6  # a number of which anything is left has nine characters or more
_WORD = re.compile(r"[^\W_]+")
_IBAN_START = re.compile(r"[^\W\d_]{2}\d")
_IBAN_GROUP = 4
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII | re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,3}(?:ST|ND|RD|TH)", re.ASCII | re.IGNORECASE)
_QUARTER = re.compile(r"Q[1-4]", re.ASCII | re.IGNORECASE)  # of a tax period: 2026 Q3
_SHORT_DATE = re.compile(r"\d([/.\-])\d\1\d\d")
_DAY_AND_YEAR = re.compile(r"\d\d?(?:ST|ND|RD|TH)?\W{1,3}\d\d", re.ASCII | re.IGNORECASE)  # behind a month's name
_MASKED = re.compile(r"(?:[^\W\d_]{2})?\*+([^*]{0,4})", re.DOTALL)
# English and Spanish, the languages of US forms.
_MONTH_NAMES = """
    JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER
    OCTOBER NOVEMBER DECEMBER ENE ABR AGO DIC ENERO FEBRERO MARZO ABRIL MAYO JUNIO JULIO AGOSTO SEPTIEMBRE OCTUBRE
    NOVIEMBRE DICIEMBRE
"""
_MONTHS = frozenset(_MONTH_NAMES.split())
_OF_A_DATE = frozenset({"OF", "DE", "DEL"})


def mask_number(value: str) -> str:
    """Mask an account number, tax id or similar, keeping at most its last four characters and at most a third.

    Only letters and digits count towards the third, so that blanks between them let no more be seen. Eight digits or
    fewer may be a date of birth, and show nothing.
    """
    if _is_masked(value):
        return value
    may_be_date = _digits(value) <= _NOTHING_SHOWN_UP_TO
    return _keep(value, 0, 0 if may_be_date else min(SHOWN_AT_MOST, _count(value) // 3))


def mask_iban(value: str) -> str:
    """Mask an IBAN, keeping its country and at most its last four characters, at most a third of it in all."""
    if _is_masked(value):
        return value
    shown = min(SHOWN_AT_MOST, _count(value) // 3 - 2)
    if shown < 0 or not _IBAN_START.match(value):
        return mask_number(value)
    return _keep(value, 2, shown)


def mask_code(value: str) -> str:
    """Show what is too short to be a number, and a BIC; mask what else stands in a box for a bank's code.

    A routing number is masked as well: one random number of nine digits in twenty-five passes its check, so that only
    a directory can tell it from an account number.
    """
    return value if len(value) <= LONGEST_SHOWN_RUN or _BIC.fullmatch(value) else mask_iban(value)


def mask_all(value: str) -> str:
    """Mask a value of which no part may be seen, such as a date of birth."""
    return MASK * len(value)


def mask_text(text: str) -> str:
    """Mask IBANs, dates and long runs of digits inside a name or a remittance line; the words stay.

    A run is digits of any script with whatever stands between them except a word: blanks, punctuation, invisible
    characters, line ends, lone letters, and letters of their own word. It is masked from the fifth digit on.
    """
    if _digits(text) < _FEWEST:
        return text
    parts, end = [], 0
    for start, stop in _runs(text):
        parts += [text[end:start], mask_iban(text[start:stop])]
        end = stop
    return "".join(parts) + text[end:] if parts else text


def mask_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Mask lines of text as the one text that they are: a number may go on in the next."""
    lines = tuple(lines)
    masked, start, result = mask_text("\n".join(lines)), 0, []
    for line in lines:
        result.append(masked[start : start + len(line)])
        start += len(line) + 1
    return tuple(result)


def quoted(value: object) -> str:
    """Quote what somebody wrote where a name was expected, for an error: on one line, not long, numbers masked."""
    text = str(value)
    masked = mask_text(on_one_line(text[: _QUOTED_AT_MOST + 1]))
    return f"{masked[:_QUOTED_AT_MOST]}..." if len(text) > _QUOTED_AT_MOST else masked


class Shown(Enum):
    """How much of a value is shown where it is written for people."""

    WORDS = "words"
    """Names, remittance and other text: the words, with IBANs, dates and long runs of digits masked."""
    CODE = "code"
    """What stands in a box for a bank's code: a BIC whole, anything else like a number."""
    IBAN = "iban"
    """An IBAN: its country and the end."""
    NUMBER = "number"
    """An account number, a party's number, or a routing number that no directory lists: the end."""
    WHOLE = "whole"
    """What is not confidential: an amount, a payment's date, a country, a routing number that a directory lists."""
    NOTHING = "nothing"
    """A date of birth; and where there is no value."""

    def of(self, value: str) -> str:
        """Show a value so far."""
        return _MASKS[self](value)


_MASKS: Mapping[Shown, Callable[[str], str]] = MappingProxyType(
    {
        Shown.WORDS: mask_text,
        Shown.CODE: mask_code,
        Shown.IBAN: mask_iban,
        Shown.NUMBER: mask_number,
        Shown.WHOLE: str,
        Shown.NOTHING: mask_all,
    }
)


@dataclass(slots=True)
class _Run:
    """Digits that no word parts, from the first to the last."""

    start: int
    is_iban: bool
    end: int = 0
    digits: int = 0
    month: int = 0
    """Figures of the month's name behind the last digit."""
    is_behind_month: bool = False
    """Whether a month's name stands before the first digit: MAY 3, 70."""

    def goes_on(self, word: str, digits: int) -> bool:
        """Say whether a word belongs to the run or stands between its digits: `1234 5TH AVE` are two numbers."""
        if digits:
            return not (_ORDINAL.fullmatch(word) or _QUARTER.fullmatch(word))
        upper = word.upper()
        between = len(word) == 1 or upper in _MONTHS or upper in _OF_A_DATE
        return between or (self.is_iban and len(word) == _IBAN_GROUP)

    def is_long(self, text: str) -> bool:
        """Say whether it has more digits than may be shown."""
        short_date = self.digits == LONGEST_SHOWN_RUN and _SHORT_DATE.fullmatch(text, self.start, self.end)
        is_date = short_date or (self.is_behind_month and _DAY_AND_YEAR.fullmatch(text, self.start, self.end))
        return self.digits > LONGEST_SHOWN_RUN or bool(is_date)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where runs of more digits than may be shown start and end."""
    run: _Run | None = None
    is_behind_month = False
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        is_rest = text.startswith(_BEFORE_A_REST, max(start - len(_BEFORE_A_REST), 0), start)
        digits = 0 if is_rest else _digits(word)
        if run is not None and not run.goes_on(word, digits):
            if run.is_long(text):
                yield run.start, run.end
            run = None
        if digits and not _QUARTER.fullmatch(word):
            # What stands behind a mask is the rest of a number and starts none, so that a mask masks nothing more.
            is_iban = text[max(start - 1, 0) : start] != MASK and bool(_IBAN_START.match(word))
            run = run or _Run(start, is_iban, is_behind_month=is_behind_month)
            run.end, run.digits, run.month = match.end(), run.digits + run.month + digits, 0
        elif run is not None and word.upper() in _MONTHS:
            run.month = _MONTH
        is_behind_month = word.upper() in _MONTHS
    if run is not None and run.is_long(text):
        yield run.start, run.end


def _digits(text: str) -> int:
    return sum(map(text.count, "0123456789")) if text.isascii() else sum(map(_is_digit, text))


def _is_digit(character: str) -> bool:
    """Say whether it is a digit of any script, also a raised or circled one; Chinese numerals are letters of names."""
    return character.isnumeric() and not character.isalpha()


def _is_masked(value: str) -> bool:
    masked = _MASKED.fullmatch(value)
    return masked is not None and len(value) - value.count(MASK) <= len(value) // 3


def _count(value: str) -> int:
    return sum(map(str.isalnum, value))


def _keep(value: str, first: int, last: int) -> str:
    return value[:first] + MASK * (len(value) - first - last) + value[len(value) - last :]


def on_one_line(text: str) -> str:
    """Give text with a question mark for whatever a terminal does not print: line ends, control characters."""
    return "".join(character if character.isprintable() else "?" for character in text)
