"""Confidential numbers and dates of invented people, in every spelling that a person or a program may give them."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

ACCOUNT = "730951284664"
TAX_ID = "078051120"
IBAN = "GB29NWBK60161331926819"
NUMBERS = (ACCOUNT, TAX_ID, IBAN)
BIRTH_DATES = (
    "1970-01-31", "01/31/1970", "31.01.1970", "1970/01/31", "19700131", "1/31/70", "1/3/70", "31 JAN 1970",
    "31-Jan-70", "JAN 31, 1970", "January 31st, 1970", "31st of January 1970", "31 de enero de 1970",
)  # fmt: skip
SEPARATORS = (
    "", " ", "   ", "-", "--", ".", "/", " / ", "_", "_ _", ",", ":", "|", ";", "#", "*", "(", ")[", "{", "<>", "+",
    "=", "&", "'", '"', "\\", "~", "^", "@", "!", "?", "%", "\t", "\n", "\r\n", "\0", "\x7f", "\u00a0", "\u00ad",
    "\u00b7", "\u0301", "\u0600", "\u200b", "\u200d", "\u2013", "\u2022", "\u202e", "\u2060", "\u2212", "\u3000",
    "\ufe01", "x", " x ",
)  # fmt: skip
GROUPS = (1, 3, 4)
DIGITS = {
    "Arabic-Indic": "٠١٢٣٤٥٦٧٨٩",
    "Devanagari": "०१२३४५६७८९",
    "full width": "０１２３４５６７８９",
    "mathematical": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "raised": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
}
_DATE_DIGITS = 8
_OF_A_DATE = 5
_SEEN_TOGETHER = 7  # the four last that a mask leaves, and three more


class Spelt(NamedTuple):
    """A secret and how it is written."""

    secret: str
    text: str


def spellings() -> Iterator[Spelt]:
    """Yield each secret in each spelling."""
    for secret in NUMBERS:
        for separator in SEPARATORS:
            for size in GROUPS:
                groups = (secret[start : start + size] for start in range(0, len(secret), size))
                yield Spelt(secret, separator.join(groups))
        for digits in DIGITS.values():
            other = secret.translate(str.maketrans("0123456789", digits))
            yield Spelt(secret, other)
            yield Spelt(secret, " ".join(other))
        yield Spelt(secret, f"ACCT{secret}X")
        yield Spelt(secret, f"[{secret[:5]}]{secret[5:]}")
    yield from (Spelt(date, date) for date in BIRTH_DATES)


SPELLINGS = tuple(dict.fromkeys(spellings()))


def shows(text: str, spelt: Spelt) -> bool:
    """Whether a text shows a secret as it is spelt, or more of its digits in a row than a mask leaves."""
    if spelt.text in text:
        return True
    secret, seen = _digits(spelt.secret), _digits(text)
    size = _SEEN_TOGETHER if len(secret) > _DATE_DIGITS else min(_OF_A_DATE, len(secret))
    return any(secret[start : start + size] in seen for start in range(len(secret) - size + 1))


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(each)) for each in text if each.isdigit())
