"""A page for each policy that ships: where it comes from, what a payor is asked, told and offered, in each language."""

import re
from collections.abc import Iterator

from achguard.model.decision import Outcome
from achguard.model.payment import Direction
from achguard.policy import Policy
from achguard.policy.loading import PRESETS, shipped
from achguard.policy.offers import Method
from achguard.policy.vocabulary import LANGUAGES
from reference_pages.markdown import code, fenced, generated, linked, table

_OPENING = """\
Every policy that ships. `Policy.preset(NAME)` gives one, `--policy NAME` checks by one, and a file of yours lies over
one with `extends`: see [Tune a policy](../../how-to/tune-a-policy.md).

The policies of agencies are written from public pages and rules, in our own words. **No agency has confirmed one.**
Each page has the sources, with the month in which they were read.
"""
_NUMBER = re.compile(r"(?<![\w/.-])\d+(?:-\d+)+(?![\w/-])")
_WHEN = {
    "always": "",
    "on_signal": ", where something else hints at an account abroad",
    "never": " (none is required)",
}
_CALLED = {"en": "English", "es": "Spanish"}


def pages() -> dict[str, str]:
    """Give every policy's page and the index, by file name."""
    made_from = "src/achguard/policy/presets"
    index = generated(f"# Policies that ship\n\n{_OPENING}\n{_index()}", made_from)
    return {"index.md": index} | {
        f"{name}.md": generated("\n".join(_page(name)), f"{made_from}/{name}.toml") for name in PRESETS
    }


def _index() -> str:
    rows = ([f"[{code(name)}]({name}.md)", Policy.preset(name).title] for name in PRESETS)
    return table(("name", "for"), rows)


def _page(name: str) -> Iterator[str]:
    policy = Policy.preset(name)
    yield f"# {name}\n"
    yield f"{policy.title}.\n"
    yield f"**Sources.** {_unbroken(linked(policy.source))}.\n"
    yield f"**Confirmed** {f'by {policy.confirmed_by}' if policy.confirmed_by else 'by nobody yet'}.\n"
    if policy.contact and policy.contact.phone:
        yield f"**Contact.** {policy.contact.phone}\n"
    if policy.off:
        yield f"**Switched off.** {', '.join(f'[{code_}](../rules/{code_}.md)' for code_ in policy.off)}.\n"
    yield f"**IATs.** {policy.iat.told()}\n"
    for language in LANGUAGES:
        yield from _in_language(policy.in_language(language))
    yield "## The file\n"
    yield "What the policy says itself; the rest is the preset's that it extends.\n"
    yield fenced("toml", shipped("presets", name), title=f"{name}.toml")


def _unbroken(text: str) -> str:
    """Keep a month such as 2026-11 and a rule's number on one line."""
    return _NUMBER.sub(lambda found: found[0].replace("-", "\N{NON-BREAKING HYPHEN}"), text)


def _in_language(policy: Policy) -> Iterator[str]:
    yield f"## In {_CALLED[policy.language]}\n"
    yield from _asked(policy)
    if policy.certification:
        yield f"What a payor agrees to: {policy.certification.told(policy.language)}\n"
    yield "What a payor is told:\n"
    yield table(("outcome", "message"), ([outcome.value, policy.message(outcome)] for outcome in Outcome))
    yield "What else is offered:\n"
    yield "\n".join(f"- {' '.join(_method(method, policy.language))}" for method in policy.alternatives) + "\n"


def _asked(policy: Policy) -> Iterator[str]:
    """Yield what is asked: the one flag, or the questions about foreign funds, and the policy's own."""
    questions = policy.questions
    flag = f"foreign_funds.{questions.single}"
    at = {
        direction: [
            *([flag] if questions.single else questions.of(direction)),
            *(each.question.at for each in questions.own if direction in each.directions),
        ]
        for direction in Direction
    }
    yield f"What a payor is asked{_WHEN[questions.required]}:\n"
    paths = dict.fromkeys(path for direction in Direction for path in at[direction])
    for path in paths:
        of = [direction.value for direction in Direction if path in at[direction]]
        yield f"- {policy.prompt('', path)}{f' *(of a {of[0]})*' if len(of) == 1 else ''}"
    yield ""
    if questions.blank == "yes":
        yield "A blank counts as a yes.\n"


def _method(method: Method, language: str) -> Iterator[str]:
    words = method.told(language) or method
    yield from filter(None, (f"**{words.title}** ({code(method.code)}).", words.instructions, *words.shown_conditions))
    yield f"*{' '.join((*method.limits(), f'Source: {linked(method.source)}.'))}*"
