"""How much room a year of daily SDN lists takes in an archive, beside each list in a compressed file of its own.

The days between two real lists are made of their real differences: each entry that came, went or changed does so on
one day of them, in a seeded order. The year is the one before the last list.
"""

import datetime as dt
import lzma
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from _inputs import needed, row
from achguard import Snapshot
from achguard.records.archive import Archive
from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.stored.listing import Listing

SEED = 20261126
DAYS = 365
TEN_YEARS = 10
LISTS = (("2021", dt.date(2021, 8, 18)), ("2024", dt.date(2024, 5, 3)))
MB = 1_000_000


def main() -> None:
    """Make the year, keep it, read it back, and print the sizes."""
    days = [*_days()]
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(folder)
        start = process_time()
        for each in days:
            archive.add(each)
        keeping = (process_time() - start) / len(days)
        versions = [*archive.versions()]
        size = sum(each.bytes for each in versions)
        start = process_time()
        last = Archive(folder).snapshot(days[-1].lists)
        reading = process_time() - start
        if [*last.rows()] != [*days[-1].rows()]:
            raise SystemExit("the last version came back as another one")
        whole = sum(len(lzma.compress(b"".join(days[at].rows()))) for at in range(0, len(days), 30)) * 30
        print(f"{len(versions)} versions of {len(days[0]):,} to {len(days[-1]):,} entries, made of real differences")
        row("a year of daily SDN lists", size / MB, whole / MB, "each day in an xz file of its own", "MB")
        row("  on paper: ten years", TEN_YEARS * size / MB, TEN_YEARS * whole / MB, "the same", "MB")
        print(f"keep a version {keeping:.2f} s CPU; read the last one back {reading:.2f} s CPU (goal: <= 60 MB a year)")


def _days() -> Iterator[Snapshot]:
    old, new = (_entities(needed("ofac", folder), day) for folder, day in LISTS)
    changed = sorted(uid for uid in old.keys() | new.keys() if old.get(uid) != new.get(uid))
    random.Random(SEED).shuffle(changed)
    # The two lists are 2.7 years apart; the year has its share of what changed.
    share = len(changed) * DAYS // (LISTS[1][1] - LISTS[0][1]).days
    for uid in changed[share:]:
        _become(old, new, uid)
    first = LISTS[1][1] - dt.timedelta(days=DAYS)
    for day in range(DAYS):
        for uid in changed[share * day // DAYS : share * (day + 1) // DAYS]:
            _become(old, new, uid)
        listing = Listing(
            "ofac-sdn", first + dt.timedelta(days=day), "argument", len(old), f"sha256:{day:064x}", partial=False
        )
        yield Snapshot([*old.values()], [listing], ("made", (), (listing,)))


def _become(old: dict[str, ListedEntity], new: dict[str, ListedEntity], uid: str) -> None:
    if uid in new:
        old[uid] = new[uid]
    else:
        old.pop(uid, None)


def _entities(folder: Path, day: dt.date) -> dict[str, ListedEntity]:
    return {each.uid: each for each in Snapshot.from_files(folder, published=day, partial=True).entities}


if __name__ == "__main__":
    main()
