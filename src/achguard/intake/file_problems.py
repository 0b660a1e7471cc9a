"""What is wrong with the form of a Nacha file, in sentences: root causes, each with what follows from it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # reading Nacha files loads what other inputs do not need
    from achguard.nacha import Problem


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A root problem of a file; it concerns no single decision."""

    text: str
    """One sentence with the place."""
    code: str
    """NAC and three digits."""
    line: int
    """The line, from 1."""
    columns: tuple[int, int] | None
    """First and last column, from 1; None where it is the whole line."""
    follows: tuple[str, ...] = ()
    """What follows from it, a code and a place each."""
    is_error: bool = True
    """Whether it, or what follows from it, is more than a note."""


def file_problems(problems: "Collection[Problem]") -> Iterator[FileProblem]:
    """Yield each root problem with what follows from it, errors first, then by line."""
    from achguard.nacha import Severity

    follows: dict[Problem, list[Problem]] = {}
    for problem in problems:
        if problem.cause is None:
            follows.setdefault(problem, [])
        else:
            follows.setdefault(problem.cause, []).append(problem)
    wrong = {problem.cause or problem for problem in problems if problem.severity is Severity.ERROR}
    for root in sorted(follows, key=lambda each: (each not in wrong, each.line)):
        folded = tuple(f"{each.code} at {each.at}" for each in follows[root])
        yield FileProblem(_sentence(root), root.code, root.line, root.columns, folded, is_error=root in wrong)


def _sentence(problem: "Problem") -> str:
    """Say a problem with its place: line, columns, field and the masked value."""
    field = f" {problem.field}" if problem.field else ""
    value = f" = {problem.value!r}" if problem.value and problem.value.strip() else ""
    return f"{problem.at}{field}{value}: {problem.code} {problem.message}"
