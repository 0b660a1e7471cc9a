"""Payments: what an entry says, in the words of the model."""

import datetime as dt
from decimal import Decimal

import pytest

from achguard.guard import Guard
from achguard.model.payment import Direction, GatewayScreening, Payment, SecCode
from achguard.nacha import read
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from nacha_changes import put, valid
from nacha_edits import DAY, edited


def payments(name: str) -> list[Payment]:
    """Give the payments of a file of the corpus."""
    return list(read(valid(name), as_of=dt.date(2026, 11, 23)).payments)


def test_a_domestic_entry() -> None:
    """Batch header and entry give both parties, the account, the amount in dollars and the day."""
    first, second, third, fourth = payments("ppd_mixed")[:4]
    assert (first.id, first.direction, first.sec_code) == ("065300270000001", Direction.CREDIT, SecCode.PPD)
    assert (first.amount, first.effective_date) == (Decimal("1250.00"), dt.date(2026, 11, 25))
    assert (first.originator.name, first.receiver.name) == ("MAGNOLIA MILLS", "JANE Q PUBLIC")
    assert [(i.type, i.value) for i in first.originator.identifiers] == [("ein", "640000001")]
    assert [i.value for i in first.receiver.identifiers] == ["E1"]
    account = first.receiver.account
    assert account is not None
    assert (account.routing_number, account.account_number, account.type) == ("061000052", "123456789", "checking")
    assert first.iat is None
    assert first.gateway_screening is None
    assert (second.direction, second.remittance) == (Direction.DEBIT, ("DUES NOVEMBER",))
    assert third.receiver.account is not None
    assert third.receiver.account.type == "savings"
    assert fourth.amount == 0


def test_an_iat_fills_everything() -> None:
    """Seven addenda, remittance and correspondents become parties, addresses, banks and screening flags."""
    first, second, third = payments("iat_outbound")
    assert first.sec_code is SecCode.IAT
    assert (first.originator.name, first.receiver.name) == ("MAGNOLIA PENSION FUND", "ERIKA MUSTERMANN")
    home, abroad = first.originator.address, first.receiver.address
    assert (home.street, home.city, home.state, home.postal_code, home.country) == (
        "2 CAPITOL ST", "JACKSON", "MS", "39201", "US",
    )  # fmt: skip
    assert (abroad.city, abroad.state, abroad.postal_code, abroad.country) == ("KOELN", "NW", "51147", "DE")
    assert first.receiver.account is not None
    assert first.receiver.account.account_number == "DE89370400440532013000"
    assert first.receiver.account.bic == "COBADEFF"
    assert first.receiver.account.bank.branch_country == "DE"
    assert first.originator.account is not None
    assert first.originator.account.bank.id == "065300279"
    assert [(bank.name, bank.branch_country, bank.id_qualifier) for bank in first.correspondents] == [
        ("ZWISCHENBANK AG", "DE", "03")
    ]
    assert first.remittance == ("PENSION NOVEMBER", "REF 4711")
    assert first.iat is not None
    assert (first.iat.destination_country, first.iat.fx_indicator, first.iat.transaction_type) == ("DE", "FF", "PEN")
    assert first.iat.foreign_amount == Decimal("1000.00")
    assert (first.gateway_screening, first.secondary_screening) == (
        GatewayScreening.CLEAR,
        GatewayScreening.NOT_SCREENED,
    )
    assert second.gateway_screening is GatewayScreening.NOT_SCREENED
    assert third.secondary_screening is GatewayScreening.SUSPECT


def test_a_same_day_entry() -> None:
    """SD in the descriptive date asks for the same day."""
    assert all(payment.same_day for payment in payments("web_hidden_iban"))
    assert not any(payment.same_day for payment in payments("ppd_mixed"))


def test_an_iban_in_an_ordinary_entry_reaches_the_rules() -> None:
    """Account number and addenda text stand in the payment as they stand in the file."""
    first, second = payments("web_hidden_iban")
    assert first.receiver.account is not None
    assert first.receiver.account.account_number == "DE89370400440532"
    assert second.remittance == ("FROM IBAN DE89370400440532013000",)


def test_text_of_the_company_is_remittance_too() -> None:
    """What a company writes into its discretionary data is looked through like an addenda."""
    file = read(put(valid("ppd_mixed"), 2, 21, "CONTRA DEUTDEFF"))
    assert next(iter(file.payments)).remittance == ("CONTRA DEUTDEFF",)


def test_names_that_stand_elsewhere() -> None:
    """CIE has the name first, and files that keep the usual order are understood; SHR has a card's number, no name."""
    first, second = payments("cie")
    assert (first.receiver.name, second.receiver.name) == ("JANE Q PUBLIC", "JOHN R EXAMPLE")
    assert payments("shr")[0].receiver.name == ""
    assert payments("pos")[0].remittance == ("TARGET STORE 0049 PHILADELPHIA",)


