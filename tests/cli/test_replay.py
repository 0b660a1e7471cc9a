"""`achguard replay`: recorded payments are decided again, and what differs is told."""

import datetime as dt
import json
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.guard import Guard
from achguard.model.payment import Payment
from achguard.sanctions.clearance import Clearance, record
from achguard.sanctions.snapshot import Snapshot
from cli.conftest import AS_OF, PUBLISHED, Payments, Run
from cli.nacha_files import came_back, ppd, saved

ROWS = ({"id": "good"}, {"id": "held", "receiver": {"name": "MALIK TARENTOV ZORBAN"}})
Given = tuple[str, Path, Path]


@pytest.fixture
def given(run: Run, payments: Payments, lists: Path, tmp_path: Path) -> Given:
    """Give payments, the record of their decisions, and the archive of their lists."""
    file, record, archive = payments(*ROWS), tmp_path / "record", tmp_path / "archive"
    with Guard(lists=Snapshot.open(lists), as_of=PUBLISHED).recording(record) as recording:
        for line in Path(file).read_text().splitlines():
            recording.decide(Payment.model_validate_json(line))
    assert run("lists", "archive", archive, lists).exit_code == ExitCode.ACCEPTED
    return file, record, archive


def test_all_the_same(run: Run, given: Given) -> None:
    """Only the summary is written, and the exit code is 0."""
    file, record, archive = given
    result = run("replay", file, "--record", record, "--archive", archive)
    assert (result.exit_code, result.stdout) == (ExitCode.ACCEPTED, "2 payments: 2 same\n")


def test_one_line_each(run: Run, given: Given) -> None:
    """JSON Lines name the line of the record and both outcomes."""
    file, record, archive = given
    result = run("replay", file, "--record", record, "--archive", archive, "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["payment_id"], each["verdict"], each["again"]) for each in rows] == [
        ("good", "same", "accept"),
        ("held", "same", "hold"),
    ]
    assert rows[1]["recorded"]["line"] == 4


def test_what_if(run: Run, given: Given, tmp_path: Path) -> None:
    """Other lists are named with their day, and what would change is told; the exit code is 1."""
    file, record, archive = given
    other = tmp_path / "other"
    Snapshot.sample(published=dt.date(2020, 2, 2), also=["ROBIN SAMPLE"]).build(other)
    result = run("replay", file, "--record", record, "--archive", archive, "--what-if-lists", other)
    assert "With sample-names of 2020-02-02, sample-sdn of 2020-02-02, whatever its age\n" in result.stdout
    same = run("replay", file, "--record", record, "--archive", archive, "--what-if-policy", "us-domestic")
    assert (same.exit_code, same.stdout.splitlines()[0]) == (ExitCode.ACCEPTED, "By the policy us-domestic")


