"""Days on which the Federal Reserve settles."""

from datetime import date, timedelta

import holidays
import pytest

from achguard.law.settlement_day import (
    HOLIDAYS,
    is_settlement_day,
    settlement_day_from,
    settlement_days_before,
)


@pytest.mark.parametrize("year", range(2015, 2036))
def test_agrees_with_the_published_calendar(year: int) -> None:
    """Each weekday of the year is a settlement day unless the `holidays` package's Federal Reserve calendar has it."""
    kept = holidays.financial_holidays("XFED", years=year)
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    assert [day for day in days if day.weekday() < 5 and is_settlement_day(day) == (day in kept)] == []


@pytest.mark.parametrize(
    ("day", "settles"),
    [
        (date(2026, 7, 3), True),
        (date(2026, 7, 4), False),
        (date(2027, 7, 5), False),
        (date(2022, 6, 20), False),
        (date(2021, 6, 18), True),
        (date(2026, 11, 25), True),
        (date(2026, 11, 26), False),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 5, 25), False),
        (date(1985, 1, 21), True),
    ],
)
def test_known_days(day: date, settles: bool) -> None:  # noqa: FBT001
    """A Sunday holiday is kept on Monday, a Saturday one on no other day, and weekends never settle."""
    assert is_settlement_day(day) is settles


def test_there_are_eleven_holidays() -> None:
    """The Federal Reserve keeps eleven holidays."""
    assert len(HOLIDAYS) == 11


@pytest.mark.parametrize(
    ("day", "first", "one_before", "two_before"),
    [
        (date(2026, 11, 25), date(2026, 11, 25), date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 25), date(2026, 11, 24)),
        (date(2026, 11, 28), date(2026, 11, 30), date(2026, 11, 27), date(2026, 11, 25)),
        (date(2027, 7, 5), date(2027, 7, 6), date(2027, 7, 2), date(2027, 7, 1)),
    ],
)
def test_days_are_counted_without_those_that_do_not_settle(
    day: date, first: date, one_before: date, two_before: date
) -> None:
    """Weekends and holidays do not count, whether the day itself settles or not."""
    assert settlement_day_from(day) == first
    assert [settlement_days_before(day, count) for count in (0, 1, 2)] == [day, one_before, two_before]
