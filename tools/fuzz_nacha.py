"""Reads mutated Nacha files under a fixed seed: nothing raises or hangs, and no line and no entry is lost.

Run as a script it reads 200,000 files on all cores; the tests read a few thousand of the same ones.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import FrameType

from achguard.errors import InputError
from achguard.nacha import NachaFile, read
from achguard.nacha.bytes.lines import Line, LineReader
from achguard.nacha.bytes.source import open_source
from achguard.nacha.writing.record_text import Values
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write

SEED = 20261123
FILES = 200_000
SECONDS_AT_MOST = 5.0  # a file of a few thousand bytes takes some milliseconds; more is a hang
_PER_TASK = 250
_JUNK = b"\x00\x1a\t \r\n\xff\xc3\xa9\xe2\x80\x8b\xf0\x9f\x98\x80*\\~0159678R\xd9\xa3"
_RECORD = 94
_FILL = "9 \0\t\x1a"  # records of nines, and blank lines with what old systems end a file with
_HEADER: Values = {
    "immediate_destination": "061000146",
    "immediate_origin": " 065300279",
    "file_creation_date": "261123",
}
_BATCH: Values = {
    "company_name": "MAGNOLIA MILLS",
    "company_identification": "1640000001",
    "entry_description": "PAYROLL",
    "effective_date": "261125",
    "odfi_identification": "06530027",
}
_ENTRY: Values = {"rdfi_identification": "06100014", "account_number": "123456789", "individual_name": "JANE Q PUBLIC"}


class LostError(AssertionError):
    """A line or an entry of a file that nobody accounts for."""


class HangError(AssertionError):
    """A file that takes far longer than its size explains."""


def seeds() -> tuple[bytes, ...]:
    """Give good files of every kind of record, which mutations start from."""
    return _seeds()


@cache
def _seeds() -> tuple[bytes, ...]:
    def batch(sec_code: str, *entries: NewEntry) -> NewBatch:
        return NewBatch({**_BATCH, "sec_code": sec_code}, entries)

    def entry(code: str, cents: int, *addenda: str) -> NewEntry:
        values: Values = {**_ENTRY, "transaction_code": code, "amount": cents}
        return NewEntry(values, tuple(NewAddendum(layout, _addendum(layout)) for layout in addenda))

    domestic = [
        batch("PPD", entry("22", 12500), entry("22", 2_000_000), entry("27", 1)),
        batch("CTX", entry("22", 500, "addenda_05", "addenda_05", "addenda_05")),
        batch("WEB", entry("27", 1999)),
    ]
    returned = [batch("PPD", entry("21", 12500, "addenda_99")), batch("COR", entry("26", 0, "addenda_98"))]
    advices = NewBatch({**_BATCH, "sec_code": "ADV"}, (NewEntry({**_ADVICE, "transaction_code": "81"}),))
    files = [domestic, [_international()], [_international(), *domestic], returned, [advices], []]
    made = [write(_HEADER, batches) for batches in files]
    return (*made, made[0] + made[1], made[2].replace(b"\n", b"\r\n"), made[0].replace(b"\n", b""))


_ADVICE: Values = {
    "rdfi_identification": "06100014",
    "account_number": "1",
    "amount": 10,
    "individual_name": "BANK",
    "advice_routing_number": "061000146",
    "operator_routing_number": "06100014",
}
_ADDENDA: dict[str, dict[str, str]] = {
    "addenda_05": {"payment_information": "INV 7 DE89370400440532013000"},
    "addenda_10": {"transaction_type": "PEN", "receiver_name": "ERIKA MUSTERMANN"},
    "addenda_11": {"originator_name": "MAGNOLIA PENSION FUND", "originator_street": "2 CAPITOL ST"},
    "addenda_12": {"originator_city_state": "JACKSON*MS\\", "originator_country_postal": "US*39201\\"},
    "addenda_13": {"bank_name": "MAGNOLIA BANK", "id_qualifier": "01", "bank_id": "065300279", "branch_country": "US"},
    "addenda_14": {"bank_name": "BEISPIELBANK", "id_qualifier": "02", "bank_id": "COBADEFF", "branch_country": "DE"},
    "addenda_15": {"receiver_street": "HEIDESTRASSE 17"},
    "addenda_16": {"receiver_city_state": "KOELN*NW\\", "receiver_country_postal": "DE*51147\\"},
    "addenda_17": {"payment_information": "PENSION NOVEMBER"},
    "addenda_18": {"bank_name": "KORRESPONDENZ", "id_qualifier": "02", "bank_id": "DEUTDEFF", "branch_country": "DE"},
    "addenda_98": {"change_code": "C01", "original_trace_number": "065300270000001", "corrected_data": "987654321"},
    "addenda_99": {"return_code": "R01", "original_trace_number": "065300270000001"},
}


def _addendum(layout: str) -> dict[str, str]:
    return _ADDENDA[layout]


def _international() -> NewBatch:
    header = {
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
    values: Values = {
        "transaction_code": "22",
        "rdfi_identification": "06530027",
        "account_number": "123",
        "amount": 90000,
    }
    addenda = tuple(NewAddendum(f"addenda_{kind}", _addendum(f"addenda_{kind}")) for kind in range(10, 19))
    return NewBatch(header, (NewEntry(values, addenda), NewEntry(values, addenda[:7])))


# Ways to damage a file


def _byte(rng: random.Random, file: bytearray) -> None:
    """Overwrite one byte."""
    if file:
        file[rng.randrange(len(file))] = rng.choice(_JUNK)


def _digit(rng: random.Random, file: bytearray) -> None:
    """Overwrite a byte by a digit."""
    if file:
        file[rng.randrange(len(file))] = rng.choice(b"0123456789")


def _insert(rng: random.Random, file: bytearray) -> None:
    """Put some junk in."""
    place = rng.randrange(len(file) + 1)
    file[place:place] = bytes(rng.choices(_JUNK, k=rng.choice((1, 1, 2, 7, 94, 400))))


def _delete(rng: random.Random, file: bytearray) -> None:
    """Take some bytes out."""
    place = rng.randrange(len(file) + 1)
    del file[place : place + rng.choice((1, 1, 2, 5, 94, 95))]


def _cut(rng: random.Random, file: bytearray) -> None:
    """Cut the file off."""
    del file[rng.randrange(len(file) + 1) :]


def _lines(change: Callable[[random.Random, list[bytes]], None]) -> Callable[[random.Random, bytearray], None]:
    """Make a mutation of whole lines."""

    def mutate(rng: random.Random, file: bytearray) -> None:
        lines = bytes(file).splitlines(keepends=True)
        if lines:
            change(rng, lines)
            file[:] = b"".join(lines)

    return mutate


def _drop_line(rng: random.Random, lines: list[bytes]) -> None:
    del lines[rng.randrange(len(lines))]


def _double_line(rng: random.Random, lines: list[bytes]) -> None:
    lines.insert(rng.randrange(len(lines)), rng.choice(lines))


def _swap_lines(rng: random.Random, lines: list[bytes]) -> None:
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _other_end(rng: random.Random, lines: list[bytes]) -> None:
    place = rng.randrange(len(lines))
    lines[place] = lines[place].rstrip(b"\r\n") + rng.choice((b"\r", b"\r\n", b"\n\n", b"", b"   \n"))


def _short_line(rng: random.Random, lines: list[bytes]) -> None:
    place = rng.randrange(len(lines))
    lines[place] = lines[place].rstrip()[: rng.randrange(_RECORD + 1)] + b"\n"


def _lower_line(rng: random.Random, lines: list[bytes]) -> None:
    place = rng.randrange(len(lines))
    lines[place] = lines[place].lower()


MUTATIONS: tuple[Callable[[random.Random, bytearray], None], ...] = (
    _byte,
    _byte,
    _digit,
    _digit,
    _insert,
    _delete,
    _cut,
    _lines(_drop_line),
    _lines(_double_line),
    _lines(_swap_lines),
    _lines(_other_end),
    _lines(_short_line),
    _lines(_lower_line),
)
"""The ways to damage a file; the frequent ones stand twice."""


def mutant(number: int) -> bytes:
    """Give the mutated file of a number: the same bytes every time."""
    rng = random.Random(SEED * 1_000_003 + number)  # noqa: S311  a sample needs a seed, not secrecy
    file = bytearray(rng.choice(_seeds()))
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        rng.choice(MUTATIONS)(rng, file)
    return bytes(file)


# What must hold for every file


def account_for(file: bytes) -> int:
    """Read a file and everything in it, and give how many entries it has; 0 for one that is refused as no text.

    Raises `LostError` for a line that is neither in an entry, header, control or fill nor held by a problem, for one
    that is in two of them, and where there are not as many entries as were counted.
    """
    try:
        nacha = read(file)
    except InputError:
        return 0
    entries = list(nacha.entries)
    if len(entries) != nacha.entry_count:
        raise LostError(f"{nacha.entry_count} entries were counted and {len(entries)} are there")
    places = [record.line for record in (*nacha.headers, *nacha.controls)]
    for batch in nacha.batches:
        places += [record.line for record in (batch.header, batch.control) if record is not None]
    for entry in entries:
        entry.payment, entry.findings(), entry.came_back, repr(entry)  # each must give a value
        places += [record.line for record in (entry.record, *entry.addenda)]
    _each_line_once(nacha, file, places)
    if len(nacha.returns) + len(nacha.corrections) > len(entries):
        raise LostError("more entries came back than there are")
    return len(entries)


def _each_line_once(nacha: NachaFile, file: bytes, places: list[Line]) -> None:
    taken = [number for line in places for number in range(line.number, max(line.last_number, line.number) + 1)]
    offsets = {line.offset for line in places}
    if len(offsets) != len(places):
        raise LostError("a line stands in two places")
    held = {number for problem in nacha.problems for number in range(problem.line, (problem.last_line or 0) + 1)}
    held |= {problem.line for problem in nacha.problems}
    accounted = {*taken, *held}
    for line in _lines_of(file):
        if line.number not in accounted and line.text.strip(_FILL):
            raise LostError(f"line {line.number} is nowhere")
    if max(accounted, default=0) > nacha.line_count:
        raise LostError(f"something stands on line {max(accounted)} of {nacha.line_count}")


def _lines_of(file: bytes) -> Iterator[Line]:
    reader = LineReader(open_source(file)[0])
    yield from reader.lines(reader.start, 1)


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Raise `HangError` when the work inside takes longer."""

    def ring(_signum: int, _frame: FrameType | None) -> None:
        raise HangError(f"it takes longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass(frozen=True)
class Failure:
    """A file that broke a promise."""

    number: int
    """The number to make it again with."""
    what: str
    """How."""


def try_files(numbers: range) -> tuple[int, list[Failure]]:
    """Read the mutated files of some numbers; give how many entries they have and which files failed."""
    entries = 0
    failures = []
    for number in numbers:
        try:
            with no_longer_than(SECONDS_AT_MOST):
                entries += account_for(mutant(number))
        except Exception as error:  # noqa: BLE001  whatever is raised is the finding
            failures.append(Failure(number, f"{type(error).__name__}: {error}"))
    return entries, failures


def main() -> int:
    """Read all files on all cores and say which broke a promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=FILES, help="how many files")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    options = parser.parse_args()
    stop = options.first + options.files
    tasks = [range(start, min(start + _PER_TASK, stop)) for start in range(options.first, stop, _PER_TASK)]
    start = time.perf_counter()
    entries, failures = 0, []
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        for found, failed in pool.imap_unordered(try_files, tasks):
            entries += found
            failures += failed
    seconds = time.perf_counter() - start
    for failure in sorted(failures, key=lambda each: each.number)[:20]:
        print(f"file {failure.number}: {failure.what}")
    print(f"{options.files:,} files, {entries:,} entries, {len(failures):,} failures, {seconds:.0f} s, seed {SEED}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
