"""What a batch or a file adds up to, and which problem explains it where a control says something else."""

from dataclasses import dataclass, field

from achguard.nacha.checks.problems import Problem, heavier
from achguard.nacha.layouts.codes import HASH_MODULUS

COUNT, HASH, DEBIT, CREDIT = "count", "hash", "debit", "credit"
EVERYTHING = (COUNT, HASH, DEBIT, CREDIT)


@dataclass(slots=True)
class RunningTotals:
    """Running totals; amounts in cents."""

    lines: int = 0
    """Entries and addenda."""
    entries: int = 0
    hash: int = 0
    """Sum of the first eight digits of the routing numbers, not cut yet."""
    debit: int = 0
    credit: int = 0
    causes: dict[str, Problem] = field(default_factory=dict)
    """For each of the totals the first problem that may explain a difference, an error before any warning."""

    def explain_by(self, problem: Problem, *totals: str) -> None:
        """Remember a problem as an explanation."""
        for total in totals or EVERYTHING:
            self._explain(total, problem.cause or problem)

    def add(self, other: "RunningTotals") -> None:
        """Add a batch to its file."""
        self.lines += other.lines
        self.entries += other.entries
        self.hash += other.hash
        self.debit += other.debit
        self.credit += other.credit
        for total, problem in other.causes.items():
            self._explain(total, problem)

    def _explain(self, total: str, problem: Problem) -> None:
        self.causes[total] = heavier(self.causes.get(total), problem)

    @property
    def entry_hash(self) -> int:
        """The last ten digits of the sum, as controls carry it."""
        return self.hash % HASH_MODULUS
