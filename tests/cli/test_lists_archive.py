"""`achguard lists archive`: list versions are kept, and looked after."""

from pathlib import Path

from achguard.cli.exit_code import ExitCode
from cli.conftest import Run


def test_lists_are_kept_once(run: Run, lists: Path, tmp_path: Path) -> None:
    """The second time nothing is new."""
    archive = tmp_path / "archive"
    first = run("lists", "archive", archive, lists)
    assert first.exit_code == ExitCode.ACCEPTED
    assert first.stdout.startswith("kept sample-sdn of 2026-11-20, ")
    second = run("lists", "archive", archive, lists)
    assert second.stdout == "1 version in the archive, 0.0 MB\n"


def test_a_damaged_archive_is_told(run: Run, lists: Path, tmp_path: Path) -> None:
    """The version is named, with 4."""
    archive = tmp_path / "archive"
    run("lists", "archive", archive, lists)
    assert run("lists", "archive", archive, "--check").exit_code == ExitCode.ACCEPTED
    (version,) = archive.rglob("*.xz")
    version.write_bytes(version.read_bytes()[:-20])
    result = run("lists", "archive", archive, "--check")
    assert result.exit_code == ExitCode.LISTS
    assert "sample-sdn" in result.stderr
    assert "is damaged" in result.stderr


def test_lists_that_are_not_there(run: Run, tmp_path: Path) -> None:
    """Neither given nor installed."""
    assert run("lists", "archive", tmp_path / "a").exit_code == ExitCode.LISTS
    assert run("lists", "archive", tmp_path / "a", tmp_path / "x").exit_code == ExitCode.LISTS
