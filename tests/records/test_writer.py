"""A record has one writer at a time, and nothing is acknowledged before it is on the disk."""

import datetime as dt
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from achguard.errors import RecordError
from achguard.records.checking import checked
from achguard.records.recording import BATCH
from achguard.records.segments import REACHED, segments_of
from achguard.records.writer import RecordWriter
from records.conftest import MORNING, Write

NEXT_DAY = MORNING + dt.timedelta(days=1)


def lines(record: Path, day: str = "2026-11-20") -> list[dict[str, object]]:
    """Read the lines of a day."""
    return [json.loads(line) for line in (record / f"{day}.jsonl").read_text().splitlines()]


def test_a_record_begins_and_goes_on(write: Write, record: Path) -> None:
    """The first line says what the file is; a basis stands once, however many writers go on with it."""
    write("a", "b")
    write("c")
    said = lines(record)
    assert [each["kind"] for each in said] == ["segment", "basis", "decision", "decision", "decision"]
    assert [each["n"] for each in said] == [1, 2, 3, 4, 5]
    assert [each["id"] for each in said[2:]] == ["a", "b", "c"]
    assert {each["basis"] for each in said[1:]} == {said[1]["basis"]}
    assert checked(record).troubles == ()


def test_a_day_is_sealed_when_the_next_one_begins(write: Write, record: Path) -> None:
    """The seal counts the lines with itself; the next file names the one that it follows."""
    write("a")
    write("b", at=NEXT_DAY)
    *_, seal = lines(record)
    assert (seal["kind"], seal["lines"]) == ("seal", 4)
    first, basis, decision = lines(record, "2026-11-21")
    assert first["follows"] == "2026-11-20"
    assert (basis["kind"], decision["id"]) == ("basis", "b")
    assert checked(record).troubles == ()


def test_one_writer_goes_from_day_to_day(record: Path) -> None:
    """A process that runs over midnight seals the day that is over."""
    now = [MORNING]
    with RecordWriter(record, clock=lambda: now[0]) as writer:
        writer.write([({"kind": "note", "id": "a"}, None)])
        now[0] = NEXT_DAY
        writer.write([({"kind": "note", "id": "b"}, None)])
    assert [each.stem for each in segments_of(record)] == ["2026-11-20", "2026-11-21"]
    assert checked(record).troubles == ()


@pytest.mark.parametrize("back", [dt.timedelta(hours=2), dt.timedelta(days=2)])
def test_a_clock_that_goes_back_is_told(write: Write, record: Path, back: dt.timedelta) -> None:
    """Lines stay in their order, on the later day, and a line says what the clock did."""
    write("a")
    write("b", at=MORNING - back)
    said = lines(record)
    assert [each["kind"] for each in said[-2:]] == ["clock", "decision"]
    assert said[-2]["before"] == "2026-11-20T09:00:00.000000Z"
    found = checked(record)
    assert found.troubles == ()
    assert "the clock went back" in found.remarks[0]


def test_a_clock_that_was_ahead_of_a_sealed_day(write: Write, record: Path) -> None:
    """Behind a sealed file the record goes on under the next day, whatever the clock says."""
    write("a")
    write("b", at=NEXT_DAY)
    (record / "2026-11-21.jsonl").unlink()
    (record / REACHED).unlink()
    write("c")
    assert [each.stem for each in segments_of(record)] == ["2026-11-20", "2026-11-21"]
    assert checked(record).troubles == ()


def test_a_second_writer_is_refused(record: Path) -> None:
    """Also in the same process; once the first one is closed the record is free."""
    with RecordWriter(record) as first, pytest.raises(RecordError, match="another process writes"):
        RecordWriter(record)
    first.close()
    RecordWriter(record).close()
    with pytest.raises(RecordError, match="closed"):
        first.write([])


def test_a_writer_is_not_pickled(record: Path) -> None:
    """Another process opens a record of its own."""
    with RecordWriter(record) as writer, pytest.raises(RecordError, match="one writer"):
        pickle.dumps(writer)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_writes_nothing(record: Path) -> None:
    """It would write over what its parent writes."""
    with RecordWriter(record) as writer:
        child = os.fork()
        if not child:
            try:
                writer.write([({"kind": "note"}, None)])
            except RecordError:
                os._exit(7)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_another_key_is_refused(write: Write, record: Path, tmp_path: Path) -> None:
    """A file's digests are under one key, which its first line names: others could be matched with no payment."""
    write("a")
    with pytest.raises(RecordError, match="give the file of the other key, or record in a new folder"):
        RecordWriter(record, key=tmp_path / "another.key")
    write("b")
    assert checked(record).troubles == ()


