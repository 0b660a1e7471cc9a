"""What screening costs as the list grows: time per name, build, open and memory at three sizes, and a plot.

Usage: python benchmarks/scale.py [--shared ../shared] [--names 4000] [--times 10] [--plot FILE.svg]

The lists are OFAC's of 2021 and of 2024, and one `times` as long as that of 2024, made of it: each further entry has
the names of a listed one with letters exchanged, so that words and names multiply as they do on a real list. The names
that are screened are ordinary ones, drawn by frequency from the census of 1990.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from _ordinary import census
from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.snapshot import Snapshot

LETTERS = "ABCDEFGHIKLMNORSTUVYZ"


def multiplied(entities: tuple[ListedEntity, ...], times: int) -> list[ListedEntity]:
    """Return the entities and `times - 1` altered copies of each."""
    chance = random.Random(10)

    def altered(word: str) -> str:
        if len(word) < 4 or chance.random() < 0.4:  # noqa: PLR2004 -- many words of a longer list are known ones
            return word
        at = chance.randrange(1, len(word))
        return word[:at] + chance.choice(LETTERS) + word[at + 1 :]

    made = [*entities]
    for copy in range(1, times):
        for entity in entities:
            names = tuple(replace(name, text=" ".join(map(altered, name.text.split(" ")))) for name in entity.names)
            made.append(replace(entity, uid=f"{entity.uid}-{copy}", names=names))
    return made


def measure(folder: str, shared: str, count: int) -> None:
    """Open a built snapshot, screen ordinary names twice, and print what it took."""
    started = time.perf_counter()
    snapshot = Snapshot.open(folder)
    opened = time.perf_counter() - started
    names = census(Path(shared) / "data" / "census", count, seed=4)
    half = names[: count // 2], names[count // 2 :]
    for name in half[0]:
        snapshot.screen(name)
    spent = []
    for name in half[1]:
        started = time.perf_counter()
        snapshot.screen(name)
        spent.append(time.perf_counter() - started)
    spent.sort()
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    memory = int(status["VmHWM"].split()[0]) / 1024  # getrusage's figure is the parent's where that is larger
    print(opened, spent[len(spent) // 2], spent[len(spent) * 99 // 100], memory)


def plot(points: list[tuple[int, float]], path: Path) -> None:
    """Draw entries against microseconds a name, both on a scale of logarithms, beside what linear cost would be."""
    from math import log10

    def place(entries: float, micros: float) -> tuple[float, float]:
        return 70 + (log10(entries) - 3.8) / 1.6 * 480, 290 - (log10(micros) - 1.5) / 2.5 * 250

    first = points[0]
    last = points[-1][0]
    ours = " ".join("{:.0f},{:.0f}".format(*place(*point)) for point in points)
    linear = " ".join("{:.0f},{:.0f}".format(*place(n, first[1] * n / first[0])) for n in (first[0], last))
    marks = ""
    for number, (entries, micros) in enumerate(points):
        x, y = place(entries, micros)
        label = y - 12 if number % 2 else y + 20
        marks += f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="#3f51b5"/>'
        marks += f'<text x="{x:.0f}" y="{label:.0f}">{micros:.0f} us, {entries:,}</text>'
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 330" font-family="sans-serif" font-size="12" '
        'text-anchor="middle"><title>Median time to screen one name, by entries on the list</title>'
        '<rect width="620" height="330" fill="#fff"/><path d="M70 30V290H570" fill="none" stroke="#666"/>'
        '<text x="320" y="318">entries on the list (logarithmic)</text>'
        '<text x="20" y="160" transform="rotate(-90 20 160)">median time a name (logarithmic)</text>'
        f'<polyline points="{linear}" fill="none" stroke="#bbb" stroke-dasharray="5 4"/>'
        '<text x="470" y="60" fill="#777">if cost grew with the list</text>'
        f'<polyline points="{ours}" fill="none" stroke="#3f51b5" stroke-width="2"/>{marks}</svg>\n',
        encoding="utf-8",
    )


def main() -> None:
    """Build, measure each list in a process of its own, print, and plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--names", type=int, default=4000)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, str(options.shared), options.names)
        return
    newest = Snapshot.from_files(options.shared / "data" / "ofac" / "2024")
    lists = {
        "2021": Snapshot.from_files(options.shared / "data" / "ofac" / "2021"),
        "2024": newest,
    }
    many = multiplied(tuple(newest.entities), options.times)
    (listing,) = newest.listings
    lists[f"2024 x {options.times}"] = Snapshot(many, [replace(listing, entries=len(many))], ("sample", (), ()))
    points = []
    print(f"{'list':12}{'entries':>10}{'build s':>10}{'open ms':>10}{'p50 us':>10}{'p99 us':>10}{'RSS MB':>10}")
    for name, snapshot in lists.items():
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            snapshot.build(Path(folder) / "snapshot")
            built = time.perf_counter() - started
            command = [sys.executable, __file__, "--measure", f"{folder}/snapshot", "--shared", str(options.shared)]
            output = subprocess.run(
                [*command, "--names", str(options.names)], check=True, capture_output=True, text=True
            ).stdout
        opened, half, most, memory = map(float, output.split())
        points.append((len(snapshot), half * 1e6))
        took = f"{built:10.1f}{opened * 1e3:10.0f}{half * 1e6:10.0f}{most * 1e6:10.0f}"
        print(f"{name:12}{len(snapshot):10,}{took}{memory:10.0f}")
    if options.plot:
        options.plot.parent.mkdir(parents=True, exist_ok=True)
        plot(points, options.plot)


if __name__ == "__main__":
    main()
