"""What a row of a large table costs to decide, beside `Guard.decide` row by row, and where the time goes.

Usage: python benchmarks/million.py [--rows 1000000] [--flat] [--files]

The payments are those of `_million_payments`. Times are of the CPU, of one process. Rows are made and decided a piece
at a time, so that memory is that of deciding. With `--files` it is `achguard check` that decides files of each format,
on two cores; `_whole_files` says how that is measured.
"""

import argparse
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from _inputs import needed
from _million_payments import FOREIGN, LISTED, nested, pieces
from _whole_files import files_of_each_format, shares_of
from achguard import Accept, ArrowGuard, Ask, Guard, Hold, Payment, Redirect, Snapshot
from achguard.columnar.plain_fields import PlainFields

DAY = "2026-11-23"
ALONE = 2_000
FLAT = (10_000, 100_000, 1_000_000, 10_000_000)


class Counting(Guard):
    """A guard that counts the payments that are decided by themselves, and their time."""

    asked = 0
    seconds = 0.0

    def _decided(self, payment: Payment, **how: object) -> Accept | Ask | Redirect | Hold:
        """Decide as any guard does."""
        started = process_time()
        decision = super()._decided(payment, **how)  # type: ignore[arg-type]
        Counting.asked += 1
        Counting.seconds += process_time() - started
        return decision


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
    parser.add_argument("--files", action="store_true", help="whole runs of achguard check, and a plot of their parts")
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="*",
        default=(10_000, 100_000),
        help="with --files, other numbers of rows to decide; 10000000 takes half an hour more",
    )
    parser.add_argument("--shares", nargs=argparse.REMAINDER, help="time the parts of one run in this process")
    options = parser.parse_args()
    if options.shares:
        shares_of(options.shares)
        return
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
        if options.files:
            files_of_each_format(Path(folder), snapshot, (*options.sizes, options.rows), alone, __file__)
            return
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


if __name__ == "__main__":
    main()
