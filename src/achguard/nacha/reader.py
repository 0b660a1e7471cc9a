"""Reads a Nacha file: looks at all of it once, and makes objects of its entries when they are asked for."""

import datetime as dt
import os
from collections.abc import Iterator
from typing import BinaryIO

from achguard.model.file_payments import FilePayments
from achguard.model.history import ReturnedEntry
from achguard.model.payment import Payment, SecCode
from achguard.nacha.bytes.lines import Line, LineReader
from achguard.nacha.bytes.source import open_source
from achguard.nacha.checks.batch_place import BatchPlace
from achguard.nacha.checks.problems import AS_PROFILED, Problem, Profile, Severity, Weighing, profile_of
from achguard.nacha.entry import NOTHING_WRONG, Entry, entry_of
from achguard.nacha.entry_portions import EntryPortion, Known, KnownEntries, entry_portions
from achguard.nacha.entry_runs import EntryRun, entry_runs
from achguard.nacha.layouts.codes import RETURN
from achguard.nacha.placed_records import PlacedRecord, placed_records
from achguard.nacha.records.record import Record, addenda_type_of, record
from achguard.nacha.records.returns import returned_entry
from achguard.nacha.records.structure import (
    BATCH_HEADER,
    BatchEnd,
    BatchHead,
    BatchStart,
    EntryRead,
    Event,
    FileEnd,
    Structure,
)
from achguard.nacha.survey import Survey, survey


