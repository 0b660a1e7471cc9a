"""How many ordinary US names score how high: makes the table that explanations quote.

Usage: python benchmarks/rarity.py [--shared ../shared] [--names 100000] [--out FILE]

Names are a given name and a surname drawn by their frequency in the census of 1990, some with a middle name or initial,
screened against the SDN list with its aliases by name alone. Prints the table, or writes it.
"""

import argparse
import tempfile
from pathlib import Path

from _ordinary import census
from achguard.sanctions.snapshot import Snapshot

SCORES = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
HEAD = """# How many ordinary US names score how high by name alone: about one in `one_in` reaches `score`.
# source: measured by benchmarks/rarity.py; {names:,} names drawn by frequency from the US Census Bureau's name files of
# 1990 (public domain, not shipped), against OFAC's SDN list of 2024-05 with its aliases ({entries:,} entries).
# A score that no name reached stands with the number of names.
# Generated; change the tool, not this file.
"""


def main() -> None:
    """Measure, then print or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Snapshot.from_files(options.shared / "data" / "ofac" / "2024").build(Path(folder) / "snapshot")
        names = census(options.shared / "data" / "census", options.names, seed=1990)
        hits = snapshot.screen_many(names, min_score=SCORES[0], workers=2)
        best = [found[0].score if found else 0.0 for found in hits]
        text = HEAD.format(names=len(names), entries=len(snapshot))
    for score in SCORES:
        reached = sum(each >= score for each in best)
        text += f"\n[[rate]]\nscore = {score}\nreached = {reached}\none_in = {round(len(names) / max(reached, 1))}\n"
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
