"""A decision is given when it is on the disk, and not before."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError, RecordError
from achguard.guard import Guard
from achguard.model.payment import Payment
from achguard.records.checking import checked
from achguard.records.notes import Act, Note
from achguard.records.segments import lines_of, segments_of
from factories import payment
from records.conftest import DAY


def ids(record: Path) -> list[object]:
    """Give the ids of the recorded decisions, in order."""
    lines = (line for path in segments_of(record) for line in lines_of(path, ""))
    return [line.said["id"] for line in lines if line.said is not None and line.kind == "decision"]


def some(many: int) -> list[Payment]:
    """Give payments that are numbered."""
    return [payment(changes={"id": f"p-{number}"}) for number in range(many)]


def test_a_recording_decides_as_its_guard(guard: Guard, record: Path, listed: Payment) -> None:
    """Byte for byte, and each is in the record when it is given."""
    with guard.recording(record) as recording:
        for each in (payment(), listed):
            assert recording.decide(each) == guard.decide(each)
            assert ids(record)[-1] == each.id


def test_decisions_in_batches_are_recorded_before_they_are_given(guard: Guard, record: Path) -> None:
    """With `sync="batch"` the first thousand are on the disk when the first one is given, and in their order."""
    with guard.recording(record, sync="batch") as recording:
        decisions = recording.decide_many(some(1001))
        assert next(decisions).payment_id == "p-0"
        assert len(ids(record)) == 1000
        assert [each.payment_id for each in decisions][-1] == "p-1000"
    assert ids(record) == [f"p-{number}" for number in range(1001)]


def test_decisions_by_themselves_are_recorded_one_by_one(guard: Guard, record: Path) -> None:
    """Unless batches are asked for, nothing is decided before the one before it is on the disk."""
    with guard.recording(record) as recording:
        decisions = recording.decide_many(some(3))
        next(decisions)
        assert ids(record) == ["p-0"]
        next(decisions)
        assert ids(record) == ["p-0", "p-1"]


def test_what_can_not_be_recorded_is_not_given(guard: Guard, record: Path) -> None:
    """A closed record, as a disk that is full, gives an error in place of a decision."""
    recording = guard.recording(record)
    recording.close()
    with pytest.raises(RecordError):
        recording.decide(payment())


def test_threads_share_a_record(guard: Guard, record: Path) -> None:
    """Every decision has its line, and the lines hold each other."""
    with guard.recording(record) as recording, ThreadPoolExecutor(8) as pool:
        given = [each.payment_id for each in pool.map(recording.decide, some(60))]
    assert sorted(map(str, ids(record))) == sorted(map(str, given))
    assert checked(record).troubles == ()


def test_a_language_changes_no_outcome(guard: Guard, record: Path) -> None:
    """A payor's language goes with the call."""
    with guard.recording(record) as recording:
        decision = recording.decide(payment(), language="es")
    assert decision == guard.decide(payment(), language="es")


def test_a_note_stands_behind_its_decision(guard: Guard, record: Path, listed: Payment) -> None:
    """What a person did is in the same record."""
    with guard.recording(record) as recording:
        recording.decide(listed)
        recording.note(Note("listed", Act.BLOCKED, DAY, by="A. Officer"))
    (path,) = segments_of(record)
    assert [line.kind for line in lines_of(path, "")][-2:] == ["decision", "note"]


def test_what_is_asked_wrongly_is_told(guard: Guard, record: Path) -> None:
    """Another word for when to sync, and what is no path."""
    with pytest.raises(ConfigurationError, match='"decision" or "batch"'):
        guard.recording(record, sync="never")  # type: ignore[arg-type]
    with pytest.raises(RecordError):
        guard.recording("a\nb")


def test_a_key_elsewhere(guard: Guard, record: Path, tmp_path: Path) -> None:
    """The key may lie outside the record, on another disk."""
    key = tmp_path / "elsewhere.key"
    with guard.recording(record, key=key) as recording:
        recording.decide(payment())
    assert key.exists()
    assert not (record / "record.key").exists()
