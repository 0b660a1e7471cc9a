"""Recall on changed names of a sanctions list, by kind of change, at a fixed rate of ordinary US names that meet.

Usage: python benchmarks/recall.py [--shared ../shared] [--names 20000] [--rate 0.001]

Prints, for achguard beside two scorers of rapidfuzz, the threshold at which that rate of ordinary names (drawn by
frequency from the census of 1990) meets a listed name, and the share of changed names that find their own entry at
it; then the best F1 on labelled pairs of names. What it printed when the index was made is kept in
benchmarks/baselines/recall.txt.
"""

import argparse
import csv
import random
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from achguard.sanctions.forms import prepare_listed, prepare_query
from achguard.sanctions.hit import DEFAULT_MIN_SCORE
from achguard.sanctions.match import compare
from achguard.sanctions.snapshot import Snapshot

FLOOR = 0.5


def census(folder: Path, count: int, seed: int = 20) -> list[str]:
    """Names as Americans have them: a given name and a surname by frequency, some with a middle name or initial."""
    chance = random.Random(seed)

    def column(name: str) -> tuple[list[str], list[float]]:
        rows = [line.split() for line in (folder / name).read_text().splitlines()]
        return [row[0] for row in rows], [float(row[2]) for row in rows]

    def draw(names: list[str], cumulated: list[float]) -> str:
        return names[min(len(names) - 1, bisect_left(cumulated, chance.random() * cumulated[-1]))]

    last, male, female = column("dist.all.last"), column("dist.male.first"), column("dist.female.first")
    made = []
    for _ in range(count):
        first = chance.choice((male, female))
        kind = chance.random()
        middle = "" if kind < 0.6 else chance.choice("ABCDEFGHJKLMNPRSTVW") if kind < 0.85 else draw(*first)  # noqa: PLR2004
        made.append(" ".join(filter(None, (draw(*first), middle, draw(*last)))))
    return made


def threshold(scores: list[float], rate: float) -> float:
    """Least score that no more than a share of the scores reaches."""
    ranked = sorted(scores, reverse=True)
    allowed = int(rate * len(ranked))
    return ranked[allowed] + 1e-4 if ranked[allowed] > 0 else FLOOR


def ours(snapshot: Snapshot) -> tuple[Callable[[str], float], Callable[[str, str], float]]:
    """Best score of a name, and its score with one entry."""

    def best(name: str) -> float:
        hits = snapshot.screen(name, min_score=FLOOR)
        return hits[0].score if hits else 0.0

    def own(name: str, uid: str) -> float:
        return max((hit.score for hit in snapshot.screen(name, min_score=FLOOR) if hit.uid == uid), default=0.0)

    return best, own


def theirs(
    snapshot: Snapshot, scorer: Callable[..., float], queries: list[str], positives: list[tuple[str, str]]
) -> tuple[list[float], list[float]]:
    """Best scores of ordinary names, and scores of changed names with their own entries, by a scorer of rapidfuzz."""
    owners, names = zip(
        *((e.uid, n.text.upper().replace(",", "")) for e in snapshot.entities for n in e.names), strict=True
    )
    where: defaultdict[str, list[int]] = defaultdict(list)
    for at, uid in enumerate(owners):
        where[uid].append(at)

    def table(queries: list[str]) -> NDArray[np.floating]:
        return cdist([query.upper() for query in queries], names, scorer=scorer, dtype=np.float32, workers=-1) / 100

    best = [
        float(score)
        for start in range(0, len(queries), 500)
        for score in table(queries[start : start + 500]).max(axis=1)
    ]
    rows = table([query for query, _ in positives])
    own = [float(row[where[uid]].max()) if where[uid] else 0.0 for row, (_, uid) in zip(rows, positives, strict=True)]
    return best, own


