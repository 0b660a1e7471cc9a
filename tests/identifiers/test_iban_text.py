"""IBANs inside names and remittance lines: found in any usual writing, and not seen in ordinary lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.iban import Iban, find_in_text

GERMAN = "DE89370400440532013000"


@pytest.mark.parametrize(
    ("text", "written", "right"),
    [
        (GERMAN, GERMAN, True),
        ("pay to DE89 3704 0044 0532 0130 00 thanks", "DE89 3704 0044 0532 0130 00", True),
        ("pay to de89-3704-0044-0532-0130-00", "de89-3704-0044-0532-0130-00", True),
        ("IBAN:DE89370400440532013000/BIC COBADEFF", GERMAN, True),
        ("IBANDE89370400440532013000", GERMAN, True),
        ("x1DE89370400440532013000yz", GERMAN, True),
        ("DE 89 3704 0044 0532 0130 00", "DE 89 3704 0044 0532 0130 00", True),
        ("GB29 NWBK 60-16-13 31926819", "GB29 NWBK 60-16-13 31926819", True),
        ("REF 7 NO93 8601 1117 947", "NO93 8601 1117 947", True),
        ("NO 93 8601 1117 947", "NO 93 8601 1117 947", True),
        ("NO 9386 0111 1794 7", None, True),
        ("D\u200bE89 3704 0044 0532 0130 00", "D\u200bE89 3704 0044 0532 0130 00", True),
        ("ＤＥ８９３７０４００４４０５３２０１３０００", "ＤＥ８９３７０４００４４０５３２０１３０００", True),
        ("DE88370400440532013000", "DE88370400440532013000", False),
        ("to DE88 3704 0044 0532 0130 00.", "DE88 3704 0044 0532 0130 00", False),
        ("to DE88 3704 0044 0532 0I30 00.", "DE88 3704 0044 0532 0I30 00", False),
        ("IBAN NO9486011117947", "NO9486011117947", False),
        ("iban: DE88 37040044 0532013000", "DE88 37040044 0532013000", False),
        ("REF IR580540105180021273113007", "IR580540105180021273113007", True),
    ],
)
def test_found(text: str, written: str | None, right: bool) -> None:  # noqa: FBT001
    """An IBAN is found solid or grouped, and with wrong check digits where it can hardly be anything else."""
    found = find_in_text(text)
    assert [text[start:end] for start, end, _ in found] == ([written] if written else [])
    assert all(iban.check_digits_ok is right for _, _, iban in found)


ORDINARY = (
    "INV 2026 04 DE 12 3456 7890",
    "GB TRADING 123456789012345",
    "FR 2026 TAX PERIOD 202603 AMOUNT 00012500",
    "MT VERNON WATER DIST 0012345678 0098765432",
    "TXP*12345678*01100*260331*T*12500\\",
    "TXP*123456789*94105*20260331*T*0000012500*****JOHN\\",
    "RMR*IV*DE2026033112*PI*1250.00*1250.00\\",
    "REF*TN*AT1234567890*",
    "INVOICE NO 1234567890123",
    "INVOICE NO1234567890123",
    "CHECK NO 123456789012345 DATED 03 31 2026",
    "ACCT NO 12 3456 7890 1234 56",
    "PO BE 12 3456 7890 1234",
    "ORDER IT 60 12345 12345 123456789012",
    "MEET ME AT 1200 5TH ST APT 12 3456 7890 1234",
    "DO 45 DAYS 2026 0331 0000 1234 5678 9012 34",
    "CASE 2026-CV-00123 IN RE SMITH",
    "PARCEL 12-34-567-890-1234 SEC 12 TWP 34",
    "GB20260331123456789012",
    "SE 3RD AVE 12345 PORTLAND OR 97214 0001",
    "ME 04101 2026 0331 1234 5678 9012",
    "DE 19801 WILMINGTON 302 555 0100",
    "MD12 3456 7890",
    "SC 29201 COLUMBIA TAX 2026 Q1 0012 5000 0000 0000",
    "IL 60601 CHICAGO 312 555 0100 INV 00012345678901",
    "GA 30301 EIN 12-3456789 PERIOD 202603 AMT 0001250000",
    "PAYROLL 2026-03-31 BATCH 0001 EMP 000123456",
    "LOT 14 BLK 3 PLAT BOOK 27 PAGE 101",
    "WIRE REF 20260331B1Q8983C001234",
    "UETR 97ed4827-7b6f-4491-a06f-b548d5a7512d",
    "CTX SEGMENT ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER",
    "THANK YOU",
    "",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_lines_hold_none(text: str) -> None:
    """Invoice numbers, dates, addresses, tax payment segments and case numbers are no IBANs."""
    assert find_in_text(text) == ()


def test_none_holds_none() -> None:
    """No text holds no IBAN."""
    assert find_in_text(None) == ()


def test_two_in_one_line() -> None:
    """Each IBAN of a line is found, in order."""
    found = find_in_text(f"from {GERMAN} to GB29NWBK60161331926819")
    assert [iban.country for _, _, iban in found] == ["DE", "GB"]


@pytest.mark.parametrize("text", ["DE12" * 2_500, "DE12 " * 2_000, "GB " * 3_300, "AT" * 5_000, "DE89-" * 2_000])
def test_ten_thousand_characters(text: str) -> None:
    """A long line of beginnings of IBANs gives whole IBANs within the line, if any."""
    assert all(0 <= start < end <= len(text) for start, end, _ in find_in_text(text))


@given(st.text(max_size=40), st.text(max_size=40))
def test_found_between_any_text(before: str, after: str) -> None:
    """An IBAN that stands alone between any other text is among those found, at its place."""
    text = f"{before}|{GERMAN}|{after}"
    found = find_in_text(text)
    expected = Iban(GERMAN, "DE", check_digits_ok=True, structure_ok=True, country_uses_ibans=True)
    assert (len(before) + 1, len(before) + 1 + len(GERMAN), expected) in found


@given(st.text(alphabet="DEGBNO0123456789 -.\u200b*", max_size=120))
def test_places_are_in_order(text: str) -> None:
    """The places found lie within the text, do not overlap, and hold what is reported."""
    end_before = 0
    for start, end, iban in find_in_text(text):
        assert end_before <= start < end <= len(text)
        assert "".join(c for c in text[start:end] if c.isalnum()) == iban.text
        end_before = end
