"""What a run gives: a decision or a refusal to read for each row, and the tally of all of them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from achguard.cli.exit_code import ExitCode
from achguard.cli.reasons import InvalidReasons, Reasons
from achguard.errors import InputError
from achguard.guard import Guard
from achguard.intake import EntriesOf, InvalidRow, PaymentRow, Row
from achguard.intake.file_problems import FileProblem, file_problems
from achguard.intake.row import shown_party
from achguard.model.decision import Accept, Ask, Hold, Outcome, Redirect
from achguard.model.payment import Payment
from achguard.model.text_place import TextPlace

if TYPE_CHECKING:  # reading Nacha files loads what other inputs do not need
    from achguard.nacha import Entry, NachaFile

INVALID = "invalid"

# The rule that speaks, without a field, where the lists themselves stand in the way.
_SCREENING_NOT_POSSIBLE = "SAN501"
_BUT_NUMBER = slice(87)  # a batch header's columns without its own number


class Decided(NamedTuple):
    """A row that is a payment, with its decision."""

    file: str
    row: int
    decision: Accept | Ask | Redirect | Hold
    line: int | None = None
    """The line that an entry of a Nacha file stands on."""
    batch: int = 0
    """The first batch of the file that has the same header as the entry's, but for its number; counted from 1."""
    was_read: bool = True
    """Whether it could be read as a payment; an entry that could not says nothing of the lists."""
    name: str = ""
    """The receiver's name; empty where a format does not need it, or there is none."""
    amount: str = ""
    """Dollars, likewise."""
    at_line: int | None = None
    """The line on which a row of text ends."""
    place_of: Callable[[str], TextPlace | None] | None = None
    """Gives the place of a field in the file, where a format asks for places and the input has them."""
    payment: Payment | None = None
    """The payment, where a format asks for parties and it could be read."""


@dataclass(frozen=True, slots=True)
class Invalid:
    """A row that is not a payment."""

    file: str
    row: int
    errors: tuple[str, ...]
    at_line: int | None = None
    """The line on which it ends."""


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong with the form of a file, root causes first."""

    file: str
    found: tuple[FileProblem, ...]
    """The first of them."""
    more: int = 0
    """How many there are besides."""
    has_errors: bool = False
    """Whether any of them, shown or not, is more than a note."""


Result = Decided | Invalid


class FailOn(StrEnum):
    """The outcome from which on a run leaves with 1."""

    ASK = "ask"
    REDIRECT = "redirect"
    HOLD = "hold"


_SEVERE = {
    FailOn.REDIRECT: (Outcome.REDIRECT, Outcome.HOLD),
    FailOn.HOLD: (Outcome.HOLD,),
}


def is_shown(result: Result, shown: frozenset[str] | None) -> bool:
    """Say whether a result is among the outcomes to write; a row that is no payment is, unless nothing is written."""
    if shown is None or (isinstance(result, Invalid) and shown):
        return True
    return isinstance(result, Decided) and result.decision.outcome.value in shown


@dataclass(slots=True)
class Tally:
    """What a run came to, counted while its results pass by."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """How many rows had each outcome; `invalid` counts those that are not payments."""
    gaps: dict[str, set[str]] = field(default_factory=dict)
    """Codes of the rules that could not look, by reason."""
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many payments of an outcome a rule spoke about, by its code and the outcome."""
    gap_counts: Counter[str] = field(default_factory=Counter)
    """How many payments a reason concerns."""
    list_troubles: dict[str, None] = field(default_factory=dict)
    """Why the lists could not be used, each reason once and in order."""
    policies: dict[str, None] = field(default_factory=dict)
    """Names of the policies that decided, in order."""
    has_file_errors: bool = False
    """Whether the form of a file is wrong."""
    reasons: Reasons = field(default_factory=Reasons)
    """Why payments were not accepted."""
    invalid: InvalidReasons = field(default_factory=InvalidReasons)
    """Why rows were no payments."""
    in_entries: bool = False
    """Whether the last result was of an entry of a Nacha file."""

    def count(self, result: Result, times: int = 1) -> None:
        """Count one result, or one that so many rows have."""
        if isinstance(result, Invalid):
            self.outcomes[INVALID] += times
            self.invalid.count(result.errors, times)
            self.in_entries = False
            return
        decision = result.decision
        self.in_entries = result.line is not None
        self.outcomes[decision.outcome.value] += times
        self.policies[decision.basis.policy.name] = None
        self.reasons.count(decision, times)
        for code in {finding.code for finding in decision.findings}:
            self.rules[code, decision.outcome.value] += times
        for reason in {gap.reason for gap in decision.not_evaluated}:
            self.gap_counts[reason] += times
        for gap in decision.not_evaluated:
            self.gaps.setdefault(gap.reason, set()).add(gap.code)
            if gap.code == _SCREENING_NOT_POSSIBLE and gap.at is None and result.was_read:
                self.list_troubles[gap.reason] = None

    @classmethod
    def of_portion(cls) -> "Tally":
        """Give one for some rows of a run, which is added to that of the run."""
        return cls(reasons=Reasons(most_apart=None), invalid=InvalidReasons(most_apart=None))

    def add(self, other: "Tally") -> None:
        """Add what rows behind those that were counted here, a portion, came to."""
        self.outcomes += other.outcomes
        for reason, codes in other.gaps.items():
            self.gaps.setdefault(reason, set()).update(codes)
        self.rules += other.rules
        self.gap_counts += other.gap_counts
        self.list_troubles |= other.list_troubles
        self.policies |= other.policies
        self.has_file_errors |= other.has_file_errors
        self.reasons.add(other.reasons)
        self.invalid.add(other.invalid)
        self.in_entries = other.in_entries

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
        good = accepted == self.rows and not self.has_file_errors
        return ExitCode.ACCEPTED if good else ExitCode.NOT_ALL_ACCEPTED

    def code_from(self, fail_on: FailOn) -> ExitCode:
        """Give what the results lead to where outcomes from one on count, and rows that are no payments."""
        code = self.exit_code
        if code is not ExitCode.NOT_ALL_ACCEPTED or fail_on is FailOn.ASK:
            return code
        counts = self.outcomes[INVALID] or any(self.outcomes[each.value] for each in _SEVERE[fail_on])
        return ExitCode.NOT_ALL_ACCEPTED if counts else ExitCode.ACCEPTED


