"""How many ordinary US names score how high: makes the table that explanations quote.

Usage: python benchmarks/rarity.py [--shared ../shared] [--write]

The names are those of `natural.py`, people and firms apart, screened against the SDN list with its aliases by name
alone. Prints the table, or writes it where the library reads it.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from _natural import LISTS, SHARED, TEXT_LIST, Ordinary, needed, ordinary, strong_scores
from achguard.sanctions.many_names.search import LEAST
from achguard.sanctions.snapshot import Snapshot

SCORES: Final = (0.7, 0.725, 0.75, 0.775, 0.8, 0.825, 0.85, 0.875, 0.9, 0.95, 1.0)
TABLE: Final = Path(__file__).parents[1] / "src" / "achguard" / "_data" / "rarity.toml"
NAMESAKES: Final = {"people": 2, "firms": 1}
"""How many times as often real names alert as those of the set, whose given and family names are recombined: real
people have the names of other people. Source: the set's README, 2026-11-25, from names that are not given away."""
HEAD: Final = """# How many ordinary US names score how high by name alone: about one in `one_in` reaches `score`.
# source: measured by benchmarks/rarity.py against OFAC's SDN list of 2024-05 with its aliases, weak ones left out.
# {people:,} people: given and family names from registers of Virginia, Chicago and Georgia, of US faculty and of the
# Congress, recombined within each source; real people alert twice as often, so their rate is doubled. {firms:,} firms:
# SEC registrants, FedACH banks, Chicago licences, device makers and counties, recombined in the same way.
# Counted with one name more than reached the score, and rounded to one figure.
# Generated; change the tool, not this file.
"""


def table(names: Sequence[Ordinary], scores: Sequence[float]) -> str:
    """Make the table of ordinary names and their best scores."""
    groups = {who: [score for name, score in zip(names, scores, strict=True) if name.who == who] for who in NAMESAKES}
    text = HEAD.format(people=len(groups["people"]), firms=len(groups["firms"]))
    for who, found in groups.items():
        for least in SCORES:
            reached = sum(score >= least for score in found)
            each = len(found) / (NAMESAKES[who] * (reached + 1))
            text += f"\n[[{who}]]\nscore = {least}\nreached = {reached}\none_in = {int(float(f'{each:.0e}'))}\n"
    return text


def write(names: Sequence[Ordinary], scores: Sequence[float]) -> None:
    """Write the table where the library reads it."""
    TABLE.write_text(table(names, scores), encoding="utf-8")


def main() -> None:
    """Measure, then print or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    names = ordinary(needed(options.shared))
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Snapshot.from_files(options.shared / "data" / LISTS[TEXT_LIST]).build(Path(folder) / "snapshot")
        scores = strong_scores(snapshot, [name.text for name in names], LEAST)
    if options.write:
        write(names, scores)
    print(table(names, scores))


if __name__ == "__main__":
    main()
