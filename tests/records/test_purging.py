"""Old days of a record are forgotten, and what is left still shows whether it is whole."""

import datetime as dt
from pathlib import Path

import pytest

from achguard.errors import RecordError
from achguard.records.checking import checked
from achguard.records.purging import purge
from achguard.records.segments import segments_of
from records.conftest import DAY, MORNING, Write

IN_ELEVEN_YEARS = dt.date(2037, 12, 1)
BEFORE = dt.date(2026, 11, 22)


@pytest.fixture
def days(write: Write, record: Path) -> Path:
    """Give a record of three days."""
    for number in range(3):
        write(f"p-{number}", at=MORNING + dt.timedelta(days=number))
    return record


def test_old_days_are_forgotten(days: Path) -> None:
    """The days before the day go; the chain of the rest still begins where theirs ended."""
    assert purge(days, BEFORE, today=IN_ELEVEN_YEARS) == ("2026-11-20", "2026-11-21")
    assert [each.stem for each in segments_of(days)] == ["2026-11-22"]
    found = checked(days)
    assert (found.troubles, found.purged, found.decisions) == ((), 2, 1)
    assert purge(days, BEFORE, today=IN_ELEVEN_YEARS) == ()


def test_a_lost_file_behind_purged_ones_still_shows(days: Path) -> None:
    """The file that a purge left behind can't be taken away unseen."""
    purge(days, DAY + dt.timedelta(days=1), today=IN_ELEVEN_YEARS)
    assert checked(days).troubles == ()
    (days / "2026-11-21.jsonl").unlink()
    assert [each.fault.value for each in checked(days).troubles] == ["lost"]


def test_a_record_that_is_all_purged_goes_on(write: Write, days: Path) -> None:
    """The next file follows the last one that was forgotten."""
    write("p-3", at=MORNING + dt.timedelta(days=3))
    write("p-4", at=MORNING + dt.timedelta(days=4))
    purge(days, dt.date(2026, 11, 24), today=IN_ELEVEN_YEARS)
    (days / "2026-11-24.jsonl").unlink()
    write("p-5", at=MORNING + dt.timedelta(days=5))
    assert checked(days).troubles == ()


@pytest.mark.parametrize("today", [dt.date(2026, 11, 26), dt.date(2036, 11, 21), dt.date(2028, 2, 29)])
def test_ten_years_are_kept(days: Path, today: dt.date) -> None:
    """A day of the last ten years is forgotten only where somebody says that it is meant."""
    with pytest.raises(RecordError, match=r"ten years \(31 CFR 501\.601\)"):
        purge(days, BEFORE, today=today)
    assert len(segments_of(days)) == 3
    assert len(purge(days, BEFORE, today=today, although_younger=True)) == 2


def test_a_day_without_a_seal_is_not_forgotten(days: Path) -> None:
    """It may still be written to."""
    with pytest.raises(RecordError, match="has no seal"):
        purge(days, dt.date(2026, 12, 24), today=IN_ELEVEN_YEARS)
    assert len(segments_of(days)) == 3


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """It is the caller's mistake, and no fault of achguard's."""
    with pytest.raises(RecordError, match=r"absent: can't be purged \(No such file or directory\)"):
        purge(tmp_path / "absent", DAY.replace(year=2000), today=DAY)


def test_a_purge_that_was_interrupted_is_finished(days: Path) -> None:
    """Where a file is both forgotten and there, it is no trouble, and the next purge takes it away."""
    path = days / "2026-11-20.jsonl"
    content = path.read_bytes()
    purge(days, DAY + dt.timedelta(days=1), today=IN_ELEVEN_YEARS)
    path.write_bytes(content)
    assert checked(days).troubles == ()
    purge(days, DAY + dt.timedelta(days=1), today=IN_ELEVEN_YEARS)
    assert not path.exists()
    assert checked(days).troubles == ()


def test_damaged_ends_of_purged_days_are_told(days: Path) -> None:
    """Without them nobody could say whether the record is whole."""
    purge(days, BEFORE, today=IN_ELEVEN_YEARS)
    (days / "purged.jsonl").write_text("{")
    with pytest.raises(RecordError, match="purged"):
        checked(days)
