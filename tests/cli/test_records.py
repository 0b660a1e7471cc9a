"""`achguard records`: a record is verified, looked into, noted in and purged."""

import datetime as dt
import json
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.directory import RoutingDirectory
from achguard.guard import Guard
from achguard.model.history import History, ReturnedEntry
from achguard.sanctions.clearance import Clearance, Clearances
from achguard.sanctions.snapshot import Snapshot
from cli.conftest import AS_OF, PUBLISHED, Payments, Run
from factories import payment
from spec import TINY_DIRECTORY


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Give a record with an accepted payment and a held one."""
    folder = tmp_path / "record"
    with Guard(lists=Snapshot.sample(published=PUBLISHED), as_of=PUBLISHED).recording(folder) as recording:
        recording.decide(payment(changes={"id": "good"}))
        recording.decide(payment(changes={"id": "held", "receiver": {"name": "MALIK TARENTOV ZORBAN"}}))
    return folder


def test_a_whole_record(run: Run, record: Path) -> None:
    """It is counted, its head told, and the exit code is 0."""
    result = run("records", "verify", record)
    assert result.exit_code == ExitCode.ACCEPTED
    assert "1 day, 4 lines, 2 decisions: whole\nhead " in result.stdout
    told = json.loads(run("records", "verify", record, "--format", "json").stdout)
    assert (told["troubles"], told["decisions"]) == ([], 2)
    assert told["head"] in result.stdout


def test_a_record_that_was_changed(run: Run, record: Path) -> None:
    """The line is named, and the exit code is 1."""
    (path,) = record.glob("2*.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"held"', b'"kept"'))
    result = run("records", "verify", record)
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert f"changed {path.stem} line 4: this line, or the one before it, was changed" in result.stdout


def test_what_is_recorded_behind_a_changed_line_is_whole(
    run: Run, record: Path, payments: Payments, lists: Path
) -> None:
    """A run records behind it and does not look back; verify names that line alone."""
    path = min(record.glob("2*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b'"good"', b'"kept"'))
    new = payments({"id": "new"})
    recorded = run("check", new, "--lists", lists, "--as-of", AS_OF, "--record", record, "--quiet")
    assert recorded.exit_code == ExitCode.ACCEPTED
    told = json.loads(run("records", "verify", record, "--format", "json").stdout)
    assert ([each["line"] for each in told["troubles"]], told["decisions"]) == ([3], 3)


def test_a_hold_that_somebody_made_an_accept_is_not_shown_as_one(run: Run, record: Path) -> None:
    """Whoever looks a payment up reads, above the changed line, that it was changed, and JSON says so too."""
    (path,) = record.glob("2*.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"outcome":"hold"', b'"outcome":"accept"'))
    shown = " ".join(run("records", "show", record, "held").stdout.split())
    assert shown.startswith(f"wrong {path.stem} line 4: this line, or the one before it, was changed or is lost")
    assert "not_whole" in json.loads(run("records", "show", record, "held", "--format", "json").stdout)
    assert "wrong" not in run("records", "show", record, "good").stdout


def test_a_folder_without_a_record(run: Run, tmp_path: Path) -> None:
    """It is told in one sentence."""
    result = run("records", "verify", tmp_path / "none")
    assert result.exit_code == ExitCode.UNREADABLE_INPUT
    assert "no record can be read there" in result.stderr


def test_the_files_that_a_decision_rests_on_are_shown(run: Run, tmp_path: Path) -> None:
    """Clearances, returns and a directory are named by digest where a decision rests on them, and nowhere else."""
    lists = Snapshot.sample(published=PUBLISHED)
    entity = lists.entity("900001")
    assert entity is not None
    until = PUBLISHED + dt.timedelta(days=9)
    cleared = Clearances([Clearance.of(entity, name="MALIK ZORBAN", by="A", why="b", on=PUBLISHED, expires=until)])
    returned = History([ReturnedEntry(code="R01", routing_number="065300279", account_number="1")])
    record = tmp_path / "of-files"
    with Guard(lists=lists, as_of=PUBLISHED).recording(record) as recording:
        recording.decide(payment(changes={"id": "p-1"}))
    bare = run("records", "show", record, "p-1").stdout
    assert bare.split()[-2] == "achguard"
    guard = Guard(None, lists, RoutingDirectory.open(TINY_DIRECTORY), returned, clearances=cleared, as_of=PUBLISHED)
    with guard.recording(record) as recording:
        basis = recording.decide(payment(changes={"id": "p-2"})).basis
    text = "".join(run("records", "show", record, "p-2").stdout.split())
    assert basis.directory is not None
    said = f"clearances{basis.clearances},returns{basis.history},directory{basis.directory.sha256}"
    assert text.endswith(said)


def test_a_payment_is_shown(run: Run, record: Path) -> None:
    """What was decided, why, what it rested on, and what a person did."""
    noted = run(
        "records", "note", record, "held", "--by", "A. Officer", "--blocked", "2026-11-20", "--why", "the same person"
    )
    assert noted.exit_code == ExitCode.ACCEPTED
    assert noted.stdout == "Noted. Report to OFAC by 2026-12-07: ten business days, by the Federal Reserve holidays.\n"
    text = run("records", "show", record, "held").stdout
    for said in ("debit of MALIK TARENTOV", "SAN101 receiver.name", "policy us-domestic", "blocked on 2026-11-20"):
        assert said in text
    first, second = map(json.loads, run("records", "show", record, "held", "--format", "json").stdout.splitlines())
    assert (first["outcome"], second["report_due"]) == ("hold", "2026-12-07")
    assert "payor" not in run("records", "show", record, "good", "--format", "json").stdout


def test_a_payment_that_is_not_there(run: Run, record: Path) -> None:
    """It is told, with 1."""
    result = run("records", "show", record, "nobody")
    assert (result.exit_code, result.stdout) == (
        ExitCode.NOT_ALL_ACCEPTED,
        "The record has nothing of this payment.\n",
    )


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("rejected", "Noted. Report to OFAC by 2026-12-07: ten business days, by the Federal Reserve holidays.\n"),
        ("corrected", "Noted.\n"),
    ],
)
def test_what_else_a_person_did_is_noted(run: Run, record: Path, act: str, said: str) -> None:
    """A rejection is reported to OFAC as well; that a return counts no longer is not."""
    assert run("records", "note", record, "held", "--by", "A", f"--{act}", "2026-11-20").stdout == said
    assert f"{act} on 2026-11-20 by A" in run("records", "show", record, "held").stdout


def test_a_release_has_no_report(run: Run, record: Path) -> None:
    """Nothing is due to OFAC."""
    assert run("records", "note", record, "held", "--by", "A", "--released", "2026-11-20").stdout == "Noted.\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "give one of --blocked"),
        (("--blocked", "2026-11-20", "--released", "2026-11-20"), "give one of --blocked"),
        (("--blocked", "2999-01-01"), "a day to come"),
        (("--blocked", "2026-11-20", "--why", "account 12345678"), "long number"),
    ],
)
def test_notes_that_are_refused(run: Run, record: Path, options: tuple[str, ...], said: str) -> None:
    """With the reason, and nothing is written."""
    before = [each.read_bytes() for each in record.glob("2*.jsonl")]
    result = run("records", "note", record, "held", "--by", "A", *options)
    assert result.exit_code != ExitCode.ACCEPTED
    assert said in result.stderr
    assert [each.read_bytes() for each in record.glob("2*.jsonl")] == before


def test_a_note_makes_no_record(run: Run, tmp_path: Path) -> None:
    """A mistyped folder is told."""
    result = run("records", "note", tmp_path / "none", "held", "--by", "A", "--released", "2026-11-20")
    assert result.exit_code == ExitCode.USAGE
    assert not (tmp_path / "none").exists()


def test_a_purge(run: Run, record: Path) -> None:
    """Days of the last ten years stay, unless it is said."""
    today = dt.datetime.now(dt.UTC).date()
    assert "ten years" in run("records", "purge", record, "--before", today).stderr
    result = run("records", "purge", record, "--before", today, "--although-younger")
    assert (result.exit_code, result.stdout) == (ExitCode.ACCEPTED, "0 days forgotten\n")
