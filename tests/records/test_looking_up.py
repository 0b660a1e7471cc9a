"""What a record says of one payment."""

import datetime as dt
from pathlib import Path

import pytest

from achguard.guard import Guard
from achguard.model.payment import Payment
from achguard.records.looking_up import lines_about
from achguard.records.notes import Act, Note
from achguard.records.purging import purge
from factories import payment
from records.conftest import DAY, MORNING, Write


def test_decisions_and_notes_of_a_payment(guard: Guard, record: Path, listed: Payment) -> None:
    """Each with its place, and a decision with what it rests on; another payment's are not among them."""
    with guard.recording(record) as recording:
        for each in (payment(), listed, listed):
            recording.decide(each)
        recording.note(Note("listed", Act.RELEASED, DAY, by="A. Officer"))
    first, second, note = lines_about(record, "listed")
    assert (first["outcome"], second["line"], note["act"]) == ("hold", 5, "released")
    assert first["rests_on"]["as_of"] == "2026-11-20"  # type: ignore[index]
    assert [*lines_about(record, "nobody")] == []


def test_damaged_lines_are_passed_by(guard: Guard, record: Path, listed: Payment) -> None:
    """The others are shown; without its basis a decision is shown by itself."""
    with guard.recording(record) as recording:
        recording.decide(listed)
    (path,) = record.glob("2*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"damaged\n" + lines[2])
    (said,) = lines_about(record, "listed")
    assert "rests_on" not in said


@pytest.mark.parametrize(
    ("at", "old", "new"), [(3, b'"outcome":"hold"', b'"outcome":"accept"'), (2, b'"n":2', b'"n":7')]
)
def test_a_changed_line_is_shown_as_one(
    guard: Guard, record: Path, listed: Payment, at: int, old: bytes, new: bytes
) -> None:
    """Somebody turned a hold into an accept, or changed what it rests on: that line alone says that it is not whole."""
    with guard.recording(record) as recording:
        for _ in range(3):
            recording.decide(listed)
    assert [each for each in lines_about(record, "listed") if "not_whole" in each] == []
    (path,) = record.glob("2*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    assert old in lines[at - 1]
    lines[at - 1] = lines[at - 1].replace(old, new)
    path.write_bytes(b"".join(lines))
    found = [*lines_about(record, "listed")]
    assert [each["line"] for each in found] == [3, 4, 5]
    assert [each["line"] for each in found if "not_whole" in each] == [at] * (at == 3)
    assert [each for each in found if "rests_on" in each] == (found if at == 3 else [])


def test_the_lines_of_every_day_follow_each_other(write: Write, record: Path) -> None:
    """A record of several days, the first of which was purged, is whole."""
    for day in range(3):
        write("a", at=MORNING + dt.timedelta(days=day))
    purge(record, DAY + dt.timedelta(days=1), today=DAY, although_younger=True)
    assert [("not_whole" in each, each["segment"]) for each in lines_about(record, "a")] == [
        (False, "2026-11-21"),
        (False, "2026-11-22"),
    ]
