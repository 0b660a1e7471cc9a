"""How near `ofac_score` comes to scores that OFAC's public search tool gave, with its numbers chosen on other rows.

The rows are a CSV of query_name, result_name and ofac_score, collected by the nomenklatura project (MIT). A score of -1
says that the tool, asked for 80 and more, did not show the name; two lines tell what counting it as 0 makes of that.
Held out: the rows are parted in halves by query, `SearchRules` are chosen on one half among many, and the other half is
scored with them; then the other way round, and both again for other halves. The rules themselves were found on all
rows. So a few scores stand here that were published elsewhere; no rule and no number was fitted to them.
"""

import argparse
import csv
import itertools
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from _inputs import ROOT
from achguard.sanctions.ofac_score import TOOL, SearchRules, score_by

SHOWN_FROM = 80
NEAR = 5
SPLITS = 20
ELSEWHERE = (
    # source: nomenklatura's research note on the tool (MIT, captured 2026-05-01), and moov-io/watchman issue 338 (2021)
    ("VLADIMIR PUTIN", "VLADIMIROV, Nikolay Nikolayevich", 84),
    ("VLADIMIR PUTIN", "VLADISLAV STRIZHOV", 83),
    ("PUTIN VLADIMIROVICH", "PUTILIN, Dmitry Sergeyevich", 86),
    ("PUTIN VLADIMIROVICH", "PUTINA, Maria", 86),
    ("USAMA BIN LADIN", "USAMA BIN LADEN ORGANIZATION", 97),
    ("HASWANI", "HASWANI, Jurj", 100),
    ("EMMA DANIELS", "EMMA", 87),
)
CHOICES = tuple(
    SearchRules(unlike=unlike, short=short, raise_a_letter=a_letter, front_of_name=of_name, unheard=unheard)
    for unlike, short, a_letter, of_name, unheard in itertools.product(
        (0.4, 0.5), (1, 2, 3), (0.08, 0.1, 0.12), (4, 5, 6), (0.0, 0.1, 0.2, 0.3)
    )
)


class Row(NamedTuple):
    """A score that the tool gave."""

    query: str
    listed_name: str
    score: int


def rows_of(file: Path) -> list[Row]:
    """Read the scores, or end with a sentence."""
    if not file.is_file():
        sys.exit(f"{file} is not there; set ACHGUARD_OFAC_SCORES to a CSV of query_name, result_name, ofac_score")
    with file.open(encoding="utf-8", newline="") as stream:
        return [Row(row["query_name"], row["result_name"], int(row["ofac_score"])) for row in csv.DictReader(stream)]


def difference(row: Row, ours: float, *, hidden_is: int | None = None) -> float:
    """Give how far a score is from the tool's; for a name that it did not show, how far it is above what it hides."""
    if row.score >= 0:
        return abs(ours - row.score)
    return max(ours - (SHOWN_FROM - 1 if hidden_is is None else hidden_is), 0)


def mean(values: Sequence[float]) -> float:
    """Give the arithmetic mean."""
    return sum(values) / len(values)


def near(differences: Sequence[float]) -> float:
    """Give the share of rows within five points."""
    return mean([each <= NEAR for each in differences])


def held_out(rows: Sequence[Row]) -> list[float]:
    """Give the differences of rows under rules that were chosen on the other half, of every half of every split."""
    by_rules = [[difference(row, score_by(rules, row.query, row.listed_name)) for row in rows] for rules in CHOICES]
    queries = sorted({row.query for row in rows})
    found: list[float] = []
    for seed in range(SPLITS):
        half = set(random.Random(seed).sample(queries, len(queries) // 2))
        sides = (
            [at for at, row in enumerate(rows) if row.query in half],
            [at for at, row in enumerate(rows) if row.query not in half],
        )
        for seen, unseen in (sides, sides[::-1]):
            chosen = min(by_rules, key=lambda each: mean([each[at] for at in seen]))
            found += [chosen[at] for at in unseen]
    return found


def report(name: str, off: Sequence[float]) -> None:
    """Print a line of figures."""
    same = mean([each < 1 / 2 for each in off])
    print(f"{name:<44} {mean(off):>17.2f} {near(off):>17.1%} {same:>10.1%}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    given = os.environ.get("ACHGUARD_OFAC_SCORES")
    default = Path(given) if given else ROOT.parent / "shared" / "eval" / "names" / "ofac_search_tool_scores.csv"
    parser.add_argument("--scores", type=Path, default=default)
    rows = rows_of(parser.parse_args().scores)

    ours = [score_by(TOOL, row.query, row.listed_name) for row in rows]
    peer = [100 * JaroWinkler.similarity(row.query.upper(), row.listed_name.upper()) for row in rows]
    title = f"{len(rows)} scores of OFAC's search tool"
    print(f"{title:<44} mean |difference|   within {NEAR} points   the same")
    both = (("achguard ofac_score", ours), ("rapidfuzz JaroWinkler, whole name", peer))
    for name, scores in both:
        report(name, [difference(row, score) for row, score in zip(rows, scores, strict=True)])
    report(f"achguard, held out ({len(CHOICES)} choices)", held_out(rows))
    for name, scores in both:
        off = [difference(row, score, hidden_is=0) for row, score in zip(rows, scores, strict=True)]
        report(f"{name}, -1 as 0", off)
    title = f"{len(ELSEWHERE)} scores published elsewhere"
    print(f"\n{title:<56} the tool   achguard")
    for query, listed_name, score in ELSEWHERE:
        print(f"{query:<20} {listed_name:<34} {score:>9} {score_by(TOOL, query, listed_name):>10}")


if __name__ == "__main__":
    main()
