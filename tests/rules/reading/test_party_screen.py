"""What our own screen says of a payment: what people cleared, and what a date of birth outweighs."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from achguard.model.finding import Strength
from achguard.rules.context import Context, PaymentScreener
from achguard.rules.reading.one_party import PartySeen, by_party
from achguard.rules.reading.party_screen import NameSeen, listed_anywhere
from achguard.rules.rule import Sighting
from achguard.rules.sanctions.listed_name_in_remittance import ListedNameInRemittance
from achguard.sanctions.clearance import Clearance, Clearances
from achguard.sanctions.snapshot import Snapshot
from factories import Json, payment
from spec import AS_OF

SAMPLES = Path(__file__).parents[2] / "sanctions" / "sources" / "samples"
SAMPLE = Snapshot.sample(published=AS_OF)
NAME = "MALIK TARENTOV ZORBAN"
BANK = "BANK OF NORTHERN VELDORIA"


def names_seen(changes: Json, *clearances: Clearance) -> list[PartySeen]:
    """Give what the names of a payment meet, under clearances and with dates of birth on file."""
    screener = PaymentScreener(
        SAMPLE, min_score=None, clearances=Clearances(clearances), as_of=AS_OF, birth_dates="on_file"
    )
    seen = listed_anywhere(payment(changes=changes), screener, Context(as_of=AS_OF, screener=screener))
    return [*by_party((each for each in seen if isinstance(each, NameSeen)), screener)]


def cleared(name: str, listed: str) -> Clearance:
    """Clear a name of an entry of the sample."""
    entity = next(entity for entity in SAMPLE.entities if entity.primary_name == listed)
    return Clearance.of(entity, name=name, by="J. Doe", why="account 4111111111", on=AS_OF, expires=dt.date(2027, 1, 1))


@pytest.mark.parametrize(
    ("changes", "name", "listed"),
    [
        ({"receiver": {"name": NAME, "date_of_birth": None}}, NAME, "ZORBAN, Malik Tarentov"),
        ({"originator": {"name": NAME}}, NAME, "ZORBAN, Malik Tarentov"),
        ({"receiver": {"account": {"bank": {"name": BANK}}}}, BANK, BANK),
        ({"correspondents": [{"name": BANK}]}, BANK, BANK),
        ({"remittance": [f"FOR {NAME}"]}, f"FOR {NAME}", "ZORBAN, Malik Tarentov"),
        ({"remittance": ["FOR MALIK", "TARENTOV ZORBAN "]}, "FOR MALIK TARENTOV ZORBAN", "ZORBAN, Malik Tarentov"),
    ],
)
def test_a_clearance_makes_a_hit_weak_wherever_the_name_stands(changes: Json, name: str, listed: str) -> None:
    """The name as it stands there is what was cleared; another one stays strong, and both say so in words."""
    (before,) = names_seen(changes)
    assert before.strength is Strength.STRONG
    (after,) = names_seen(changes, cleared(name, listed))
    assert after.strength is Strength.WEAK
    assert after.facts["explanation"] == (
        f"{before.facts['explanation']}; cleared by J. Doe on 2026-11-23 until 2027-01-01: account *******111"
    )
    (other,) = names_seen(changes, cleared("SOMEBODY ELSE", listed))
    assert other == before


def test_a_cleared_name_in_remittance_is_a_weak_finding() -> None:
    """The rule takes the weight from the screen."""
    clearances = Clearances([cleared(f"FOR {NAME}", "ZORBAN, Malik Tarentov")])
    screener = PaymentScreener(SAMPLE, min_score=None, clearances=clearances, as_of=AS_OF)
    seen = payment(changes={"remittance": [f"FOR {NAME}"]})
    (found,) = ListedNameInRemittance().check(seen, Context(as_of=AS_OF, screener=screener))
    assert isinstance(found, Sighting)
    assert found.strength is Strength.WEAK


def test_a_clearance_is_of_one_list() -> None:
    """Two lists of a publisher have the same numbers; what the entry of the other one says is nothing to it."""
    both = Snapshot.from_files(SAMPLES / "csl.csv", SAMPLES / "sdn.xml")
    for name_of_list in ("ofac-sdn", "us-csl-sdn"):
        entity = both.entity("910002", name_of_list)
        assert entity is not None
        clearance = Clearance.of(
            entity, name=entity.primary_name, by="J. Doe", why="another", on=AS_OF, expires=dt.date(2027, 1, 1)
        )
        screener = PaymentScreener(both, min_score=None, clearances=Clearances([clearance]), as_of=AS_OF)
        for hit in screener.bank(entity.primary_name, None, "receiver.account.bank"):
            clearing = screener.clearing(entity.primary_name, hit)
            assert (clearing is not None and clearing.holds) is (hit.list == name_of_list)


def test_a_clearance_that_expired_is_told_and_holds_no_more() -> None:
    """It stands in the explanation, and the hit is as strong as it was."""
    changes: Json = {"receiver": {"name": NAME, "date_of_birth": None}}
    expired = replace(cleared(NAME, "ZORBAN, Malik Tarentov"), on=dt.date(2026, 1, 1), expires=dt.date(2026, 2, 1))
    (seen,) = names_seen(changes, expired)
    assert seen.strength is Strength.STRONG
    assert "it expired after 2026-02-01" in str(seen.facts["explanation"])


def test_a_date_of_birth_that_outweighs_makes_a_hit_weak_and_says_so() -> None:
    """One on file that is clearly another says more than the name, with a clearance and without."""
    changes: Json = {"receiver": {"name": NAME, "date_of_birth": "1990-05-06"}}
    (seen,) = names_seen(changes)
    assert seen.strength is Strength.WEAK
    assert str(seen.facts["explanation"]).endswith("; weak, since the date of birth is on file")
    (both,) = names_seen(changes, cleared(NAME, "ZORBAN, Malik Tarentov"))
    assert both.strength is Strength.WEAK
