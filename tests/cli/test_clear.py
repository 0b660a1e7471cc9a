"""`achguard clear`: a clearance is written down, bound to the entry as it is."""

import datetime as dt
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.sanctions.clearance import Clearances
from achguard.sanctions.listed.entity_row import digest_of
from achguard.sanctions.snapshot import Snapshot
from cli.conftest import Run

WHO = ("--by", "J. Doe", "--why", "born in 1990")


def test_a_clearance_is_written(run: Run, lists: Path, tmp_path: Path) -> None:
    """It says who was cleared of what, and holds for a year unless told otherwise."""
    file = tmp_path / "c.toml"
    common = ("clear", "--lists", lists, "--name", "MALIK ZORBAN", "--uid", "900001", *WHO, "--file", file)
    first = run(*common)
    assert first.exit_code == ExitCode.ACCEPTED
    assert "Cleared MALIK ZORBAN: not ZORBAN, Malik Tarentov, sample-sdn 900001 (score " in first.stdout
    assert "holds 1 clearance\n" in first.stdout
    second = run(*common, "--expires", "2999-01-31", "--same-date-of-birth", "--list", "sample-sdn")
    assert "holds 2 clearances\n" in second.stdout
    one, two = sorted(Clearances.open(file), key=lambda each: each.expires)
    entity = Snapshot.open(lists).entity("900001")
    assert entity is not None
    assert one.entity_digest == digest_of(entity)
    assert one.expires - one.on == dt.timedelta(days=365)
    assert (two.expires, two.despite) == (dt.date(2999, 1, 31), ("date_of_birth",))


@pytest.mark.parametrize("name", ["QQQ", "MALIK", "JANE Q PUBLIC", "\N{ZERO WIDTH SPACE}"])
def test_a_name_that_does_not_come_near_is_refused(run: Run, lists: Path, tmp_path: Path, name: str) -> None:
    """Whoever clears the wrong name or number is told, and nothing is written."""
    file = tmp_path / "c.toml"
    result = run("clear", "--lists", lists, "--name", name, "--uid", "900001", *WHO, "--file", file)
    assert result.exit_code == ExitCode.USAGE
    assert "does not come near ZORBAN, Malik Tarentov, sample-sdn 900001: it scores below 0.75" in result.stderr
    assert not file.exists()


@pytest.mark.parametrize(
    ("name", "uid", "more"),
    [
        ("MALIK ZORBAN", "900001", ()),
        ("BANK OF NORTHERN VELD", "900003", ()),
        ("PAY ZORBAN MALIK TARENTOV INV 7", "900001", ()),
        ("JANE PUBLIC OR MALIK ZORBAN", "900001", ()),
        ("MALIK TARENT", "900001", ("--min-score", "0.6")),
    ],
)
def test_whatever_holds_can_be_cleared(
    run: Run, lists: Path, tmp_path: Path, name: str, uid: str, more: tuple[str, ...]
) -> None:
    """A name, one that its field cut off, a line of remittance, one of two, and what a strict policy holds."""
    file = tmp_path / "c.toml"
    result = run("clear", "--lists", lists, "--name", name, "--uid", uid, *WHO, "--file", file, *more)
    assert (result.exit_code, result.stderr) == (ExitCode.ACCEPTED, "")
    assert [each.name for each in Clearances.open(file)] == [name]


def test_what_cannot_be_cleared_is_told(run: Run, lists: Path, tmp_path: Path) -> None:
    """Entries that are not there, blank reasons, and lists that are missing; nothing is written."""
    file = tmp_path / "c.toml"
    common = ("clear", "--name", "MALIK ZORBAN", "--file", file)
    assert run(*common, "--uid", "1", *WHO, "--lists", lists).exit_code == ExitCode.USAGE
    blank = run(*common, "--uid", "900001", "--by", " ", "--why", "x", "--lists", lists)
    assert blank.exit_code == ExitCode.USAGE
    assert "'by'" in blank.stderr
    over = run(*common, "--uid", "900001", *WHO, "--lists", lists, "--expires", "2024-02-29")
    assert (over.exit_code, "--expires 2024-02-29 is over" in over.stderr) == (ExitCode.USAGE, True)
    assert run(*common, "--uid", "900001", *WHO).exit_code == ExitCode.LISTS
    assert not file.exists()
