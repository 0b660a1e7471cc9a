"""Account numbers of other countries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.national_account import NationalAccount, System, is_valid, parse, recognise


@pytest.mark.parametrize(
    ("text", "system", "country"),
    [
        ("2850590940090418135201", System.CBU, "AR"),
        ("1234-1234-16 1234567890", System.CCC, "ES"),
        ("01-0242-0100194-00", System.NEW_ZEALAND, "NZ"),
        ("01 0242 0100194 000", System.NEW_ZEALAND, "NZ"),
        ("34278-727558021/0100", System.CZECH, "CZ"),
        ("8601.11.17947", System.NORWEGIAN, "NO"),
        ("61 1090 1014 0000 0712 1981 2874", System.NRB, "PL"),
        ("000201231234567890154", System.NIB, "PT"),
        ("20041 01005 0500013M026 06", System.RIB, "FR"),
    ],
)
def test_recognised(text: str, system: System, country: str) -> None:
    """A number is recognised by its form together with its check digits, and only its country is kept."""
    assert recognise(text) == NationalAccount(system, country)
    assert parse(text) == NationalAccount(system, country)
    assert is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "2850590940090418135202",
        "1234-1234-17 1234567890",
        "01-0242-0100195-00",
        "34278-727558022/0100",
        "8601.11.17948",
        "62 1090 1014 0000 0712 1981 2874",
        "000201231234567890155",
        "20041 01005 0500013M026 07",
        "0" * 20,
        "0" * 22,
        "032180000118359719",
        "123456789",
        "DE89370400440532013000",
    ],
)
def test_not_recognised(text: str) -> None:
    """Wrong check digits, zeros, CLABEs, US account numbers and IBANs are none."""
    assert recognise(text) is None
    assert parse(text) == Malformed(Reason.STRUCTURE)


@pytest.mark.slow
@given(st.text(alphabet="0123456789", min_size=1, max_size=17))
def test_us_account_numbers_are_never_foreign(text: str) -> None:
    """No number of up to 17 solid digits is recognised."""
    assert recognise(text) is None
