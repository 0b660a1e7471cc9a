"""`achguard policy`: which policies ship, what one says, whether a file is one, and a file to start from."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from achguard.cli.arguments import policy_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import code_of, say, told
from achguard.cli.page import Page, Style, page_of, sentence
from achguard.cli.sink import sink
from achguard.errors import ConfigurationError
from achguard.model.decision import Outcome
from achguard.model.inert_text import visible
from achguard.model.party import PartyKind
from achguard.model.payment import Direction
from achguard.policy import Policy
from achguard.policy.loading import PRESETS
from achguard.policy.offers import Method
from achguard.policy.starting import new_file

policy = typer.Typer(
    help="Say which policies ship and what one says, check a policy file, and start one.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

_INDENT = 26
_KINDS = frozenset(kind.value for kind in PartyKind)
_METHOD_INDENT = 6


@policy.command("list")
@told
def list_policies() -> ExitCode:
    """List the policies that ship: for apps, for agencies, and shapes to write your own from."""
    with sink(None) as stream:
        page = page_of(stream)
        for name in PRESETS:
            said = Policy.preset(name)
            stream.write(page.hung(name, said.title, indent=_INDENT, label_style=Style.BOLD) + "\n")
    return ExitCode.ACCEPTED


@policy.command()
@told
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A preset, or a policy file.")],
    *,
    language: Annotated[
        str | None, typer.Option(metavar="LANGUAGE", help="What payors read in this language, such as es.")
    ] = None,
) -> ExitCode:
    """Say what a policy says: what findings lead to, what a payor is asked, and what else is offered."""
    said = policy_of(name)
    said = said if language is None else said.in_language(language)
    with sink(None) as stream:
        stream.write(_joined(_shown(said, page_of(stream))))
    return ExitCode.ACCEPTED


@policy.command()
@told
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The policy file, in TOML.")],
) -> ExitCode:
    """Check a policy file: every mistake at once, each with its line and the nearest right word."""
    if file in PRESETS and not Path(file).exists():
        raise ConfigurationError(
            f"{file} is a policy that ships, and right; `achguard policy show {file}` says what it says, and "
            f"`achguard policy new --from {file}` starts a file over it"
        )
    try:
        said = Policy.load(file)
    except ConfigurationError as error:
        for line in str(error).splitlines():
            say(line)
        return code_of(error)
    with sink(None) as stream:
        ways = len(said.alternatives)
        words = f"{ways} other {'way' if ways == 1 else 'ways'} to pay, texts in {', '.join(said.texts)}"
        told_of = visible(f"{file} is a policy: {said.name}, {words}")
        stream.writelines(f"{sentence(line, stream)}\n" for line in (told_of, *_needed(said), *_turned_away(said)))
    return ExitCode.ACCEPTED


@policy.command()
@told
def new(
    *,
    preset: Annotated[str, typer.Option("--from", metavar="NAME", help="The preset that the file lies over.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="What to call the policy.")] = "our-policy",
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="PATH", help="Write here instead of to the screen.")
    ] = None,
) -> ExitCode:
    """Write a policy file to start from, which lies over a preset and says what may be said."""
    Policy.preset(preset)  # refuses what there is not
    with sink(output) as stream:
        stream.write(new_file(preset, name))
    return ExitCode.ACCEPTED


def _needed(said: Policy) -> Iterator[str]:
    """Say which words the ways to pay need in payments: one that is misspelt in either place is never met."""
    for field, words in (
        ("payor_attributes", {word for each in said.alternatives for word in (*each.payors, *each.not_for)} - _KINDS),
        (
            "tax_type",
            {word for each in said.alternatives for word in (*each.tax_types, *each.not_tax_types)}
            | {*said.iat.tax_types},
        ),
        ("own_answers", {each.id for each in said.questions.own}),
    ):
        if words:
            yield visible(f"payments say in {field}: {', '.join(sorted(words))}")


def _turned_away(said: Policy) -> Iterator[str]:
    """Say which payments that can't go may be offered no other way to pay."""
    for direction in Direction:
        ways = [method for method in said.alternatives if direction in method.directions]
        if not ways:
            yield f"a {direction.value} that can't go is offered no other way to pay"
        elif all(any(method.bounds()) for method in ways):
            yield f"each other way to pay for a {direction.value} has limits; whoever is within none is offered nothing"


def _joined(lines: Iterator[str]) -> str:
    """Put lines of a policy's own words together, with nothing in them that a terminal would obey."""
    return "".join(f"{line}\n" for line in lines)


def _shown(said: Policy, page: Page) -> Iterator[str]:
    """Lay out a policy for a person who answers for it."""

    def row(label: str, text: str) -> str:
        return page.hung(label, visible(text), indent=_INDENT, label_style=Style.DIM)

    yield page.set(said.name, Style.BOLD)
    yield page.paragraph(visible(said.title))
    yield ""
    yield row("source", said.source)
    yield row("confirmed", f"by {said.confirmed_by} on {said.confirmed_on}" if said.confirmed_by else "by nobody yet")
    if said.review_by:
        yield row("look at it again by", said.review_by.isoformat())
    if said.contact:
        ways = (said.contact.phone, said.contact.url, said.contact.address)
        yield row("contact", ", ".join(" ".join(way.split()) for way in ways if way))
    yield ""
    yield page.set("What findings lead to", Style.BOLD)
    for family, leads in said.leads_to.items():
        yield row(family, _leading(leads))
    for code, leads_to in said.rules.items():
        yield row(code, _leading(leads_to))
    if said.off:
        yield row("switched off", ", ".join(said.off))
    yield row("IATs", said.iat.told())
    yield from _asked(said, page)
    yield ""
    yield page.set("What else is offered", Style.BOLD)
    for method in said.alternatives:
        yield from _method(method, said.language, page)


def _leading(leads: Iterable[tuple[str, Outcome | None]]) -> str:
    words = ", ".join(f"{strength} {outcome.value}" for strength, outcome in leads if outcome is not None)
    return words.replace("not_evaluated", "not looked at")


def _asked(said: Policy, page: Page) -> Iterator[str]:
    questions = said.questions
    yield ""
    yield page.set(f"What a payor is asked ({questions.required})", Style.BOLD)
    paths = dict.fromkeys(path for direction in Direction for path in questions.of(direction))
    places = [f"foreign_funds.{questions.single}"] if questions.single else [*paths]
    for at in (*places, *(each.question.at for each in questions.own)):
        yield page.hung("", visible(said.prompt("", at)), indent=4, label_style=Style.PLAIN)
    if questions.blank == "yes":
        yield page.hung("", "A blank counts as a yes.", indent=4, label_style=Style.DIM)
    if said.certification:
        text = f"Agrees to: {said.certification.told(said.language)} (version {said.certification.version})"
        yield page.hung("", visible(text), indent=4, label_style=Style.PLAIN)


def _method(method: Method, language: str, page: Page) -> Iterator[str]:
    words = method.told(language) or method
    yield page.hung(method.code, visible(words.title), indent=_INDENT, label_style=Style.BOLD)
    ways = (method.url or "", method.phone or "")
    source = f"Source: {method.source or 'none given'}"
    for text in (words.instructions, *words.shown_conditions, *ways, *method.limits(), source):
        if text:
            yield page.paragraph(visible(text), indent=_METHOD_INDENT, first=_METHOD_INDENT)
