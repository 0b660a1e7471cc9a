"""BICs and wallet addresses inside lines of remittance: words that have their form, also over the end of a line."""

import re
from collections.abc import Iterator, Sequence

from achguard.identifiers import bic
from achguard.identifiers.bic import Bic
from achguard.identifiers.folding import fold_widely
from achguard.model.payment import Payment
from achguard.rules.reading.places import read_remittance

_BIC_FORM = re.compile(r"(?<![A-Z0-9])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Z0-9])")
# Bitcoin's addresses, the shortest, have 26 letters and digits or more, Monero's, the longest, have 106.
_WALLET_FORM = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{26,120}(?![A-Z0-9])")
_LONGEST = 120
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
