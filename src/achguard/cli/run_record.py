"""What a run records: each decision is on the disk before it is written, and a run that goes on has none twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from achguard.cli.results import Decided, Result
from achguard.cli.stopping import Whole
from achguard.errors import ConfigurationError, InputError
from achguard.records.decision_lines import RecordedLine, recorded_line
from achguard.records.record_key import RecordKey
from achguard.records.recording import BATCH
from achguard.records.runs import decisions_of_run
from achguard.records.writer import RecordWriter


@dataclass(frozen=True, slots=True)
class GoesOn:
    """A run that may be gone on with, and how far it came."""

    run: str
    """Its name, which its lines have."""
    is_new: bool
    """Whether it begins here, so that no record has a line of it."""
    decided: int
    """How many decisions its output has."""


class RunRecord:
    """The record of a run, open until the end of the block.

    Where a run goes on, the decisions that are in the record and not in its output are made again and not recorded
    again: they come out the same, since a run goes on with the same input and the same basis alone. Raises
    `RecordError` where the record can't be written, and `ConfigurationError` where it lacks decisions that the output
    has.
    """

    def __init__(self, folder: str, key: str | None = None, goes_on: GoesOn | None = None) -> None:
        self._run = goes_on.run if goes_on is not None else None
        self._already = 0
        """How many of the next decisions are there already."""
        self._writer = RecordWriter(Path(folder), key=None if key is None else Path(key))
        try:
            if goes_on is not None and not goes_on.is_new:
                self._already = _already(folder, goes_on)
        except BaseException:
            self._writer.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()

    @property
    def key(self) -> RecordKey:
        """The key of its digests."""
        return self._writer.key

    def recorded(self, results: Iterable[Result], whole: Whole) -> Iterator[Result]:
        """Yield results in their order, each when its decision is on the disk; a thousand go there together.

        What was decided before an input can't be read any further is given as well.
        """
        waiting: list[Result] = []
        try:
            for result in results:
                waiting.append(result)
                if len(waiting) == BATCH:
                    given, waiting = waiting, []
                    yield from self._kept(given, whole)
        except InputError:
            yield from self._kept(waiting, whole)
            raise
        yield from self._kept(waiting, whole)

    def take(self, lines: list[RecordedLine]) -> None:
        """Record decisions, and return when they are on the disk."""
        before = min(self._already, len(lines))
        self._already -= before
        if new := lines[before:]:
            run = {} if self._run is None else {"run": self._run}
            self._writer.write(({**said, **run}, basis) for said, basis in new)

    def _kept(self, results: list[Result], whole: Whole) -> list[Result]:
        decisions = (each for each in results if isinstance(each, Decided))
        lines = [recorded_line(each.payment, each.decision, self.key) for each in decisions]
        with whole:
            self.take(lines)
        return results


def _already(folder: str, goes_on: GoesOn) -> int:
    there = decisions_of_run(Path(folder), goes_on.run)
    if there < goes_on.decided:
        raise ConfigurationError(
            f"--record {folder} has {there:,} of the {goes_on.decided:,} decisions that are written; give the record "
            "that the run was begun with, or remove the .part file of its output to begin anew"
        )
    return there - goes_on.decided
