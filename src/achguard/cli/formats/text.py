"""Text for people: a paragraph a payment, and a summary of the run."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from achguard.cli.formats.file_problems import sentences
from achguard.cli.formats.writer import Ingredients
from achguard.cli.page import Page, Style, visible
from achguard.cli.results import INVALID, Decided, Problems, Result, Tally
from achguard.model.decision import Alternative, ListVersion, Outcome
from achguard.model.finding import Finding, NotEvaluated

STYLES = {
    Outcome.ACCEPT.value: Style.GREEN,
    Outcome.ASK.value: Style.YELLOW,
    Outcome.REDIRECT.value: Style.BLUE,
    Outcome.HOLD.value: Style.RED,
    INVALID: Style.MAGENTA,
}
_INDENT = 11
_VALUE_AT_MOST = 120  # a remittance line may have 1,000 characters; the whole of it is in the JSON formats


class Text:
    """Writes paragraphs as the results come, then a summary.

    The conditions of another way to pay are written where it is first offered.
    """

    def __init__(self, stream: TextIO, page: Page, ingredients: Ingredients) -> None:
        self._stream = stream
        self._page = page
        self._ingredients = ingredients
        self._offered: set[tuple[str, tuple[str, ...]]] = set()

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Write one paragraph."""
        lines = self._decided(result) if isinstance(result, Decided) else self._invalid(result.row, result.errors)
        self._stream.write("\n".join(lines) + "\n\n")

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
        self._stream.write("\n".join(lines) + "\n\n")

    def end(self, tally: Tally) -> None:
        """Write the summary."""
        self._stream.write("\n".join(summary(tally, self._ingredients, self._page)) + "\n")

    def _invalid(self, row: int, errors: tuple[str, ...]) -> Iterator[str]:
        yield self._head(INVALID, f"row {row:,}", "is not a payment")
        for error in errors:
            yield " " * _INDENT + self._page.hung("", visible(error), indent=_INDENT, label_style=Style.PLAIN).lstrip()

    def _decided(self, result: Decided) -> Iterator[str]:
        decision = result.decision
        row = f"row {result.row:,}" if result.line is None else f"line {result.line:,}"
        name = visible(decision.payment_id) if decision.payment_id else row
        yield self._head(decision.outcome.value, name, row if decision.payment_id else "")
        for finding in decision.findings:
            yield from self._finding(finding)
        if decision.outcome is not Outcome.ACCEPT:
            yield from self._gaps(gap for gap in decision.not_evaluated if not self._is_known(gap))
        for question in decision.questions:
            yield self._line("ask", f"{question.prompt} [{question.at}]" if question.at else question.prompt)
        for number, alternative in enumerate(decision.alternatives):
            yield self._line("" if number else "offer", self._offer(alternative))

    def _head(self, outcome: str, name: str, aside: str) -> str:
        label = self._page.set(outcome.upper(), STYLES[outcome]) + " " * (_INDENT - len(outcome))
        return f"{label}{self._page.set(name, Style.BOLD)}  {self._page.set(aside, Style.DIM)}".rstrip()

    def _finding(self, finding: Finding) -> Iterator[str]:
        value = finding.value
        shown = ""
        if value is not None:
            shown = f" = {visible(value[:_VALUE_AT_MOST])}" + ("..." if len(value) > _VALUE_AT_MOST else "")
        yield self._line(finding.code, f"{finding.at}{shown} ({finding.strength.value})", Style.BOLD)
        yield self._line("", visible(finding.message))

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
            yield self._line("" if number else "unchecked", text, style=Style.DIM)

    def _offer(self, alternative: Alternative) -> str:
        key = (alternative.code, alternative.conditions)
        if key in self._offered or not alternative.conditions:
            return alternative.title
        self._offered.add(key)
        return f"{alternative.title}. {' '.join(alternative.conditions)}"

    def _line(self, label: str, text: str, label_style: Style = Style.DIM, style: Style = Style.PLAIN) -> str:
        return self._page.hung(label, text, indent=_INDENT, label_style=label_style, style=style)


def summary(tally: Tally, ingredients: Ingredients, page: Page) -> Iterator[str]:
    """Write what a run came to: counts, what could not be looked at, lists with date and age, policy and day."""
    counts = ", ".join(
        page.set(f"{tally.outcomes[outcome]:,} {outcome}", style)
        for outcome, style in STYLES.items()
        if tally.outcomes[outcome] or outcome != INVALID
    )
    rows = f"{tally.rows:,} {'payment' if tally.rows == 1 else 'payments'}"
    yield "-" * page.width
    yield f"{page.set(rows, Style.BOLD)}: {counts}"
    for reason, codes in sorted(tally.gaps.items()):
        many = tally.gap_counts[reason]
        text = f"{visible(reason)}: {', '.join(sorted(codes))} in {many:,} {'payment' if many == 1 else 'payments'}"
        yield page.hung("unchecked", text, indent=_INDENT, label_style=Style.DIM)
    for number, version in enumerate(ingredients.lists):
        text = _list(version, ingredients)
        yield page.hung("" if number else "lists", text, indent=_INDENT, label_style=Style.DIM)
    if not ingredients.lists:
        yield page.hung("lists", "none: nobody was screened", indent=_INDENT, label_style=Style.DIM)
    directory = f"{ingredients.directory_rows:,} rows" if ingredients.directory_rows is not None else "none"
    yield page.hung("directory", directory, indent=_INDENT, label_style=Style.DIM)
    policies = ", ".join(tally.policies) or ingredients.policy
    text = f"{policies}, as of {ingredients.as_of.isoformat()}"
    yield page.hung("policy", text, indent=_INDENT, label_style=Style.DIM)


def _list(version: ListVersion, ingredients: Ingredients) -> str:
    days = version.age(ingredients.as_of)
    than = "old" if days >= 0 else "newer than the day of decision"
    age = f"{abs(days):,} {'day' if abs(days) == 1 else 'days'} {than}"
    confirmed = f", confirmed {version.confirmed.isoformat()}" if version.confirmed is not None else ""
    partial = ", partial" if version.partial else ""
    without = "".join(f", without {file}" for file in version.without)
    dated_by = version.dated_by.replace("-", " ")
    return (
        f"{version.list} of {version.published.isoformat()} ({age}, dated by {dated_by}{confirmed}), "
        f"{version.entries:,} entries{partial}{without}"
    )
