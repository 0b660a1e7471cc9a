"""Recall on changed names of a sanctions list, by kind of change, and how many ordinary names are held.

Usage: python benchmarks/recall.py [--each 120] [--alone] [--nomenklatura PYTHON] [--check-baseline] [--show]

Prints, for achguard beside other scorers: how many ordinary US names meet a listed one; how many US residents of five
origins do, by name alone and with a date of birth, declared or on file; the share of changed names (`_changes.py`) that
find their own entry, at achguard's default threshold and at the scores that 0.1 % and 1 % of ordinary names reach; and
the best F1 on labelled pairs of names. What it printed is kept in benchmarks/baselines/recall.txt; `--check-baseline`
says what fell.
"""

import argparse
import csv
import datetime as dt
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, get_args

from _cases import HELD_OUT, Case, cases, held_out, names_of
from _changes import KINDS
from _ordinary import ORIGINS, birth_dates, businesses, census, residents
from _peers import NOMENKLATURA, SCORERS, SHORTLIST, Listed, Query, nomenklatura, spread
from achguard.sanctions.comparing.compare import compare
from achguard.sanctions.comparing.prepared_names import prepare_listed, prepare_query
from achguard.sanctions.hit import DEFAULT_MIN_SCORE, BirthDates
from achguard.sanctions.snapshot import Snapshot

FLOOR: Final = 0.6
"""Scores below count as none: far fewer than 1 % of ordinary names lie above the score of interest."""
RATES: Final = (0.001, 0.01)
PERSONS, BUSINESSES = 20_000, 5_000
SAMPLE_PERSONS, SAMPLE_BUSINESSES, SAMPLE_RESIDENTS = 800, 400, 60
"""Of these the slow scorers see so many, spread evenly."""
LIST_DAY: Final = dt.date(2024, 5, 3)
RAISED: Final = 0.05
"""What a date of birth that agrees may add to a score at most."""
USUAL: Final = {"token_sort": 0.85, "token_set": 0.85, "WRatio": 0.85, "logic-v2": 0.7, "OFAC emulation": 0.85}
"""The thresholds at which each scorer is usually used."""
BASELINE: Final = Path(__file__).parent / "baselines" / "recall.txt"
MACRO_MAY_FALL, KIND_MAY_FALL = 0.01, 0.05


@dataclass
class Scored:
    """What one scorer makes of ordinary names and of the cases."""

    ordinary: list[float]
    own: list[float]
    residents: dict[str, list[float]]


def threshold(scores: Sequence[float], rate: float) -> float:
    """Least score that no more than a share of the scores reaches."""
    ranked = sorted(scores, reverse=True)
    return max(FLOOR, ranked[int(rate * len(ranked))] + 1e-4)


def share(scores: Sequence[float], least: float) -> float:
    """Share of the scores that reach one."""
    return sum(score >= least for score in scores) / len(scores)


def ours(snapshot: Snapshot, without: Snapshot, ordinary: list[str], made: list[Case]) -> Scored:
    """Scores of achguard; `without` is the list that lacks the aliases held out."""

    def best(names: list[str]) -> list[float]:
        return [hits[0].score if hits else 0.0 for hits in snapshot.screen_many(names, min_score=FLOOR)]

    def own(case: Case) -> float:
        on = without if case.kind == HELD_OUT else snapshot
        hits = (on.screen_text if case.is_line else on.screen)(case.text, min_score=FLOOR)
        return max((hit.score for hit in hits if hit.uid == case.uid), default=0.0)

    return Scored(best(ordinary), [own(case) for case in made], {each: best(residents(each)) for each in ORIGINS})


def with_birth_dates(snapshot: Snapshot, origin: str, by_name: Sequence[float]) -> list[float]:
    """Shares of an origin's residents whom their date of birth does not let go: where it is declared, and on file."""
    names = residents(origin)
    born = birth_dates(names, origin)
    near = [at for at, score in enumerate(by_name) if score >= DEFAULT_MIN_SCORE - RAISED - 1e-4]
    met = [snapshot.screen(names[at], date_of_birth=born[at], as_of=LIST_DAY) for at in near]
    return [
        sum(not all(hit.is_outweighed(birth_dates) for hit in hits) for hits in met) / len(names)
        for birth_dates in get_args(BirthDates)
    ]


