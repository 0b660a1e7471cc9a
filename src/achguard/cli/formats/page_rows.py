"""What a page keeps of the rows of a run, or of a portion of one: the first of those to judge, and dollars counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from achguard.model.decision import Outcome
from achguard.report.page import MOST_SHOWN
from achguard.report.reported import ReportedPayment


@dataclass(slots=True)
class PageRows:
    """The rows that are written, those of a page that is made at the end."""

    most: int = MOST_SHOWN
    """How many holds are kept, and how many others that were not accepted."""
    files: dict[str, None] = field(default_factory=dict)
    """What has rows, in order."""
    held: list[ReportedPayment] = field(default_factory=list)
    others: list[ReportedPayment] = field(default_factory=list)
    """The payments besides that were not accepted, in the order of the input."""
    cents: Counter[str] = field(default_factory=Counter)
    """Cents by outcome."""
    outcomes: set[str] = field(default_factory=set)
    """The outcomes that there are."""

    def count(self, outcome: Outcome, cents: int) -> None:
        """Count a payment; of an entry that could not be read there are 0 cents."""
        self.outcomes.add(outcome.value)
        self.cents[outcome.value] += cents

    def kept_with(self, outcome: Outcome) -> list[ReportedPayment] | None:
        """Give where a further payment of an outcome is kept; None where it is counted alone."""
        if outcome is Outcome.ACCEPT:
            return None
        kept = self.held if outcome is Outcome.HOLD else self.others
        return kept if len(kept) < self.most else None

    def add(self, other: "PageRows") -> None:
        """Add the rows behind those that are here."""
        self.files |= other.files
        self.cents += other.cents
        self.outcomes |= other.outcomes
        _fill(self.held, other.held, self.most)
        _fill(self.others, other.others, self.most)


def _fill(kept: list[ReportedPayment], more: Iterable[ReportedPayment], most: int) -> None:
    kept.extend(more)
    del kept[most:]


def place_of(file: str, row: int, line: int | None) -> str:
    """Say where a payment stands: an entry on its line, any other in its row."""
    return f"{file}, row {row:,}" if line is None else f"{file}, line {line:,}"
