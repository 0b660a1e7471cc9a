"""Countries and regions under a comprehensive United States embargo, as dated data."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from achguard.identifiers import us_state
from achguard.identifiers.country import normalize as normalize_country
from achguard.identifiers.folding import fold_typography
from achguard.identifiers.tables import read_array, read_toml


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


_FILE = "embargoes.toml"
_REGION_COUNTRIES = frozenset({"UA", "RU", ""})
_ZIP_PLUS_4 = re.compile(r"[0-9]{5}-[0-9]{4}")
_POSTAL_LENGTHS = {"UA": 5, "RU": 6}


@dataclass(frozen=True, slots=True)
class _Region:
    embargo: Embargo
    names: frozenset[str]
    oblast: frozenset[str]
    cities: frozenset[str]
    elsewhere: frozenset[str]
    postal: dict[str, tuple[str, ...]]
    namesake: frozenset[str]
    namesake_postal: tuple[str, ...]


@cache
def _countries() -> dict[str, Embargo]:
    return {_text(row, "code"): _embargo(row) for row in read_array(_FILE, "country")}


@cache
def _regions() -> tuple[_Region, ...]:
    return tuple(
        _Region(
            embargo=_embargo(row),
            names=_keys(row, "names"),
            oblast=_keys(row, "oblast"),
            cities=_keys(row, "cities"),
            elsewhere=_keys(row, "elsewhere"),
            postal={code: tuple(prefixes) for code, prefixes in _per_country(row, "postal")},
            namesake=_keys(row, "namesake"),
            namesake_postal=tuple(str(row["namesake_postal"]).split()) if "namesake_postal" in row else (),
        )
        for row in read_array(_FILE, "region")
    )


@cache
def _generic_words() -> frozenset[str]:
    """Give the words that stand beside a place's name in an address and name no place themselves."""
    words = read_toml(_FILE)["generic_words"]
    return frozenset(part for word in words for part in _words(word)) if isinstance(words, list) else frozenset()


def _embargo(row: dict[str, object]) -> Embargo:
    effective, ended = row["effective"], row.get("ended")
    if not isinstance(effective, date) or not (ended is None or isinstance(ended, date)):
        raise TypeError("embargoes.toml: effective and ended must be dates")
    return Embargo(_text(row, "place"), _text(row, "program"), effective, ended, _text(row, "source"))


def _text(row: dict[str, object], name: str) -> str:
    return str(row[name])


def _keys(row: dict[str, object], name: str) -> frozenset[str]:
    names = row.get(name, [])
    return frozenset(_key(str(item)) for item in names) if isinstance(names, list) else frozenset()


def _per_country(row: dict[str, object], name: str) -> Iterator[tuple[str, list[str]]]:
    table = row.get(name, {})
    if isinstance(table, dict):
        yield from table.items()


def _words(text: str | None) -> list[str]:
    """Give the words of a text in lower case, without accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", fold_typography(text)).casefold()
    # The primes and modifier letters are how transliterations write the soft sign.
    kept = "".join(
        c if c.isalnum() else " "
        for c in decomposed
        if not unicodedata.combining(c) and c not in "'`\u2018\u2019\u02b9\u02bc\u2032"
    )
    return kept.split()


def _key(text: str | None) -> str:
    """Give the words of a place name that name the place, joined by one space."""
    return " ".join(word for word in _words(text) if word not in _generic_words())


def embargoed_country(code: str | None, as_of: date) -> Embargo | None:
    """Give the embargo on the country with this alpha-2 code on this day, or None. Case does not count."""
    if not code:
        return None
    embargo = _countries().get(code) or _countries().get(normalize_country(code))
    return embargo if embargo and embargo.holds_on(as_of) else None


def embargoed_region(
    *, city: str | None, region: str | None, postal_code: str | None, country: str | None, as_of: date
) -> Embargo | None:
    """Give the embargo on the region that an address lies in on this day, or None.

    Only addresses under UA, RU or a blank country can lie in one. With a country given, the names may stand inside
    longer text and postal codes count. With a blank country, names must be exact, postal codes alone say nothing,
    and a US state or ZIP+4 beside them speaks against it.
    """
    code = normalize_country(country)
    if code not in _REGION_COUNTRIES or not (city or region or postal_code):
        return None
    if not code and (us_state.is_valid(region) or _ZIP_PLUS_4.fullmatch(fold_typography(postal_code).strip())):
        return None
    place = _Place(_key(city), _key(region), _postal(postal_code), code)
    for candidate in _regions():
        if candidate.embargo.holds_on(as_of) and place.lies_in(candidate):
            return candidate.embargo
    return None


def _postal(text: str | None) -> str:
    """Give the postal code's ASCII digits, or '' for anything else."""
    joined = fold_typography(text).replace(" ", "").replace("-", "")
    return joined if joined.isascii() and joined.isdigit() else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """An address as its keys: city, region, digits of the postal code, and country, "" where blank."""

    city: str
    region: str
    postal: str
    country: str

    def lies_in(self, embargoed: _Region) -> bool:
        """Say whether the address is in the embargoed region."""
        if self._is_namesake_of(embargoed):
            return False
        if self._names(self.region, embargoed.names) or self._names(self.city, embargoed.names | embargoed.cities):
            return True
        if self._has_postal_of(embargoed):
            return True
        return self._names(self.region, embargoed.oblast) and not self._names(self.city, embargoed.elsewhere)

    def _is_namesake_of(self, embargoed: _Region) -> bool:
        """Say whether the address is in Russia's own region that has a town of the same name."""
        by_postal = len(self.postal) == _POSTAL_LENGTHS["RU"] and self.postal.startswith(embargoed.namesake_postal)
        return self.country != "UA" and (self._names(self.region, embargoed.namesake) or by_postal)

    def _names(self, text: str, names: frozenset[str]) -> bool:
        """Say whether text is one of the names or, where a country is given, holds one as whole words."""
        if not text:
            return False
        return text in names or (bool(self.country) and any(f" {name} " in f" {text} " for name in names))

    def _has_postal_of(self, embargoed: _Region) -> bool:
        prefixes = embargoed.postal.get(self.country, ())
        return len(self.postal) == _POSTAL_LENGTHS.get(self.country) and self.postal.startswith(prefixes)
