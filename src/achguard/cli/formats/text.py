"""Text for people: a paragraph a payment, and a summary of the run."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from achguard.cli.formats.file_problems import sentences
from achguard.cli.formats.writer import Ingredients
from achguard.cli.page import Page, Style
from achguard.cli.reasons import InvalidReasons, Reason, leading_first
from achguard.cli.results import INVALID, Decided, Problems, Result, Tally
from achguard.model.decision import DAY_GIVEN_BY, Accept, Alternative, Ask, Hold, ListVersion, Outcome, Redirect
from achguard.model.finding import Finding, NotEvaluated, Strength
from achguard.model.inert_text import visible

STYLES = {
    Outcome.ACCEPT.value: Style.GREEN,
    Outcome.ASK.value: Style.YELLOW,
    Outcome.REDIRECT.value: Style.BLUE,
    Outcome.HOLD.value: Style.RED,
    INVALID: Style.MAGENTA,
}
_Decision = Accept | Ask | Redirect | Hold
_INDENT = 11
_REASONS_AT_MOST = 20  # of a summary, which is to be seen at once
_TOLD_AT_MOST = 10_000  # paragraphs that are remembered, to be written once; a few hundred bytes each
_VALUE_AT_MOST = 120  # a remittance line may have 1,000 characters; the whole of it is in the JSON formats


class Text:
    """Writes paragraphs as the results come, then a summary.

    The conditions of another way to pay are written where it is first offered. Of entries of a Nacha file about which
    the same is said, the first has a paragraph, and each other one a line that names the first: a batch whose company
    meets a list has one reason and hundreds of entries. A batch with another header has a paragraph of its own.
    """

    def __init__(self, stream: TextIO, page: Page, ingredients: Ingredients, *, reasons: bool = False) -> None:
        """Write to a stream; `reasons` has the summary count why payments were not accepted."""
        self._stream = stream
        self._page = page
        self._ingredients = ingredients
        self._reasons = reasons
        self._offered: set[tuple[str, tuple[str, ...]]] = set()
        self._file = ""
        self._told: dict[tuple[object, ...], int] = {}
        self._in_lines = False

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Write one paragraph, or a line where the same was said of an entry before it."""
        if not isinstance(result, Decided):
            self._paragraph(self._invalid(result.row, result.errors))
            return
        head = self._head_of(result)
        first = None if result.line is None else self._first_told(result, result.line)
        if first is None:
            self._paragraph((head, *self._details(result.decision)))
            return
        self._stream.write(f"{head}  {self._page.set(f'as line {first:,}', Style.DIM)}\n")
        self._in_lines = True

    def _first_told(self, result: Decided, line: int) -> int | None:
        """Give the line of which the same was said under the same header; None, and keep it, where it was of none."""
        file, decision = result.file, result.decision
        if not (decision.findings or decision.questions) or isinstance(decision, Accept):
            return None
        details = result.batch, decision.findings, decision.not_evaluated, decision.questions, decision.alternatives
        if file != self._file:
            self._file, self._told = file, {}
        if len(self._told) < _TOLD_AT_MOST:
            first = self._told.setdefault(details, line)
            return None if first == line else first
        return self._told.get(details)

    def _paragraph(self, lines: Iterable[str]) -> None:
        self._stream.write(("\n" if self._in_lines else "") + "\n".join(lines) + "\n\n")
        self._in_lines = False

    def problems(self, problems: Problems) -> None:
        """Write one paragraph with what is wrong with a file."""
        lines = [self._page.set(f"Problems of {visible(problems.file)}", Style.BOLD)]
        for problem, follows in sentences(problems):
            label, style = ("error", Style.RED) if problem.is_error else ("note", Style.DIM)
            lines.append(self._line(label, visible(problem.text), style))
            if follows:
                lines.append(self._line("", visible(follows), style=Style.DIM))
        if problems.more:
            lines.append(self._line("", f"and {problems.more:,} more"))
        self._paragraph(lines)

    def end(self, tally: Tally) -> None:
        """Write the summary."""
        lines = summary(tally, self._ingredients, self._page, reasons=self._reasons)
        self._stream.write(("\n" if self._in_lines else "") + "\n".join(lines) + "\n")

    def _invalid(self, row: int, errors: tuple[str, ...]) -> Iterator[str]:
        yield self._head(INVALID, f"row {row:,}", "is not a payment")
        for error in errors:
            yield " " * _INDENT + self._page.hung("", visible(error), indent=_INDENT, label_style=Style.PLAIN).lstrip()

    def _head_of(self, result: Decided) -> str:
        decision = result.decision
        row = f"row {result.row:,}" if result.line is None else f"line {result.line:,}"
        name = visible(decision.payment_id) if decision.payment_id else row
        return self._head(decision.outcome.value, name, row if decision.payment_id else "")

    def _details(self, decision: _Decision) -> Iterator[str]:
        for found in _at_one_place(leading_first(decision)):
            yield from self._findings(found)
        if decision.outcome is not Outcome.ACCEPT:
            yield from self._gaps(gap for gap in decision.not_evaluated if not self._is_known(gap))
        for question in decision.questions:
            yield self._line("ask", f"{question.prompt} [{question.at}]" if question.at else question.prompt)
        for number, alternative in enumerate(decision.alternatives):
            yield self._line("" if number else "offer", self._offer(alternative))

    def _head(self, outcome: str, name: str, aside: str) -> str:
        label = self._page.set(outcome.upper(), STYLES[outcome]) + " " * (_INDENT - len(outcome))
        fits = _INDENT + len(name) + 2 + len(aside) <= self._page.width
        between = "  " if fits else "\n" + " " * _INDENT
        return f"{label}{self._page.set(name, Style.BOLD)}{between}{self._page.set(aside, Style.DIM)}".rstrip()

    def _findings(self, found: list[Finding]) -> Iterator[str]:
        finding = found[0]
        value = finding.value
        shown = ""
        if value is not None:
            shown = f" = {visible(value[:_VALUE_AT_MOST])}" + ("..." if len(value) > _VALUE_AT_MOST else "")
        yield self._line(finding.code, f"{finding.at}{shown} ({finding.strength.value})", Style.BOLD)
        for each in found:
            yield self._line("", visible(each.message))

    def _is_known(self, gap: NotEvaluated) -> bool:
        """Say whether a gap is the same for every payment and harmless: the summary tells it once."""
        return self._ingredients.directory_rows is None and gap.code in self._ingredients.directory_codes

    def _gaps(self, gaps: Iterable[NotEvaluated]) -> Iterator[str]:
        codes: dict[str, list[str]] = {}
        for gap in gaps:
            where = f"{gap.at}: {gap.reason}" if gap.at else gap.reason
            codes.setdefault(where, []).append(gap.code)
        for number, (reason, whose) in enumerate(codes.items()):
            text = f"{visible(reason)} ({', '.join(dict.fromkeys(whose))})"
            yield self._line("" if number else "not run", text, style=Style.DIM)

    def _offer(self, alternative: Alternative) -> str:
        key = (alternative.code, alternative.conditions)
        if key in self._offered or not alternative.conditions:
            return alternative.title
        self._offered.add(key)
        return f"{alternative.title}. {' '.join(alternative.conditions)}"

    def _line(self, label: str, text: str, label_style: Style = Style.DIM, style: Style = Style.PLAIN) -> str:
        return self._page.hung(label, text, indent=_INDENT, label_style=label_style, style=style)