def peers(listed: Listed, ordinary: list[str], made: list[Case], python: Path | None) -> dict[str, Scored]:
    """Scores of the other scorers; the slow ones see a sample of the names, and all see all cases."""
    persons, firms = spread(ordinary[:PERSONS], SAMPLE_PERSONS), spread(ordinary[PERSONS:], SAMPLE_BUSINESSES)
    few = {origin: spread(residents(origin), SAMPLE_RESIDENTS) for origin in ORIGINS}
    scored: dict[str, Scored] = {}
    for scorer in SCORERS:
        fast = scorer == "token_sort"
        people = {origin: listed.best(residents(origin) if fast else few[origin], scorer) for origin in ORIGINS}
        best = listed.best(ordinary if fast else [*persons, *firms], scorer)
        scored[scorer] = Scored(best, listed.own(made, scorer), people)
    if python is None:
        return scored
    queries = [Query(name, "Person") for name in persons] + [Query(name, "Organization") for name in firms]
    queries += [Query(name, "Person") for names in few.values() for name in names]
    places = listed.shortlists([query.name for query in queries])
    queries += [Query(case.text, listed.schemas[listed.places(case)[0]]) for case in made]
    places += [listed.places(case) for case in made]
    ends = [0, len(persons) + len(firms)]
    ends += [ends[1] + SAMPLE_RESIDENTS * (at + 1) for at in range(len(few))]
    for name, scores in zip(NOMENKLATURA, nomenklatura(python, listed, queries, places), strict=True):
        people = {origin: scores[ends[at + 1] : ends[at + 2]] for at, origin in enumerate(few)}
        scored[name] = Scored(scores[: ends[1]], scores[ends[-1] :], people)
    return scored


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


def say_false_alarms(snapshot: Snapshot, scored: dict[str, Scored]) -> None:
    """Print the shares of ordinary names and of residents that meet."""
    mine = scored["achguard"]
    for what, scores in (("census persons", mine.ordinary[:PERSONS]), ("businesses", mine.ordinary[PERSONS:])):
        print(f"at {DEFAULT_MIN_SCORE}: {share(scores, DEFAULT_MIN_SCORE):.3%} of {len(scores):,} {what} meet")
    print("members of Congress: no data here")
    for name, each in scored.items():
        if name != "achguard":
            held = share(each.ordinary, USUAL[name])
            print(f"{name} at {USUAL[name]}: {held:.2%} of {len(each.ordinary):,} of the same names meet")
    columns = ["by name", "declared", "on file", *(f"{name} {USUAL[name]}" for name in scored if name != "achguard")]
    print(f"\n{'residents who meet':26}" + "".join(f"{name:>20}" for name in columns))
    for origin in ORIGINS:
        alone = mine.residents[origin]
        shares = [share(alone, DEFAULT_MIN_SCORE), *with_birth_dates(snapshot, origin, alone)]
        shares += [share(each.residents[origin], USUAL[name]) for name, each in scored.items() if name != "achguard"]
        print(f"{origin:26}" + "".join(f"{each:>20.2%}" for each in shares))


def say_recall(scored: dict[str, Scored], made: list[Case]) -> None:
    """Print recall by kind of change, at the default and at the scores that two rates of ordinary names reach."""
    columns = [("default", scored["achguard"], DEFAULT_MIN_SCORE)]
    columns += [
        (f"{name[:10]} {rate:.1%}", each, threshold(each.ordinary, rate))
        for name, each in scored.items()
        for rate in RATES
    ]
    print(f"\n{'kind of change':26}{'cases':>7}" + "".join(f"{name:>17}" for name, _, _ in columns))
    print(f"{'(at the score)':33}" + "".join(f"{least:17.3f}" for _, _, least in columns))
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for at, case in enumerate(made):
        by_kind[case.kind].append(at)
    shares = {
        kind: [share([each.own[at] for at in places], least) for _, each, least in columns]
        for kind, places in by_kind.items()
    }
    for kind in sorted(shares, key=lambda kind: shares[kind][0]):
        print(f"{kind:26}{len(by_kind[kind]):7}" + "".join(f"{each:17.3f}" for each in shares[kind]))
    every = [*zip(*shares.values(), strict=True)]
    print(f"{'macro':26}{len(made):7}" + "".join(f"{sum(each) / len(each):17.3f}" for each in every))
    print(f"{'worst kind':26}{'':7}" + "".join(f"{min(each):17.3f}" for each in every))


