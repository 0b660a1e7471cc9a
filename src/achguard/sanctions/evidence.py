"""What besides the name agrees or disagrees: a date of birth, a country, what kind of party it is."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final

from achguard.sanctions.entity import ListedEntity

# Witness: a perfect name with a birth year that is clearly another falls below the default threshold, and nothing else
# here does that to a perfect name (tests/sanctions/test_evidence.py).
SAME_BIRTH: Final = 0.03
OTHER_BIRTH: Final = -0.25
NEAR_BIRTH: Final = -0.02
SAME_COUNTRY: Final = 0.02
OTHER_COUNTRY: Final = -0.01
OTHER_KIND: Final = -0.02
MOST_RAISED: Final = SAME_BIRTH + SAME_COUNTRY
"""What all that agrees adds to a score together."""

CLEARLY_OTHER_YEARS: Final = 2
"""Years between two dates of birth beyond which they are of two people; a year or two is often a mistake."""

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:/(\d{4}))?", re.ASCII)


@dataclass(slots=True)
class Evidence:
    """What further facts say, and by how much they move the score."""

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
) -> Evidence:
    """Compare what is known of a party with an entry; what either side does not say counts for nothing."""
    evidence = Evidence()
    _weigh_birth(evidence, entity, date_of_birth)
    if isinstance(country, str) and country.strip() and entity.countries:
        same = country.strip().upper() in entity.countries
        _note(evidence, "country", same=same, shift=SAME_COUNTRY if same else OTHER_COUNTRY)
    if isinstance(kind, str) and kind:
        # A payment knows persons and organizations; ships and aircraft are paid through their owners.
        same = (kind == "individual") == (entity.kind == "individual")
        _note(evidence, "kind", same=same, shift=0.0 if same else OTHER_KIND)
    return evidence


def _weigh_birth(evidence: Evidence, entity: ListedEntity, born: dt.date | str | None) -> None:
    text = born.isoformat() if isinstance(born, dt.date) else born
    given = _DATE.match(text.strip()) if isinstance(text, str) else None
    listed = [match for match in map(_DATE.match, entity.dates_of_birth) if match]
    if given is None or not listed:
        return
    if any(_is_same(given, other) for other in listed):
        _note(evidence, "date_of_birth", same=True, shift=SAME_BIRTH)
        return
    years = min(_years_apart(int(given[1]), other) for other in listed)
    if years > CLEARLY_OTHER_YEARS:
        _note(evidence, "date_of_birth", same=False, shift=OTHER_BIRTH)
    elif years > 1:
        _note(evidence, "date_of_birth", same=False, shift=NEAR_BIRTH)
    else:
        evidence.clauses.append("date of birth is near")


def _is_same(given: re.Match[str], listed: re.Match[str]) -> bool:
    """Whether two dates are one as far as both say: a listed year alone agrees with any day of it."""
    if _years_apart(int(given[1]), listed) or listed[4]:
        return not _years_apart(int(given[1]), listed)
    return all(a is None or b is None or a == b for a, b in ((given[2], listed[2]), (given[3], listed[3])))


def _years_apart(year: int, listed: re.Match[str]) -> int:
    first, last = int(listed[1]), int(listed[4] or listed[1])
    return max(first - year, year - last, 0)


def _note(evidence: Evidence, what: str, *, same: bool, shift: float) -> None:
    (evidence.agrees if same else evidence.disagrees).append(what)
    evidence.shift += shift
    evidence.clauses.append(f"{what.replace('_', ' ')} {'agrees' if same else 'disagrees'}")