def summary(tally: Tally, ingredients: Ingredients, page: Page, *, reasons: bool = False) -> Iterator[str]:
    """Write what a run came to: counts, what could not be looked at, lists with date and age, policy and day.

    `reasons` has it say, counted, why payments were not accepted.
    """
    rows = f"{tally.rows:,} {'payment' if tally.rows == 1 else 'payments'}"
    yield "-" * page.width
    yield page.counted(
        rows,
        [
            (f"{tally.outcomes[outcome]:,} {outcome}", style)
            for outcome, style in STYLES.items()
            if tally.outcomes[outcome] or outcome != INVALID
        ],
    )
    if reasons:
        yield from _reasons(list(tally.reasons.rows()), page)
        yield from _invalid_reasons(tally.invalid, page)
    for reason, codes in sorted(tally.gaps.items()):
        many = tally.gap_counts[reason]
        text = f"{visible(reason)}: {', '.join(sorted(codes))} in {many:,} {'payment' if many == 1 else 'payments'}"
        yield page.hung("not run", text, indent=_INDENT, label_style=Style.DIM)
    for number, version in enumerate(ingredients.lists):
        text = _list(version, ingredients)
        yield page.hung("" if number else "lists", text, indent=_INDENT, label_style=Style.DIM)
    if not ingredients.lists:
        yield page.hung("lists", "none: nobody was screened", indent=_INDENT, label_style=Style.DIM)
    directory = f"{ingredients.directory_rows:,} rows" if ingredients.directory_rows is not None else "none"
    yield page.hung("FedACH", directory, indent=_INDENT, label_style=Style.DIM)
    policies = ", ".join(tally.policies) or ingredients.policy
    text = f"{policies}, as of {ingredients.as_of.isoformat()}"
    yield page.hung("policy", text, indent=_INDENT, label_style=Style.DIM)


