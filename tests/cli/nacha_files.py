"""Nacha files for the tests of the command line, made by the writer."""

from pathlib import Path

from achguard.nacha.writing.record_text import Values
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write

HEADER: Values = {
    "immediate_destination": "061000146",
    "immediate_origin": " 065300279",
    "file_creation_date": "261123",
}
BATCH: Values = {
    "company_name": "MAGNOLIA MILLS",
    "company_identification": "1640000001",
    "entry_description": "PAYROLL",
    "effective_date": "261125",
    "odfi_identification": "06530027",
}
IAT_BATCH: Values = {
    "fx_indicator": "FF",
    "fx_reference_indicator": "3",
    "destination_country": "DE",
    "originator_identification": "1640000001",
    "sec_code": "IAT",
    "entry_description": "PENSION",
    "originating_currency": "USD",
    "destination_currency": "USD",
    "effective_date": "261125",
    "odfi_identification": "06530027",
}
IAT_ADDENDA: dict[str, Values] = {
    "addenda_10": {"transaction_type": "PEN", "foreign_amount": 90000, "receiver_name": "ERIKA MUSTERMANN"},
    "addenda_11": {"originator_name": "MAGNOLIA PENSION FUND", "originator_street": "2 CAPITOL ST"},
    "addenda_12": {"originator_city_state": "JACKSON*MS\\", "originator_country_postal": "US*39201\\"},
    "addenda_13": {"bank_name": "MAGNOLIA", "id_qualifier": "01", "bank_id": "065300279", "branch_country": "US"},
    "addenda_14": {"bank_name": "BEISPIEL", "id_qualifier": "02", "bank_id": "COBADEFF", "branch_country": "DE"},
    "addenda_15": {"receiver_street": "HEIDESTRASSE 17"},
    "addenda_16": {"receiver_city_state": "KOELN*NW\\", "receiver_country_postal": "DE*51147\\"},
}
LISTED = "MALIK TARENTOV ZORBAN"


def ppd(*entries: Values) -> NewBatch:
    """Make a batch of consumer entries, each a change of an ordinary credit."""
    return NewBatch({**BATCH, "sec_code": "PPD"}, tuple(map(credit, entries)))


def credit(changes: Values) -> NewEntry:
    """Make an ordinary credit with changes."""
    values: Values = {
        "transaction_code": "22",
        "rdfi_identification": "06100014",
        "account_number": "123456789",
        "amount": 12500,
        "individual_name": "JANE Q PUBLIC",
        **changes,
    }
    return NewEntry(values)


def iat(**changes: str) -> NewBatch:
    """Make a batch with one IAT, whose entry is changed."""
    values: Values = {
        "transaction_code": "22",
        "rdfi_identification": "06530027",
        "account_number": "1234567",
        "amount": 90000,
        **changes,
    }
    return NewBatch(
        IAT_BATCH, (NewEntry(values, tuple(NewAddendum(key, given) for key, given in IAT_ADDENDA.items())),)
    )


def came_back(code: str, **changes: str) -> NewBatch:
    """Make a batch with one return (R..) or notification of change (C..) of a credit."""
    kind = "addenda_99" if code.startswith("R") else "addenda_98"
    field = "return_code" if code.startswith("R") else "change_code"
    values: Values = {
        field: code,
        "original_trace_number": "065300270000001",
        "original_rdfi_identification": "06100014",
    }
    if kind == "addenda_98":
        values = {**values, "corrected_data": "IAT"}
    entry: Values = {**credit({}).values, "transaction_code": "21", **changes}
    if kind == "addenda_98":
        entry = {**entry, "amount": 0}
    sec_code = "PPD" if kind == "addenda_99" else "COR"
    return NewBatch({**BATCH, "sec_code": sec_code}, (NewEntry(entry, (NewAddendum(kind, values),)),))


def saved(
    folder: Path, *batches: NewBatch, name: str = "payments.ach", swap: tuple[bytes, bytes] | None = None
) -> Path:
    """Write a file, in which the first of some bytes are swapped for others."""
    content = write(HEADER, batches)
    if swap is not None:
        assert swap[0] in content
        content = content.replace(*swap, 1)
    path = folder / name
    path.write_bytes(content)
    return path
