"""Records, in which a few decisions stand."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from achguard.guard import Guard
from achguard.model.payment import Payment
from achguard.records.decision_lines import basis_text, decision_line
from achguard.records.writer import RecordWriter
from achguard.sanctions.snapshot import Snapshot
from factories import payment

DAY = dt.date(2026, 11, 20)
MORNING = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)

Write = Callable[..., None]


@pytest.fixture(scope="session")
def guard() -> Guard:
    """Give a guard with the sample list."""
    return Guard(lists=Snapshot.sample(published=DAY), as_of=DAY)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Where a record is to be."""
    return tmp_path / "record"


@pytest.fixture
def write(guard: Guard, record: Path) -> Write:
    """Record payments, each call by a writer of its own at the time it names."""

    def write(*ids: str, at: dt.datetime = MORNING) -> None:
        with RecordWriter(record, clock=lambda: at) as writer:
            for each in ids:
                one = payment(changes={"id": each, "effective_date": DAY.isoformat()})
                decision = guard.decide(one)
                writer.write([(decision_line(one, decision, writer.key), basis_text(decision.basis))])

    return write


@pytest.fixture
def listed() -> Payment:
    """Give a payment of a party on the sample list."""
    return payment(
        changes={"id": "listed", "effective_date": DAY.isoformat(), "receiver": {"name": "MALIK TARENTOV ZORBAN"}}
    )
