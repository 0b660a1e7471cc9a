"""How old a list may be, to the day, and what is said of each."""

import datetime as dt
from dataclasses import replace

import pytest

from achguard.guard import Guard
from achguard.model.decision import Hold
from achguard.rules.context import Context, PaymentScreener
from achguard.rules.rule import Gap
from achguard.rules.sanctions.screening_not_possible import ScreeningNotPossible
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored.listing import Listing
from factories import payment
from spec import AS_OF


def reasons(*, published: dt.date, allowed: int) -> list[str]:
    """Give why a payment could not be screened against a list of a day."""
    screener = PaymentScreener(Snapshot.sample(published=published), min_score=None)
    context = Context(as_of=AS_OF, screener=screener, max_list_age_days=allowed)
    return [gap.reason for gap in ScreeningNotPossible().check(payment(), context) if isinstance(gap, Gap)]


@pytest.mark.parametrize(
    ("age", "allowed", "expected"),
    [
        (7, 7, []),
        (8, 7, ["list sample-sdn is 8 days old; the policy allows 7"]),
        (0, 0, []),
        (1, 0, ["list sample-sdn is 1 day old; the policy allows 0"]),
        (-1, 0, []),
    ],
)
def test_a_list_is_stale_from_the_day_after_the_last_allowed(age: int, allowed: int, expected: list[str]) -> None:
    """Exactly the allowed age is young enough, and so is a list that is newer than the day of the decision."""
    assert reasons(published=AS_OF - dt.timedelta(days=age), allowed=allowed) == expected


@pytest.mark.parametrize(
    ("fetched", "said"),
    [(45, "was last confirmed 8 days ago"), (46, "is 20 days old")],
)
def test_a_list_that_was_confirmed_counts_from_then(fetched: int, said: str) -> None:
    """Confirmed as its publisher's current one eight days ago, and published twelve days before that."""
    day = AS_OF - dt.timedelta(days=20)
    listing = replace(
        Listing("ofac-sdn", day, "argument", 9, "sha256:00", partial=False),
        confirmed=AS_OF - dt.timedelta(days=8),
        fetched=AS_OF - dt.timedelta(days=fetched),
    )
    context = Context(
        as_of=AS_OF, screener=PaymentScreener(Snapshot([], [listing], ("from_files", (), ())), min_score=None)
    )
    assert [gap.reason for gap in ScreeningNotPossible().check(payment(), context) if isinstance(gap, Gap)] == [
        f"list ofac-sdn {said}; the policy allows 7"
    ]


def test_a_snapshot_without_any_list_is_no_screening() -> None:
    """Lists that hold nothing are as good as none."""
    context = Context(as_of=AS_OF, screener=PaymentScreener(Snapshot([], [], ("from_files", (), ())), min_score=None))
    assert [gap.reason for gap in ScreeningNotPossible().check(payment(), context) if isinstance(gap, Gap)] == [
        "no sanctions list loaded"
    ]


def gaps(*lists: tuple[str, int, bool]) -> list[str]:
    """Give why a payment could not be screened against lists, each a name, its entries and whether it is partial."""
    listings = [Listing(name, AS_OF, "argument", entries, "sha256:00", partial) for name, entries, partial in lists]
    screener = PaymentScreener(Snapshot([], listings, ("from_files", (), ())), min_score=None)
    context = Context(as_of=AS_OF, screener=screener)
    return [gap.reason for gap in ScreeningNotPossible().check(payment(), context) if isinstance(gap, Gap)]


def test_a_list_without_an_entry_is_no_screening() -> None:
    """An empty list meets nobody; a part of several lists may have none of one of them, but not of all."""
    assert gaps(("ofac-sdn", 0, False)) == ["list ofac-sdn holds no entry"]
    assert gaps(("ofac-sdn", 0, False), ("un-sc", 9, False)) == ["list ofac-sdn holds no entry"]
    assert gaps(("ofac-sdn", 0, True)) == ["list ofac-sdn holds no entry"]
    assert gaps(("ofac-sdn", 0, True), ("un-sc", 9, True)) == []
    nobody = Snapshot.sample(published=AS_OF).only([])
    assert isinstance(Guard(lists=nobody, as_of=AS_OF).decide(payment()), Hold)
