"""A run that records: the same answers, each in the record once, however the run is divided and wherever it ends."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from achguard.cli.run_record import GoesOn, RunRecord
from achguard.errors import ConfigurationError
from achguard.records.checking import checked
from achguard.records.recording import BATCH
from achguard.records.writer import RecordWriter
from cli.conftest import AS_OF, Payments, Run
from cli.test_bulk import ROWS, as_csv, as_nacha, as_parquet
from factories import Json

pytest.importorskip("pyarrow")

KINDS = ["jsonl", "csv", "parquet", "nacha"]


def recorded(record: Path) -> list[Json]:
    """Read the decisions of a record."""
    lines = (json.loads(line) for path in sorted(record.glob("2*.jsonl")) for line in path.read_text().splitlines())
    return [each for each in lines if each["kind"] == "decision"]


def input_of(kind: str, tmp_path: Path, payments: Payments, rows: list[Json], entries: int) -> str:
    """Write payments in a format."""
    if kind == "nacha":
        return as_nacha(tmp_path, entries)
    if kind == "jsonl":
        return payments(*rows, "{}", name="in.jsonl")
    return as_csv(tmp_path / "in.csv", rows) if kind == "csv" else as_parquet(tmp_path / "in.parquet", rows)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", [(), ("--format", "jsonl", "--workers", 1), ("--format", "csv", "--workers", 2)])
def test_every_decision_is_recorded_and_comes_out_the_same(
    run: Run, payments: Payments, lists: Path, tmp_path: Path, kind: str, how: tuple[object, ...]
) -> None:
    """In every format, row by row and in portions: the bytes of a run without a record, and a replay finds the same."""
    file = input_of(kind, tmp_path, payments, ROWS * 3, 300)
    options = "check", file, "--lists", lists, "--as-of", AS_OF, *how
    alone, kept = run(*options), run(*options, "--record", tmp_path / "record", "--record-key", tmp_path / "key")
    assert (kept.stdout_bytes, kept.stderr, kept.exit_code) == (alone.stdout_bytes, alone.stderr, alone.exit_code)
    said = [json.loads(line) for line in run(*options[:6], "--format", "jsonl").stdout.splitlines()]
    decided = [(each["payment_id"], each["outcome"]) for each in said if each.get("outcome", "invalid") != "invalid"]
    assert [(each["id"], each["outcome"]) for each in recorded(tmp_path / "record")] == decided
    assert checked(tmp_path / "record").troubles == ()
    run("lists", "archive", tmp_path / "archive", lists)
    places = "--record", tmp_path / "record", "--record-key", tmp_path / "key", "--archive", tmp_path / "archive"
    again = run("replay", file, *places, "--format", "jsonl", "--complete").stdout.splitlines()
    verdicts = [json.loads(line)["verdict"] for line in again]
    assert set(verdicts) <= {"same", "invalid"}
    assert verdicts.count("same") == len(decided)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "workers", "seed"), [("csv", 1, 1), ("csv", 2, 2), ("nacha", 1, 3)])
def test_a_killed_run_goes_on_and_records_nothing_twice(
    run: Run, payments: Payments, lists: Path, tmp_path: Path, kind: str, workers: int, seed: int
) -> None:
    """Killed at random moments and gone on with until it is done: each payment once, and the bytes of a whole run."""
    file = input_of(kind, tmp_path, payments, [{"id": str(number)} for number in range(30_000)], 12_000)
    whole, out, record = tmp_path / "whole", tmp_path / "out", tmp_path / "record"
    options = "check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl"
    expected = run(*options, "--output", whole)
    going = *options, "--output", out, "--resume", "--record", record, "--workers", workers
    chosen = random.Random(seed)
    for _ in range(2):
        command = [sys.executable, "-m", "achguard", *map(str, going)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            before = size_of(record)
            while size_of(record) == before and process.poll() is None:
                time.sleep(0.005)
            time.sleep(chosen.random() * 0.4)
            process.send_signal(signal.SIGKILL)
        if out.exists():
            break
    if not out.exists():
        assert run(*going).exit_code == expected.exit_code
    assert out.read_bytes() == whole.read_bytes()
    said = [json.loads(line) for line in whole.read_text().splitlines()]
    ids = [each["payment_id"] for each in said if "payment_id" in each]
    assert [each["id"] for each in recorded(record)] == ids
    assert checked(record).troubles == ()


def size_of(record: Path) -> int:
    """Give how much is recorded, in bytes."""
    return sum(each.stat().st_size for each in record.glob("2*.jsonl"))


@pytest.mark.parametrize("kept", [0, 1, 5, 20])
def test_what_a_run_recorded_and_did_not_write_is_not_recorded_again(
    run: Run, lists: Path, tmp_path: Path, kept: int
) -> None:
    """Wherever the run ended between the record and the output, and although others recorded meanwhile."""
    file = as_csv(tmp_path / "in.csv", [{"id": str(number)} for number in range(20)])
    record, out = tmp_path / "record", tmp_path / "out"
    out.mkdir()  # so that the run fails at its very end
    options = "check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl", "--record", record
    going = *options, "--workers", 1, "--output", out, "--resume"
    assert run(*going).exit_code == 2
    out.rmdir()
    (tmp_path / "out.part.json").write_text((tmp_path / "out.part.json").read_text().splitlines()[0] + "\n")
    (segment,) = record.glob("2*.jsonl")
    segment.write_text("".join(segment.read_text().splitlines(keepends=True)[: 2 + kept]))
    (record / "reached").unlink()
    assert run(*options).exit_code == 0
    assert run(*going).exit_code == 0
    ours = [each["id"] for each in recorded(record) if "run" in each]
    assert ours == [str(number) for number in range(20)]
    assert len(recorded(record)) == 40


def test_what_follows_what_is_there_is_recorded(tmp_path: Path) -> None:
    """Of a run that is gone on with, as many decisions are left out as are there, whatever comes together."""
    with RecordWriter(tmp_path) as writer:
        writer.write([({"kind": "decision", "id": "a", "run": "ours"}, None)])
    with RunRecord(str(tmp_path), None, GoesOn("ours", is_new=False, decided=0)) as kept:
        for name in "abc":
            kept.take([({"kind": "decision", "id": name}, "{}")])
    assert [each["id"] for each in recorded(tmp_path)] == ["a", "b", "c"]


def test_a_record_that_lacks_what_is_written_is_refused(tmp_path: Path) -> None:
    """Another folder under the same name, or one that was taken back from a copy; it is free afterwards."""
    RecordWriter(tmp_path).close()
    with pytest.raises(ConfigurationError, match=r"has 0 of the 7 decisions that are written"):
        RunRecord(str(tmp_path), None, GoesOn("a run", is_new=False, decided=7))
    RecordWriter(tmp_path).close()


def test_a_run_goes_on_with_the_same_record(run: Run, lists: Path, tmp_path: Path) -> None:
    """Without it, or with another one, a part of the decisions would be missing."""
    file = as_csv(tmp_path / "in.csv", ROWS)
    (tmp_path / "out").mkdir()
    same = "check", file, "--lists", lists, "--as-of", AS_OF, "--workers", 1, "--output", tmp_path / "out", "--resume"
    same = *same, "--format", "jsonl"
    assert run(*same, "--record", tmp_path / "record").exit_code == 2
    (tmp_path / "out").rmdir()
    for other in ((), ("--record", tmp_path / "other")):
        result = run(*same, *other)
        assert (result.exit_code, "was begun with another --record" in result.stderr) == (2, True)
        assert not (tmp_path / "other").exists()
    assert run(*same, "--record", tmp_path / "record").exit_code == 1
    assert len(recorded(tmp_path / "record")) == 6


def test_nothing_is_written_that_is_not_recorded(run: Run, payments: Payments, lists: Path, tmp_path: Path) -> None:
    """Where another process writes to the record, nothing is decided, and the error says what to do."""
    file = payments({"id": "1"})
    with RecordWriter(tmp_path / "record"):
        result = run("check", file, "--lists", lists, "--record", tmp_path / "record")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "another process writes to this record" in " ".join(result.stderr.split())


def test_rows_behind_a_batch_and_before_an_error_are_recorded(run: Run, lists: Path, tmp_path: Path) -> None:
    """A thousand go to the disk together, and what could be read of an input that is cut off is recorded as well."""
    file = Path(as_csv(tmp_path / "in.csv", [{"id": str(number)} for number in range(BATCH + 2)]))
    with file.open("a", encoding="utf-8") as stream:
        stream.write('"' + "x" * 200_000 + "\n")
    result = run("check", file, "--lists", lists, "--record", tmp_path / "record", "--format", "jsonl")
    written = [json.loads(line)["payment_id"] for line in result.stdout.splitlines()]
    assert (result.exit_code, written) == (3, [*map(str, range(BATCH + 2))])
    assert [each["id"] for each in recorded(tmp_path / "record")] == written


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--record-key", "k"), "name its folder with --record"),
        (("--record", "r", "--suggest-map"), "decides nothing that --record could keep"),
        (("--record", "LISTS"), "is an input"),
        (("--record", "r", "--output", "r/2026-11-23.jsonl"), "is an input"),
        (("--record", "r", "--record-key", "k", "--output", "k"), "is an input"),
        (("--record", "FILE"), "is an input"),
    ],
)
def test_what_does_not_go_together_is_said_at_once(
    run: Run,
    payments: Payments,
    lists: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    why: str,
) -> None:
    """Nothing is decided, and nothing is made."""
    file = payments({"id": "1"})
    monkeypatch.chdir(tmp_path)
    given = [{"LISTS": str(lists), "FILE": file}.get(each, each) for each in options]
    result = run("check", file, "--lists", lists, *given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert why in " ".join(result.stderr.split())
    assert not (tmp_path / "r").exists()
