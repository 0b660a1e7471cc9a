"""Files made by the writer with one change each, for the table of what an ACH Operator rejects."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from achguard.law.sec_codes import CREDITS_ONLY, DEBITS_ONLY, DESCRIPTIONS, FEDERAL_AGENCIES_ONLY, NEEDS_ADDENDA
from achguard.model.payment import SecCode
from achguard.nacha.layouts.codes import PURPOSES, TERMINAL_ADDENDA, Purpose
from achguard.nacha.layouts.entry_layouts import ENTRY_LAYOUTS
from achguard.nacha.layouts.layout import LAYOUTS, RECORD_LENGTH
from achguard.nacha.writing.record_text import Values
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write

DAY = dt.date(2026, 11, 23)
FILE_HEADER: Values = {
    "immediate_destination": "061000146",
    "immediate_origin": " 065300279",
    "file_creation_date": DAY,
    "immediate_destination_name": "FEDERAL RESERVE BANK",
    "immediate_origin_name": "MAGNOLIA BANK",
}
_BANK: Values = {"id_qualifier": "02", "bank_id": "COBADEFF", "branch_country": "DE"}
_BACK: Values = {"original_trace_number": "061000140000001", "original_rdfi_identification": "06530027"}
_DISHONORED: Values = {
    **_BACK,
    "return_trace_number": "061000140000001",
    "return_settlement_date": "133",
    "returned_for": "03",
    "addenda_information": "UNTIMELY",
}
_CONTESTED: Values = {
    **{name: value for name, value in _DISHONORED.items() if name != "addenda_information"},
    "date_original_returned": "261120",
    "original_settlement_date": "324",
    "dishonored_trace_number": "065300270000009",
    "dishonored_settlement_date": "331",
    "dishonored_for": "68",
}
ADDENDA: Mapping[str, Values] = {
    "addenda_02": {
        "terminal_id": "T1",
        "transaction_serial_number": "000001",
        "transaction_date": "1123",
        "terminal_location": "1 MAIN ST",
        "terminal_city": "JACKSON",
        "terminal_state": "MS",
    },
    "addenda_05": {"payment_information": "INV 7"},
    "addenda_10": {"transaction_type": "PEN", "foreign_amount": 700, "receiver_name": "ERIKA MUSTERMANN"},
    "addenda_11": {"originator_name": "MAGNOLIA MILLS", "originator_street": "2 CAPITOL ST"},
    "addenda_12": {"originator_city_state": "JACKSON*MS\\", "originator_country_postal": "US*39201\\"},
    "addenda_13": {"bank_name": "OWN", "id_qualifier": "01", "bank_id": "065300279", "branch_country": "US"},
    "addenda_14": {"bank_name": "BEISPIELBANK", **_BANK},
    "addenda_15": {"receiver_street": "HEIDESTRASSE 17"},
    "addenda_16": {"receiver_city_state": "KOELN*NW\\", "receiver_country_postal": "DE*51147\\"},
    "addenda_17": {"payment_information": "PENSION"},
    "addenda_98": {**_BACK, "change_code": "C01", "corrected_data": "987654321"},
    "addenda_98_iat": {**_BACK, "change_code": "C08", "corrected_data": "DEUTDEFF"},
    "addenda_98_refused": {
        **_BACK,
        "change_code": "C61",
        "corrected_data": "987654321",
        "refused_change_code": "C01",
        "trace_sequence_number": "0000007",
    },
    "addenda_99": {**_BACK, "return_code": "R03"},
    "addenda_99_iat": {**_BACK, "return_code": "R03", "original_amount": 700},
    "addenda_99_dishonored": {**_DISHONORED, "return_code": "R68"},
    "addenda_99_contested": {**_CONTESTED, "return_code": "R73"},
}
"""The values of each addenda record, by the key of its layout."""

_IAT = tuple(f"addenda_{kind}" for kind in range(10, 17))
# What a base is beside a forward entry of its SEC code: SEC code, transaction code, addenda.
_OTHERS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "prenote": ("PPD", "23", ()),
    "remittance": ("CCD", "24", ("addenda_05",)),
    "loan": ("PPD", "52", ()),
    "refused": ("COR", "21", ("addenda_98_refused",)),
    "return": ("PPD", "21", ("addenda_99",)),
    "dishonored": ("PPD", "21", ("addenda_99_dishonored",)),
    "contested": ("PPD", "21", ("addenda_99_contested",)),
    "iat_return": ("IAT", "21", (*_IAT, "addenda_99_iat")),
    "iat_change": ("IAT", "21", ("addenda_98_iat",)),
}
_OWN: Values = {
    "rdfi_identification": "06100014",
    "account_number": "123456789",
    "individual_id": "ID-17",
    "individual_name": "JANE Q PUBLIC",
    "card_expiration": "0928",
    "document_reference": "DOC-17",
    "card_number": "4000000000000002",
    "card_transaction_type": "01",
    "check_serial_number": "1017",
    "terminal_city": "JACK",
    "terminal_state": "MS",
    "original_entry_trace_number": "061000140000001",
    "process_control": "000001",
    "item_research_number": "MICR17",
    "advice_routing_number": "065300279",
    "file_identification": "FILE1",
    "operator_routing_number": "06100014",
    "julian_date": 327,
    "gateway_screening": "0",
}
BASES = (*(code.value for code in SecCode), *_OTHERS)
"""The names of the files that cases change."""


def base(name: str, case: Mapping[str, Any]) -> bytes:
    """Write the file of a base, with what a case says otherwise of its header, its entries and their addenda."""
    sec_code, code, addenda = _form(name)
    header = {**_header(sec_code, is_change=name == "iat_change"), **case.get("header", {})}
    key = "iat_entry" if name.startswith("iat_") else ENTRY_LAYOUTS[sec_code]
    moves = name not in ("prenote", "remittance", "refused", "iat_change") and sec_code is not SecCode.COR
    moves &= Purpose.LIVE in PURPOSES[sec_code] or sec_code is SecCode.ADV
    values = {field: value for field, value in _OWN.items() if field in LAYOUTS[key]}
    values |= {"transaction_code": code, "amount": 700 if moves else 0}
    second = case.get("second", {})
    entries = [(values | case.get("values", {}), case.get("addenda", addenda))]
    entries.append((values | second.get("values", {}), second.get("addenda", addenda)))
    made = (NewEntry(each, tuple(NewAddendum(part, ADDENDA[part]) for part in parts)) for each, parts in entries)
    return write(FILE_HEADER, [NewBatch(header, tuple(made))])


def _form(name: str) -> tuple[SecCode, str, tuple[str, ...]]:
    """Give the SEC code, the transaction code and the addenda of a base."""
    if name in _OTHERS:
        sec_code, code, parts = _OTHERS[name]
        return SecCode(sec_code), code, parts
    sec_code = SecCode(name)
    parts = ("addenda_05",) if sec_code in NEEDS_ADDENDA or sec_code is SecCode.CTX else ()
    if sec_code in TERMINAL_ADDENDA:
        parts = ("addenda_02",)
    parts = {SecCode.IAT: _IAT, SecCode.COR: ("addenda_98",)}.get(sec_code, parts)
    code = "27" if sec_code in DEBITS_ONLY | TERMINAL_ADDENDA else "22"
    code = (
        "24" if sec_code in (SecCode.ACK, SecCode.ATX) else "23" if sec_code in CREDITS_ONLY - {SecCode.CIE} else code
    )
    return sec_code, {SecCode.COR: "21", SecCode.ADV: "81"}.get(sec_code, code), parts


def _header(sec_code: SecCode, *, is_change: bool) -> Values:
    own: Values = {"company_name": "MAGNOLIA MILLS", "company_identification": "1640000001"}
    if sec_code is SecCode.IAT:
        own = {
            "fx_indicator": "FF",
            "fx_reference_indicator": "3",
            "destination_country": "DE",
            "originator_identification": "1640000001",
            "originating_currency": "USD",
            "destination_currency": "USD",
            **({"iat_indicator": "IATCOR"} if is_change else {}),
        }
    return {
        **own,
        "sec_code": "COR" if is_change else sec_code.value,
        "entry_description": DESCRIPTIONS.get(sec_code, "PAYMENT"),
        "effective_date": DAY + dt.timedelta(days=2),
        "odfi_identification": "06530027",
        **({} if sec_code is SecCode.ADV else {"service_class": "200"}),
        **({"originator_status": "2"} if sec_code in FEDERAL_AGENCIES_ONLY else {}),
    }


def edited(case: Mapping[str, Any]) -> bytes:
    """Give the file of a case: its base, written with what the case says, then changed byte by byte."""
    lines = base(case["base"], case).decode("latin-1").split("\n")
    for place, text in case.get("set", {}).items():
        record, field = place.rsplit(".", 1)
        number, key = _line(lines, record)
        where = LAYOUTS[key][field]
        cells = text * where.width if len(text) == 1 else text.ljust(where.width)
        assert len(cells) == where.width, place
        lines[number] = lines[number][: where.start - 1] + cells + lines[number][where.end :]
    if "insert" in case:
        lines.insert(case["insert"] - 1, "X" * RECORD_LENGTH)
    if "move" in case:
        first, to = case["move"]
        lines.insert(to - 1, lines.pop(first - 1))
    return "\n".join(lines).encode("latin-1")


_TYPES = {"file_header": "1", "batch_header": "5", "iat_batch_header": "5", "batch_control": "8", "file_control": "9"}


def _line(lines: list[str], record: str) -> tuple[int, str]:
    """Give the place of a record and its layout; `second.` in front of its name means the second one."""
    second, key = record.startswith("second."), record.removeprefix("second.")
    start = _TYPES.get(key) or ("6" if key.endswith("entry") else f"7{key.split('_')[1]}")
    found = [number for number, line in enumerate(lines) if line.startswith(start)]
    return found[second], key
