"""What recording costs beside deciding, and how fast a replay is beside deciding; all on the full SDN list.

Each time the lists are opened anew and no name was screened before, as with payments that come in.
"""

import datetime as dt
import random
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from _inputs import given_names, needed, row, surnames
from achguard import Guard, Payment, Snapshot
from achguard.intake.row import PaymentRow
from achguard.records.archive import Archive
from achguard.records.recorded import RecordedDecisions
from achguard.replay import Kept, Replayed, Verdict, replay

SEED = 20261126
PAYMENTS = 1500
SYNCED = 200
TURNS = 3
DAY = dt.date(2024, 5, 5)


def main() -> None:
    """Decide, record and replay payments in turns, and print the ratios."""
    payments = [*islice(_payments(), PAYMENTS)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lists = folder / "lists"
        Snapshot.from_files(needed("ofac", "2024"), published=dt.date(2024, 5, 3)).build(lists)
        archive = Archive(folder / "archive")
        archive.add(Snapshot.open(lists))
        times: dict[str, list[float]] = {"decide": [], "batch": [], "replay": []}
        for turn in range(TURNS):
            times["decide"].append(_seconds(_guard(lists).decide_many(payments)))
            with _guard(lists).recording(folder / f"record-{turn}", sync="batch") as recording:
                times["batch"].append(_seconds(recording.decide_many(payments)))
            times["replay"].append(_seconds(_again(folder / f"record-{turn}", archive, payments)))
        with _guard(lists).recording(folder / "single") as recording:
            start = perf_counter()
            _ = [*map(recording.decide, payments[:SYNCED])]
            synced = (perf_counter() - start) / SYNCED
    decide, batch, again = (median(each) * 1e6 for each in times.values())
    row("decide and record, in batches", batch, decide, "decide alone", "us")
    row("replay, lists opened", again, decide, "decide alone", "us")
    print(f"recording costs {batch / decide - 1:.1%} of a decision (goal: <= 10 %)")
    print(f"a replay has {decide / again:.0%} of the speed of deciding (goal: >= 50 %)")
    print(f"synced at each decision: {synced * 1e6:,.0f} us a decision on this disk, wall time")


def _guard(lists: Path) -> Guard:
    return Guard(lists=Snapshot.open(lists), as_of=DAY).warm()


def _again(record: Path, archive: Archive, payments: list[Payment]) -> Iterator[Replayed]:
    """Yield replayed payments behind a first one, for which the lists are opened and their index is made."""
    rows = [PaymentRow(number, each) for number, each in enumerate([payments[0], *payments], 1)]
    made = replay(rows, RecordedDecisions(record), Kept(archive))
    if next(made).verdict is not Verdict.SAME:
        raise SystemExit("the decision came out as another one")
    return made


def _seconds(each: Iterator[object]) -> float:
    """Time what an iterator does, in seconds of CPU for each item."""
    start = process_time()
    count = sum(1 for _ in each)
    return (process_time() - start) / count


def _payments() -> Iterator[Payment]:
    chosen, first, last = random.Random(SEED), given_names(800), surnames(4000)
    number = 0
    while True:
        number += 1
        yield Payment.model_validate(
            {
                "id": f"p-{number}",
                "direction": "debit",
                "sec_code": "WEB",
                "amount": f"{chosen.randint(1, 99_999)}.{number % 100:02}",
                "originator": {"name": "STATE TAX AGENCY", "kind": "organization"},
                "receiver": {
                    "name": f"{chosen.choice(first)} {chosen.choice(last)}",
                    "account": {"routing_number": "065300279", "account_number": f"{chosen.randint(10**8, 10**10)}"},
                },
                "foreign_funds": {"account_abroad": "no", "funded_from_abroad": "no", "forwarded_abroad": "no"},
            }
        )


if __name__ == "__main__":
    main()
