"""Reports for tests, made as a run makes them: payments decided with the sample list, and set as a page."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from achguard.guard import Guard
from achguard.model.payment import Payment
from achguard.report.page import page
from achguard.report.reported import Report, ReportedPayment
from achguard.sanctions.snapshot import Snapshot
from factories import Json, payment

AS_OF = dt.date(2026, 11, 23)
LISTS = Snapshot.sample(published=dt.date(2026, 11, 20))
HOSTILE = "<script>document.title='run'</script><img src=x onerror=alert(1)> MALIK TARENTOV ZORBAN"
TURNED = "MALIK \u202eVOTNERAT\u202c ZORBAN"
ENDLESS = "MALIK TARENTOV ZORBAN " + "Q" * 9_978

OF_ALL_KINDS: Sequence[Json] = (
    {"id": "h-1", "receiver": {"name": "MALIK ZORBAN", "date_of_birth": "1961-03-14", "address": {"country": "US"}}},
    {"id": "h-2", "receiver": {"name": "PAT SAMPLE", "identifiers": [{"type": "passport", "value": "X0000001"}]}},
    {"id": "h-3", "receiver": {"name": HOSTILE}},
    {"id": "h-4", "receiver": {"name": TURNED}},
    {"id": "h-5", "receiver": {"name": "PAT SAMPLE", "address": {"city": "TEHRAN", "country": "IR"}}},
    {"id": "h-6", "remittance": ["INVOICE 7 FOR QUENTARA MARITIME TRADING COMPANY LLC"]},
    {"id": "r-1", "receiver": {"account": {"iban": "DE89370400440532013000"}}},
    {"id": "a-1", "receiver": {"account": {"routing_number": "065300278"}}},
    {"id": "ok-1"},
)


def reported(*changes: Json, unmask: bool = False) -> tuple[ReportedPayment, ...]:
    """Decide payments, each a change of a domestic one, and take what a report says of them."""
    guard = Guard(lists=LISTS, as_of=AS_OF, unmask=unmask)
    payments: list[Payment] = [payment(changes=each) for each in changes]
    return tuple(
        ReportedPayment.of(guard.decide(each), each, f"payments.jsonl, row {row}", unmask=unmask)
        for row, each in enumerate(payments, 1)
    )


def report_of(payments: Sequence[ReportedPayment], *, unmask: bool = False, **more: object) -> Report:
    """Make a report of payments that were decided."""
    held = tuple(each for each in payments if each.outcome == "hold")
    amounts: Counter[str] = Counter()
    for each in payments:
        amounts[each.outcome.value] += int((each.amount or Decimal(0)) * 100)
    return Report(
        files=("payments.jsonl",),
        as_of=AS_OF,
        achguard="0.1.0",
        policies=("us-domestic",),
        counts=Counter(each.outcome.value for each in payments),
        amounts={name: Decimal(cents) / 100 for name, cents in amounts.items()},
        held=held,
        others=tuple(each for each in payments if each.outcome in {"redirect", "ask"}),
        reasons=(),
        lists=LISTS.lists,
        is_unmasked=unmask,
        **more,  # type: ignore[arg-type]
    )


def written(*changes: Json, unmask: bool = False, **more: object) -> str:
    """Set the page of payments, each a change of a domestic one."""
    made = report_of(reported(*changes, unmask=unmask), unmask=unmask, **more)
    return "".join(page(made, lambda name, uid: LISTS.entity(uid, name)))
