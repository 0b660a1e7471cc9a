"""`achguard check` on tables with headings of their own: from the refusal to decisions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from cli.conftest import AS_OF, Run, decisions

TABLE = "EmpNo;Employee Name;Bank ABA;Bank Acct;Net Pay;Währung\n7;JOSÉ PUBLIC;065300279;004417283;1.234,56;USD\n"
SET = ("--set", "direction=credit", "--set", "originator.name=OAK PAYROLL")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Give an export in Windows' encoding."""
    path = tmp_path / "payroll.csv"
    path.write_bytes(TABLE.encode("cp1252"))
    return path


def test_an_export_is_refused_with_the_option_that_leads_on(run: Run, table: Path, lists: Path) -> None:
    """Without a map the file can't be read; the sentence names both options."""
    result = run("check", table, "--lists", lists)
    assert result.exit_code == ExitCode.UNREADABLE_INPUT
    assert "--suggest-map" in result.stderr
    assert "--map" in result.stderr.replace("--suggest-map", "")


def test_the_suggested_map_decides_the_table(run: Run, table: Path, lists: Path, tmp_path: Path) -> None:
    """What is printed is a map as it is; with two constants it makes a payment that is decided."""
    encoding = ("--encoding", "windows-1252")
    printed = run("check", table, "--suggest-map", *encoding)
    assert printed.exit_code == ExitCode.ACCEPTED
    erp = tmp_path / "erp.toml"
    erp.write_text(printed.stdout, encoding="utf-8")
    arguments = ("--lists", lists, "--as-of", AS_OF, "--format", "jsonl")
    result = run("check", table, "--map", erp, *SET, *encoding, *arguments)
    (row,) = decisions(result.stdout)
    assert (row["payment_id"], row["outcome"]) == ("7", "ask")
    assert {finding["code"] for finding in row["findings"]} == {"IAT104"}  # the table has no answer to it
    undecoded = run("check", table, "--map", erp, *SET, *arguments)
    assert (undecoded.exit_code, undecoded.stdout) == (ExitCode.UNREADABLE_INPUT, "")
    assert "--encoding latin-1" in undecoded.stderr


def test_the_map_is_never_written_over(run: Run, table: Path, tmp_path: Path) -> None:
    """A map is read, so it is no place for the output."""
    erp = tmp_path / "erp.toml"
    erp.write_text(run("check", table, "--suggest-map", "--encoding", "cp1252").stdout, encoding="utf-8")
    before = erp.read_bytes()
    result = run("check", table, "--map", erp, *SET, "--output", erp)
    assert result.exit_code == ExitCode.USAGE
    assert "is an input" in result.stderr
    assert erp.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "originator.nam=X"), "did you mean originator.name?"),
        (("--set", "direction"), "--set takes a field and a value"),
        (("--map", "nowhere.toml"), "map nowhere.toml can't be read"),
    ],
)
def test_a_mistake_of_a_map_or_a_constant_is_one_of_usage(
    run: Run, table: Path, arguments: tuple[str, str], said: str
) -> None:
    """Nothing is decided, and one sentence says what to do."""
    result = run("check", table, *arguments)
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04\x14\x00x,y",
        b"{}\n",
        b"\xff\xfea\x00,\x00",
        b'"a,b',
        b"one column\n",
        b"\x1f\x8bx",
        b"%PDF,a",
    ],
)
def test_what_has_no_header_gets_no_suggestion(run: Run, tmp_path: Path, content: bytes) -> None:
    """An input that is not a table of columns is told so in one sentence."""
    path = tmp_path / "input"
    path.write_bytes(content)
    result = run("check", path, "--suggest-map")
    assert (result.exit_code, result.stdout) == (ExitCode.UNREADABLE_INPUT, "")
    assert result.stderr.count("\n") == 1


def test_a_suggestion_is_utf_8_whatever_the_terminal(table: Path) -> None:
    """A heading with an accent is written as a map is read, where the terminal has another encoding too."""
    written = subprocess.run(
        [sys.executable, "-m", "achguard", "check", str(table), "--suggest-map", "--encoding", "cp1252"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    ).stdout
    assert '"Währung" = "currency"' in written.decode("utf-8")
