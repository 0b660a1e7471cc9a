"""Countries and regions under a comprehensive United States embargo, as dated data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from achguard.identifiers.country import normalize as normalize_country
from achguard.identifiers.tables import read_array
from achguard.law.address_reading import (
    RUSSIA,
    RUSSIAN_LENGTH,
    UKRAINE,
    Place,
    ReadAddress,
    read_address,
    zip_says_here,
)
from achguard.law.place_names import Kind, is_us_town, telling, words_of


@dataclass(frozen=True, slots=True)
class Embargo:
    """A place under embargo: its plain name, OFAC's program, the first day, the first day after, and the source."""

    place: str
    program: str
    effective: date
    ended: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        """Say whether the embargo is in force on this day."""
        return self.effective <= day and (self.ended is None or day < self.ended)


@dataclass(frozen=True, slots=True)
class EmbargoSeen:
    """An embargo that an address meets, and how sure that is."""

    embargo: Embargo
    is_certain: bool
    """Whether the address is in the place; else it may be: an oblast of which a part is occupied, a name with a letter
    wrong, or nothing that says which country is meant."""


_FILE = "embargoes.toml"
_REGION_COUNTRIES = frozenset({UKRAINE, RUSSIA, ""})


@dataclass(frozen=True, slots=True)
class _Region:
    key: str
    embargo: Embargo
    postal: dict[str, tuple[str, ...]]
    oblast_postal: tuple[str, ...]
    held_postal: tuple[str, ...]
    namesake: frozenset[str]
    namesake_postal: tuple[str, ...]


@cache
def _countries() -> dict[str, Embargo]:
    return {str(row["code"]): _embargo(row) for row in read_array(_FILE, "country")}


@cache
def _regions() -> tuple[_Region, ...]:
    return tuple(
        _Region(
            key=str(row["key"]),
            embargo=_embargo(row),
            postal={code: tuple(prefixes) for code, prefixes in _per_country(row, "postal")},
            oblast_postal=_texts(row, "oblast_postal"),
            held_postal=_texts(row, "held_postal"),
            namesake=frozenset(" ".join(telling(words_of(name))) for name in _texts(row, "namesake")),
            namesake_postal=_texts(row, "namesake_postal"),
        )
        for row in read_array(_FILE, "region")
    )


def _embargo(row: dict[str, object]) -> Embargo:
    effective, ended = row["effective"], row.get("ended")
    if not isinstance(effective, date) or not (ended is None or isinstance(ended, date)):
        raise TypeError("embargoes.toml: effective and ended must be dates")
    return Embargo(str(row["place"]), str(row["program"]), effective, ended, str(row["source"]))


def _texts(row: dict[str, object], name: str) -> tuple[str, ...]:
    texts = row.get(name, [])
    return tuple(map(str, texts)) if isinstance(texts, list) else ()


def _per_country(row: dict[str, object], name: str) -> Iterator[tuple[str, list[str]]]:
    table = row.get(name, {})
    if isinstance(table, dict):
        yield from table.items()


def embargoed_country(code: str | None, as_of: date) -> Embargo | None:
    """Give the embargo on the country with this alpha-2 code on this day, or None. Case does not count."""
    if not code:
        return None
    embargo = _countries().get(code) or _countries().get(normalize_country(code))
    return embargo if embargo and embargo.holds_on(as_of) else None


def embargoed_country_in_text(
    *,
    street: str | None = None,
    city: str | None,
    region: str | None,
    postal_code: str | None,
    country: str | None,
    as_of: date,
) -> Embargo | None:
    """Give the embargo on the country that the lines of an address without a country name on this day, or None.

    A part of a line must be made of the country's name or of its cities, and of nothing else. A US state beside it,
    and the ZIP code of a US town of the name, speak against it.
    """
    if normalize_country(country) or not (street or city or region):
        return None
    address = read_address(street=street, city=city, region=region, postal_code=postal_code, country=country)
    if address.is_here:
        return None
    for place in address.places:
        for meaning in place.named.meanings:
            embargo = embargoed_country(meaning.place, as_of)
            counts = meaning.kind in {Kind.SELF, Kind.TOWN} and not zip_says_here(place.named.name, address.zips)
            if embargo and counts:
                return embargo
    return None


