"""Whole runs of `achguard check` on files of each format: time, memory, and which part of the work takes how much.

Time is that of the CPU, of the command and all processes that it starts; other work on the machine hardly changes it.
Modules are compiled before, as they are where a package was installed.
Memory is the most that all of them had at a time, with what they share counted once (the PSS of Linux). Parts are timed
in a run of one process, each without the parts inside it.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time, sleep

import pyarrow as pa
from pyarrow import parquet

from _inputs import ROOT
from _million_payments import PIECE, csv_file, json_lines_file, nacha_file, parquet_file, pieces
from achguard import Snapshot

DAY = "2026-11-23"
WORKERS = 2
FIRST = 1_000
"""Rows of the run that is not shown."""
SHARED = 100_000
"""Rows of the run whose parts are timed."""
LOOK = 0.05
"""Seconds between two looks at the memory of a run."""
PLOT = ROOT / "docs" / "assets" / "million-shares.svg"
FORMATS: dict[str, tuple[str, Callable[[Path, Iterator[pa.RecordBatch]], None], int | None]] = {
    "Parquet": ("parquet", parquet_file, 20),
    "CSV": ("csv", csv_file, 28),
    "JSON Lines": ("jsonl", json_lines_file, 32),
    "Nacha": ("ach", nacha_file, 12),
    "Nacha, half with an addendum": ("memos.ach", lambda path, batches: nacha_file(path, batches, memos=True), None),
}
"""What writes a file of each format, and the goal for a million rows on two cores, in seconds."""
PARTS = {
    "reading": "#3f51b5",
    "gates": "#009688",
    "screening": "#c2185b",
    "alone": "#ff9800",
    "writing": "#607d8b",
    "start and the rest": "#bdbdbd",
}
"""The parts of the work and their colours; `alone` are the payments that are decided by themselves."""


def files_of_each_format(folder: Path, snapshot: Snapshot, sizes: tuple[int, ...], alone: float, program: str) -> None:
    """Measure each format and print it; `alone` are the seconds of `Guard.decide` for a payment in this run."""
    _keep_compiled(folder)
    source = folder / "source.parquet"
    parquet_file(source, pieces(max(*sizes, SHARED), snapshot))
    print(f"one by one {alone * 1e6:.0f} us a payment")
    print(f"{'achguard check, 2 workers':<30}{'rows':>11}{'s':>8}{'CPU us':>9}{'of alone':>10}{'MB':>7}{'MB out':>8}")
    shares: dict[str, dict[str, float]] = {}
    for name, (ending, write, goal) in FORMATS.items():
        # The first run compiles modules and is not shown; a format without a goal is only taken apart.
        for rows in (FIRST, *(sizes if goal else ())):
            path = folder / f"payments.{ending}"
            write(path, _rows_of(source, rows))
            out = folder / "decisions.jsonl"
            seconds, busy, megabytes = run([sys.executable, "-m", "achguard", *_check(path, out, WORKERS)])
            with out.open("rb") as stream:
                if (found := sum(1 for _ in stream)) != rows:
                    raise ValueError(f"{found} of {rows} rows were decided")
            if rows == FIRST:
                continue
            each, written = busy / rows, out.stat().st_size / 1e6
            goal_of = f"  goal {goal} s for 1,000,000"
            figures = f"{seconds:>8.1f}{each * 1e6:>9.1f}{each / alone:>10.3f}{megabytes:>7.0f}{written:>8.0f}"
            print(f"{name:<30}{rows:>11,}{figures}{goal_of}", flush=True)
        write(path, _rows_of(source, SHARED))
        shares[name] = parts_of([sys.executable, program, "--shares", *_check(path, out, 1)], SHARED)
        path.unlink()
    print(f"{'us of CPU a row, 1 worker':<30}" + "".join(f"{part:>20}" for part in PARTS))
    for name, parts in shares.items():
        print(
            f"{name:<30}"
            + "".join(f"{parts[part]:>13.1f} ({parts[part] / sum(parts.values()):>3.0%})" for part in PARTS)
        )
    PLOT.write_text(_plot(shares, alone), encoding="utf-8")


def _keep_compiled(folder: Path) -> None:
    """Have processes that are started keep compiled modules, whatever this machine says of that."""
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _rows_of(source: Path, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the first payments of a file."""
    for batch in parquet.ParquetFile(source).iter_batches(PIECE):
        yield batch.slice(0, rows)
        rows -= batch.num_rows
        if rows <= 0:
            return


def _check(path: Path, out: Path, workers: int) -> list[str]:
    given = ["--lists", str(out.parent / "snapshot"), "--as-of", DAY, "--format", "jsonl", "--basis", "once"]
    return ["check", str(path), *given, "--output", str(out), "--workers", str(workers)]


