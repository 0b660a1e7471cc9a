"""What besides the name agrees or disagrees: a date of birth, a country, what kind of party it is.

What agrees raises a score. What disagrees never lowers one, since it would hide a name: it is told, and a policy says
what a date of birth that is clearly another is worth.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from achguard.sanctions.listed.entity import ListedEntity

SAME_BIRTH: Final = 0.03
SAME_COUNTRY: Final = 0.02
MOST_RAISED: Final = SAME_BIRTH + SAME_COUNTRY
"""What all that agrees adds to a score together."""

NEAR: Final = dt.timedelta(days=731)
"""How far two dates of birth may lie apart and still be one person's: two years.

Witness: of 322 people whom two publishers list under one number, none has dates further apart.
"""
FAR: Final = dt.timedelta(days=7305)
"""How far a date of birth may lie from a listed one that is not known to the day, and still be one person's: 20 years.

Witness: 119 dates of the SDN list of 2024 are a year alone beside a full date of the same person; they lie up to 15
years from it, and the dates of one person up to 20 from one another.
"""
OLDEST: Final = 120
"""Years beyond which nobody lives; the oldest person whose age was verified lived to 122, and of those living no one is
above 118."""
YOUNGEST: Final = 10
"""Years below which nobody pays for himself; a form filled in with the day of today or of yesterday is younger."""
EARLIEST_YEAR: Final = 1900
"""No payor was born earlier; what fills an empty field was (1111-11-11, 1753-01-01, 1899-12-30)."""
FILLED_IN: Final = frozenset({dt.date(1969, 12, 31)})
"""Days that stand for nothing: the zero of Unix time, seen from the Americas.

Others are found by their form: 1 January (1900, 1904, 1970, 1980: zeros of other clocks) and one key held down
(11/11/11, 9/9/99)."""

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:/(\d{4}))?", re.ASCII)
_CENTURY: Final = 100


@dataclass(slots=True)
class Evidence:
    """What further facts say, and by how much they raise the score."""

    shift: float = 0.0
    agrees: list[str] = field(default_factory=list)
    disagrees: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)


def weigh(
    entity: ListedEntity,
    *,
    kind: str | None = None,
    date_of_birth: dt.date | str | None = None,
    country: str | None = None,
    as_of: dt.date,
) -> Evidence:
    """Compare what is known of a party with an entry; what either side does not say counts for nothing.

    Nor does a date of birth that cannot be one on the day `as_of`, or that stands for a missing one.
    """
    evidence = Evidence()
    _weigh_birth(evidence, entity, date_of_birth, as_of)
    if isinstance(country, str) and country.strip() and entity.countries:
        same = country.strip().upper() in entity.countries
        _note(evidence, "country", same=same, shift=SAME_COUNTRY)
    if isinstance(kind, str) and kind:
        # A payment knows persons and organizations; ships and aircraft are paid through their owners.
        same = (kind == "individual") == (entity.kind == "individual")
        _note(evidence, "kind", same=same)
    return evidence


class _Days(NamedTuple):
    """The days that a date of birth may be; one of them where it is exact."""

    first: dt.date
    last: dt.date

    @property
    def is_exact(self) -> bool:
        return self.first == self.last


def _weigh_birth(evidence: Evidence, entity: ListedEntity, born: dt.date | str | None, as_of: dt.date) -> None:
    given = _given_days(born, as_of)
    listed = [days for days in map(_days, entity.dates_of_birth) if days]
    if given is None or not listed:
        return
    if any(given.first <= other.last and other.first <= given.last for other in listed):
        _note(evidence, "date_of_birth", same=True, shift=SAME_BIRTH)
    elif given.is_exact and all(_apart(given, other) > (NEAR if other.is_exact else FAR) for other in listed):
        _note(evidence, "date_of_birth", same=False)
    elif min(_apart(given, other) for other in listed) <= NEAR:
        evidence.clauses.append("date of birth is near")
    else:
        evidence.clauses.append("date of birth differs, but not both are known to the day")


def _apart(days: _Days, other: _Days) -> dt.timedelta:
    """Return how far two that have no day in common lie apart."""
    return max(days.first - other.last, other.first - days.last)


def _given_days(born: dt.date | str | None, as_of: dt.date) -> _Days | None:
    """Return the days that a party's date of birth may be; None for what cannot be one, or stands for a missing one."""
    text = born.isoformat() if isinstance(born, dt.date) else born
    days = _days(text.strip()) if isinstance(text, str) else None
    if days is None or not max(EARLIEST_YEAR, as_of.year - OLDEST) <= days.last.year <= as_of.year - YOUNGEST:
        return None
    day = days.last
    one_key = days.is_exact and day.month == day.day and day.year % _CENTURY in {day.day, 11 * day.day}
    return None if one_key or day in FILLED_IN else days


def _days(text: str) -> _Days | None:
    """Return the days that a date may be: a year for a year alone, and for its 1 January.

    Witness: 1 January stands on 169 of the 6,176 full dates of birth of the SDN list of 2024, any other day on 17.
    """
    found = _DATE.match(text)
    if found is None or not int(found[1]):
        return None
    year = int(found[1])
    try:
        if found[3] and not found[4] and (found[2], found[3]) != ("01", "01"):
            day = dt.date(year, int(found[2]), int(found[3]))
            return _Days(day, day)
        if found[2] and not found[3] and not found[4]:
            first = dt.date(year, int(found[2]), 1)
            after = (first + dt.timedelta(days=31)).replace(day=1)
            return _Days(first, after - dt.timedelta(days=1))
    except (ValueError, OverflowError):
        pass  # no such day, as published or as typed: its year may be right
    return _Days(dt.date(year, 1, 1), dt.date(max(year, int(found[4] or year)), 12, 31))


def _note(evidence: Evidence, what: str, *, same: bool, shift: float = 0.0) -> None:
    (evidence.agrees if same else evidence.disagrees).append(what)
    evidence.shift += shift if same else 0.0
    evidence.clauses.append(f"{what.replace('_', ' ')} {'agrees' if same else 'disagrees'}")
