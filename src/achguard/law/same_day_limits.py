"""The highest amount of one Same Day payment, by the day from which it holds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Limit:
    """The highest amount of one Same Day payment, in dollars, from a day on."""

    effective: date
    dollars: Decimal
    source: str


LIMITS = (
    Limit(date(2016, 9, 23), Decimal(25_000), "Federal Reserve Financial Services, Fed360, 2022-03-01"),
    Limit(date(2020, 3, 20), Decimal(100_000), "Federal Reserve Financial Services, Fed360, 2022-03-01"),
    Limit(date(2022, 3, 18), Decimal(1_000_000), "Nacha, Same Day ACH dollar limit increase (nacha.org/million)"),
    Limit(
        date(2027, 9, 17),
        Decimal(10_000_000),
        "Nacha, nacha.org/rules/increasing-same-day-ach-dollar-limit-10-million-0, adopted; consulted 2026-11-25",
    ),
)
"""In the order of days. The lower limits of ARC, BOC, POP, RCK and XCK entries are limits of those codes, and stay."""
