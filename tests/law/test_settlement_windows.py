"""How long before it settles an entry is taken, and until when on the day itself."""

from datetime import date, time
from itertools import pairwise

import pytest

from achguard.law.settlement_windows import MOST_AHEAD, SAME_DAY_WINDOWS, last_window_on
from achguard.model.payment import Direction


@pytest.mark.parametrize(
    ("day", "direction", "closes"),
    [
        (date(2016, 9, 22), Direction.CREDIT, None),
        (date(2016, 9, 23), Direction.CREDIT, time(14, 45)),
        (date(2016, 9, 23), Direction.DEBIT, None),
        (date(2017, 9, 14), Direction.DEBIT, None),
        (date(2017, 9, 15), Direction.DEBIT, time(14, 45)),
        (date(2021, 3, 18), Direction.DEBIT, time(14, 45)),
        (date(2021, 3, 19), Direction.DEBIT, time(16, 45)),
        (date(2021, 3, 19), Direction.CREDIT, time(16, 45)),
        (date(2026, 11, 26), Direction.CREDIT, time(16, 45)),
    ],
)
def test_the_last_window_of_a_day(day: date, direction: Direction, closes: time | None) -> None:
    """Credits began in 2016 and debits a year later; the third window came in 2021."""
    window = last_window_on(day, direction)
    assert (window and window.closes) == closes


def test_every_row_has_its_source_and_windows_follow_each_other() -> None:
    """Each limit is for each direction, and says where it is to be read."""
    assert {direction: ahead.banking_days for direction, ahead in MOST_AHEAD.items()} == {
        Direction.CREDIT: 2,
        Direction.DEBIT: 1,
    }
    assert all(row.source for row in (*MOST_AHEAD.values(), *SAME_DAY_WINDOWS))
    assert all(earlier.closes < later.closes for earlier, later in pairwise(SAME_DAY_WINDOWS))
