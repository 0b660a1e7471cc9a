"""Decisions are counted by outcome and by rule."""

import sys
import threading
from collections.abc import Iterator

import pytest

from achguard.guard import Guard
from achguard.running.counts import Counts, RuleAndOutcome
from achguard.sanctions.snapshot import Snapshot
from factories import payment


def test_each_decision_counts_once_for_each_rule() -> None:
    """Outcomes that did not come are there with nothing; a rule that found two things in a payment counts once."""
    guard, counts = Guard(lists=Snapshot.sample()), Counts()
    assert dict(counts.read().outcomes) == {"accept": 0, "ask": 0, "redirect": 0, "hold": 0}
    listed = payment(changes={"originator": {"name": "MALIK ZORBAN"}, "receiver": {"name": "MALIK ZORBAN"}})
    decision = guard.decide(listed)
    assert [each.code for each in decision.findings].count("SAN101") == 2
    counts.take(decision)
    other = guard.decide(payment())
    assert other.outcome == "ask"
    counts.take(other)
    counted = counts.read()
    assert dict(counted.outcomes) == {"accept": 0, "ask": 1, "redirect": 0, "hold": 1}
    assert counted.findings[RuleAndOutcome("SAN101", "hold")] == 1
    assert counted.not_evaluated[RuleAndOutcome("IAT203", "ask")] == 1


def test_what_was_read_stays_as_it_was() -> None:
    """Numbers of one moment do not move when more is counted."""
    guard, counts = Guard(), Counts()
    before = counts.read()
    counts.take(guard.decide(payment()))
    assert before.outcomes["hold"] == 0
    assert before.not_evaluated == {}


def test_threads_lose_no_count() -> None:
    """What several threads count adds up."""
    decision, counts = Guard().decide(payment()), Counts()

    def count() -> None:
        for _ in range(500):
            counts.take(decision)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts.read().outcomes["hold"] == 2000


@pytest.fixture
def often() -> Iterator[None]:
    """Have threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("often")
def test_what_is_read_is_of_one_moment() -> None:
    """While another thread counts, a decision that is counted by its outcome is counted by its rules as well."""
    decision, counts = Guard().decide(payment()), Counts()
    rule = RuleAndOutcome(decision.not_evaluated[0].code, "hold")

    def count() -> None:
        for _ in range(3000):
            counts.take(decision)

    thread = threading.Thread(target=count)
    thread.start()
    while thread.is_alive():
        counted = counts.read()
        assert counted.not_evaluated.get(rule, 0) == counted.outcomes["hold"]
    thread.join()
    assert counts.read().outcomes["hold"] == 3000
