"""`achguard lists`: building, and saying what there is and how old it is."""

import datetime as dt
import json
import os
import shutil
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.sanctions.snapshot import Snapshot
from cli.conftest import Payments, Run

SAMPLE = Path(__file__).parents[2] / "src" / "achguard" / "_data" / "sample_list"


def test_lists_are_built_and_then_open(run: Run, tmp_path: Path) -> None:
    """The date given stands, the table names list, date, who dated it and entries, and the folder is a snapshot."""
    out = tmp_path / "lists"
    result = run("lists", "build", SAMPLE, "--out", out, "--published", "2026-11-20")
    assert result.exit_code == ExitCode.ACCEPTED
    assert result.stdout.splitlines()[0] == f"Built {out}"
    assert "ofac-sdn  2026-11-20  hand" in result.stdout
    assert [version.published.isoformat() for version in Snapshot.open(out).lists] == ["2026-11-20"]


def test_a_set_without_its_aliases_needs_to_be_asked_for(run: Run, tmp_path: Path) -> None:
    """An incomplete set is refused, with what is missing; --partial takes it and says so."""
    files = [SAMPLE / "sdn.csv", SAMPLE / "add.csv"]
    refused = run("lists", "build", *files, "--out", tmp_path / "lists")
    assert refused.exit_code == ExitCode.LISTS
    assert "alt.csv" in refused.stderr
    taken = run("lists", "build", *files, "--out", tmp_path / "lists", "--partial")
    assert taken.exit_code == ExitCode.ACCEPTED
    assert "ofac-sdn (partial)" in taken.stdout


@pytest.mark.parametrize("arguments", [[], ["--out", "x"], [str(SAMPLE)]])
def test_build_needs_files_and_a_folder(run: Run, arguments: list[str]) -> None:
    """Either missing is a mistake of usage."""
    assert run("lists", "build", *arguments).exit_code == ExitCode.USAGE


def test_files_that_are_not_there_are_named(run: Run, tmp_path: Path) -> None:
    """One sentence with the file, exit code 4, and no folder."""
    result = run("lists", "build", tmp_path / "absent.csv", "--out", tmp_path / "lists")
    assert "absent.csv" in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.exit_code == ExitCode.LISTS
    assert not (tmp_path / "lists").exists()


def test_status_tells_the_age(run: Run, tmp_path: Path, lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fresh lists leave with 0; old, missing and damaged ones with 4."""
    Snapshot.sample().build(tmp_path / "fresh")
    monkeypatch.setenv("ACHGUARD_LISTS", str(tmp_path / "fresh"))
    fresh = run("lists", "status")
    assert (fresh.exit_code, fresh.stderr) == (ExitCode.ACCEPTED, "")
    assert "0 days" in fresh.stdout
    Snapshot.sample(published=Snapshot.open(lists).published.replace(year=2020)).build(tmp_path / "old")
    old = run("lists", "status", "--lists", tmp_path / "old")
    assert old.exit_code == ExitCode.LISTS
    assert "sample-sdn: older than 7 days" in old.stderr
    assert run("lists", "status", "--lists", tmp_path / "absent").exit_code == ExitCode.LISTS
    (tmp_path / "old" / "manifest.json").write_text("{", encoding="utf-8")
    damaged = run("lists", "status", "--lists", tmp_path / "old")
    assert (damaged.exit_code, damaged.stdout) == (ExitCode.LISTS, "")


def files_of(folder: Path, day: str) -> Path:
    """Copy the sample's files, dated a day."""
    shutil.copytree(SAMPLE, folder, copy_function=shutil.copyfile)
    time = dt.datetime.fromisoformat(f"{day}T12:00+00:00").timestamp()
    for path in folder.iterdir():
        os.utime(path, (time, time))
    return folder


def test_a_list_that_nobody_dates_says_so(run: Run, tmp_path: Path, payments: Payments) -> None:
    """The table, the summary and every decision say that the file's time gave its day, until a date is given."""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    folder = files_of(tmp_path / "files", today)
    built = run("lists", "build", folder, "--out", tmp_path / "lists")
    assert "nobody states its date, so that it is" in " ".join(built.stdout.split())
    assert "give the date with --published" in " ".join(built.stdout.split())
    for lists in (folder, tmp_path / "lists"):
        text = run("check", payments({}), "--lists", lists)
        assert f"ofac-sdn of {today} (0 days old, day given by its file's time)" in " ".join(text.stdout.split())
        (row,) = run("check", payments({}), "--lists", lists, "--format", "jsonl").stdout.splitlines()
        assert json.loads(row)["basis"]["lists"][0]["dated_by"] == "file-time"
    dated = run("lists", "build", folder, "--out", tmp_path / "dated", "--published", today)
    assert "file's time" not in dated.stdout


def test_a_list_of_days_to_come_is_refused_by_build_check_and_status(
    run: Run, tmp_path: Path, payments: Payments
) -> None:
    """Touching a file into the future is an error of the lists, and no row is printed; a date given so is misuse."""
    folder = files_of(tmp_path / "files", "2099-01-01")
    for arguments in (
        ("lists", "build", folder, "--out", tmp_path / "lists"),
        ("check", payments({}), "--lists", folder),
        ("screen", "JANE", "--lists", folder),
        ("lists", "status", "--lists", folder),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (ExitCode.LISTS, "")
        assert "still to come" in result.stderr
    given = run("lists", "build", SAMPLE, "--out", tmp_path / "lists", "--published", "2099-01-01")
    assert given.exit_code == ExitCode.USAGE
    assert "still to come" in given.stderr
    assert not (tmp_path / "lists").exists()


def test_missing_comments_are_told_in_table_and_summary(run: Run, tmp_path: Path, payments: Payments) -> None:
    """What was read without its optional file says so wherever the list is shown."""
    folder = files_of(tmp_path / "files", "2026-11-20")
    (folder / "sdn_comments.csv").unlink()
    built = run("lists", "build", folder, "--out", tmp_path / "lists", "--published", "2026-11-20")
    assert "read without sdn_comments.csv" in " ".join(built.stdout.split())
    text = run("check", payments({}), "--lists", tmp_path / "lists", "--as-of", "2026-11-23")
    assert "41 entries, without sdn_comments.csv" in " ".join(text.stdout.split())


def test_a_list_newer_than_the_day_of_decision_is_said_to_be(run: Run, tmp_path: Path, payments: Payments) -> None:
    """A decision of an earlier day is made again with a later list, and no age is negative."""
    folder = files_of(tmp_path / "files", "2026-11-20")
    text = run("check", payments({}), "--lists", folder, "--as-of", "2026-11-19")
    assert "(1 day newer than the day of decision, day given by its file's time)" in " ".join(text.stdout.split())
