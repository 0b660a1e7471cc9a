"""CSV: a row a payment, for spreadsheets."""

import csv
from typing import TYPE_CHECKING, TextIO

from achguard.cli.formats.file_problems import say_problems
from achguard.cli.results import INVALID, Decided, Problems, Result, Tally
from achguard.cli.sink import write_all
from achguard.model.inert_text import visible

if TYPE_CHECKING:  # needs pyarrow
    from achguard.cli.portion_writing import Written

COLUMNS = (
    "payment_id",
    "row",
    "outcome",
    "codes",
    "fields",
    "message",
    "not_evaluated",
    "questions",
    "alternatives",
    "payor_message",
    "file",
    "name",
    "amount",
)
"""The columns.

`payment_id` is the payment's own id, `row` its place among the data rows of `file`, from 1. `outcome` is accept, ask,
redirect, hold or invalid. `codes`, `fields` and `message` are those of the findings, in the same order; for a row that
is not a payment `message` says why. `not_evaluated` lists `code: reason`, `questions` the prompts, `alternatives` their
codes. `name` is the receiver's, `amount` in dollars. A row without an outcome is a problem of the file itself: its
code in `codes` and the sentence, with the line, in `message`. Several things in a cell are separated by `; `.
"""

_BETWEEN = "; "
# A spreadsheet runs a cell that starts so as a formula, after blanks too (OWASP, CSV injection); an apostrophe in front
# makes it text. Full-width signs are the same to some of them.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class CsvTable:
    """Writes a header and a row a payment, in the order of the input."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._writer = csv.writer(stream, lineterminator="\n")

    def begin(self) -> None:
        """Write the header."""
        self._writer.writerow(COLUMNS)

    def write(self, result: Result) -> None:
        """Write one row."""
        self._writer.writerow(cells_of(result))

    def write_portion(self, written: "Written") -> None:
        """Write the rows of many results."""
        write_all(self._stream, written.text)

    def problems(self, problems: Problems) -> None:
        """Write a row for each, and say them on stderr as well."""
        say_problems(problems)
        for each in problems.found:
            cells = ("", "", "", each.code, "", each.text, "", "", "", "", problems.file, "", "")
            self._writer.writerow(map(_cell, cells))

    def end(self, tally: Tally) -> None:
        """Write nothing."""


def cells_of(result: Result) -> list[str]:
    """Give the cells of a result, in the order of `COLUMNS`."""
    return [*map(_cell, _cells(result))]


def cells_of_another(cells: list[str], row: int, payment_id: str | None, name: str, amount: str) -> list[str]:
    """Give the cells of another row of the same file with the same decision."""
    return [_cell(payment_id or ""), str(row), *cells[2:-2], _cell(name), _cell(amount)]


def _cells(result: Result) -> tuple[str, ...]:
    if not isinstance(result, Decided):
        return ("", str(result.row), INVALID, "", "", _BETWEEN.join(result.errors), "", "", "", "", result.file, "", "")
    decision = result.decision
    return (
        decision.payment_id or "",
        str(result.row),
        decision.outcome.value,
        _BETWEEN.join(finding.code for finding in decision.findings),
        _BETWEEN.join(finding.at for finding in decision.findings),
        _BETWEEN.join(finding.message for finding in decision.findings),
        _BETWEEN.join(f"{gap.code}: {gap.reason}" for gap in decision.not_evaluated),
        _BETWEEN.join(question.prompt for question in decision.questions),
        _BETWEEN.join(alternative.code for alternative in decision.alternatives),
        decision.payor_message,
        result.file,
        result.name,
        result.amount,
    )


def _cell(text: str) -> str:
    """Write a cell that is one line of text to every reader: a lone carriage return ends a row for many of them."""
    starts = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return visible(f"'{text}" if starts and text != "-" else text)
