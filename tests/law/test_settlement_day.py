"""Days on which the Federal Reserve settles."""

from datetime import date, timedelta

import holidays
import pytest

from achguard.law.settlement_day import HOLIDAYS, is_settlement_day


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
