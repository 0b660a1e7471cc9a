"""Recorded payments are decided again, and compared."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from achguard.columnar.nacha_file import decide_file
from achguard.guard import Guard
from achguard.intake.row import EntriesOf, InvalidRow, PaymentRow, Row
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.policy import Policy
from achguard.records.archive import Archive
from achguard.records.recorded import RecordedDecisions
from achguard.records.recording import Recording
from achguard.replay import Kept, Replayed, Verdict, WhatIf, replay
from achguard.sanctions.clearance import Clearance, Clearances
from achguard.sanctions.snapshot import Snapshot
from factories import payment
from nacha_rows import PLAIN, nacha_file

DAY = dt.date(2026, 11, 20)
SAMPLE = Snapshot.sample(published=DAY)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Give where the record is."""
    return tmp_path / "record"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Give an archive with the sample list."""
    kept = Archive(tmp_path / "archive")
    kept.add(SAMPLE)
    return kept


def payments() -> list[Payment]:
    """Give one payment for each outcome."""
    return [
        payment(changes={"id": "accept"}),
        payment(changes={"id": "ask", "foreign_funds": {"account_abroad": "not_asked"}}),
        payment(changes={"id": "redirect", "foreign_funds": {"account_abroad": "yes"}}),
        payment(changes={"id": "hold", "receiver": {"name": "MALIK TARENTOV ZORBAN"}}),
    ]


def rows(given: list[Payment]) -> list[Row]:
    """Give payments as rows."""
    return [PaymentRow(number, each) for number, each in enumerate(given, 1)]


def recorded(guard: Guard, record: Path, given: list[Payment] | None = None) -> RecordedDecisions:
    """Record decisions, and read the record."""
    with guard.recording(record) as recording:
        for each in payments() if given is None else given:
            recording.decide(each)
    return RecordedDecisions(record)


def verdicts(found: list[Replayed]) -> list[str]:
    """Give the verdicts alone."""
    return [each.verdict.value for each in found]


def test_decisions_come_out_the_same(record: Path, archive: Archive) -> None:
    """Byte for byte, also years later, with the lists of the day."""
    known = recorded(Guard(lists=SAMPLE, as_of=DAY), record)
    found = [*replay(rows(payments()), known, Kept(archive))]
    assert verdicts(found) == ["same"] * 4
    assert [each.again.outcome.value for each in found if each.again] == ["accept", "ask", "redirect", "hold"]


def test_each_decision_is_made_with_the_lists_of_its_day(record: Path, archive: Archive) -> None:
    """Two list versions and two days in one record; the later version has one name more."""
    with_name = Snapshot.sample(published=DAY, also=["JANE SAMPLE EXAMPLE"])
    archive.add(with_name)
    name = {"receiver": {"name": "JANE SAMPLE EXAMPLE"}}
    before, after = (payment(changes={"id": each, **name}) for each in ("before", "after"))
    recorded(Guard(lists=SAMPLE, as_of=DAY), record, [before])
    known = recorded(Guard(lists=with_name, as_of=DAY + dt.timedelta(days=1)), record, [after])
    found = [*replay(rows([before, after]), known, Kept(archive))]
    assert verdicts(found) == ["same", "same"]
    assert [each.recorded.outcome.value for each in found if each.recorded] == ["accept", "hold"]


def test_the_last_decision_of_a_payment_counts(record: Path, archive: Archive) -> None:
    """A payment that was decided twice is compared with what was said last."""
    one = payment(changes={"id": "x", "receiver": {"name": "MALIK TARENTOV ZORBAN"}})
    recorded(Guard(as_of=DAY), record, [one])
    known = recorded(Guard(lists=SAMPLE, as_of=DAY), record, [one])
    (found,) = replay(rows([one]), known, Kept(archive))
    assert found.verdict is Verdict.SAME
    assert found.recorded == known.of(one)[-1] != known.of(one)[0]


def test_what_is_not_in_the_record(record: Path, archive: Archive) -> None:
    """A changed payment, one that was never decided, and a row that is no payment are told apart."""
    known = recorded(Guard(lists=SAMPLE, as_of=DAY), record)
    changed = payments()[0].model_copy(update={"amount": "999.00"})
    given: list[Row] = [*rows([changed, payment(changes={"id": "new"})]), InvalidRow(3, ("amount: is missing",))]
    found = [*replay(given, known, Kept(archive))]
    assert verdicts(found) == ["altered", "unrecorded", "invalid"]
    assert found[2].why == ("amount: is missing",)


def test_what_is_missing_is_named(record: Path, archive: Archive, tmp_path: Path) -> None:
    """Without the lists, the policy, the returns or the clearances of a decision it can't be made again."""
    policy = Policy.preset("us-domestic").model_copy(update={"name": "ours"})
    history = History([ReturnedEntry(code="R01", routing_number="065300279", account_number="1")])
    entity = SAMPLE.entity("900001")
    assert entity is not None
    cleared = Clearances(
        [Clearance.of(entity, name="JANE", by="A", why="b", on=DAY, expires=DAY + dt.timedelta(days=9))]
    )
    guard = Guard(policy, SAMPLE, history=history, clearances=cleared, as_of=DAY)
    known = recorded(guard, record, payments()[:1])
    whole = Kept(archive, (policy,), None, history, (cleared,))

    def why(kept: Kept) -> str:
        (found,) = replay(rows(payments()[:1]), known, kept)
        return " ".join((found.verdict.value, *found.why))

    assert why(whole) == "same"
    assert "impossible no archive" in why(replace(whole, archive=None))
    assert "impossible" in why(replace(whole, archive=Archive(tmp_path / "empty")))
    assert "no policy ours" in why(replace(whole, policies=()))
    assert "history of returns" in why(replace(whole, history=History()))
    assert "clearances" in why(replace(whole, clearances=()))


