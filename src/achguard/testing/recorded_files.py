"""Recorded Nacha files as tests: one for each batch, and one for what is wrong with the file around them.

Registered by the plugin only where files are named, so that nobody else's run has its hooks.
"""

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from achguard.columnar.nacha_entries import decide_entries
from achguard.errors import ConfigurationError, InputError
from achguard.guard import Guard
from achguard.model.decision import Accept, Outcome
from achguard.model.finding import Finding, NotEvaluated
from achguard.model.masking import on_one_line
from achguard.nacha.checks.problems import Problem, Severity
from achguard.nacha.reader import NachaFile, read
from achguard.testing import frozen, known_findings
from achguard.testing.known_findings import Known, digest_of
from achguard.testing.told import Decided, spoken

if TYPE_CHECKING:
    from _pytest._code.code import ExceptionInfo, TerminalRepr
    from _pytest.terminal import TerminalReporter

POLICY = "nacha-file"
SUFFIX = ".ach"
_REPORTED = "achguard_findings"


class Found(NamedTuple):
    """What a test of a file found: where, and how it is told."""

    line: int
    code: str
    at: str
    seen: str
    """A digest of its strength and its masked value."""
    text: str
    """The finding in a line, masked."""

    def known_in(self, file: str) -> Known:
        """Give it as a baseline has it."""
        return Known(file, self.line, self.code, self.at, self.seen)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of a batch."""

    number: int
    first: int
    last: int
    entries: int


class _Ran(NamedTuple):
    """A test that ran: the lines that it is about."""

    file: str
    spans: list[list[int]]
    inside: bool
    """Whether it is about the lines in the spans, or about all others."""

    def covers(self, row: Known) -> bool:
        """Whether a known finding is one that the test would have found."""
        within = any(first <= row.line <= last for first, last in self.spans)
        return self.file == row.file and within is self.inside


class _NotAccepted(Exception):  # noqa: N818
    """Findings that nobody knows of; its text is what the failed test says."""


class Recorded:
    """The hooks of a run with recorded files."""

    def __init__(self, files: Iterable[Path], *, root: Path, policy: str, baseline: Path | None, write: bool) -> None:
        """Take files, or folders of files that end in .ach.

        Raises `ConfigurationError` for a path without one, for a baseline that is none, and for one that is to be
        written without being named.
        """
        self.root = root
        self.files = frozenset(_files(files))
        self.policy = policy
        self.baseline = baseline
        self.write = write
        if write and baseline is None:
            raise ConfigurationError("--achguard-write-baseline needs a file to write: --achguard-baseline FILE")
        is_there = baseline is not None and (baseline.exists() or not write)
        self.known = known_findings.load(baseline) if baseline is not None and is_there else frozenset()
        self._taken: set[Path] = set()
        self._seen: set[Known] = set()
        self._ran: list[_Ran] = []
        self._said: list[str] = []
        frozen.guard(policy=policy)  # a policy that there is not is told before any test

    # Collection

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> "RecordedFile | None":
        """Take a file that is one of those named."""
        if file_path.resolve() not in self.files:
            return None
        self._taken.add(file_path.resolve())
        collected: RecordedFile = RecordedFile.from_parent(parent, path=file_path, recorded=self)
        return collected

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Refuse a run in which a named file was passed over, such as by `--ignore`."""
        asked = {Path(each).resolve() for each in session.config.getoption("achguard_files")}
        if lost := sorted(file for file in self.files - self._taken if {file, *file.parents} & asked):
            raise pytest.UsageError(f"{self.name_of(lost[0])} was named by --achguard-files and is not collected")

    # Reports, which xdist's workers send to the one that leads them

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: "pytest.CallInfo[None]") -> Iterator[None]:
        """Send along what a test of a file found, known or not."""
        outcome: Any = yield
        if call.when == "call" and isinstance(item, FileTest | BatchTest):
            setattr(outcome.get_result(), _REPORTED, item.reported())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Gather what was found."""
        told = getattr(report, _REPORTED, None)
        if told is not None:
            self._ran.append(_Ran(told["file"], told["spans"], told["inside"]))
            self._seen |= {Known(told["file"], *row) for row in told["found"]}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the baseline, where that is asked for, and find the rows of it that nothing is behind."""
        if hasattr(session.config, "workerinput") or self.baseline is None:
            return
        # A row that takes any is behind each finding at its place.
        seen = self._seen | {row._replace(seen="") for row in self._seen}
        stale = sorted(row for row in self.known - seen if self._has_run(row))
        name = self.name_of(self.baseline)
        if not self.write:
            self._said += [f"{name}: {row} is not found any more; remove the row" for row in stale]
            return
        may = {row for row in self._seen if known_findings.may_be_known(row.code)}
        kept = may | (self.known - {*stale} - {row._replace(seen="") for row in may})
        known_findings.save(self.baseline, kept)
        self._said.append(f"{name}: {_count(len(kept), 'known finding')} written")
        if left := len(self._seen - may):
            self._said.append(f"{name}: {_count(left, 'finding')} about sanctions left out, which fail each time")

    def pytest_terminal_summary(self, terminalreporter: "TerminalReporter") -> None:
        """Say what became of the baseline."""
        if self._said:
            terminalreporter.section("achguard baseline", sep="-")
            for line in self._said:
                terminalreporter.line(line)

    def name_of(self, path: Path) -> str:
        """Name a file relative to the root of the tests, with slashes."""
        resolved = path.resolve()
        # Two files of one name outside the root are two files: each has its way there.
        return Path(os.path.relpath(resolved, self.root)).as_posix()

    def _has_run(self, row: Known) -> bool:
        is_gone = not (self.root / row.file).exists()
        return is_gone or any(ran.covers(row) for ran in self._ran)


