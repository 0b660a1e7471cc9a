"""What a person did is noted, with the day by which OFAC wants to hear of it."""

import datetime as dt

import pytest

from achguard.errors import RecordError
from achguard.records.notes import Act, Note, business_days_after

DAYS = (
    # (from, the tenth business day after, why)
    (dt.date(2026, 11, 20), dt.date(2026, 12, 7), "Thanksgiving does not count"),
    (dt.date(2026, 7, 2), dt.date(2026, 7, 16), "Independence Day on a Saturday; the Reserve Banks are open on Friday"),
    (dt.date(2026, 12, 18), dt.date(2027, 1, 5), "Christmas and New Year's Day"),
    (dt.date(2026, 3, 7), dt.date(2026, 3, 20), "from a Saturday"),
    (dt.date(2026, 3, 2), dt.date(2026, 3, 16), "two plain weeks"),
)


@pytest.mark.parametrize(("start", "due", "why"), DAYS)
def test_ten_business_days(start: dt.date, due: dt.date, why: str) -> None:
    """The day itself does not count, and weekends and holidays of the Reserve Banks do not."""
    assert business_days_after(start, 10) == due, why


@pytest.mark.parametrize(
    ("act", "is_due"), [("blocked", True), ("rejected", True), ("released", False), ("corrected", False)]
)
def test_a_report_is_due_for_what_a_person_did(act: str, *, is_due: bool) -> None:
    """A block and a reject are reported; the line names the calendar."""
    note = Note("p-1", Act(act), dt.date(2026, 3, 2), by="A. Officer")
    line = note.line()
    assert (note.report_due is not None) is is_due
    assert ("report_due" in line, "calendar" in line) == (is_due, is_due)
    assert line == {**line, "kind": "note", "id": "p-1", "act": act, "on": "2026-03-02", "by": "A. Officer"}


@pytest.mark.parametrize(
    ("by", "why"),
    [(" ", ""), ("A. Officer", "account 12345678"), ("A. Officer", "born 1970-01-31"), ("555443333", "")],
)
def test_confidential_text_is_refused(by: str, why: str) -> None:
    """A record is kept for ten years, and shown to examiners."""
    with pytest.raises(RecordError):
        Note("p-1", Act.RELEASED, dt.date(2026, 3, 2), by=by, why=why)
