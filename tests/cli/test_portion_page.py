"""What a page keeps of portions is what it keeps of their rows one by one.

Twins compared: `cli.portion_page` with `cli.formats.html`.
"""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest

from achguard import Guard, Payment, Snapshot
from achguard.cli.formats.html import Html
from achguard.cli.formats.writer import Ingredients
from achguard.cli.portion_page import PortionPage
from achguard.cli.portion_writing import written_of
from achguard.cli.results import Decided, Invalid, Result, Tally, is_shown
from achguard.columnar.decided_rows import DecidedRows, Reread, Said, Unread
from factories import Json, domestic_web_debit, merged

pytest.importorskip("jinja2")
pytest.importorskip("pyarrow")

DAY = dt.date(2026, 11, 23)
LISTS = Snapshot.sample(published=dt.date(2026, 11, 20))
GUARD = Guard("us-domestic", LISTS, as_of=DAY)
INGREDIENTS = Ingredients(
    "us-domestic", DAY, LISTS.lists, None, entry_of=lambda list_name, uid: LISTS.entity(uid, list_name)
)
TAX_ID = "078051120"
HELD: Json = {"receiver": {"name": "MALIK TARENTOV ZORBAN", "identifiers": [{"type": "ssn", "value": TAX_ID}]}}
ABROAD: Json = {"foreign_funds": {"account_abroad": "yes"}}
ASKED: Json = {"foreign_funds": {"account_abroad": "not_asked"}}
NO_PAYMENT = Unread(("amount: is required",))
CHANGES: tuple[Json | None, ...] = (None, {}, HELD, ASKED, {}, HELD, ABROAD, HELD, None, ABROAD, HELD, {})
"""How each row differs from an ordinary payment; None is a row that is none."""


def payment_at(row: int) -> Payment | None:
    """Give a row as a payment, with an id and an amount of its own."""
    change = CHANGES[row - 1]
    own = {"id": f"p-{row}", "amount": f"{row}.07"}
    return None if change is None else Payment.model_validate(merged(merged(domestic_web_debit(), change), own))


def said_of(row: int, *, in_entries: bool) -> Said:
    """Give what is said of a row; of entries each has a decision, those too that can't be read."""
    payment = payment_at(row)
    if payment is not None:
        return GUARD.decide(payment)
    return GUARD.decide_unread(f"p-{row}", ()) if in_entries else NO_PAYMENT


def results(*, in_entries: bool) -> Iterator[Result]:
    """Give the rows one by one; the line of an entry is twice its number."""
    for row in range(1, len(CHANGES) + 1):
        said = said_of(row, in_entries=in_entries)
        if isinstance(said, Unread):
            yield Invalid("in", row, said.errors)
        else:
            yield Decided("in", row, said, row * 2 if in_entries else None, payment=payment_at(row))


def piece_of(rows: Sequence[int], *, in_entries: bool) -> tuple[DecidedRows, list[tuple[str, str]]]:
    """Give some rows as a portion has them: their answers carry the id of another one."""
    answers = [said_of(row, in_entries=in_entries) for row in rows]
    said = [each if isinstance(each, Unread) else each.model_copy(update={"payment_id": "x"}) for each in answers]
    amounts = [("", f"{payment.amount:.2f}" if (payment := payment_at(row)) else "") for row in rows]
    decided = DecidedRows(rows[0], said, np.arange(len(rows)), [f"p-{row}" for row in rows], in_entries=in_entries)
    return decided, amounts


def ended(page: Html, stream: io.StringIO, *, in_entries: bool) -> str:
    """End a page with the tally of all rows."""
    tally = Tally()
    for result in results(in_entries=in_entries):
        tally.count(result)
    page.end(tally)
    return stream.getvalue()


@pytest.mark.parametrize("in_entries", [False, True])
@pytest.mark.parametrize("unmask", [False, True])
@pytest.mark.parametrize("shown", [None, frozenset({"hold"}), frozenset({"redirect", "ask"})])
@pytest.mark.parametrize(("most", "size"), [(1, 1), (1, 4), (2, 5), (3, 12), (1000, 4)])
def test_a_page_of_portions_is_that_of_rows(
    most: int, size: int, shown: frozenset[str] | None, *, unmask: bool, in_entries: bool
) -> None:
    """Byte for byte, wherever the cuts are, whatever is shown, and with more holds than the page has."""
    streams = io.StringIO(), io.StringIO()
    alone, together = (
        Html(stream, replace(INGREDIENTS, unmask=unmask), GUARD.basis(), most=most) for stream in streams
    )
    for result in results(in_entries=in_entries):
        if is_shown(result, shown):
            alone.write(result)
    read: list[int] = []

    def reread(numbers: Sequence[int]) -> Iterator[Reread]:
        for row in numbers:
            read.append(row)
            yield Reread(payment_at(row), row * 2 if in_entries else None)

    for first in range(1, len(CHANGES) + 1, size):
        piece = piece_of(range(first, min(first + size, len(CHANGES) + 1)), in_entries=in_entries)
        page = PortionPage("in", shown, reread, unmask=unmask, most=most)
        together.write_portion(written_of([piece], "in", page))
    pages = [
        ended(page, stream, in_entries=in_entries) for page, stream in zip((alone, together), streams, strict=True)
    ]
    assert pages[0] == pages[1]
    assert pages[0].count("<article") == (min(most, 6 if in_entries else 4) if shown is None or "hold" in shown else 0)
    # The first entry that is held could not be read.
    assert (TAX_ID in pages[0]) is (unmask and pages[0].count("<article") > in_entries)
    assert len(read) <= 2 * most * -(-len(CHANGES) // size)
