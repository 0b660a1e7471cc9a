"""Walks through a file's events, looks at everything, and keeps where each batch stands."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from achguard.model.payment import SecCode
from achguard.nacha.bytes.lines import Chunk, Line
from achguard.nacha.checks.batch_place import BatchPlace
from achguard.nacha.checks.entry_checks import (
    BatchProgress,
    add_note_of_form,
    check_entry,
    check_repeated,
    note_category,
)
from achguard.nacha.checks.field_checks import check_case, check_fields
from achguard.nacha.checks.header_checks import check_batch_header, check_file_header, company_field
from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import Problem, Severity, heavier
from achguard.nacha.checks.run_problems import add_run_problems
from achguard.nacha.checks.running_totals import COUNT, CREDIT, DEBIT, HASH, RunningTotals
from achguard.nacha.checks.trace_numbers import TraceNumbers
from achguard.nacha.layouts.codes import CHANGE
from achguard.nacha.layouts.layout import BLOCKING_FACTOR, LAYOUTS
from achguard.nacha.records.record import Record, digits
from achguard.nacha.records.structure import (
    BLANK,
    PADDING,
    STRAY,
    BatchEnd,
    BatchHead,
    BatchStart,
    EntryRead,
    Event,
    FileEnd,
    FileStart,
    Note,
    OtherLine,
)

if TYPE_CHECKING:  # numpy takes longer to load than a small file to read
    from achguard.nacha.checks.proven_run import ProvenRun


@dataclass(slots=True)
class _File:
    tally: RunningTotals
    batches: int = 0
    records: int = 0
    last_line: Line | None = None
    last_batch_number: str = ""
    number_problem: Problem | None = None
    structural: Problem | None = None
    """The first problem for which the file's own totals may be off."""


