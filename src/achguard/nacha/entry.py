"""An entry as a user of the library sees it: its records, its payment, and what is wrong with it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from achguard.model.finding import Finding, Strength
from achguard.model.payment import Payment
from achguard.nacha.advised_parties import remittance_advice_of
from achguard.nacha.assemble import name_width, payment_id, payment_of
from achguard.nacha.checks.problems import Problem, Profile, Severity, profile_of
from achguard.nacha.layouts.layout import LAYOUTS
from achguard.nacha.records.record import Record, record
from achguard.nacha.records.remittance_advice import RemittanceAdvice
from achguard.nacha.records.returns import CameBack, addenda_layout, came_back
from achguard.nacha.records.structure import BatchHead, EntryRead

_STRENGTHS = {Severity.ERROR: Strength.DECISIVE, Severity.WARNING: Strength.WEAK}
_COMPANY_WIDTH = LAYOUTS["batch_header"]["company_name"].width
_IAT_CUTS = {
    "originator.name": LAYOUTS["addenda_11"]["originator_name"].width,
    "receiver.name": LAYOUTS["addenda_10"]["receiver_name"].width,
    "originator.account.bank.name": LAYOUTS["addenda_13"]["bank_name"].width,
    "receiver.account.bank.name": LAYOUTS["addenda_14"]["bank_name"].width,
    "correspondents.name": LAYOUTS["addenda_18"]["bank_name"].width,
}

NOTHING_WRONG: Mapping[int, tuple[Problem, ...]] = {}
"""The problems of lines that were proven right."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file, with its addenda and its batch. Its repr shows no account and no name."""

    record: Record
    addenda: tuple[Record, ...]
    batch: BatchHead
    problems: tuple[Problem, ...]
    """What is wrong with the entry itself."""
    batch_problems: tuple[Problem, ...]
    """Errors of the batch's header and control, for which none of its entries can be trusted."""
    profile: Profile
    day: dt.date = field(repr=False)

    def __repr__(self) -> str:
        return f"Entry(id={self.id!r}, line={self.line}, addenda={len(self.addenda)}, problems={len(self.problems)})"

    @property
    def id(self) -> str:
        """The trace number, or `line N` where there is none."""
        return payment_id(self.record)

    @property
    def line(self) -> int:
        """The line of the entry's own record, from 1."""
        return self.record.line.number

    @property
    def last_line(self) -> int:
        """The line of its last addenda."""
        last = (self.addenda[-1] if self.addenda else self.record).line
        return last.last_number or last.number

    @property
    def raw_lines(self) -> tuple[bytes, ...]:
        """The entry and its addenda as they are in the file, without line ends."""
        return (self.record.line.raw, *(part.line.raw for part in self.addenda))

    @property
    def amount_cents(self) -> int | None:
        """The amount in cents; None where it can't be read."""
        return self.record.number("amount")

    @property
    def payment(self) -> Payment | None:
        """The payment, made again each time; None where the direction or the amount can't be read."""
        return payment_of(self.record, self.addenda, self.batch, self.day)

    @property
    def came_back(self) -> CameBack | None:
        """The return or notification of change that it is, if any."""
        return came_back(self.record, tuple(part.line for part in self.addenda), self.batch)

    @property
    def remittance_advice(self) -> RemittanceAdvice | None:
        """The X12 820 in the addenda of a CTX entry, read each time; None for any other, and where there is none."""
        return remittance_advice_of(self.addenda, self.batch)

    @property
    def name_cuts(self) -> Mapping[str, int]:
        """How many characters each name's field has, so that a name which fills it may have been cut off."""
        if self.record.layout.key == "iat_entry":
            return _IAT_CUTS
        width = name_width(self.record)
        return {"originator.name": _COMPANY_WIDTH, **({} if width is None else {"receiver.name": width})}

    @property
    def is_broken(self) -> bool:
        """Whether an error of the entry or its batch makes it a hold, under the profile the file was read with."""
        return any(finding.strength is Strength.DECISIVE for finding in self.findings())

    def findings(self, profile: Profile | str | None = None) -> tuple[Finding, ...]:
        """Give what is wrong as findings: errors are decisive, warnings weak; of its batch the errors alone.

        Where no profile is given, what is an error is what was one when the file was read.
        """
        chosen = None if profile is None else profile_of(profile)
        found = [_finding(problem, chosen) for problem in self.problems]
        of_batch = (_finding(problem, chosen) for problem in self.batch_problems if problem not in self.problems)
        return (*found, *(finding for finding in of_batch if finding.strength is Strength.DECISIVE))


def entry_of(
    event: EntryRead,
    problems: Mapping[int, tuple[Problem, ...]],
    batch_problems: tuple[Problem, ...],
    profile: Profile,
    day: dt.date,
) -> Entry:
    """Put an entry together from what was read and what is known to be wrong with its lines."""
    addenda = tuple(record(addenda_layout(line, event.head), line) for line in event.addenda) if event.addenda else ()
    found: tuple[Problem, ...] = ()
    if problems:
        lines = dict.fromkeys(line.number for line in (event.record.line, *event.addenda))
        found = tuple(problem for number in lines for problem in problems.get(number, ()))
    return Entry(event.record, addenda, event.head, found, batch_problems, profile, day)


def _finding(problem: Problem, profile: Profile | None) -> Finding:
    row = problem.type
    severity = problem.severity if profile is None else row.severity(profile)
    return Finding(
        code=row.code,
        name=row.name,
        strength=_STRENGTHS[severity],
        at=problem.at,
        value=problem.value,
        message=problem.message,
        source=row.source,
    )