def test_a_country_by_its_name_is_a_country() -> None:
    """An address may name the country in words, or lack the delimiter behind the code."""
    for text, country in (("GERMANY*51147\\", "DE"), ("DE51147\\      ", "DE"), ("ATLANTIS*1\\  ", None)):
        file = read(put(valid("iat_outbound"), 10, 39, text))
        assert next(iter(file.payments)).receiver.address.country == country


@pytest.mark.parametrize(("line", "column", "text"), [(8, 75, "ZZ"), (2, 39, "ZZ"), (2, 64, "U5D")])
def test_what_no_payment_can_hold_is_left_out_and_held(line: int, column: int, text: str) -> None:
    """A country or currency that is none is absent from the payment, and an error of the file."""
    file = read(put(valid("iat_outbound"), line, column, text))
    entry = next(iter(file.entries))
    payment = entry.payment
    assert payment is not None
    assert text not in payment.model_dump_json()
    assert entry.is_broken


def test_names_know_where_they_are_cut() -> None:
    """The width of each name's field is known, so that a name which fills it may be matched by its start."""
    cuts = [next(iter(read(valid(name)).entries)).name_cuts for name in ("ppd_mixed", "ctx_addenda", "iat_outbound")]
    assert [cut["receiver.name"] for cut in cuts] == [22, 16, 35]
    assert [cut["originator.name"] for cut in cuts] == [16, 16, 35]


def test_a_name_that_took_the_place_of_a_number_has_its_width() -> None:
    """CIE has fifteen columns for the name, and twenty-two where a file has name and number the other way round."""
    usual = valid("cie")
    turned = put(put(usual, 3, 40, f"{'0042':<15}"), 3, 55, f"{'JANE Q PUBLIC':<22}")
    found = [next(iter(read(data).entries)) for data in (usual, turned)]
    assert [entry.name_cuts["receiver.name"] for entry in found] == [15, 22]
    assert [entry.payment.receiver.name for entry in found if entry.payment][1] == "JANE Q PUBLIC"


def test_an_entry_without_a_name_has_no_width_for_it() -> None:
    """SHR has a card's numbers where others have a name."""
    assert next(iter(read(valid("shr")).entries)).name_cuts == {"originator.name": 16}


@pytest.mark.parametrize(
    ("name", "moves_no_money"),
    [
        ("ppd_mixed", [False, False, False, True, False, False]),
        ("cor_change", [True]),
        ("ppd_return", [False]),
        ("iat_outbound", [False]),
    ],
)
def test_prenotes_move_no_money(name: str, moves_no_money: list[bool]) -> None:
    """The transaction code says so; what comes back with zero dollars was one."""
    assert [payment.zero_dollar for payment in payments(name)][: len(moves_no_money)] == moves_no_money


@pytest.mark.parametrize("code", ["24", "29", "34", "39", "23", "28", "33", "38"])
def test_zero_dollar_entries_move_no_money(code: str) -> None:
    """Prenotes and entries that carry remittance only, of any account."""
    data = put(put(valid("ppd_mixed"), 3, 2, code), 3, 30, "0000000000")
    assert next(iter(read(data).payments)).zero_dollar


def test_an_advice_is_a_payment() -> None:
    """An operator's advice has twelve digits of amount, and its own trace."""
    first, second = payments("adv")
    assert (first.amount, first.direction) == (Decimal("500.00"), Direction.CREDIT)
    assert (second.amount, second.direction) == (Decimal("2500.00"), Direction.DEBIT)
    assert first.id == "061000143270001"


@pytest.mark.parametrize(
    ("base", "record", "code", "text", "rule"),
    [
        ("COR", "addenda_98", "C04", "MALIK TARENTOV ZORBAN", "SAN103"),
        ("COR", "addenda_98", "C01", "DE89370400440532013000", "IAT201"),
        ("refused", "addenda_98_refused", "C64", "MALIK TARENTOV ZORBAN", "SAN103"),
        ("iat_change", "addenda_98_iat", "C04", "MALIK TARENTOV ZORBAN", "SAN103"),
        ("iat_change", "addenda_98_iat", "C01", "IR580540105180021273113007", "SAN301"),
    ],
)
def test_corrected_data_is_looked_at(base: str, record: str, code: str, text: str, rule: str) -> None:
    """What a notification of change gives in place of a name or an account meets the rules as any text does."""
    data = edited({"base": base, "set": {f"{record}.change_code": code, f"{record}.corrected_data": text}})
    first = next(iter(read(data, as_of=DAY).payments))
    assert text in first.remittance
    guard = Guard(policy=Policy.preset("nacha-file"), lists=Snapshot.sample(published=DAY), as_of=DAY)
    assert rule in {finding.code for finding in guard.decide(first).findings}
