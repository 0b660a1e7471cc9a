"""How long it takes to read and check Nacha files and to decide their entries, and how much memory that takes.

Every figure is of a fresh process, beside a floor of the same run: plain slices of every line with check digits, hash
and totals, and nothing else. `--flat` reads up to 5,000,000 entries and plots time and memory; `--profile` says
in which parts of the library the time goes.
"""

import argparse
import cProfile
import datetime as dt
import json
import pstats
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from _inputs import needed
from _nacha_files import KINDS, file_of, iat_file, ppd_file

AS_OF = dt.date(2026, 11, 23)
RUNS = 3
DECIDED_AT_MOST = 10_000
FLAT = (10_000, 50_000, 200_000, 1_000_000, 5_000_000)
PLOT = Path(__file__).parent.parent / "docs" / "assets" / "nacha-per-entry.svg"
# Measured on another day on a machine like this one, not in this run: the leading reader in Go, moov-io/ach at commit
# c6bd2372, Reader.Read and File.Validate, median of seven whole processes (go1.27.3, two Xeon cores, 24 GB).
PEER = {"PPD 100,000": (0.23, 48), "PPD 1,000,000": (2.06, 416), "IAT 100,000": (1.72, 227)}
GOALS = {"PPD 1,000,000": (1.0, 200), "IAT 100,000": (0.9, 200)}


def floor(path: Path) -> int:
    """Cut every line, sum hashes and amounts and look at check digits in plain Python: less than any reader does."""
    hash_sum = debit = credit = entries = 0
    weights = (3, 7, 1, 3, 7, 1, 3, 7, 1)
    with path.open("rb") as stream:
        for line in stream:
            if line[:1] == b"6":
                entries += 1
                hash_sum += int(line[3:11])
                if sum(weight * (digit - 48) for weight, digit in zip(weights, line[3:12], strict=True)) % 10:
                    raise ValueError("a generated file has a wrong check digit")
                cents = int(line[29:39])
                if line[2:3] in b"234":
                    credit += cents
                else:
                    debit += cents
    return entries


def read_and_check(path: Path) -> int:
    """Read a file and look at everything in it."""
    from achguard.nacha import read

    file = read(path, as_of=AS_OF)
    if file.problems:
        raise ValueError(f"a generated file has a problem: {file.problems[0].message}")
    return file.entry_count


def look(path: Path) -> int:
    """Read a file and look at everything in it, whatever is wrong with it."""
    from achguard.nacha import read

    return read(path, as_of=AS_OF).entry_count


def decide(path: Path) -> int:
    """Decide every entry with the whole list, as `achguard check` does."""
    from achguard import Guard, Policy, Snapshot
    from achguard.cli.results import decided
    from achguard.intake import read as rows_of

    guard = Guard(Policy.preset("nacha-file"), Snapshot.open(path.parent / "lists"), as_of=AS_OF)
    return sum(1 for _ in decided(path.name, rows_of(path), guard))


WORK: dict[str, Callable[[Path], int]] = {"floor": floor, "read": read_and_check, "look": look, "decide": decide}


def measured(work: str, path: Path) -> tuple[float, float, int, float]:
    """Do a piece of work in a fresh process; give seconds, megabytes, entries and processor seconds."""
    done = subprocess.run(
        [sys.executable, __file__, "--work", work, str(path)], check=True, capture_output=True, text=True
    )
    seconds, megabytes, entries, busy = json.loads(done.stdout)
    return seconds, megabytes, entries, busy


def best(work: str, path: Path, runs: int = RUNS) -> tuple[float, float, int, float]:
    """Give the fastest of some runs: other work on the machine only ever adds."""
    return min(measured(work, path) for _ in range(runs))


def work_and_tell(work: str, path: Path) -> None:
    """Do the work, and print what it took."""
    import achguard.nacha.proof.chunk_proof  # noqa: F401  loaded first, with numpy, so that only the work is timed

    start, idle = perf_counter(), process_time()
    entries = WORK[work](path)
    seconds, busy = perf_counter() - start, process_time() - idle
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps((seconds, megabytes, entries, busy)))


def compare(folder: Path) -> None:
    """Print what reading and checking takes, beside the floor of this run and the peer of another."""
    heads = f"{'seconds':>9}{'MB':>7}{'floor s':>9}{'ratio':>7}{'peer s, MB (not run here)':>28}"
    print(f"{'read and fully check':<22}{heads}  goal")
    for name, make, entries in (
        ("PPD 10,000", ppd_file, 10_000),
        ("PPD 100,000", ppd_file, 100_000),
        ("PPD 1,000,000", ppd_file, 1_000_000),
        ("IAT 100,000", iat_file, 100_000),
    ):
        path = folder / f"{make.__name__}-{entries}.ach"
        make(path, entries)
        seconds, megabytes, found, _ = best("read", path)
        if found != entries:
            raise ValueError(f"{found} of {entries} entries were read")
        plain, _, _, _ = best("floor", path)
        peer = "{:.2f}, {}".format(*PEER[name]) if name in PEER else ""
        goal = "<= {:g} s, <= {} MB".format(*GOALS[name]) if name in GOALS else ""
        print(f"{name:<22}{seconds:>9.3f}{megabytes:>7.0f}{plain:>9.3f}{seconds / plain:>7.2f}{peer:>28}  {goal}")