class Checker:
    """Takes events in their order; its log holds the problems, its `places` the batches."""

    __slots__ = (
        "_batch",
        "_blank",
        "_blank_said",
        "_cut_off",
        "_day",
        "_file",
        "_holding",
        "_run",
        "_stray",
        "log",
        "places",
        "records",
        "traces",
    )

    def __init__(self, log: ProblemLog, day: dt.date) -> None:
        self.log = log
        self.places: list[BatchPlace] = []
        self.records = 0
        self.traces = TraceNumbers()
        """The trace numbers of the file so far."""
        self._day = day
        self._file = _File(RunningTotals())
        self._batch: BatchProgress | None = None
        self._blank: Line | None = None
        self._blank_said = False
        self._stray: Problem | None = None
        self._cut_off: Problem | None = None
        self._holding: list[Problem] = []
        self._run: tuple[Line, Line] | None = None

    @property
    def batch(self) -> BatchProgress | None:
        """The batch that is open."""
        return self._batch

    def feed(self, event: Event) -> None:
        """Look at one event."""
        if self._blank is not None:
            self._end_blanks(event, self._blank)
        if not (isinstance(event, OtherLine) and event.kind == STRAY and not event.notes):
            self.end_run()
        if not isinstance(event, OtherLine):
            self._stray = None
        if isinstance(event, EntryRead):
            self._file.records += 1 + len(event.addenda)
            if self._batch is not None:
                check_entry(event, self._batch, self.log, self._day)
                check_repeated(event, self._batch, self.log, self.traces)
            self._cut_off = self.log.root_of((event.addenda or (event.record.line,))[-1])
        elif isinstance(event, OtherLine):
            self._other_line(event)
        elif isinstance(event, BatchStart):
            self._batch_start(event)
        elif isinstance(event, BatchEnd):
            self._batch_end(event)
        elif isinstance(event, FileStart):
            self._file_start(event)
        else:
            self._file_end(event)

    def _end_blanks(self, event: Event, blank: Line) -> None:
        if isinstance(event, OtherLine) and event.kind == BLANK:
            return
        self._blank = None
        # At the end of a file blank lines are nothing to speak of, and said once they are enough.
        at_end = isinstance(event, FileEnd | BatchEnd) and event.record is None
        if not (at_end or self._blank_said):
            self.log.add("blank-line", blank)
            self._blank_said = True

    def skip(self, run: "ProvenRun", chunk: Chunk) -> None:
        """Count entries of a chunk that need no look, and write down what is known to be wrong with them."""
        self.end_run()
        batch = self._batch
        if batch is None:
            return
        note_category(run.category, chunk.line(run.end - run.lines), batch, self.log)
        tally = batch.tally
        tally.entries += run.entries
        tally.lines += run.lines
        tally.hash += run.hash_sum
        tally.debit += run.debit
        tally.credit += run.credit
        self._stray = self._cut_off = None
        self._file.records += run.lines
        add_run_problems(run, chunk, batch, self.log)

    def end_run(self) -> None:
        """Write down lines that are no records, as one problem for those that follow each other."""
        if self._run is None:
            return
        first, last = self._run
        self._run = None
        several = last.number if last.number > first.number else None
        problem = self.log.add("unreadable-lines", first, value=first.text.strip(), last_line=several, whole_line=True)
        self._explain_totals_by(problem)
        self._stray = problem

    def _explain_totals_by(self, problem: Problem) -> None:
        if self._batch is not None:
            self._batch.tally.explain_by(problem)
        self._file.structural = heavier(self._file.structural, problem)

    def _report_notes(self, notes: tuple[Note, ...], cause: Problem | None = None) -> Problem | None:
        first: Problem | None = None
        for note in notes:
            problem = self.log.add(
                note.problem, note.line, value=note.line.text[0], cause=cause, expected=note.expected, whole_line=True
            )
            first = heavier(first, problem)
        return first

    def _other_line(self, event: OtherLine) -> None:
        line = event.line
        if event.kind == STRAY and not event.notes:
            self._run = (self._run[0] if self._run else line, line)
            self._file.records += 1
            return
        if event.kind == BLANK:
            self._blank = self._blank or line
            return
        self._file.records += 1
        # Addenda whose entry is lost follow each other: the first of them, or what is before it, stands for all.
        problem = self._report_notes(event.notes, self._stray)
        if event.kind == PADDING:
            problem = problem or self._report_form(line, None)
            if problem is not None:
                self._stray = heavier(self._stray, problem)  # writers fill up with the same record again and again
            return
        problem = heavier(self._report_form(line, None), problem)
        if problem is not None:
            self._explain_totals_by(problem)
            self._stray = heavier(self._stray, problem)

    def _report_form(self, line: Line, seen: Record | None) -> Problem | None:
        """Write down what is wrong with a line's form; where a file ends behind it, it is cut off there."""
        self._cut_off = add_note_of_form(line, self.log, seen)
        return self._cut_off

    def _file_start(self, event: FileStart) -> None:
        self._end_blocks()
        self._file = _File(RunningTotals())
        self.traces = TraceNumbers()
        self.log.start_file("" if event.record is None else event.record.text("immediate_origin"))
        problem = self._report_notes(event.notes)
        if event.record is None:
            self._file.structural = problem
            return
        self._file.records = 1
        self._report_form(event.line, event.record)
        check_fields(event.record, self.log, self._day)
        check_file_header(event.record, self.log)
        check_case(event.record, self.log)

    def _batch_start(self, event: BatchStart) -> None:
        head, file = event.head, self._file
        first = len(self.log.problems)
        self._batch = BatchProgress(head, category=CHANGE if head.sec_code is SecCode.COR else "")
        problem = self._report_notes(event.notes)
        if problem is not None:
            self._batch.tally.explain_by(problem)
            file.structural = heavier(file.structural, problem)
        if head.record is not None:
            file.records += 1
            file.batches += 1
            form = self._report_form(head.line, head.record)
            if form is not None:
                self._batch.tally.explain_by(form)
                for name in head.record.layout.by_name:
                    self._batch.firsts[("header", name)] = form
            bad = check_fields(head.record, self.log, self._day)
            bad = check_batch_header(head, self.log) | bad
            bad |= check_case(head.record, self.log)
            if "batch_number" in bad:
                file.number_problem = bad["batch_number"]
            elif digits(head.number) is not None:
                self._check_batch_number(head)
            for name, of_field in bad.items():
                self._batch.firsts.setdefault(("header", name), of_field)
        self._holding = [p for p in self.log.problems[first:] if p.severity is Severity.ERROR]

    def _check_batch_number(self, head: BatchHead) -> None:
        file = self._file
        problem: Problem | None = None
        if file.last_batch_number and head.number <= file.last_batch_number and head.record is not None:
            where = head.record.layout["batch_number"]
            problem = self.log.add("batch-number-order", head.line, where, value=head.number, cause=file.number_problem)
            if self._batch is not None:
                self._batch.firsts[("header", "batch_number")] = problem
        file.last_batch_number, file.number_problem = head.number, problem

    def _batch_end(self, event: BatchEnd) -> None:
        batch, file = self._batch, self._file
        if batch is None:
            return
        first = len(self.log.problems)
        tally, head = batch.tally, batch.head
        problem = self._report_notes(event.notes, self._cut_off if event.record is None else None)
        if event.record is None:
            if problem is not None:
                self._explain_totals_by(problem)
        else:
            file.records += 1
            if head.record is None:
                file.batches += 1
            form = heavier(self._report_form(event.record.line, event.record), problem)
            if form is not None:
                tally.explain_by(form)
        if not tally.entries:
            tally.explain_by(self.log.add("empty-batch", head.line, cause=tally.causes.get(COUNT)))
        if event.record is not None:
            self._check_batch_control(event.record, batch)
        found = [*batch.of_all, *self.log.problems[first:]]
        self._holding += [p for p in found if p.severity is Severity.ERROR]
        file.tally.add(tally)
        self.places.append(
            BatchPlace(
                head.line,
                head.record is not None,
                head.index,
                tally.entries,
                tally.lines,
                tally.debit,
                tally.credit,
                event.line,
                tuple(self._holding),
            )
        )
        self._batch = None

    def _check_batch_control(self, record: Record, batch: BatchProgress) -> None:
        head, tally, log = batch.head, batch.tally, self.log
        check_fields(record, log, self._day)
        problem: Problem | None = None
        for total, field, name, value in (
            (COUNT, "entry_addenda_count", "batch-entry-count", tally.lines),
            (HASH, "entry_hash", "batch-entry-hash", tally.entry_hash),
            (DEBIT, "total_debit", "batch-total-debit", tally.debit),
            (CREDIT, "total_credit", "batch-total-credit", tally.credit),
        ):
            said = record.number(field)
            if said is not None and said != value:
                cause = (tally.causes.get(total), problem)
                where = record.layout[field]
                found = log.add(name, record.line, where, value=str(said), cause=cause, count=value)
                problem = problem or found
                # A difference that nothing in the batch explains is where the file's own totals differ, too.
                self._file.structural = heavier(self._file.structural, found)
        if head.record is None:
            return
        for field, header_field, name, key in (
            ("service_class", "service_class", "control-service-class", "service-class-direction"),
            ("company_identification", company_field(head), "control-company-identification", ""),
            ("odfi_identification", "odfi_identification", "control-odfi", "trace-number-odfi"),
            ("batch_number", "batch_number", "control-batch-number", ""),
        ):
            if field not in record.layout or header_field not in head.record.layout:
                continue
            text, expected = record.raw(field), head.record.raw(header_field)
            if text == expected:
                continue
            causes = (
                batch.firsts.get(("header", header_field)),
                log.root_of(head.line),
                *(p for (kind, _), p in batch.firsts.items() if kind == key),
            )
            found = log.add(name, record.line, record.layout[field], value=text, expected=expected, cause=causes)
            if field == "batch_number":
                self._file.number_problem = self._file.number_problem or found

    def _file_end(self, event: FileEnd) -> None:
        file = self._file
        problem = self._report_notes(event.notes, file.structural if event.record is None else None)
        if event.record is None:
            return
        file.records += 1
        file.last_line = event.record.line
        form = heavier(self._report_form(event.record.line, event.record), problem)
        check_fields(event.record, self.log, self._day)
        self._check_file_control(event.record, form if form is not None and form.is_root else None)

    def _check_file_control(self, record: Record, form: Problem | None) -> None:
        file, tally = self._file, self._file.tally
        cause = heavier(file.structural, form)
        first: Problem | None = None
        if not file.batches and not tally.entries:
            first = self.log.add("empty-file", record.line, cause=cause)
        for total, field, name, value in (
            ("", "batch_count", "batch-count", file.batches),
            (COUNT, "entry_addenda_count", "file-entry-count", tally.lines),
            (HASH, "entry_hash", "file-entry-hash", tally.entry_hash),
            (DEBIT, "total_debit", "file-total-debit", tally.debit),
            (CREDIT, "total_credit", "file-total-credit", tally.credit),
        ):
            said = record.number(field)
            if said is not None and said != value:
                explained = (tally.causes.get(total), cause, first)
                where = record.layout[field]
                found = self.log.add(name, record.line, where, value=str(said), cause=explained, count=value)
                first = heavier(first, found)
        file.structural = heavier(cause, first)

    def finish(self) -> None:
        """Look at what only the end of the input shows."""
        self.end_run()
        self._end_blocks()

    def _end_blocks(self) -> None:
        """Compare the blocks of the file that ends here with its control."""
        file = self._file
        line = file.last_line
        self.records += file.records
        if line is None:
            return
        blocks = -(-file.records // BLOCKING_FACTOR)
        cause = heavier(file.structural, self._cut_off)
        if file.records % BLOCKING_FACTOR:
            problem = self.log.add("missing-padding", line, cause=cause)
            cause = heavier(cause, problem)
        where = LAYOUTS["file_control"]["block_count"]
        said = digits(where.of(line.text))
        if said is not None and said != blocks:
            value = where.of(line.text)
            self.log.add("block-count", line, where, value=value, cause=cause, count=blocks)
        file.last_line = None
