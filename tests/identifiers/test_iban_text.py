"""IBANs inside names and remittance lines: found in any usual writing, and not seen in ordinary lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.field_widths import ACCOUNT_COLUMNS, ROUTING_COLUMNS
from achguard.identifiers.iban import Iban
from achguard.identifiers.iban_text import find, find_in_lines, find_in_text

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
        ("DE 8937 0400 4405 3201 3000", "DE 8937 0400 4405 3201 3000", True),
        ("DE 89 370400440532013000", "DE 89 370400440532013000", True),
        ("DE89/3704/0044/0532/0130/00 REF", "DE89/3704/0044/0532/0130/00", True),
        ("DE89_3704_0044_0532_0130_00", "DE89_3704_0044_0532_0130_00", True),
        ("DE89, 3704, 0044, 0532, 0130, 00", "DE89, 3704, 0044, 0532, 0130, 00", True),
        ("GB29:NWBK:6016:1331:9268:19", "GB29:NWBK:6016:1331:9268:19", True),
        ("DE89\u00a03704\u20030044\u202f0532\t0130 00", "DE89\u00a03704\u20030044\u202f0532\t0130 00", True),
        ("DE89   3704   0044   0532   0130   00", "DE89   3704   0044   0532   0130   00", True),
        ("D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0", "D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0", True),
        ("DE\u0668\u0669370400440532013000", "DE\u0668\u0669370400440532013000", True),
        ("DE - 89 - 370400440532013000", "DE - 89 - 370400440532013000", True),
        ("DE\u202689\u2026370400440532013000", "DE\u202689\u2026370400440532013000", True),
        ("  ".join("DE89370400440532013000"), "  ".join("DE89370400440532013000"), True),
        (" - ".join("DE89370400440532013000"), " - ".join("DE89370400440532013000"), True),
        (
            "[D][E][8][9][3][7][0][4][0][0][4][4][0][5][3][2][0][1][3][0][0][0]",
            "D][E][8][9][3][7][0][4][0][0][4][4][0][5][3][2][0][1][3][0][0][0",
            True,
        ),
        ("BE-68-53-90-07-54-70-34", "BE-68-53-90-07-54-70-34", True),
        (
            "DE89\u4e09\u4e03\u3007\u56db004405320130\u3007\u3007",
            "DE89\u4e09\u4e03\u3007\u56db004405320130\u3007\u3007",
            True,
        ),
        ("DE89 37O4 OO44 O532 O130 OO", "DE89 37O4 OO44 O532 O130 OO", True),
        ("GB29 NWBK 6016 I33I 9268 I9", "GB29 NWBK 6016 I33I 9268 I9", True),
        ("D\u0301E\x008\x7f9\ufe01370400440532013000", "D\u0301E\x008\x7f9\ufe01370400440532013000", True),
        ("D\u041589370400440532013000", "D\u041589370400440532013000", True),
        ("DEB9 3704 0044 0532 0130 00", "DEB9 3704 0044 0532 0130 00", False),
        ("IBAN DE89 3704", "DE89 3704", False),
        ("IBAN=DE8937040044", "DE8937040044", False),
        ("IBAN NO. DE89 REF 7", "DE89", False),
        ("1234 MAIN ST DE89 3704", None, True),
        ("IBAN NO 12 PENDING", None, True),
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
    "LOT DE4744425693 SER DE33061288902235",
    "81729687,916261,AL2937,7480,0547,2979",
    "PO BE65-2390-4824",
    "VIN 1HGBE41JXMN109186 PLATE MD12345",
    "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",
    "DRIVER LICENSE MD-123-456-789-012",
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


FULL_FIELDS = (
    "DE89 3704 0044 05",
    "DE89-3704-0044-05",
    "de89.3704.0044.05",
    "DE89/3704/0044/05",
    "DE 89 3704 0044 0",
    "GB29 NWBK 6016 13",
    "IR58 0540 1051 80",
    "IBAN DE89 3704 00",
    "IBAN: DE893704004",
    "IBAN=DE89 3704 00",
    "TO DE89 3704 0044",
)


@pytest.mark.parametrize("value", FULL_FIELDS)
def test_a_full_account_field_cuts_an_iban(value: str) -> None:
    """What fills the columns for account numbers and starts as an IBAN in groups of four, or behind a label, is one."""
    found = find(value, ACCOUNT_COLUMNS)
    assert found is not None
    assert not found.check_digits_ok


@pytest.mark.parametrize(
    "value",
    [
        "CHK000123456789",
        "AT 12 MAIN ST",
        "NO 1234 5678",
        "DE89 3704 0044",
        "AT12 MAIN PARK RD",
        "AB12 3456 7890 12",
        "0012 3456 7890 12",
        "ACCT 1234 5678 90",
        "MD-12345678",
        "SAV 1234 5678 901",
        "NO12345678",
    ],
)
def test_ordinary_account_numbers_are_none(value: str) -> None:
    """Prefixed, grouped and short account numbers, and words, are no IBANs."""
    assert find(value, ACCOUNT_COLUMNS) is None


def test_a_full_routing_field_cuts_an_iban() -> None:
    """Nine columns of a country, two digits and more digits are the start of one; a sort code's eight are not."""
    assert find("DE89 3704", ROUTING_COLUMNS) is not None
    assert find("DE8937040", ROUTING_COLUMNS) is not None
    assert find("SC123456", ROUTING_COLUMNS) is None
    assert find("QQ8937040", ROUTING_COLUMNS) is None


