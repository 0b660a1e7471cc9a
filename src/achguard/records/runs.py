"""Finds what a run recorded that was ended before it was complete."""

from pathlib import Path

from achguard.records.segments import lines_of, segments_of


def decisions_of_run(folder: Path, run: str) -> int:
    """Count the decisions of a run, by the name that its lines have; raises `RecordError` for what can't be read.

    The newest files are read first, and none that is older than the first one of the run.
    """
    count = 0
    for segment in reversed(segments_of(folder)):
        here = sum(
            line.kind == "decision" and line.said is not None and line.said.get("run") == run
            for line in lines_of(segment, "")
        )
        if count and not here:
            break
        count += here
    return count
