"""The days of lists: what a file's time says, and which day no list can have yet."""

import datetime as dt
from typing import Final, Literal

from achguard.clock import is_to_come
from achguard.errors import ConfigurationError

DatedBy = Literal["publisher", "argument", "server", "file-time"]
"""Who says which date a list has."""

NEVER_OLD: Final = "a day still to come, and would never be too old"
"""What is wrong with a list of a later day than tomorrow."""


def refuse_to_come(published: dt.date | None) -> None:
    """Raise ConfigurationError for a date that somebody gave a list and that no list can have yet."""
    if published is not None and is_to_come(published):
        raise ConfigurationError(f"published: {published} is {NEVER_OLD}; give the day on which the list was published")


def day_of(time: float) -> dt.date:
    """Give the day of a file's time, in UTC; a time beyond every calendar is the last day of all, which is to come."""
    try:
        return dt.datetime.fromtimestamp(time, tz=dt.UTC).date()
    except (OverflowError, ValueError, OSError):
        return dt.date.max if time > 0 else dt.date.min
