"""The frontier on names as they really vary: what is found beside how many ordinary names alert, for five scorers.

Usage: python benchmarks/natural.py [--shared ../shared] [--nomenklatura PYTHON] [--alone] [--write] [--misses FILE]

The sets are in `eval/names/natural` of the shared folder: one publisher's names to be found on another's list,
spellings written by hand, lines of text, and ordinary names. Prints recall and alerts at ten thresholds of each scorer,
and recall at equal alert rates; all scorers see the same names in one run. `--write` renews all that is made of it: the
plot and the tables in the docs, the rarities that explanations quote, and benchmarks/baselines/natural.txt.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

import rarity
from _natural import LISTS, SHARED, TEXT_LIST, Case, Ordinary, cases, needed, ordinary, prose, snapshots, strong_scores
from _natural_pages import write_pages
from _peers import SCORERS, Listed, Query, nomenklatura, spread
from achguard.sanctions.hit import DEFAULT_MIN_SCORE
from achguard.sanctions.many_names.search import LEAST
from achguard.sanctions.snapshot import Snapshot

GRIDS: Final[Mapping[str, tuple[float, ...]]] = {
    "achguard": (0.70, 0.72, 0.74, 0.76, 0.78, 0.80, 0.82, 0.84, 0.87, 0.90),
    "token_sort": (0.68, 0.71, 0.74, 0.77, 0.80, 0.83, 0.85, 0.88, 0.91, 0.95),
    "token_set": (0.70, 0.75, 0.78, 0.80, 0.83, 0.85, 0.88, 0.91, 0.95, 1.0),
    "WRatio": (0.80, 0.83, 0.855, 0.86, 0.88, 0.90, 0.92, 0.94, 0.96, 1.0),
    "logic-v2": (0.50, 0.55, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95),
}
"""Ten thresholds of each scorer, around those at which it is used."""
RATES: Final = (0.001, 0.003, 0.005, 0.01, 0.02)
"""Shares of ordinary people and firms that alert, at which the scorers are compared."""
GOALS: Final = {"people": 0.0025, "firms": 0.006, "origins": 0.025}
"""Shares of ordinary names that may alert: the default threshold is the least one that keeps all of them."""
GROUPS: Final = ("near", "hard", "exact", "lines")
ASKED: Final = (LEAST, DEFAULT_MIN_SCORE, 0.9)
"""Scores at which the names are screened."""
SAMPLE: Final = {"people": 1_500, "firms": 1_500, "origins": 400}
"""Ordinary names that all scorers see, spread evenly; achguard sees all of them as well."""
LIKEST: Final = 30
"""Listed names that WRatio and logic-v2 compare a name with: those that token_sort finds likest, and token_set."""
BASELINE: Final = Path(__file__).parent / "baselines" / "natural.txt"


class Scored(NamedTuple):
    """What one scorer makes of the cases, and of the sample of ordinary names."""

    own: list[float]
    """Score with an entry that is to be found."""
    sample: list[float]
    """Best score with any name on the list."""


class Measured(NamedTuple):
    """All that was measured."""

    cases: list[Case]
    sample: list[Ordinary]
    scored: dict[str, Scored]
    names: list[Ordinary]
    all_scores: list[float]
    """Of achguard with every ordinary name."""

    def recall(self, scorer: str, group: str, least: float) -> float:
        """Share of a group of cases that is found at a score."""
        return _share([s for c, s in zip(self.cases, self.scored[scorer].own, strict=True) if c.group == group], least)

    def alerts(self, scorer: str, who: str, least: float) -> float:
        """Share of ordinary names of a kind, of the sample, that reach a score."""
        pairs = zip(self.sample, self.scored[scorer].sample, strict=True)
        return _share([score for name, score in pairs if name.who == who], least)

    def all_alerts(self, who: str, least: float) -> float:
        """Share of all ordinary names of a kind that reach a score of achguard."""
        return _share([s for name, s in zip(self.names, self.all_scores, strict=True) if name.who == who], least)

    def at_rate(self, scorer: str, rate: float) -> float:
        """Least score that no more than a share of the sample's people and firms reaches."""
        pairs = zip(self.sample, self.scored[scorer].sample, strict=True)
        ranked = sorted((score for name, score in pairs if name.who != "origins"), reverse=True)
        return ranked[int(rate * len(ranked))] + 1e-4

    def chosen(self) -> float:
        """Least threshold, in hundredths, at which no more than `GOALS` alert."""
        return next(
            each / 100
            for each in range(round(LEAST * 100), 101)
            if all(self.all_alerts(who, each / 100) <= most for who, most in GOALS.items())
        )


def _share(scores: Sequence[float], least: float) -> float:
    return sum(score >= least for score in scores) / max(1, len(scores))


