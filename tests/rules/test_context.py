"""What rules read of a payment together is read once, and a name is screened with all that is known of it."""

import datetime as dt
from dataclasses import replace

import pytest

from achguard.model.party import Party
from achguard.model.payment import Payment
from achguard.rules.context import Context, PaymentScreener
from achguard.sanctions.hit import BirthDates
from achguard.sanctions.snapshot import Snapshot
from factories import payment
from spec import AS_OF

SAMPLE = Snapshot.sample(published=AS_OF)
NAME = "MALIK TARENTOV ZORBAN"
BORN = dt.date(1961, 3, 14)  # the sample list's


def test_a_payment_is_read_once_and_another_anew() -> None:
    """Rules that ask for the same reading share it, and no payment gets another one's."""
    read: list[Payment] = []

    def how(one: Payment) -> str | None:
        read.append(one)
        return one.id

    context = Context(as_of=dt.date(2026, 11, 23))
    first, second = payment(changes={"id": "a"}), payment(changes={"id": "b"})
    assert [context.once(each, how) for each in (first, first, second, second, first)] == ["a", "a", "b", "b", "a"]
    assert len(read) == 3


def test_a_party_is_screened_with_what_is_known_of_it() -> None:
    """Its kind, its date of birth and its country are compared, and a bank is an organization."""
    screener = PaymentScreener(SAMPLE, min_score=None, as_of=AS_OF)
    told = Party(name=NAME, kind="individual", date_of_birth=BORN)
    (hit,) = screener.party(told, "receiver")
    assert hit.agrees == ("date_of_birth", "kind")
    (hit,) = screener.party(told.model_copy(update={"kind": "organization", "date_of_birth": None}), "receiver")
    assert (hit.agrees, hit.disagrees) == ((), ("kind",))
    (bank,) = screener.bank("BANK OF NORTHERN VELDORIA", None, "receiver.account.bank")
    assert bank.agrees == ("kind",)


def test_a_date_of_birth_is_compared_by_the_day_of_the_decision() -> None:
    """Nobody who is decided on in 1960 was born in 1961, so that such a date says nothing."""
    told = Party(name=NAME, kind="individual", date_of_birth=BORN)
    agrees = [
        PaymentScreener(SAMPLE, min_score=None, as_of=day).party(told, "receiver")[0].agrees
        for day in (dt.date(1960, 1, 1), AS_OF)
    ]
    assert agrees == [("kind",), ("date_of_birth", "kind")]


def test_the_policys_score_counts_for_names_and_for_lines() -> None:
    """What is under it is no hit."""
    name, line = Party(name="MALIC TARENTOV ZORBEN"), ("FOR QUENTARA MARITIME TRADING",)
    for least, hits in ((None, 1), (0.995, 0)):
        screener = PaymentScreener(SAMPLE, min_score=least)
        assert len(screener.party(name, "receiver")) == hits
        assert len(screener.lines(line)) == hits


@pytest.mark.parametrize("at", ["originator", "correspondents[1]"])
def test_a_name_is_cut_off_by_the_width_of_its_field(at: str) -> None:
    """Widths are told by path; all places of a list have one."""
    path = at.partition("[")[0]
    for cuts, hits in (({f"{path}.name": 16}, 1), ({f"{path}.name": 22}, 0), ({"receiver.name": 16}, 0), (None, 0)):
        screener = PaymentScreener(SAMPLE, min_score=None, name_cuts=cuts)
        assert len(screener.bank("BANK OF NORTHERN", None, at)) == hits
        assert len(screener.party(Party(name="BANK OF NORTHERN"), at)) == hits


@pytest.mark.parametrize(
    ("birth_dates", "says"), [("on_file", "weak, since the date of birth is on file"), ("declared", None)]
)
def test_a_date_of_birth_outweighs_a_name_where_it_is_on_file(birth_dates: BirthDates, says: str | None) -> None:
    """A declared one does so only where many people have the name, which nobody on the sample list has."""
    screener = PaymentScreener(SAMPLE, min_score=None, as_of=AS_OF, birth_dates=birth_dates)
    (hit,) = screener.party(Party(name=NAME, date_of_birth=dt.date(1990, 5, 6)), "receiver")
    assert screener.outweighed(hit) == says
    usual = replace(hit, is_usual=True)
    assert screener.outweighed(usual) == (
        says or "weak, since the date of birth is declared, and many people have such a name"
    )
    assert PaymentScreener(SAMPLE, min_score=None).outweighed(usual) == (
        "weak, since the date of birth is declared, and many people have such a name"
    )
