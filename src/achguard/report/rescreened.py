"""Customers who were screened again, as a page: whom a change in the lists concerns, beside the entry that changed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from achguard.model.decision import ListVersion, Outcome
from achguard.model.finding import Finding, Strength
from achguard.model.masking import mask_text
from achguard.report.comparison import Comparison, comparisons
from achguard.report.page import furniture, need_jinja2, template
from achguard.report.reported import EntryOf, Report, ReportedParty, ReportedPayment
from achguard.sanctions.listed.entity import Entry
from achguard.sanctions.rescreening import ChangedHit, VoidClearance

MOST_VOID: Final = 1_000
"""Clearances that a change made void, and that are shown; the rest is counted."""

_CHANGES: Final = {
    "added": "The entry is new.",
    "changed": "The entry says something else since",
    "removed": "The entry is gone; what is held for it is for a person to look at.",
}


@dataclass(frozen=True, slots=True)
class RescreenedCustomer:
    """A customer whom a change concerns, or whose name can't be read; what is confidential is masked."""

    row: int
    """Its place among the customers, from 1."""
    id: str | None
    name: str
    kind: str | None = None
    country: str | None = None
    hits: tuple[ChangedHit, ...] = ()
    """Best first; none of a name that can't be read."""

    @property
    def state(self) -> str:
        """What a person has to do: `look`, `gone`, `cleared` or `unread`."""
        if not self.hits:
            return "unread"
        if any(each.is_to_look_at for each in self.hits):
            return "look"
        return "gone" if all(each.change == "removed" for each in self.hits) else "cleared"

    @property
    def score(self) -> str:
        """The best score of its hits; empty where there is none."""
        return f"{max(each.hit.score for each in self.hits):.2f}" if self.hits else ""

    @property
    def changes(self) -> str:
        """What became of the entries that it meets, in words."""
        return ", ".join(dict.fromkeys(f"{each.hit.entry} {each.change}" for each in self.hits))


@dataclass(frozen=True, slots=True)
class RescreenReport:
    """What a page of customers says."""

    file: str
    as_of: dt.date
    """The day that is asked about."""
    achguard: str
    changes: str
    """How many entries changed, in words."""
    customers: int
    """How many were compared."""
    counts: Mapping[str, int]
    """Customers by state, and `void` clearances."""
    shown: tuple[RescreenedCustomer, ...]
    """Those that are shown, in the order of the file."""
    void: tuple[VoidClearance, ...] = ()
    before: tuple[ListVersion, ...] = ()
    """The lists that customers were screened against before."""
    lists: tuple[ListVersion, ...] = ()
    """The lists of today."""
    fields: Mapping[Entry, tuple[str, ...]] = field(default_factory=dict)
    """What changed in an entry, a clause for each of its fields."""
    lacks: tuple[str, ...] = ()
    """What is not in it and would be, each a sentence."""
    lists_at: str | None = None
    """What the run was given as `--lists`, for commands to copy."""
    clearances_at: str | None = None
    """Likewise the file of clearances."""


@dataclass(frozen=True, slots=True)
class _Met:
    """A hit laid out."""

    says: str
    changed: tuple[str, ...]
    clearance: str
    compared: Comparison


@dataclass(frozen=True, slots=True)
class _Card:
    anchor: str
    customer: RescreenedCustomer
    hits: tuple[_Met, ...]


def rescreened_page(report: RescreenReport, entry_now: EntryOf, entry_before: EntryOf) -> Iterator[str]:
    """Yield the page, piece by piece. Raises `MissingExtraError` where the template library is not installed."""
    need_jinja2()
    met = [each for each in report.shown if each.hits]
    cards = {
        each.row: _Card(f"customer-{each.row}", each, tuple(_met(each, report, entry_now, entry_before)))
        for each in met
    }
    states = ("look", "gone", "cleared", "unread")
    return template("rescreened.html.jinja").generate(
        report=report,
        **furniture(),
        words={"look": "To look at", "gone": "Entry gone", "cleared": "Cleared", "unread": "Not screened"},
        colours={"look": "hold", "gone": "ask", "cleared": "accept", "unread": "invalid", "void": "redirect"},
        counts={each: report.counts.get(each, 0) for each in states},
        void=report.void[:MOST_VOID],
        more_void=report.counts.get("void", 0) - len(report.void[:MOST_VOID]),
        more_customers=sum(report.counts.get(each, 0) for each in states) - len(report.shown),
        cards=cards,
        mask=mask_text,
        versions=[("before", each) for each in report.before] + [("today", each) for each in report.lists],
    )


def _met(
    customer: RescreenedCustomer, report: RescreenReport, entry_now: EntryOf, entry_before: EntryOf
) -> Iterator[_Met]:
    for each in customer.hits:
        is_gone = each.change == "removed"
        party = ReportedParty(
            "customer", customer.name, customer.kind, (customer.country,) if customer.country is not None else ()
        )
        # The rule that a payment of this party would meet; what is gone or cleared needs no clearance.
        finding = Finding(
            code="SAN101" if each.is_to_look_at else "",
            name="listed-party",
            strength=Strength.STRONG,
            at="customer.name",
            value=customer.name,
            message="",
            source="",
            hit=each.hit.told(),
        )
        seen = ReportedPayment(
            f"row {customer.row:,}", customer.id, Outcome.HOLD, (finding,), payor=customer.name, parties=(party,)
        )
        of_run = Report(
            files=(report.file,),
            as_of=report.as_of,
            achguard=report.achguard,
            policies=(),
            counts={},
            held=(seen,),
            lists=report.before if is_gone else report.lists,
            lists_at=report.lists_at,
            clearances_at=report.clearances_at,
        )
        (compared,) = comparisons(seen, of_run, entry_before if is_gone else entry_now)
        before = "did not meet it before" if each.before is None else f"met it before with a score of {each.before:.2f}"
        yield _Met(
            says=_CHANGES[each.change] + (f"; the customer {before}." if each.change == "changed" else ""),
            changed=report.fields.get(each.hit.entry, ()) if each.change == "changed" else (),
            clearance=each.clearing.in_words(mask_text) if each.clearing is not None else "",
            compared=compared,
        )
