"""Listed entities by a number or a BIC: exact on letters and digits, never by likeness."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from achguard.sanctions.listed.entity import ListedMatch
from achguard.sanctions.listed.entity_store import Entities

MIN_CHARACTERS: Final = 5
"""Letters and digits of the shortest number that is looked for; shorter ones are everybody's (lists hold `358`)."""

_SHORT: Final = 8
"""Digits of the shortest number of digits alone that is one holder's, zeros in front not counted.

Of the SDN list of 2024, 334 of the 90,000 numbers of five digits are somebody's, 48 in 100,000 of six, 18 of seven,
0.9 of eight. Zeros in front only fill a field: 27 listed numbers are three of them and five digits.
"""
_DAY: Final = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:19|20)[0-9]{2}"
)
"""A day as YYYYMMDD or MMDDYYYY: a number that thousands of people were born with (`19820215` is listed)."""

_WORDS: Final = 6
"""Words behind a label that may be parts of its number: four groups of a card, and a few more."""
_ANY_KIND: Final = frozenset({"tax_id", "other"})
_US_TAX: Final = frozenset({"ssn", "ein", "itin"})
_OFFICE: Final = 8
_WITH_BRANCH: Final = 11

# What people write beside a number. Words that customers' numbers have too, such as ID, NO and REF, say nothing.
_LABELS: Final[tuple[tuple[str, str], ...]] = (
    (r"PASSPORT|TRAVEL DOCUMENT", "passport"),
    (r"IMO", "imo"),
    (r"LEI|LEGAL ENTITY IDENTIFIER", "lei"),
    (r"SSN|SOCIAL SECURITY", "ssn"),
    (r"F?EIN", "ein"),
    (r"ITIN", "itin"),
    (r"TAX ?ID|TIN|VAT|INN|NIT|RUC|RIF|RFC|CUIT", "tax_id"),
    (r"NATIONAL ID|IDENTITY CARD|CEDULA|CURP|DNI", "national_id"),
    (r"REGISTRATION|COMPANY (?:NO|NUMBER)|OGRN|USCC", "registration"),
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


class Lookup:
    """The numbers and BICs of a set of entities."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities

    def identifier(self, value: str, kind: str | None = None, country: str | None = None) -> tuple[ListedMatch, ...]:
        """See `Snapshot.find_identifier`."""
        wanted = country.strip().upper() if isinstance(country, str) else None
        found = [
            (entity, number)
            for key, kinds in _readings(value, kind)
            if len(key) >= MIN_CHARACTERS
            for entity in self._entities.holding("number", key)
            for number in entity.identifiers
            if number.value == key and any(_may_be(each, number.type, key) for each in kinds)
        ]
        found.sort(key=lambda pair: pair[1].country != wanted)
        matches = {
            entity.uid + " " + entity.list: ListedMatch(entity, number.type) for entity, number in reversed(found)
        }
        return tuple(reversed(matches.values()))

    def bic(self, bic: str) -> tuple[ListedMatch, ...]:
        """See `Snapshot.find_bic`."""
        key = number_key(bic)
        if len(key) == _OFFICE:
            key += "XXX"
        if len(key) != _WITH_BRANCH:
            return ()
        return tuple(ListedMatch(entity, "bic") for entity in self._entities.holding("bic", key))


def is_everybodys(key: str) -> bool:
    """Say whether the letters and digits of a number are such that many people have it: few digits alone, or a day."""
    return key.isdigit() and (len(key.lstrip("0")) < _SHORT or _DAY.fullmatch(key) is not None)


def number_key(value: str) -> str:
    """Give the letters and digits of a number in upper-case ASCII; nothing for what is no text."""
    return "".join(char for char in _upper(value) if char.isascii() and char.isalnum())


def _upper(value: str) -> str:
    if not isinstance(value, str):
        return ""
    import unicodedata

    text = value if value.isascii() else unicodedata.normalize("NFKC", value)
    return text.upper()


def _readings(value: str, kind: str | None) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Yield what may be the number's letters and digits, with the kinds that it may be: as it is, and by its label."""
    yield number_key(value), (kind,)
    if label := _LABEL.search(text := _upper(value)):
        kinds = (label.lastgroup,) if kind is None else (kind, label.lastgroup)
        # Behind a number may stand when it expires, or what a wallet is asked to pay.
        words = text[label.end() :].replace("?", " ").split()[:_WORDS] or [text[: label.start()]]
        for key in accumulate(map(number_key, words)):
            yield key, kinds


def _may_be(kind: str | None, listed: str, key: str) -> bool:
    if kind is None or (kind == listed and kind != "other"):
        return True
    # OFAC writes "Tax ID No." for an EIN too, so what is loosely named on either side may be anything.
    loosely = kind in _ANY_KIND or listed in _ANY_KIND or {kind, listed} <= _US_TAX
    return loosely and not is_everybodys(key)
