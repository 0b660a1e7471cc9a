"""What a record says of one payment."""

from pathlib import Path

from achguard.guard import Guard
from achguard.model.payment import Payment
from achguard.records.looking_up import lines_about
from achguard.records.notes import Act, Note
from factories import payment
from records.conftest import DAY


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
