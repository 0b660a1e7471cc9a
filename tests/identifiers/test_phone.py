"""Telephone numbers and their countries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.country import is_valid as is_country
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.phone import Phone, country_of, normalize, parse
from achguard.identifiers.tables import read_toml


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("+16015550100", "US"),
        ("601-555-0100", "US"),
        ("(601) 555-0100 ext. 12", "US"),
        ("1 601 555 0100 x12", "US"),
        ("Tel: 601.555.0100", "US"),
        ("1-800-555-0199", "US"),
        ("787-555-0100", "US"),
        ("416-555-0100", "CA"),
        ("+1 242 555 0100", "BS"),
        ("011 1 416 555 0100", "CA"),
        ("+49 30 1234567", "DE"),
        ("011 44 20 7946 0958", "GB"),
        ("0044 20 7946 0958", "GB"),
        ("+7 495 555 01 00", "RU"),
        ("+7 717 255 55 55", "KZ"),
        ("+850 2 381 2345", "KP"),
        ("＋４９ ３０ １２３４５６７", "DE"),
    ],
)
def test_country(text: str, country: str) -> None:
    """The calling code says the country, and within +1 the area code does."""
    assert country_of(text) == country


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("٦٠١٥٥٥٠١٠٠", Reason.CHARACTERS),
        ("1-800-FLOWERS", Reason.CHARACTERS),
        ("none", Reason.CHARACTERS),
        ("5550100", Reason.STRUCTURE),
        ("601-155-0100", Reason.STRUCTURE),
        ("+1 601 555", Reason.STRUCTURE),
        ("+49 30", Reason.STRUCTURE),
        ("+49 30 1234567890123456", Reason.STRUCTURE),
        ("000 000", Reason.STRUCTURE),
        ("+999 1234567", Reason.COUNTRY),
    ],
)
def test_unreadable(text: str, reason: Reason) -> None:
    """What can't be read says why and has no country."""
    assert parse(text) == Malformed(reason)
    assert country_of(text) is None


def test_normal_form() -> None:
    """A number is its digits, with the plus sign, and without its extension."""
    assert normalize("+49 (30) 123-4567 ext 9") == "+49301234567"
    assert normalize("601.555.0100") == "6015550100"
    assert repr(parse("601-555-0100")) == "Phone(country='US')"
    assert parse("601-555-0100") == Phone("16015550100", "US")


def test_countries_of_the_table_exist() -> None:
    """Each country of the table is one, and no area code stands twice."""
    table = read_toml("phone_countries.toml")
    nanp, codes = table["nanp"], table["calling_codes"]
    assert isinstance(nanp, dict)
    assert isinstance(codes, dict)
    assert all(map(is_country, [*nanp, *codes.values()]))
    area_codes = [code for row in nanp.values() for code in row]
    assert len(area_codes) == len(set(area_codes))
    assert all(200 <= code <= 999 for code in area_codes)


@given(st.text(alphabet="0123456789+-() xX#.", max_size=30))
def test_any_digits_give_a_value(text: str) -> None:
    """Any mixture of what phones are written with gives a known country or none."""
    country = country_of(text)
    assert country is None or is_country(country)
