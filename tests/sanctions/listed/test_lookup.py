"""Numbers and BICs are found exactly, whatever stands between their letters and digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.model.party import IdentifierType
from achguard.sanctions.listed.entity import ListedEntity, ListedIdentifier, ListedName
from achguard.sanctions.listed.entity_store import EntitiesInMemory
from achguard.sanctions.listed.lookup import Lookup, is_everybodys
from achguard.sanctions.snapshot import Snapshot


def holding(kind: str, value: str) -> Lookup:
    """Return a lookup of one entity with one number."""
    name = ListedName("X, Y", "primary", "primary")
    return Lookup(
        EntitiesInMemory([ListedEntity("1", "x", "individual", (name,), identifiers=(ListedIdentifier(kind, value),))])
    )


@pytest.mark.parametrize(
    ("value", "kind", "uid"),
    [
        ("X0000001", "passport", "900001"),
        ("x-000 0001", None, "900001"),
        ("Ｘ００００００１", "passport", "900001"),
        ("X0000001", "other", "900001"),
        ("X0000001", "tax_id", "900001"),
        ("90-0012345", "ein", "900002"),  # listed as a tax id
        ("900-12-3456", "ssn", "900021"),
        ("900123456", "itin", "900021"),
        ("IMO9990001", None, "900034"),
        ("9990001", "imo", "900034"),
        ("1SampLeAddressNotReaL99ChainBriar", "wallet", "900032"),
        ("X0000001", "imo", None),
        ("358", None, None),
        ("9990", "other", None),
        ("", None, None),
    ],
)
def test_numbers(sample: Snapshot, value: str, kind: str | None, uid: str | None) -> None:
    """A number meets its entry by letters and digits; a tax id or no kind meets every kind; short ones nobody."""
    assert [match.entity.uid for match in sample.find_identifier(value, kind)] == ([uid] if uid else [])


@pytest.mark.parametrize("value", ["12345", "123456", "1234567", "00012345", "0001234567", "19700131", "01311970"])
@pytest.mark.parametrize("listed", ["passport", "national_id", "registration", "imo", "tax_id", "other"])
def test_a_number_that_many_people_have_meets_its_own_kind_only(listed: str, value: str) -> None:
    """Few digits alone, zeros in front or not, and a day meet the kind they are said to be, and nobody as another."""
    lookup = holding(listed, value)
    for kind in IdentifierType:
        assert bool(lookup.identifier(value, kind)) == (kind == listed != "other")
    assert lookup.identifier(value)


@pytest.mark.parametrize("value", ["12345678", "0012345678", "20701331", "A12345", "12345A", "790205295"])
@pytest.mark.parametrize("listed", ["passport", "national_id", "registration", "imo", "other"])
def test_a_long_number_of_no_kind_meets_every_kind(listed: str, value: str) -> None:
    """Eight digits that are no day, and a number with a letter, are found as a tax id or another number too."""
    lookup = holding(listed, value)
    for kind in ("tax_id", "other", listed):
        assert lookup.identifier(value, kind)


@pytest.mark.parametrize(
    ("listed", "value"),
    [
        ("passport", "PASSPORT 12345"),
        ("passport", "Passport No. 12345"),
        ("passport", "passport #12345, expires 2027"),
        ("passport", "US PASSPORT: 12 345"),
        ("passport", "12345 (passport)"),
        ("passport", "ＰＡＳＳＰＯＲＴ １２３４５"),
        ("passport", "PASSPORT12345"),
        ("imo", "IMO-12345"),
        ("tax_id", "Tax ID 12345"),
        ("tax_id", "NIT 12345"),
        ("national_id", "national id number 12345"),
        ("registration", "Registration nr 12345"),
        ("registration", "Company no 12345"),
    ],
)
@pytest.mark.parametrize("kind", ["other", "tax_id", "passport", None])
def test_a_label_says_the_kind_of_a_short_number(listed: str, value: str, kind: str | None) -> None:
    """A short number meets the kind that its label says, whatever kind it came as, and no other kind."""
    assert holding(listed, "12345").identifier(value, kind)
    assert not holding("ssn", "12345").identifier(value, kind)


@pytest.mark.parametrize(
    ("listed", "number", "value"),
    [
        ("wallet", "1SAMPLEADDRESSNOTREAL", "bitcoin:1SampleAddressNotReal?amount=1"),
        ("wallet", "0XSAMPLE00NOTREAL", "ETH 0xSample00NotReal"),
        ("wallet", "0XSAMPLE00NOTREAL", "ethereum:0xSample00NotReal"),
        ("imo", "9990001", "IMO 9990001"),
        ("passport", "E0000001", "PASSPORT E0000001"),
        ("passport", "E0000001", "No. E0000001"),
        ("passport", "E0000001", "E0000001 (IRAN)"),
        ("passport", "E0000001", "Doc. no. E 0000001 (Ostvar) (Iran)"),
        ("passport", "E0000001", "E0000001 exp 02/2027"),
        ("registration", "9990001", "Reg. No. 9990001 (Delaware)"),
        ("national_id", "9990001", "ID: 9990001"),
        ("wallet", "1SAMPLEADDRESSNOTREAL", "1SampleAddressNotReal?amount=1"),
        ("wallet", "0X" + "A1" * 20, "A1" * 20),
        ("wallet", "0X" + "A1" * 20, "eth " + "a1" * 20),
        ("website", "OSTVAR.EXAMPLE", "https://www.ostvar.example/pay"),
        ("email", "INFO@OSTVAR.EXAMPLE", "mailto:info@ostvar.example"),
        ("phone", "982188526300", "+98 21 8852 6300"),
    ],
)
def test_a_label_of_its_own_kind_hides_no_number(listed: str, number: str, value: str) -> None:
    """The label that people write before a wallet, a ship's or a passport's number is no part of it."""
    assert holding(listed, number).identifier(value, listed)


@pytest.mark.parametrize(
    "value", ["ID 12345", "EMP 12345", "NO. 12345", "CUST-12345", "REF 12345", "C-12345", "MAXIMO 12345"]
)
def test_a_customers_label_is_no_kind(value: str) -> None:
    """Words that any customer's number has beside it say no kind."""
    for listed in ("passport", "national_id", "registration", "imo", "tax_id"):
        assert not holding(listed, "12345").identifier(value, "other")


