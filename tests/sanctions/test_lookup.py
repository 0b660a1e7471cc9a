"""Numbers and BICs are found exactly, whatever stands between their letters and digits."""

import pytest

from achguard.sanctions.snapshot import Snapshot


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
        ("IMO9990001", None, None),
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
