"""HTML: one page for the person who judges holds, made when the run is over."""

from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from achguard.cli.formats.file_problems import following, say_problems
from achguard.cli.formats.page_rows import PageRows, place_of
from achguard.cli.formats.writer import Ingredients
from achguard.cli.results import INVALID, Decided, Problems, Result, Tally
from achguard.model.decision import Basis
from achguard.report.page import MOST_SHOWN, need_jinja2, page
from achguard.report.reported import Report, ReportedPayment, ReportedProblem, ReportedReason

if TYPE_CHECKING:  # needs pyarrow
    from achguard.cli.portion_writing import Written


class Html:
    """Keeps the holds and what else was not accepted, the first of each, and counts the rest."""

    def __init__(self, stream: TextIO, ingredients: Ingredients, basis: Basis, *, most: int = MOST_SHOWN) -> None:
        """Write to a stream, with so many holds, and so many others that were not accepted.

        Raises `MissingExtraError` before anything is decided where no page can be made.
        """
        need_jinja2()
        self._stream = stream
        self._ingredients = ingredients
        self._basis = basis
        self._rows = PageRows(most)
        self._problems: list[ReportedProblem] = []
        self._more_problems = 0

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Keep or count one result."""
        rows = self._rows
        rows.files[result.file] = None
        if not isinstance(result, Decided):
            return
        decision, payment = result.decision, result.payment
        rows.count(decision.outcome, 0 if payment is None else int(payment.amount * 100))
        if (kept := rows.kept_with(decision.outcome)) is not None:
            place = place_of(result.file, result.row, result.line)
            kept.append(ReportedPayment.of(decision, payment, place, unmask=self._ingredients.unmask))

    def write_portion(self, written: "Written") -> None:
        """Keep or count many results."""
        if written.page is not None:
            self._rows.add(written.page)

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
        ingredients, rows = self._ingredients, self._rows
        reasons = (
            ReportedReason(each.outcome.value, each.code, each.at, each.value, each.message, each.payments)
            for each in tally.reasons.rows()
        )
        invalid = (ReportedReason(INVALID, "", "", None, text, many) for text, many in tally.invalid.rows())
        report = Report(
            files=tuple(rows.files),
            as_of=ingredients.as_of,
            achguard=self._basis.achguard,
            policies=tuple(tally.policies) or (ingredients.policy,),
            counts=tally.outcomes,
            amounts={name: Decimal(rows.cents[name]) / 100 for name in sorted(rows.outcomes)},
            held=tuple(rows.held),
            others=tuple(sorted(rows.others, key=lambda each: -each.outcome.severity)),
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
