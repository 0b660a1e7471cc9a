"""What an SEC code allows its entries: the values on either side of each limit."""

from typing import Any

import pytest

from achguard.nacha import read
from nacha_edits import DAY, edited


def roots(case: dict[str, Any]) -> list[str]:
    """Name the root problems of a file under strict."""
    found = read(edited(case), profile="strict", as_of=DAY).problems
    return list(dict.fromkeys(problem.type.name for problem in found if problem.is_root))


@pytest.mark.parametrize(
    ("base", "cents", "above"),
    [
        ("ARC", 25_000_00, False),
        ("BOC", 25_000_00, False),
        ("POP", 25_000_00, False),
        ("POP", 25_000_01, True),
        ("RCK", 2_499_99, False),
        ("RCK", 2_500_00, True),
        ("XCK", 2_499_99, False),
        ("XCK", 2_500_00, True),
        ("TRC", 25_000_01, False),
        ("WEB", 99_999_999_99, False),
    ],
)
def test_a_check_has_a_highest_amount(base: str, cents: int, *, above: bool) -> None:
    """25,000 dollars is allowed where the limit includes it; 2,500 is not, since the check must be of less."""
    assert roots({"base": base, "values": {"amount": cents}}) == (["amount-above-limit"] if above else [])


@pytest.mark.parametrize("base", ["ARC", "BOC", "POP", "RCK", "TEL", "XCK", "CIE", "loan"])
@pytest.mark.parametrize("description", ["REVERSAL", "REVERSAL 2"])
def test_a_reversal_goes_the_other_way(base: str, description: str) -> None:
    """In a batch described as a reversal the entries that are taken back go against their SEC code and account."""
    code = {"CIE": "27", "loan": "55"}.get(base, "22")
    assert (
        roots({"base": base, "header": {"entry_description": description}, "values": {"transaction_code": code}}) == []
    )


@pytest.mark.parametrize(
    ("base", "code", "right"),
    [
        ("CCD", "24", False),
        ("remittance", "24", True),
        ("CTX", "34", False),
        ("PPD", "29", False),
        ("IAT", "24", False),
        ("ADV", "22", False),
        ("ADV", "88", True),
        ("ACK", "22", False),
        ("ATX", "34", True),
        ("DNE", "33", True),
        ("DNE", "22", False),
        ("ENR", "32", False),
        ("COR", "31", True),
        ("PPD", "88", False),
        ("WEB", "22", True),
    ],
)
def test_a_transaction_code_suits_its_sec_code(base: str, code: str, *, right: bool) -> None:
    """Advices, remittance, notices and acknowledgments have codes that others do not, and no others."""
    assert (roots({"base": base, "values": {"transaction_code": code}}) == []) is right


def test_remittance_without_money_needs_its_addenda() -> None:
    """CTX as CCD; an acknowledgment may go without."""
    bare = {"values": {"transaction_code": "24", "amount": 0}, "addenda": []}
    assert roots({"base": "CTX", **bare}) == ["missing-addenda"]
    assert roots({"base": "CCD", **bare}) == ["missing-addenda"]
    assert roots({"base": "ACK", "addenda": []}) == roots({"base": "ATX", "addenda": []}) == []


@pytest.mark.parametrize("sec_code", ["ARC", "BOC", "POP"])
def test_a_converted_check_may_name_nobody(sec_code: str) -> None:
    """The name is optional there, and told where it names nobody."""
    key = "pop_entry" if sec_code == "POP" else "check_entry"
    assert roots({"base": sec_code, "set": {f"{key}.individual_name": " "}}) == []
    assert roots({"base": sec_code, "set": {f"{key}.individual_name": "0"}}) == ["name-without-letter"]


@pytest.mark.parametrize("tab", ["\t", "\u001f"])
@pytest.mark.parametrize("place", ["entry.individual_id", "entry.discretionary_data", "file_control.reserved_56"])
def test_a_tab_is_no_blank(place: str, tab: str) -> None:
    """In a field that may be blank, or must be, a control character is told."""
    assert roots({"base": "PPD", "set": {place: f"{tab} "}}) == ["control-character"]


@pytest.mark.parametrize("place", ["batch_header.settlement_date", "file_header.file_creation_time"])
def test_what_the_operator_fills_in_is_not_the_originators(place: str) -> None:
    """Whatever stands there is let be."""
    assert roots({"base": "PPD", "set": {place: "A B"}}) == []
