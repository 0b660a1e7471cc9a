"""The day by the clock: UTC's, whatever the machine's own zone is, and begun somewhere on earth or nowhere."""

import datetime as dt
import time
from collections.abc import Iterator

import pytest

from achguard.clock import is_to_come, today

A_DAY = dt.timedelta(days=1)
FIRST, LAST = "Etc/GMT-14", "Etc/GMT+12"
"""Where a day begins first on earth, and where last; the names of POSIX count from the other side."""


@pytest.fixture(params=[FIRST, "UTC", LAST])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Have the machine in a zone."""
    name = str(request.param)
    monkeypatch.setenv("TZ", name)
    time.tzset()
    yield name
    monkeypatch.undo()
    time.tzset()


def utc_day() -> dt.date:
    """Give the day that has 86,400 seconds from midnight UTC on, counted from the epoch."""
    return dt.date(1970, 1, 1) + A_DAY * int(time.time() // 86_400)


@pytest.mark.usefixtures("zone")
def test_today_is_the_day_of_utc() -> None:
    """In the first and in the last zone of earth, one of which has another day at any hour, too."""
    before = utc_day()
    assert today() in {before, utc_day()}


@pytest.mark.usefixtures("zone")
def test_a_day_that_has_begun_somewhere_is_not_to_come() -> None:
    """Neither the local day of any zone, nor UTC's tomorrow, which begins in the first zone ten hours into today."""
    local = dt.date.today()  # noqa: DTZ011  the local day is what is asked about
    assert abs(local - utc_day()) <= A_DAY
    assert not is_to_come(local)
    assert not is_to_come(utc_day() + A_DAY)


@pytest.mark.usefixtures("zone")
def test_a_day_that_has_begun_nowhere_is_to_come() -> None:
    """That is each one from the day after UTC's tomorrow on; no day that is gone is one."""
    day = utc_day()
    said = [is_to_come(day + A_DAY * days) for days in (2, 3, 9999)]
    assert said == [day == utc_day(), True, True]  # a midnight that passed meanwhile makes it tomorrow
    assert is_to_come(dt.date.max)
    assert not is_to_come(dt.date.min)
