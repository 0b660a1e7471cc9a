"""`achguard split`: one valid file per outcome, and a report in which nothing is missing."""

import json
from pathlib import Path
from typing import Any

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.nacha import Entry, read
from cli.conftest import AS_OF, Run
from cli.nacha_files import LISTED, iat, ppd, saved

MIXED = (
    {},
    {"account_number": "DE8937040044053"},
    {"individual_name": LISTED},
    {"transaction_code": "27", "amount": 700},
)


@pytest.fixture
def options(lists: Path) -> tuple[object, ...]:
    """Give the options that every run needs."""
    return ("--lists", lists, "--as-of", AS_OF)


def report_of(folder: Path) -> dict[str, Any]:
    """Read the report of a split."""
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report


def entries_of(folder: Path) -> list[Entry]:
    """Read the entries of all parts."""
    return [entry for path in sorted(folder.glob("*.ach")) for entry in read(path).entries]


def test_each_outcome_gets_a_valid_file_with_the_entries_as_they_stand(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """Reading the parts back gives the entries of the whole, without an error and without one missing."""
    file, out = saved(tmp_path, ppd(*MIXED), iat()), tmp_path / "out"
    result = run("split", file, "--out", out, *options)
    assert {path.name for path in out.iterdir()} == {"accept.ach", "redirect.ach", "hold.ach", "report.json"}
    whole = [(entry.id, entry.raw_lines) for entry in read(file).entries]
    assert sorted((entry.id, entry.raw_lines) for entry in entries_of(out)) == sorted(whole)
    assert all(read(path).errors == () for path in out.glob("*.ach"))
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED


def test_totals_of_the_parts_are_the_total_of_the_whole(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """To the cent, in the report and in the files' controls."""
    file, out = saved(tmp_path, ppd(*MIXED), iat()), tmp_path / "out"
    run("split", file, "--out", out, *options)
    report = report_of(out)
    assert report["total"] == {"entries": 5, "records": 12, "debit": "7.00", "credit": "1275.00"}
    controls = [control for path in out.glob("*.ach") for control in read(path).controls]
    assert sum(control.number("total_credit") or 0 for control in controls) == 127500
    assert sum(control.number("total_debit") or 0 for control in controls) == 700


def test_the_report_says_why(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Every entry that is not accepted stands in it with line, part and findings; the basis stands there once."""
    file, out = saved(tmp_path, ppd(*MIXED)), tmp_path / "out"
    run("split", file, "--out", out, *options)
    report = report_of(out)
    assert [(entry["line"], entry["part"]) for entry in report["entries"]] == [(4, "redirect.ach"), (5, "hold.ach")]
    assert report["entries"][1]["findings"][0]["code"] == "SAN101"
    assert report["outcomes"] == {"accept": 2, "redirect": 1, "hold": 1}
    assert report["basis"]["policy"]["name"] == "nacha-file"
    assert (report["file"], report["file_header"], report["problems"]) == ("payments.ach", "copied", [])
    assert "DE8937040044053" not in (out / "report.json").read_text()


def test_an_entry_too_broken_to_write_stands_verbatim_in_the_report(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """Its lines are there as in the file; the parts stay valid, and parts and report hold every entry."""
    file = saved(tmp_path, ppd(*MIXED), swap=(b"0000012500", b"00000A2500"))
    out = tmp_path / "out"
    run("split", file, "--out", out, *options)
    (broken,) = [entry for entry in report_of(out)["entries"] if entry["part"] is None]
    assert broken["outcome"] == "hold"
    assert [line.encode("latin-1") for line in broken["lines"]] == [file.read_bytes().splitlines()[2]]
    assert report_of(out)["verbatim"]["entries"] == 1
    assert len(entries_of(out)) == 3
    assert all(read(path).errors == () for path in out.glob("*.ach"))


def test_entries_of_a_batch_that_does_not_balance_are_held_and_written(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """Their own records are right, so they go into the part, under a control that balances."""
    file = saved(tmp_path, ppd({}, {}), swap=(b"00000000000000000025000", b"00000000000000000025001"))
    out = tmp_path / "out"
    run("split", file, "--out", out, *options)
    assert {path.name for path in out.iterdir()} == {"hold.ach", "report.json"}
    assert read(out / "hold.ach").errors == ()
    assert len(entries_of(out)) == 2


def test_the_folder_may_be_made_again_and_nothing_else_is_replaced(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """A second split replaces the first; a folder with other files, a file, and the input's own folder are refused."""
    file, out = saved(tmp_path, ppd({})), tmp_path / "out"
    assert run("split", file, "--out", out, *options).exit_code == ExitCode.ACCEPTED
    file.write_bytes(saved(tmp_path, ppd({"individual_name": LISTED})).read_bytes())
    run("split", file, "--out", out, *options)
    assert {path.name for path in out.iterdir()} == {"hold.ach", "report.json"}
    (out / "notes.txt").write_text("mine")
    for place in (out, tmp_path, file):
        result = run("split", file, "--out", place, *options)
        assert result.exit_code == ExitCode.USAGE, result.stdout
        assert len(result.stderr.splitlines()) == 1
    assert (out / "notes.txt").read_text() == "mine"
    assert not list(tmp_path.glob(".*"))


def test_an_empty_folder_is_filled(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """What exists and holds nothing may be used, and only its owner can look into it."""
    out = tmp_path / "out"
    out.mkdir()
    assert run("split", saved(tmp_path, ppd({})), "--out", out, *options).exit_code == ExitCode.ACCEPTED
    assert out.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b'{"id": "p-1"}\n', b"hello\n", b"PK\x03\x04\x00"])
def test_what_is_no_nacha_file_is_not_split(
    run: Run, tmp_path: Path, options: tuple[object, ...], content: bytes
) -> None:
    """One sentence, exit code 3, and no folder."""
    file, out = tmp_path / "file", tmp_path / "out"
    file.write_bytes(content)
    result = run("split", file, "--out", out, *options)
    assert result.exit_code == ExitCode.UNREADABLE_INPUT
    assert len(result.stderr.splitlines()) == 1
    assert not out.exists()


def test_a_file_without_a_header_is_split(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """The parts get a header that is made of the batch's ODFI, and the report says so."""
    file, out = saved(tmp_path, ppd({}, {})), tmp_path / "out"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[1:]))
    run("split", file, "--out", out, *options)
    assert report_of(out)["file_header"] == "composed"
    assert all(read(path).errors == () for path in out.glob("*.ach"))
    assert len(entries_of(out)) == 2


def test_without_lists_everything_is_held(run: Run, tmp_path: Path) -> None:
    """Nobody was screened: one part, and exit code 4."""
    out = tmp_path / "out"
    result = run("split", saved(tmp_path, ppd({}, {})), "--out", out, "--as-of", AS_OF)
    assert result.exit_code == ExitCode.LISTS
    assert {path.name for path in out.iterdir()} == {"hold.ach", "report.json"}


def test_what_was_written_is_told(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """A line for each part with its entries and dollars."""
    out = tmp_path / "out"
    result = run("split", saved(tmp_path, ppd(*MIXED)), "--out", out, *options)
    assert f"{out}/accept.ach: 2 entries, debits 7.00, credits 125.00" in result.stdout
    assert f"{out}/hold.ach: 1 entry, debits 0.00, credits 125.00" in result.stdout


def test_the_profile_weighs_the_problems(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """What only the rule book forbids is accepted, or held and kept out of the parts."""
    file = saved(tmp_path, ppd({"individual_name": "JOSÉ EJEMPLO"}))
    for profile, part, written in (("operator", "accept.ach", 1), ("strict", None, 0)):
        out = tmp_path / profile
        run("split", file, "--out", out, *options, "--profile", profile)
        told = report_of(out)
        assert [*told["parts"]] == ([] if part is None else [part.removesuffix(".ach")])
        assert len(entries_of(out)) == written
        assert [entry["outcome"] for entry in told["entries"]] == ([] if written else ["hold"])