def ours(lists: Mapping[str, Snapshot], made: Sequence[Case]) -> list[float]:
    """Score of achguard for each case, 0 below `LEAST`.

    A hit has the score of a strong name where one reaches what is asked for, and else of a weak alias, which may be
    higher: so the names are screened at several scores.
    """
    own = [0.0] * len(made)
    for target, snapshot in lists.items():
        lines = [at for at, case in enumerate(made) if case.target == target and case.group == "lines"]
        names = [at for at, case in enumerate(made) if case.target == target and case.group != "lines"]
        for least in ASKED:
            found = snapshot.screen_many([made[at].text for at in names], min_score=least)
            found += [snapshot.screen_text(made[at].text, min_score=least) for at in lines]
            for at, hits in zip([*names, *lines], found, strict=True):
                own[at] = max(own[at], *(hit.score for hit in hits if hit.uid in made[at].expected), 0.0)
    return own


def peers(
    lists: Mapping[str, Snapshot], made: Sequence[Case], sample: Sequence[Ordinary], python: Path | None
) -> dict[str, Scored]:
    """Scores of the others; a name is compared with all names, or with the likest, and a case with its own entries."""
    listed = {target: Listed([*snapshot.entities]) for target, snapshot in lists.items()}
    mine = [[at for uid in case.expected for at in listed[case.target].places_of(uid)] for case in made]
    strong = Listed([*lists[TEXT_LIST].entities], strong_only=True)
    best: dict[str, list[float]] = {"token_sort": [], "token_set": []}
    places: list[set[int]] = [set() for _ in sample]
    for start in range(0, len(sample), 250):
        names = [each.text for each in sample[start : start + 250]]
        for scorer in best:
            table = strong.table(names, scorer)
            best[scorer] += (table.max(axis=1) / 100).tolist()
            likest = np.argpartition(table, table.shape[1] - LIKEST, axis=1)[:, -LIKEST:]
            for at, row in enumerate(likest.tolist(), start):
                places[at].update(row)
    best["WRatio"] = [strong.at(each.text, at, "WRatio") for each, at in zip(sample, places, strict=True)]
    scored = {
        scorer: Scored(
            [listed[case.target].at(case.text, at, scorer) for case, at in zip(made, mine, strict=True)], best[scorer]
        )
        for scorer in SCORERS
    }
    if python is not None:
        asked = [Query(each.text, each.schema) for each in sample]
        (alerts,) = nomenklatura(python, strong, asked, [sorted(at) for at in places], ("logic-v2",))
        own = [0.0] * len(made)
        for target, of_target in listed.items():
            here = [at for at, case in enumerate(made) if case.target == target]
            asked = [Query(made[at].text, made[at].schema) for at in here]
            (found,) = nomenklatura(python, of_target, asked, [mine[at] for at in here], ("logic-v2",))
            for at, score in zip(here, found, strict=True):
                own[at] = score
        scored["logic-v2"] = Scored(own, alerts)
    return scored


def frontier(measured: Measured) -> str:
    """Say recall and alerts at the ten thresholds of each scorer."""
    said = f"{'scorer':12}{'at':>7}" + "".join(f"{each:>9}" for each in (*GROUPS, *SAMPLE)) + "\n"
    for scorer in measured.scored:
        for least in GRIDS[scorer]:
            row = [f"{measured.recall(scorer, group, least):9.3f}" for group in GROUPS]
            row += [f"{measured.alerts(scorer, who, least):9.2%}" for who in SAMPLE]
            said += f"{scorer:12}{least:7.3f}{''.join(row)}\n"
    said += f"\nachguard, with all {len(measured.names):,} ordinary names\n"
    for least in GRIDS["achguard"]:
        row = [f"{measured.recall('achguard', group, least):9.3f}" for group in GROUPS]
        row += [f"{measured.all_alerts(who, least):9.2%}" for who in SAMPLE]
        said += f"{'achguard':12}{least:7.3f}{''.join(row)}\n"
    return said


def equal_rates(measured: Measured) -> str:
    """Say recall at the scores that equal shares of ordinary people and firms reach."""
    said = ""
    for group in GROUPS:
        said += f"{group + ' at alerts of':20}" + "".join(f"{rate:>9.1%}" for rate in RATES) + "\n"
        for scorer in measured.scored:
            row = [measured.recall(scorer, group, measured.at_rate(scorer, rate)) for rate in RATES]
            said += f"{scorer:20}" + "".join(f"{each:9.3f}" for each in row) + "\n"
    return said


