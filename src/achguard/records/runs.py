"""Finds what a run recorded that was ended before it was complete."""

from pathlib import Path

from achguard.errors import RecordError
from achguard.model.given_path import shown_path
from achguard.records.segments import lines_of, segments_of


def decisions_of_run(folder: Path, run: str) -> int:
    """Count the decisions of a run, by the name that its lines have; raises `RecordError` for what can't be read.

    A run may be gone on with after days on which others alone recorded, so that every file is looked into.
    """
    return sum(
        line.kind == "decision" and line.said is not None and line.said.get("run") == run
        for segment in segments_of(folder)
        if _names(segment, run)
        for line in lines_of(segment, "")
    )


def _names(segment: Path, run: str) -> bool:
    """Say whether a run's name is in a file at all: reading the lines of ten years would take minutes."""
    name = run.encode()
    try:
        with segment.open("rb") as file:
            return any(name in text for text in file)
    except OSError as error:
        raise RecordError(f"{shown_path(segment)}: can't be read ({error.strerror})") from None
