"""Entries one after the other that the columns settle, as the checks take them: what they add up to, what is wrong."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from achguard.nacha.bytes.lines import Line
from achguard.nacha.layouts.layout import Field
from achguard.nacha.records.record import cut

if TYPE_CHECKING:  # numpy takes longer to load than a small file to read
    from achguard.nacha.bytes.columns import Flags, Places


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A problem of one field that no other problem of its entry explains, whatever the field holds."""

    name: str
    field: Field
    behind: int = 0
    """Lines between the entry and the record that has the field."""
    expected: str | None = None
    shown: slice | None = None
    """The columns that are shown, where those are not the field's."""
    as_number: bool = False
    """Whether the field's digits are shown without the zeros before them."""
    count: int | None = None
    """How many addenda the entry has, where that is said."""
    totals: tuple[str, ...] = ()
    """The totals of a control that it explains where they differ."""

    @property
    def is_of_trace_number(self) -> bool:
        """Whether the trace number of the entry itself is wrong, so that the order of the entries says nothing more."""
        return self.behind == 0 and self.field.name == "trace_number"

    def value(self, line: Line) -> str:
        """Give what is shown of the field on a line, not masked yet."""
        if self.shown is not None:
            return line.text[self.shown]
        value = cut(self.field, line)
        return str(int(value)) if self.as_number else value


@dataclass(frozen=True, slots=True)
class TraceBreaks:
    """Entries whose trace number is not above the one before, with an explanation of one kind."""

    prefix: str | None
    """What explains them: a prefix that is not the ODFI's; empty for what is wrong before the run, None for nothing."""
    lines: "Places"
    """In the chunk, ascending."""
    roots: "Places"
    """The line of the entry whose order explains each, if nothing else does; its own where none does."""
    repeated: int | None
    """The line of the first that has the very number of the one before."""
    of_number: FieldProblem | None
    """What is wrong with their own trace numbers, which explains them."""


@dataclass(frozen=True, slots=True)
class TraceOrder:
    """How the trace numbers of a run follow each other, where they do not ascend throughout."""

    ascends: "Flags"
    """Which entries have a number, with which nothing is wrong, above the one before [entries]."""
    breaks: tuple[TraceBreaks, ...]


@dataclass(frozen=True, slots=True)
class ProvenRun:
    """Entries one after the other in which nothing is wrong but what is said here, with what they add up to."""

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
    last_entry: int
    """The line of its last entry, in the chunk."""
    category: str = "forward"
    """What the entries are: forward, or how they come back; the same for all of a run."""
    order: TraceOrder | None = None
    """None where the trace numbers ascend."""
    problems: "tuple[tuple[Places, tuple[FieldProblem, ...]], ...]" = ()
    """Lines of entries that are alike, in their chunk and ascending, with what is wrong in single fields of each."""
