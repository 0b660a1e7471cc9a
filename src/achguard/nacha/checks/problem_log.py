"""Where problems are written down: masked, with the severity of the profile, each under its root cause."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from achguard.model.masking import LONGEST_SHOWN_RUN, Shown
from achguard.nacha.bytes.lines import Line
from achguard.nacha.checks.problems import (
    AS_PROFILED,
    Problem,
    Profile,
    Severity,
    Weighing,
    codes_by_name,
    heavier,
    problem_types,
    root_for,
)
from achguard.nacha.layouts.codes import SERVICE_CLASSES
from achguard.nacha.layouts.layout import Field, Kind, width_of

if TYPE_CHECKING:
    from achguard.nacha.checks.found_problems import ProblemRows
    from achguard.nacha.checks.proven_run import FieldProblem

_SHOWN_AT_MOST = 60

_SHOWN: Mapping[str, Shown] = MappingProxyType(
    {
        "account_number": Shown.IBAN,
        "bank_id": Shown.IBAN,
        "individual_id": Shown.NUMBER,
        "card_number": Shown.NUMBER,
        "receiver_id": Shown.NUMBER,
        "corrected_data": Shown.NUMBER,
        "company_identification": Shown.NUMBER,
        "originator_identification": Shown.NUMBER,
        "date_of_birth": Shown.NOTHING,
        "reserved_74": Shown.NOTHING,  # a date of birth before its columns are in force
        "date_of_death": Shown.NOTHING,
    }
)
_REJECT = re.compile(r"REJ0[0-9A-Z]{4}", re.ASCII)
_NUMBERS = frozenset({Kind.NUMERIC, Kind.AMOUNT, Kind.ROUTING})

# Figures are shown whole on these lines alone, whose other columns prove that they are no shifted entry: a batch
# control has digits up to column 44 and a file control blanks from column 56, where an entry has its name; a header has
# its fixed values, and its dates stand in columns that no account number is shifted into.
_CLASS = f"(?:{'|'.join(sorted(SERVICE_CLASSES))})"
_BATCH_TOTALS = width_of("batch_control", "entry_addenda_count", "total_credit")
_FILE_TOTALS, _BEHIND = width_of("file_control", "batch_count", "total_credit"), width_of("file_control", "reserved_56")
_BEFORE_CONSTANTS = width_of("file_header", "immediate_destination", "file_id_modifier")
_BEFORE_SEC_CODE = width_of("batch_header", "company_name", "company_identification")
_FIGURES: tuple[tuple[re.Pattern[str], frozenset[Kind]], ...] = (
    (re.compile(f"8{_CLASS}[0-9]{{{_BATCH_TOTALS}}}"), frozenset({Kind.NUMERIC, Kind.AMOUNT})),
    (re.compile(f"9[0-9]{{{_FILE_TOTALS}}} {{{_BEHIND}}}"), frozenset({Kind.NUMERIC, Kind.AMOUNT})),
    (re.compile(f"101.{{{_BEFORE_CONSTANTS}}}094101"), frozenset({Kind.DATE})),
    (re.compile(f"5{_CLASS}.{{{_BEFORE_SEC_CODE}}}[A-Z]{{3}}"), frozenset({Kind.DATE})),
)


Cause = Problem | tuple[Problem | None, ...] | None
"""What may explain a problem; the first of several that is heavy enough does."""


class ProblemLog:
    """Collects problems; on a line that is wrong as a whole, and in a field, the later ones follow from the first.

    An error follows from errors alone.
    """

    __slots__ = ("_changes", "_field_roots", "_has_error", "_line_roots", "_profile", "_weighing", "problems", "rows")

    def __init__(self, profile: Profile, weighing: Weighing = AS_PROFILED) -> None:
        self._profile = profile
        self._weighing = weighing
        self._changes = weighing.changes
        self._line_roots: dict[int, Problem] = {}
        self._field_roots: dict[tuple[int, str], Problem] = {}
        self.problems: list[Problem] = []
        self.rows: list[ProblemRows] = []
        self._has_error = False

    def add(  # noqa: PLR0913  each says one thing of the problem
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
        """Write a problem down and give it back, so that others can name it as their cause.

        Where a whole line is wrong, everything else that is wrong there follows from it.
        """
        severity = self.severity_of(name)
        place = (line.number, "" if field is None else field.name)
        causes = cause if isinstance(cause, tuple) else (cause,)
        of_field = None if field is None else self._field_roots.get(place)
        root = root_for(severity, (*causes, self._line_roots.get(line.number), of_field))
        problem = _problem(
            name,
            severity,
            line,
            field,
            value=value,
            expected=expected,
            count=self._figure(count, root),
            cause=root,
            last_line=last_line,
        )
        self.problems.append(problem)
        self._has_error = self._has_error or severity is Severity.ERROR
        self._field_roots[place] = heavier(self._field_roots.get(place), problem)
        if whole_line:
            self._line_roots[line.number] = heavier(self._line_roots.get(line.number), problem)
        return problem

    def severity_of(self, name: str) -> Severity:
        """Say how heavy a problem is in the file that is read."""
        row = problem_types()[codes_by_name()[name]]
        return self._changes.get(row.code) or row.severity(self._profile)

    def add_rows(self, rows: "ProblemRows") -> None:
        """Write the same problem of many entries down; nothing that is wrong in other fields follows from it."""
        self.rows.append(rows)
        self._has_error = self._has_error or rows.severity is Severity.ERROR

    def start_file(self, origin: str) -> None:
        """Weigh what follows as in a file of an immediate origin; empty where there is no header that says it."""
        self._changes = self._weighing.of(origin)

    def _figure(self, count: int | None, cause: Problem | None) -> str:
        """Show what the entries add up to; where one of them is wrong, it may be an account number in the amount."""
        text = str(count)
        doubtful = cause is not None or self._has_error
        return Shown.NUMBER.of(text) if doubtful and len(text) > LONGEST_SHOWN_RUN else text

    def has(self, line: Line, field: Field) -> bool:
        """Say whether something is wrong with a field already."""
        return (line.number, field.name) in self._field_roots

    def root_of(self, line: Line) -> Problem | None:
        """Give what is wrong with a line as a whole."""
        return self._line_roots.get(line.number)


def problem_of_field(found: "FieldProblem", line: Line, severity: Severity, cause: Problem | None = None) -> Problem:
    """Make the problem of a field that is wrong on a line, under its root cause."""
    value, count, said = found.value(line), str(found.count), found.expected
    return _problem(found.name, severity, line, found.field, value=value, expected=said, count=count, cause=cause)


def _problem(  # noqa: PLR0913  each says one thing of the problem
    name: str,
    severity: Severity,
    line: Line,
    field: Field | None,
    *,
    value: str | None,
    expected: str | int | None,
    count: str,
    cause: Problem | None = None,
    last_line: int | None = None,
) -> Problem:
    row = problem_types()[codes_by_name()[name]]
    shown = None if value is None else masked(field, value, line)
    return Problem(
        code=row.code,
        severity=severity,
        line=line.number,
        columns=None if field is None else field.columns,
        field=None if field is None else field.name,
        value=shown,
        message=row.message.format(
            value=_in_a_sentence(shown),
            expected=_in_a_sentence(_expected(expected)),
            count=count,
        ),
        cause=cause,
        last_line=last_line,
    )


def masked(field: Field | None, value: str, line: Line) -> str:
    """Show a field's value as far as it may be seen; on a line that is shifted any field can hold an account."""
    value = value[:_SHOWN_AT_MOST]
    if not value.strip():
        return value
    return (Shown.NUMBER if line.flaw is not None else _shown(field, value, line)).of(value)


