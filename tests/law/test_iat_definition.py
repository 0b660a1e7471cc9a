"""The IAT definition by date."""

import datetime as dt
from itertools import pairwise

import pytest

from achguard.law.iat_definition import DEFINITIONS, in_force
from achguard.model.account import Holding


def test_definitions_follow_each_other_without_a_gap() -> None:
    """Each definition starts on the day after the one before ends, and the last has no end."""
    for earlier, later in pairwise(DEFINITIONS):
        assert earlier.ends is not None
        assert later.effective - earlier.ends == dt.timedelta(days=1)
    assert DEFINITIONS[-1].ends is None


@pytest.mark.parametrize(
    ("day", "section"),
    [
        (dt.date(1999, 1, 1), "8.47"),
        (dt.date(2009, 9, 18), "8.47"),
        (dt.date(2026, 9, 17), "8.47"),
        (dt.date(2026, 9, 18), "8.55"),
        (dt.date(2030, 1, 1), "8.55"),
    ],
)
def test_day_picks_the_definition(day: dt.date, section: str) -> None:
    """A day has the definition in force on it; days before the first take the first."""
    assert in_force(day).section == section


def test_agencies_that_transfer_funds_count_before_the_new_definition() -> None:
    """Until 2026-09-17 a wallet may be at an agency that transfers funds, and later wallets count as such."""
    assert in_force(dt.date(2026, 9, 17)).holdings_of_transmitters == {Holding.WALLET}
    assert in_force(dt.date(2026, 9, 18)).holdings_of_transmitters == set()


def test_only_the_new_definition_counts_wallets() -> None:
    """Until 2026-09-17 an agency counts for deposits only, from the next day on for every holding."""
    assert in_force(dt.date(2026, 9, 17)).holdings == {Holding.DEPOSIT}
    assert in_force(dt.date(2026, 9, 18)).holdings == set(Holding)