class Batch:
    """One batch: its header and control, and its entries when they are asked for."""

    __slots__ = ("_file", "_place", "head")

    def __init__(self, file: "NachaFile", head: BatchHead, place: BatchPlace) -> None:
        self._file = file
        self._place = place
        self.head = head
        """What the header says of the entries."""

    def __repr__(self) -> str:
        return f"Batch(line={self.head.line.number}, sec_code={self.head.sec_code}, entries={self.entry_count})"

    @property
    def header(self) -> Record | None:
        """The header, or None where it is missing."""
        return self.head.record

    @property
    def control(self) -> Record | None:
        """The control, or None where it is missing."""
        line = self._place.control
        if line is None:
            return None
        return record("adv_batch_control" if self.head.is_adv else "batch_control", line)

    @property
    def sec_code(self) -> SecCode | None:
        """The SEC code, or None where it is none of Nacha's."""
        return self.head.sec_code

    @property
    def entry_count(self) -> int:
        """How many entries it has."""
        return self._place.entries

    @property
    def total_debit(self) -> int:
        """Sum of its debits in cents, as far as their amounts can be read."""
        return self._place.debit

    @property
    def total_credit(self) -> int:
        """Sum of its credits in cents, as far as their amounts can be read."""
        return self._place.credit

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors of its header and control, for which all of its entries are held."""
        return self._place.holding

    @property
    def entries(self) -> Iterator[Entry]:
        """Its entries in their order; each call reads them again."""
        return self._file.entries_of(self._place)


class NachaFile:
    """A Nacha file that was looked at as a whole; batches, entries and payments are read from it when asked for.

    Immutable. It keeps the file mapped, not its entries: memory does not grow with the file, but with its problems
    and batches.
    """

    __slots__ = ("_lines", "_places", "_survey", "day", "name", "profile", "weighing")

    def __init__(
        self,
        lines: LineReader,
        survey: Survey,
        name: str,
        profile: Profile,
        day: dt.date,
        weighing: Weighing = AS_PROFILED,
    ) -> None:
        self._lines = lines
        self._survey = survey
        self.name = name
        """The file's name without its folders."""
        self.profile = profile
        """Whose practice sets the severities."""
        self.day = day
        """The day whose record layouts apply."""
        self.weighing = weighing
        """What changes the severities of the profile."""
        self._places = {place.index: place for place in survey.places}

    def __repr__(self) -> str:
        return (
            f"NachaFile({self.name!r}, lines={self.line_count}, batches={len(self._survey.places)}, "
            f"entries={self.entry_count}, problems={len(self.problems)})"
        )

    def weighed(self, weighing: Weighing) -> "NachaFile":
        """Give the file with other changes to the severities of its profile, looked at again where they differ."""
        if weighing == self.weighing:
            return self
        found = survey(self._lines, self.profile, self.day, weighing)
        return NachaFile(self._lines, found, self.name, self.profile, self.day, weighing)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, by line; those without a cause are the roots."""
        return self._survey.problems

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors, wherever they are; without one the file can be sent."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def line_count(self) -> int:
        """Lines of the file; records, where it has no line ends."""
        return self._survey.line_count

    @property
    def entry_count(self) -> int:
        """How many entries it has."""
        return sum(place.entries for place in self._survey.places)

    @property
    def is_quiet(self) -> bool:
        """Whether it is a file of a day without entries: it has none, and its own control says so."""
        said = [control.number(name) for control in self.controls for name in ("batch_count", "entry_addenda_count")]
        return not self._survey.places and bool(self.headers) and bool(said) and not any(n != 0 for n in said)

    @property
    def total_debit(self) -> int:
        """Sum of its debits in cents, as far as their amounts can be read."""
        return sum(place.debit for place in self._survey.places)

    @property
    def total_credit(self) -> int:
        """Sum of its credits in cents, as far as their amounts can be read."""
        return sum(place.credit for place in self._survey.places)

    @property
    def headers(self) -> tuple[Record, ...]:
        """The file headers; several where there are files one after the other."""
        return self._survey.headers

    @property
    def controls(self) -> tuple[Record, ...]:
        """The file controls."""
        return self._survey.controls

    @property
    def batches(self) -> Iterator[Batch]:
        """The batches in their order; each call starts again."""
        for place in self._survey.places:
            for event in self._events_of(place):
                if isinstance(event, BatchStart):
                    yield Batch(self, event.head, place)
                    break

    @property
    def batch_lines(self) -> Iterator[Line]:
        """The header of each batch, or its first entry where it has none, as lines; nothing is read again."""
        return (place.line for place in self._survey.places)

    @property
    def batch_count(self) -> int:
        """How many batches it has."""
        return len(self._survey.places)

    def batch_of(self, entry: Entry) -> Batch:
        """Give the batch of one of its entries."""
        return Batch(self, entry.batch, self._places[entry.batch.index])

    @property
    def entries(self) -> Iterator[Entry]:
        """All entries in their order, broken ones too; each call reads the file again."""
        for item in entry_runs(self._lines, sorted(self._survey.found.by_line)):
            if isinstance(item, EntryRead):
                yield self.entry_of(item)
            else:
                held = self._places[item.head.index].holding
                yield from (entry_of(read, NOTHING_WRONG, held, self.profile, self.day) for read in item.reads())

    @property
    def records(self) -> Iterator[PlacedRecord]:
        """All records and other lines in their order, each with its batch and entry; each call reads them again."""
        return placed_records(self._lines)

    def problems_at(self, line: int) -> tuple[Problem, ...]:
        """Give the problems of a line, from 1."""
        return self._survey.found.by_line.get(line, ())

    @property
    def payments(self) -> Iterator[Payment]:
        """The payments of all entries whose direction and amount can be read; each call reads the file again.

        They are there to be looked at. They lack what is wrong with the file, and entries that are none, so a guard's
        `decide_many` refuses them; `achguard.decide_file` decides a file.
        """
        return FilePayments(payment for entry in self.entries if (payment := entry.payment) is not None)

    @property
    def returns(self) -> tuple[ReturnedEntry, ...]:
        """The entries that came back, for `History`."""
        return tuple(self._that_came_back(returns=True))

    @property
    def corrections(self) -> tuple[ReturnedEntry, ...]:
        """The notifications of change, for `History`."""
        return tuple(self._that_came_back(returns=False))

    def entry_runs(self) -> Iterator[Entry | EntryRun]:
        """Yield all entries in their order, those in which nothing is wrong as whole runs of columns."""
        return KnownEntries(self._lines, self._known).entry_runs()

    def entry_portions(self, size: int) -> Iterator[EntryPortion]:
        """Yield all entries in portions of about `size` bytes, which can be read apart from each other."""
        return entry_portions(self._lines, self._known, size)

    def entry_of(self, event: EntryRead) -> Entry:
        """Put an entry together from what was read of it."""
        return self._entry(event, self._places[event.head.index])

    def entries_of(self, place: BatchPlace) -> Iterator[Entry]:
        """Yield the entries of the batch at a place."""
        for event in self._events_of(place):
            if isinstance(event, EntryRead) and event.head.index == 0:
                yield self._entry(event, place)

    def _events_of(self, place: BatchPlace) -> Iterator[Event]:
        """Yield a batch's events; read alone, it is the first."""
        structure = Structure(in_file=True)
        seen = 0
        # A damaged header may read as another record where the batch before it is not known.
        known = BATCH_HEADER if place.has_header else None
        for line in self._lines.lines(place.line.offset, place.line.number):
            for event in structure.feed(line, None if seen else known):
                if isinstance(event, BatchStart):
                    seen += 1
                if seen > 1 or isinstance(event, BatchEnd | FileEnd):
                    return
                yield event
        yield from structure.close_entry()

    def _that_came_back(self, *, returns: bool) -> Iterator[ReturnedEntry]:
        for entry in self.entries:
            back = entry.came_back
            if back is not None and (addenda_type_of(back.addenda.line) == RETURN) is returns:
                known = returned_entry(back)
                if known is not None:
                    yield known

    @property
    def _known(self) -> Known:
        holding = {place.index: place.holding for place in self._survey.places if place.holding}
        return Known(self._survey.found.by_line, holding, self.profile, self.day)

    def _entry(self, event: EntryRead, place: BatchPlace) -> Entry:
        return entry_of(event, self._survey.found.by_line, place.holding, self.profile, self.day)


def read(
    source: str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO,
    *,
    profile: Profile | str = Profile.OPERATOR,
    as_of: dt.date | None = None,
    weighing: Weighing = AS_PROFILED,
) -> NachaFile:
    """Read a Nacha file from a path, from bytes or from a binary stream, and look at all of it.

    `profile` is `strict` (the rule book) or `operator` (milder where a source says that operators let something pass).
    `as_of` is the day whose record layouts apply, today where none is given. `weighing` changes the severities of the
    profile; a policy has one, `policy.nacha.weighing`.

    Nothing that a file contains raises. Raises `InputError` for what can't be read or is not text: a missing path,
    an empty file, an archive, binary data; and `ConfigurationError` for an unknown profile.
    """
    chosen = profile_of(profile)
    day = as_of or dt.date.today()  # noqa: DTZ011  layouts change with the local day
    data, name = open_source(source)
    lines = LineReader(data)
    return NachaFile(lines, survey(lines, chosen, day, weighing), name, chosen, day, weighing)
