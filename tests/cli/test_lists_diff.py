"""`achguard lists diff`: what changed, for people and as data."""

import shutil
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from cli.conftest import Run, decisions

SAMPLE = Path(__file__).parents[2] / "src" / "achguard" / "_data" / "sample_list"


@pytest.fixture
def editions(tmp_path: Path) -> tuple[Path, Path]:
    """Give two editions of the fictional list: in the second one entry went, one came, and one has another alias."""
    old, new = (tmp_path / name for name in ("old", "new"))
    for folder in (old, new):
        shutil.copytree(SAMPLE, folder, copy_function=shutil.copyfile)
    for name in ("sdn.csv", "alt.csv", "add.csv"):
        lines = (new / name).read_bytes().splitlines(keepends=True)
        (new / name).write_bytes(b"".join(line for line in lines if not line.startswith(b"900005,")))
        lines = (old / name).read_bytes().splitlines(keepends=True)
        (old / name).write_bytes(b"".join(line for line in lines if not line.startswith(b"900003,")))
    alt = new / "alt.csv"
    alt.write_bytes(alt.read_bytes().replace(b"ZORBANI", b"ZORBANY"))
    return old, new


def test_people_read_what_changed(run: Run, editions: tuple[Path, Path]) -> None:
    """Each entry has a line that says what became of it, changed ones with the fields, and the last line counts."""
    result = run("lists", "diff", *editions)
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED
    lines = result.stdout.splitlines()
    assert lines[0] == "  added   ofac-sdn 900003  BANK OF NORTHERN VELDORIA (SAMPLE-C)"
    assert lines[1].startswith("  removed ofac-sdn 900005  ")
    assert lines[2] == "  changed ofac-sdn 900001  ZORBAN, Malik Tarentov (SAMPLE-A, SAMPLE-B)"
    assert "names: + ZORBANY, Malik (strong aka); - ZORBANI, Malik (strong aka)" in lines[3]
    assert lines[-1].endswith("1 added, 1 removed, 1 changed")


def test_programs_read_what_changed(run: Run, editions: tuple[Path, Path]) -> None:
    """JSON Lines say the same, with digests to compare clearances with."""
    rows = decisions(run("lists", "diff", *editions, "--format", "jsonl").stdout)
    assert [(row["change"], row["uid"]) for row in rows] == [
        ("added", "900003"),
        ("removed", "900005"),
        ("changed", "900001"),
    ]
    assert rows[2]["fields"] == [
        {"field": "names", "added": ["ZORBANY, Malik (strong aka)"], "removed": ["ZORBANI, Malik (strong aka)"]}
    ]
    assert rows[2]["digest"] != rows[2]["old_digest"]
    assert all(row["digest"].startswith("sha256:") for row in rows)


def test_the_same_list_has_no_differences(run: Run, editions: tuple[Path, Path], lists: Path) -> None:
    """Nothing changed is exit code 0, between files and a built snapshot alike."""
    same = run("lists", "diff", editions[0], editions[0])
    assert same.exit_code == ExitCode.ACCEPTED
    assert same.stdout.splitlines()[-1].endswith(": 0 added, 0 removed, 0 changed")
    assert run("lists", "diff", lists, lists, "--format", "jsonl").stdout == ""


def test_single_files_can_be_compared_when_asked(run: Run, editions: tuple[Path, Path]) -> None:
    """A day of which only the entries were kept is compared with --partial, and refused without."""
    files = [folder / "sdn.csv" for folder in editions]
    assert run("lists", "diff", *files).exit_code == ExitCode.LISTS
    result = run("lists", "diff", *files, "--partial")
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert "(partial): 1 added, 1 removed, 0 changed" in result.stdout


def test_lists_that_are_not_there_are_told(run: Run, lists: Path, tmp_path: Path) -> None:
    """Exit code 4, and which one."""
    result = run("lists", "diff", lists, tmp_path / "absent")
    assert result.exit_code == ExitCode.LISTS
    assert "absent" in result.stderr
