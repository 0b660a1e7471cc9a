"""How long a program waits before its first decision: import, list load and opening a built snapshot."""

import csv
import datetime as dt
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from _inputs import microseconds, needed, row
from _nacha_files import ppd_file
from achguard import RoutingDirectory, Snapshot

RUNS = 7
CHECKED_ENTRIES = 100
PYTEST_RUNS = 15  # a run takes 300 ms and differs by 20 from the next
IMPORTS = {
    "import achguard": "import achguard",
    "from achguard import Guard, Payment, Policy": "from achguard import Guard, Payment, Policy",
}
AS_OF = dt.date(2026, 11, 23)


def import_milliseconds(statement: str) -> float:
    """Time an import in fresh interpreters, inside them, so that starting Python does not count."""
    code = f"import time; start = time.perf_counter(); {statement}; print((time.perf_counter() - start) * 1000)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(RUNS)
    ]
    return statistics.median(times)


def milliseconds(function: Callable[[], object]) -> float:
    """Time a call, the median of several, in milliseconds."""
    return statistics.median(microseconds(function) for _ in range(RUNS)) / 1000


def pytest_milliseconds(*ways: tuple[str, ...]) -> list[float]:
    """Time, in CPU, pytest with one empty test and each way's options, in turns; the median of several, way by way."""
    # As users have it, compiled modules are kept from run to run.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: list[list[float]] = [[] for _ in ways]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_nothing.py").write_text("def test_nothing(): pass\n", encoding="utf-8")
        for _ in range(PYTEST_RUNS):
            for options, taken in zip(ways, times, strict=True):
                command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "test_nothing.py"]
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run(command, check=True, capture_output=True, cwd=folder, env=environment)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return [statistics.median(taken) * 1000 for taken in times]


def process_milliseconds(*commands: tuple[str, ...]) -> list[float]:
    """Time, in CPU, whole Python processes by their arguments, in turns; the median of several, one by one."""
    # As users have it, compiled modules are kept from run to run.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(RUNS):
        for arguments, taken in zip(commands, times, strict=True):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run([sys.executable, *arguments], check=False, capture_output=True, env=environment)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if done.returncode not in (0, 1):  # 1 says that an entry was not accepted
                sys.exit(f"{arguments[:3]} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return [statistics.median(taken) * 1000 for taken in times]


def check_of_a_small_file(lists: Path, folder: Path) -> None:
    """Print what a check of a file of 100 entries with built lists takes as a whole process, beside the least ones."""
    file = folder / "small.ach"
    ppd_file(file, CHECKED_ENTRIES)
    check = "-m", "achguard", "check", str(file), "--lists", str(lists)
    ours, bare, imported = process_milliseconds(check, ("-c", "pass"), ("-c", "import achguard"))
    row(f"check a file of {CHECKED_ENTRIES} entries with lists", ours, bare, "python -c pass", "ms")
    row("the same", ours, imported, "python -c 'import achguard'", "ms")


def read_all(folder: Path) -> None:
    """Read every row of a folder's CSV files and do nothing with it: the floor for a reader in Python."""
    for file in sorted(folder.glob("*.csv")):
        with file.open(newline="", encoding="latin-1") as stream:
            for _ in csv.reader(stream):
                pass


def built(folder: Path) -> None:
    """Read an OFAC CSV set and write a snapshot."""
    with tempfile.TemporaryDirectory() as out:
        Snapshot.from_files(folder, published=AS_OF).build(Path(out) / "snapshot")


def main() -> None:
    """Print each figure beside its peer."""
    folder, fedach = needed("ofac", "2024"), needed("fedach", "FedACHdir.txt")
    pydantic = import_milliseconds("import pydantic; pydantic.BaseModel")
    for what, statement in IMPORTS.items():
        row(what, import_milliseconds(statement), pydantic, "import pydantic", "ms")
    ours, without = pytest_milliseconds((), ("-p", "no:achguard"))
    row("start pytest with the plugin", ours, without, "without it", "ms")
    floor = milliseconds(partial(read_all, folder))
    row("build the 2024 list from its files", milliseconds(partial(built, folder)), floor, "csv.reader over them", "ms")
    with tempfile.TemporaryDirectory() as out:
        path = Path(out) / "snapshot"
        Snapshot.from_files(folder, published=AS_OF).build(path)
        row(
            "open the built 2024 list",
            milliseconds(partial(Snapshot.open, path)),
            floor,
            "csv.reader over its files",
            "ms",
        )
        first = f"from achguard import Snapshot; Snapshot.open({str(path)!r}).screen('JANE Q PUBLIC')"
        row("import, open, screen a first name", import_milliseconds(first), pydantic, "import pydantic", "ms")
        check_of_a_small_file(path, Path(out))
    lines = milliseconds(lambda: fedach.read_bytes().splitlines())
    directory = milliseconds(partial(RoutingDirectory.open, fedach))
    row("open a FedACH directory of 18,198 rows", directory, lines, "splitlines of the file", "ms")


if __name__ == "__main__":
    main()
