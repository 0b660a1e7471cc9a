"""The decisions of a record are found by the payment that was decided."""

from pathlib import Path

import pytest

from achguard.errors import RecordError
from achguard.guard import Guard
from achguard.model.decision import Outcome
from achguard.model.payment import Payment
from achguard.records.notes import Act, Note
from achguard.records.recorded import RecordedDecisions
from factories import payment
from records.conftest import DAY, Write


def test_a_decision_is_found_by_its_payment(guard: Guard, record: Path, listed: Payment) -> None:
    """By all that it says; the same id with another amount is another payment."""
    with guard.recording(record) as recording:
        recording.decide(listed)
        recording.note(Note("listed", Act.BLOCKED, DAY, by="A. Officer"))
    found = RecordedDecisions(record)
    (one,) = found.of(listed)
    assert (one.outcome, one.codes, one.payment_id) == (Outcome.HOLD, ("SAN101",), "listed")
    assert found.bases[one.basis] == guard.decide(listed).basis
    other = listed.model_copy(update={"amount": "1.00"})
    assert found.of(other) == ()
    assert found.with_id("listed") == (one,)
    assert found.notes["listed"][0]["act"] == "blocked"
    assert len(found) == 1


def test_damaged_lines_are_left_out(write: Write, record: Path) -> None:
    """And counted; what is whole is used."""
    write("a", "b", "c")
    path = record / "2026-11-20.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"id":"b"', b'"id":"x"'))
    found = RecordedDecisions(record)
    assert (len(found), found.left_out) == (2, 1)
    assert found.of(payment(changes={"id": "b", "effective_date": DAY.isoformat()})) == ()
    assert len(found.of(payment(changes={"id": "c", "effective_date": DAY.isoformat()}))) == 1


def test_a_line_of_a_later_version_is_left_out(write: Write, record: Path) -> None:
    """A whole line that this version does not understand stops nothing."""
    from achguard.records.writer import RecordWriter

    write("a")
    with RecordWriter(record) as writer:
        writer.write([({"kind": "decision", "id": "b", "outcome": "ponder", "decision": "x"}, None)])
        writer.write([({"kind": "of-a-later-version"}, None)])
    found = RecordedDecisions(record)
    assert (len(found), found.left_out) == (1, 1)


def test_another_key_is_told(write: Write, record: Path, tmp_path: Path) -> None:
    """Under another key no payment would be found, without a word."""
    from achguard.records.record_key import RecordKey

    write("a")
    RecordKey.made(tmp_path / "other")
    with pytest.raises(RecordError, match="under the key"):
        RecordedDecisions(record, key=tmp_path / "other")
