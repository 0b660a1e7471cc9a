"""Listed entities by a number or a BIC: exact on letters and digits, never by likeness."""

import re
from collections.abc import Iterator
from typing import Final

from achguard.identifiers.contact import CONTACT_KINDS, contact_key
from achguard.identifiers.number_labels import first_labelled, number_key, unadorned
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

_HEXADECIMAL: Final = re.compile(r"[0-9A-F]{40}")
"""A wallet's address of Ethereum and its kin without the `0x` that lists write in front."""

_ANY_KIND: Final = frozenset({"tax_id", "other"})
_US_TAX: Final = frozenset({"ssn", "ein", "itin"})
_OFFICE: Final = 8
_WITH_BRANCH: Final = 11


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


def _readings(value: str, kind: str | None) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Yield the forms that the value may be listed in, with the kinds that it may be: as it is, and by its label."""
    if not isinstance(value, str):
        return
    if kind in CONTACT_KINDS:
        key = contact_key(kind, value)
        yield from ((each, (kind,)) for each in dict.fromkeys((key, key.partition("/")[0])))
        return
    bare = number_key(value)
    labelled = [*first_labelled(value)]
    plain = () if labelled else (number_key(unadorned(value)),)
    read: list[tuple[str, tuple[str | None, ...]]] = [(each, (kind,)) for each in dict.fromkeys((bare, *plain))]
    read += ((key, (label,) if kind is None else (kind, label)) for label, key in labelled)
    if kind is None:
        read += ((contact_key(each, value), (each,)) for each in CONTACT_KINDS)
    for key, kinds in read:
        yield key, kinds
        if _HEXADECIMAL.fullmatch(key):
            yield f"0X{key}", kinds


def _may_be(kind: str | None, listed: str, key: str) -> bool:
    if kind is None or (kind == listed and kind != "other"):
        return True
    if listed in CONTACT_KINDS:
        return False  # a telephone number is no tax id, whatever its digits
    # OFAC writes "Tax ID No." for an EIN too, so what is loosely named on either side may be anything.
    loosely = kind in _ANY_KIND or listed in _ANY_KIND or {kind, listed} <= _US_TAX
    return loosely and not is_everybodys(key)
