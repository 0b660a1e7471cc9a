"""Countries and regions under embargo, by date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.country import is_valid as is_country
from achguard.identifiers.tables import read_array, read_rows
from achguard.law.embargo import Embargo, embargoed_country, embargoed_country_in_text, embargoed_region

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
    seen = embargoed_region(city=city, region=region, postal_code=postal_code, country=country, as_of=day)
    return seen.embargo.place if seen else None


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
        (None, None, "95014", "US"),
        ("Sevastopol", "WI", "54235", "US"),
        ("Yalta", None, None, "US"),
        ("Simferopol", None, None, "DE"),
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


def said(
    *,
    street: str | None = None,
    city: str | None = None,
    region: str | None = None,
    postal: str | None = None,
    country: str | None = None,
) -> str | None:
    """Return how sure it is that an address lies in one of the regions, and in which."""
    seen = embargoed_region(street=street, city=city, region=region, postal_code=postal, country=country, as_of=TODAY)
    return f"{'is in' if seen.is_certain else 'may be in'} {seen.embargo.place}" if seen else None


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ({"city": "Krimea", "country": "UA"}, f"is in {CRIMEA}"),
        ({"city": "KIRIM", "country": "RU"}, f"is in {CRIMEA}"),
        ({"city": "Qırım"}, f"is in {CRIMEA}"),
        ({"region": "Rep. of Krimea", "country": "UA"}, f"is in {CRIMEA}"),
        ({"region": "A.R. Krym", "city": "Sewastopol"}, f"is in {CRIMEA}"),
        ({"street": "12 Lenina, Yalta, Crimea", "country": "UA"}, f"is in {CRIMEA}"),
        ({"street": "12 Lenina, Yalta, Crimea"}, f"is in {CRIMEA}"),
        ({"city": "Yalta, Krimea"}, f"is in {CRIMEA}"),
        ({"city": "YALTA KRIMEA 98600"}, f"is in {CRIMEA}"),
        ({"city": "Simferopol", "region": "ARK"}, f"is in {CRIMEA}"),
        ({"region": "ARK", "country": "UA"}, f"is in {CRIMEA}"),
        ({"street": "UL LENINA 12 SIMFEROPOL 295000", "country": "RU"}, f"is in {CRIMEA}"),
        ({"street": "12 Lenin Street Jalta", "country": "UA"}, f"is in {CRIMEA}"),
        ({"street": "UL LENINA 12", "city": "295000", "country": "UA"}, f"is in {CRIMEA}"),
        ({"city": "Belogorsk", "region": "Crimea", "country": "RU"}, f"is in {CRIMEA}"),
        ({"street": "5 LENINA CT", "city": "Simferopol"}, f"is in {CRIMEA}"),
        ({"city": "Simferopol, Ukraine"}, f"is in {CRIMEA}"),
        ({"city": "g. Yalta, ul. Lenina 5, Ukraine"}, f"is in {CRIMEA}"),
        ({"city": "Simferopol, Crimea", "postal": "10001"}, f"is in {CRIMEA}"),
        ({"postal": "295000"}, f"may be in {CRIMEA}"),
        ({"postal": "295000", "country": "UA"}, f"is in {CRIMEA}"),
        ({"postal": "98600", "country": "RU"}, f"is in {CRIMEA}"),
        ({"city": "Yalta"}, f"may be in {CRIMEA}"),
        ({"city": "Crimia", "country": "UA"}, f"may be in {CRIMEA}"),
        ({"city": "SEVASTAPOL"}, f"may be in {CRIMEA}"),
        ({"city": "Simferapol", "country": "RU"}, f"may be in {CRIMEA}"),
        ({"city": "Simferpool", "country": "RU"}, f"may be in {CRIMEA}"),
        ({"city": "Mariupol", "region": "Donetsk", "country": "UA"}, f"is in {DONETSK}"),
        ({"city": "Donetsk", "region": "Donetsk", "country": "UA"}, f"is in {DONETSK}"),
        ({"city": "Pokrovsk", "region": "Donetsk Oblast", "country": "UA"}, f"may be in {DONETSK}"),
        ({"city": "Donetsk oblast", "country": "UA"}, f"may be in {DONETSK}"),
        ({"postal": "85300", "country": "UA"}, f"may be in {DONETSK}"),
        ({"postal": "84600", "country": "UA"}, f"is in {DONETSK}"),
        ({"city": "Pervomaisk", "region": "Luhansk", "country": "UA"}, f"is in {LUHANSK}"),
        ({"region": "Luhanska oblast", "country": "UA"}, f"may be in {LUHANSK}"),
        ({"postal": "92500", "country": "UA"}, f"may be in {LUHANSK}"),
    ],
)
def test_every_line_is_read(address: dict[str, str], answer: str) -> None:
    """Spellings, lines with several places, postal codes of both countries; and how sure each of them is."""
    assert said(**address) == answer


@pytest.mark.parametrize(
    "address",
    [
        {"city": "LITTLE ROCK", "region": "ARK", "postal": "72201"},
        {"city": "LITTLE ROCK, ARK 72201"},
        {"city": "SEBASTOPOL", "postal": "39359"},
        {"city": "SEBASTOPOL 39359"},
        {"city": "SEBASTOPOL", "postal": "95472"},
        {"city": "SEBASTOPOL", "region": "CALIF"},
        {"city": "Yalta", "region": "Miss."},
        {"city": "YALTA MS"},
        {"city": "YALTA, MISS. 38901"},
        {"city": "YALTA MISSISSIPPI"},
        {"city": "INKERMAN", "region": "PENNA"},
        {"city": "INKERMAN", "postal": "18640"},
        {"city": "Yalta, USA"},
        {"street": "12 YALTA RD, SEBASTOPOL MS 39359"},
        {"street": "CRIMEA ST"},
        {"street": "12 CRIMEA"},
        {"street": "100 SEBASTOPOL AVE"},
        {"street": "5 YALTA CT"},
        {"street": "29500 SEVASTOPOL RD"},
        {"city": "CRIMEA HEIGHTS"},
        {"city": "SOLEDAD"},
        {"street": "vul. Donetska 5", "city": "Kyiv", "country": "UA"},
        {"street": "vul. Donetska, 5", "city": "Lviv", "country": "UA"},
        {"street": "Donetsk Street 5", "city": "Kharkiv", "country": "UA"},
        {"street": "ul. Sevastopol 7", "city": "Moscow", "country": "RU"},
        {"street": "ul. Krymskaya 7", "city": "Anapa", "country": "RU"},
        {"city": "Kyiv, vul. Donetska 5", "country": "UA"},
        {"city": "Gus-Khrustalny", "country": "RU"},
        {"city": "Kharkiv, Donetsk Street 5", "country": "UA"},
        {"city": "Smferopoli", "country": "UA"},
        {"city": "Pervomaisk", "region": "Mykolaiv oblast", "country": "UA"},
        {"city": "Kramatorsk, Donetsk", "country": "UA"},
        {"postal": "84300", "country": "UA"},
        {"city": "Rovenki", "region": "Belgorod oblast", "country": "RU"},
    ],
)
def test_places_of_other_countries_and_streets_are_quiet(address: dict[str, str]) -> None:
    """American towns as Americans write them, streets that bear a name, and towns of another oblast meet nothing."""
    assert said(**address) is None


FREE = """
    Kyiv Kiev Kharkiv Kharkov Odesa Odessa Dnipro Dnepr Lviv Zaporizhzhia Kryvyi-Rih Mykolaiv Vinnytsia Kherson Poltava
    Chernihiv Cherkasy Sumy Zhytomyr Khmelnytskyi Rivne Chernivtsi Ternopil Ivano-Frankivsk Lutsk Uzhhorod Kremenchuk
    Nikopol Berdiansk Berdyansk Melitopol Uman Izmail Balta Balakliia Balakleya Izium Kupiansk Chuhuiv Orlivka
    Pavlohrad Kamianske Kropyvnytskyi Bilhorod Romny Konotop Shostka Nizhyn Mukachevo Drohobych Stryi Kovel Dubno
    Svitlovodsk Yuzhne Chornomorsk Mankivka Popilnia Krasnohrad Kremenets Starokostiantyniv Artsyz Reni Skadovsk
    Krasnodar Slavyansk-na-Kubani Krymsk Bryansk Belgorod Stavropol Rostov Shakhty Taganrog Novorossiysk Anapa Sochi
    Armavir Makarov Saratov Samara Kirov Kazan Moscow Moskva Tver Tula Orlovka Orel Kursk Voronezh Lipetsk Pskov
    Volgograd Volgodonsk Donskoy Snezhinsk Magadan Yelets Yeysk Kurgan Sarov Saransk Gorky Kamensk Rovnoye Severodvinsk
    Severomorsk Ulyanovsk Simbirsk Sevastyanovo Yartsevo Malta Jelgava Alma-Ata Feodosino Antonovka Stavrovo Torzhok
    Starobin Nova-Kakhovka Kerchevo Khartum Dobrinka Donskoye Luga Luganskoye Makeevo
