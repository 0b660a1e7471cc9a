"""The files of a record: one for each day, in UTC, of lines that hold each other, sealed when the next one begins."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from achguard.errors import RecordError
from achguard.model.given_path import shown_path
from achguard.records.chain import START, said_by, tied

PURGED: Final = "purged.jsonl"
"""What is left of segments that were purged: their names, counts and heads, a line each."""

REACHED: Final = "reached"
"""How far the segment in use has come: its name, its lines, its head; a segment that is shorter has lost lines."""

FORMAT: Final = 1

_NAME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.jsonl", re.ASCII)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a segment ends."""

    segment: str
    """Its day, as YYYY-MM-DD."""
    lines: int
    """How many lines it has, the first and the seal too."""
    chain: str
    """The digest at the end of its last line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a segment."""

    number: int
    """From 1."""
    said: dict[str, object] | None
    """What it says; None where it is damaged."""
    chain: str | None
    """The digest at its end; None where there is none."""
    holds: bool
    """Whether it is the one that was written behind the line before it."""
    is_cut: bool = False
    """Whether the file ends before the line does."""

    @property
    def kind(self) -> str:
        """What kind of line it is; empty for a damaged one."""
        return str(self.said.get("kind", "")) if self.said is not None else ""


def segments_of(folder: Path) -> list[Path]:
    """Give the segments of a record in order of their days, without those that were purged.

    Raises `RecordError` where there is no such folder.
    """
    purged = {head.segment for head in purged_of(folder)}
    return [each for each in files_of(folder) if each.stem not in purged]


def files_of(folder: Path) -> list[Path]:
    """Give the files of segments; one that was purged may still be there, where the process was ended meanwhile."""
    try:
        return sorted(each for each in folder.iterdir() if _NAME.fullmatch(each.name))
    except OSError as error:
        raise RecordError(f"{shown_path(folder)}: no record can be read there ({error.strerror})") from None


def lines_of(segment: Path, before: str) -> Iterator[Line]:
    """Yield the lines of a segment, whole and damaged ones, where its first one follows the digest `before`.

    Behind a line that does not hold, the digest that it states is taken, so that what is whole stays so. Raises
    `RecordError` for a file that can't be read.
    """
    try:
        with segment.open("rb") as file:
            for number, text in enumerate(file, 1):
                line = tied(text.removesuffix(b"\n"))
                is_cut = not text.endswith(b"\n")
                if line is None or is_cut:
                    yield Line(number, None, None, holds=False, is_cut=is_cut)
                    continue
                yield Line(number, said_by(line), line.chain, line.holds(before))
                before = line.chain
    except OSError as error:
        raise RecordError(f"{shown_path(segment)}: can't be read ({error.strerror})") from None


def purged_of(folder: Path) -> list[Head]:
    """Give where the segments that were purged ended, in order. Raises `RecordError` for a damaged file of them."""
    path = folder / PURGED
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [Head(str(row["segment"]), int(row["lines"]), str(row["head"])) for row in rows]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError):
        raise RecordError(f"{shown_path(path)}: what is left of purged segments can't be read") from None


def end_of_purged(folder: Path) -> Head:
    """Give the end of the last file that was purged, which the first one that is left follows."""
    purged = purged_of(folder)
    return purged[-1] if purged else Head("", 0, START)


def end_of(segment: Path) -> tuple[Head, bool]:
    """Give where a file ends, by the digest of its last line that has one, and whether that is its seal."""
    end, is_sealed = Head(segment.stem, 0, START), False
    for line in lines_of(segment, ""):
        end, is_sealed = Head(segment.stem, line.number, line.chain or end.chain), line.kind == "seal"
    return end, is_sealed


def reached_of(folder: Path) -> Head | None:
    """Give how far the segment in use had come; None where nothing says so."""
    try:
        segment, lines, chain = (folder / REACHED).read_text(encoding="ascii").split()
        return Head(segment, int(lines), chain)
    except (OSError, ValueError):
        return None
