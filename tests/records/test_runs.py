"""What a run recorded is found again by its name."""

import datetime as dt
from pathlib import Path

from achguard.records.runs import decisions_of_run
from achguard.records.writer import RecordWriter
from records.conftest import MORNING


def test_the_decisions_of_a_run_are_counted(record: Path) -> None:
    """Over midnight, and between those of other runs; a note or another run's decision is none of them."""
    for day, runs in enumerate((["other"], ["ours", "other", "ours"], ["ours", None], ["other"])):
        with RecordWriter(record, clock=lambda day=day: MORNING + dt.timedelta(days=day)) as writer:
            for each in runs:
                named = {} if each is None else {"run": each}
                writer.write([({"kind": "decision", "id": "1", **named}, "{}"), ({"kind": "note", **named}, None)])
    assert decisions_of_run(record, "ours") == 3
    assert decisions_of_run(record, "a third one") == 0
