"""How long before it settles an ACH Operator takes an entry, and until when on the day itself."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from achguard.model.payment import Direction


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many banking days before its effective date an ACH Operator takes an entry."""

    banking_days: int
    """At most so many, from the banking day on which the operator processes it."""
    source: str
    """Where the rule is to be read."""


_APPENDIX_THREE: Final = (
    "Nacha Operating Rules, Appendix Three, Effective Entry Date: batches beyond it go back to the ODFI; "
    "consulted 2026-11-26 as quoted in vendors' manuals"
)
MOST_AHEAD: Final = {
    Direction.CREDIT: Ahead(2, _APPENDIX_THREE),
    Direction.DEBIT: Ahead(1, _APPENDIX_THREE),
}


@dataclass(frozen=True, slots=True)
class SameDayWindow:
    """A time of day until which ACH Operators take Same Day Entries, from a day on."""

    closes: time
    """Eastern time; the originator's own bank closes earlier."""
    effective: dict[Direction, date]
    """First day of the window, by direction."""
    source: str
    """Where it is to be read."""


_PHASES: Final = {Direction.CREDIT: date(2016, 9, 23), Direction.DEBIT: date(2017, 9, 15)}
_PHASES_SOURCE: Final = (
    "Nacha, Same Day ACH: Moving Payments Faster, phases 1 and 2, as NAFCU and CUInsight report them (2018-03-15); "
    "FedACH processing schedule; consulted 2026-11-26"
)
_THIRD: Final = date(2021, 3, 19)

SAME_DAY_WINDOWS: Final = (
    SameDayWindow(time(10, 30), _PHASES, _PHASES_SOURCE),
    SameDayWindow(time(14, 45), _PHASES, _PHASES_SOURCE),
    SameDayWindow(
        time(16, 45),
        {Direction.CREDIT: _THIRD, Direction.DEBIT: _THIRD},
        "Nacha, nacha.org/rules/expanding-same-day-ach, in force from 2021-03-19; consulted 2026-11-26",
    ),
)
"""In the order of the day."""


def last_window_on(day: date, direction: Direction) -> SameDayWindow | None:
    """Give the window that closes last on a day for entries of a direction; None where there is none on that day."""
    return next((each for each in reversed(SAME_DAY_WINDOWS) if each.effective[direction] <= day), None)
