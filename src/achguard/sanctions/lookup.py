"""Listed entities by a number or a BIC: exact on letters and digits, never by likeness."""

from typing import Final

from achguard.sanctions.entity import ListedMatch
from achguard.sanctions.entity_store import Entities

MIN_CHARACTERS: Final = 5
"""Letters and digits of the shortest number that is looked for; shorter ones are everybody's (lists hold `358`)."""

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
        key = number_key(value)
        if len(key) < MIN_CHARACTERS:
            return ()
        wanted = country.strip().upper() if isinstance(country, str) else None
        found = [
            (entity, number)
            for entity in self._entities.holding("number", key)
            for number in entity.identifiers
            if number.value == key and _may_be(kind, number.type)
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


def number_key(value: str) -> str:
    """Return the letters and digits of a number in upper-case ASCII; nothing for what is no text."""
    if not isinstance(value, str):
        return ""
    import unicodedata

    text = value if value.isascii() else unicodedata.normalize("NFKC", value)
    return "".join(char for char in text.upper() if char.isascii() and char.isalnum())


def _may_be(kind: str | None, listed: str) -> bool:
    # OFAC writes "Tax ID No." for an EIN too, so what is loosely named on either side may be anything.
    return kind is None or kind == listed or kind in _ANY_KIND or listed in _ANY_KIND or {kind, listed} <= _US_TAX
