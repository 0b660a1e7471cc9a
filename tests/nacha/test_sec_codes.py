"""Every SEC code's entries are written by the layout by which they are read.

Twins compared: `writing` with `reader`, under every SEC code.
"""

import datetime as dt
from collections.abc import Callable

import pytest

from achguard.errors import ConfigurationError
from achguard.law.sec_codes import CREDITS_ONLY, DEBITS_ONLY, DESCRIPTIONS, FEDERAL_AGENCIES_ONLY, NEEDS_ADDENDA
from achguard.model.payment import SecCode
from achguard.nacha import NachaFile, read
from achguard.nacha.layouts.codes import ADVICES, PURPOSES, TERMINAL_ADDENDA, Purpose
from achguard.nacha.layouts.entry_layouts import ENTRY_LAYOUTS
from achguard.nacha.layouts.layout import LAYOUTS, Kind
from achguard.nacha.records.structure import entry_layout
from achguard.nacha.writing.record_text import Values
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write

DAY = dt.date(2026, 11, 23)
HEADER: Values = {
    "immediate_destination": "061000146",
    "immediate_origin": " 065300279",
    "file_creation_date": DAY,
    "immediate_destination_name": "FEDERAL RESERVE BANK",
    "immediate_origin_name": "MAGNOLIA BANK",
}
BANK: Values = {"id_qualifier": "02", "bank_id": "COBADEFF", "branch_country": "DE"}
IAT_ADDENDA: tuple[tuple[str, Values], ...] = (
    ("addenda_10", {"transaction_type": "PEN", "foreign_amount": 700, "receiver_name": "ERIKA MUSTERMANN"}),
    ("addenda_11", {"originator_name": "MAGNOLIA MILLS", "originator_street": "2 CAPITOL ST"}),
    ("addenda_12", {"originator_city_state": "JACKSON*MS\\", "originator_country_postal": "US*39201\\"}),
    ("addenda_13", {"bank_name": "OWN", "id_qualifier": "01", "bank_id": "065300279", "branch_country": "US"}),
    ("addenda_14", {"bank_name": "BEISPIELBANK", **BANK}),
    ("addenda_15", {"receiver_street": "HEIDESTRASSE 17"}),
    ("addenda_16", {"receiver_city_state": "KOELN*NW\\", "receiver_country_postal": "DE*51147\\"}),
)
TERMINAL: Values = {
    "terminal_id": "T1",
    "transaction_serial_number": "000001",
    "transaction_date": "1123",
    "terminal_location": "1 MAIN ST",
    "terminal_city": "JACKSON",
    "terminal_state": "MS",
}
CHANGE: Values = {
    "change_code": "C01",
    "original_trace_number": "061000140000001",
    "original_rdfi_identification": "06530027",
    "corrected_data": "987654321",
}
# What a field holds that is the entry's own: one value each, so that a shifted column shows.
OWN: Values = {
    "rdfi_identification": "06100014",
    "account_number": "123456789",
    "amount": 700,
    "individual_id": "ID-17",
    "individual_name": "JANE Q PUBLIC",
    "card_expiration": "0928",
    "document_reference": "DOC-17",
    "card_transaction_type": "01",
    "check_serial_number": "1017",
    "original_entry_trace_number": "061000140000001",
    "process_control": "000001",
    "item_research_number": "MICR17",
    "item_type": "01",
    "card_number": "4000000000000002",
    "advice_routing_number": "065300279",
    "file_identification": "FILE1",
    "operator_data": "X",
    "operator_routing_number": "06100014",
    "julian_date": 327,
    "discretionary_data": "A1",
    "gateway_screening": "0",
}


