"""Tax and national identity numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.party_number import PartyNumber, foreign_country_of, normalize, parse


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("GODE561231GR8", "MX"),
        ("GODE 561231 GR8", "MX"),
        ("HEGG560427MVZRRL04", "MX"),
        ("130-692-544", "CA"),
        ("130 692 544", "CA"),
        ("ABCPK1234L", "IN"),
        ("2341 2341 2346", "IN"),
        ("RSSMRA85T10A562S", "IT"),
        ("AB 12 34 56 C", "GB"),
        ("529.982.247-25", "BR"),
        ("11.222.333/0001-81", "BR"),
        ("X1234567L", "ES"),
        ("360426199101010071", "CN"),
        ("971013-9019902", "KR"),
        ("20-05536168-2", "AR"),
    ],
)
def test_foreign(text: str, country: str) -> None:
    """A number whose form and check digits are another country's is that country's."""
    assert foreign_country_of(text) == country
    assert parse(text) == PartyNumber(normalize(text), country)


@pytest.mark.parametrize(
    "text",
    [
        "GODE561231GR9",
        "130-692-545",
        "130692544",
        "234123412346",
        "52998224725",
        "529.982.247-24",
        "GB123456C",
        "QQ123456C",
        "X1234567M",
        "20-05536168-3",
        "A12345678",
        "078-05-1120",
        "12-3456789",
        "912-70-1234",
    ],
)
def test_not_foreign(text: str) -> None:
    """Wrong check digits, forms without their grouping and US numbers are no other country's."""
    assert foreign_country_of(text) is None
    assert parse(text) == Malformed(Reason.STRUCTURE)


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_us_forms_are_never_foreign(digits: str) -> None:
    """Nine digits solid or grouped as an SSN, ITIN or EIN are never another country's."""
    for text in (digits, f"{digits[:3]}-{digits[3:5]}-{digits[5:]}", f"{digits[:2]}-{digits[2:]}"):
        assert foreign_country_of(text) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ab-12 34/5", "AB12345"),
        ("Ñ1", "N1"),
        ("ｎ１", "N1"),
        ("٣", ""),
        (None, ""),
        ("№ 7", "NO7"),
        ("IČO 27", "ICO27"),
    ],
)
def test_normal_form(value: str | None, expected: str) -> None:
    """The normal form is the ASCII letters and digits in upper case, accents left out."""
    assert normalize(value) == expected


def test_repr_hides_the_number() -> None:
    """The repr shows the country only."""
    assert repr(parse("529.982.247-25")) == "PartyNumber(country='BR')"