def test_each_version_of_a_file_of_clearances_is_found(record: Path, archive: Archive) -> None:
    """An added clearance makes another file: decisions by the old one and by the new one are replayed at once."""
    entity = SAMPLE.entity("900001")
    assert entity is not None
    until = DAY + dt.timedelta(days=9)
    named = [Clearance.of(entity, name=name, by="A", why="b", on=DAY, expires=until) for name in ("JANE", "JOHN")]
    before, after = Clearances(named[:1]), Clearances(named)
    first, second = payments()[:1], payments()[3:]
    recorded(Guard(lists=SAMPLE, clearances=before, as_of=DAY), record, first)
    known = recorded(Guard(lists=SAMPLE, clearances=after, as_of=DAY), record, second)
    both = rows([*first, *second])
    assert verdicts([*replay(both, known, Kept(archive, clearances=(after, before)))]) == ["same", "same"]
    assert verdicts([*replay(both, known, Kept(archive, clearances=(after,)))]) == ["impossible", "same"]


def test_a_payors_language_is_found(record: Path, archive: Archive) -> None:
    """A decision in Spanish comes out in Spanish, byte for byte."""
    guard = Guard(lists=SAMPLE, as_of=DAY)
    (one,) = payments()[1:2]
    with guard.recording(record) as recording:
        recording.decide(one, language="es")
    (found,) = replay(rows([one]), RecordedDecisions(record), Kept(archive))
    assert found.verdict is Verdict.SAME
    assert found.again == guard.decide(one, language="es")


def test_other_words_are_alike(record: Path, archive: Archive) -> None:
    """A guard that shows numbers said the same in other words."""
    iban = payment(changes={"id": "i", "receiver": {"account": {"account_number": "DE89370400440532013000"}}})
    known = recorded(Guard(lists=SAMPLE, as_of=DAY, unmask=True), record, [iban])
    (found,) = replay(rows([iban]), known, Kept(archive))
    assert (found.verdict, found.why) == (Verdict.ALIKE, ("in other words or with other values",))