def _shown(field: Field | None, value: str, line: Line) -> Shown:
    if field is None:
        return Shown.WORDS
    if field.name in _SHOWN:
        return _SHOWN[field.name]
    if _REJECT.fullmatch(value):
        return Shown.WHOLE
    if _is_short(value) or any(field.kind in kinds and shape.match(line.text) for shape, kinds in _FIGURES):
        return Shown.WHOLE
    return Shown.NUMBER if field.kind in _NUMBERS else Shown.WORDS


def kept_from_sight(field: Field) -> Shown | None:
    """Say how a field that is confidential wherever it stands is shown; None for one that the line decides about."""
    return _SHOWN.get(field.name)


def _in_a_sentence(said: str | int | None) -> str | int:
    """Write a value into a sentence, in which blanks would be a gap: in quotes where some are around or inside it."""
    if said is None or isinstance(said, int):
        return "" if said is None else said
    if not said.strip():
        return "blank"
    return f'"{said}"' if said != said.strip() or "  " in said else said


def _expected(said: str | int | None) -> str | int | None:
    """Show what is expected; what was read off another line is no better known than what stands on this one."""
    return said if not isinstance(said, str) or _is_short(said) else Shown.WORDS.of(said)


def _is_short(value: str) -> bool:
    """Say whether no more stands there than may be seen of any number; zeros that fill a field say nothing."""
    return len(value.strip().lstrip("0")) <= LONGEST_SHOWN_RUN
