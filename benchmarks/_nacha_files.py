"""Generates Nacha files of any size: payroll-like PPD entries and outbound IATs, the same bytes every time."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from _inputs import given_names, surnames
from achguard.nacha.writing.record_text import ENCODING, Values, record_text
from achguard.nacha.writing.writer import FileWriter

SEED = 20261123
ODFI = "06530027"
PER_BATCH = 5000
UTF_8 = "UTF-8"
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
            out.batch(ppd_header(number))
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


def _returned(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    bank = BANKS[place % len(BANKS)]
    entry = f"626{bank}{place:<17}{amount}{place:<15}{name:<22}  1{trace}"
    return entry, f"799R{place % 4 + 1:02}{trace}{'':6}{bank[:8]}{'':44}{trace}"


def _changed(place: int, name: str, _: str, trace: str) -> tuple[str, ...]:
    bank = BANKS[place % len(BANKS)]
    entry = f"621{bank}{place:<17}{0:010}{place:<15}{name:<22}  1{trace}"
    return entry, f"798C01{trace}{'':6}{bank[:8]}{place:<29}{'':15}{trace}"


def _at_terminal(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    entry = f"627{BANKS[place % len(BANKS)]}{place:<17}{amount}{place:<15}{name:<22}011{trace}"
    return (
        entry,
        f"702{'':10}T12345{place % 10**6:06}11{place % 25 + 1:02}{'':6}{'STORE 7':<27}{'JACKSON':<15}MS{trace}",
    )


def _name_first(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    return (f"622{BANKS[place % len(BANKS)]}{place:<17}{amount}{name[:15]:<15}{place:<22}  0{trace}",)


def _nameless_check(place: int, _: str, amount: str, trace: str) -> tuple[str, ...]:
    return (f"627{BANKS[place % len(BANKS)]}{place:<17}{amount}{place:<15}{'':22}  0{trace}",)


def _clean(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    return (f"622{BANKS[place % len(BANKS)]}{place:<17}{amount}{place:<15}{name:<22}  0{trace}",)


def _accented(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    return _clean(place, f"JOSÉ {name}"[:22], amount, trace)


def _nameless(place: int, _: str, amount: str, trace: str) -> tuple[str, ...]:
    return _clean(place, "", amount, trace)


def _wrong_check_digit(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    (entry,) = _clean(place, name, amount, trace)
    return (f"{entry[:11]}{(int(entry[11]) + 1) % 10}{entry[12:]}",)


def _with_tab(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    return _clean(place, name.replace(" ", "\t"), amount, trace)


def _in_small_letters(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    return _clean(place, name.lower(), amount, trace)


def _unknown_prefix(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    (entry,) = _clean(place, name, amount, trace)
    return (f"{entry[:3]}991000014{entry[12:]}",)


def _no_account(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    (entry,) = _clean(place, name, amount, trace)
    return (f"{entry[:12]}{'':17}{entry[29:]}",)


def _no_amount(place: int, name: str, _: str, trace: str) -> tuple[str, ...]:
    return _clean(place, name, f"{0:010}", trace)


def _backwards(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    return _clean(place, name, amount, f"{trace[:8]}{9_999_999 - int(trace[8:]):07}")


def _all_the_same(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    return _clean(place, name, amount, f"{trace[:8]}{1:07}")


def _of_another_bank(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    return _at_terminal(place, name, amount, f"{BANKS[2][:8]}{trace[8:]}")


def _no_trace(place: int, name: str, amount: str, _: str) -> tuple[str, ...]:
    return _clean(place, name, amount, "0" * 15)


def _blank_trace(place: int, name: str, amount: str, _: str) -> tuple[str, ...]:
    return _clean(place, name, amount, " " * 15)


def _rejected(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    return _clean(place, name, amount, f"REJ00{place % 4 + 1:03}{trace[8:]}")


def _letter_in_amount(line: bytes) -> bytes:
    return line[:33] + b"O" + line[34:]


def _short(line: bytes) -> bytes:
    return line[:60] + line[61:]  # a character of the name is lost


def _iat_returned(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    bank, sequence = BANKS[place % len(BANKS)], trace[8:]
    first = f"710DEP{amount:>018}{'':22}{name:<35}{'':6}{sequence}"
    others = [record_text(key, values)[:87] + sequence for key, values in IAT_ADDENDA]
    entry = f"621{bank}{8:04}{'':13}{amount}{place:<35}    1{trace}"
    return entry, first, *others, f"799R{place % 4 + 1:02}{trace}{'':6}{bank[:8]}{amount}{'':34}{trace}"


def _several_addenda(place: int, name: str, amount: str, trace: str) -> tuple[str, ...]:
    entry = f"622{BANKS[place % len(BANKS)]}{place:<17}{amount}{place:<15}{3:04}{name[:16]:<16}    1{trace}"
    return entry, *(f"705{f'INVOICE {place} {number}':<80}{number:04}{trace[8:]}" for number in (1, 2, 3))


def _several_without_name(place: int, _: str, amount: str, trace: str) -> tuple[str, ...]:
    return _several_addenda(place, "", amount, trace)


KINDS: dict[str, tuple[str, str, Callable[[int, str, str, str], tuple[str, ...]]]] = {
    "clean": ("PPD", "220", _clean),
    "returns": ("PPD", "225", _returned),
    "notifications of change": ("COR", "220", _changed),
    "POS": ("POS", "225", _at_terminal),
    "CIE": ("CIE", "220", _name_first),
    "ARC without a name": ("ARC", "225", _nameless_check),
    "an accented letter each": ("PPD", "220", _accented),
    "no name each": ("PPD", "220", _nameless),
    "a wrong check digit each": ("PPD", "220", _wrong_check_digit),
    "a tab each": ("PPD", "220", _with_tab),
    "small letters": ("PPD", "220", _in_small_letters),
    "a wrong prefix each": ("PPD", "220", _unknown_prefix),
    "no account number each": ("PPD", "220", _no_account),
    "no amount each": ("PPD", "220", _no_amount),
    "trace numbers backwards": ("PPD", "220", _backwards),
    "one trace number for all": ("PPD", "220", _all_the_same),
    "POS, traces of another bank": ("POS", "225", _of_another_bank),
    f"an accented letter, {UTF_8}": ("PPD", "220", _accented),
    "trace numbers of zeros": ("PPD", "220", _no_trace),
    "blank trace numbers": ("PPD", "220", _blank_trace),
    "REJ over trace numbers": ("PPD", "220", _rejected),
    "a letter in each amount": ("PPD", "220", _clean),
    "a character too few each": ("PPD", "220", _clean),
    "IAT returns": ("IAT", "220", _iat_returned),
    "CTX, three addenda": ("CTX", "220", _several_addenda),
    "CTX, three addenda, no name": ("CTX", "220", _several_without_name),
}
"""Kinds of entries, each with its SEC code, its service class and what writes one."""

_AFTERWARDS = {"a letter in each amount": _letter_in_amount, "a character too few each": _short}
"""What becomes of each written entry, where the writer would not write it so."""


def file_of(kind: str, path: Path, entries: int) -> None:
    """Write entries of a kind."""
    rng = random.Random(SEED)
    people = _people(rng)
    sec_code, service_class, lines_of = KINDS[kind]
    with path.open("wb", buffering=1 << 20) as stream:
        out = FileWriter(stream, record_text("file_header", HEADER).encode(ENCODING))
        for number, size in _batches(entries):
            out.batch(_iat_header(number) if sec_code == "IAT" else ppd_header(number, sec_code, service_class))
            for place in range(1, size + 1):
                trace = f"{ODFI}{(number - 1) * PER_BATCH + place:07}"
                made = lines_of(place, next(people), f"{rng.randrange(*CENTS):010}", trace)
                out.entry([line.encode(ENCODING) for line in made])
        out.close()
    if (change := _AFTERWARDS.get(kind)) is not None:
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(change(line) if line.startswith(b"6") else line for line in lines))
    if UTF_8 in kind:
        path.write_text(path.read_bytes().decode(ENCODING), encoding=UTF_8, newline="")


def _batches(entries: int) -> Iterator[tuple[int, int]]:
    """Yield each batch's number and how many entries it has."""
    for number, start in enumerate(range(0, entries, PER_BATCH), 1):
        yield number, min(PER_BATCH, entries - start)


def _people(rng: random.Random) -> Iterator[str]:
    firsts, lasts = given_names(800), surnames(5000)
    while True:
        yield f"{rng.choice(firsts)} {rng.choice('ABCDEFGHJKLMNPRSTW')} {rng.choice(lasts)}"[:22]


def ppd_header(number: int, sec_code: str = "PPD", service_class: str = "220") -> bytes:
    """Write the header of a batch of payroll."""
    values = {
        "service_class": service_class,
        "company_name": "MAGNOLIA MILLS",
        "company_identification": "1640000001",
        "sec_code": sec_code,
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