def _reasons(rows: list[Reason], page: Page) -> Iterator[str]:
    for row in rows[:_REASONS_AT_MOST]:
        value = "" if row.value is None else f" = {visible(row.value[:_VALUE_AT_MOST])}"
        apart = f", {row.values:,} values" if row.value is None and row.values > 1 else ""
        many = f"{row.payments:,} {'payment' if row.payments == 1 else 'payments'} ({row.outcome.value}{apart})"
        text = f"{visible(row.at)}{value}: {many}" if row.at else many
        yield page.hung(row.code, text, indent=_INDENT, label_style=STYLES[row.outcome.value])
        yield page.hung("", visible(row.message), indent=_INDENT, label_style=Style.PLAIN, style=Style.DIM)
    if (more := len(rows) - _REASONS_AT_MOST) > 0:
        yield page.hung("", f"and {more:,} more reasons", indent=_INDENT, label_style=Style.DIM)


def _invalid_reasons(invalid: InvalidReasons, page: Page) -> Iterator[str]:
    rows = invalid.rows()
    for error, many in rows[:_REASONS_AT_MOST]:
        text = f"{visible(error)}: {many:,} {'row' if many == 1 else 'rows'} ({INVALID})"
        yield page.hung(INVALID, text, indent=_INDENT, label_style=STYLES[INVALID])
    if (more := max(len(rows) - _REASONS_AT_MOST, 0) + invalid.others) > 0:
        yield page.hung("", f"and {more:,} more reasons", indent=_INDENT, label_style=Style.DIM)


def _list(version: ListVersion, ingredients: Ingredients) -> str:
    days = version.age(ingredients.as_of)
    than = "old" if days >= 0 else "newer than the day of decision"
    age = f"{abs(days):,} {'day' if abs(days) == 1 else 'days'} {than}"
    confirmed = f", confirmed {version.confirmed.isoformat()}" if version.confirmed is not None else ""
    partial = ", partial" if version.partial else ""
    without = "".join(f", without {file}" for file in version.without)
    given_by = DAY_GIVEN_BY[version.dated_by]
    return (
        f"{version.list} of {version.published.isoformat()} ({age}, day given by {given_by}{confirmed}), "
        f"{version.entries:,} entries{partial}{without}"
    )


def _at_one_place(findings: list[Finding]) -> list[list[Finding]]:
    """Put together what a rule says of one value, best score first: a party of three lists meets three entries."""
    places: dict[tuple[str, str, str | None, Strength], list[Finding]] = {}
    for each in findings:
        places.setdefault((each.code, each.at, each.value, each.strength), []).append(each)
    return [
        sorted(found, key=lambda each: -each.hit.score if each.hit is not None else 0.0) for found in places.values()
    ]