"""


@pytest.mark.parametrize("country", ["UA", "RU"])
def test_no_town_of_the_rest_of_ukraine_or_russia_meets(country: str) -> None:
    """One letter wrong makes no other town one of these regions."""
    assert {town: answer for town in FREE.split() if (answer := said(city=town, country=country))} == {}


def country_of(
    *,
    street: str | None = None,
    city: str | None = None,
    region: str | None = None,
    postal: str | None = None,
    country: str | None = None,
    day: date = TODAY,
) -> str | None:
    """Return the country under embargo that the lines of an address name."""
    seen = embargoed_country_in_text(
        street=street, city=city, region=region, postal_code=postal, country=country, as_of=day
    )
    return seen.place if seen else None


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ({"city": "TEHRAN / IRAN"}, "Iran"),
        ({"city": "TEHRAN IRAN"}, "Iran"),
        ({"city": "Téhéran"}, "Iran"),
        ({"region": "Islamic Republic of Iran"}, "Iran"),
        ({"city": "TEHRAN", "postal": "11369"}, "Iran"),
        ({"street": "VALIASR AVE 12, TEHRAN, IRAN"}, "Iran"),
        ({"city": "HAVANA, CUBA"}, "Cuba"),
        ({"city": "HAVANA", "postal": "10400"}, "Cuba"),
        ({"city": "La Habana", "region": "Cuba"}, "Cuba"),
        ({"city": "PYONGYANG DPRK"}, "North Korea"),
        ({"city": "Korea, North"}, "North Korea"),
    ],
)
def test_a_country_in_the_lines_of_an_address(address: dict[str, str], place: str) -> None:
    """With a blank country a country under embargo, or a city of it, is read from any line."""
    assert country_of(**address) == place


@pytest.mark.parametrize(
    "address",
    [
        {},
        {"city": "CUBA, NY"},
        {"city": "CUBA NY 14727"},
        {"city": "CUBA", "postal": "14727"},
        {"city": "HAVANA IL 62644"},
        {"city": "HAVANA", "region": "FLA"},
        {"city": "Havana", "postal": "32333"},
        {"street": "IRAN ST"},
        {"street": "12 CUBA RD"},
        {"city": "PERSIA IA"},
        {"city": "CUBAN RESTAURANT"},
        {"city": "CUBA CITY"},
        {"city": "LITTLE HAVANA"},
        {"city": "TEHRAN / IRAN", "country": "US"},
        {"city": "HOLGUIN", "region": "TX"},
        {"city": "SEOUL, SOUTH KOREA"},
        {"city": "DAMASCUS"},
    ],
)
def test_american_places_and_streets_name_no_country(address: dict[str, str]) -> None:
    """A state, the ZIP code of a town of the name, a street, a nationality and an ended embargo name none."""
    assert country_of(**address) is None


def test_a_country_in_text_has_its_dates() -> None:
    """Damascus met until the embargo on Syria ended."""
    assert country_of(city="DAMASCUS", day=date(2025, 6, 30)) == "Syria"


def test_data_is_consistent() -> None:
    """Each spelling of the region or a town in it says so by itself, a held town is quiet, and keys are known."""
    for row in read_array("embargoes.toml", "country"):
        assert is_country(str(row["code"]))
    places = {str(row["key"]): row["place"] for row in read_array("embargoes.toml", "region")}
    countries = {str(row["code"]) for row in read_array("embargoes.toml", "country")}
    for key, kind, spellings in read_rows("embargoed_places.tsv"):
        assert key in places.keys() | countries
        for spelling in spellings.split("|") if key in places else ():
            if kind in {"self", "town"}:
                assert said(city=spelling, country="UA") == f"is in {places[key]}"
            if kind in {"held", "elsewhere"}:
                assert said(city=spelling, country="UA") is None, spelling


FIELD = st.one_of(st.none(), st.text(max_size=20), st.just("9" * 10_000), st.just("Крим " * 2_000))


@given(
    FIELD, FIELD, FIELD, FIELD, st.one_of(st.none(), st.sampled_from(["UA", "RU", "", "US", "٣"]), st.text(max_size=3))
)
def test_any_address_gives_a_value(
    street: str | None, city: str | None, region: str | None, postal_code: str | None, country: str | None
) -> None:
    """Any address gives a place or none, and only UA, RU and blank can give one."""
    seen = embargoed_region(
        street=street, city=city, region=region, postal_code=postal_code, country=country, as_of=TODAY
    )
    assert seen is None or (country or "").strip().upper() in {"UA", "RU", ""}
    embargoed_country_in_text(
        street=street, city=city, region=region, postal_code=postal_code, country=country, as_of=TODAY
    )
