"""Where a batch stands in a file, as one look at the whole file found it."""

from dataclasses import dataclass

from achguard.nacha.bytes.lines import Line
from achguard.nacha.checks.problems import Problem


@dataclass(frozen=True, slots=True)
class BatchPlace:
    """Where a batch stands, so that its entries can be read again, and what holds all of them."""

    line: Line
    """Its header, or its first entry where it has none."""
    has_header: bool
    index: int
    entries: int
    lines: int
    """Entries and addenda."""
    debit: int
    """Cents."""
    credit: int
    """Cents."""
    control: Line | None
    holding: tuple[Problem, ...]
    """Errors of its header and control, for which every entry is held."""
