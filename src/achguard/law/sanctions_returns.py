"""The return codes by which a bank says that an entry came back because of sanctions, each with its days."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from achguard.model.finding import Strength
from achguard.model.history import ReturnedEntry

_OWN_CODE_SINCE = dt.date(2028, 3, 17)


@dataclass(frozen=True, slots=True)
class SanctionsCode:
    """A return reason that speaks, or may speak, of sanctions."""

    code: str
    """R and two digits."""
    strength: Strength
    """Decisive where it can mean nothing else."""
    until: dt.date | None
    """The day from which the code means something else; nothing while no end is announced."""
    meaning: str
    """What it says, in a few words."""
    source: str
    """Where it is defined."""


SANCTIONS_CODES: tuple[SanctionsCode, ...] = (
    SanctionsCode(
        "R16",
        Strength.STRONG,
        _OWN_CODE_SINCE,
        "the account is frozen, or OFAC instructed the bank to send the entry back",
        "2013 NACHA Operating Rules, Appendix Four, return reason codes; Nacha, summary of upcoming rule changes",
    ),
    # Banks may use it before its day, and libraries know it already; it never means anything else.
    SanctionsCode(
        "R90",
        Strength.DECISIVE,
        None,
        "a bank had to send the entry back to comply with sanctions",
        "Nacha, summary of upcoming rule changes: in force from 2028-03-17",
    ),
)
"""The codes; R16 means only a frozen account from the day on which R90 comes into force."""


def sanctions_codes(returned: Iterable[ReturnedEntry], as_of: dt.date) -> Iterator[SanctionsCode]:
    """Yield each code that speaks of sanctions once; an entry without a date came back by `as_of`."""
    spoken = {sanctions_code(entry.code, entry.on, as_of) for entry in returned}
    yield from (row for row in SANCTIONS_CODES if row in spoken)


def sanctions_code(code: str | None, on: dt.date | None, as_of: dt.date) -> SanctionsCode | None:
    """Give what a code says that came back on a day, or by `as_of`; None where it says nothing of sanctions."""
    # What is there on a day came back by then, whatever later day it bears.
    day = min(on or as_of, as_of)
    rows = (row for row in SANCTIONS_CODES if row.code == code and (row.until is None or day < row.until))
    return next(rows, None)
