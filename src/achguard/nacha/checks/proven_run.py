"""Entries one after the other that the columns prove right, as the checks take them: by what they add up to."""

from dataclasses import dataclass

from achguard.nacha.layouts.layout import Field


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A problem of one field that explains nothing else and that nothing else explains, whatever the field holds."""

    name: str
    field: Field
    behind: int
    """Lines between the entry and the record that has the field."""
    expected: str | int | None


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
    problems: tuple[tuple[int, tuple[FieldProblem, ...]], ...] = ()
    """Lines of entries, in their chunk, with what is wrong in single fields of theirs."""