def batch_of(sec_code: SecCode, spelt: str | None = None) -> NewBatch:
    """Make a batch of an SEC code, with every field of its entry's layout that is the entry's own."""
    international = sec_code is SecCode.IAT
    header: Values = {
        **(
            {
                "fx_indicator": "FF",
                "fx_reference_indicator": "3",
                "destination_country": "DE",
                "originator_identification": "1640000001",
                "originating_currency": "USD",
                "destination_currency": "USD",
            }
            if international
            else {"company_name": "MAGNOLIA MILLS", "company_identification": "1640000001"}
        ),
        "sec_code": sec_code.value if spelt is None else spelt,
        "entry_description": DESCRIPTIONS.get(sec_code, "PAYMENT"),
        **({"originator_status": "2"} if sec_code in FEDERAL_AGENCIES_ONLY else {}),
        "effective_date": DAY + dt.timedelta(days=2),
        "odfi_identification": "06530027",
    }
    layout = LAYOUTS[ENTRY_LAYOUTS[sec_code]]
    own: Values = {**OWN, "terminal_city": "JACK", "terminal_state": "MS"} if sec_code is SecCode.POP else OWN
    values = {name: value for name, value in own.items() if name in layout}
    if sec_code is SecCode.POP:
        values["check_serial_number"] = "1017"
    code = "21" if sec_code is SecCode.COR else "81" if sec_code is SecCode.ADV else "22"
    if sec_code in DEBITS_ONLY or (sec_code in TERMINAL_ADDENDA and sec_code not in CREDITS_ONLY):
        code = "27"
    moves = Purpose.LIVE in PURPOSES[sec_code] or sec_code is SecCode.ADV
    if not moves and sec_code is not SecCode.COR:
        code = "23" if Purpose.PRENOTE in PURPOSES[sec_code] else "24"
    amount = 700 if moves else 0
    return NewBatch(header, (NewEntry({**values, "transaction_code": code, "amount": amount}, addenda_of(sec_code)),))


def addenda_of(sec_code: SecCode) -> tuple[NewAddendum, ...]:
    """Give the addenda that an entry of an SEC code must have."""
    if sec_code is SecCode.IAT:
        return tuple(NewAddendum(key, values) for key, values in IAT_ADDENDA)
    if sec_code in TERMINAL_ADDENDA:
        return (NewAddendum("addenda_02", TERMINAL),)
    if sec_code is SecCode.COR:
        return (NewAddendum("addenda_98", CHANGE),)
    if sec_code is SecCode.CTX or sec_code in NEEDS_ADDENDA:
        return (NewAddendum("addenda_05", {"payment_information": "INV 7"}),) * (1 if sec_code is SecCode.DNE else 2)
    return ()


def test_every_sec_code_has_its_row() -> None:
    """A code without a row in the table, and a row whose layout is not there, are named."""
    assert set(ENTRY_LAYOUTS) == set(SecCode)
    assert set(ENTRY_LAYOUTS.values()) <= set(LAYOUTS)


@pytest.mark.parametrize("sec_code", SecCode)
@pytest.mark.parametrize("spelling", [str.upper, str.lower], ids=["as it is", "lower case"])
def test_what_is_written_is_read_back(sec_code: SecCode, spelling: Callable[[str], str]) -> None:
    """Each value of each field of the entry comes back from its columns, and nothing is said of its layout."""
    batch = batch_of(sec_code, spelling(sec_code.value))
    file = read(write(HEADER, [batch]), as_of=DAY)
    (entry,) = file.entries
    (new,) = batch.entries
    assert entry.batch.sec_code is sec_code
    assert entry.record.layout.key == ENTRY_LAYOUTS[sec_code] == entry_layout(entry.batch, ())
    assert {name: entry.record.text(name) for name in new.values} == texts(entry.record.layout.key, new.values)
    assert [part.layout.key for part in entry.addenda] == [addendum.layout for addendum in new.addenda]
    assert spelling is str.lower or errors_of(file) == set()


@pytest.mark.parametrize(
    "sec_code", sorted(code for code, key in ENTRY_LAYOUTS.items() if "trace_number" in LAYOUTS[key])
)
def test_every_kind_of_entry_needs_its_trace_number(sec_code: SecCode) -> None:
    """Zeros are no trace number, whatever the layout of an SEC code's entries."""
    lines = write(HEADER, [batch_of(sec_code)]).split(b"\n")
    lines[2] = lines[2][:79] + b"0" * 15
    named = {(problem.type.name, problem.field) for problem in read(b"\n".join(lines), as_of=DAY).problems}
    assert ("blank-mandatory-field", "trace_number") in named


