"""Decisions are counted by outcome and by rule."""

import threading

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
