"""Draw the picture of a run's page for the documentation: `python tools/picture_report.py`, where there is a Chromium.

It is not part of `make docs`, since every browser draws other bytes; draw it again when the page looks different, and
look at it.
"""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import sync_playwright

from achguard import Guard, Payment, Snapshot
from achguard.report import Report, ReportedPayment, page
from achguard.testing.payment_factory import domestic_web_debit

PICTURE = Path(__file__).parents[1] / "docs" / "assets" / "page-of-a-run.png"
DAY = dt.date(2026, 11, 23)
WIDTH, HEIGHT = 1000, 1240
HELD = {"name": "MALIK ZORBAN", "kind": "individual", "date_of_birth": "1990-05-17"}
CHANGES: tuple[dict[str, object], ...] = (
    {"id": "t-9", "amount": "75.00", "receiver": HELD},
    {"id": "t-12", "amount": "310.40", "foreign_funds": {"account_abroad": "yes", "funded_from_abroad": "no"}},
    {"id": "t-15", "amount": "48.10", "foreign_funds": {}},
    *[dict[str, object](id=f"t-{number}", amount="125.00") for number in range(20, 60)],
)


def main() -> None:
    """Decide some payments, make their page, and draw its upper part."""
    lists = Snapshot.sample(published=dt.date(2026, 11, 20))
    guard = Guard(lists=lists, as_of=DAY)
    shown = []
    for number, change in enumerate(CHANGES, 1):
        payment = Payment.model_validate(_merged(change))
        decision = guard.decide(payment)
        shown.append(ReportedPayment.of(decision, payment, f"day.jsonl, row {number}"))
    counts = {each: sum(one.outcome == each for one in shown) for each in ("hold", "redirect", "ask", "accept")}
    report = Report(
        files=("day.jsonl",),
        as_of=DAY,
        achguard=guard.basis().achguard,
        policies=("us-domestic",),
        counts=counts,
        held=tuple(each for each in shown if each.outcome == "hold"),
        others=tuple(each for each in shown if each.outcome in {"redirect", "ask"}),
        amounts={
            name: sum((one.amount or Decimal(0) for one in shown if one.outcome == name), Decimal(0)) for name in counts
        },
        lists=lists.lists,
    )
    text = "".join(page(report, lambda list_name, uid: lists.entity(uid, list_name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "report.html")
        file.write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        opened.goto(file.as_uri())
        opened.screenshot(path=PICTURE)
        browser.close()


def _dollars(payments: Iterable[ReportedPayment]) -> Decimal:
    return sum((each.amount or Decimal(0) for each in payments), Decimal(0))


def _merged(change: dict[str, object]) -> dict[str, object]:
    made = domestic_web_debit()
    receiver = change.get("receiver")
    if isinstance(receiver, dict):
        change = {**change, "receiver": {**made["receiver"], **receiver}}
    return {**made, **change}


if __name__ == "__main__":
    main()
