"""What the checks say of one entry, as far as it holds for all that are alike: problems of single fields."""

from dataclasses import dataclass, field
from typing import Final

from achguard.model.payment import SecCode
from achguard.nacha.bytes.lines import Line
from achguard.nacha.checks.problem_log import Cause, ProblemLog
from achguard.nacha.checks.problems import Problem, Profile
from achguard.nacha.checks.proven_run import FieldProblem
from achguard.nacha.checks.running_totals import EVERYTHING, RunningTotals
from achguard.nacha.layouts.layout import Field, Kind, slice_of
from achguard.nacha.records.record import REJECTED, cut, digits

_SHOWN: Final = {
    "check-digit": slice_of("entry", "rdfi_identification", "check_digit"),
    "reject-code": REJECTED,
}
"""The columns that a problem shows where they are not those of its field."""


@dataclass(slots=True)
class HeardTotals(RunningTotals):
    """Totals that remember which problems explain them."""

    explained: list[tuple[Problem, tuple[str, ...]]] = field(default_factory=list)

    def explain_by(self, problem: Problem, *totals: str) -> None:
        """Remember a problem as an explanation."""
        self.explained.append((problem, totals or EVERYTHING))


class HeardLog(ProblemLog):
    """A log that remembers which problems are those of single fields; `others` counts the rest."""

    def __init__(self, sec_code: SecCode | None, addenda: int) -> None:
        super().__init__(Profile.STRICT)
        self.heard: list[tuple[Problem, Line, FieldProblem]] = []
        self.others = 0
        self._sec_code = sec_code
        self._counts = (None, 0, 1, addenda)

    def add(  # noqa: PLR0913  as the log's own
        self,
        name: str,
        line: Line,
        field: Field | None = None,
        *,
        value: str | None = None,
        cause: Cause = None,
        last_line: int | None = None,
        expected: str | int | None = None,
        count: int | None = None,
        whole_line: bool = False,
    ) -> Problem:
        """Write a problem down, and remember it; a count is of addenda, which alike entries have as many of."""
        # Under other severities a cause that explains nothing here may do so: there must be none at all.
        caused = any(cause) if isinstance(cause, tuple) else cause is not None
        caused = caused or (field is not None and self.has(line, field))
        found = super().add(
            name,
            line,
            field,
            value=value,
            cause=cause,
            last_line=last_line,
            expected=expected,
            count=count,
            whole_line=whole_line,
        )
        single = last_line is None and count in self._counts and not whole_line and not caused
        as_shown = None if field is None else _as_shown(name, field, value, line)
        of_all = name == "reject-code" or expected in (None, field and field.value, self._sec_code)
        if field is None or not single or as_shown is None or not of_all:
            self.others += 1
        else:
            columns, as_number = as_shown
            said = None if expected is None else str(expected)
            self.heard.append((found, line, FieldProblem(name, field, 0, said, columns, as_number, count)))
        return found


def _as_shown(name: str, field: Field, value: str | None, line: Line) -> tuple[slice | None, bool] | None:
    """Say how a problem's value is cut from its line, as `FieldProblem` does it; None where it is not."""
    own = cut(field, line)
    if field.kind is Kind.AMOUNT and digits(own) is not None:
        return (None, True) if value == str(int(own)) else None
    if value == own:
        return None, False
    columns = _SHOWN.get(name)
    return None if columns is None or value != line.text[columns] else (columns, False)