def kinds(folder: Path, entries: int) -> None:
    """Print what entries of other kinds take, and such with a problem each, beside as many clean ones."""
    clean = 0.0
    for kind in KINDS:
        path = folder / "kind.ach"
        file_of(kind, path, entries)
        _, megabytes, _, busy = min((measured("look", path) for _ in range(RUNS)), key=lambda run: run[3])
        clean = clean or busy
        each = busy / entries * 1e6
        print(
            f"{entries:,} entries, {kind:<26}{each:>8.2f} us each{busy / clean:>8.1f} times clean{megabytes:>6.0f} MB"
        )


def decisions(folder: Path, entries: int) -> None:
    """Print what deciding takes, with every name screened against the 2024 list."""
    _build_lists(folder)
    path = folder / f"decided-{entries}.ach"
    ppd_file(path, entries)
    seconds, megabytes, _, _ = measured("decide", path)
    per_million = seconds / entries * 1_000_000
    print(f"decide {entries:,} PPD entries, names screened: {seconds:.2f} s, {megabytes:.0f} MB", end="; ")
    print(f"1,000,000 at this rate: {per_million:.0f} s (goal: <= 10 s, <= 500 MB)")


def profile(folder: Path, entries: int) -> None:
    """Print the parts of the library in which the time goes, and the share of each."""
    _build_lists(folder)
    path = folder / f"profiled-{entries}.ach"
    ppd_file(path, entries)
    for work in ("read", "decide"):
        profiler = cProfile.Profile()
        profiler.runcall(WORK[work], path)
        spent: Counter[str] = Counter()
        for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
            if "achguard" in file:
                spent[_part(file)] += own
                continue
            for (caller, _, _), (_, _, here, _) in callers.items():  # what numpy does counts where it is called
                spent[_part(caller)] += here
        whole = spent.total()
        print(f"{work} {entries:,} PPD entries, by part of the library:")
        for part, seconds in spent.most_common(8):
            print(f"  {part:<32}{seconds / whole:>6.1%}{seconds / entries * 1e6:>8.2f} us an entry")


def _part(file: str) -> str:
    return file.rpartition("achguard/")[2].removesuffix(".py") if "achguard/" in file else "elsewhere"


def _build_lists(folder: Path) -> None:
    from achguard import Snapshot

    Snapshot.from_files(needed("ofac", "2024"), published=AS_OF).build(folder / "lists")


def flat(folder: Path) -> None:
    """Print and plot time and memory over the size of the file; processor time, which other work does not change."""
    points = []
    for entries in FLAT:
        path = folder / f"flat-{entries}.ach"
        ppd_file(path, entries)
        runs = [measured("read", path) for _ in range(RUNS)]
        path.unlink()
        busy, megabytes = min(run[3] for run in runs), min(run[1] for run in runs)
        points.append((entries, busy / entries * 1e6, megabytes))
        print(f"{entries:>10,} entries: {busy / entries * 1e6:.3f} us an entry, {megabytes:.0f} MB at most", flush=True)
    PLOT.parent.mkdir(exist_ok=True)
    PLOT.write_text(_plot(points), encoding="utf-8")


def _plot(points: list[tuple[int, float, float]]) -> str:
    """Draw two lines over a logarithmic count of entries, each scaled to its own highest value."""
    from math import log10

    left, right, top, bottom = 70, 570, 30, 250
    first, last = log10(points[0][0]), log10(points[-1][0])
    across = [left + (log10(entries) - first) / (last - first) * (right - left) for entries, _, _ in points]
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300" font-family="sans-serif" font-size="12">',
        "<title>Time and memory per file size</title>",
        f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#888"/>',
    ]
    for colour, unit, values in (
        ("#3f51b5", "us an entry", [time for _, time, _ in points]),
        ("#c2185b", "MB at most", [memory for _, _, memory in points]),
    ):
        highest = max(values) * 1.25
        places = [(x, bottom - value / highest * (bottom - top)) for x, value in zip(across, values, strict=True)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), value in zip(places, values, strict=True):
            shown = f"{value:.2f}" if highest < 50 else f"{value:.0f}"  # noqa: PLR2004  a line's labels, short
            parts.append(f'<text x="{x:.1f}" y="{y - 6:.1f}" fill="{colour}" text-anchor="middle">{shown}</text>')
        parts.append(f'<text x="{left + 10}" y="{places[0][1] - 20:.1f}" fill="{colour}">{unit}</text>')
    for x, (entries, _, _) in zip(across, points, strict=True):
        parts.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{entries:,}</text>')
    parts.append(f'<text x="{(left + right) / 2}" y="{bottom + 38}" text-anchor="middle">entries in the file</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """Run the benchmarks, or one piece of work where a process is told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", nargs=2, metavar=("WHAT", "FILE"), help="one piece of work, timed inside")
    parser.add_argument("--flat", action="store_true", help="up to 5,000,000 entries, plotted")
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    parser.add_argument("--decide", type=int, default=DECIDED_AT_MOST, metavar="N", help="how many entries to decide")
    parser.add_argument("--kinds", type=int, default=50_000, metavar="N", help="how many entries of each kind")
    options = parser.parse_args()
    if options.work:
        work_and_tell(options.work[0], Path(options.work[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.flat:
            flat(Path(folder))
            return
        if options.profile:
            profile(Path(folder), options.decide)
            return
        compare(Path(folder))
        kinds(Path(folder), options.kinds)
        decisions(Path(folder), options.decide)


if __name__ == "__main__":
    main()