def embargoed_region(
    *,
    street: str | None = None,
    city: str | None,
    region: str | None,
    postal_code: str | None,
    country: str | None,
    as_of: date,
) -> EmbargoSeen | None:
    """Give the embargo on the region that an address lies in, or may lie in, on this day, or None.

    Only addresses under UA, RU or a blank country can lie in one. With a country given, or named in a line, the names
    may stand inside longer text and postal codes count. With a blank country a part of a line must be a name as a
    whole; a US state, a ZIP+4, and a ZIP code that is no code of the region's own speak against it.
    """
    if normalize_country(country) not in _REGION_COUNTRIES or not (street or city or region or postal_code):
        return None
    address = read_address(street=street, city=city, region=region, postal_code=postal_code, country=country)
    if address.is_here:
        return None
    may_be: EmbargoSeen | None = None
    for candidate in _regions():
        if not candidate.embargo.holds_on(as_of):
            continue
        is_certain = _Within(address, candidate).says()
        if is_certain:
            return EmbargoSeen(candidate.embargo, is_certain=True)
        if is_certain is not None and may_be is None:
            may_be = EmbargoSeen(candidate.embargo, is_certain=False)
    return may_be


@dataclass(frozen=True, slots=True)
class _Within:
    """An address beside a region in which it may lie."""

    address: ReadAddress
    region: _Region

    def says(self) -> bool | None:
        """Say whether the address is in the region for certain, or may be; None where nothing says so."""
        if self._is_namesake():
            return None
        named = tuple(self._named())
        exact = tuple(place for place in named if place.named.is_exact)
        if not self.address.country and named and self._zip_says_here(named):
            return None
        if self._has_own_code() and (self.address.country or exact):
            return True
        if exact:
            return bool(self.address.country) or not all(is_us_town(place.named.name) for place in exact)
        return False if named or self._has_russian_code() or self._may_be_in_its_oblast() else None

    def _named(self) -> Iterator[Place]:
        """Yield the names of the region itself and of its towns."""
        key, places = self.region.key, self.address.places
        is_held = any(place.named.of(key, Kind.HELD) for place in places)
        is_near = any(place.named.of(key, Kind.SELF, Kind.OBLAST) for place in places) or self._has_own_code()
        for place in places:
            may_be_oblast = place.named.of(key, Kind.OBLAST) and (is_held or place.is_only_an_oblast)
            is_town = place.named.of(key, Kind.SELF, Kind.TOWN) and not may_be_oblast
            if is_town or (is_near and place.named.of(key, Kind.HOMONYM)):
                yield place

    def _may_be_in_its_oblast(self) -> bool:
        """Say whether the oblast is that of which the region holds a part, and no town in it is known as held."""
        key, places = self.region.key, self.address.places
        if any(place.named.of(key, Kind.HELD) for place in places):
            return False
        if any(place.named.of(key, Kind.OBLAST) for place in places):
            return True
        codes = self.address.zips if self.address.country else ()
        return any(
            code.startswith(self.region.oblast_postal) and not code.startswith(self.region.held_postal)
            for code in codes
        )

    def _is_namesake(self) -> bool:
        """Say whether the address is in Russia's own region that has a town of the same name."""
        by_postal = any(
            len(code) == RUSSIAN_LENGTH and code.startswith(self.region.namesake_postal) for code in self.address.codes
        )
        return self.address.country != UKRAINE and (
            by_postal or not self.region.namesake.isdisjoint(self.address.regions)
        )

    def _has_own_code(self) -> bool:
        ukrainian = self.region.postal[UKRAINE]
        return self._has_russian_code() or any(code.startswith(ukrainian) for code in self.address.zips)

    def _has_russian_code(self) -> bool:
        russian = self.region.postal[RUSSIA]
        return any(len(code) == RUSSIAN_LENGTH and code.startswith(russian) for code in self.address.codes)

    def _zip_says_here(self, named: tuple[Place, ...]) -> bool:
        """Say whether five digits are a ZIP code: one of a US town of the name, or no code of the region's own.

        The region and a town of it beside each other say more than digits do.
        """
        if not self.address.zips:
            return False
        if any(zip_says_here(place.named.name, self.address.zips) for place in named):
            return True
        own = self.region.postal[UKRAINE]
        key = self.region.key
        has_both = any(place.named.of(key, Kind.SELF) and not is_us_town(place.named.name) for place in named) and any(
            place.named.of(key, Kind.TOWN) for place in named
        )
        return not has_both and not any(code.startswith(own) for code in self.address.zips)
