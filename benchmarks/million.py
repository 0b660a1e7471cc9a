"""What a row of a large table costs to decide, beside `Guard.decide` row by row, and where the time goes.

Usage: python benchmarks/million.py [--rows 1000000] [--flat]

The payments are made up by a seeded generator: credits of one originator to people with census names, of which six in
ten are distinct, with banks, accounts and amounts of their own; half have a memo line of ordinary words and a number,
one in a hundred has a foreign IBAN, one in a thousand a listed name. Times are of the CPU, of one process. Rows are
made and decided a piece at a time, so that memory is that of deciding.
"""

import argparse
import random
import resource
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pyarrow as pa

from _inputs import needed
from _nacha_files import BANKS
from achguard import Accept, ArrowGuard, Ask, Guard, Hold, Payment, Redirect, Snapshot
from achguard.columnar.plain_fields import PlainFields
from bulk import weighted

SEED = 20261123
DAY = "2026-11-23"
PIECE = 65_536
ALONE = 2_000
FLAT = (10_000, 100_000, 1_000_000, 10_000_000)
DISTINCT, LISTED, FOREIGN, WITH_MEMO = 0.6, 0.001, 0.01, 0.5
WORDS = tuple(
    """
    PAYMENT FOR ROOF REPAIR INVOICE PERIOD SERVICES MONTHLY RENT MARCH UTILITY BILL WATER ELECTRIC LAWN CARE DUES REFUND
    ORDER ACCOUNT CUSTOMER DEPOSIT LOAN PRINCIPAL INTEREST TUITION SPRING SEMESTER DONATION CHURCH OFFICE SUPPLIES LABOR
    DELIVERY TRUCK PARTS JULY AUGUST FINAL BALANCE ANNUAL LICENSE TAX MEMBERSHIP
    """.split()  # noqa: SIM905 -- a table of words reads better than forty quoted strings
)
LABELS = ("INVOICE", "INV", "NO", "REF", "ORDER")


class Counting(Guard):
    """A guard that counts the payments that are decided by themselves, and their time."""

    asked = 0
    seconds = 0.0

    def decide(self, payment: Payment, **how: object) -> Accept | Ask | Redirect | Hold:
        """Decide as any guard does."""
        started = process_time()
        decision = super().decide(payment, **how)  # type: ignore[arg-type]
        Counting.asked += 1
        Counting.seconds += process_time() - started
        return decision


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


def timed(owner: type, method: str, into: dict[str, float]) -> None:
    """Add the time that a method takes to a table."""
    whole: Callable[..., object] = getattr(owner, method)

    def run(*given: object, **named: object) -> object:
        started = process_time()
        try:
            return whole(*given, **named)
        finally:
            into[method] = into.get(method, 0.0) + process_time() - started

    setattr(owner, method, run)


def decided(rows: int, snapshot: Snapshot, guard: Guard) -> float:
    """Decide the payments of a run; give the seconds that it takes, without those of making them."""
    arrow, spent, first = ArrowGuard(guard), 0.0, 1
    for piece in pieces(rows, snapshot):
        started = process_time()
        first += arrow.decide_batch(piece, first).num_rows
        spent += process_time() - started
    return spent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--flat", action="store_true", help="decide from 10,000 to 10,000,000 rows, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Snapshot.from_files(needed("ofac", "2024")).build(Path(folder) / "snapshot")
        guard = Counting("us-domestic", snapshot, as_of=DAY)
        guard.warm()
        first = next(pieces(ALONE, snapshot)).to_pylist()
        payments = [Payment.model_validate(nested(row)) for row in first]
        started = process_time()
        for payment in payments:
            guard.decide(payment)
        alone = (process_time() - started) / len(payments)
        shares: dict[str, float] = {}
        timed(PlainFields, "plain", shares)
        timed(PlainFields, "_look_at", shares)
        timed(PlainFields, "_are_lines", shares)
        Counting.asked, Counting.seconds = 0, 0.0
        spent = decided(options.rows, snapshot, guard)
        asked, objects = Counting.asked, Counting.seconds
        row = spent / options.rows
        print(f"{options.rows:,} rows: {row * 1e6:.1f} us of CPU a row")
        print(f"  one by one {alone * 1e6:.0f} us, {alone / row:.0f} times as much")
        names, lines = shares["_look_at"], shares["_are_lines"]
        for what, seconds in (
            ("screening of names", names),
            ("lines of text", lines),
            ("other gates", shares["plain"] - names - lines),
            ("payments by themselves", objects),
            ("columns and objects", spent - shares["plain"] - objects),
        ):
            print(f"  {what:<26}{seconds / spent:6.0%}{seconds / options.rows * 1e6:8.1f} us a row")
        ordinary = asked / options.rows - FOREIGN - LISTED
        print(f"  decided by themselves {asked / options.rows:.2%}, of ordinary rows {max(ordinary, 0):.2%} (goal 2%)")
        for rows in FLAT if options.flat else ():
            print(f"  {rows:>12,} rows {decided(rows, snapshot, guard) / rows * 1e6:8.1f} us a row")
        print(f"  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


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


if __name__ == "__main__":
    main()
