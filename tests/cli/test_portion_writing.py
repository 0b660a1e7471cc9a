"""What is said of a portion is written and counted as it is result by result."""

import csv
import io

import numpy as np
import pytest

from achguard import ArrowGuard, Guard, Payment, Snapshot
from achguard.cli.formats import Format
from achguard.cli.formats.csv_table import CsvTable
from achguard.cli.formats.json_lines import Bases, JsonLines
from achguard.cli.results import Decided, Invalid, Tally, is_shown
from achguard.columnar.decided_rows import DecidedRows, Unread
from factories import domestic_web_debit, merged

pytest.importorskip("pyarrow")

from achguard.cli.portion_writing import Written, writing_of, written_of

GUARD = ArrowGuard(Guard("us-domestic", Snapshot.sample()))
PLAIN = GUARD.guard.decide(Payment.model_validate(domestic_web_debit()))
HELD = GUARD.guard.decide(
    Payment.model_validate(merged(domestic_web_debit(), {"receiver": {"name": "MALIK TARENTOV ZORBAN"}}))
)
INVALID = Unread(("amount: is missing",))
ROWS = DecidedRows(11, [INVALID, PLAIN, HELD], np.array([0, 1, 1, 0, 2, 1]), [None, "a", "=b", None, "d", None])
PARTIES = [("", ""), ("ANN", "1.00"), ("+BO", "2.00"), ("", ""), ("MALIK", "4.00"), ("EVE", "5.00")]


def written_by(
    pieces: list[tuple[DecidedRows, list[tuple[str, str]]]],
    kind: Format,
    shown: frozenset[str] | None,
    *,
    once: bool = False,
) -> Written:
    """Write pieces of a portion, of which no row is read again."""
    return written_of(pieces, "in", writing_of("in", kind, shown, GUARD, lambda _: (), basis_once=once))


def results() -> list[Decided | Invalid]:
    """Give the rows one by one, the first piece of a portion and then the second."""
    found: list[Decided | Invalid] = []
    for (number, payment_id, said), party in zip(ROWS.rows(), PARTIES, strict=True):
        if isinstance(said, Unread):
            found.append(Invalid("in", number, said.errors))
        else:
            found.append(
                Decided(
                    "in", number, said.model_copy(update={"payment_id": payment_id}), name=party[0], amount=party[1]
                )
            )
    return found


@pytest.mark.parametrize("shown", [None, frozenset({"hold"}), frozenset({"redirect"})])
@pytest.mark.parametrize("once", [False, True])
def test_lines_are_those_of_results(shown: frozenset[str] | None, *, once: bool) -> None:
    """Byte for byte, whether a basis is said once, and whatever is shown."""
    stream = io.StringIO()
    alone = JsonLines(stream, basis_once=once)
    for result in results() * 2:
        if is_shown(result, shown):
            alone.write(result)
    pieces = [(ROWS, []), (ROWS, [])]
    written = written_by(pieces, Format.JSONL, shown, once=once)
    assert written.lines.of(Bases(once=once)) == stream.getvalue()


@pytest.mark.parametrize("shown", [None, frozenset({"hold"})])
def test_cells_are_those_of_results(shown: frozenset[str] | None) -> None:
    """With whose the rows are, and what a spreadsheet would run made harmless."""
    stream = io.StringIO()
    alone = CsvTable(stream)
    for result in results():
        if is_shown(result, shown):
            alone.write(result)
    written = written_by([(ROWS, PARTIES)], Format.CSV, shown)
    assert written.text == stream.getvalue()
    assert shown is not None or "'=b" in [row[0] for row in csv.reader(io.StringIO(written.text))]


@pytest.mark.parametrize("shown", [None, frozenset({"hold"})])
def test_a_table_has_the_rows_that_are_shown(shown: frozenset[str] | None) -> None:
    """Numbers and ids are the rows' own, and rows that are no payments have none."""
    written = written_by([(ROWS, [])], Format.PARQUET, shown)
    rows = [row for batch in written.batches for row in batch.to_pylist()]
    expected = [(result.row, ROWS.ids[result.row - 11]) for result in results() if is_shown(result, shown)]
    assert [(row["row"], row["payment_id"]) for row in rows] == expected


@pytest.mark.parametrize("shown", [None, frozenset[str]()])
def test_rows_are_counted_whether_they_are_shown_or_not(shown: frozenset[str] | None) -> None:
    """The tally is that of results one by one, those of no kind that is written among them."""
    tally = Tally.of_portion()
    for result in results():
        tally.count(result)
    written = written_by([(ROWS, [])], Format.JSONL, shown)
    assert written.tally == tally
    assert written.tally.outcomes == {"invalid": 2, PLAIN.outcome.value: 3, "hold": 1}


def test_entries_are_counted_as_entries() -> None:
    """One that could not be read says nothing of the lists, and what was counted last is an entry."""
    lost = GUARD.guard.decide_unread("1", ())
    for unread, troubles in ((frozenset({0}), {}), (frozenset[int](), {"the entry can't be read": None})):
        rows = DecidedRows(1, [lost, PLAIN], np.array([0, 1]), ["1", "2"], in_entries=True, unread=unread)
        tally = written_by([(rows, [])], Format.JSONL, None).tally
        assert (tally.in_entries, tally.list_troubles) == (True, troubles)
