"""How long the page of a run takes to make and to show, and how large it is: 10,000 payments with 100 hits.

The hits are on names of the full SDN list, whose entries are as long as they are. First the page alone, then the whole
command, which starts, opens built lists and decides, beside the same as JSON Lines and row by row.
"""

import datetime as dt
import io
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from _inputs import given_names, needed, surnames
from achguard import Guard, Payment, Snapshot
from achguard.cli.formats.html import Html
from achguard.cli.formats.writer import Ingredients
from achguard.cli.results import Decided, Tally

SEED = 20261126
PAYMENTS, HITS = 10_000, 100
DAY = dt.date(2024, 5, 5)
TURNS = 5
RUNS = 3
MB = 1_000_000


def main() -> None:
    """Decide payments, make their page, open it, run the command, and print the figures."""
    lists = Snapshot.from_files(needed("ofac", "2024"), published=dt.date(2024, 5, 3))
    guard = Guard(lists=lists, as_of=DAY)
    payments = _payments(lists)
    results = [
        Decided("payments.jsonl", row, decision, payment=payment)
        for row, (payment, decision) in enumerate(zip(payments, guard.decide_batch(payments), strict=True), 1)
    ]
    tally = Tally()
    for result in results:
        tally.count(result)
    ingredients = Ingredients(
        "us-domestic", DAY, lists.lists, None, entry_of=lambda list_name, uid: lists.entity(uid, list_name)
    )
    stream = io.StringIO()
    start = process_time()
    writer = Html(stream, ingredients, guard.basis())
    for result in results:
        writer.write(result)
    writer.end(tally)
    seconds = process_time() - start
    page = stream.getvalue()
    held = tally.outcomes["hold"]
    print(f"{PAYMENTS:,} payments, {held:,} held: {seconds:.2f} s CPU (goal: <= 2 s)")
    print(f"{len(page.encode()) / MB:.2f} MB (goal: <= 5 MB)")
    print(_first_paint(page))
    _measure_command(lists, payments)


def _measure_command(lists: Snapshot, payments: list[Payment]) -> None:
    """Run the command on a file of the payments in each way, one after the other, and print the least of each."""
    with tempfile.TemporaryDirectory() as folder:
        built, file = Path(folder, "lists"), Path(folder, "payments.jsonl")
        lists.build(built)
        file.write_text(
            "".join(f"{each.model_dump_json(exclude_defaults=True)}\n" for each in payments), encoding="utf-8"
        )
        ways = {
            "page": (str(file), "--format", "html", "--workers", "1"),
            "JSON Lines": (str(file), "--format", "jsonl", "--workers", "1"),
            "page, row by row": ("-", "--format", "html"),
        }
        taken = {way: [_run(options, built, file) for _ in range(RUNS)] for way, options in ways.items()}
    least = {way: min(cpu for cpu, _ in times) for way, times in taken.items()}
    for way, times in taken.items():
        wall = min(wall for _, wall in times)
        ratio = least[way] / least["page"]
        print(f"command, {way}: {least[way]:.2f} s CPU, {ratio:.2f} of the page; {wall:.2f} s wall time (goal: <= 2 s)")


def _run(options: tuple[str, ...], lists: Path, file: Path) -> tuple[float, float]:
    """Give the seconds that a run takes, of CPU and of wall time; the file is its standard input, too."""
    command = [sys.executable, "-m", "achguard", "check", *options, "--lists", str(lists), "--as-of", DAY.isoformat()]
    # As users have it, compiled modules are kept from run to run.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    with file.open("rb") as stdin:
        done = subprocess.run(command, check=False, stdin=stdin, capture_output=True, env=environment)
    wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 1:
        raise SystemExit(done.stderr.decode())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def _payments(lists: Snapshot) -> list[Payment]:
    chosen, first, last = random.Random(SEED), given_names(800), surnames(4000)
    listed = chosen.sample([each.primary_name for each in lists.entities if each.kind == "individual"], HITS)
    at = dict(zip(chosen.sample(range(PAYMENTS), HITS), listed, strict=True))
    return [
        Payment.model_validate(
            {
                "id": f"p-{number}",
                "direction": "debit",
                "amount": f"{chosen.randint(100, 900_000) / 100:.2f}",
                "originator": {"name": "STATE TAX AGENCY", "kind": "organization"},
                "receiver": {
                    "name": at.get(number) or f"{chosen.choice(first)} {chosen.choice(last)}",
                    "kind": "individual",
                    "address": {"street": "1 MAIN ST", "city": "JACKSON", "state": "MS", "country": "US"},
                },
                "foreign_funds": {"account_abroad": "no", "funded_from_abroad": "no"},
            }
        )
        for number in range(PAYMENTS)
    ]


def _first_paint(page: str) -> str:
    """Open a page in Chromium some times, and say when it was first painted, in the middle of them."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return "first paint: not measured, there is no chromium"
    from playwright.sync_api import sync_playwright

    times = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "report.html")
        file.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(TURNS):
            opened = browser.new_page()
            opened.goto(file.as_uri())
            times.append(float(opened.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")))
            opened.close()
        browser.close()
    return f"first paint after {sorted(times)[TURNS // 2]:,.0f} ms, wall time (goal: <= 1,000 ms)"


if __name__ == "__main__":
    main()
