"""JSON Lines: a decision a line."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from achguard.cli.formats.file_problems import say_problems
from achguard.cli.results import INVALID, Decided, Problems, Result, Tally
from achguard.cli.sink import write_all
from achguard.intake.file_problems import FileProblem
from achguard.model.decision import Accept, Ask, Basis, Hold, Redirect
from achguard.model.inert_text import inert_json

if TYPE_CHECKING:  # needs pyarrow
    from achguard.cli.portion_writing import Written

# What a decision has, for a row that has none.
_NO_DECISION = (
    '"payment_id": null, "findings": [], "not_evaluated": [], "questions": [], "payor_message": null, '
    '"alternatives": [], "basis": null'
)


class Bases:
    """Writes decisions with their basis each, or once: then it is null where the last one that was written holds."""

    def __init__(self, *, once: bool) -> None:
        self._once = once
        self.last: Basis | None = None
        """On what the last decision rests."""

    def json_of(self, decision: Accept | Ask | Redirect | Hold) -> str:
        """Write a decision as JSON."""
        if not self.leaves_out(decision.basis, decision.basis):
            return decision.model_dump_json()
        return decision.model_dump_json(exclude={"basis"})[:-1] + ',"basis":null}'

    def leaves_out(self, basis: Basis, last: Basis) -> bool:
        """Say whether a basis is left out of what comes now, and note the last one of it."""
        known = self._once and basis == self.last
        self.last = last
        return known


def as_json(result: Result, bases: Bases) -> str:
    """Write a result as one line of JSON: the decision, or the row's number and what is wrong with it."""
    if isinstance(result, Decided):
        return inert_json(bases.json_of(result.decision))
    return inert_json(json.dumps({"outcome": INVALID, "row": result.row, "errors": result.errors}, ensure_ascii=False))


def as_json_problem(problem: FileProblem, file: str) -> str:
    """Write a problem of a file as one line of JSON, which has no outcome."""
    said = {
        "code": problem.code,
        "severity": "error" if problem.is_error else "note",
        "text": problem.text,
        "follows": problem.follows,
    }
    return inert_json(json.dumps({"file": file, "line": problem.line, "problem": said}, ensure_ascii=False))


def as_json_line(result: Result, bases: Bases) -> str:
    """Write a result as one line with the same members in every line, its file and row among them."""
    place = json.dumps({"file": result.file, "row": result.row}, ensure_ascii=False)[1:-1]
    if isinstance(result, Decided):
        text = f'{bases.json_of(result.decision)[:-1]}, {place}, "errors": []}}'
    else:
        errors = json.dumps(result.errors, ensure_ascii=False)
        text = f'{{"outcome": "{INVALID}", {_NO_DECISION}, {place}, "errors": {errors}}}'
    return inert_json(text)


_ANOTHER_ID: Final = "an id that no payment has: \x00"
_AS_WRITTEN: Final = inert_json(json.dumps(_ANOTHER_ID))


@dataclass(frozen=True, slots=True)
class LineOfMany:
    """The line of a decision that many rows have, but for their ids and numbers."""

    start: str
    middle: str
    end: str

    @classmethod
    def of(cls, decision: Accept | Ask | Redirect | Hold, file: str, bases: Bases) -> "LineOfMany":
        """Write it once."""
        line = as_json_line(Decided(file, 0, decision.model_copy(update={"payment_id": _ANOTHER_ID})), bases)
        start, _, behind = line.partition(_AS_WRITTEN)
        middle, row, end = behind.rpartition('"row": 0')
        return cls(start, middle + row[:-1], end + "\n")

    def line(self, row: int, payment_id: str | None) -> str:
        """Give the line of one of them."""
        written = "null" if payment_id is None else inert_json(json.dumps(payment_id, ensure_ascii=False))
        return f"{self.start}{written}{self.middle}{row}{self.end}"


@dataclass(frozen=True, slots=True)
class PortionOfLines:
    """The lines of some rows, written before it is known on what the decision before them rests."""

    invalid: str = ""
    """Those in front of the first decision."""
    first: tuple[str, str] = ("", "")
    """The line of the first decision, with its basis and without."""
    rest: str = ""
    """Those behind it."""
    bases: tuple[Basis, Basis] | None = None
    """On what the first decision rests, and the last one."""

    def of(self, bases: Bases) -> str:
        """Give all of them behind lines whose bases were written by `bases`."""
        if self.bases is None:
            return self.invalid
        return self.invalid + self.first[bases.leaves_out(self.bases[0], self.bases[1])] + self.rest


class JsonLines:
    """Writes a decision a line, in the order of the input."""

    def __init__(self, stream: TextIO, *, basis_once: bool = False) -> None:
        self._stream = stream
        self.bases = Bases(once=basis_once)
        """Which of them are written."""

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Write one line."""
        self._stream.write(as_json_line(result, self.bases) + "\n")

    def write_portion(self, written: "Written") -> None:
        """Write the lines of many results."""
        write_all(self._stream, written.lines.of(self.bases))

    def problems(self, problems: Problems) -> None:
        """Write a line for each, without an outcome, and say them on stderr as well."""
        say_problems(problems)
        for each in problems.found:
            self._stream.write(as_json_problem(each, problems.file) + "\n")

    def end(self, tally: Tally) -> None:
        """Write nothing."""