def run(command: list[str]) -> tuple[float, float, float]:
    """Run a command; give seconds, seconds of the CPU, and the most megabytes of all its processes together."""
    started = perf_counter()
    process = subprocess.Popen(command)
    most: list[float] = [0.0]
    ended = threading.Event()
    watching = threading.Thread(target=_watch, args=(process.pid, most, ended))
    watching.start()
    _, status, used = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    ended.set()
    watching.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise ValueError(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, used.ru_utime + used.ru_stime, max(most)


def _watch(root: int, most: list[float], ended: threading.Event) -> None:
    """Note how many megabytes a process and those that it started have, each shared page once."""
    while not ended.is_set():
        kilobytes = 0
        for pid in _tree(root):
            try:
                said = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
            except OSError:
                continue
            kilobytes += next((int(line.split()[1]) for line in said.splitlines() if line.startswith("Pss:")), 0)
        most.append(kilobytes / 1e3)
        sleep(LOOK)


def _tree(root: int) -> list[int]:
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text(encoding="ascii").split()
        threads = [each.name for each in Path(f"/proc/{root}/task").iterdir() if each.name != str(root)]
        for thread in threads:
            children += Path(f"/proc/{root}/task/{thread}/children").read_text(encoding="ascii").split()
    except OSError:
        return [root]
    return [root, *(pid for child in children for pid in _tree(int(child)))]


def parts_of(command: list[str], rows: int) -> dict[str, float]:
    """Give the microseconds of the CPU that each part takes for a row."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    parts: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {part: parts[part] / rows * 1e6 for part in PARTS}


class Shares:
    """Time of each part without that of the parts inside it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = dict.fromkeys(PARTS, 0.0)
        self._now = ["start and the rest"]
        self._since = 0.0

    def enter(self, part: str) -> None:
        """Begin a part inside the one at hand."""
        self._add()
        self._now.append(part)

    def leave(self) -> None:
        """Go on with the part outside."""
        self._add()
        self._now.pop()

    def _add(self) -> None:
        at = process_time()
        self.spent[self._now[-1]] += at - self._since
        self._since = at

    def of_calls(self, owner: object, name: str, part: str) -> None:
        """Time what a function takes."""
        whole = getattr(owner, name)

        def timed(*given: object, **named: object) -> object:
            self.enter(part)
            try:
                return whole(*given, **named)
            finally:
                self.leave()

        setattr(owner, name, timed)

    def of_steps(self, owner: object, name: str, part: str) -> None:
        """Time what an iterator takes for each step."""
        whole = getattr(owner, name)

        def timed(*given: object, **named: object) -> Iterator[object]:
            steps = iter(whole(*given, **named))
            while True:
                self.enter(part)
                try:
                    step = next(steps)
                except StopIteration:
                    return
                finally:
                    self.leave()
                yield step

        setattr(owner, name, timed)


def shares_of(command: list[str]) -> None:
    """Run the command in this process and print what each part took, as JSON."""
    from achguard.cli import bulk, main, portion_work
    from achguard.cli.formats import csv_table
    from achguard.cli.formats.json_lines import JsonLines
    from achguard.cli.results import Tally
    from achguard.columnar import arrow_columns, portion_guard
    from achguard.columnar.entry_portion_guard import EntryPortionGuard
    from achguard.columnar.nacha_entries import AlikeEntries
    from achguard.columnar.plain_fields import PlainFields
    from achguard.guard import Guard
    from achguard.intake import portions
    from achguard.nacha import reader

    shares = Shares()
    steps: tuple[tuple[object, str, str], ...] = (
        (portions, "csv_portions", "reading"),
        (portions, "json_portions", "reading"),
        (bulk, "_rows", "reading"),
        (reader.NachaFile, "entry_runs", "reading"),
        (portion_guard.PortionGuard, "decided", "gates"),
        (AlikeEntries, "decided", "gates"),
        (EntryPortionGuard, "decided", "gates"),
    )
    calls: tuple[tuple[object, str, str], ...] = (
        (portion_guard, "table_of", "reading"),
        (reader, "read", "reading"),
        (arrow_columns, "rows", "gates"),
        (PlainFields, "plain", "gates"),
        (AlikeEntries, "_seen", "gates"),
        (PlainFields, "_look_at", "screening"),
        (PlainFields, "_is_met", "screening"),
        (reader.NachaFile, "entry_of", "alone"),
        (Guard, "_decided", "alone"),
        (portion_work, "written_of", "writing"),
        (csv_table, "write_all", "writing"),
        (JsonLines, "write", "writing"),
        (JsonLines, "write_portion", "writing"),
        (Tally, "count", "writing"),
    )
    for owner, name, part in steps:
        shares.of_steps(owner, name, part)
    for owner, name, part in calls:
        shares.of_calls(owner, name, part)
    sys.argv = ["achguard", *command]
    try:
        main()
    except SystemExit as end:
        if end.code not in (0, 1):
            raise
    shares.enter("start and the rest")
    print(json.dumps(shares.spent))


def _plot(shares: dict[str, dict[str, float]], alone: float) -> str:
    """Draw a bar for each format, cut into its parts."""
    left, right, top, height = 200, 620, 50, 34
    highest = max(sum(parts.values()) for parts in shares.values())
    bottom = top + height * len(shares)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 {bottom + 40}"',
        ' font-family="sans-serif" font-size="12">',
        "<title>Microseconds of CPU for a row of each format, by part of the work</title>",
        f'<rect width="700" height="{bottom + 40}" fill="#fff"/>',
    ]
    for number, (part, colour) in enumerate(PARTS.items()):
        at = 20 + number * 108
        drawn.append(f'<rect x="{at}" y="14" width="12" height="12" fill="{colour}"/>')
        drawn.append(f'<text x="{at + 17}" y="24">{part}</text>')
    for number, (name, parts) in enumerate(shares.items()):
        y, x = top + number * height, float(left)
        drawn.append(f'<text x="{left - 8}" y="{y + 17}" text-anchor="end">{name}</text>')
        for part, colour in PARTS.items():
            width = parts[part] / highest * (right - left)
            drawn.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="24" fill="{colour}"/>')
            x += width
        drawn.append(f'<text x="{x + 6:.1f}" y="{y + 17}">{sum(parts.values()):.0f} us</text>')
    drawn.append(
        f'<text x="20" y="{bottom + 20}">us of CPU a row, one process, {SHARED:,} rows; Guard.decide row by row in the '
        f"same run: {alone * 1e6:.0f} us; the lists are OFAC's of 2024</text>"
    )
    return "\n".join([*drawn, "</svg>", ""])