@pytest.mark.parametrize("kind", ["tax_id", "other", "passport", "national_id"])
def test_a_telephone_number_is_no_other_number(kind: str) -> None:
    """A customer's number of the digits of a listed telephone meets nobody; with no kind it is found."""
    assert not holding("phone", "982188526300").identifier("982188526300", kind)
    assert holding("phone", "982188526300").identifier("+98 21 8852 6300")


def test_a_letter_before_a_number_is_part_of_it() -> None:
    """A group of one letter is no word that says that a number comes."""
    assert not holding("passport", "0000001").identifier("E 0000001", "passport")


@given(st.text())
def test_any_text_is_looked_up(text: str) -> None:
    """Whatever stands where a number should is an answer, found or not."""
    assert holding("passport", "12345").identifier(text, "other") in (
        (),
        holding("passport", "12345").identifier("PASSPORT 12345"),
    )


@pytest.mark.parametrize(("key", "expected"), [("", False), ("0000000", True), ("1234567", True), ("123456789", False)])
def test_what_is_everybodys(key: str, expected: bool) -> None:  # noqa: FBT001 -- a table's column
    """Digits alone are everybody's where few tell; what has none is no number."""
    assert is_everybodys(key) is expected


def test_another_country_hides_no_number(sample: Snapshot) -> None:
    """The country only puts the likelier entry first."""
    assert [match.entity.uid for match in sample.find_identifier("X0000001", "passport", "FR")] == ["900001"]
    assert [match.matched for match in sample.find_identifier("X0000001", "passport", "IR")] == ["passport"]


@pytest.mark.parametrize("bic", ["BNVEDEF1XXX", "BNVEDEF1", "bnvedef1", "BNVE DE F1 XXX"])
def test_a_listed_bank_by_its_bic(sample: Snapshot, bic: str) -> None:
    """Eleven characters are met exactly; eight are the head office."""
    assert [(match.entity.uid, match.matched) for match in sample.find_bic(bic)] == [("900003", "bic")]


@pytest.mark.parametrize("bic", ["BNVEDEF1123", "BNVEDEF2", "BNVEDE", "", "BNVEDEF1XXXX"])
def test_another_bic_is_another_bank(sample: Snapshot, bic: str) -> None:
    """Another branch, another bank and half a BIC meet nobody."""
    assert sample.find_bic(bic) == ()


def test_a_match_shows_no_number(sample: Snapshot) -> None:
    """The repr of a match holds neither the number nor a date of birth."""
    assert "0000001" not in repr(sample.find_identifier("X0000001"))
    assert "1961" not in repr(sample.find_identifier("X0000001"))
