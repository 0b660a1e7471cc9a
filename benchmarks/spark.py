"""How long Spark on two local workers takes for payments that two processes with an `ArrowGuard` each decide.

Both read the same Parquet files and leave the decisions unwritten; each decides them once before, so that starting and
opening the lists are aside. Needs Java, and the files of shared data.
"""

import argparse
import datetime as dt
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import pyarrow as pa
from pyarrow import parquet

from _inputs import given_names, needed, row, surnames
from achguard import ArrowGuard, Guard, Snapshot
from achguard.integrations.spark import decide

DAY = dt.date(2026, 11, 23)
SEED = 20261123
PARTS = 8
WORKERS = 2
FOREIGN = 0.01
TURNS = 3


def write_payments(folder: Path, rows: int) -> None:
    """Write payments, one in a hundred of them to an account abroad, into as many files as there are parts."""
    rng = random.Random(SEED)
    given, family = given_names(800), surnames(4000)
    count = rows // PARTS
    for part in range(PARTS):
        foreign = [rng.random() < FOREIGN for _ in range(count)]
        columns = {
            "id": [f"p-{part}-{number}" for number in range(count)],
            "direction": ["credit"] * count,
            "sec_code": ["PPD"] * count,
            "amount": [f"{rng.randrange(100, 500_000) / 100:.2f}" for _ in range(count)],
            "originator.name": ["MAGNOLIA MILLS"] * count,
            "receiver.name": [f"{rng.choice(given)} {rng.choice(family)}" for _ in range(count)],
            "receiver.account.routing_number": ["065300279"] * count,
            "receiver.account.account_number": [str(rng.randrange(10**8, 10**9)) for _ in range(count)],
            "receiver.account.iban": pa.array(["DE89370400440532013000" if each else None for each in foreign]),
            "foreign_funds.account_abroad": ["no"] * count,
            "foreign_funds.forwarded_abroad": ["no"] * count,
        }
        parquet.write_table(pa.table(columns), folder / f"{part}.parquet")


def decide_file(arrow_guard: ArrowGuard, path: Path) -> int:
    """Decide one file in a process of the pool; give its rows."""
    return sum(batch.num_rows for batch in arrow_guard.decide(path))


def by_processes(arrow_guard: ArrowGuard, files: Sequence[Path]) -> list[float]:
    """Give the seconds of each turn of two processes."""
    spent = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for _ in range(TURNS + 1):
            started = perf_counter()
            sum(pool.map(decide_file, [arrow_guard] * len(files), files))
            spent.append(perf_counter() - started)
    return spent[1:]


def by_spark(guard: Guard, folder: Path) -> list[float]:
    """Give the seconds of each turn of Spark."""
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    spark = (
        SparkSession.builder.master(f"local[{WORKERS}]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.log.level", "ERROR")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    spent = []
    for _ in range(TURNS + 1):
        started = perf_counter()
        decide(spark.read.parquet(str(folder)), guard).write.format("noop").mode("overwrite").save()
        spent.append(perf_counter() - started)
    spark.stop()
    return spent[1:]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    options = parser.parse_args()
    if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        print("Spark needs a Java, and there is none here: NOT measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        payments = Path(folder) / "payments"
        payments.mkdir()
        write_payments(payments, options.rows)
        snapshot = Snapshot.from_files(needed("ofac", "2024"), published=DAY).build(Path(folder) / "lists")
        guard = Guard("us-domestic", snapshot, as_of=DAY)
        processes = min(by_processes(ArrowGuard(guard), sorted(payments.iterdir())))
        spark = min(by_spark(guard, payments))
        each = options.rows / 1e6
        row("Spark on two workers, a payment (goal 1.5x)", spark / each, processes / each, "two processes", "us")


if __name__ == "__main__":
    main()
