"""Everything that was found in a file: problems one by one, and rows of them that become problems when looked at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from achguard.first_use import cached_property
from achguard.nacha.bytes.lines import Chunk, LineReader
from achguard.nacha.checks.problem_log import problem_of_field
from achguard.nacha.checks.problems import Problem, Severity
from achguard.nacha.checks.proven_run import FieldProblem

if TYPE_CHECKING:  # numpy takes longer to load than a small file to read
    from achguard.nacha.bytes.columns import Places


@dataclass(frozen=True, slots=True)
class RootOfRows:
    """A problem of a field of its own at each root of a row of problems."""

    of_each: FieldProblem
    severity: Severity


@dataclass(frozen=True, slots=True)
class ProblemRows:
    """The same problem in the same field of many entries of one chunk."""

    offset: int
    """Where the chunk starts in the file."""
    number: int
    """The number of its first line."""
    entries: "Places"
    """Lines of the entries, in the chunk and ascending."""
    of_each: FieldProblem
    severity: Severity
    cause: Problem | None = None
    """The root that all of them follow from."""
    roots: "Places | None" = None
    """The line of the entry, in the chunk, whose problem each follows from; its own where it follows from none."""
    of_roots: RootOfRows | None = None
    """What is wrong at these lines, where that is another problem than the rows'; then each follows from it."""

    def problems(self, chunk: Chunk) -> Iterator[Problem]:
        """Yield a problem for each entry."""
        entries = self.entries.tolist()
        root: Problem | None = None
        for entry, of_root in zip(entries, entries if self.roots is None else self.roots.tolist(), strict=True):
            cause = self.cause or self._other_root(of_root, chunk) or (None if entry == of_root else root)
            problem = problem_of_field(self.of_each, chunk.line(entry + self.of_each.behind), self.severity, cause)
            root = cause or problem
            yield problem

    def _other_root(self, line: int, chunk: Chunk) -> Problem | None:
        of = self.of_roots
        return None if of is None else problem_of_field(of.of_each, chunk.line(line + of.of_each.behind), of.severity)

    def root_of(self, entry: int, chunk: Chunk) -> Problem | None:
        """Give the root of one entry's problem, which may be that problem; None where it has none."""
        at = int(self.entries.searchsorted(entry))
        if at == len(self.entries) or self.entries[at] != entry:
            return None
        of_root = entry if self.roots is None else int(self.roots[at])
        return (
            self.cause
            or self._other_root(of_root, chunk)
            or problem_of_field(self.of_each, chunk.line(of_root + self.of_each.behind), self.severity)
        )


class FoundProblems:
    """What one look at a file found; immutable, and equal where its problems are."""

    def __init__(self, single: tuple[Problem, ...], rows: tuple[ProblemRows, ...], lines: LineReader) -> None:
        self._single = single
        self._rows = rows
        self._lines = lines

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FoundProblems) and self.all == other.all

    def __hash__(self) -> int:
        return hash(self.all)

    @cached_property
    def all(self) -> tuple[Problem, ...]:
        """All problems by line, on each the roots first."""
        if not self._rows:
            return tuple(sorted(self._single, key=_order))
        return tuple(sorted((*self._single, *self._of_rows()), key=_order))

    @cached_property
    def by_line(self) -> Mapping[int, tuple[Problem, ...]]:
        """All problems by the line that each is on."""
        found: dict[int, list[Problem]] = {}
        for problem in self.all:
            found.setdefault(problem.line, []).append(problem)
        return {line: tuple(problems) for line, problems in found.items()}

    def _of_rows(self) -> Iterator[Problem]:
        chunk: Chunk | None = None
        for rows in self._rows:
            if chunk is None or chunk.offset != rows.offset:
                chunk = self._lines.chunk(rows.offset, rows.number)
            if chunk is not None:
                yield from rows.problems(chunk)


def _order(problem: Problem) -> tuple[int, bool, tuple[int, int]]:
    return problem.line, not problem.is_root, problem.columns or (0, 0)
