"""Days on which the Federal Reserve settles ACH entries: not weekends, not its holidays.

Source: the Federal Reserve Banks' holiday schedule. A holiday on a Sunday is kept on the Monday after; for one on a
Saturday the Reserve Banks are open on the Friday before, other than most federal offices.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6


def _fixed(month: int, day: int) -> Callable[[int], date]:
    def in_year(year: int) -> date:
        held = date(year, month, day)
        return held + timedelta(days=1) if held.weekday() == _SUNDAY else held

    return in_year


def _nth(n: int, weekday: int, month: int) -> Callable[[int], date]:
    def in_year(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))

    return in_year


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday() - _MONDAY)


# (name, first year kept, the day in a year)
HOLIDAYS: tuple[tuple[str, int, Callable[[int], date]], ...] = (
    ("New Year's Day", 1, _fixed(1, 1)),
    ("Birthday of Martin Luther King, Jr.", 1986, _nth(3, _MONDAY, 1)),
    ("Washington's Birthday", 1971, _nth(3, _MONDAY, 2)),
    ("Memorial Day", 1971, _last_monday_of_may),
    ("Juneteenth National Independence Day", 2021, _fixed(6, 19)),
    ("Independence Day", 1, _fixed(7, 4)),
    ("Labor Day", 1, _nth(1, _MONDAY, 9)),
    ("Columbus Day", 1971, _nth(2, _MONDAY, 10)),
    ("Veterans Day", 1, _fixed(11, 11)),
    ("Thanksgiving Day", 1, _nth(4, _THURSDAY, 11)),
    ("Christmas Day", 1, _fixed(12, 25)),
)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(in_year(year) for _, first, in_year in HOLIDAYS if year >= first)


def is_settlement_day(day: date) -> bool:
    """Say whether the Federal Reserve settles ACH entries on this day."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def settlement_day_from(day: date) -> date:
    """Give the first day, from this one on, on which the Federal Reserve settles."""
    while not is_settlement_day(day):
        day += timedelta(days=1)
    return day


def settlement_days_before(day: date, count: int) -> date:
    """Give the settlement day that lies so many settlement days before a day."""
    while count:
        day -= timedelta(days=1)
        count -= is_settlement_day(day)
    return day
