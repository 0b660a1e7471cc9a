"""HTML: one page for the person who judges holds, made when the run is over."""

from collections import Counter
from decimal import Decimal
from itertools import chain
from typing import TextIO

from achguard.cli.formats.file_problems import following, say_problems
from achguard.cli.formats.writer import Ingredients
from achguard.cli.results import INVALID, Decided, Problems, Result, Tally
from achguard.model.decision import Basis, Outcome
from achguard.report.page import MOST_SHOWN, need_jinja2, page
from achguard.report.reported import Report, ReportedPayment, ReportedProblem, ReportedReason


class Html:
    """Keeps the holds and what else was not accepted, the first of each, and counts the rest."""

    def __init__(self, stream: TextIO, ingredients: Ingredients, basis: Basis) -> None:
        """Write to a stream; raises `MissingExtraError` before anything is decided where no page can be made."""
        need_jinja2()
        self._stream = stream
        self._ingredients = ingredients
        self._basis = basis
        self._files: dict[str, None] = {}
        self._held: list[ReportedPayment] = []
        self._others: list[ReportedPayment] = []
        self._amounts: Counter[str] = Counter()
        self._written: set[str] = set()
        self._problems: list[ReportedProblem] = []
        self._more_problems = 0

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Keep or count one result."""
        self._files[result.file] = None
        if not isinstance(result, Decided):
            return
        decision, payment = result.decision, result.payment
        outcome = decision.outcome
        self._written.add(outcome.value)
        if payment is not None:
            self._amounts[outcome.value] += int(payment.amount * 100)
        if outcome is Outcome.ACCEPT:
            return
        kept = self._held if outcome is Outcome.HOLD else self._others
        if len(kept) < MOST_SHOWN:
            where = f"row {result.row:,}" if result.line is None else f"line {result.line:,}"
            place = f"{result.file}, {where}"
            kept.append(ReportedPayment.of(decision, payment, place, unmask=self._ingredients.unmask))

    def problems(self, problems: Problems) -> None:
        """Keep what is wrong with a file, and say it on stderr as well."""
        say_problems(problems)
        for each in problems.found:
            follows = following(each)
            text = f"{each.text} ({follows})" if follows else each.text
            self._problems.append(ReportedProblem(problems.file, text, each.is_error))
        self._more_problems += problems.more

    def end(self, tally: Tally) -> None:
        """Write the page."""
        ingredients = self._ingredients
        reasons = (
            ReportedReason(each.outcome.value, each.code, each.at, each.value, each.message, each.payments)
            for each in tally.reasons.rows()
        )
        invalid = (ReportedReason(INVALID, "", "", None, text, many) for text, many in tally.invalid.rows())
        report = Report(
            files=tuple(self._files),
            as_of=ingredients.as_of,
            achguard=self._basis.achguard,
            policies=tuple(tally.policies) or (ingredients.policy,),
            counts=tally.outcomes,
            amounts={name: Decimal(self._amounts[name]) / 100 for name in sorted(self._written)},
            held=tuple(self._held),
            others=tuple(sorted(self._others, key=lambda each: -each.outcome.severity)),
            reasons=tuple(chain(reasons, invalid)),
            problems=tuple(self._problems),
            more_problems=self._more_problems,
            lists=ingredients.lists,
            troubles=tuple(tally.list_troubles),
            lists_at=ingredients.lists_at,
            clearances_at=ingredients.clearances_at,
            is_unmasked=ingredients.unmask,
        )
        for piece in page(report, ingredients.entry_of):
            self._stream.write(piece)
