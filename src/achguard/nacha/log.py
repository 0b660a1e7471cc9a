"""Where problems are written down: masked, with the severity of the profile, each under its root cause."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from achguard.model.masking import mask_all, mask_code, mask_iban, mask_number, mask_text
from achguard.nacha.layout import Field, Kind
from achguard.nacha.lines import Line
from achguard.nacha.problems import Problem, Profile, codes_by_name, heavier, problem_types, root_for

_SHOWN_AT_MOST = 60

_MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "account_number": mask_iban,
        "bank_id": mask_iban,
        "individual_id": mask_number,
        "card_number": mask_number,
        "receiver_id": mask_number,
        "corrected_data": mask_number,
        "company_identification": mask_number,
        "originator_identification": mask_number,
        "date_of_birth": mask_all,
        "reserved_74": mask_all,  # a date of birth before its columns are in force
        "date_of_death": mask_all,
    }
)
_PUBLIC = frozenset({Kind.DATE, Kind.CODE, Kind.CONSTANT})
_NUMBERS = frozenset({Kind.NUMERIC, Kind.AMOUNT, Kind.ROUTING})


Cause = Problem | tuple[Problem | None, ...] | None
"""What may explain a problem; the first of several that is heavy enough does."""


class Log:
    """Collects problems; on a line that is wrong as a whole, and in a field, the later ones follow from the first.

    An error follows from errors alone.
    """

    __slots__ = ("_field_roots", "_line_roots", "_profile", "problems")

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._line_roots: dict[int, Problem] = {}
        self._field_roots: dict[tuple[int, str], Problem] = {}
        self.problems: list[Problem] = []

    def add(
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
    ) -> Problem:
        """Write a problem down and give it back, so that others can name it as their cause."""
        row = problem_types()[codes_by_name()[name]]
        severity = row.severity(self._profile)
        place = (line.number, "" if field is None else field.name)
        causes = cause if isinstance(cause, tuple) else (cause,)
        of_field = None if field is None else self._field_roots.get(place)
        shown = None if value is None else masked(field, value, damaged=line.flaw is not None)
        problem = Problem(
            code=row.code,
            severity=severity,
            line=line.number,
            columns=None if field is None else field.columns,
            field=None if field is None else field.name,
            value=shown,
            message=row.message.format(value=shown or "", expected=expected, count=count),
            cause=root_for(severity, (*causes, self._line_roots.get(line.number), of_field)),
            last_line=last_line,
        )
        self.problems.append(problem)
        self._field_roots[place] = heavier(self._field_roots.get(place), problem)
        return problem

    def has(self, line: Line, field: Field) -> bool:
        """Say whether something is wrong with a field already."""
        return (line.number, field.name) in self._field_roots

    def add_to_line(
        self,
        name: str,
        line: Line,
        field: Field | None = None,
        *,
        value: str | None = None,
        cause: Cause = None,
        last_line: int | None = None,
        expected: str | None = None,
        count: int | None = None,
    ) -> Problem:
        """Write down what is wrong with a whole line; everything else that is wrong there follows from it."""
        problem = self.add(
            name,
            line,
            field,
            value=value,
            cause=cause,
            last_line=last_line,
            expected=expected,
            count=count,
        )
        self._line_roots[line.number] = heavier(self._line_roots.get(line.number), problem)
        return problem

    def root_of(self, line: Line) -> Problem | None:
        """Give what is wrong with a line as a whole."""
        return self._line_roots.get(line.number)


def masked(field: Field | None, value: str, *, damaged: bool = False) -> str:
    """Show a field's value as far as it may be seen; on a line that is shifted any field can hold an account."""
    value = value[:_SHOWN_AT_MOST]
    if not value.strip():
        return value
    return (mask_number if damaged else _mask_of(field, value))(value)


def _mask_of(field: Field | None, value: str) -> Callable[[str], str]:
    if field is None:
        return mask_text
    if field.name in _MASKS:
        return _MASKS[field.name]
    right = field.kind in _NUMBERS and value.isascii() and value.isdigit()
    if right or field.kind in _PUBLIC:
        return str
    return mask_code if field.kind in _NUMBERS else mask_text
