"""Countries and US jurisdiction."""

import csv
from pathlib import Path

import pycountry
import pytest

from achguard.identifiers.country import (
    US_JURISDICTION,
    code_of,
    country_name,
    in_us_jurisdiction,
    is_valid,
    parse,
)
from achguard.identifiers.malformed import Malformed, Reason

ADDRESSES = Path(__file__).parents[3] / "shared" / "data" / "ofac" / "2024" / "add.csv"


@pytest.mark.parametrize("code", [*sorted(US_JURISDICTION), "us", " pr ", "Gu"])
def test_us_jurisdiction(code: str) -> None:
    """The US and its territories are US jurisdiction, in any case and with space around."""
    assert in_us_jurisdiction(code)


@pytest.mark.parametrize("code", [None, "", " ", "FM", "MH", "PW", "VG", "DE", "XK", "ZZ", "USA", "\ud800"])
def test_not_us_jurisdiction(code: str | None) -> None:
    """The freely associated states, the British Virgin Islands, other countries, blank and unknown are not."""
    assert not in_us_jurisdiction(code)


def test_every_iso_code_is_a_country() -> None:
    """Each alpha-2 code of ISO 3166-1 is a country, and XK too."""
    codes = [country.alpha_2 for country in pycountry.countries]
    assert all(map(is_valid, [*codes, "XK", "de", " de"]))
    assert not any(map(is_valid, [None, "", "ZZ", "EU", "DEU", "D"]))


@pytest.mark.parametrize(("text", "reason"), [("", Reason.EMPTY), ("DEU", Reason.LENGTH), ("ZZ", Reason.COUNTRY)])
def test_reasons(text: str, reason: Reason) -> None:
    """What is no code says why."""
    assert parse(text) == Malformed(reason)
    assert parse("de") == "DE"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Korea, North", "KP"),
        ("Korea, South", "KR"),
        ("Burma", "MM"),
        ("Bahamas, The", "BS"),
        ("Region: Crimea", "UA"),
        ("Region: Gaza", "PS"),
        ("Palestinian", "PS"),
        ("Cote d Ivoire", "CI"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Virgin Islands, British", "VG"),
        ("IRAN", "IR"),
        ("Germany", "DE"),
        ("germany", "DE"),
        ("DEU", "DE"),
        ("de", "DE"),
        ("Türkiye", "TR"),
        ("TURKIYE", "TR"),
        ("Kosovo", "XK"),
        ("United States", "US"),
        ("undetermined", None),
        ("Atlantis", None),
        ("", None),
        (None, None),
    ],
)
def test_code_of(name: str | None, code: str | None) -> None:
    """A country is found by OFAC's spelling, its English name or a code, without regard to case and accents."""
    assert code_of(name) == code


def test_name_of() -> None:
    """A code has a plain English name, and what is no code has none."""
    assert country_name("kp") == "North Korea"
    assert country_name("XK") == "Kosovo"
    assert country_name("BO") == "Bolivia"
    assert country_name("ZZ") is None
    assert country_name(None) is None


def test_every_name_finds_its_code() -> None:
    """The name given for a code leads back to the code."""
    for country in pycountry.countries:
        assert code_of(country_name(country.alpha_2)) == country.alpha_2


@pytest.mark.skipif(not ADDRESSES.exists(), reason="needs the OFAC address file in ../shared")
def test_ofac_countries_are_known() -> None:
    """Each country in OFAC's address file has a code, apart from those that name none."""
    with ADDRESSES.open(encoding="latin-1", newline="") as file:
        names = {row[4].strip() for row in csv.reader(file) if len(row) > 4}
    unknown = {name for name in names if code_of(name) is None}
    assert unknown <= {
        "-0-",
        "undetermined",
        "Netherlands Antilles",
        "Region: Commonwealth of Independent States",
        "Region: Jammu and Kashmir",
    }
