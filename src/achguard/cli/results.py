"""What a run gives: a decision or a refusal to read for each row, and the tally of all of them."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from achguard.cli.exit_code import ExitCode
from achguard.errors import InputError
from achguard.guard import Guard
from achguard.intake import InvalidRow, PaymentRow, Row
from achguard.model.decision import Accept, Ask, Hold, Outcome, Redirect
from achguard.model.payment import Payment

INVALID = "invalid"

# The rule that speaks, without a field, where the lists themselves stand in the way.
_SCREENING_NOT_POSSIBLE = "SAN501"


@dataclass(frozen=True, slots=True)
class Decided:
    """A row that is a payment, with its decision."""

    file: str
    row: int
    decision: Accept | Ask | Redirect | Hold


@dataclass(frozen=True, slots=True)
class Invalid:
    """A row that is not a payment."""

    file: str
    row: int
    errors: tuple[str, ...]


Result = Decided | Invalid


@dataclass(slots=True)
class Tally:
    """What a run came to, counted while its results pass by."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """How many rows had each outcome; `invalid` counts those that are not payments."""
    gaps: dict[str, set[str]] = field(default_factory=dict)
    """Codes of the rules that could not look, by reason."""
    gap_counts: Counter[str] = field(default_factory=Counter)
    """How many payments a reason concerns."""
    list_troubles: dict[str, None] = field(default_factory=dict)
    """Why the lists could not be used, each reason once and in order."""

    def count(self, result: Result) -> None:
        """Count one result."""
        if isinstance(result, Invalid):
            self.outcomes[INVALID] += 1
            return
        decision = result.decision
        self.outcomes[decision.outcome.value] += 1
        for reason in {gap.reason for gap in decision.not_evaluated}:
            self.gap_counts[reason] += 1
        for gap in decision.not_evaluated:
            self.gaps.setdefault(gap.reason, set()).add(gap.code)
            if gap.code == _SCREENING_NOT_POSSIBLE and gap.at is None:
                self.list_troubles[gap.reason] = None

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.outcomes.total()

    @property
    def exit_code(self) -> ExitCode:
        """What the results alone lead to."""
        if self.list_troubles:
            return ExitCode.LISTS
        accepted = self.outcomes[Outcome.ACCEPT.value]
        return ExitCode.ACCEPTED if accepted == self.rows else ExitCode.NOT_ALL_ACCEPTED


def decided(file: str, rows: Iterable[Row], guard: Guard) -> Iterator[Result]:
    """Decide rows in their order, those that are not payments passing by in their places.

    Raises `InputError` where the input can't be read any further, after the results of all rows before.
    """
    waiting: deque[Row] = deque()
    try:
        for decision in guard.decide_many(_payments(rows, waiting)):
            yield from _invalid(file, waiting)
            yield Decided(file, waiting.popleft().number, decision)
    except InputError:
        yield from _invalid(file, waiting)
        raise
    yield from _invalid(file, waiting)


def _payments(rows: Iterable[Row], waiting: deque[Row]) -> Iterator[Payment]:
    for row in rows:
        waiting.append(row)
        if isinstance(row, PaymentRow):
            yield row.payment


def _invalid(file: str, waiting: deque[Row]) -> Iterator[Invalid]:
    while waiting and isinstance(row := waiting[0], InvalidRow):
        waiting.popleft()
        yield Invalid(file, row.number, row.errors)
