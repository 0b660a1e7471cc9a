"""What the writer writes, the reader reads back: the same values, and nothing to complain of.

Twins compared: `writing` with `reader`, through every record that one writes and the other reads.
"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers import routing_number
from achguard.nacha import read
from achguard.nacha.layouts.layout import LAYOUTS
from achguard.nacha.writing.record_text import Values
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write

TODAY = dt.date(2026, 11, 23)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HEADER: Values = {
    "immediate_destination": "061000146",
    "immediate_origin": " 065300279",
    "file_creation_date": TODAY,
    "immediate_destination_name": "FEDERAL RESERVE BANK",
    "immediate_origin_name": "MAGNOLIA BANK",
}
BANKS = ("06100014", "06530027", "11100002", "09100002", "12104288")

words = st.text(LETTERS, min_size=1, max_size=12)
accounts = st.text("0123456789", min_size=4, max_size=17).filter(lambda digits: digits.strip("0"))
cents = st.integers(min_value=1, max_value=10**8 - 1)
remittance = st.lists(
    st.text(LETTERS + "0123456789 *\\~/.-", min_size=1, max_size=80).map(str.strip).filter(bool), max_size=3
)


@st.composite
def domestic_entries(draw: st.DrawFn, codes: tuple[str, ...], most_addenda: int) -> NewEntry:
    """Draw an entry of a consumer or a company."""
    values: Values = {
        "transaction_code": draw(st.sampled_from(codes)),
        "rdfi_identification": draw(st.sampled_from(BANKS)),
        "account_number": draw(accounts),
        "amount": draw(cents),
        "individual_id": draw(words),
        "individual_name": f"{draw(words)[:7]} {draw(words)[:7]}",
    }
    lines = draw(remittance)[:most_addenda]
    return NewEntry(values, tuple(NewAddendum("addenda_05", {"payment_information": line}) for line in lines))


@st.composite
def domestic_batches(draw: st.DrawFn) -> NewBatch:
    """Draw a batch of an SEC code with as many addenda as it may have."""
    sec_code, codes, most = draw(
        st.sampled_from(
            [("PPD", ("22", "27", "32", "37"), 1), ("CCD", ("22", "27", "52"), 1), ("CTX", ("22", "27"), 3)]
        )
    )
    header: Values = {
        "company_name": draw(words),
        "company_identification": "1640000001",
        "sec_code": sec_code,
        "entry_description": draw(words)[:10],
        "effective_date": TODAY + dt.timedelta(days=2),
        "odfi_identification": draw(st.sampled_from(BANKS)),
    }
    return NewBatch(header, tuple(draw(st.lists(domestic_entries(codes, most), min_size=1, max_size=4))))


@st.composite
def international_batches(draw: st.DrawFn) -> NewBatch:
    """Draw a batch of outbound IATs with all of their addenda."""
    header: Values = {
        "fx_indicator": "FF",
        "fx_reference_indicator": "3",
        "destination_country": "DE",
        "originator_identification": "1640000001",
        "sec_code": "IAT",
        "entry_description": draw(words)[:10],
        "originating_currency": "USD",
        "destination_currency": "USD",
        "effective_date": TODAY + dt.timedelta(days=2),
        "odfi_identification": "06530027",
    }
    return NewBatch(header, tuple(draw(st.lists(international_entries(), min_size=1, max_size=3))))


@st.composite
def international_entries(draw: st.DrawFn) -> NewEntry:
    """Draw an IAT entry."""
    amount = draw(cents)
    bank = {"id_qualifier": "02", "bank_id": "COBADEFF", "branch_country": "DE"}
    mandatory: list[tuple[str, Values]] = [
        ("addenda_10", {"transaction_type": "PEN", "foreign_amount": amount, "receiver_name": draw(words)}),
        ("addenda_11", {"originator_name": draw(words), "originator_street": "2 CAPITOL ST"}),
        ("addenda_12", {"originator_city_state": "JACKSON*MS\\", "originator_country_postal": "US*39201\\"}),
        ("addenda_13", {"bank_name": "OWN", "id_qualifier": "01", "bank_id": "065300279", "branch_country": "US"}),
        ("addenda_14", {"bank_name": "BEISPIELBANK", **bank}),
        ("addenda_15", {"receiver_street": "HEIDESTRASSE 17"}),
        ("addenda_16", {"receiver_city_state": "KOELN*NW\\", "receiver_country_postal": "DE*51147\\"}),
    ]
    mandatory += [("addenda_17", {"payment_information": line}) for line in draw(remittance)[:2]]
    mandatory += [("addenda_18", {"bank_name": draw(words), **bank})] * draw(st.integers(0, 2))
    values: Values = {
        "transaction_code": draw(st.sampled_from(("22", "32"))),
        "rdfi_identification": "06530027",
        "account_number": draw(accounts),
        "amount": amount,
        "gateway_screening": draw(st.sampled_from(("", "0", "1"))),
    }
    return NewEntry(values, tuple(NewAddendum(key, given) for key, given in mandatory))


files = st.lists(domestic_batches() | international_batches(), min_size=1, max_size=4)


@pytest.mark.slow
@given(files)
def test_what_is_written_is_read_back_equal_and_clean(batches: list[NewBatch]) -> None:
    """Every value of every record comes back, in order, and no error is found in the file."""
    file = read(write(HEADER, batches), as_of=TODAY)
    assert file.errors == ()
    written = [(batch, entry) for batch in batches for entry in batch.entries]
    entries = list(file.entries)
    assert len(entries) == len(written) == file.entry_count
    for entry, (batch, new) in zip(entries, written, strict=True):
        assert entry.batch.sec_code == batch.header["sec_code"]
        assert {name: entry.record.text(name) for name in new.values} == expected(entry.record.layout.key, new.values)
        assert [part.layout.key for part in entry.addenda] == [addendum.layout for addendum in new.addenda]
        for part, addendum in zip(entry.addenda, new.addenda, strict=True):
            assert {name: part.text(name) for name in addendum.values} == expected(addendum.layout, addendum.values)


@pytest.mark.slow
@given(files)
def test_every_written_entry_is_a_payment(batches: list[NewBatch]) -> None:
    """Its amount, account and routing number are those that were written, and its check digit is right."""
    file = read(write(HEADER, batches), as_of=TODAY)
    payments = list(file.payments)
    written = [entry for batch in batches for entry in batch.entries]
    assert [int(payment.amount * 100) for payment in payments] == [entry.values["amount"] for entry in written]
    for payment, entry in zip(payments, written, strict=True):
        account = payment.receiver.account
        assert account is not None
        assert routing_number.is_valid(account.routing_number)
        assert account.account_number == entry.values["account_number"]


@pytest.mark.slow
@given(files)
def test_batches_add_up(batches: list[NewBatch]) -> None:
    """The totals that the reader computes are those of the entries that were written."""
    file = read(write(HEADER, batches), as_of=TODAY)
    assert sum(batch.total_debit + batch.total_credit for batch in file.batches) == sum(
        int(str(entry.values["amount"])) for batch in batches for entry in batch.entries
    )


def expected(key: str, values: Values) -> dict[str, str]:
    """Give values as text: numbers stand behind zeros."""
    layout = LAYOUTS[key]
    return {
        name: str(value).zfill(layout[name].width) if isinstance(value, int) else str(value).strip()
        for name, value in values.items()
    }
