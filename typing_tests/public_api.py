"""What a type checker sees of the public face: the signatures that users build on.

Never run: it only has to pass mypy and pyright in their strict modes.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import assert_type

from achguard import (
    Accept,
    Account,
    Address,
    ArrowGuard,
    Ask,
    DecidedFile,
    Decision,
    EntryDecision,
    ForPayor,
    ForPayorByEmail,
    Guard,
    Hold,
    LiveGuard,
    LiveStatus,
    Party,
    Payment,
    Policy,
    Redirect,
    RoutingDirectory,
    Snapshot,
    decide_file,
)
from achguard.model.decision import Alternative, Basis, ListVersion, Question
from achguard.model.finding import Finding, NotEvaluated
from achguard.model.listed_met import ListedHit, ListedNumber, OtherEntry, WordsMet
from achguard.model.payment import Direction
from achguard.nacha import NachaFile, Problem, Profile, read
from achguard.report import Report, ReportedPayment, page
from achguard.sanctions.hit import Hit


def lists() -> Snapshot:
    """Load lists: every way to come by lists gives a snapshot; a path may be text or a `Path`."""
    assert_type(Snapshot.sample(), Snapshot)
    assert_type(Snapshot.latest(), Snapshot)
    assert_type(Snapshot.from_files("sdn.csv", Path("alt.csv"), "add.csv"), Snapshot)
    assert_type(Snapshot.open("lists/"), Snapshot)
    return Snapshot.open(Path("lists"))


def guards(snapshot: Snapshot) -> Guard:
    """Make a guard: it needs a policy; lists and a directory may be left out."""
    policy = Policy.preset("us-domestic")
    assert_type(policy, Policy)
    directory = RoutingDirectory.open(Path("FedACHdir.txt"))
    assert_type(directory, RoutingDirectory)
    assert_type(Guard(policy=policy), Guard)
    assert_type(Guard("us-domestic", Path("lists"), "FedACHdir.txt", as_of="2026-11-23").warm(), Guard)
    return Guard(policy=policy, lists=snapshot, directory=directory)


def payments() -> Payment:
    """Make a payment from typed parts, from a mapping or from JSON."""
    assert_type(Payment.model_validate({"direction": "credit"}), Payment)
    assert_type(Payment.model_validate_json("{}"), Payment)
    address = Address(city="JACKSON", state="MS", postal_code="39201", country="US")
    account = Account(routing_number="065300279", account_number="123456789")
    receiver = Party(name="JANE Q PUBLIC", address=address, account=account)
    payment = Payment(
        direction=Direction.DEBIT,
        amount=Decimal("125.00"),
        originator=Party(name="STATE TAX AGENCY"),
        receiver=receiver,
    )
    assert_type(payment.payor, Party)
    assert_type(payment.payee, Party)
    return payment


def decisions(guard: Guard, payment: Payment, many: Iterable[Payment]) -> Decision:
    """Decide: one payment gives one of four types; many give an iterator of them, in order."""
    for decision in guard.decide_many(many):
        assert_type(decision, Accept | Ask | Redirect | Hold)
    decision = guard.decide(payment)
    assert_type(decision, Accept | Ask | Redirect | Hold)
    assert_type(decision.findings, tuple[Finding, ...])
    assert_type(decision.not_evaluated, tuple[NotEvaluated, ...])
    assert_type(decision.questions, tuple[Question, ...])
    assert_type(decision.alternatives, tuple[Alternative, ...])
    assert_type(decision.payment_id, str | None)
    assert_type(decision.payor_message, str)
    assert_type(decision.basis, Basis)
    assert_type(decision.basis.as_of, date)
    assert_type(decision.basis.lists, tuple[ListVersion, ...])
    assert_type(decision.model_dump_json(), str)
    return decision


def files(guard: Guard) -> DecidedFile:
    """Decide a file: a path, bytes or what was read already give one decision per entry, and the problems."""
    assert_type(decide_file(b"101", guard, profile="strict"), DecidedFile)
    assert_type(decide_file(Path("payroll.ach"), guard, profile=Profile.STRICT), DecidedFile)
    decided = decide_file(read("payroll.ach"), guard)
    for each in decided:
        assert_type(each, EntryDecision)
        assert_type(each.decision, Accept | Ask | Redirect | Hold)
        assert_type((each.line, each.id, each.was_read), tuple[int, str, bool])
    assert_type(decided.file, NachaFile)
    assert_type(decided.problems, tuple[Problem, ...])
    assert_type(decided.errors, tuple[Problem, ...])
    return decided


def tables(guard: Guard, frame: object) -> ArrowGuard:
    """Decide tables: a path or whatever gives Arrow is taken; what is said of them is pyarrow's, which has no types."""
    arrow = ArrowGuard(guard)
    assert_type(arrow, ArrowGuard)
    assert_type(arrow.guard, Guard)
    assert_type(arrow.basis, Basis)
    arrow.decide(frame)  # pyright: ignore[reportUnknownMemberType]
    arrow.decide(Path("payments.parquet"))  # pyright: ignore[reportUnknownMemberType]
    arrow.decide("payments.parquet")  # pyright: ignore[reportUnknownMemberType]
    return arrow