def recalled(text: str) -> dict[str, float]:
    """Read recall at the default threshold, by kind and over all, out of what was printed."""
    kinds = {*KINDS, HELD_OUT, "macro"}
    rows = (re.split(r"\s{2,}", line) for line in text.splitlines())
    return {row[0]: float(row[2]) for row in rows if row[0] in kinds}


def fallen(now: dict[str, float], before: dict[str, float]) -> list[str]:
    """Say what fell by more than it may since the baseline."""
    said = []
    for kind, old in before.items():
        may_fall = MACRO_MAY_FALL if kind == "macro" else KIND_MAY_FALL
        if now.get(kind, 0.0) < old - may_fall:
            said.append(f"{kind} fell from {old:.3f} to {now.get(kind, 0.0):.3f}")
    return said


class _Heard:
    """Standard output, and all that was written to it."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return sys.__stdout__.write(text) if sys.__stdout__ else 0

    def flush(self) -> None:
        if sys.__stdout__:
            sys.__stdout__.flush()


def main() -> None:
    """Measure, print, and compare with the baseline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--each", type=int, default=120, help="cases of each kind of change")
    parser.add_argument("--alone", action="store_true", help="leave the other scorers out")
    parser.add_argument("--nomenklatura", type=Path, help="an interpreter that has nomenklatura")
    parser.add_argument("--check-baseline", action="store_true", help="compare with the baseline; 1 where recall fell")
    parser.add_argument("--show", action="store_true", help="print what is missed and which ordinary names meet")
    options = parser.parse_args()
    heard = _Heard()
    sys.stdout = heard
    with tempfile.TemporaryDirectory() as folder:
        measure(options, Path(folder))
    if options.check_baseline:
        said = fallen(recalled(heard.text), recalled(BASELINE.read_text(encoding="utf-8")))
        print("\n".join(said) or "nothing fell since the baseline")
        sys.exit(bool(said))


def measure(options: argparse.Namespace, folder: Path) -> None:
    """Measure and print all."""
    read = Snapshot.from_files(options.shared / "data" / "ofac" / "2024")
    snapshot = read.build(folder / "list")
    entities = list(snapshot.entities)
    reduced, aliases = held_out(entities, options.each)
    (listing,) = read.listings
    made_up = Snapshot(reduced, [replace(listing, entries=len(reduced))], ("sample", (LIST_DAY,), ()))
    without = made_up.build(folder / "without")
    made = [*cases(names_of(entities), options.each), *aliases]
    ordinary = census(options.shared / "data" / "census", PERSONS) + businesses(BUSINESSES)
    scored = {"achguard": ours(snapshot, without, ordinary, made)}
    print(f"{len(snapshot):,} entries; {len(ordinary):,} ordinary names; {len(made):,} changed names")
    if not options.alone:
        scored |= peers(Listed(entities), ordinary, made, options.nomenklatura)
    if options.nomenklatura is None:
        print("nomenklatura: not installed (name an interpreter that has it with --nomenklatura)")
    else:
        print(f"nomenklatura sees the {SHORTLIST} listed names that token_sort finds likest, and the entry meant")
    say_false_alarms(snapshot, scored)
    say_recall(scored, made)
    f1, score, pairs = labelled(options.shared / "eval" / "names" / "labelled_pairs.csv")
    print(f"\n{pairs} labelled pairs: best F1 {f1:.3f} at {score:.2f}")
    if options.show:
        show(snapshot, scored["achguard"], ordinary, made)


def show(snapshot: Snapshot, mine: Scored, ordinary: list[str], made: list[Case]) -> None:
    """Print what is missed at the default threshold, and who meets."""
    for case, score in sorted(zip(made, mine.own, strict=True)):
        if score < DEFAULT_MIN_SCORE:
            print(f"missed {score:.3f} {case.kind:24} {case.text!r} of {case.listed}")
    names = [*ordinary, *(name for origin in ORIGINS for name in residents(origin))]
    scores = [*mine.ordinary, *(score for each in mine.residents.values() for score in each)]
    for name, score in zip(names, scores, strict=True):
        if score >= DEFAULT_MIN_SCORE:
            for hit in snapshot.screen(name)[:1]:
                print(f"met {score:.3f} {name}: {hit.listed_name}; {hit.explanation}")


if __name__ == "__main__":
    main()