def test_what_becomes_of_a_record_is_logged(write: Write, record: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Opened, held by another, mended, a clock that goes back, sealed: under `achguard.record`, and of no payment."""
    caplog.set_level("INFO", "achguard")
    write("a", "private-id", at=MORNING)
    path = record / "2026-11-20.jsonl"
    path.write_bytes(path.read_bytes()[:-9])
    write("c", at=MORNING - dt.timedelta(hours=1))
    with RecordWriter(record), pytest.raises(RecordError):
        RecordWriter(record)
    write("d", at=MORNING + dt.timedelta(days=1))
    assert {each.name for each in caplog.records} == {"achguard.record"}
    said = [(each.levelname, each.getMessage()) for each in caplog.records]
    beginnings = [
        ("INFO", "opened behind nothing, as a new record"),
        ("WARNING", "bytes of a line that was not finished"),
        ("INFO", "opened behind 2026-11-20"),
        ("WARNING", "the clock went back, from 2026-11-20T09:00:00.000000Z to 2026-11-20T08:00:00.000000Z"),
        ("INFO", "opened behind 2026-11-20"),
        ("ERROR", "another process writes to this record"),
        ("INFO", "opened behind 2026-11-20"),
        ("INFO", "sealed 2026-11-20 with 7 lines"),
    ]
    assert [level for level, _ in said] == [level for level, _ in beginnings]
    assert all(what in text for (_, text), (_, what) in zip(said, beginnings, strict=True))
    assert "private-id" not in caplog.text


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_line_that_was_not_finished_is_cut_off(write: Write, record: Path, cut: int) -> None:
    """Nothing of it was acknowledged; a line says that it was there, and the record is whole."""
    write("a", "b")
    path = record / "2026-11-20.jsonl"
    whole = path.read_bytes()
    start = whole[:-1].rfind(b"\n") + 1
    path.write_bytes(whole[: start + cut])
    (record / REACHED).unlink()
    assert [each.fault.value for each in checked(record).troubles] == ["cut"]
    write("c")
    said = lines(record)
    assert [each["kind"] for each in said] == ["segment", "basis", "decision", "cut", "decision"]
    assert said[3]["bytes"] == cut
    found = checked(record)
    assert found.troubles == ()
    assert f"{cut} bytes" in found.remarks[0]


def test_a_first_line_that_was_not_finished(write: Write, record: Path) -> None:
    """The day begins anew, behind the day before."""
    write("a")
    write("b", at=NEXT_DAY)
    path = record / "2026-11-21.jsonl"
    path.write_bytes(path.read_bytes()[:20])
    (record / REACHED).unlink()
    write("c", at=NEXT_DAY)
    assert [each["kind"] for each in lines(record, "2026-11-21")] == ["segment", "cut", "basis", "decision"]
    assert checked(record).troubles == ()


def test_behind_a_damaged_line_nothing_is_written(write: Write, record: Path) -> None:
    """The folder stays as it is, as evidence; the error says where to record instead."""
    write("a")
    path = record / "2026-11-20.jsonl"
    path.write_bytes(path.read_bytes() + b"not a line\n")
    with pytest.raises(RecordError, match="line 4: is damaged"):
        write("b")
    assert path.read_bytes().endswith(b"not a line\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit there")
def test_a_disk_that_is_full_records_nothing_of_a_call(record: Path) -> None:
    """What was written before stays whole, and once there is room the record goes on."""
    code = f"""
import resource, signal
from achguard.records.writer import RecordWriter
from achguard.errors import RecordError
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with RecordWriter(Path({str(record)!r})) as writer:
    writer.write([({{"kind": "note", "id": "a"}}, None)])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        writer.write([({{"kind": "note", "id": "b" * 2000}}, None)])
    except RecordError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    writer.write([({{"kind": "note", "id": "c"}}, None)])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "nothing of this call is in it" in done.stdout
    (day,) = segments_of(record)
    assert [each.get("id") for each in lines(record, day.stem)] == [None, "a", "c"]
    assert checked(record).troubles == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sync", "after"), [("decision", 0.05), ("decision", 0.12), ("decision", 0.31), ("batch", 0.9), ("batch", 2.3)]
)
def test_a_killed_process_loses_nothing_that_it_acknowledged(record: Path, sync: str, after: float) -> None:
    """Ended at whatever moment by a signal that it can't handle: each payment that it printed is in the record."""
    code = f"""
from achguard import Guard, Payment, Snapshot
from importlib import resources
text = resources.files("achguard").joinpath("_data", "demo_payments.jsonl").read_text().splitlines()
payments = [Payment.model_validate_json(each) for each in text]
def endless():
    number = 0
    while True:
        for each in payments:
            number += 1
            yield each.model_copy(update={{"id": f"p-{{number}}"}})
with Guard(lists=Snapshot.sample()).recording({str(record)!r}, sync={sync!r}) as recording:
    print("begin", flush=True)
    for each in recording.decide_many(endless()):
        print(each.payment_id, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begin\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        told = process.stdout.read().split("\n")
    acknowledged = told[:-1]
    RecordWriter(record).close()  # cuts off what was not finished
    kept = [each.get("id") for path in segments_of(record) for each in lines(record, path.stem)]
    assert set(acknowledged) <= set(kept)
    assert len(kept) - 2 - len(acknowledged) <= (2 if sync == "decision" else BATCH + 2)
    assert checked(record).troubles == ()
