"""BICs, wallet addresses, numbers and contacts inside text: lines of remittance, also over an end, and other fields."""

import re
from collections.abc import Iterator, Sequence

from achguard.identifiers import bic
from achguard.identifiers.bic import Bic
from achguard.identifiers.contact import contacts_in_line
from achguard.identifiers.folding import fold_widely
from achguard.identifiers.number_labels import all_labelled, number_key
from achguard.names.english import is_english
from achguard.rules.reading.line_ends import lines_over_ends
from achguard.rules.reading.payment_reading import PaymentReading
from achguard.rules.reading.places import Kind, Written

LABEL_OF_A_BIC = r"[Bb][Ii][Cc]|[Ss][Ww][Ii][Ff][Tt]|[^\x00-\x7f]"
"""Pattern of lines of remittance that may label a BIC, for gates."""
# In groups as the parts of a BIC are told apart, too: four letters, the country, two characters, the branch.
_LABELLED_BIC = re.compile(
    r"(?<![A-Z0-9])(?:SWIFT|BIC)(?:[ /\-]{0,3}(?:SWIFT|BIC|CODE|NO|NUMBER|ADDRESS|ID))*[^A-Z0-9]{1,4}"
    r"([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?|[A-Z]{4}[ \-][A-Z]{2}[ \-][A-Z0-9]{2}(?:[ \-][A-Z0-9]{3})?)(?![A-Z0-9])"
)
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
MAY_HOLD_A_NUMBER = r"@|\.[A-Za-z]{2}|[0-9](?:[^0-9]*[0-9]){2}|[A-Za-z0-9]{26}|[^\x00-\x7f]"
"""What is in every text that holds a listed party's number or contact, and in few others."""
_holds_number = re.compile(MAY_HOLD_A_NUMBER).search
# A street or a ZIP code: digits at the beginning alone, fewer than a number without a label has; or none.
_is_plain = re.compile(r"\+?[0-9]{1,9}(?:[ -][0-9]{4})?(?: [A-Za-z]{1,9})*|[A-Za-z ]{1,25}").fullmatch
_holds_in_box = re.compile(r"[A-Za-z]|[^\x00-\x7f]").search
_LONGEST_NUMBER = 25
_FOR_NUMBERS = frozenset({Kind.NUMBER, Kind.BOX})
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


def labelled_bics(read: PaymentReading) -> Iterator[tuple[str, Bic]]:
    """Yield each bank's BIC behind the label SWIFT or BIC in the remittance, once, with the path of its first line.

    An English word there is none: SWIFT DELIVERY.
    """
    seen: set[str] = set()
    for line, text in (*enumerate(read.remittance), *lines_over_ends(read.remittance)):
        for written in _LABELLED_BIC.findall(text):
            code = bic.parse(written)
            # Of what is written in groups the first one tells: `BIC PENS PAID TO US` has the form.
            is_word = is_english(re.split("[ -]", written, maxsplit=1)[0]) or is_english(written[:8])
            if isinstance(code, Bic) and not is_word and code.institution not in seen:
                seen.add(code.institution)
                yield f"remittance[{line}]", code


def wallets_in_text(read: PaymentReading) -> Iterator[tuple[str, str]]:
    """Yield each word of the remittance that is as long as a wallet address, once, with the path of its first line."""
    yield from _words(read, _WALLET_FORM)


def numbers_in_text(read: PaymentReading) -> Iterator[tuple[str, str, str]]:
    """Yield what may be a party's number, website or e-mail address in the remittance, once, with path and kind.

    Behind a label such as PASSPORT or IMO anything may be; without one a word counts that is long enough, as `other`.
    """
    seen: set[tuple[str, str]] = set()
    for line, text in (*read.texts, *lines_over_ends(read.remittance)):
        for each in _numbers(text, is_box=False):
            if each not in seen:
                seen.add(each)
                yield f"remittance[{line}]", each[1], each[0]


def numbers_in_fields(texts: Sequence[Written]) -> Iterator[tuple[str, str, str]]:
    """Yield the same, and wallet addresses, of each other field that holds text, with its path.

    In a box for a number a word without a label is the number that the box is for, and no other one.
    """
    for at, field, written, kind in texts:
        is_box = kind in _FOR_NUMBERS
        # Every field of every payment is asked, and hardly one holds a number.
        if written.isalpha() and written.isascii():
            continue
        if _is_plain(written) or not (_holds_in_box(written) if is_box else _holds_number(written)):
            continue
        text = fold_widely(written)
        yield from ((at + field, word, "wallet") for word in dict.fromkeys(_WALLET_FORM.findall(text)))
        yield from ((at + field, number, kind) for kind, number in dict.fromkeys(_numbers(text, is_box=is_box)))


def bics_in_fields(texts: Sequence[Written]) -> Iterator[tuple[str, Bic]]:
    """Yield each word that has the form of a BIC in a field besides the remittance, with its path."""
    words = {code.text for code in bics_of("\n".join([text for _, _, text, _ in texts]))}
    if words:  # hardly ever, and every payment is asked
        yield from ((at + field, code) for at, field, text, _ in texts for code in bics_of(text) if code.text in words)


def bics_of(text: str) -> Iterator[Bic]:
    """Yield each word of a text that has the form of a BIC."""
    for word in _BIC_FORM.findall(fold_widely(text)):
        code = bic.parse(word)
        if isinstance(code, Bic):
            yield code


def _numbers(text: str, *, is_box: bool) -> Iterator[tuple[str, str]]:
    """Yield the kind and the number of what may be a party's number, website or e-mail address in a folded text."""
    yield from contacts_in_line(text)
    if _DIGIT.search(text):  # every line is asked, and many hold none
        yield from all_labelled(text)
        if not is_box:
            yield from (
                ("other", key) for word in _NUMBER_FORM.findall(text) if _may_be_number(key := number_key(word))
            )


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
