"""Countries and regions under embargo, by date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.country import is_valid as is_country
from achguard.identifiers.tables import read_array
from achguard.law.embargo import Embargo, embargoed_country, embargoed_region

TODAY = date(2026, 11, 23)
CRIMEA = "Crimea"
DONETSK = "so-called Donetsk People's Republic"
LUHANSK = "so-called Luhansk People's Republic"


@pytest.mark.parametrize(
    ("code", "day", "embargoed"),
    [
        ("CU", TODAY, True),
        ("IR", TODAY, True),
        ("KP", TODAY, True),
        ("kp", TODAY, True),
        (" ir ", TODAY, True),
        ("SY", date(2025, 6, 30), True),
        ("SY", date(2025, 7, 1), False),
        ("SD", date(2017, 10, 11), True),
        ("SD", date(2017, 10, 12), False),
        ("IR", date(1995, 5, 6), False),
        ("UA", TODAY, False),
        ("RU", TODAY, False),
        ("BY", TODAY, False),
        ("VE", TODAY, False),
        ("US", TODAY, False),
        ("", TODAY, False),
        (None, TODAY, False),
        ("\ud800", TODAY, False),
    ],
)
def test_countries(code: str | None, day: date, embargoed: bool) -> None:  # noqa: FBT001
    """A country is under embargo from the first day to the day before it ended."""
    embargo = embargoed_country(code, day)
    assert isinstance(embargo, Embargo) is embargoed
    assert embargo is None or embargo.source


def region_of(
    city: str | None, region: str | None, postal_code: str | None, country: str | None, day: date = TODAY
) -> str | None:
    """Return the place of the embargo that an address meets."""
    embargo = embargoed_region(city=city, region=region, postal_code=postal_code, country=country, as_of=day)
    return embargo.place if embargo else None


@pytest.mark.parametrize(
    ("city", "region", "postal_code", "country", "place"),
    [
        ("Simferopol", None, None, "UA", CRIMEA),
        ("SIMFEROPOL'", None, None, "RU", CRIMEA),
        ("Sevastopol", None, None, None, CRIMEA),
        ("г. Севастополь", None, None, "ru", CRIMEA),
        ("Yalta", None, None, "", CRIMEA),
        ("Yalta, Crimea", None, None, "UA", CRIMEA),
        (None, "Crimea", None, None, CRIMEA),
        (None, "Republic of Crimea, Russian Federation", None, "RU", CRIMEA),
        (None, "Autonomous Republic of Crimea", None, "UA", CRIMEA),
        (None, "АР Крим", None, None, CRIMEA),
        (None, "Республика Крым", None, "RU", CRIMEA),
        (None, "UA-43", None, "UA", CRIMEA),
        (None, None, "98600", "UA", CRIMEA),
        (None, None, "295000", "RU", CRIMEA),
        (None, None, "299 011", "RU", CRIMEA),
        ("Donetsk", None, None, "UA", DONETSK),
        ("Donets'k", "Donetska Oblast", "83000", "UA", DONETSK),
        ("Донецьк", None, None, None, DONETSK),
        ("Makeevka", None, None, "RU", DONETSK),
        (None, "DNR", None, None, DONETSK),
        (None, "Donetsk People's Republic", None, "RU", DONETSK),
        (None, "so-called Donetsk People’s Republic", None, None, DONETSK),
        (None, "Donetsk Oblast", None, "UA", DONETSK),
        (None, None, "283001", "RU", DONETSK),
        ("Luhansk", None, None, "UA", LUHANSK),
        ("Луганск", None, None, "RU", LUHANSK),
        ("Alchevsk", "Luhansk", "94200", "UA", LUHANSK),
        (None, "ЛНР", None, None, LUHANSK),
        (None, None, "291000", "RU", LUHANSK),
    ],
)
def test_in_a_region(
    city: str | None, region: str | None, postal_code: str | None, country: str | None, place: str
) -> None:
    """City, region and postal code place an address in a region, in Latin and Cyrillic, under UA, RU or no country."""
    assert region_of(city, region, postal_code, country) == place


@pytest.mark.parametrize(
    ("city", "region", "postal_code", "country"),
    [
        (None, None, None, None),
        (None, None, None, "UA"),
        ("Kyiv", None, "01001", "UA"),
        ("Lviv", "Lviv Oblast", "79000", "UA"),
        ("Kherson", "Kherson Oblast", "73000", "UA"),
        ("Zaporizhzhia", "Zaporizhzhia Oblast", "69000", "UA"),
        ("Odesa", None, "65000", "UA"),
        ("Kramatorsk", "Donetsk Oblast", "84300", "UA"),
        ("Слов'янськ", "Донецька область", None, "UA"),
        ("Moscow", None, "101000", "RU"),
        ("Donetsk", "Rostov Oblast", "346330", "RU"),
        ("Donetsk", None, "346330", "RU"),
        ("Донецк", "Ростовская область", None, "RU"),
        ("Donetsk", "Rostov", None, None),
        ("Odessa", "TX", "79761", None),
        ("Yalta", "MS", "38901", None),
        ("Yalta", "Mississippi", None, ""),
        ("Yalta", None, "38901-1234", None),
        ("Yalta, MS", None, None, None),
        ("Crimea Street", None, None, None),
        ("Cupertino", "CA", "95014", None),
        (None, None, "95014", None),
        (None, None, "95014", ""),
        (None, None, "295000", None),
        (None, None, "95014", "US"),
        ("Sevastopol", "WI", "54235", "US"),
        ("Yalta", None, None, "US"),
        ("Simferopol", None, None, "DE"),
        (None, None, "98600", "RU"),
        (None, None, "295000", "UA"),
        ("\ud800", "😀", "٩٨٦٠٠", "UA"),
    ],
)
def test_outside(city: str | None, region: str | None, postal_code: str | None, country: str | None) -> None:
    """The rest of Ukraine and Russia, and every US address, meet no region."""
    assert region_of(city, region, postal_code, country) is None


def test_regions_have_dates() -> None:
    """Crimea is under embargo since 2014, the others since 2022."""
    assert region_of("Yalta", None, None, "UA", date(2014, 12, 18)) is None
    assert region_of("Yalta", None, None, "UA", date(2014, 12, 19)) == CRIMEA
    assert region_of("Donetsk", None, None, "UA", date(2022, 2, 20)) is None
    assert region_of("Donetsk", None, None, "UA", date(2022, 2, 21)) == DONETSK


def test_data_is_consistent() -> None:
    """Each row has a place, a program and a source; no city is both in a region and outside it."""
    for row in read_array("embargoes.toml", "country"):
        assert is_country(str(row["code"]))
    for row in read_array("embargoes.toml", "region"):
        cities, elsewhere = row["cities"], row.get("elsewhere", [])
        assert isinstance(cities, list)
        assert isinstance(elsewhere, list)
        assert not set(cities) & set(elsewhere)
        for city in cities:
            assert region_of(city, None, None, "UA") == row["place"]
        for city in elsewhere:
            assert region_of(city, None, None, "UA") is None


FIELD = st.one_of(st.none(), st.text(max_size=20), st.just("9" * 10_000), st.just("Крим " * 2_000))


@given(FIELD, FIELD, FIELD, st.one_of(st.none(), st.sampled_from(["UA", "RU", "", "US", "٣"]), st.text(max_size=3)))
def test_any_address_gives_a_value(
    city: str | None, region: str | None, postal_code: str | None, country: str | None
) -> None:
    """Any address gives a place or none, and only UA, RU and blank can give one."""
    place = region_of(city, region, postal_code, country)
    assert place is None or (country or "").strip().upper() in {"UA", "RU", ""}