def labelled(path: Path) -> tuple[float, float, int]:
    """Best F1 of our comparison on pairs labelled as one party or not, the score it is at, and how many pairs."""
    scored: list[tuple[float, bool]] = []
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            individual = row["schema"] == "Person"
            both = ((row["name1"], row["name2"]), (row["name2"], row["name1"]))
            score = max(compare(prepare_query(a), prepare_listed(b, individual=individual)).score for a, b in both)
            scored.append((score, row["is_match"] == "true"))

    def f1(least: float) -> float:
        right = sum(score >= least and same for score, same in scored)
        wrong = sum((score >= least) != same for score, same in scored)
        return 2 * right / (2 * right + wrong)

    return *max((f1(each / 100), each / 100) for each in range(40, 100)), len(scored)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--names", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=0.001)
    parser.add_argument("--show", action="store_true", help="print what is missed and which ordinary names meet")
    parser.add_argument("--alone", action="store_true", help="leave the other scorers out")
    options = parser.parse_args()
    snapshot = Snapshot.from_files(options.shared / "data" / "ofac" / "2024")
    ordinary = census(options.shared / "data" / "census", options.names)
    with (options.shared / "eval" / "names" / "positives.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if snapshot.entity(row[2]) is not None]
    others = (options.shared / "eval" / "names" / "negatives.csv").read_text(encoding="utf-8").splitlines()
    positives = [(row[3], row[2]) for row in rows]
    best, own = ours(snapshot)
    best("WARM UP")
    started = time.perf_counter()
    scores = [best(name) for name in ordinary]
    spent = (time.perf_counter() - started) / len(ordinary)
    scored = {"achguard": (scores, [own(*each) for each in positives])}
    if not options.alone:
        few = ordinary[:2000]
        scored["token_sort"] = theirs(snapshot, fuzz.token_sort_ratio, few, positives)
        scored["token_set"] = theirs(snapshot, fuzz.token_set_ratio, few[:1000], positives)
        scored["WRatio"] = theirs(snapshot, fuzz.WRatio, few[:1000], positives)
    at = {name: threshold(scores, options.rate) for name, (scores, _) in scored.items()}
    print(
        f"{len(snapshot):,} entries; {len(ordinary):,} ordinary names, {options.rate:.2%} of them meet; "
        f"{spent * 1e3:.2f} ms a name"
    )
    met = sum(score >= DEFAULT_MIN_SCORE for score in scores)
    print(
        f"at the default of {DEFAULT_MIN_SCORE}: {met / len(scores):.3%} of ordinary names meet, "
        f"{sum(best(name) >= DEFAULT_MIN_SCORE for name in others)} of the {len(others)} development names"
    )
    at["default"], scored["default"] = DEFAULT_MIN_SCORE, scored["achguard"]
    kinds = sorted({row[0] for row in rows})
    print(f"{'':18}" + "".join(f"{name:>12}" for name in scored))
    print(f"{'threshold':18}" + "".join(f"{at[name]:12.3f}" for name in scored))
    macro: defaultdict[str, list[float]] = defaultdict(list)
    for kind in kinds:
        of_kind = [i for i, row in enumerate(rows) if row[0] == kind]
        for name, (_, mine) in scored.items():
            macro[name].append(sum(mine[i] >= at[name] for i in of_kind) / len(of_kind))
        print(f"{kind:18}" + "".join(f"{macro[name][-1]:12.2f}" for name in scored))
    print(f"{'macro':18}" + "".join(f"{sum(each) / len(each):12.3f}" for each in macro.values()))
    f1, score, pairs = labelled(options.shared / "eval" / "names" / "labelled_pairs.csv")
    print(f"{pairs} labelled pairs: best F1 {f1:.3f} at {score:.2f}")
    if options.show:
        for row, score in zip(rows, scored["achguard"][1], strict=True):
            if score < DEFAULT_MIN_SCORE:
                listed = " | ".join(name.text for name in snapshot.entity(row[2]).names)  # type: ignore[union-attr]
                print(f"missed {score:.3f} {row[0]:16} {row[3]!r} of {listed[:160]}")
        for name, score in sorted(zip(ordinary, scores, strict=True), key=lambda pair: -pair[1])[:60]:
            (hit, *_) = snapshot.screen(name, min_score=FLOOR) or (None,)
            print(f"met {score:.3f} {name}: {hit and (hit.listed_name, hit.explanation)}")
        for name in others:
            if best(name) >= DEFAULT_MIN_SCORE:
                hit = snapshot.screen(name)[0]
                print(f"met {hit.score:.3f} {name}: {hit.listed_name}, {hit.explanation}")


if __name__ == "__main__":
    main()
