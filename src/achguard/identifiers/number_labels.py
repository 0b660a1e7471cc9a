"""Labels that people write beside a number, such as PASSPORT or IMO, and the number behind them."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

_WORDS: Final = 6
"""Words behind a label that may be parts of its number: four groups of a card, and a few more."""

# Words that customers' numbers have too, such as ID, NO and REF, say nothing.
_LABELS: Final[tuple[tuple[str, str], ...]] = (
    (r"PASSPORT|TRAVEL DOCUMENT|PASAPORTE|PPT", "passport"),
    (r"IMO|I\.M\.O", "imo"),
    (r"LEI|LEGAL ENTITY IDENTIFIER", "lei"),
    (r"SSN|SS ?#|SOC(?:IAL)? SEC(?:URITY)?", "ssn"),
    (r"F?EIN", "ein"),
    (r"ITIN", "itin"),
    (r"TAX ?ID|TIN|VAT|INN|NIT|RUC|RIF|RFC|R\.F\.C|CUIT|C\.U\.I\.T|RTN", "tax_id"),
    (
        r"NATIONAL ID|ID(?:ENTITY)? CARD|CEDULA(?: DE (?:CIUDADANIA|IDENTIDAD))?|C\.C|C\.I|CURP|C\.U\.R\.P|DNI|D\.N\.I",
        "national_id",
    ),
    (r"REGISTRATION|(?:REG\.?|COMPANY) (?:NO|NUMBER|#)|MATRICULA(?: MERCANTIL)?|OGRN|OKPO|USCC", "registration"),
    (r"BIK", "other"),
    (r"TEL(?:EPHONE)?|PHONE|MOBILE|FAX", "phone"),
    # A wallet's currency, or the scheme of its address: long enough that nothing else is met by chance.
    (
        r"BITCOIN|ETHEREUM|LITECOIN|MONERO|RIPPLE|TRON|WALLET|BTC|XBT|ETH|LTC|XMR|XRP|TRX|USDT|USDC|DASH|ZEC|BCH",
        "wallet",
    ),
)
_LABEL: Final = re.compile(
    r"(?<![A-Z0-9])(?:"
    + "|".join(f"(?P<{kind}>{words})" for words, kind in _LABELS)
    + r")(?![A-Z])[^A-Z0-9]*(?:(?:NO|NR|NUM|NUMBER|ADDRESS)(?![A-Z])[^A-Z0-9]*)?"
)

_FIRST_OF_SEVERAL: Final = frozenset(
    "TRAVEL LEGAL SS SOC SOCIAL TAX NATIONAL ID IDENTITY CEDULA REG COMPANY MATRICULA".split()  # noqa: SIM905 -- a table
)
"""First words of the labels of several words; a test puts the words of all labels together and asks for each here."""

# Words that say that a number comes, but not of what kind.
_SAYS_NUMBER: Final = re.compile(
    r"\s*(?:(?:NO|NR|NUM|NUMBER|NUMERO|REG|ID|CARD|DOC|DOCUMENT)(?![A-Z0-9])|[#:])[^A-Z0-9]*"
)
_BEHIND: Final = re.compile(
    r"\s*(?:\([^()]*\)|\?.*|(?<![A-Z0-9])(?:EXP|EXPIRES|ISSUED|ISS|VALID|UNTIL)(?![A-Z]).*)\s*\Z"
)


def number_key(value: str) -> str:
    """Give the letters and digits of a number in upper-case ASCII; nothing for what is no text."""
    return "".join(char for char in _upper(value) if char.isascii() and char.isalnum())


def first_labelled(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind that the first label says and what may be its number: the words behind it, or those before."""
    plain = _upper(text)
    if label := _LABEL.search(plain):
        yield from _behind(label, plain, plain[: label.start()])


def may_label(text: str) -> bool:
    """Say whether a text in capitals begins with a label."""
    return _LABEL.match(text) is not None


def begins_label(word: str) -> bool:
    """Say whether a word in capitals is the first of a label of several words."""
    return word in _FIRST_OF_SEVERAL


def unadorned(text: str) -> str:
    """Give a number without the words before it that only say so, and without a country or a day behind it."""
    plain = _upper(text)
    while (before := _SAYS_NUMBER.match(plain)) is not None:
        plain = plain[before.end() :]
    while (behind := _BEHIND.search(plain)) is not None and behind.start():
        plain = plain[: behind.start()]
    return plain


def all_labelled(text: str) -> Iterator[tuple[str, str]]:
    """Yield for every label in a line the kind that it says and what may be its number, behind it."""
    plain = _upper(text)
    for label in _LABEL.finditer(plain):
        yield from _behind(label, plain, "")


def _behind(label: re.Match[str], text: str, otherwise: str) -> Iterator[tuple[str, str]]:
    # Behind a number may stand when it expires, or what a wallet is asked to pay.
    words = text[label.end() :].replace("?", " ").split(maxsplit=_WORDS)[:_WORDS] or [otherwise]
    for key in accumulate(map(number_key, words)):
        yield str(label.lastgroup), key


def _upper(value: str) -> str:
    if not isinstance(value, str):
        return ""
    text = value if value.isascii() else unicodedata.normalize("NFKC", value)
    return text.upper()