def test_what_other_lists_would_change(record: Path) -> None:
    """With lists as old as can be: who is on them is held, whatever their age."""
    known = recorded(Guard(lists=SAMPLE, as_of=DAY), record)
    other = Snapshot.sample(published=dt.date(2019, 1, 1), also=[payments()[0].receiver.name])
    found = [*replay(rows(payments()), known, Kept(), WhatIf(lists=other))]
    assert verdicts(found) == ["differs", "differs", "differs", "alike"]
    without = Snapshot.sample(published=dt.date(2019, 1, 1), also=["NOBODY EXAMPLE"])
    assert verdicts([*replay(rows(payments()), known, Kept(), WhatIf(lists=without))]) == ["alike"] * 4
    assert found[0].why == ("accept became hold",)
    assert "SAN101 speaks" in found[1].why


def test_what_another_policy_would_change(record: Path, archive: Archive) -> None:
    """The regression test of a policy's change: a question less asks nothing."""
    known = recorded(Guard(lists=SAMPLE, as_of=DAY), record)
    other = Policy.preset("nacha-file")
    found = [*replay(rows(payments()), known, Kept(archive), WhatIf(policy=other))]
    assert verdicts(found)[0] == "alike"
    assert found[1].verdict is Verdict.DIFFERS
    assert found[1].why[0] == "ask became accept"


BROKEN = ("22", "065300279", "123456789", 5_00, "17", "ANN\tOTHER")


def test_entries_of_a_file_come_out_the_same(record: Path, archive: Archive) -> None:
    """Also those that were decided together, and the ones before and behind a broken one."""
    file = nacha_file([("261120", "STATE TAX AGENCY", [PLAIN, PLAIN, BROKEN, PLAIN]), ("261120", "OTHER", [PLAIN] * 3)])
    guard = Guard("nacha-file", SAMPLE, as_of=DAY)
    decided = decide_file(file, guard)
    with Recording(guard, record, sync="batch") as recording:
        recording.take((entry.payment, each.decision) for entry, each in zip(file.entries, decided, strict=True))
    found = [*replay([EntriesOf(file)], RecordedDecisions(record), Kept(archive))]
    assert verdicts(found) == ["same"] * 7
    assert [each.payment_id for each in found] == [each.id for each in decided]


def test_entries_of_two_days_come_out_the_same(record: Path, archive: Archive) -> None:
    """Where only some entries of a file were decided again on another day, each has the basis of its own."""
    file = nacha_file([("261120", "STATE TAX AGENCY", [PLAIN] * 4)])
    entries = [*file.entries]
    for day, chosen in ((DAY, (0, 1, 2, 3)), (DAY + dt.timedelta(days=1), (2,))):
        guard = Guard("nacha-file", SAMPLE, as_of=day)
        decisions = [each.decision for each in decide_file(file, guard)]
        with Recording(guard, record) as recording:
            recording.take((entries[at].payment, decisions[at]) for at in chosen)
    known = RecordedDecisions(record)
    found = [*replay([EntriesOf(file)], known, Kept(archive))]
    assert verdicts(found) == ["same"] * 4
    assert len({each.recorded.basis for each in found if each.recorded}) == 2


def test_entries_that_are_not_in_the_record(record: Path) -> None:
    """An entry that can't be read, and one without its lists, are told like payments."""
    file = nacha_file([("261120", "STATE TAX AGENCY", [PLAIN, ("22", "065300279", "123456789", 7_00, "18", "B NAME")])])
    guard = Guard("nacha-file", SAMPLE, as_of=DAY)
    first = next(iter(file.entries))
    with Recording(guard, record) as recording:
        recording.take([(first.payment, next(iter(decide_file(file, guard))).decision)])
    found = [*replay([EntriesOf(file)], RecordedDecisions(record), Kept())]
    assert verdicts(found) == ["impossible", "unrecorded"]
