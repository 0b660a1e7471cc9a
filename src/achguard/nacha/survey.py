"""One look at a whole file: whole runs of entries at once where they are proven right, line by line elsewhere."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from achguard.nacha.bytes.lines import Chunk, Line, LineReader
from achguard.nacha.checks.batch_place import BatchPlace
from achguard.nacha.checks.checker import Checker
from achguard.nacha.checks.entry_checks import report_repeated_trace
from achguard.nacha.checks.found_problems import FoundProblems
from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import AS_PROFILED, Problem, Profile, Weighing
from achguard.nacha.records.record import Record
from achguard.nacha.records.structure import Event, FileEnd, FileStart, Structure

if TYPE_CHECKING:  # numpy takes longer to load than a small file to read
    from achguard.nacha.checks.proven_run import ProvenRun
    from achguard.nacha.proof.chunk_proof import ChunkProof

_MIN_LINES_TO_PROVE = 32  # lines; fewer are looked at one by one before numpy is loaded
_PREFIXES = 4  # other banks' of a batch whose trace numbers are proven; each one more is looked for in all entries


@dataclass(frozen=True, slots=True)
class Survey:
    """What one look at the whole file found."""

    found: FoundProblems
    places: tuple[BatchPlace, ...]
    headers: tuple[Record, ...]
    controls: tuple[Record, ...]
    line_count: int

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, by line."""
        return self.found.all


def survey(lines: LineReader, profile: Profile, day: dt.date, weighing: Weighing = AS_PROFILED) -> Survey:
    """Look at everything in a file."""
    one_pass = _Pass(lines, profile, day, weighing)
    one_pass.run()
    return one_pass.result()


class _Pass:
    """One pass over a file."""

    def __init__(self, lines: LineReader, profile: Profile, day: dt.date, weighing: Weighing) -> None:
        self._lines = lines
        self._profile = profile
        self._log = ProblemLog(profile, weighing)
        self._checker = Checker(self._log, day)
        self._structure = Structure()
        self._headers: list[Record] = []
        self._controls: list[Record] = []
        self._first: Line | None = None
        self._count = 0

    def run(self) -> None:
        """Read the file from its start to its end."""
        offset, number = self._lines.start, 1
        while (chunk := self._lines.chunk(offset, number)) is not None:
            proof = proof_of(chunk)
            if proof is not None:
                proof.tells = True
            index = 0
            while index < len(chunk):
                end = None if proof is None else self._passed_by(chunk, proof, index)
                if end is None:
                    self._feed_line(chunk.line(index))
                    end = index + 1
                index = end
            offset, number = chunk.place(len(chunk))
            self._count = number - 1
        self._feed(self._structure.finish())
        self._checker.finish()

    def result(self) -> Survey:
        """Give what was found."""
        problems, first = self._log.problems, self._first
        if first is not None and self._lines.has_bom:
            self._log.add("byte-order-mark", first)
        if first is not None and not (self._checker.places or self._headers or self._controls):
            log = ProblemLog(self._profile)
            log.add("no-record", first, last_line=self._count if self._count > 1 else None)
            problems = log.problems
        return Survey(
            FoundProblems(tuple(problems), tuple(self._log.rows), self._lines),
            tuple(self._checker.places),
            tuple(self._headers),
            tuple(self._controls),
            self._count,
        )

    def _passed_by(self, chunk: Chunk, proof: "ChunkProof", index: int) -> int | None:
        """Count a run of entries that are proven right; give the line behind it, or None where there is none."""
        batch = self._checker.batch
        if batch is None or self._structure.head is not batch.head:
            return None
        last_trace = self._structure.open_trace or batch.last_trace
        run = proof.run(index, batch.head, last_trace, batch.other_prefixes[:_PREFIXES])
        if run is None:
            return None
        self._feed(self._structure.close_entry())
        self._checker.skip(run, chunk)
        self._compare_traces(chunk, proof, run)
        self._structure.skip(chunk.line(run.end - 1))
        return run.end

    def _compare_traces(self, chunk: Chunk, proof: "ChunkProof", run: "ProvenRun") -> None:
        batch, traces = self._checker.batch, self._checker.traces
        if batch is None or traces.is_said or batch.other_prefixes:
            return
        for numbers, entries in proof.ascending(run):
            repeated = traces.add_run(numbers)
            if repeated is not None:
                report_repeated_trace(chunk.line(int(entries[repeated])), self._log)

    def _feed_line(self, line: Line) -> None:
        self._first = self._first or line
        self._feed(self._structure.feed(line))

    def _feed(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, FileStart) and event.record is not None:
                self._headers.append(event.record)
            elif isinstance(event, FileEnd) and event.record is not None:
                self._controls.append(event.record)
            self._checker.feed(event)


def proof_of(chunk: Chunk) -> "ChunkProof | None":
    """Give what can be proven of a chunk; None where it is too small or too ragged to be worth it."""
    if not chunk.stride or len(chunk) < _MIN_LINES_TO_PROVE:
        return None
    from achguard.nacha.proof.chunk_proof import ChunkProof

    return ChunkProof(chunk)
