"""What a person did with a payment, and by when OFAC wants to hear of it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from achguard.errors import RecordError
from achguard.law.settlement_day import is_settlement_day
from achguard.model.masking import mask_text


class Act(StrEnum):
    """What a person did; achguard itself only holds."""

    BLOCKED = "blocked"
    """Property was blocked (31 CFR 501.603)."""
    REJECTED = "rejected"
    """A transaction was rejected (31 CFR 501.604)."""
    RELEASED = "released"
    """A person looked, and the payment may go."""
    CORRECTED = "corrected"
    """A return or a notification of change was followed, so that it counts no longer."""


REPORTED_WITHIN: Final = 10
"""Business days from the day of a *block* or *reject* to the report: 31 CFR 501.603(b)(1)(i) and 501.604(a), FAQ 49."""

CALENDAR: Final = "Federal Reserve holidays"
"""Whose business days are counted. Where federal offices keep another Friday the date is a day later there: this one
is never the later one."""

_REPORTED: Final = frozenset({Act.BLOCKED, Act.REJECTED})


@dataclass(frozen=True, slots=True)
class Note:
    """What a person did with a payment that was decided."""

    payment_id: str
    act: Act
    on: dt.date
    """The day on which they did."""
    by: str
    """Who."""
    why: str = ""
    """Why, without account numbers, tax ids and birth dates."""

    def __post_init__(self) -> None:
        for what, text in (("by", self.by), ("why", self.why)):
            if mask_text(text) != text:
                raise RecordError(f"{what} holds a long number or a date; say it without, since a record is kept long")
        if not self.by.strip():
            raise RecordError("by is empty; say who did it")

    @property
    def report_due(self) -> dt.date | None:
        """The last day for the report to OFAC, by `CALENDAR`; None where none is due."""
        return business_days_after(self.on, REPORTED_WITHIN) if self.act in _REPORTED else None

    def line(self) -> dict[str, object]:
        """Give what the record says of it."""
        due = self.report_due
        said = {"kind": "note", "id": self.payment_id, "act": self.act.value, "on": self.on.isoformat(), "by": self.by}
        return {
            **said,
            **({"why": self.why} if self.why else {}),
            **({"report_due": due.isoformat(), "calendar": CALENDAR} if due is not None else {}),
        }


def business_days_after(day: dt.date, many: int) -> dt.date:
    """Count business days after a day, which itself does not count."""
    while many:
        day += dt.timedelta(days=1)
        many -= is_settlement_day(day)
    return day