def breakdown(measured: Measured) -> str:
    """Say recall of the near variants and the hand-written ones by origin and script, and alerts by source."""
    said = ""
    least = {scorer: measured.at_rate(scorer, 0.01) for scorer in measured.scored}
    heads = ["default", *(f"{scorer} 1%" for scorer in measured.scored)]
    said += f"{'recall of':34}{'cases':>6}" + "".join(f"{each:>15}" for each in heads) + "\n"
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for at, case in enumerate(measured.cases):
        parts[f"{case.group} {case.origin}"].append(at)
        if case.group == "near":
            parts[f"near in {case.script} letters"].append(at)
            parts[f"near on {case.target}"].append(at)
    for part, places in sorted(parts.items()):
        ours_alone = [measured.scored["achguard"].own[at] for at in places]
        row = [_share(ours_alone, DEFAULT_MIN_SCORE)]
        row += [_share([each.own[at] for at in places], least[name]) for name, each in measured.scored.items()]
        said += f"{part:34}{len(places):6}" + "".join(f"{each:15.3f}" for each in row) + "\n"
    said += f"\n{'alerts of achguard':34}{'names':>6}{DEFAULT_MIN_SCORE:>9}\n"
    sources: defaultdict[str, list[float]] = defaultdict(list)
    for name, score in zip(measured.names, measured.all_scores, strict=True):
        sources[name.source].append(score)
    for source, scores in sorted(sources.items()):
        said += f"{source:34}{len(scores):6}{_share(scores, DEFAULT_MIN_SCORE):9.2%}\n"
    return said


def measure(shared: Path, folder: Path, python: Path | None, *, alone: bool) -> tuple[Measured, float]:
    """Measure all scorers; and the share of lines of prose in which somebody is found."""
    sets = needed(shared)
    lists = snapshots(shared, folder)
    made, names = cases(sets), ordinary(sets)
    sample = [each for who, count in SAMPLE.items() for each in spread([n for n in names if n.who == who], count)]
    everyone = strong_scores(lists[TEXT_LIST], [each.text for each in names], LEAST)
    by_name = {name.text: score for name, score in zip(names, everyone, strict=True)}
    scored = {"achguard": Scored(ours(lists, made), [by_name[each.text] for each in sample])}
    if not alone:
        scored |= peers(lists, made, sample, python)
    lines = prose(sets)
    held = [any(hit.alias_quality != "weak" for hit in lists[TEXT_LIST].screen_text(line)) for line in lines]
    return Measured(made, sample, scored, names, everyone), sum(held) / len(lines)


def misses(measured: Measured) -> str:
    """Tell what is not found at the default threshold, a line each."""
    pairs = zip(measured.cases, measured.scored["achguard"].own, strict=True)
    return "".join(
        f"{case.group}\t{case.origin}\t{case.target}\t{case.text}\t{','.join(sorted(case.expected))}\t{score}\n"
        for case, score in pairs
        if score < DEFAULT_MIN_SCORE
    )


def main() -> None:
    """Measure, print, and renew what is made of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--nomenklatura", type=Path, help="an interpreter that has nomenklatura")
    parser.add_argument("--alone", action="store_true", help="leave the other scorers out")
    parser.add_argument("--write", action="store_true", help="renew the docs, the rarities and the baseline")
    parser.add_argument("--misses", type=Path, help="write what is missed to a file")
    options = parser.parse_args()
    if options.write and (options.alone or options.nomenklatura is None):
        parser.error("--write needs all scorers: name an interpreter that has nomenklatura, and leave --alone out")
    with tempfile.TemporaryDirectory() as folder:
        measured, in_prose = measure(options.shared, Path(folder), options.nomenklatura, alone=options.alone)
    counts = {group: sum(case.group == group for case in measured.cases) for group in GROUPS}
    said = f"{', '.join(f'{count} {group}' for group, count in counts.items())}; lists {', '.join(LISTS)}\n"
    said += f"{len(measured.sample):,} ordinary names in the sample: "
    said += ", ".join(f"{count:,} {who}" for who, count in SAMPLE.items()) + "\n"
    if "logic-v2" not in measured.scored:
        said += "logic-v2: not measured (name an interpreter that has nomenklatura with --nomenklatura)\n"
    said += f"WRatio and logic-v2 see the {LIKEST} listed names that token_sort finds likest, as many of token_set, "
    said += "and the entry meant\n\n"
    said += "\n".join((frontier(measured), equal_rates(measured), breakdown(measured)))
    said += f"\nEnglish prose in which somebody is found: {in_prose:.2%} of the lines\n"
    said += f"least threshold with alerts within {GOALS}: {measured.chosen():.2f}; the default is {DEFAULT_MIN_SCORE}\n"
    print(said)
    if options.misses:
        options.misses.write_text(misses(measured), encoding="utf-8")
    if options.write:
        BASELINE.write_text(said, encoding="utf-8")
        rarity.write(measured.names, measured.all_scores)
        write_pages(measured, in_prose, DEFAULT_MIN_SCORE, GOALS)


if __name__ == "__main__":
    main()