PROBLEMS_AT_MOST = 100
"""How many problems of a file are shown; a file in a wrong format has one a line."""


def decided(
    file: str,
    rows: Iterable[Row],
    guard: Guard,
    *,
    entries: Guard | None = None,
    problems: Callable[[Problems], None] | None = None,
    parties: bool = False,
    places: bool = False,
) -> Iterator[Result]:
    """Decide rows in their order, those that are not payments passing by in their places.

    `entries` decides the entries of a Nacha file where that is another guard; `problems` is given what is wrong with
    the file, after the last entry; `parties` has each result say the receiver's name and the amount, and `places` where
    the fields of an entry are. Raises `InputError` where the input can't be read any further, after the results of all
    rows before.
    """
    rows = iter(rows)
    for first in rows:
        if isinstance(first, EntriesOf):
            yield from _decided_entries(file, first.file, entries or guard, problems, parties=parties, places=places)
        else:
            yield from _decided_payments(file, chain((first,), rows), guard)


def _decided_entries(
    name: str,
    file: "NachaFile",
    guard: Guard,
    problems: Callable[[Problems], None] | None,
    *,
    parties: bool,
    places: bool,
) -> Iterator[Result]:
    from achguard.columnar.nacha_file import decide_file

    entries = decide_file(file, guard)
    file = entries.file  # weighed by the policy
    # Entries that share a decision are no payments on the way, so that a format which names them reads them again.
    again: Iterable[Entry | None] = file.entries if parties or places else repeat(None)
    batch_of = _batches(file)
    for number, ((line, decision, was_read), each) in enumerate(zip(entries, again, strict=False), 1):
        payment = each.payment if parties and each is not None else None
        whose = _party_of(payment) if payment is not None else ("", "")
        place_of = partial(_place_in, each) if places and each is not None else None
        yield Decided(
            name, number, decision, line, batch_of(line), was_read, *whose, place_of=place_of, payment=payment
        )
    tell_of_file(name, file, problems)


def _batches(file: "NachaFile") -> Callable[[int], int]:
    """Give what says of an entry's line which batch is the first with a header like its own."""
    starts, likes = [0], [0]
    firsts: dict[str, int] = {}
    for number, line in enumerate(file.batch_lines, 1):
        starts.append(line.number)
        likes.append(firsts.setdefault(line.text[_BUT_NUMBER], number))
    return lambda line: likes[bisect_right(starts, line) - 1]


def _place_in(entry: "Entry", at: str) -> TextPlace | None:
    from achguard.nacha.field_places import place_of

    return place_of(entry, at)


def _party_of(payment: Payment) -> tuple[str, str]:
    return shown_party(payment.receiver.name, payment.amount)


def problems_of(name: str, file: "NachaFile") -> Problems | None:
    """Give what is wrong with a Nacha file, or nothing."""
    found = list(file_problems(file.problems))
    shown, more = tuple(found[:PROBLEMS_AT_MOST]), len(found) - PROBLEMS_AT_MOST
    return Problems(name, shown, max(more, 0), any(each.is_error for each in found)) if found else None


def tell_of_file(name: str, file: "NachaFile", problems: Callable[[Problems], None] | None) -> None:
    """Tell, behind its last entry, what is wrong with a Nacha file; raises `InputError` for one that lacks entries."""
    if problems is not None and (found := problems_of(name, file)):
        problems(found)
    if not file.entry_count and not file.is_quiet:
        raise InputError(f"{name} holds no entries")


def _decided_payments(file: str, rows: Iterable[Row], guard: Guard) -> Iterator[Result]:
    for row in rows:
        if isinstance(row, PaymentRow):
            name, amount = _party_of(row.payment)
            place_of = None if row.cells is None else row.cells.place_of
            yield Decided(
                file,
                row.number,
                guard.decide(row.payment),
                name=name,
                amount=amount,
                at_line=row.line,
                place_of=place_of,
                payment=row.payment,
            )
        elif isinstance(row, InvalidRow):
            yield Invalid(file, row.number, row.errors, row.line)
