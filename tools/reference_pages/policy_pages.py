"""A page for each policy that ships: where it comes from, what a payor is asked, told and offered, in each language."""

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
    yield f"**Sources.** {linked(policy.source)}.\n"
    yield f"**Confirmed** {f'by {policy.confirmed_by}' if policy.confirmed_by else 'by nobody yet'}.\n"
    if policy.contact and policy.contact.phone:
        yield f"**Contact.** {policy.contact.phone}\n"
    if policy.off:
        yield f"**Switched off.** {', '.join(policy.off)}.\n"
    for language in LANGUAGES:
        yield from _in_language(policy.in_language(language))
    yield "## The file\n"
    yield "What the policy says itself; the rest is the preset's that it extends.\n"
    yield fenced("toml", shipped("presets", name), title=f"{name}.toml")


def _in_language(policy: Policy) -> Iterator[str]:
    yield f"## In {_CALLED[policy.language]}\n"
    yield "What a payor is asked:\n"
    questions = policy.questions
    paths = [f"foreign_funds.{questions.single}"] if questions.single else []
    paths = paths or [*dict.fromkeys(path for direction in Direction for path in questions.of(direction))]
    asked = [policy.prompt("", path) for path in (*paths, *(each.question.at for each in questions.own))]
    yield "\n".join(f"- {text}" for text in asked) + "\n"
    if policy.certification:
        yield f"What a payor agrees to: {policy.certification.told(policy.language)}\n"
    yield "What a payor is told:\n"
    yield table(("outcome", "message"), ([outcome.value, policy.message(outcome)] for outcome in Outcome))
    yield "What else is offered:\n"
    rows = ([code(method.code), *_method(method, policy.language)] for method in policy.alternatives)
    yield table(("code", "way to pay", "for", "source"), rows)


def _method(method: Method, language: str) -> Iterator[str]:
    words = method.told(language) or method
    yield " ".join(filter(None, (f"**{words.title}.**", words.instructions, *words.shown_conditions)))
    limits = [each.value for each in method.directions] if len(method.directions) == 1 else []
    limits += [f"from ${method.min_amount:,}"] if method.min_amount else []
    limits += [f"up to ${method.max_amount:,}"] if method.max_amount else []
    limits += [*method.payors, *(f"not {each}" for each in method.not_for)]
    yield ", ".join(limits) or "all"
    yield linked(method.source)