class RecordedFile(pytest.File):
    """A recorded Nacha file: a test for itself and one for each of its batches."""

    def __init__(self, *, recorded: Recorded, **rest: Any) -> None:  # noqa: ANN401  pytest's own
        super().__init__(**rest)
        self.recorded = recorded
        self.label = recorded.name_of(self.path)

    def collect(self) -> "Iterator[FileTest | BatchTest]":
        """Give the tests; a file that can't be read has the one that fails."""
        yield FileTest.from_parent(self, name="file")
        for stretch in self.stretches:
            yield BatchTest.from_parent(self, name=f"batch-{stretch.number}", stretch=stretch)

    @cached_property
    def content(self) -> NachaFile | InputError:
        """What was read, by the layouts of the day on which the file was made, or why nothing can be."""
        try:
            first = read(self.path, as_of=frozen.FROZEN_DAY)
            day = _made_on(first)
            return first if day == frozen.FROZEN_DAY else read(self.path, as_of=day)
        except InputError as error:
            return error

    @cached_property
    def guard(self) -> Guard:
        """A guard of the day on which the file was made, so that a file means the same for ever."""
        day = frozen.FROZEN_DAY if isinstance(self.content, InputError) else self.content.day
        return frozen.guard(policy=self.recorded.policy, as_of=day)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Where the batches stand."""
        if isinstance(self.content, InputError):
            return ()
        batches = list(self.content.batches)
        starts = [batch.head.line.number for batch in batches]
        ends = [*(start - 1 for start in starts[1:]), self.content.line_count][: len(starts)]
        return tuple(
            Stretch(number, start, batch.control.line.number if batch.control else end, batch.entry_count)
            for number, (batch, start, end) in enumerate(zip(batches, starts, ends, strict=True), 1)
        )

    @cached_property
    def not_accepted(self) -> tuple[tuple[tuple[int, Decided], ...], ...]:
        """Batch by batch, the entries that are not accepted, each with its line."""
        if isinstance(self.content, InputError):
            return ()
        entries = decide_entries(self.content, self.guard)
        return tuple(
            tuple(
                (line, decision)
                for line, decision, _ in (next(entries) for _ in range(stretch.entries))
                if not isinstance(decision, Accept)
            )
            for stretch in self.stretches
        )

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What is wrong with the file's form, but for mere notes."""
        return () if isinstance(self.content, InputError) else self.content.errors


