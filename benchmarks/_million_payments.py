"""The payments of a large run, always the same, as Arrow batches and as files of each format.

Credits of one originator to people with census names, of which six in ten are distinct, with banks, accounts and
amounts of their own; half have a memo line of ordinary words and a number, one in a hundred has a foreign IBAN, one in
a thousand a listed name. They are made and written a piece at a time, so that memory is that of deciding.
"""

import csv
import json
import random
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from _nacha_files import BANKS, HEADER, ODFI, PER_BATCH, ppd_header
from achguard import Snapshot
from achguard.nacha.writing.record_text import ENCODING, record_text
from achguard.nacha.writing.writer import FileWriter
from bulk import weighted

SEED = 20261123
PIECE = 65_536
DISTINCT, LISTED, FOREIGN, WITH_MEMO = 0.6, 0.001, 0.01, 0.5
WORDS = tuple(
    """
    PAYMENT FOR ROOF REPAIR INVOICE PERIOD SERVICES MONTHLY RENT MARCH UTILITY BILL WATER ELECTRIC LAWN CARE DUES REFUND
    ORDER ACCOUNT CUSTOMER DEPOSIT LOAN PRINCIPAL INTEREST TUITION SPRING SEMESTER DONATION CHURCH OFFICE SUPPLIES LABOR
    DELIVERY TRUCK PARTS JULY AUGUST FINAL BALANCE ANNUAL LICENSE TAX MEMBERSHIP
    """.split()  # noqa: SIM905 -- a table of words reads better than forty quoted strings
)
LABELS = ("INVOICE", "INV", "NO", "REF", "ORDER")


def pieces(rows: int, snapshot: Snapshot) -> Iterator[pa.RecordBatch]:
    """Make the payments of a run, always the same."""
    rng = random.Random(SEED)
    last, given = weighted("dist.all.last"), weighted("dist.female.first")
    listed = [name.text.upper() for entity in snapshot.entities for name in entity.names if len(name.text) < PIECE]
    known: list[str] = ["JANE Q PUBLIC"]

    def name(first: str, family: str) -> str:
        chance = rng.random()
        if chance < LISTED:
            return rng.choice(listed)
        if chance < DISTINCT:
            known.append(f"{first} {rng.choice('ABCDEFGHJKLMNPRST')} {family}")
            return known[-1]
        return known[rng.randrange(len(known))]

    def memo() -> list[str]:
        if rng.random() >= WITH_MEMO:
            return []
        return [f"{' '.join(rng.sample(WORDS, 3))} {rng.choice(LABELS)} {rng.randrange(10**6)}"]

    for first in range(0, rows, PIECE):
        count = min(PIECE, rows - first)
        people = zip(
            rng.choices(given[0], cum_weights=given[1], k=count),
            rng.choices(last[0], cum_weights=last[1], k=count),
            strict=True,
        )
        text, amounts = pa.string(), pa.array([rng.randrange(100, 500_000) for _ in range(count)], pa.int64())
        columns = {
            "id": pa.array([f"p-{first + at}" for at in range(count)]),
            "direction": pa.array(["credit"] * count),
            "sec_code": pa.array(["PPD"] * count),
            "amount": pa.array([cents.as_py() / 100 for cents in amounts]).cast(pa.decimal128(15, 2)),
            "entry_description": pa.array(["REFUND"] * count),
            "originator.name": pa.array(["MAGNOLIA MILLS"] * count),
            "receiver.name": pa.array([name(*each) for each in people]),
            "receiver.kind": pa.array(["individual"] * count),
            "receiver.address.city": pa.array(rng.choices(["JACKSON", "AUSTIN", "MOBILE", "FRESNO"], k=count)),
            "receiver.address.state": pa.array(rng.choices(["MS", "TX", "AL", "CA"], k=count)),
            "receiver.address.country": pa.array(["US"] * count),
            "receiver.account.routing_number": pa.array(rng.choices(BANKS, k=count)),
            "receiver.account.account_number": pa.array([str(rng.randrange(10**6, 10**12)) for _ in range(count)]),
            "receiver.account.iban": pa.array(
                ["DE89370400440532013000" if rng.random() < FOREIGN else None for _ in range(count)], text
            ),
            "foreign_funds.account_abroad": pa.array(["no"] * count),
            "foreign_funds.forwarded_abroad": pa.array(["no"] * count),
            "remittance": pa.array([memo() for _ in range(count)], pa.list_(text)),
        }
        yield pa.RecordBatch.from_pydict(columns)


def parquet_file(path: Path, batches: Iterable[pa.RecordBatch]) -> None:
    """Write them as Parquet."""
    batches = iter(batches)
    first = next(batches)
    with parquet.ParquetWriter(path, first.schema) as out:
        for batch in chain((first,), batches):
            out.write_batch(batch)


def csv_file(path: Path, batches: Iterable[pa.RecordBatch]) -> None:
    """Write them as CSV with dotted names."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        for number, batch in enumerate(batches):
            if not number:
                out.writerow(batch.schema.names)
            for row in batch.to_pylist():
                out.writerow(json.dumps(cell) if isinstance(cell, list) else cell for cell in row.values())


def json_lines_file(path: Path, batches: Iterable[pa.RecordBatch]) -> None:
    """Write them as JSON Lines."""
    with path.open("w", encoding="utf-8") as stream:
        for batch in batches:
            stream.writelines(json.dumps(nested(row), default=str) + "\n" for row in batch.to_pylist())


def nacha_file(path: Path, batches: Iterable[pa.RecordBatch], *, memos: bool = False) -> None:
    """Write them as PPD entries, a foreign IBAN as an addendum 05; the memo lines too where they are asked for."""
    written = 0
    with path.open("wb", buffering=1 << 20) as stream:
        out = FileWriter(stream, record_text("file_header", HEADER).encode(ENCODING))
        for batch in batches:
            for row in batch.to_pylist():
                if written % PER_BATCH == 0:
                    out.batch(ppd_header(written // PER_BATCH + 1))
                written += 1
                out.entry([line.encode(ENCODING) for line in _entry(row, written, memos=memos)])
        out.close()


def _entry(row: dict[str, Any], number: int, *, memos: bool) -> Iterator[str]:
    said = [f"IBAN {row['receiver.account.iban']}"] if row["receiver.account.iban"] else []
    said += [str(line) for line in (row["remittance"] if memos else ())]
    bank, account = row["receiver.account.routing_number"], row["receiver.account.account_number"]
    # The file's total has twelve digits, so that the dollars are written as cents.
    cents, name = int(float(str(row["amount"]))), str(row["receiver.name"]).encode(ENCODING, "replace").decode(ENCODING)
    yield (f"622{bank}{account:<17}{cents:010}{number:<15}{name[:22]:<22}  {int(bool(said))}{ODFI}{number % 10**7:07}")
    if said:
        yield f"705{' '.join(said)[:80]:<80}{1:04}{number % 10**7:07}"


def nested(row: dict[str, object]) -> dict[str, object]:
    """Give a row with dotted names as an object."""
    made: dict[str, object] = {}
    for name, value in row.items():
        node = made
        *above, field = name.split(".")
        for part in above:
            node = node.setdefault(part, {})  # type: ignore[assignment]
        if value is not None:
            node[field] = value
    return made