def test_a_full_line_cuts_an_iban() -> None:
    """A line that fills its addenda and ends inside an IBAN in groups of four holds one; a shorter line does not."""
    line = "PAYMENT FOR ORDER NUMBER 4711 AND SERVICES TO THE ACCOUNT AB DE89 3704 0044 0532"
    assert len(line) == 80
    assert [iban.country for _, _, iban in find_in_text(line)] == ["DE"]
    assert find_in_text(line[8:]) == ()
    assert find_in_text(line.replace("DE89", "AB89")) == ()
    assert find_in_text(line[:57] + "TX DE89 MAIN ROAD TOWN 1") == ()


ABROAD = (GERMAN, "GB29NWBK60161331926819", "NO9386011117947", "FR1420041010050500013M02606", "BE68539007547034")


@pytest.mark.parametrize("number", ABROAD)
@pytest.mark.parametrize("group", [4, 40], ids=["groups", "solid"])
def test_found_over_the_end_of_a_line(number: str, group: int) -> None:
    """An IBAN that a line's end cuts anywhere is found once, where it starts, with or without blanks at the cut."""
    written = " ".join(number[i : i + group] for i in range(0, len(number), group))
    text = f"PAY TO {written} REF 12"
    for cut in range(8, 7 + len(written)):
        for lines in (
            (text[:cut], text[cut:]),
            (text[:cut].rstrip(), text[cut:].lstrip()),
            (text[:cut] + " ", text[cut:]),
        ):
            found = find_in_lines(("INV 1", *lines, "THANKS"))
            assert [(line, iban.text) for line, iban in found] == [(1, number)], lines


def test_found_over_two_ends() -> None:
    """An IBAN in three lines is found, and blank lines between are passed over."""
    for first in range(1, 21):
        lines = ("PAY " + GERMAN[:first], GERMAN[first : first + 1], GERMAN[first + 1 :] + " X")
        assert [(line, iban.text) for line, iban in find_in_lines(lines)] == [(0, GERMAN)], lines
    assert [line for line, _ in find_in_lines(("TO " + GERMAN[:9], "", GERMAN[9:]))] == [0]


def test_a_label_at_the_end_of_the_line_before() -> None:
    """A label may stand in one line and the mistyped number in the next, or run over its end too; it is told once."""
    lines = ("PAY IBAN", "DE883704004", "40532013000")
    assert [(line, iban.text) for line, iban in find_in_lines(lines)] == [(1, "DE88370400440532013000")]
    assert [(line, iban.text) for line, iban in find_in_lines(("PAY IBAN:", "NO9486011117947"))] == [
        (1, "NO9486011117947")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("PO BE65-2390-4824", "RENT APT 33A MAR 2026"),
        ("LOT BE5706071861 SER NO12345678", "901"),
        ("81729687,916261,AL2937,7480,0547,2979", "LOT DE4744425693 SER DE33061288902235"),
        ("DE 19801", "3704 0044 0532 0130 00"),
        (GERMAN[:9], "INV 7", GERMAN[9:]),
    ],
)
def test_ordinary_lines_beside_one_another_hold_none(lines: tuple[str, ...]) -> None:
    """Numbers at the end of one line and the start of the next make no IBAN by chance; lines between part them."""
    assert find_in_lines(lines) == ()


def test_whole_ones_are_not_told_again() -> None:
    """Each IBAN of lines that follow one another is told once, with its own line."""
    lines = (f"A {GERMAN}", f"{GERMAN} B", "IBAN DE89 3704", "0044 0532 0130 00", f"C {ABROAD[1]}")
    found = [(line, iban.text) for line, iban in find_in_lines(lines)]
    assert found == [(0, GERMAN), (1, GERMAN), (2, GERMAN), (4, ABROAD[1])]


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


@pytest.mark.parametrize("size", [2, 3, 5, 6])
@pytest.mark.parametrize("number", ["IR820540102680020817909002", "DE89370400440532013000", "GB29NWBK60161331926819"])
def test_even_groups_of_any_size_are_read(number: str, size: int) -> None:
    """With right check digits and the country's form, however many characters stand together."""
    text = " ".join(number[at : at + size] for at in range(0, len(number), size))
    assert [found.text for _, _, found in find_in_text(f"PAY {text} TODAY")] == [number]


def test_many_blanks_between_groups_hide_nothing() -> None:
    """A form may set its groups in columns."""
    assert [
        found.country for _, _, found in find_in_text("IR82     0540     1026     8002     0817     9090     02")
    ] == ["IR"]
