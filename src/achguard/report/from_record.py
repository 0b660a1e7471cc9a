"""Decisions as a record kept them, for a report: what was found and of whom, without what only the payment says."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from achguard.model.decision import Basis, Decision, Outcome, PolicyVersion
from achguard.model.finding import Finding, NotEvaluated
from achguard.model.listed_met import ListedHit, ListedNumber
from achguard.model.payment import Direction
from achguard.records.checking import checked
from achguard.records.decision_lines import Decided, Said
from achguard.records.segments import Line, end_of_purged, lines_of, segments_of
from achguard.report.reported import EntryOf, ReportedParty, ReportedPayment

MOST_TROUBLES: Final = 50
"""What is wrong with a record, line by line; a longer account is `achguard records verify`'s."""

_NOT_KNOWN: Final = "not known"


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """A decision that a record kept, as far as it was kept."""

    segment: str
    """The day of its file, in UTC, as YYYY-MM-DD."""
    number: int
    """Its line there, from 1."""
    input: str | None
    """Keyed digest of the payment; None of an entry that could not be read as one."""
    digest: str
    """Keyed digest of the whole decision."""
    decision: Decided
    """What was found, without the values that met; nothing is found in an accepted payment, of which it is not kept."""
    payor: str = ""
    direction: Direction | None = None
    amount: Decimal | None = None
    """Dollars."""
    notes: tuple[str, ...] = ()
    """What persons did with the payment."""

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"record of {self.segment}, line {self.number:,}"

    def reported(self, entry_of: EntryOf | None = None) -> ReportedPayment:
        """Give what a report says of it; `entry_of` gives the entries of the lists that decided."""
        decision = self.decision
        payor_at = "originator" if self.direction is Direction.CREDIT else "receiver"
        return ReportedPayment(
            place=self.place,
            payment_id=decision.payment_id,
            outcome=decision.outcome,
            findings=decision.findings,
            not_evaluated=decision.not_evaluated,
            payor=self.payor,
            direction=self.direction,
            amount=self.amount,
            parties=(ReportedParty(payor_at, self.payor),) if self.payor else (),
            lists=decision.basis.lists,
            entry_of=entry_of,
            notes=self.notes,
            is_in_brief=True,
        )


