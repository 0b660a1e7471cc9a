"""What a report is made of: plain values, whether they come from a run or from what was kept of one."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from achguard.model.decision import Accept, Ask, Hold, ListVersion, Outcome, Redirect
from achguard.model.finding import Finding, NotEvaluated
from achguard.model.masking import Shown
from achguard.model.party import Party
from achguard.model.payment import Direction, Payment
from achguard.sanctions.listed.entity import ListedEntity

Decided = Accept | Ask | Redirect | Hold
EntryOf = Callable[[str, str], ListedEntity | None]
"""Gives the entry of a list by the publisher's number and the list's name; None where it is not there."""


@dataclass(frozen=True, slots=True)
class ReportedParty:
    """A party of a payment as a person may see it: masked, unless the run showed values."""

    at: str
    """Its path, such as receiver."""
    name: str
    kind: str | None = None
    address: tuple[str, ...] = ()
    """Lines of its address, the country's code last."""
    numbers: tuple[str, ...] = ()
    """Its numbers, each with its kind."""
    date_of_birth: str | None = field(default=None, repr=False)
    """YYYY-MM-DD; nothing of it where values are masked."""

    @classmethod
    def of(cls, at: str, party: Party, *, unmask: bool) -> Self:
        """Take of a party what a person compares."""
        show = str if unmask else Shown.WORDS.of
        address = party.address
        # A ZIP code masked says nothing.
        code = address.postal_code if address.postal_code and show(address.postal_code) == address.postal_code else None
        town = " ".join(filter(None, (address.city, address.state, code)))
        born = party.date_of_birth
        return cls(
            at=at,
            name=show(party.name),
            kind=party.kind.value if party.kind else None,
            address=tuple(show(each) for each in (address.street, town, address.country) if each),
            numbers=tuple(
                f"{each.type.value.replace('_', ' ')} {each.value if unmask else Shown.NUMBER.of(each.value)}"
                for each in party.identifiers
            ),
            date_of_birth=born.isoformat() if unmask and born is not None else None,
        )


@dataclass(frozen=True, slots=True)
class ReportedPayment:
    """A payment that was not accepted."""

    place: str
    """Where it stands in its input, such as `payments.jsonl, row 7`."""
    payment_id: str | None
    outcome: Outcome
    findings: tuple[Finding, ...]
    not_evaluated: tuple[NotEvaluated, ...] = ()
    payor: str = ""
    """The payor's name; empty where it could not be read."""
    direction: Direction | None = None
    amount: Decimal | None = None
    """Dollars; None where it could not be read."""
    parties: tuple[ReportedParty, ...] = ()
    """Who takes part in it, as far as that is known."""
    lists: tuple[ListVersion, ...] = ()
    """What it was screened against, where that is not what the whole report names."""
    entry_of: EntryOf | None = field(default=None, repr=False)
    """Gives the entries of those lists, likewise."""
    notes: tuple[str, ...] = ()
    """What persons did with it."""
    is_in_brief: bool = False
    """Whether nothing of it is known but what a record keeps of its decision."""

    @classmethod
    def of(cls, decision: Decided, payment: Payment | None, place: str, *, unmask: bool = False) -> Self:
        """Take what a report says of a decision; None is an entry of a file that could not be read as a payment."""
        if payment is None:
            return cls(place, decision.payment_id, decision.outcome, decision.findings, decision.not_evaluated)
        parties = tuple(
            ReportedParty.of(at, party, unmask=unmask)
            for at, party in (
                ("receiver", payment.receiver),
                ("originator", payment.originator),
                *((f"other_parties[{number}]", party) for number, party in enumerate(payment.other_parties)),
            )
        )
        return cls(
            place=place,
            payment_id=decision.payment_id,
            outcome=decision.outcome,
            findings=decision.findings,
            not_evaluated=decision.not_evaluated,
            payor=parties[payment.payor is not payment.receiver].name,
            direction=payment.direction,
            amount=payment.amount,
            parties=parties,
        )


@dataclass(frozen=True, slots=True)
class ReportedReason:
    """Why payments were not accepted, and how many."""

    outcome: str
    code: str
    """The rule; empty for a row that is no payment."""
    at: str
    value: str | None
    message: str
    payments: int


@dataclass(frozen=True, slots=True)
class ReportedProblem:
    """What is wrong with the form of a file."""

    file: str
    text: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What a page says."""

    files: tuple[str, ...]
    """What was decided."""
    as_of: dt.date
    """The day whose law and list ages apply."""
    achguard: str
    """The version that decided."""
    policies: tuple[str, ...]
    counts: Mapping[str, int]
    """Payments by outcome; `invalid` are rows that are none."""
    held: tuple[ReportedPayment, ...]
    """The holds that are shown, in the order of the input."""
    others: tuple[ReportedPayment, ...] = ()
    """The payments besides that were not accepted and are shown, the more severe first."""
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    """Dollars by outcome, of the outcomes of which they were counted."""
    reasons: tuple[ReportedReason, ...] = ()
    """The most severe first, then the most frequent."""
    problems: tuple[ReportedProblem, ...] = ()
    more_problems: int = 0
    lists: tuple[ListVersion, ...] = ()
    troubles: tuple[str, ...] = ()
    """Why lists could not be used."""
    lists_at: str | None = None
    """What the run was given as `--lists`, for commands to copy."""
    clearances_at: str | None = None
    """Likewise the file of clearances."""
    is_unmasked: bool = False
    """Whether the run showed values."""
    since: dt.date | None = None
    """The first day whose law applies, where decisions of several days are in it."""
    ages: Mapping[str, int] = field(default_factory=dict)
    """The greatest age in days of a list when it decided, by its digest, of lists that decided on several days."""
    lacks: tuple[str, ...] = ()
    """What is not in it and would be, each a sentence."""
    is_from_record: bool = False
    """Whether it was made from what was kept of decisions, and not by the run that decided."""
