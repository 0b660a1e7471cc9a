"""What can be wrong with a Nacha file: one frozen value for each place, and the table of everything that is looked for.

A problem is never raised. What follows from another problem carries it as its `cause`, so that the roots are those
problems without one. An error follows from errors alone: under a warning nobody would look for it.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import overload

from achguard.errors import ConfigurationError
from achguard.model.masking import quoted


class Severity(StrEnum):
    """What a problem means for the entry or the file that it is in."""

    ERROR = "error"
    """An operator or a bank sends it back, or it can't be read: the entry is held."""
    WARNING = "warning"
    """Operators or banks let it pass, or nobody has confirmed the rule."""


class Profile(StrEnum):
    """Whose practice sets the severities."""

    STRICT = "strict"
    """The rule book as written."""
    OPERATOR = "operator"
    """As strict, but for what a source says that operators or banks let pass."""


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One row of the table: what is looked for, why, and how heavy it is."""

    code: str
    """NAC and three digits; never used again for something else."""
    name: str
    """Reads after "the file has a"."""
    message: str
    """One sentence; `{...}` are filled in."""
    why: str
    """What happens to such a file, or what it hides."""
    strict: Severity
    operator: Severity
    source: str
    verified: bool
    """Whether the rule was compared with its source; one that was not is a warning in both profiles."""
    repair: str
    """What to do about it."""
    lowered: bool = True
    """Whether a policy may make a warning of it. Not where it hides a field from the rules, or leaves open whether
    records of a batch are missing."""
    passes: str = ""
    """The source that operators let it pass, where the operators' profile is milder than the rule book."""

    def severity(self, profile: Profile) -> Severity:
        """Give the severity under a profile."""
        return self.strict if profile is Profile.STRICT else self.operator


Changes = Mapping[str, Severity]
"""Severities by the code of a problem, where they are not the profile's."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What weighs the problems of a file: a profile, and what somebody has agreed on with a bank."""

    changes: Changes = field(default_factory=dict)
    """By code, for any file."""
    of_origins: Mapping[str, Changes] = field(default_factory=dict)
    """By the immediate origin of the file's header, without the blanks around it; they go before the others."""

    def of(self, origin: str) -> Changes:
        """Give the severities that differ from the profile's in a file of an origin."""
        own = self.of_origins.get(origin)
        return self.changes if own is None else {**self.changes, **own}


AS_PROFILED = Weighing()
"""Nothing differs from the profile."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place; its value is masked."""

    code: str
    severity: Severity
    line: int
    """The line, from 1; where the file has no line ends, the record."""
    columns: tuple[int, int] | None
    """First and last column, from 1; None where it is the whole line."""
    field: str | None
    """Its name in the layout table."""
    value: str | None
    """What is there, masked."""
    message: str
    cause: "Problem | None" = dataclasses.field(default=None, repr=False)
    """The root problem that it follows from; for an error always an error."""
    last_line: int | None = None
    """Where one problem holds several lines that can't be read, the last of them."""

    @property
    def is_root(self) -> bool:
        """Whether nothing else explains it."""
        return self.cause is None

    @property
    def at(self) -> str:
        """The place in words, such as `line 12 columns 30-39`."""
        place = f"line {self.line}" if self.last_line is None else f"lines {self.line}-{self.last_line}"
        return place if self.columns is None else f"{place} columns {self.columns[0]}-{self.columns[1]}"

    @property
    def type(self) -> ProblemType:
        """The row of the table."""
        return problem_types()[self.code]


@overload
def heavier(one: Problem | None, other: Problem) -> Problem: ...
@overload
def heavier(one: Problem | None, other: Problem | None) -> Problem | None: ...
def heavier(one: Problem | None, other: Problem | None) -> Problem | None:
    """Give the first of two problems, or the second where only its root is an error."""
    if one is None or (other is not None and not _is_error(one) and _is_error(other)):
        return other
    return one


def root_for(severity: Severity, causes: Iterable[Problem | None]) -> Problem | None:
    """Give the root of the first cause that may stand over a problem of a severity: over an error, an error."""
    for cause in causes:
        if cause is not None and may_follow(severity, (cause.cause or cause).severity):
            return cause.cause or cause
    return None


def may_follow(severity: Severity, of_root: Severity) -> bool:
    """Say whether a problem of a severity may stand under a root of another."""
    return severity is Severity.WARNING or of_root is Severity.ERROR


def _is_error(problem: Problem) -> bool:
    return (problem.cause or problem).severity is Severity.ERROR


@cache
def problem_types() -> Mapping[str, ProblemType]:
    """Give the table of problems by code, in order."""
    from achguard.identifiers.tables import read_array

    table: dict[str, ProblemType] = {}
    for row in read_array("nacha_problems.toml", "problem"):
        severities = str(row["severity"]).split("/")
        table[str(row["code"])] = ProblemType(
            code=str(row["code"]),
            name=str(row["name"]),
            message=str(row["message"]),
            why=str(row["why"]),
            strict=Severity(severities[0]),
            operator=Severity(severities[-1]),
            source=str(row["source"]),
            verified=bool(row.get("verified", True)),
            repair=str(row["repair"]),
            lowered=bool(row.get("lowered", True)),
            passes=str(row.get("passes", "")),
        )
    return table


@cache
def codes_by_name() -> Mapping[str, str]:
    """Give the code of each problem by its name."""
    return {row.name: row.code for row in problem_types().values()}


def profile_of(name: str | Profile) -> Profile:
    """Give the profile of a name; raises `ConfigurationError` for an unknown one."""
    try:
        return Profile(name)
    except ValueError:
        known = " or ".join(Profile)
        raise ConfigurationError(f"there is no profile {quoted(name)!r}; choose {known}") from None
