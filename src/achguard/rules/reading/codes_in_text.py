"""BICs, wallet addresses, numbers and contacts inside lines of remittance, also over the end of a line."""

import re
from collections.abc import Iterator

from achguard.identifiers import bic
from achguard.identifiers.bic import Bic
from achguard.identifiers.contact import contacts_in_line
from achguard.identifiers.number_labels import all_labelled, number_key
from achguard.rules.reading.line_ends import lines_over_ends
from achguard.rules.reading.payment_reading import PaymentReading

_BIC_FORM = re.compile(r"(?<![A-Z0-9])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Z0-9])")
# Bitcoin's addresses, the shortest, have 26 letters and digits or more, Monero's, the longest, have 106.
_WALLET_FORM = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{26,120}(?![A-Z0-9])")
# As long as the shortest that counts, with a mark between any two at most.
_NUMBER_FORM = re.compile(r"(?<![A-Z0-9])[A-Z0-9](?:[\-./]?[A-Z0-9]){6,}(?![A-Z0-9])")
_SHORTEST_MIXED = 7
"""Letters and digits of the shortest number with both, without a label, that is looked for in text: a passport's."""
_SHORTEST_DIGITS = 10
"""Digits of the shortest number of digits alone, without a label, that is looked for in text.

Invoices have such numbers. Of 8 digits .9 in 100,000 are a listed party's, of 9 .3, of 10 and more less than .1 (SDN
list of 2024).
"""
_LONGEST_NUMBER = 25
_FEWEST_DIGITS = 3
_DIGIT = re.compile(r"[0-9]")


def bics_in_text(read: PaymentReading) -> Iterator[tuple[str, Bic]]:
    """Yield each word of the remittance that has the form of a BIC, once, with the path of its first line.

    Many an ordinary word has it, so only the exact BIC of a listed bank says anything.
    """
    for at, word in _words(read, _BIC_FORM):
        code = bic.parse(word)
        if isinstance(code, Bic):
            yield at, code


def wallets_in_text(read: PaymentReading) -> Iterator[tuple[str, str]]:
    """Yield each word of the remittance that is as long as a wallet address, once, with the path of its first line."""
    yield from _words(read, _WALLET_FORM)


def numbers_in_text(read: PaymentReading) -> Iterator[tuple[str, str, str]]:
    """Yield what may be a party's number, website or e-mail address in the remittance, once, with path and kind.

    Behind a label such as PASSPORT or IMO anything may be; without one a word counts that is long enough, as `other`.
    """
    seen: set[tuple[str, str]] = set()
    for line, text in (*read.texts, *lines_over_ends(read.remittance)):
        found: list[tuple[str, str]] = [*contacts_in_line(text)]
        if _DIGIT.search(text):  # every line is asked, and many hold none
            found += all_labelled(text)
            found += (("other", key) for word in _NUMBER_FORM.findall(text) if _may_be_number(key := number_key(word)))
        for each in found:
            if each not in seen:
                seen.add(each)
                yield f"remittance[{line}]", each[1], each[0]


def _may_be_number(key: str) -> bool:
    digits = sum(map(str.isdigit, key))
    shortest = _SHORTEST_DIGITS if digits == len(key) else _SHORTEST_MIXED
    return digits >= _FEWEST_DIGITS and shortest <= len(key) <= _LONGEST_NUMBER


def _words(read: PaymentReading, form: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for line, text in read.texts:
        for word in form.findall(text):
            if word not in seen:
                seen.add(word)
                yield f"remittance[{line}]", word
