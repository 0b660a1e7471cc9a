"""The entries of a file, all or some of them, with what a look at the whole file found of them."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from achguard.nacha.bytes.lines import LineReader
from achguard.nacha.checks.problems import Problem, Profile
from achguard.nacha.entry import Entry, entry_of
from achguard.nacha.entry_runs import EntryRun, Stretch, entry_runs, stretches
from achguard.nacha.records.structure import EntryRead

Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a look at the whole file found of entries."""

    problems: Mapping[int, Problems] = field(repr=False)
    """What is wrong with a line, by its number; a line without a problem is not there."""
    holding: Mapping[int, Problems] = field(repr=False)
    """For what each entry of a batch is held, by how many batches are in front of it; most batches are not there."""
    profile: Profile
    day: dt.date
    """The day whose record layouts apply."""

    def entry_of(self, event: EntryRead) -> Entry:
        """Put an entry together from what was read of it."""
        return entry_of(event, self.problems, self.holding.get(event.head.index, ()), self.profile, self.day)


class KnownEntries:
    """Entries that are read when they are asked for, each with what is known of it."""

    __slots__ = ("_known", "_lines", "_stretch")

    def __init__(self, lines: LineReader, known: Known, stretch: Stretch | None = None) -> None:
        self._lines = lines
        self._known = known
        self._stretch = stretch

    def entry_runs(self) -> Iterator[Entry | EntryRun]:
        """Yield all of them in their order, those in which nothing is wrong as whole runs of columns."""
        known = self._known
        for item in entry_runs(self._lines, sorted(known.problems), self._stretch):
            if isinstance(item, EntryRead):
                yield known.entry_of(item)
            elif item.head.index in known.holding:
                yield from (known.entry_of(item.entry(number)) for number in range(item.first, item.last))
            else:
                yield item

    def entry_of(self, event: EntryRead) -> Entry:
        """Put an entry together from what was read of it."""
        return self._known.entry_of(event)


@dataclass(frozen=True, slots=True)
class EntryPortion:
    """Some entries of a file, one after the other, which are decided apart from the others."""

    stretch: Stretch = field(repr=False)
    known: Known
    rows_before: int
    """How many entries are in front of it."""

    @property
    def rows(self) -> int:
        """How many entries it has."""
        return self.stretch.entries

    @property
    def end(self) -> int:
        """How many bytes of the file are in front of what follows it."""
        return self.stretch.end

    @property
    def lines_behind(self) -> int:
        """How many lines are in front of what follows it."""
        return self.stretch.next_number - 1

    def entries(self, lines: LineReader) -> KnownEntries:
        """Give its entries, which are read from the file's lines."""
        return KnownEntries(lines, self.known, self.stretch)


def entry_portions(lines: LineReader, known: Known, size: int) -> Iterator[EntryPortion]:
    """Yield the entries of a file in portions of about `size` bytes, each with what is known of it alone."""
    numbers = sorted(known.problems)
    rows_before = 0
    for stretch in stretches(lines, numbers, size):
        here = numbers[bisect_left(numbers, stretch.first_line) : bisect_left(numbers, stretch.next_number)]
        head, batches = stretch.structure.head, range(stretch.structure.batches, stretch.batches_behind)
        held = (*(() if head is None else (head.index,)), *batches)
        yield EntryPortion(
            stretch,
            Known(
                {number: known.problems[number] for number in here},
                {index: known.holding[index] for index in held if index in known.holding},
                known.profile,
                known.day,
            ),
            rows_before,
        )
        rows_before += stretch.entries
