"""What was lost, changed or cut in a record shows, by file and line."""

import datetime as dt
import json
from pathlib import Path

import pytest

from achguard.errors import RecordError
from achguard.records.checking import Fault, as_json, checked
from achguard.records.segments import REACHED
from records.conftest import MORNING, Write

DAYS = ("2026-11-20", "2026-11-21", "2026-11-22")


@pytest.fixture
def three_days(write: Write, record: Path) -> Path:
    """Give a record of three days with five decisions on each."""
    for number, day in enumerate(DAYS):
        write(*(f"{day}-{each}" for each in range(5)), at=MORNING + dt.timedelta(days=number))
    return record


def found(record: Path) -> list[tuple[str, int | None, str]]:
    """Give what is wrong, in short."""
    return [(each.segment, each.line, each.fault.value) for each in checked(record).troubles]


def changed(record: Path, day: str, line: int, old: bytes, new: bytes) -> None:
    """Change a line of a day."""
    path = record / f"{day}.jsonl"
    lines = path.read_bytes().split(b"\n")
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new)
    path.write_bytes(b"\n".join(lines))


def without(record: Path, day: str, *numbers: int) -> None:
    """Take lines out of a day."""
    path = record / f"{day}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for number, line in enumerate(lines, 1) if number not in numbers))


def test_a_whole_record_is_whole(three_days: Path) -> None:
    """Its lines and decisions are counted, and its head is told."""
    seen = checked(three_days)
    assert (seen.segments, seen.lines, seen.decisions, seen.purged) == (3, 23, 15, 0)
    assert seen.troubles == ()
    assert len(seen.head) == 64
    assert json.loads(as_json(seen))["head"] == seen.head


@pytest.mark.parametrize("line", [1, 2, 3, 5, 7, 8])
def test_a_changed_line_shows(three_days: Path, line: int) -> None:
    """Whatever is changed on it, that line alone is told; what stands behind it stays whole."""
    changed(three_days, DAYS[1], line, b'"n":', b'"n": ')
    assert found(three_days) == [(DAYS[1], line, "changed")]


def test_a_changed_amount_shows(three_days: Path) -> None:
    """It is the same as any other change."""
    changed(three_days, DAYS[0], 4, b'"amount":"125.00"', b'"amount":"12.500"')
    assert found(three_days) == [(DAYS[0], 4, "changed")]


@pytest.mark.parametrize(("gone", "at"), [((3,), 3), ((4, 5), 4), ((2, 3, 4), 2)])
def test_lost_lines_show(three_days: Path, gone: tuple[int, ...], at: int) -> None:
    """The line behind them says how many are missing; the seal counts others."""
    without(three_days, DAYS[1], *gone)
    troubles = checked(three_days).troubles
    assert [(each.line, each.fault) for each in troubles] == [(at, Fault.LOST), (8 - len(gone), Fault.SEAL)]
    assert ("a line is missing" if len(gone) == 1 else f"{len(gone)} lines are missing") in troubles[0].what


def test_two_gaps_in_a_file_are_told_each(three_days: Path) -> None:
    """The second gap is counted by itself."""
    without(three_days, DAYS[1], 3, 5, 6)
    first, second, _ = checked(three_days).troubles
    assert "a line is missing" in first.what
    assert "2 lines are missing" in second.what


def test_a_lost_first_line_shows(three_days: Path) -> None:
    """A file begins with the line that says what it follows."""
    without(three_days, DAYS[1], 1)
    assert found(three_days)[0] == (DAYS[1], 1, "lost")


def test_a_lost_file_shows(three_days: Path) -> None:
    """The next one names it."""
    (three_days / f"{DAYS[1]}.jsonl").unlink()
    trouble = checked(three_days).troubles[0]
    assert (trouble.segment, trouble.fault) == (DAYS[2], Fault.LOST)
    assert DAYS[1] in trouble.what


def test_a_lost_last_file_shows(three_days: Path) -> None:
    """How far the record had come is kept beside it."""
    (three_days / f"{DAYS[2]}.jsonl").unlink()
    assert found(three_days) == [(DAYS[2], None, "lost")]


def test_a_lost_end_of_the_last_file_shows(three_days: Path) -> None:
    """Also where it ends with a whole line."""
    without(three_days, DAYS[2], 6, 7)
    (trouble,) = checked(three_days).troubles
    assert trouble.what == "2 lines are missing at the end of the file"
    (three_days / REACHED).unlink()
    assert found(three_days) == []


def test_a_lost_seal_shows(three_days: Path) -> None:
    """Only the last file may be without one; what follows it does not hold."""
    without(three_days, DAYS[0], 8)
    assert [each for each in found(three_days) if each[0] == DAYS[0]] == [(DAYS[0], None, "seal")]


def test_a_line_behind_the_seal_shows(three_days: Path) -> None:
    """A seal is the end."""
    path = three_days / f"{DAYS[0]}.jsonl"
    text = path.read_bytes()
    path.write_bytes(text + text.splitlines(keepends=True)[3])
    assert (DAYS[0], 9, "changed") in found(three_days)


def test_text_that_is_no_line_shows(three_days: Path) -> None:
    """Bytes of any kind are a line that was not written here, and the others stay whole."""
    path = three_days / f"{DAYS[1]}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[4] = b"\xff\x00 {\n"
    path.write_bytes(b"".join(lines))
    assert found(three_days)[0] == (DAYS[1], 5, "changed")


def test_what_can_not_be_read_is_an_error(tmp_path: Path) -> None:
    """A folder that is not there is no empty record."""
    with pytest.raises(RecordError, match="no record"):
        checked(tmp_path / "none")
