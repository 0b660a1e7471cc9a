"""Payer and payee of a CTX entry's X12 820 are parties of the payment, and its segments are the remittance."""

import datetime as dt

import pytest

from achguard.guard import Guard
from achguard.model.decision import Outcome
from achguard.model.payment import Payment
from achguard.nacha import NewAddendum, NewBatch, NewEntry, read, write
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from cli.nacha_files import BATCH, HEADER, LISTED

DAY = dt.date(2026, 11, 23)
ADVICE = (
    r"ST*820*0001\BPR*C*125.00*C*ACH*CTX\N1*PR*OAK TOOLS INC\N3*1 MAIN ST\N4*JACKSON*MS*39201*US"
    r"\N1*PE*BEISPIEL HANDEL GMBH*FI*123456789\N4*KOELN**51147*DE\RMR*IV*INV-7**125.00\SE*8*0001"
    "\\"
)


def payment(
    text: str, *, sec_code: str = "CTX", code: str = "22", name: str = "MAPLE SUPPLY", company: str = "OAK TOOLS INC"
) -> Payment:
    """Make the payment of an entry with a text in its addenda."""
    parts = [text[start : start + 80] for start in range(0, len(text), 80)]
    addenda = tuple(NewAddendum("addenda_05", {"payment_information": part}) for part in parts)
    values = {
        "transaction_code": code,
        "rdfi_identification": "06100014",
        "account_number": "123456789",
        "amount": 12500,
        "individual_name": name,
    }
    data = write(
        HEADER, [NewBatch({**BATCH, "company_name": company, "sec_code": sec_code}, (NewEntry(values, addenda),))]
    )
    (made,) = read(data, as_of=DAY).payments
    return made


@pytest.fixture(scope="module")
def guard() -> Guard:
    """Give a guard for Nacha files with the sample list."""
    return Guard(policy=Policy.preset("nacha-file"), lists=Snapshot.sample(published=DAY), as_of=DAY)


def test_a_payee_of_another_name_is_one_more_party() -> None:
    """The payer has the company's name, and gives it an address."""
    made = payment(ADVICE)
    (payee,) = made.other_parties
    assert (payee.name, payee.address.country, payee.identifiers[0].value) == (
        "BEISPIEL HANDEL GMBH",
        "DE",
        "123456789",
    )
    assert (made.originator.name, made.originator.address.state) == ("OAK TOOLS INC", "MS")
    assert made.receiver.name == "MAPLE SUPPLY"
    assert made.receiver.address.country is None


@pytest.mark.parametrize(
    ("code", "originator", "receiver"),
    [("22", "OAK TOOLS INC", "BEISPIEL HANDEL GMBH"), ("27", "BEISPIEL HANDEL GMBH", "OAK TOOLS INC")],
    ids=["credit", "debit"],
)
def test_a_blank_name_is_filled_by_direction(code: str, originator: str, receiver: str) -> None:
    """The receiver of a credit is the payee, that of a debit the payer; so is the company the other way round."""
    made = payment(ADVICE, code=code, name=" ")
    assert made.receiver.name == receiver
    assert made.receiver.account is not None
    assert made.receiver.account.account_number == "123456789"
    data = payment(ADVICE, code=code, name=receiver[:16])
    assert data.originator.name == "OAK TOOLS INC"
    assert originator in {data.originator.name, *(each.name for each in data.other_parties)}


def test_a_listed_payee_is_found(guard: Guard) -> None:
    """Another spelling than the list's, in whatever place of the advice."""
    decision = guard.decide(payment(ADVICE.replace("BEISPIEL HANDEL GMBH", "MALIK TARENTOFF ZORBAN")))
    assert decision.outcome is Outcome.HOLD
    assert ("SAN101", "other_parties[0].name") in {(each.code, each.at) for each in decision.findings}


def test_a_blank_company_is_screened_as_the_payee(guard: Guard) -> None:
    """The entry is held for the name, and not for the want of one."""
    decision = guard.decide(payment(ADVICE.replace("BEISPIEL HANDEL GMBH", LISTED), name=" "))
    assert ("SAN101", "receiver.name") in {(each.code, each.at) for each in decision.findings}
    assert not any(gap.at == "receiver.name" for gap in decision.not_evaluated)


def test_an_embargoed_place_of_the_payee_is_found(guard: Guard) -> None:
    """N4 has the country."""
    decision = guard.decide(payment(ADVICE.replace("*DE\\", "*IR\\")))
    assert ("SAN301", "other_parties[0].address.country") in {(each.code, each.at) for each in decision.findings}