class ReportedRecord:
    """The decisions of some days of a record. Raises `RecordError` where the record can't be read at all."""

    def __init__(self, folder: str | Path, *, first: dt.date | None = None, last: dt.date | None = None) -> None:
        self._folder = Path(folder)
        self._first = first.isoformat() if first is not None else ""
        self._last = last.isoformat() if last is not None else ""
        found = [each for each in checked(self._folder).troubles if self._is_asked_for(each.segment)]
        told = [f"{_place(each.segment, each.line)}: {each.what}" for each in found[:MOST_TROUBLES]]
        more = len(found) - MOST_TROUBLES
        self.troubles: tuple[str, ...] = (*told, *((f"and {more:,} more troubles",) if more > 0 else ()))
        """What is wrong with the record on those days, by line."""
        self._notes: dict[str, list[str]] = {}
        for _, line in self._whole_lines():
            if line.kind == "note" and line.said is not None:
                self._notes.setdefault(str(line.said.get("id")), []).append(_note(line.said))

    def lines(self) -> Iterator[RecordedLine | str]:
        """Yield the decisions that are whole, in order, and for a line that this version can't read a sentence."""
        bases: dict[str, Basis] = {}
        for segment, line in self._whole_lines():
            said = line.said or {}
            if line.kind == "basis":
                with suppress(ValueError):
                    bases[str(said.get("basis"))] = Basis.model_validate(json.loads(str(said.get("said"))))
            elif line.kind == "decision" and self._is_asked_for(segment):
                basis = bases.get(str(said.get("basis")))
                if basis is None:
                    yield f"{_place(segment, line.number)}: the line that says what it rests on is missing"
                try:
                    yield self._recorded(segment, line.number, said, basis or _no_basis(segment))
                except (ValidationError, InvalidOperation, ValueError, KeyError, TypeError):
                    yield f"{_place(segment, line.number)}: can't be read by this version of achguard"

    def _whole_lines(self) -> Iterator[tuple[str, Line]]:
        before = end_of_purged(self._folder).chain
        for path in segments_of(self._folder):
            for line in lines_of(path, before):
                before = line.chain or before
                if line.said is not None and line.holds:
                    yield path.stem, line

    def _is_asked_for(self, segment: str) -> bool:
        return self._first <= segment and (not self._last or segment <= self._last)

    def _recorded(self, segment: str, number: int, said: Said, basis: Basis) -> RecordedLine:
        payment_id = None if said["id"] is None else str(said["id"])
        decision = _DECISION.validate_python(
            {
                "outcome": said["outcome"],
                "payment_id": payment_id,
                "findings": tuple(_finding(each, said) for each in _rows(said.get("findings"))),
                "not_evaluated": tuple(NotEvaluated.model_validate(each) for each in _rows(said.get("not_evaluated"))),
                "payor_message": "",
                "basis": basis,
            }
        )
        amount = Decimal(str(said["amount"])) if "amount" in said else None
        if amount is not None and not amount.is_finite():
            raise ValueError
        return RecordedLine(
            segment=segment,
            number=number,
            input=str(said["input"]) if "input" in said else None,
            digest=str(said["decision"]),
            decision=decision,
            payor=str(said.get("payor", "")),
            direction=Direction(str(said["direction"])) if "direction" in said else None,
            amount=amount,
            notes=tuple(self._notes.get(payment_id or "", ())) if decision.outcome is not Outcome.ACCEPT else (),
        )


_DECISION: Final[TypeAdapter[Decided]] = TypeAdapter(Decision)


def _finding(row: Said, line: Said) -> Finding:
    message = str(row["message"])
    try:
        met = _met(row)
    except ValidationError:  # a line that keeps the entry's number alone, or says more than this version knows
        met = {}
        message = _briefly(row.get("hit") or row.get("number")) + message
    at = str(row["at"])
    is_payors = at == ("originator.name" if line.get("direction") == "credit" else "receiver.name")
    said = {
        "code": row["code"],
        "name": row.get("name", ""),
        "strength": row["strength"],
        "at": at,
        "value": line.get("payor") if met and is_payors else None,
        "message": message,
        "source": "",
    }
    return Finding.model_validate(said | met)


def _met(row: Said) -> dict[str, ListedHit | ListedNumber]:
    met: dict[str, ListedHit | ListedNumber] = {}
    if "hit" in row:
        met["hit"] = ListedHit.model_validate(row["hit"])
    if "number" in row:
        met["number"] = ListedNumber.model_validate(row["number"])
    return met


def _briefly(met: object) -> str:
    """Name the entry that met where no more of it is known."""
    if not isinstance(met, dict):
        return ""
    score = f", score {met['score']:.2f}" if isinstance(met.get("score"), float) else ""
    return f"{met.get('list')} {met.get('uid')}{score}: "


def _no_basis(segment: str) -> Basis:
    """Give a basis of which nothing is known but the day."""
    return Basis(
        achguard=_NOT_KNOWN,
        as_of=dt.date.fromisoformat(segment),
        rules=_NOT_KNOWN,
        policy=PolicyVersion(name=_NOT_KNOWN, digest=_NOT_KNOWN),
        lists=(),
    )


def _note(said: Said) -> str:
    due = f"; a report to OFAC was due by {said['report_due']}" if "report_due" in said else ""
    why = f": {said['why']}" if said.get("why") else ""
    return f"{said.get('act')} on {said.get('on')} by {said.get('by')}{why}{due}"


def _place(segment: str, line: int | None) -> str:
    return f"{segment} line {line:,}" if line is not None else segment


def _rows(value: object) -> list[Said]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
