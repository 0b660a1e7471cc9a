"""An address read as a person reads it: the parts of its lines, what they name, and whether it says to be in the US."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from achguard.identifiers import us_state
from achguard.identifiers.country import normalize as normalize_country
from achguard.identifiers.folding import fold_typography
from achguard.law.place_names import (
    Kind,
    Named,
    generic_words,
    is_us_town,
    is_zip_of,
    names_in,
    names_like_a_state,
    telling,
    words_of,
)

UKRAINE: Final = "UA"
RUSSIA: Final = "RU"
ZIP_LENGTH: Final = 5
"""Digits of a ZIP code, and of a Ukrainian postal code."""
RUSSIAN_LENGTH: Final = 6
"""Digits of a Russian postal code."""
_LONGEST_READ: Final = 2_000
"""Characters of a field that are read, which bounds the time; an address line of an IAT has 35."""

_PARTS = re.compile(r"[,/;|()\\\n]| - ")
_ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
_ZIP_PLUS_4 = re.compile(r"[0-9]{5}-[0-9]{4}")
_AT_THE_END = re.compile(r"[\s,]+([0-9]{5}(?:-[0-9]{4})?)$")
_UNITED_STATES = re.compile(r"(?:^|[\s,/;(-])(?:U\.? ?S\.?(?: ?A\.?)?|UNITED STATES(?: OF AMERICA)?)\)?$")
_STATE_WORDS: Final = 4
"""Words of the longest name of a state and its ZIP code apart: Northern Mariana Islands."""
_COUNTRY_WORDS: Final = {
    **dict.fromkeys(("ukraine", "ukraina", "ukrayina", "ukr", "україна", "украіна", "украина"), UKRAINE),
    **dict.fromkeys(("russia", "rossiya", "россия"), RUSSIA),
}
# Words before and behind the name of a street, in transliteration; source: Ukrainian and Russian postal rules, [R].
_BEFORE_A_STREET = """
    ul ulitsa ulica vul vulytsia vulytsya pr prosp prospekt prospect per pereulok prov provulok pl ploshcha ploshchad
    bul bulv bulvar sh shosse nab naberezhna naberezhnaya улица ул вул вулиця пр просп проспект пер
    переулок пров провулок пл площа площадь бул бульв бульвар ш шоссе шосе наб набережная набережна
"""
_STREET_BEFORE = frozenset(_BEFORE_A_STREET.split())
_BEHIND_A_STREET = """
    st str street ave avenue rd road blvd boulevard dr drive ln lane ct court way hwy highway sq square ter terrace
    cir circle pl place pkwy parkway
"""
_STREET_BEHIND = frozenset(_BEHIND_A_STREET.split())
_BEFORE_A_TOWN: Final = 2  # words of a street, or its word and its name, that stand before a town without a comma


class Field(NamedTuple):
    """A field of an address: its name and its text, folded."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a field of an address."""

    field: str
    named: Named

    @property
    def is_only_an_oblast(self) -> bool:
        """Whether the name stands for the oblast and not for its chief town: `Donetsk` where a region stands."""
        return self.named.is_oblast or self.field == "region"


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """What an address says of where it is."""

    country: str
    """UA, RU, or "" where it is blank; with a country in its text that one."""
    places: tuple[Place, ...]
    """The names in it."""
    regions: frozenset[str]
    """The telling words of its parts, to compare with the name of a region."""
    codes: tuple[str, ...]
    """The digits of its postal codes."""
    is_here: bool
    """Whether a state, a ZIP+4 or a country says that it is in the United States."""

    @property
    def zips(self) -> tuple[str, ...]:
        """Those of its codes that are as long as a ZIP code."""
        return tuple(code for code in self.codes if len(code) == ZIP_LENGTH)


def read_address(
    *, street: str | None, city: str | None, region: str | None, postal_code: str | None, country: str | None
) -> ReadAddress:
    """Read the lines of an address under UA, RU or a blank country."""
    fields = tuple(
        Field(name, fold_typography(text[:_LONGEST_READ]))
        for name, text in (("street", street), ("city", city), ("region", region))
        if text
    )
    given = normalize_country(country)
    is_here = not given and _is_in_the_states(fields, region, postal_code)
    if is_here and not any(name.upper() in field.text for name in names_like_a_state() for field in fields):
        return ReadAddress("", (), frozenset(), (), is_here=True)
    parts = [(field, words) for field in fields for part in _PARTS.split(field.text) if (words := words_of(part))]
    code = given or next((_COUNTRY_WORDS[words[-1]] for _, words in parts if words[-1] in _COUNTRY_WORDS), "")
    seen = tuple(_places(fields, parts, is_loose=bool(code) and not is_here))
    return ReadAddress(
        country=code,
        places=seen,
        regions=frozenset(" ".join(telling(words)) for _, words in parts),
        codes=tuple(_codes(postal_code, parts)),
        is_here=is_here and not _names_a_town_abroad(seen),
    )


