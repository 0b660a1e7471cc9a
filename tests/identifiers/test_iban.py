"""IBANs in a field of their own and in fields meant for something else."""

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st
from schwifty import IBAN
from stdnum.iso7064 import mod_97_10

from achguard.identifiers.country import US_JURISDICTION
from achguard.identifiers.iban import (
    Iban,
    bic_behind,
    check_digits_are_right,
    is_valid,
    length_in,
    parse,
)
from achguard.identifiers.iban_text import find
from achguard.identifiers.malformed import Malformed, Reason

GERMAN = "DE89370400440532013000"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (GERMAN, "DE"),
        ("DE89 3704 0044 0532 0130 00", "DE"),
        ("IBAN: DE89 3704 0044 0532 0130 00", "DE"),
        ("ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００", "DE"),
        ("d\u200be89370400440532013000", "DE"),
        ("IR580540105180021273113007", "IR"),
        ("RU0304452522540817810538091310419", "RU"),
        ("XK051212012345678906", "XK"),
    ],
)
def test_right_ibans(text: str, country: str) -> None:
    """A right IBAN is read in any writing, also of countries that not every registry has."""
    iban = parse(text)
    assert iban == Iban(iban.text if isinstance(iban, Iban) else "", country, True, True, True)  # noqa: FBT003
    assert is_valid(text)
    assert find(text) == iban


@pytest.mark.parametrize(
    ("text", "country", "uses_ibans"),
    [
        ("DE00370400440532013000", "DE", True),
        ("DE8937040044", "DE", True),
        ("DE", "DE", True),
        ("IRxx", "IR", True),
        ("US64SVBKUS6S3300958879", "US", False),
        ("PR123456789012345678", "PR", False),
        ("CU12345678901234567890", "CU", False),
        ("QQ123", "QQ", False),
        ("DE٣", "DE", True),
    ],
)
def test_wrong_ibans_name_their_country(text: str, country: str, uses_ibans: bool) -> None:  # noqa: FBT001
    """In a field meant for IBANs, whatever starts with two letters names a country, however wrong the rest is."""
    iban = parse(text)
    assert isinstance(iban, Iban)
    assert (iban.country, iban.country_uses_ibans) == (country, uses_ibans)
    assert not is_valid(text)


@pytest.mark.parametrize(("text", "reason"), [("", Reason.EMPTY), ("123", Reason.COUNTRY), ("D", Reason.COUNTRY)])
def test_malformed(text: str, reason: Reason) -> None:
    """A text is malformed only if it is empty or does not start with two letters."""
    assert parse(text) == Malformed(reason)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("DE00 3704 0044 0532 0130 00", "DE"),
        ("de8x-3704.0044", None),
        ("NO9386011117947", "NO"),
        ("NO938601111794", None),
        ("DE" + "1" * 32, "DE"),
        ("DE" + "1" * 33, None),
        ("US12345678901234567", None),
        ("GU12345678901234567", None),
        ("123456789", None),
        ("065300279", None),
        ("", None),
        (None, None),
        ("DE89/3704/0044/0532", "DE"),
        ("ACCT1234567890123", None),
    ],
)
def test_find_in_other_fields(text: str | None, country: str | None) -> None:
    """Elsewhere a country that uses IBANs and 15 to 34 letters and digits are needed, right check digits are not."""
    iban = find(text)
    assert (iban.country if iban else None) == country


def test_repr_hides_the_account() -> None:
    """The repr shows the country and no digit of the number."""
    assert repr(parse(GERMAN)) == "Iban(country='DE', check_digits_ok=True, structure_ok=True, country_uses_ibans=True)"


@pytest.mark.parametrize("code", sorted(US_JURISDICTION))
def test_us_has_no_ibans(code: str) -> None:
    """No part of US jurisdiction uses IBANs."""
    assert length_in(code) is None


@pytest.mark.slow
@given(st.from_regex(r"[A-Z]{2}(0[2-9]|[1-8][0-9]|9[0-8])[A-Z0-9]{11,30}", fullmatch=True))
def test_check_digits_agree_with_stdnum(text: str) -> None:
    """The check digits are those that python-stdnum finds right."""
    assert check_digits_are_right(text) == mod_97_10.is_valid(text[4:] + text[:4])


@pytest.mark.parametrize("text", ["DE01370400440532013000", "DE99370400440532013000", "DE", "DE8937"])
def test_impossible_check_digits(text: str) -> None:
    """Check digits below 02 and above 98, and texts too short for an IBAN, are never right."""
    assert not check_digits_are_right(text)


@pytest.mark.slow
@given(
    st.sampled_from(["BE", "CH", "DE", "ES", "FR", "GB", "IR", "IT", "NL", "NO", "PL", "SA", "TR", "XK"]), st.randoms()
)
def test_random_ibans_are_found(country: str, random: object) -> None:
    """Whatever IBAN schwifty makes up is valid here, grouped and in lower case too."""
    text = str(IBAN.random(country, random=random, use_registry=False))  # type: ignore[arg-type]
    grouped = " ".join(text[i : i + 4] for i in range(0, len(text), 4)).lower()
    assert is_valid(text)
    assert find(grouped) == parse(text)


@pytest.mark.parametrize(
    ("text", "bic"),
    [
        (GERMAN, "COBADEFFXXX"),
        ("de89 3704 0044 0532 0130 00", "COBADEFFXXX"),
        ("DE89999999990532013000", None),
        ("RU0304452522540817810538091310419", None),
        ("DE8937040044", None),
        ("US64SVBKUS6S3300958879", None),
        ("DE89OOOOOOOO0532013000", None),
        ("", None),
        (None, None),
        ("\ud800", None),
    ],
)
def test_bic_behind(text: str | None, bic: str | None) -> None:
    """The bank code leads to a BIC where the bank table has it, and to None otherwise."""
    assert bic_behind(text) == bic


@pytest.mark.slow
@given(st.one_of(st.none(), st.text(), st.from_regex(r"[A-Z]{2}[0-9A-Z]{13,32}", fullmatch=True)))
def test_bic_behind_any_text(text: str | None) -> None:
    """Any text has a BIC behind it or none."""
    bic = bic_behind(text)
    assert bic is None or len(bic) in {8, 11}


def test_bic_behind_every_country() -> None:
    """Text as long as a country's IBANs has a BIC behind it or none, whatever the country."""
    for country in pycountry.countries:
        length = length_in(country.alpha_2) or 20
        for filler in "0A1Z9":
            bic = bic_behind(country.alpha_2 + filler * (length - 2))
            assert bic is None or len(bic) in {8, 11}