class _Test(pytest.Item):
    """A test of a part of a file: it fails with what nobody knows of."""

    parent: RecordedFile
    first = 1
    is_of_batch = False

    def found(self) -> Iterator[Found]:
        """Yield what is not as it should be."""
        raise NotImplementedError

    def runtest(self) -> None:
        """Fail with everything that is found and that the baseline does not know, or may not."""
        recorded = self.parent.recorded
        self._found = tuple(self.found())
        lines = [
            found.text
            for found in self._found
            if not known_findings.may_be_known(found.code)
            or not (recorded.write or found.known_in(self.parent.label).is_in(recorded.known))
        ]
        if lines:
            raise _NotAccepted("\n".join(dict.fromkeys(lines)))

    def reported(self) -> dict[str, object]:
        """Give what a report carries from one process to another."""
        found = sorted({(each.line, each.code, each.at, each.seen) for each in getattr(self, "_found", ())})
        return {"file": self.parent.label, "found": found, "spans": self.spans(), "inside": self.is_of_batch}

    def spans(self) -> list[list[int]]:
        """Give the lines of the batches that it looks at, or that it does not."""
        raise NotImplementedError

    def repr_failure(self, excinfo: "ExceptionInfo[BaseException]", style: Any = None) -> "str | TerminalRepr":  # noqa: ANN401  pytest's own
        """Give the findings alone, without a traceback."""
        if isinstance(excinfo.value, _NotAccepted):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the part stands."""
        return self.path, self.first - 1, f"{self.parent.label}::{self.name}"


class FileTest(_Test):
    """What is wrong with a file outside its batches, or that it can't be read."""

    def found(self) -> Iterator[Found]:
        """Yield errors that stand in no batch; a file that can't be read, or holds nothing, is one."""
        label = self.parent.label
        if isinstance(self.parent.content, InputError):
            raise _NotAccepted(f"{label}: can't be read: {self.parent.content}")
        if not self.parent.content.entry_count:
            raise _NotAccepted(f"{label}: holds no entries")
        for error in self.parent.errors:
            if not any(each.first <= error.line <= each.last for each in self.parent.stretches):
                yield _of_problem(label, error)

    def spans(self) -> list[list[int]]:
        """Give the lines of all batches."""
        return [[each.first, each.last] for each in self.parent.stretches]


class BatchTest(_Test):
    """The entries of a batch, and what is wrong with its form."""

    is_of_batch = True

    def __init__(self, *, stretch: Stretch, **rest: Any) -> None:  # noqa: ANN401  pytest's own
        super().__init__(**rest)
        self.number = stretch.number
        self.first, self.last = stretch.first, stretch.last

    def spans(self) -> list[list[int]]:
        """Give the lines of its batch."""
        return [[self.first, self.last]]

    def found(self) -> Iterator[Found]:
        """Yield what holds, redirects or asks about an entry, and errors that no entry's decision tells."""
        label, told = self.parent.label, set()
        for line, decision in self.parent.not_accepted[self.number - 1]:
            for found in _of_decision(label, line, decision, self.parent.guard):
                told.add((found.code, found.at))
                yield found
        for error in self.parent.errors:
            if self.first <= error.line <= self.last and (error.code, error.at) not in told:
                yield _of_problem(label, error)


def _of_decision(label: str, line: int, decision: Decided, guard: Guard) -> Iterator[Found]:
    """Yield what leads to a decision; all that is said where nothing of it would lead there by itself."""
    seen: tuple[Finding | NotEvaluated, ...] = (*decision.findings, *decision.not_evaluated)
    weighty: list[Finding | NotEvaluated] = []
    for each in seen:
        row = guard.policy.leading(each.code)
        outcome = row.of(each.strength) if isinstance(each, Finding) else row.not_evaluated
        if outcome is not Outcome.ACCEPT:
            weighty.append(each)
    for each in weighty or seen:
        text = f"{label}:{line}: {decision.outcome.value} {spoken(each)}"
        seen_of = (each.strength.value, each.value) if isinstance(each, Finding) else (each.reason,)
        yield Found(line, each.code, each.at or "", digest_of(*seen_of), text)


def _of_problem(label: str, error: Problem) -> Found:
    value = f" = {error.value!r}" if error.value and error.value.strip() else ""
    field = f" {error.field}" if error.field else ""
    text = f"{label}:{error.line}: {Severity.ERROR.value} {error.code} at {error.at}{field}{value}: {error.message}"
    return Found(error.line, error.code, error.at, digest_of(error.severity.value, error.value), on_one_line(text))


def _made_on(file: NachaFile) -> dt.date:
    """Give the day of the first file header, or the frozen day where none can be read."""
    for header in file.headers:
        made = header.date("file_creation_date")
        if made is not None:
            return made
    return frozen.FROZEN_DAY


def _files(named: Iterable[Path]) -> Iterator[Path]:
    for path in named:
        inside = (each for each in path.rglob("*") if each.suffix.lower() == SUFFIX)
        below = sorted(inside) if path.is_dir() else [path]
        if not below or not below[0].is_file():
            raise ConfigurationError(f"--achguard-files: {path.name} is neither a file nor a folder with a *{SUFFIX}")
        yield from (each.resolve() for each in below)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
