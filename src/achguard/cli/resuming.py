"""A run that can be gone on with: what it wrote, and beside it how far it came and what it rests on."""

import hashlib
import json
import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from pydantic import BaseModel, ValidationError

from achguard.cli.results import Tally
from achguard.cli.sink import target_of, telling
from achguard.cli.stopping import Stopped
from achguard.errors import ConfigurationError
from achguard.model.decision import Basis
from achguard.whole_file import lock_now, replacing, replacing_bytes

_VERSION: Final = 1


@dataclass(slots=True)
class Reached:
    """How far a run came."""

    end: int = 0
    """Bytes of the input that are decided; 0 where it was not begun."""
    rows: int = 0
    lines: int = 0
    size: int = 0
    """Bytes of the output."""
    basis: Basis | None = None
    """On what the last decision rests, where that is written once."""
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Resumed:
    """The output of such a run, and where it goes on."""

    stream: TextIO
    reached: Reached
    run: str
    """The run's name, by which a record knows its decisions."""
    is_new: bool
    """Whether it begins here."""
    _notes: TextIO

    def note(self, end: int, lines: int, tally: Tally, basis: Basis | None) -> None:
        """Note that everything up to here is written, in this order: a note never says more than there is."""
        self.stream.flush()
        size = os.fstat(self.stream.fileno()).st_size
        said = _Note(end=end, rows=tally.rows, lines=lines, size=size, basis=basis, tally=_Tally.of(tally))
        self._notes.write(said.model_dump_json() + "\n")
        self._notes.flush()


@contextmanager
def resumed(
    output: str,
    inputs: list[str | None],
    rests_on: Mapping[str, str],
    finished: Callable[[Path, BinaryIO], None] | None = None,
) -> Iterator[Resumed]:
    """Open `output.part`, behind what an earlier run wrote there; it becomes `output` when the block ends well.

    `rests_on` is what the decisions rest on, by what it is called; `finished` writes the output from the part, where
    that is another file. Raises `ConfigurationError`, with its name, where
    the earlier run had something else, and where another run is writing there.
    """
    target = target_of(output, inputs)
    beside = (f"{target}.part", f"{target}.part.json")
    part, notes = (target_of(each, inputs) for each in beside)
    with telling(output), part.open("a+b") as lock:
        if not lock_now(lock.fileno()):
            raise ConfigurationError(f"another run writes {output}; wait for it, or write to another file")
        reached = _read(part, notes, rests_on)
        os.truncate(part, reached.size)
        before = _run_of(notes)
        run = before or secrets.token_hex(8)
        lines = [json.dumps({"version": _VERSION, "run": run, "rests_on": rests_on}), *_line_of(notes, reached)]
        with replacing(notes) as stream:
            stream.writelines(f"{line}\n" for line in lines)
        with part.open("a", encoding="utf-8", newline="\n") as out, notes.open("a", encoding="utf-8") as noting:
            try:
                yield Resumed(out, reached, run, before is None, noting)
                out.flush()
                os.fsync(out.fileno())
                if finished is not None:
                    with replacing_bytes(target) as whole:
                        finished(part, whole)
            except Stopped as stopped:
                stopped.how_far += f"; {output} is not complete, and the same command goes on where this one ended"
                raise
        if finished is None:
            part.replace(target)
        else:
            part.unlink()
        notes.unlink()


def digest_of(file: str) -> str:
    """Give the SHA-256 of a file."""
    with Path(file).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _line_of(notes: Path, reached: Reached) -> list[str]:
    """Give the note of how far a run came, as it is written; none where nothing is written yet."""
    if not reached.end:
        return []
    return [line.decode() for line in _lines(notes)[1:] if _note(line, reached.size)][-1:]


def _lines(notes: Path) -> list[bytes]:
    """Give the lines of notes as bytes: the last one may be cut off inside a letter."""
    return notes.read_bytes().split(b"\n")


def _run_of(notes: Path) -> str | None:
    """Give the name of the run that is gone on with; None where one begins, or has none."""
    try:
        run = json.loads(_lines(notes)[0]).get("run")
    except (FileNotFoundError, ValueError, AttributeError, RecursionError):
        return None
    return run if isinstance(run, str) else None


def _read(part: Path, notes: Path, rests_on: Mapping[str, str]) -> Reached:
    size = part.stat().st_size
    try:
        head, *lines = _lines(notes)
        before = json.loads(head)
    except (FileNotFoundError, ValueError, RecursionError):
        if size:
            raise ConfigurationError(
                f"{part.name} is there, and nothing says how far it goes; remove it to begin anew"
            ) from None
        return Reached()
    was = before.get("rests_on") if isinstance(before, dict) and before.get("version") == _VERSION else None
    if not isinstance(was, dict):
        raise ConfigurationError(f"{notes.name} is not of this version; remove it and {part.name} to begin anew")
    if other := [name for name in {**was, **rests_on} if was.get(name) != rests_on.get(name)]:
        which = " and another ".join(other)
        raise ConfigurationError(
            f"{part.name} was begun with another {which}; give the same, or remove it to begin anew"
        )
    for line in reversed(lines):
        if (note := _note(line, size)) is not None:
            return note
    return Reached()


class _Tally(BaseModel):
    """What the exit code and the statistics need; reasons are for the summary of text alone."""

    outcomes: dict[str, int]
    gaps: dict[str, list[str]]
    rules: list[tuple[str, str, int]]
    gap_counts: dict[str, int]
    list_troubles: list[str]
    policies: list[str]

    @classmethod
    def of(cls, tally: Tally) -> "_Tally":
        return cls(
            outcomes=tally.outcomes,
            gaps={reason: sorted(codes) for reason, codes in tally.gaps.items()},
            rules=[(*key, count) for key, count in tally.rules.items()],
            gap_counts=tally.gap_counts,
            list_troubles=[*tally.list_troubles],
            policies=[*tally.policies],
        )

    def restored(self) -> Tally:
        return Tally(
            outcomes=Counter(self.outcomes),
            gaps={reason: set(codes) for reason, codes in self.gaps.items()},
            rules=Counter({(code, outcome): count for code, outcome, count in self.rules}),
            gap_counts=Counter(self.gap_counts),
            list_troubles=dict.fromkeys(self.list_troubles),
            policies=dict.fromkeys(self.policies),
        )


class _Note(BaseModel):
    """A line of how far a run came."""

    end: int
    rows: int
    lines: int
    size: int
    basis: Basis | None
    tally: _Tally


def _note(line: bytes, size: int) -> Reached | None:
    """Read a note; None for one that is cut off, or says more than is written."""
    try:
        said = _Note.model_validate_json(line)
    except ValidationError:
        return None
    if said.size > size:
        return None
    return Reached(said.end, said.rows, said.lines, said.size, said.basis, said.tally.restored())
