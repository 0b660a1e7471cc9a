"""What a record says of a decision: enough to answer for it in ten years, and no more."""

import json
from typing import Final

from achguard.model.decision import Accept, Ask, Basis, Hold, Redirect
from achguard.model.finding import Finding, NotEvaluated
from achguard.model.masking import Shown, mask_text
from achguard.model.payment import Payment
from achguard.records.record_key import RecordKey

Decided = Accept | Ask | Redirect | Hold
Said = dict[str, object]
RecordedLine = tuple[Said, str]
"""What a record keeps of a decision, and the basis that it rests on, as JSON."""

_LEFT_OUT_OF_BASIS: Final = {"certification"}  # the one part that is a payment's own


def input_digest(payment: Payment, key: RecordKey) -> str:
    """Digest a payment under a record's key: what it says, whatever it leaves unsaid, in no order of its fields.

    A field that a later version adds changes no digest of a payment that does not have it.
    """
    said = payment.model_dump(mode="json", exclude_defaults=True)
    return key.digest(json.dumps(said, sort_keys=True, separators=(",", ":")).encode())


def decision_digest(decision: Decided, key: RecordKey) -> str:
    """Digest a decision, every byte of its JSON, under a record's key."""
    return key.digest(decision.__pydantic_serializer__.to_json(decision))


def basis_text(basis: Basis) -> str:
    """Write what decisions rest on, without what is a payment's own, as JSON."""
    return basis.model_dump_json(exclude=_LEFT_OUT_OF_BASIS)


def recorded_line(payment: Payment | None, decision: Decided, key: RecordKey) -> RecordedLine:
    """Give what a record keeps of a decision, and its basis; None is an entry that could not be read."""
    return decision_line(payment, decision, key), basis_text(decision.basis)


def decision_line(payment: Payment | None, decision: Decided, key: RecordKey) -> Said:
    """Give what a record keeps of a decision, without its time and basis; None is an entry that could not be read.

    An accepted payment is kept as its digest and amount. Of any other the payor's name (masked as everywhere), amount,
    direction, answers and certification stand beside what was found. No account number, no tax id, no birth date.
    """
    line: Said = {"kind": "decision", "id": decision.payment_id, "outcome": decision.outcome.value}
    if payment is not None:
        line |= {"input": input_digest(payment, key), "amount": str(payment.amount)}
    line["decision"] = decision_digest(decision, key)
    if isinstance(decision, Accept):
        return line
    if payment is not None:
        line |= {"payor": Shown.WORDS.of(payment.payor.name), "direction": payment.direction.value}
        if answers := _answers(payment):
            line["answers"] = answers
        if (agreed := decision.basis.certification) is not None:
            line["certification"] = agreed.model_dump(mode="json", exclude_none=True)
    line["findings"] = [*map(_finding, decision.findings)]
    line["not_evaluated"] = [*map(_gap, decision.not_evaluated)]
    return line


def _answers(payment: Payment) -> Said:
    said = {name: value.value for name, value in payment.foreign_funds if value.value != "not_asked"}
    own = {Shown.WORDS.of(each.question): each.answer.value for each in payment.own_answers}
    return {**said, **({"own": own} if own else {})}


def _finding(finding: Finding) -> Said:
    # A guard that unmasks would have account numbers in the value and the message.
    return {
        "code": finding.code,
        "name": finding.name,
        "strength": finding.strength.value,
        "at": finding.at,
        "message": mask_text(finding.message),
        **_met(finding),
    }


def _met(finding: Finding) -> Said:
    """Give which entry of which list met, and how; the archive has the rest of the entry.

    Words and sentences are masked there, and neither the number nor the birth date that met is in it.
    """
    met = {"hit": finding.hit, "number": finding.number}
    return {what: each.model_dump(mode="json", exclude_defaults=True) for what, each in met.items() if each is not None}


def _gap(gap: NotEvaluated) -> Said:
    return {"code": gap.code, "reason": gap.reason, **({"at": gap.at} if gap.at is not None else {})}