def _names_a_town_abroad(places: tuple[Place, ...]) -> bool:
    """Say whether a town is named that no state has, so that a state beside it is none: `Simferopol, ARK`."""
    return any(
        any(meaning.kind is Kind.TOWN for meaning in place.named.meanings) and not is_us_town(place.named.name)
        for place in places
    )


def _is_in_the_states(fields: tuple[Field, ...], region: str | None, postal_code: str | None) -> bool:
    return (
        us_state.is_valid(region)
        or _ZIP_PLUS_4.fullmatch(fold_typography(postal_code).strip()) is not None
        or any(_ends_in_a_state(field) for field in fields)
    )


def _ends_in_a_state(field: Field) -> bool:
    """Say whether a line ends as an American address does: `YALTA MS`, `CUBA, N. Y. 14727`."""
    text = field.text.strip()
    if _UNITED_STATES.search(text):
        return True
    found = _AT_THE_END.search(text)
    has_zip = found is not None
    if found is not None:
        if _ZIP_PLUS_4.fullmatch(found[1]):
            return True
        text = text[: found.start()].rstrip(" ,")
    head, comma, tail = text.rpartition(",")
    if comma and head and us_state.is_valid(tail):
        return True
    # `12 YALTA CT` is a court and no Connecticut: in a street the state stands behind a comma or before a ZIP code.
    if field.name == "street" and not has_zip:
        return False
    words = tail.split()
    return any(
        us_state.is_valid(" ".join(words[-n:])) for n in range(1, min(_STATE_WORDS, len(words) - (not comma)) + 1)
    )


def _places(fields: tuple[Field, ...], parts: list[tuple[Field, list[str]]], *, is_loose: bool) -> Iterator[Place]:
    """Yield the names that stand where a place stands.

    Where the country is given, that is anywhere in a city or a region, and at the end of a street. Where it is not, a
    part, or a field as a whole, must be made of names: `12 CUBA RD` is none.
    """
    for field, words in parts:
        found = tuple(names_in(words))
        is_whole = _is_whole(words, found)
        for named in found:
            if field.name == "street" and _is_only_an_oblast(named):
                continue  # `Donetska, 5` is a street
            if is_whole or (is_loose and _stands_as_place(named, words, field)):
                yield Place(field.name, named)
    for field in fields:
        if _PARTS.search(field.text):
            words = words_of(field.text)
            found = tuple(names_in(words))
            if _is_whole(words, found):
                yield from (Place(field.name, named) for named in found)


def _is_only_an_oblast(named: Named) -> bool:
    return not named.is_oblast and all(meaning.kind is Kind.OBLAST for meaning in named.meanings)


def _is_whole(words: list[str], found: tuple[Named, ...]) -> bool:
    """Say whether words are names of places, generic words and postal codes, and nothing else; Cuba City is another."""
    held = {i for named in found for i in range(named.start, named.end)}
    others = [word for i, word in enumerate(words) if i not in held and not _is_code(word)]
    if not held or not generic_words().issuperset(others):
        return False
    return not others or not is_us_town(" ".join(word for word in words if not _is_code(word)))


def _stands_as_place(named: Named, words: list[str], field: Field) -> bool:
    before, behind = words[: named.start], words[named.end :]
    if before[-1:] and before[-1] in _STREET_BEFORE:
        return False
    if behind[:1] and behind[0] in _STREET_BEHIND:
        return False
    if field.name != "street":
        return True
    is_last = all(word in generic_words() or _is_code(word) for word in behind)
    return is_last and named.is_exact and len(before) >= _BEFORE_A_TOWN


def _is_code(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) in {ZIP_LENGTH, RUSSIAN_LENGTH}


def _codes(postal_code: str | None, parts: list[tuple[Field, list[str]]]) -> Iterator[str]:
    """Yield the digits of the postal code, and those at the beginning or the end of a part of a line."""
    text = fold_typography(postal_code)[:_LONGEST_READ].strip()
    joined = text[:ZIP_LENGTH] if _ZIP.fullmatch(text) else text.replace(" ", "").replace("-", "")
    if joined.isascii() and joined.isdigit():
        yield joined
    else:
        yield from filter(_is_code, words_of(text))
    for field, words in parts:
        # `29500 YALTA RD` has a house number of five digits.
        ends = words[-1:] if field.name == "street" else (*words[:1], *words[1:][-1:])
        yield from filter(_is_code, ends)


def zip_says_here(name: str, zips: tuple[str, ...]) -> bool:
    """Say whether a ZIP code of the address is that of a US town of this name."""
    return any(is_zip_of(name, code) for code in zips)
