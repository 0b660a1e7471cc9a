"""`achguard explain`: one rule, one problem of Nacha files, or the list of all rules."""

import ast
import difflib
import inspect
import json
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Annotated

import typer

from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import told
from achguard.cli.page import Page, Style, page_of
from achguard.cli.sink import sink
from achguard.errors import ConfigurationError
from achguard.model.masking import quoted
from achguard.rules import RULES
from achguard.rules.rule import Rule

if TYPE_CHECKING:  # the table of problems is loaded when a code is asked about
    from achguard.nacha.checks.problems import ProblemType

_INDENT = 11
_FACT = re.compile(r"\{(\w+)[^}]*\}")  # a place in a message that a payment's facts fill


@told
def explain(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE",
            help="A code or name: of a rule (IAT201) or of a problem of files (NAC001); all rules if not given.",
        ),
    ] = None,
) -> ExitCode:
    """Explain one rule or one problem of a Nacha file, or list all rules.

    What a rule sees, why it matters, when it stays quiet, an example, and where it comes from.
    """
    asked = None if code is None else _asked(code)
    with sink(None) as stream:
        page = page_of(stream)
        if asked is None:
            lines = _catalogue(page)
        else:
            lines = _explained(asked, page) if isinstance(asked, Rule) else _explained_problem(asked, page)
        stream.write("\n".join(lines) + "\n")
    return ExitCode.ACCEPTED


def _asked(asked: str) -> "Rule | ProblemType":
    from achguard.nacha.checks.problems import problem_types

    wanted = asked.strip().casefold().replace("_", "-").replace(" ", "-")
    every: list[Rule | ProblemType] = [*problem_types().values(), *RULES]
    known = {key.casefold(): each for each in every for key in (each.code, each.name)}
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted[:60], known, n=3, cutoff=0.6)
    codes = ", ".join(dict.fromkeys(f"{known[key].code} ({known[key].name})" for key in near))
    hint = f"did you mean {codes}?" if codes else "run achguard explain without a code to see them all"
    raise ConfigurationError(f"there is no rule and no file problem {quoted(asked)!r}; {hint}")


def _catalogue(page: Page) -> Iterator[str]:
    width = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        yield f"{page.set(rule.code, Style.BOLD)}  {rule.name.ljust(width)}  {page.set(rule.strength.value, Style.DIM)}"


def _explained(rule: Rule, page: Page) -> Iterator[str]:
    yield f"{page.set(rule.code, Style.BOLD)}  {page.set(rule.name, Style.BOLD)}"
    yield ""
    yield from _docstring(_page_of(type(rule)), page)
    yield ""
    if example := _examples().get(rule.code):
        yield from _example(example, page)
        yield ""
    message = _FACT.sub(r"<\1>", rule.message)
    facts = (("says", message), ("strength", rule.strength.value), ("since", rule.since), ("source", rule.source))
    for label, text in facts:
        yield page.hung(label, text, indent=_INDENT, label_style=Style.DIM)


def _explained_problem(problem: "ProblemType", page: Page) -> Iterator[str]:
    yield f"{page.set(problem.code, Style.BOLD)}  {page.set(problem.name, Style.BOLD)}"
    yield ""
    yield page.paragraph(problem.why)
    yield ""
    weighed = problem.strict.value
    if problem.operator is not problem.strict:
        weighed = f"{problem.strict.value} under --profile strict, {problem.operator.value} under --profile operator"
    source = problem.source if problem.verified else f"{problem.source} (not compared with it)"
    message = _FACT.sub(r"<\1>", problem.message)
    facts = [("says", message), ("severity", weighed), ("repair", problem.repair), ("source", source)]
    if problem.passes:
        facts.append(("passes", problem.passes))
    for label, text in facts:
        yield page.hung(label, text, indent=_INDENT, label_style=Style.DIM)


def _page_of(kind: type[Rule]) -> str:
    """Give a rule's docstring, from its source where Python was told to leave docstrings out (`-OO`)."""
    if kind.__doc__ is not None:
        return inspect.getdoc(kind) or ""
    try:
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    except (OSError, SyntaxError, ValueError):
        return ""
    return (ast.get_docstring(definition) or "") if isinstance(definition, ast.ClassDef) else ""


def _example(example: dict[str, object], page: Page) -> Iterator[str]:
    """Show what is laid over an ordinary payment, and what the rule then says."""
    yield page.set("Example", Style.BOLD)
    yield page.paragraph(str(example["why"]))
    if laid_over := example["with"]:
        yield page.paragraph(json.dumps(laid_over), indent=4, first=2)
    says = example["says"]
    for sentence in says if isinstance(says, list) else ():
        yield page.paragraph(f"> {sentence}", indent=4, first=2)


@cache
def _examples() -> dict[str, dict[str, object]]:
    """Read the examples of the rules that ship; another rule has none here."""
    text = resources.files("achguard").joinpath("_data", "rule_examples.json").read_text(encoding="utf-8")
    examples: dict[str, dict[str, object]] = json.loads(text)["examples"]
    return examples


def _docstring(text: str, page: Page) -> Iterator[str]:
    """Lay out a rule's page: headings, paragraphs and lists, as Markdown has them."""
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        if number:
            yield ""
        heading, _, rest = paragraph.partition("\n") if paragraph.startswith("## ") else ("", "", paragraph)
        if heading:
            yield page.set(heading.removeprefix("## "), Style.BOLD)
        yield from _body(rest, page)


def _body(text: str, page: Page) -> Iterator[str]:
    items = text.split("\n- ") if text.startswith("- ") else [text]
    for item in items:
        words = " ".join(item.removeprefix("- ").split())
        if not words:
            continue
        bullet = "- " if text.startswith("- ") else ""
        yield page.paragraph(bullet + words, indent=len(bullet))