@pytest.mark.parametrize("sec_code", ["IAT", "COR"])
def test_an_iat_batch_is_written_as_it_is_read(sec_code: str) -> None:
    """A notification of change about an IAT has the IAT's entry, because its header says IATCOR."""
    header: Values = {**batch_of(SecCode.IAT).header, "sec_code": sec_code, "iat_indicator": "IATCOR"}
    entry = NewEntry({"transaction_code": "21", **{k: v for k, v in OWN.items() if k in LAYOUTS["iat_entry"]}})
    (read_back,) = read(write(HEADER, [NewBatch(header, (entry,))]), as_of=DAY).entries
    assert read_back.record.layout.key == "iat_entry"
    assert read_back.record.text("account_number") == "123456789"
    plain = NewBatch({**batch_of(SecCode.COR).header}, (entry,))
    with pytest.raises(ConfigurationError, match=r"^entry has no field gateway_screening"):
        write(HEADER, [plain])


def test_advices_in_lower_case_are_counted_as_advices() -> None:
    """The controls of a batch whose code is `adv` are those by which its reader counts."""
    data = write(HEADER, [batch_of(SecCode.ADV, "adv")])
    lines = data.decode("latin-1").split("\n")
    assert LAYOUTS["batch_header"]["service_class"].of(lines[1]) == ADVICES
    assert int(LAYOUTS["adv_batch_control"]["total_credit"].of(lines[3])) == 700
    assert read(data, as_of=DAY).total_credit == 700


def texts(key: str, values: Values) -> dict[str, str]:
    """Give values as they stand in their columns: numbers behind zeros, text without the blanks around it."""
    layout = LAYOUTS[key]
    return {
        name: str(value).zfill(layout[name].width)
        if isinstance(value, int) or layout[name].kind in (Kind.NUMERIC, Kind.AMOUNT)
        else str(value).strip()
        for name, value in values.items()
    }


def errors_of(file: NachaFile) -> set[tuple[str, int]]:
    """Give the errors of a file, each by its name and line."""
    return {(error.type.name, error.line) for error in file.errors}


@pytest.mark.parametrize(
    ("sec_code", "earlier", "field", "value"),
    [
        ("ARC", "individual_id", "check_serial_number", "1017"),
        ("RCK", "individual_id", "check_serial_number", "1017"),
        ("POS", "discretionary_data", "card_transaction_type", "01"),
        ("TRX", "discretionary_data", "item_type", "01"),
        ("ATX", "individual_id", "original_entry_trace_number", "061000140000001"),
        ("XCK", "individual_name", "item_research_number", "000001MICR17"),
    ],
)
def test_entries_may_be_written_by_the_names_of_most(sec_code: str, earlier: str, field: str, value: str) -> None:
    """What stands in the same columns of a PPD entry may be named as there, and is written where it stands."""
    batch = batch_of(SecCode(sec_code))
    (entry,) = batch.entries
    values = {**{name: each for name, each in entry.values.items() if name != field}, earlier: value}
    (read_back,) = read(write(HEADER, [NewBatch(batch.header, (NewEntry(values, entry.addenda),))]), as_of=DAY).entries
    assert read_back.record.text(field) == value.removeprefix("000001" if sec_code == "XCK" else "")
    with pytest.raises(ConfigurationError, match="cie_entry has no field discretionary"):
        write(HEADER, [NewBatch(batch_of(SecCode.CIE).header, (NewEntry({**OWN_CIE, "discretionary": "1"}),))])


OWN_CIE: Values = {"transaction_code": "22", "rdfi_identification": "06100014", "amount": 7}


@pytest.mark.parametrize("sec_code", ["TRC", "XCK"])
def test_a_name_where_none_belongs_is_screened_as_text(sec_code: str) -> None:
    """Entries that name nobody have their item's columns read as free text."""
    batch = batch_of(SecCode(sec_code))
    (entry,) = batch.entries
    values = {**entry.values, "process_control": "MALIK ", "item_research_number": "TARENTOV ZORBAN"}
    (read_back,) = read(write(HEADER, [NewBatch(batch.header, (NewEntry(values, entry.addenda),))]), as_of=DAY).entries
    payment = read_back.payment
    assert payment is not None
    assert payment.receiver.name == ""
    assert "MALIK TARENTOV ZORBAN" in payment.remittance
    assert [identifier.value for identifier in payment.receiver.identifiers] == ["1017"]
