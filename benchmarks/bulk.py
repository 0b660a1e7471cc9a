"""How many distinct names are screened a second, in one process and in two, beside rapidfuzz comparing with all names.

Usage: python benchmarks/bulk.py [--names 200000] [--workers 2]

The names are distinct ordinary ones, made of the census of 1990 by frequency; one in a thousand is a listed name with a
letter changed, so that there is something to find. The same names one at a time, and rapidfuzz's token_sort in all
cores by `cdist`, are measured on the first few thousand of them. All times are of the wall.
"""

import argparse
import random
import tempfile
from itertools import accumulate
from pathlib import Path
from time import perf_counter

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from _inputs import needed
from achguard import Snapshot

ONE_BY_ONE = 3_000
PEER = 600
LISTED = 0.001
SEED = 20261123


def weighted(file: str) -> tuple[list[str], list[float]]:
    """Give the names of a census file, and their frequencies added up."""
    rows = [line.split() for line in needed("census", file).read_text(encoding="ascii").splitlines()]
    return [row[0] for row in rows], [*accumulate(float(row[1]) for row in rows)]


def distinct(count: int, snapshot: Snapshot) -> list[str]:
    """Make distinct names: a given name, a middle name or initial in two of five, a surname; few listed ones."""
    rng = random.Random(SEED)
    last, given = weighted("dist.all.last"), (weighted("dist.male.first"), weighted("dist.female.first"))
    listed = [name.text.upper() for entity in snapshot.entities for name in entity.names]
    made: dict[str, None] = {}

    def draw(names: tuple[list[str], list[float]]) -> str:
        return rng.choices(names[0], cum_weights=names[1])[0]

    while len(made) < count:
        if rng.random() < LISTED:
            name = rng.choice(listed)
            at = rng.randrange(len(name))
            made[name[:at] + rng.choice("AEIOUSTRN") + name[at + 1 :]] = None
            continue
        first, kind = rng.choice(given), rng.random()
        middle = [] if kind < 0.6 else [rng.choice("ABCDEFGHJKLMNPRSTVW")] if kind < 0.85 else [draw(first)]  # noqa: PLR2004
        made[" ".join([draw(first), *middle, draw(last)])] = None
    return [*made]


def peak() -> float:
    """Give the most memory this process has had, in megabytes."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=200_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        Snapshot.from_files(needed("ofac", "2024")).build(Path(folder) / "snapshot")
        print(f"read and build the list            {perf_counter() - started:10.1f} s")
        started = perf_counter()
        snapshot = Snapshot.open(Path(folder) / "snapshot")
        snapshot.screen("FIRST NAME")
        print(f"open it and screen a first name    {(perf_counter() - started) * 1e3:10.1f} ms")
        names = distinct(options.names, snapshot)
        print(
            f"{len(names):,} distinct names, {len({word for name in names for word in name.split()}):,} distinct words"
        )

        started = perf_counter()
        found = snapshot.screen_many(names)
        alone = len(names) / (perf_counter() - started)
        started = perf_counter()
        assert snapshot.screen_many(names, workers=options.workers) == found  # noqa: S101 -- a figure of equal work
        together = len(names) / (perf_counter() - started)
        started = perf_counter()
        some = names[:ONE_BY_ONE]
        assert [snapshot.screen(name) for name in some] == found[: len(some)]  # noqa: S101
        one_by_one = len(some) / (perf_counter() - started)
        listed = [name.text.upper().replace(",", "") for entity in snapshot.entities for name in entity.names]
        started = perf_counter()
        cdist(names[:PEER], listed, scorer=fuzz.token_sort_ratio, score_cutoff=80, dtype=np.uint8, workers=-1)
        peer = PEER / (perf_counter() - started)
    for what, rate in (
        ("screen_many, one process", alone),
        (f"screen_many, {options.workers} processes, their start included", together),
        ("screen, one name at a time", one_by_one),
        ("rapidfuzz cdist token_sort, all cores", peer),
    ):
        print(f"{what:<52}{rate:12,.0f} names/s   {rate / peer:8.1f} times the last")
    print(f"{sum(map(bool, found)):,} names meet somebody; {peak():.0f} MB at most")


if __name__ == "__main__":
    main()
