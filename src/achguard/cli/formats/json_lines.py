"""JSON Lines: a decision a line."""

import json
from typing import TextIO

from achguard.cli.formats.file_problems import say_problems
from achguard.cli.page import inert_json
from achguard.cli.results import INVALID, Decided, Problems, Result, Tally

# What a decision has, for a row that has none.
_NO_DECISION = (
    '"payment_id": null, "findings": [], "not_evaluated": [], "questions": [], "payor_message": null, '
    '"alternatives": [], "basis": null'
)


def as_json(result: Result) -> str:
    """Write a result as one line of JSON: the decision, or the row's number and what is wrong with it."""
    if isinstance(result, Decided):
        return inert_json(result.decision.model_dump_json())
    return inert_json(json.dumps({"outcome": INVALID, "row": result.row, "errors": result.errors}, ensure_ascii=False))


def as_json_line(result: Result) -> str:
    """Write a result as one line with the same members in every line, its file and row among them."""
    place = json.dumps({"file": result.file, "row": result.row}, ensure_ascii=False)[1:-1]
    if isinstance(result, Decided):
        text = f'{result.decision.model_dump_json()[:-1]}, {place}, "errors": []}}'
    else:
        errors = json.dumps(result.errors, ensure_ascii=False)
        text = f'{{"outcome": "{INVALID}", {_NO_DECISION}, {place}, "errors": {errors}}}'
    return inert_json(text)


class JsonLines:
    """Writes a decision a line, in the order of the input."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Write one line."""
        self._stream.write(as_json_line(result) + "\n")

    def problems(self, problems: Problems) -> None:
        """Say them on stderr: the output holds decisions only."""
        say_problems(problems)

    def end(self, tally: Tally) -> None:
        """Write nothing."""
