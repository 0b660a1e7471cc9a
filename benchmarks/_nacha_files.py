"""Generates Nacha files of any size: payroll-like PPD entries and outbound IATs, the same bytes every time."""

import random
from collections.abc import Iterator
from pathlib import Path

from _inputs import given_names, surnames
from achguard.nacha.writing.record_text import ENCODING, Values, record_text
from achguard.nacha.writing.writer import FileWriter

SEED = 20261123
ODFI = "06530027"
PER_BATCH = 5000
CENTS = (10_000, 300_000)  # the twelve digits of a file control hold the sum of five million such amounts
# Eight digits and the check digit that makes them a routing number; invented, so that no bank is meant.
BANKS = ("065300279", "061000052", "111000025", "091000022", "053000196", "121042882", "021000021", "031201360")
HEADER: Values = {
    "immediate_destination": "061000146",
    "immediate_origin": " 065300279",
    "file_creation_date": "261123",
    "file_creation_time": "0900",
    "file_id_modifier": "A",
    "immediate_destination_name": "FEDERAL RESERVE BANK",
    "immediate_origin_name": "MAGNOLIA BANK",
}
IAT_ADDENDA = (
    ("addenda_11", {"originator_name": "MAGNOLIA PENSION FUND", "originator_street": "2 CAPITOL ST"}),
    ("addenda_12", {"originator_city_state": "JACKSON*MS\\", "originator_country_postal": "US*39201\\"}),
    (
        "addenda_13",
        {"bank_name": "MAGNOLIA BANK", "id_qualifier": "01", "bank_id": "065300279", "branch_country": "US"},
    ),
    ("addenda_14", {"bank_name": "BEISPIELBANK", "id_qualifier": "02", "bank_id": "COBADEFF", "branch_country": "DE"}),
    ("addenda_15", {"receiver_street": "HEIDESTRASSE 17"}),
    ("addenda_16", {"receiver_city_state": "KOELN*NW\\", "receiver_country_postal": "DE*51147\\"}),
)


def ppd_file(path: Path, entries: int) -> None:
    """Write PPD credits of people with census names, nearly every name another."""
    rng = random.Random(SEED)
    people = _people(rng)
    with path.open("wb", buffering=1 << 20) as stream:
        out = FileWriter(stream, record_text("file_header", HEADER).encode(ENCODING))
        for number, size in _batches(entries):
            out.batch(_ppd_header(number))
            for place in range(1, size + 1):
                account = str(rng.randrange(10**6, 10**12))
                trace = (number - 1) * PER_BATCH + place
                line = (
                    f"622{BANKS[place % len(BANKS)]}{account:<17}{rng.randrange(*CENTS):010}"
                    f"{place:<15}{next(people):<22}  0{ODFI}{trace:07}"
                )
                out.entry((line.encode(ENCODING),))
        out.close()


def iat_file(path: Path, entries: int) -> None:
    """Write outbound IAT credits with the seven mandatory addenda each."""
    rng = random.Random(SEED)
    people = _people(rng)
    addenda = [record_text(key, values)[:87] for key, values in IAT_ADDENDA]
    with path.open("wb", buffering=1 << 20) as stream:
        out = FileWriter(stream, record_text("file_header", HEADER).encode(ENCODING))
        for number, size in _batches(entries):
            out.batch(_iat_header(number))
            for place in range(1, size + 1):
                cents = rng.randrange(10_000, 900_000)
                account = str(rng.randrange(10**9, 10**10))
                trace = (number - 1) * PER_BATCH + place
                entry = f"622065300279{7:04}{'':13}{cents:010}{account:<35}    1{ODFI}{trace:07}"
                first = f"710PEN{cents:018}{'':22}{next(people):<35}{'':6}{trace:07}"
                lines = (entry, first, *(f"{addendum}{trace:07}" for addendum in addenda))
                out.entry([line.encode(ENCODING) for line in lines])
        out.close()


def _batches(entries: int) -> Iterator[tuple[int, int]]:
    """Yield each batch's number and how many entries it has."""
    for number, start in enumerate(range(0, entries, PER_BATCH), 1):
        yield number, min(PER_BATCH, entries - start)


def _people(rng: random.Random) -> Iterator[str]:
    firsts, lasts = given_names(800), surnames(5000)
    while True:
        yield f"{rng.choice(firsts)} {rng.choice('ABCDEFGHJKLMNPRSTW')} {rng.choice(lasts)}"[:22]


def _ppd_header(number: int) -> bytes:
    values = {
        "service_class": "220",
        "company_name": "MAGNOLIA MILLS",
        "company_identification": "1640000001",
        "sec_code": "PPD",
        "entry_description": "PAYROLL",
        "effective_date": "261125",
        "originator_status": "1",
        "odfi_identification": ODFI,
    }
    return record_text("batch_header", {**values, "batch_number": number}).encode(ENCODING)


def _iat_header(number: int) -> bytes:
    values = {
        "service_class": "220",
        "fx_indicator": "FF",
        "fx_reference_indicator": "3",
        "destination_country": "DE",
        "originator_identification": "1640000001",
        "sec_code": "IAT",
        "entry_description": "PENSION",
        "originating_currency": "USD",
        "destination_currency": "USD",
        "effective_date": "261125",
        "originator_status": "1",
        "odfi_identification": ODFI,
    }
    return record_text("iat_batch_header", {**values, "batch_number": number}).encode(ENCODING)
