"""How many ordinary names meet a sanctions list: people, joint holders, businesses, and the banks of FedACH.

Usage: python benchmarks/ordinary.py [--names 40000]

People are drawn by their frequency in the census of 1990, joint names are two of them (`FIRST LAST OR FIRST LAST`,
`FIRST & FIRST LAST`), businesses are made up; banks are the distinct names of the Reserve Banks' directory of 2018,
also weighed by how many routing numbers have each. Weak aliases are left out, as they hold nobody by themselves.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Final

from _inputs import needed
from _ordinary import businesses, census
from achguard import Snapshot

_NAME: Final = slice(35, 71)
"""Columns of the institution's name in a row of the directory; source: the Reserve Banks' FedACH record layout."""
_OF_TWO: Final = 2


def joint(people: Sequence[str]) -> list[str]:
    """Join the people of two words by twos, half of them under one family name."""
    short = [name for name in people if len(name.split()) == _OF_TWO]
    pairs = [*zip(short[::2], short[1::2], strict=False)]
    return [f"{one} OR {other}" for one, other in pairs[::2]] + [
        f"{one.split()[0]} & {other}" for one, other in pairs[1::2]
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=40_000)
    options = parser.parse_args()
    rows = needed("fedach", "FedACHdir.txt").read_text(encoding="latin-1").splitlines()
    banks = Counter(row[_NAME].strip() for row in rows)
    people = list(dict.fromkeys(census(needed("census", "dist.all.last").parent, options.names)))
    groups = {
        "people": people,
        "joint names": joint(people),
        "businesses": businesses(options.names // 4),
        "banks": [*banks],
    }
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Snapshot.from_files(needed("ofac", "2024")).build(Path(folder) / "snapshot")
        snapshot.screen("FIRST NAME")
        print("                 names      meet a list      CPU per name")
        for label, names in groups.items():
            started = process_time()
            found = snapshot.screen_many(names)
            spent = process_time() - started
            met = [
                name for name, hits in zip(names, found, strict=True) if any(h.alias_quality != "weak" for h in hits)
            ]
            share, each = len(met) / len(names), spent / len(names) * 1e6
            print(f"{label:12} {len(names):9,} {len(met):6} {share:9.3%} {each:14.0f} us")
            if label == "banks":
                weighed = sum(banks[name] for name in met) / len(rows)
                print(f"  by routing number             {weighed:9.3%}")


if __name__ == "__main__":
    main()