@pytest.mark.parametrize("role", ["VN", "BY", "RE", "OY", "RB", "PR", "PE", ""])
@pytest.mark.parametrize("name", ["JANE INC", "MAPLE SUPPLY", ""])
def test_the_place_of_everybody_named_is_found(guard: Guard, role: str, name: str) -> None:
    """Whatever the advice calls a party, under a name of its own, the receiver's or none, its address is looked at."""
    decision = guard.decide(payment(f"ST|820|0001~N1|{role}|{name}~N3|1 X ST~N4|ISFAHAN|||IR~SE|5|0001~"))
    assert decision.outcome is Outcome.HOLD
    assert "SAN301" in {each.code for each in decision.findings}


def test_the_entrys_own_parties_under_other_names_of_roles_are_no_others() -> None:
    """A vendor without more than the receiver's name says nothing new."""
    assert payment("N1*VN*MAPLE SUPPLY\\N1*BY*OAK TOOLS INC\\").other_parties == ()
    assert [each.name for each in payment("N1*VN*JANE INC\\").other_parties] == ["JANE INC"]


def test_an_advice_that_is_not_read_to_its_end_holds(guard: Guard) -> None:
    """Its text is screened as it is, and what has no room among the parties is told as not screened."""
    text = "REF*A\\" * 10_000 + f"N1*PE*{LISTED}\\N4*ISFAHAN***IR\\"
    made = payment(text)
    assert [each.name for each in made.other_parties] == [""]
    assert len(made.remittance) == -(-len(text) // 80)
    decision = guard.decide(made)
    assert decision.outcome is Outcome.HOLD
    assert any(gap.at == "other_parties[0].name" for gap in decision.not_evaluated)


def test_segments_are_the_lines_of_remittance() -> None:
    """A line for each segment, and what the company wrote into the header behind them."""
    made = payment(ADVICE)
    assert made.remittance == tuple(filter(None, ADVICE.split("\\")))


@pytest.mark.parametrize("sec_code", ["CCD", "PPD"])
def test_other_sec_codes_keep_their_addenda(sec_code: str) -> None:
    """X12 in a CCD has one segment, and is remittance."""
    text = r"N1*PE*BEISPIEL HANDEL GMBH" "\\"
    made = payment(text, sec_code=sec_code)
    assert (made.other_parties, made.remittance) == ((), (text,))


def test_words_are_remittance_as_they_stand() -> None:
    """Addenda that hold no X12 are a line each."""
    assert payment("INVOICE 4711 AND 4712").remittance == ("INVOICE 4711 AND 4712",)


def test_a_name_without_a_letter_names_nobody() -> None:
    """A number in place of the payee is no party, and holds nothing."""
    assert payment(ADVICE.replace("BEISPIEL HANDEL GMBH", "0000000")).other_parties == ()


def test_more_payees_than_are_read_hold(guard: Guard) -> None:
    """What was not looked at is not the same as nothing found."""
    many = payment("".join(f"N1*PE*NAME {chr(65 + number % 26)}{number}\\" for number in range(150)))
    assert len(many.other_parties) == 100
    decision = guard.decide(many)
    assert decision.outcome is Outcome.HOLD
    assert any(gap.at == "other_parties[99].name" for gap in decision.not_evaluated)
    few = payment("".join(f"N1*PE*NAME {chr(65 + number % 26)}{number}\\" for number in range(90)))
    assert not any((gap.at or "").startswith("other_parties") for gap in guard.decide(few).not_evaluated)


@pytest.mark.parametrize(
    "text", ["N1*PE*" + "X" * 100_000, "ISA" + "*" * 100_000, "ISA*" * 30_000, "BPR*" + "\\  " * 40_000]
)
def test_garbage_is_a_payment(text: str) -> None:
    """A segment beyond a line's bound has several lines, and none of it is lost."""
    made = payment(text)
    kept = "".join(made.remittance)
    assert kept.replace(" ", "").replace("\\", "") == text.replace(" ", "").replace("\\", "")


def test_an_entry_gives_its_advice() -> None:
    """Items and references can be taken over, and a PPD entry has none."""
    parts = [ADVICE[start : start + 80] for start in range(0, len(ADVICE), 80)]
    addenda = tuple(NewAddendum("addenda_05", {"payment_information": part}) for part in parts)
    values = {"transaction_code": "22", "rdfi_identification": "06100014", "account_number": "1", "amount": 7}
    batches = [
        NewBatch({**BATCH, "sec_code": code}, (NewEntry({**values, "individual_name": "MAPLE SUPPLY"}, given),))
        for code, given in (("CTX", addenda), ("PPD", addenda[:1]))
    ]
    first, second = read(write(HEADER, batches), as_of=DAY).entries
    assert first.remittance_advice is not None
    assert [(item.reference, item.paid) for item in first.remittance_advice.items] == [("INV-7", "125.00")]
    assert second.remittance_advice is None
