"""Says whether a record is whole: what was lost, changed or cut shows, by file and line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from achguard.records.segments import Head, Line, end_of_purged, lines_of, purged_of, reached_of, segments_of


class Fault(StrEnum):
    """What can be wrong with a record."""

    CHANGED = "changed"
    """A line is not what was written."""
    LOST = "lost"
    """Lines or a whole file are missing."""
    CUT = "cut"
    """A file ends in the middle of a line."""
    SEAL = "seal"
    """A file has no seal, or one that counts other lines."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong with a record."""

    segment: str
    """The file's day."""
    line: int | None
    """The line, from 1; None where it is about the file."""
    fault: Fault
    what: str
    """One sentence."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a record is."""

    segments: int
    """How many files were read."""
    lines: int
    """How many lines are whole."""
    decisions: int
    """How many of them are decisions."""
    purged: int
    """How many files were purged before."""
    troubles: tuple[Trouble, ...]
    """What is wrong, in order; empty for a record that is whole."""
    remarks: tuple[str, ...]
    """What the record itself says happened: a clock that went back, a last line that was cut off when a process was
    killed, of which nothing had been acknowledged."""
    head: str
    """The digest at the end, to be written down elsewhere: who has it can tell whether everything was replaced."""


def checked(folder: Path) -> Checked:
    """Read a record from its first line to its last. Raises `RecordError` where it can't be read at all."""
    purged = purged_of(folder)
    before = end_of_purged(folder)
    segments, reached = segments_of(folder), reached_of(folder)
    troubles: list[Trouble] = []
    remarks: list[str] = []
    lines = decisions = 0
    for path in segments:
        is_last = path is segments[-1]
        seen = _Segment(path.stem, before)
        for line in lines_of(path, before.chain):
            troubles += seen.look(line)
            lines += line.said is not None and line.holds
            decisions += line.kind == "decision"
            remarks += _remark(path.stem, line)
        troubles += seen.at_the_end(is_last=is_last, reached=reached if is_last else None)
        before = Head(path.stem, seen.lines, seen.chain)
    if reached is not None and segments and reached.segment > segments[-1].stem:
        troubles.append(Trouble(reached.segment, None, Fault.LOST, f"the file of {reached.segment} is missing"))
    return Checked(len(segments), lines, decisions, len(purged), tuple(troubles), tuple(remarks), before.chain)


class _Segment:
    """What is known of a file while its lines pass by."""

    def __init__(self, name: str, before: Head) -> None:
        self.name = name
        self.lines = 0
        self.chain = before.chain
        self._before = before
        self._seal: Line | None = None
        self._gap = 0

    def look(self, line: Line) -> Iterator[Trouble]:
        self.lines = line.number
        self.chain = line.chain or self.chain
        if line.is_cut:
            yield self._trouble(line, Fault.CUT, "the file ends in the middle of this line")
            return
        if line.said is None:
            yield self._trouble(line, Fault.CHANGED, "this line is not one that was written here")
            return
        if line.number == 1:
            yield from self._first(line)
        elif not line.holds:
            yield self._unheld(line)
        self._gap = int(str(line.said.get("n", line.number))) - line.number
        if self._seal is not None:
            yield self._trouble(line, Fault.CHANGED, "this line stands behind the seal of the file")
        if line.kind == "seal":
            self._seal = line

    def _first(self, line: Line) -> Iterator[Trouble]:
        said = line.said or {}
        if line.kind != "segment":
            yield self._trouble(line, Fault.LOST, "the first line of the file is missing")
        elif line.holds:
            return
        elif (said.get("follows") or "") != self._before.segment:
            yield self._trouble(
                line, Fault.LOST, f"the file of {said.get('follows')}, which this one follows, is missing"
            )
        else:
            yield self._trouble(line, Fault.CHANGED, "this line, or the end of the file before, was changed")

    def _unheld(self, line: Line) -> Trouble:
        number = int(str((line.said or {}).get("n", 0)))
        if (missing := number - line.number - self._gap) > 0:
            before = "a line is missing" if missing == 1 else f"{missing:,} lines are missing"
            return self._trouble(line, Fault.LOST, f"{before} before this one")
        return self._trouble(line, Fault.CHANGED, "this line, or the one before it, was changed")

    def at_the_end(self, *, is_last: bool, reached: Head | None) -> Iterator[Trouble]:
        if self._seal is None:
            if not is_last:
                yield Trouble(self.name, None, Fault.SEAL, "the file has no seal: its end may be missing")
            elif reached is not None and reached.segment == self.name and reached.lines > self.lines:
                missing = reached.lines - self.lines
                lost = "a line is missing" if missing == 1 else f"{missing:,} lines are missing"
                yield Trouble(self.name, None, Fault.LOST, f"{lost} at the end of the file")
            return
        counted = (self._seal.said or {}).get("lines")
        if counted != self.lines:
            yield Trouble(
                self.name,
                self._seal.number,
                Fault.SEAL,
                f"the seal counts {counted} lines, and there are {self.lines:,}",
            )

    def _trouble(self, line: Line, fault: Fault, what: str) -> Trouble:
        return Trouble(self.name, line.number, fault, what)


def _remark(segment: str, line: Line) -> Iterator[str]:
    said = line.said or {}
    if line.kind == "clock":
        yield f"{segment} line {line.number:,}: the clock went back, from {said.get('before')} to {said.get('time')}"
    if line.kind == "cut":
        yield (
            f"{segment} line {line.number:,}: {said.get('bytes')} bytes of a line were cut off, which a process that "
            "was ended had not acknowledged"
        )


def as_json(found: Checked) -> str:
    """Write what was found as one JSON object."""
    return json.dumps(
        {
            "segments": found.segments,
            "lines": found.lines,
            "decisions": found.decisions,
            "purged": found.purged,
            "head": found.head,
            "troubles": [
                {"segment": each.segment, "line": each.line, "fault": each.fault.value, "what": each.what}
                for each in found.troubles
            ],
            "remarks": [*found.remarks],
        }
    )
