"""JSON Lines: a decision a line."""

import json
from typing import TextIO

from achguard.cli.formats.file_problems import say_problems
from achguard.cli.page import inert_json
from achguard.cli.results import INVALID, Decided, Problems, Result, Tally
from achguard.intake.file_problems import FileProblem
from achguard.model.decision import Accept, Ask, Basis, Hold, Redirect

# What a decision has, for a row that has none.
_NO_DECISION = (
    '"payment_id": null, "findings": [], "not_evaluated": [], "questions": [], "payor_message": null, '
    '"alternatives": [], "basis": null'
)


class Bases:
    """Writes decisions with their basis each, or once: then it is null where the last one that was written holds."""

    def __init__(self, *, once: bool) -> None:
        self._once = once
        self._last: Basis | None = None

    def json_of(self, decision: Accept | Ask | Redirect | Hold) -> str:
        """Write a decision as JSON."""
        if not self._once or decision.basis != self._last:
            self._last = decision.basis
            return decision.model_dump_json()
        return decision.model_dump_json(exclude={"basis"})[:-1] + ',"basis":null}'


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


class JsonLines:
    """Writes a decision a line, in the order of the input."""

    def __init__(self, stream: TextIO, *, basis_once: bool = False) -> None:
        self._stream = stream
        self._bases = Bases(once=basis_once)

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Write one line."""
        self._stream.write(as_json_line(result, self._bases) + "\n")

    def problems(self, problems: Problems) -> None:
        """Write a line for each, without an outcome, and say them on stderr as well."""
        say_problems(problems)
        for each in problems.found:
            self._stream.write(as_json_problem(each, problems.file) + "\n")

    def end(self, tally: Tally) -> None:
        """Write nothing."""
