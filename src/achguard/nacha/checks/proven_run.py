"""Entries one after the other that the columns prove right, as the checks take them: by what they add up to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProvenRun:
    """Entries one after the other that have no problem, with what they add up to."""

    end: int
    """The line behind the run, in its chunk."""
    first: int
    """Its first entry, counted among the entries of its chunk."""
    entries: int
    lines: int
    hash_sum: int
    debit: int
    credit: int
    last_trace: str
    category: str = "forward"
    """What the entries are: forward, or how they come back; the same for all of a run."""
