"""The X12 820 of a CTX entry: segments, payers and payees, items and references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.nacha.records.remittance_advice import (
    PARTIES_AT_MOST,
    SEGMENTS_AT_MOST,
    AdvisedParty,
    PaidItem,
    RemittanceAdvice,
    remittance_advice,
)

ISA = "ISA*00*          *00*          *ZZ*OAKTOOLS       *ZZ*BEISPIEL       *261123*1200*U*00401*000000001*0*P*>\\"
BODY = (
    r"GS*RA*OAK*BEISPIEL*20261123*1200*1*X*004010\ST*820*0001\BPR*C*125.00*C*ACH*CTX\N1*PR*OAK TOOLS INC\N3*1 MAIN ST\ "
    r"N4*JACKSON*MS*39201*US\N1*PE*BEISPIEL HANDEL GMBH*FI*123456789\REF*TJ*987654321\N4*KOELN**51147*DE\ENT*1"
    r"\RMR*IV*INV-7**100.00*110.00*10.00\REF*PO*4711\DTM*003*20261101\RMR*IV*INV-8**25.00\SE*12*0001\GE*1*1\IEA*1*1"
    "\\"
)


def advice(text: str) -> RemittanceAdvice | None:
    """Read a text as it is cut into addenda of eighty columns."""
    return remittance_advice(text[start : start + 80].ljust(80) for start in range(0, len(text), 80))


def read(text: str) -> RemittanceAdvice:
    """Read a text that is X12."""
    found = advice(text)
    assert found is not None
    return found


@pytest.mark.parametrize("element", ["*", "|", "^", "+"])
@pytest.mark.parametrize("end", ["\\", "~", "/", "!"])
def test_separators_are_those_of_isa(element: str, end: str) -> None:
    """What is between elements and behind segments is what the envelope says."""
    found = read(separated(ISA + BODY, element, end))
    assert [segment.name for segment in found.segments[:5]] == ["ISA", "GS", "ST", "BPR", "N1"]
    payer, payee = found.parties
    assert payer == AdvisedParty(
        is_payer=True, name="OAK TOOLS INC", street="1 MAIN ST", city="JACKSON", state="MS", postal_code="39201",
        country="US",
    )  # fmt: skip
    assert payee == AdvisedParty(
        is_payer=False, name="BEISPIEL HANDEL GMBH", numbers=(("tax_id", "123456789"), ("tax_id", "987654321")),
        city="KOELN", postal_code="51147", country="DE", is_payee=True,
    )  # fmt: skip


def separated(text: str, element: str, end: str) -> str:
    """Write a text in asterisks and backslashes with other separators."""
    return text.replace("*", "\0").replace("\\", end).replace("\0", element)


@pytest.mark.parametrize("end", ["\\", "~", "/", "'"])
@pytest.mark.parametrize("element", ["*", "|", "^", "+", ":", "-"])
@pytest.mark.parametrize("start", ["ST", "BPR", "N1", "st"])
def test_without_isa_the_segments_show_their_separators(start: str, element: str, end: str) -> None:
    """With ST or without one, in capitals or not, the mark behind an identifier is between elements."""
    text = separated(BODY[BODY.index(start.upper() + "*") :], element, end)
    found = read(text.lower() if start.islower() else text)
    assert [party.name.upper() for party in found.parties] == ["OAK TOOLS INC", "BEISPIEL HANDEL GMBH"]
    assert found.parties[1].country.upper() == "DE"


@pytest.mark.parametrize(("element", "end"), [("*", "\\"), ("|", "\\"), ("*", "~"), ("^", "'")])
@pytest.mark.parametrize("start", ["GS", "ST", "N1"])
def test_an_envelope_for_another_body_does_not_hide_it(start: str, element: str, end: str) -> None:
    """Where the separators of ISA split nothing behind it, the body shows its own."""
    found = read(separated(ISA, "|", "~") + separated(BODY[BODY.index(start + "*") :], element, end))
    assert [party.name for party in found.parties] == ["OAK TOOLS INC", "BEISPIEL HANDEL GMBH"]
    assert found.segments[0].name == "ISA"


def test_items_come_with_their_references() -> None:
    """An open item has its reference, the amount paid and that of the item, and the references behind it."""
    found = read(BODY)
    assert list(found.items) == [
        PaidItem("IV", "INV-7", "100.00", "110.00", (("PO", "4711"),)),
        PaidItem("IV", "INV-8", "25.00", ""),
    ]
    assert list(found.references) == [("TJ", "987654321"), ("PO", "4711")]


def test_a_segment_goes_on_over_the_end_of_an_addenda() -> None:
    """No name is cut in two, wherever the columns end."""
    for pad in range(80):
        found = read("BPR*" + "C" * pad + r"\N1*PE*BEISPIEL HANDEL GMBH\SE*1" + "\\")
        assert [party.name for party in found.parties] == ["BEISPIEL HANDEL GMBH"], pad


def test_an_addenda_for_each_segment_reads_alike() -> None:
    """Many programs fill each addenda up with blanks behind its segment."""
    lines = [f"{segment}\\".ljust(80) for segment in BODY.split("\\") if segment.strip()]
    found = remittance_advice(lines)
    assert found is not None
    assert found.parties == read(BODY).parties


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("N1*PE*BEISPIEL HANDEL~N2*GMBH*UND CO~N3*A~N3*B~", ["BEISPIEL HANDEL GMBH UND CO"]),
        ("N1*PE~N1*PR~RMR*IV*1~", ["", ""]),
        ("N1*PE*A~N1*PE*A~N1*RB*FIRST BANK~N1*pe*B~", ["A", "FIRST BANK", "B"]),
        ("ST*820\\n1*PE*A\\", ["A"]),
        ("N1*PE*WITHOUT AN END", ["WITHOUT AN END"]),
        ("INVOICE 4711\\N1*PE*BEHIND WORDS\\", ["BEHIND WORDS"]),
        ("\\\\N1*PE*BEHIND ENDS\\", ["BEHIND ENDS"]),
        ("ISA*00\\N1*PE*BEHIND A SHORT ISA\\", ["BEHIND A SHORT ISA"]),
        ("ISA\\N1*PE*BEHIND A BARE ISA\\", ["BEHIND A BARE ISA"]),
    ],
)
def test_parts_of_an_advice_are_read(text: str, names: list[str]) -> None:
    """A name may go on in N2, a bank is a party as others are, and a damaged envelope hides nobody."""
    assert [
        party.name for party in read(text if text.startswith(("N1", "ISA", "\\", "INV")) else f"ST*820\\{text}").parties
    ] == names


@pytest.mark.parametrize("text", ["", "WAGES OF NOVEMBER", "TXP*123456789*0110*261130*T*100\\", "ISA", "N1", "*" * 90])
def test_what_is_no_advice_is_none(text: str) -> None:
    """Words, and another convention of X12, are remittance as it stands."""
    assert advice(text) is None


def test_the_cost_is_bounded() -> None:
    """More segments than an entry has addenda, and more parties than any payment has, are cut, which it tells."""
    assert read("N1*PE*A\\" * SEGMENTS_AT_MOST).is_whole
    cut = read("N1*PE*A\\" * (SEGMENTS_AT_MOST + 1))
    assert (len(cut.segments), cut.is_whole) == (SEGMENTS_AT_MOST, False)
    many = "".join(f"N1*PE*NAME {number}\\" for number in range(500))
    assert len(read(many).parties) == PARTIES_AT_MOST + 1
    long = read("N1*PE*A\\" + f"N2*{'B' * 70}\\" * 5000)
    assert len(long.parties[0].name) == 500


def test_a_repr_shows_nothing() -> None:
    """Neither names nor numbers."""
    found = read(BODY)
    text = repr((found, found.segments, found.parties, list(found.items)))
    assert not any(secret in text for secret in ("OAK", "BEISPIEL", "123456789", "INV-7", "4711"))


@given(addenda=st.lists(st.text(st.sampled_from("ISAN1PERMRF*\\~/ \x00é|0"), max_size=80), max_size=12))
def test_garbage_raises_nothing(addenda: list[str]) -> None:
    """Any text is an advice or none, and every segment of it is in the text."""
    found = remittance_advice(addenda)
    if found is not None:
        whole = "".join(addenda)
        assert all(segment.text in whole for segment in found.segments)
        assert len(found.parties) + len(list(found.items)) + len(list(found.references)) <= 3 * len(found.segments)