def batches(guard: Guard, many: Sequence[Payment]) -> list[Decision]:
    """Decide a batch: one decision for each payment, in order."""
    assert_type(guard.decide_batch(many), list[Accept | Ask | Redirect | Hold])
    return list(guard.decide_batch(many))


def while_it_runs(payment: Payment, many: Sequence[Payment]) -> Decision:
    """Decide with a live guard: what a guard gives, and what a health check and a metrics library read."""
    live = LiveGuard("lists/", "us-domestic", clearances=Path("clearances.toml"), look_every=60, warn_days=3)
    assert_type(live.guard, Guard)
    assert_type(live.decide_batch(many), list[Decision])
    assert_type(live.renew(), bool)
    status = live.status()
    assert_type(status, LiveStatus)
    assert_type(status.lists, tuple[ListVersion, ...])
    assert_type(status.days_left, int)
    assert_type(status.trouble, str | None)
    counted = live.counts.read()
    assert_type([(rule.code, count) for rule, count in counted.findings.items()], list[tuple[str, int]])
    return live.decide(payment, language="es")


def what_was_met(finding: Finding) -> tuple[OtherEntry, ...]:
    """Take of a finding what was listed: a name or a number, and the party's other entries."""
    assert_type(finding.hit, ListedHit | None)
    assert_type(finding.number, ListedNumber | None)
    if finding.hit is not None:
        assert_type(finding.hit.words, tuple[WordsMet, ...])
        assert_type(finding.hit.score, float)
        return finding.hit.others
    return finding.number.others if finding.number is not None else ()


def report(snapshot: Snapshot, decision: Decision, payment: Payment | None) -> str:
    """Set a page: pieces of text, from plain values."""
    held = ReportedPayment.of(decision, payment, "payments.jsonl, row 1")
    assert_type(held, ReportedPayment)
    made = Report(
        files=("payments.jsonl",),
        as_of=date(2026, 11, 23),
        achguard="0.1.0",
        policies=("us-domestic",),
        counts={"hold": 1},
        amounts={"hold": Decimal("75.00")},
        held=(held,),
    )
    return "".join(page(made, lambda list_name, uid: snapshot.entity(uid, list_name)))


def hits(snapshot: Snapshot) -> Hit:
    """Screen names: the result is hits, best first."""
    assert_type(snapshot.screen("ZORBAN, Malik Tarentov"), tuple[Hit, ...])
    assert_type(snapshot.screen_many(["A", "B"], min_score=0.9), list[tuple[Hit, ...]])
    assert_type(snapshot.screen_text("INV 7"), tuple[Hit, ...])
    found = snapshot.screen(
        "ZORBAN", kind="individual", date_of_birth=date(1961, 3, 14), country="IR", cut_at=22, min_score=0.8
    )
    assert_type(found, tuple[Hit, ...])
    hit = found[0]
    assert_type(hit.uid, str)
    assert_type(hit.list, str)
    assert_type(hit.listed_name, str)
    assert_type(hit.primary_name, str)
    assert_type(hit.programs, tuple[str, ...])
    assert_type(hit.score, float)
    assert_type(hit.explanation, str)
    return hit


class Invoiced(Payment):
    """A payment of an app's own."""

    invoice: str


def for_a_payor(guard: Guard, payment: Invoiced) -> None:
    """Show a payor a decision and take the answers: the channel tells the model, and a payment stays of its class."""
    decision = guard.decide(payment)
    assert_type(decision.for_payor(), ForPayor)
    assert_type(decision.for_payor("web"), ForPayor)
    assert_type(decision.for_payor("email"), ForPayorByEmail)
    answers = {question.at: question.choices[0].value for question in decision.questions}
    assert_type(payment.answered(decision, answers), Invoiced)