def test_what_is_missing_is_told(run: Run, given: Given, payments: Payments) -> None:
    """Without the archive; a payment that was changed; a row that is no payment; and a record that is damaged."""
    file, record, archive = given
    result = run("replay", file, "--record", record)
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert "2 payments: 2 impossible" in result.stdout
    changed = payments({"id": "good", "amount": "7.00"}, {"id": "new"}, "{}", name="changed.jsonl")
    text = run("replay", changed, "--record", record, "--archive", archive).stdout
    assert "3 payments: 1 altered, 1 invalid, 1 unrecorded" in text
    (path,) = record.glob("2*.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"held"', b'"kept"'))
    result = run("replay", file, "--record", record, "--archive", archive)
    assert "1 line of the record is not whole and left out; achguard records verify tells which" in result.stderr
    assert "1 same, 1 unrecorded" in result.stdout


def test_a_reason_of_many_is_told_of_the_first_ones(run: Run, given: Given, payments: Payments) -> None:
    """Of each reason ten payments are told and the others counted; JSON Lines name each."""
    _, record, archive = given
    rows = [*({"id": f"new-{number}"} for number in range(12)), *(["{}"] * 11), {"id": "good", "amount": "7.00"}]
    many = payments(*rows, name="many.jsonl")
    options = "--record", record, "--archive", archive
    text = run("replay", many, *options).stdout
    assert [text.count(f" new-{number}:") for number in range(12)] == [1] * 10 + [0] * 2
    assert "  unrecorded  2 more: the record has no decision of it\n" in text
    assert "  invalid     1 more: " in text
    assert text.count("  altered ") == 1
    assert text.endswith("\n--format jsonl names each of them\n24 payments: 1 altered, 11 invalid, 12 unrecorded\n")
    assert len(run("replay", many, *options, "--format", "jsonl").stdout.splitlines()) == 24


def test_whatever_is_decided_otherwise_is_told(run: Run, lists: Path, payments: Payments, tmp_path: Path) -> None:
    """Each payment whose outcome would be another one is told, however many share the reason."""
    file, record = payments(*({"id": f"p-{number}"} for number in range(12))), tmp_path / "record"
    with Guard(lists=None, as_of=PUBLISHED).recording(record) as recording:
        for line in Path(file).read_text().splitlines():
            recording.decide(Payment.model_validate_json(line))
    text = run("replay", file, "--record", record, "--what-if-lists", lists).stdout
    assert text.count("hold became accept") == 12
    assert "more:" not in text


def test_what_was_lost_is_told(run: Run, given: Given, payments: Payments) -> None:
    """Where the files are all that was decided, a decision without its payment is told; an altered one is not lost."""
    _, record, archive = given
    options = "--record", record, "--archive", archive
    fewer = payments({"id": "held", "amount": "7.00"}, name="fewer.jsonl")
    assert "1 payment: 1 altered\n" in run("replay", fewer, *options).stdout
    result = run("replay", fewer, *options, "--complete")
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert result.stdout.splitlines()[-1] == "1 payment: 1 altered, 1 lost"
    assert "lost        good, decided" in " ".join(result.stdout.replace("lost  ", "lost  ").split("\n"))
    rows = [
        json.loads(row) for row in run("replay", fewer, *options, "--complete", "--format", "jsonl").stdout.splitlines()
    ]
    assert [(row["row"], row["payment_id"], row["verdict"], row["again"]) for row in rows][1:] == [
        (None, "good", "lost", None)
    ]


def test_columns_of_theirs_are_read_by_the_map_of_then(run: Run, lists: Path, tmp_path: Path) -> None:
    """What a map and constants made of a file's columns was decided, so that a replay takes both."""
    header = "ref,dollars,to,rtn,account,from"
    file, columns = tmp_path / "theirs.csv", tmp_path / "map.toml"
    file.write_text(f"{header}\n1,5.00,JANE DOE,065300279,004417283,STATE TAX AGENCY\n")
    names = "id", "amount", "receiver.name", "receiver.account.routing_number", "receiver.account.account_number"
    of_columns = zip(header.split(","), (*names, "originator.name"), strict=True)
    columns.write_text("[columns]\n" + "".join(f'{theirs} = "{ours}"\n' for theirs, ours in of_columns))
    constants = ("direction=debit", "sec_code=WEB", "originator.kind=organization")
    how = "--map", columns, *(word for each in constants for word in ("--set", each)), "--record", tmp_path / "record"
    assert "1 payment" in run("check", file, "--lists", lists, *how).stdout
    run("lists", "archive", tmp_path / "archive", lists)
    again = run("replay", file, *how, "--archive", tmp_path / "archive")
    assert (again.exit_code, again.stdout) == (ExitCode.ACCEPTED, "1 payment: 1 same\n")


def test_what_decided_is_given_again(run: Run, lists: Path, tmp_path: Path) -> None:
    """Key, policy, directory, returns, clearances, profile and encoding: all make it the same, none may be left out."""
    file, record_of = saved(tmp_path, ppd({}, {"account_number": "987654321"})), tmp_path / "record"
    policy, cleared = tmp_path / "policy.toml", tmp_path / "clearances.toml"
    policy.write_text('extends = "us-domestic"\nname = "strict"\n[directory]\nrequired = true\n', encoding="utf-8")
    entity = Snapshot.open(lists).entity("900001")
    assert entity is not None
    on, until = PUBLISHED, dt.date(2027, 11, 1)
    record(cleared, Clearance.of(entity, name="MALIK ZORBAN", by="J. Doe", why="another", on=on, expires=until))
    options = {
        "--record-key": tmp_path / "key",
        "--policy": policy,
        "--directory": Path(__file__).parents[2] / "src" / "achguard" / "testing" / "directory.txt",
        "--returns": saved(tmp_path, came_back("R85"), name="returns.ach"),
        "--clearances": cleared,
        "--profile": "strict",
        "--encoding": "latin-1",
    }
    given = [word for option in options.items() for word in option]
    run("check", file, "--lists", lists, "--as-of", AS_OF, "--record", record_of, *given)
    run("lists", "archive", tmp_path / "archive", lists)
    common = ("replay", file, "--record", record_of, "--archive", tmp_path / "archive")
    same = run(*common, *given)
    assert (same.exit_code, same.stdout) == (ExitCode.ACCEPTED, "2 payments: 2 same\n"), same.stderr
    for option in ("--policy", "--directory", "--returns", "--clearances"):
        without = run(*common, *(word for each in options.items() if each[0] != option for word in each))
        assert "2 payments: 2 impossible" in without.stdout, option
    without = run(*common, *given[2:])
    assert without.exit_code == ExitCode.UNREADABLE_INPUT


def test_what_can_not_be_read(run: Run, given: Given, tmp_path: Path) -> None:
    """A missing record, key, file or list is an error of its own."""
    file, record, _ = given
    assert run("replay", file, "--record", tmp_path / "none").exit_code == ExitCode.UNREADABLE_INPUT
    assert run("replay", tmp_path / "none", "--record", record).exit_code == ExitCode.UNREADABLE_INPUT
    assert run("replay", file, "--record", record, "--what-if-lists", tmp_path / "x").exit_code == ExitCode.LISTS
    (record / "record.key").unlink()
    assert "without it no payment can be matched" in run("replay", file, "--record", record).stderr.replace("\n", " ")


@pytest.mark.parametrize("option", ["--clearances", "--what-if-policy", "--policy"])
def test_what_it_reads_is_not_written_over(run: Run, given: Given, tmp_path: Path, option: str) -> None:
    """`--output` refuses a file that the command reads, and the file stays as it is."""
    file, record, archive = given
    kept = tmp_path / "kept.toml"
    kept.write_text("" if option == "--clearances" else 'extends = "us-domestic"\nname = "ours"\n')
    before = kept.read_bytes()
    result = run("replay", file, "--record", record, "--archive", archive, option, kept, "--output", kept)
    assert (result.exit_code, kept.read_bytes()) == (ExitCode.USAGE, before)
