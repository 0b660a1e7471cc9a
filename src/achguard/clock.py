"""The day by the clock, and which day is still to come wherever one is."""

import datetime as dt


def today() -> dt.date:
    """Give the day by the clock, in UTC."""
    return dt.datetime.now(tz=dt.UTC).date()


def is_to_come(day: dt.date) -> bool:
    """Say whether a day is after tomorrow, UTC, by the clock: then it has begun nowhere on earth."""
    return day > today() + dt.timedelta(days=1)
