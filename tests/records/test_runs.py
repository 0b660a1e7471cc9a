"""What a run recorded is found again by its name."""

import datetime as dt
from pathlib import Path

import pytest

from achguard.errors import RecordError
from achguard.records.runs import decisions_of_run
from achguard.records.writer import RecordWriter
from records.conftest import MORNING


def test_the_decisions_of_a_run_are_counted(record: Path) -> None:
    """On every day, also behind one on which others alone recorded; a note or another run's decision is none."""
    for day, runs in enumerate((["ours"], ["other"], ["ours", "other", "ours"], ["ours", None], ["other"])):
        with RecordWriter(record, clock=lambda day=day: MORNING + dt.timedelta(days=day)) as writer:
            for each in runs:
                named = {} if each is None else {"run": each}
                said = {"kind": "decision", "id": "ours", **named}
                writer.write([(said, "{}"), ({"kind": "note", **named}, None)])
    assert decisions_of_run(record, "ours") == 4
    assert decisions_of_run(record, "other") == 3
    assert decisions_of_run(record, "a third one") == 0


def test_a_line_that_is_damaged_is_no_decision(record: Path) -> None:
    """One that was cut off was not acknowledged, whatever can be read of it."""
    with RecordWriter(record, clock=lambda: MORNING) as writer:
        writer.write([({"kind": "decision", "run": "ours"}, None)] * 2)
    (path,) = record.glob("2*.jsonl")
    path.write_bytes(path.read_bytes()[:-1])
    assert decisions_of_run(record, "ours") == 1


def test_a_file_that_can_not_be_read_is_told(record: Path) -> None:
    """Whoever goes on with a run must know all that it recorded."""
    (record / "2026-11-20.jsonl").mkdir(parents=True)
    with pytest.raises(RecordError, match="can't be read"):
        decisions_of_run(record, "ours")
