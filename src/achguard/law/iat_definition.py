"""The IAT definition by date: which kinds of holding make the agency that holds them count."""

from dataclasses import dataclass
from datetime import date

from achguard.model.account import Holding


@dataclass(frozen=True, slots=True)
class Definition:
    """One wording of the definition of an IAT Entry, and the days on which it is in force."""

    effective: date
    """First day in force."""
    ends: date | None
    """Last day in force; nothing while no end is announced."""
    section: str
    """Section of the Nacha Operating Rules."""
    holdings: frozenset[Holding]
    """What an agency may hold to be a financial agency."""
    holdings_of_transmitters: frozenset[Holding]
    """What it may hold where it transmits money or issues money orders: it is one, but the entry does not say so."""
    source: str
    """Where the wording is to be read."""


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        effective=date(2009, 9, 18),
        ends=date(2026, 9, 17),
        section="8.47",
        holdings=frozenset({Holding.DEPOSIT}),
        holdings_of_transmitters=frozenset({Holding.WALLET}),
        source="2013 NACHA Operating Rules, sections 8.39 and 8.47 (the section number of that edition)",
    ),
    Definition(
        effective=date(2026, 9, 18),
        ends=None,
        section="8.55",
        holdings=frozenset(Holding),
        holdings_of_transmitters=frozenset(),
        source="https://www.nacha.org/rules/definition-iat-entries, consulted 2026-11-23",
    ),
)
"""Every wording, oldest first, without a gap between them."""


def in_force(day: date) -> Definition:
    """Give the definition of a day; days before the first definition take the first."""
    return next((wording for wording in reversed(DEFINITIONS) if wording.effective <= day), DEFINITIONS[0])
