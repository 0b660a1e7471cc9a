"""BICs, wallet addresses, numbers and contacts inside lines of remittance, also over the end of a line."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from achguard.identifiers import bic
from achguard.identifiers.bic import Bic
from achguard.identifiers.contact import contacts_in_line
from achguard.identifiers.folding import fold_widely
from achguard.identifiers.number_labels import all_labelled, number_key
from achguard.model.payment import Payment
from achguard.rules.reading.places import read_remittance

_BIC_FORM = re.compile(r"(?<![A-Z0-9])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Z0-9])")
# Bitcoin's addresses, the shortest, have 26 letters and digits or more, Monero's, the longest, have 106.
_WALLET_FORM = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{26,120}(?![A-Z0-9])")
_LONGEST = 120
_NUMBER_FORM = re.compile(r"(?<![A-Z0-9])[A-Z0-9]+(?:[\-./][A-Z0-9]+)*(?![A-Z0-9])")
_SHORTEST_MIXED = 7
"""Letters and digits of the shortest number with both, without a label, that is looked for in text: a passport's."""
_SHORTEST_DIGITS = 10
"""Digits of the shortest number of digits alone, without a label, that is looked for in text.

Invoices have such numbers. Of 8 digits .9 in 100,000 are a listed party's, of 9 .3, of 10 and more less than .1 (SDN
list of 2024).
"""
_LONGEST_NUMBER = 25
_FEWEST_DIGITS = 3
_LAST, _FIRST = re.compile(r"[A-Z0-9]+\Z"), re.compile(r"[A-Z0-9]{1,120}")


def bics_in_text(payment: Payment) -> Iterator[tuple[str, Bic]]:
    """Yield each word of the remittance that has the form of a BIC, once, with the path of its first line.

    Many an ordinary word has it, so only the exact BIC of a listed bank says anything.
    """
    for at, word in _words(payment, _BIC_FORM):
        code = bic.parse(word)
        if isinstance(code, Bic):
            yield at, code


def wallets_in_text(payment: Payment) -> Iterator[tuple[str, str]]:
    """Yield each word of the remittance that is as long as a wallet address, once, with the path of its first line."""
    yield from _words(payment, _WALLET_FORM)


def numbers_in_text(payment: Payment) -> Iterator[tuple[str, str, str]]:
    """Yield what may be a party's number, website or e-mail address in the remittance, once, with path and kind.

    Behind a label such as PASSPORT or IMO anything may be; without one a word counts that is long enough, as `other`.
    """
    lines, _ = read_remittance(payment)
    seen: set[tuple[str, str]] = set()
    folded = [fold_widely(line).strip() for line in lines]
    for line, text in (*_texts(folded), *_over_ends(folded)):
        found: list[tuple[str, str]] = [*all_labelled(text), *contacts_in_line(text)]
        found += (("other", key) for word in _NUMBER_FORM.findall(text) if _may_be_number(key := number_key(word)))
        for each in found:
            if each not in seen:
                seen.add(each)
                yield f"remittance[{line}]", each[1], each[0]


def _over_ends(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the end of each line with the beginning of the next, as one word goes on there and as another begins."""
    filled = [(place, line) for place, line in enumerate(lines) if line]
    for (place, line), (_, following) in pairwise(filled):
        end, start = line[-_LONGEST:], following[:_LONGEST]
        yield place, end + start
        yield place, f"{end} {start}"


def _may_be_number(key: str) -> bool:
    digits = sum(map(str.isdigit, key))
    shortest = _SHORTEST_DIGITS if digits == len(key) else _SHORTEST_MIXED
    return digits >= _FEWEST_DIGITS and shortest <= len(key) <= _LONGEST_NUMBER


def _words(payment: Payment, form: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    lines, _ = read_remittance(payment)
    seen: set[str] = set()
    for line, text in _texts([fold_widely(line).strip() for line in lines]):
        for word in form.findall(text):
            if word not in seen:
                seen.add(word)
                yield f"remittance[{line}]", word


def _texts(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line with its place, then the word that its end and the beginning of the next one may be together."""
    before: list[tuple[int, str]] = []
    for place, line in enumerate(lines):
        if not line:
            continue
        first, end = _FIRST.match(line), _LAST.search(line, max(0, len(line) - _LONGEST))
        yield place, line
        if first is not None:
            yield from ((start, word + first.group()) for start, word in before)
        # A line that is one word may be the middle of one over three lines.
        is_one = first is not None and first.group() == line
        longer = [(start, word + line) for start, word in before if start >= place - 1] if is_one else []
        before = [*([(place, end.group())] if end else []), *longer]
