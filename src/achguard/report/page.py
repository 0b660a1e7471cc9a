"""The page itself: a report set in HTML by a template, its style and its script inside, and nothing from elsewhere.

Every value is escaped by the template library. A policy in the page lets the browser load nothing and run no script but
the page's own one, which filters, sorts and copies; all that is to be read is there without it.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from achguard.errors import MissingExtraError
from achguard.model.decision import DAY_GIVEN_BY, Outcome
from achguard.model.finding import Finding, Strength
from achguard.report.comparison import Comparison, comparisons
from achguard.report.plots import bar, histogram
from achguard.report.reported import EntryOf, Report, ReportedPayment
from achguard.report.shown_text import shown

if TYPE_CHECKING:
    from jinja2 import Template

MOST_SHOWN: Final = 1_000
"""Holds that are shown one by one, and other payments likewise; the rest is counted.

A hold on a name of the full SDN list takes about 4 KB of the page (benchmarks/report.py), which is to stay below 5 MB.
"""
MOST_REASONS: Final = 200
_REASONS_IN_A_LINE: Final = 3

_ORDER: Final = (*(each.value for each in reversed(Outcome)), "invalid")
_WORDS: Final = {
    Outcome.HOLD.value: "Held",
    Outcome.REDIRECT.value: "Redirected",
    Outcome.ASK.value: "Asked",
    Outcome.ACCEPT.value: "Accepted",
    "invalid": "No payment",
}


@dataclass(frozen=True, slots=True)
class _Card:
    """A payment that is held, with its hits and what else was found."""

    anchor: str
    payment: ReportedPayment
    hits: tuple[Comparison, ...]
    further: tuple[Finding, ...]
    unchecked: tuple[str, ...]

    @property
    def score(self) -> str:
        """The best score of its hits; empty where no name met."""
        return max((each.score for each in self.hits), default="")


def need_jinja2() -> None:
    """Raise `MissingExtraError`, which says what to install, where the template library is not there."""
    if find_spec("jinja2") is None:
        raise MissingExtraError('a report needs jinja2, which is not installed; run: pip install "achguard[report]"')


def page(report: Report, entry_of: EntryOf) -> Iterator[str]:
    """Yield the page, piece by piece. Raises `MissingExtraError` where the template library is not installed.

    `entry_of` gives the entries of the lists that the decisions rest on; of one that it does not have the page says
    what the finding itself knows.
    """
    need_jinja2()
    cards = [_card(number, each, report, entry_of) for number, each in enumerate(report.held, 1)]
    counts = {name: report.counts.get(name, 0) for name in _ORDER}
    total = sum(counts.values())
    cents = {name: int(report.amounts[name] * 100) for name in _ORDER if name in report.amounts}
    scores = [each.finding.hit.score for card in cards for each in card.hits if each.finding.hit is not None]
    return template("page.html.jinja").generate(
        report=report,
        **furniture(),
        words=_WORDS,
        what=("decision" if report.is_from_record else "payment") + ("" if total == 1 else "s"),
        why=_why,
        named=_named,
        counts=counts,
        total=total,
        payments_bar=bar(counts),
        amounts_bar=bar(cents),
        cards=cards,
        more_held=counts[Outcome.HOLD.value] - len(cards),
        more_others=counts[Outcome.REDIRECT.value] + counts[Outcome.ASK.value] - len(report.others),
        reasons=report.reasons[:MOST_REASONS],
        more_reasons=len(report.reasons) - MOST_REASONS,
        scores=histogram(scores),
    )


def _card(number: int, payment: ReportedPayment, report: Report, entry_of: EntryOf) -> _Card:
    hits = tuple(sorted(comparisons(payment, report, entry_of), key=_weight))
    further = tuple(each for each in payment.findings if each.hit is None and each.number is None)
    reasons = dict.fromkeys(gap.reason for gap in payment.not_evaluated if gap.code.startswith("SAN"))
    return _Card(f"hold-{number}", payment, hits, further, tuple(reasons))


def _weight(compared: Comparison) -> tuple[bool, bool, float]:
    """Order the hits of a payment: what holds it first, then numbers, then the better scores."""
    hit = compared.finding.hit
    return compared.finding.strength is Strength.WEAK, hit is not None, -hit.score if hit is not None else 0.0


def _named(payment: ReportedPayment) -> str:
    """Name the payor; or say that there is no name, or no payment that could be read."""
    if payment.payor.strip():
        return shown(payment.payor)
    return "no name given" if payment.parties else "a payment that could not be read"


def _why(payment: ReportedPayment) -> str:
    """Say in a line what led to an outcome; under a hold what the rules about sanctions say comes first."""
    found = sorted(payment.findings, key=lambda each: (not each.code.startswith("SAN"), each.strength is Strength.WEAK))
    said = [*dict.fromkeys(f"{each.code} {each.name}" for each in found)]
    if not said:
        gaps = [each for each in payment.not_evaluated if each.code.startswith("SAN")] or payment.not_evaluated
        said = [*dict.fromkeys(f"{gap.code} {gap.reason}" for gap in gaps)]
    more = len(said) - _REASONS_IN_A_LINE
    return "; ".join(said[:_REASONS_IN_A_LINE]) + (f"; {more} more" if more > 0 else "")


def furniture() -> dict[str, str]:
    """Give the style and the script of a page, and the policy by which a browser takes nothing else."""
    style, script = _asset("style.css"), _asset("behaviour.js")
    policy = (
        f"default-src 'none'; style-src {_allowed(style)}; script-src {_allowed(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return {"style": style, "script": script, "policy": policy}


@cache
def template(name: str) -> "Template":
    """Give a template, by which every value is escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    environment.filters["day_given_by"] = DAY_GIVEN_BY.__getitem__
    environment.filters["money"] = "{:,.2f}".format
    environment.filters["number"] = "{:,}".format
    return environment.get_template(name)


def _asset(name: str) -> str:
    return files("achguard").joinpath("report", name).read_text(encoding="utf-8")


def _allowed(text: str) -> str:
    """Name a text by its digest, as a content security policy does: it alone is run, and nothing else of the page."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
