"""A page for each rule, from its class, its docstring and the example of its spec, and the table of all rules."""

import inspect
import sys
from collections.abc import Iterable
from pathlib import Path

from achguard.model.finding import Finding, NotEvaluated
from achguard.rules import RULES
from achguard.rules.rule import Rule, rendered
from reference_pages.gate_words import in_words
from reference_pages.markdown import anchor, as_json, code, fenced, generated, linked, table

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "rules")]

from spec import Case, cases  # noqa: E402  the specs are read by the same code that tests the rules

FAMILIES = {
    "IAT": ("iat", "International payments", "what makes a payment an IAT, or gives a reason to ask"),
    "SAN": ("sanctions", "Sanctions", "listed parties, embargoed places, and screening that could not be done"),
    "ACH": ("payment", "The payment itself", "what the payor has to correct before the entry can go"),
}
"""Prefix of the code: folder of the rules, title, what the family is about."""

_BASES = {
    "domestic_web_debit": "a domestic WEB debit on which nothing else speaks",
    "domestic_ppd_credit": "a domestic PPD credit on which nothing else speaks",
    "outbound_iat_credit": "a complete outbound IAT",
}
_HEADER = ["code", "name", "says", "strength"]
_OPENING = """\
Every rule that ships, by family. A name reads after "the payment has a". The [strength](../glossary.md#the-decision)
is that of a rule's usual finding; what it leads to is the [policy's](../../how-to/tune-a-policy.md) business.
"""


def pages() -> dict[str, str]:
    """Give every rule's page and the index, by file name."""
    examples = {case.rule.code: case for case in cases() if case.row.get("doc")}
    return {"index.md": _index()} | {f"{rule.code}.md": _page(rule, examples[rule.code]) for rule in RULES}


def summary(rule: Rule) -> str:
    """Give the first paragraph of a rule's docstring, on one line."""
    return " ".join(inspect.getdoc(rule).partition("\n\n")[0].split())  # type: ignore[union-attr]


def _index() -> str:
    parts = ["# Rules\n", _OPENING]
    for prefix, (_, title, about) in FAMILIES.items():
        rows = [
            [f"[{rule.code}]({rule.code}.md)", rule.name, summary(rule), rule.strength.value]
            for rule in RULES
            if rule.code.startswith(prefix)
        ]
        parts += [f"## {title}\n", f"Codes that begin with {prefix}: {about}.\n", table(_HEADER, rows)]
    return generated("\n".join(parts), "RULES in src/achguard/rules/__init__.py")


def _page(rule: Rule, example: Case) -> str:
    prefix = rule.code[:3]
    folder, title, _ = FAMILIES[prefix]
    spec = example.file.relative_to(ROOT).as_posix()
    module = f"src/achguard/rules/{folder}/{example.file.stem}.py"
    facts = [
        ["Family", f"[{title}](index.md#{anchor(title)})"],
        ["Strength", f"[{rule.strength.value}](../glossary.md#the-decision)"],
        ["Since", rule.since],
        ["Message", linked(rule.message)],
        ["Source", linked(rule.source)],
    ]
    opening, sections = _docstring(rule)
    references = sections.pop("References")
    text = "\n".join(
        [
            f"# {rule.code} {rule.name}\n",
            linked(opening) + "\n",
            table(["property", "value"], facts),
            *(f"## {heading}\n\n{linked(text)}\n" for heading, text in sections.items()),
            "## Example\n",
            *_example(example),
            "## Gate\n",
            in_words(rule.gate).rstrip() + "\n\nSee [gates](../../explanation/gates.md).\n",
            f"## References\n\n{linked(references)}\n",
        ]
    )
    return generated(text, f"{module} and {spec}")


def _docstring(rule: Rule) -> tuple[str, dict[str, str]]:
    """Part a docstring into its opening and its sections by heading."""
    opening, *parts = (inspect.getdoc(rule) or "").split("\n## ")
    sections = {heading: text.strip() for heading, _, text in (part.partition("\n") for part in parts)}
    return opening.strip(), sections


def _example(case: Case) -> Iterable[str]:
    row = case.row
    yield row["why"] + "\n"
    base = _BASES[row.get("base", case.base)]
    if changes := row.get("with"):
        yield f"Laid over {base}{_circumstances(case)}:\n"
        yield fenced("json", as_json(changes))
    else:
        yield f"The payment is {base}{_circumstances(case)}.\n"
    said = [rendered(case.rule, seen, unmask=False) for seen in case.rule.check(case.payment, case.context)]
    yield "The rule says:\n"
    yield table(["at", "value", "strength", "message"], map(_said, said))


def _said(seen: Finding | NotEvaluated) -> list[str]:
    at = code(seen.at) if seen.at else "-"
    if isinstance(seen, NotEvaluated):
        return [at, "-", "not evaluated", seen.reason]
    return [at, code(seen.value) if seen.value else "-", seen.strength.value, seen.message]


def _circumstances(case: Case) -> str:
    """Say what else the rule looks at in this case, where it is not the usual."""
    row = case.row
    told = []
    if "as_of" in row:
        told.append(f"as of {row['as_of']}")
    if row.get("directory"):
        told.append("with a routing directory")
    if row.get("history"):
        told.append("with these earlier returns: " + ", ".join(entry["code"] for entry in row["history"]))
    lists = {"sample": None, "stale": "with lists that are eight days old", "none": "without lists"}
    if wording := lists[row.get("lists", "sample")]:
        told.append(wording)
    return ", " + ", ".join(told) if told else ""
