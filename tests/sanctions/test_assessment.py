"""OFAC's five questions about a hit are answered by the data, and by nothing else."""

import datetime as dt
from dataclasses import replace

import pytest

from achguard.sanctions.assessment import Assessed, Told, assess
from achguard.sanctions.hit import Hit
from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.snapshot import Snapshot

BORN = dt.date(1961, 3, 14)


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    """Give the sample list."""
    return Snapshot.sample()


def asked(sample: Snapshot, name: str, uid: str = "900001", **told: object) -> tuple[Assessed, ...]:
    """Assess the hit of a name on an entry."""
    known = Told(**told)  # type: ignore[arg-type]
    hit = met(sample, name, uid, known)
    return assess(name, hit, entity(sample, uid), known)


def entity(sample: Snapshot, uid: str) -> ListedEntity:
    """Give an entry."""
    found = sample.entity(uid)
    assert found is not None
    return found


def met(sample: Snapshot, name: str, uid: str, told: Told) -> Hit:
    """Give the hit of a name on an entry, however low it scores."""
    found = sample.screen(name, kind=told.kind, date_of_birth=told.date_of_birth, country=told.country, min_score=0.3)
    return next(hit for hit in found if hit.uid == uid)


def answers(assessed: tuple[Assessed, ...]) -> str:
    """Give the answers in one line."""
    return " ".join(each.answer for each in assessed)


def test_the_questions_are_ofacs_in_ofacs_order(sample: Snapshot) -> None:
    """Whose list, what kind, how much of the name, the whole entry, how many similarities."""
    whose, kind, name, whole, similar = (each.question for each in asked(sample, "MALIK ZORBAN"))
    assert "OFAC's list" in whose
    assert "a person, and the other an organization" in kind
    assert "only one of two or more names" in name
    assert "the whole entry" in whole
    assert "several similarities" in similar


@pytest.mark.parametrize(
    ("list_name", "answer"),
    [
        *((name, "yes") for name in ("ofac-sdn", "ofac-cons", "us-csl-sdn", "us-csl-ssi", "us-csl-fse", "us-csl-plc")),
        ("us-csl-cap", "yes"),
        ("us-csl-non-sdn-menu-based-sanctions-list-ns-mbs", "yes"),
        ("opensanctions-us-ofac-sdn", "yes"),
        *((name, "no") for name in ("us-csl-dpl", "us-csl-el", "us-csl-meu", "us-csl-uvl", "us-csl-dtc", "us-csl-isn")),
        *((name, "no") for name in ("un-sc", "eu-fsf", "sample-sdn", "opensanctions-us-trade-csl")),
        ("us-csl", "unknown"),
        ("opensanctions", "unknown"),
    ],
)
def test_whose_list_it_is(sample: Snapshot, list_name: str, answer: str) -> None:
    """Of a list that is not OFAC's its keeper is asked."""
    hit = replace(met(sample, "MALIK ZORBAN", "900001", Told()), list=list_name)
    first = assess("MALIK ZORBAN", hit, entity(sample, "900001"), Told())[0]
    assert first.answer == answer
    assert ("keeper" in first.follows) == (answer == "no")


@pytest.mark.parametrize(("kind", "answer"), [("individual", "no"), ("organization", "yes"), (None, "unknown")])
def test_a_person_is_no_company(sample: Snapshot, kind: str | None, answer: str) -> None:
    """Another kind is no valid match; where the party's kind is not known the question is open."""
    second = asked(sample, "MALIK ZORBAN", kind=kind)[1]
    assert (second.answer, "not a valid match" in second.follows) == (answer, answer == "yes")
    assert "an individual" in second.because


@pytest.mark.parametrize(
    ("name", "uid", "answer", "because"),
    [
        ("MALIK ZORBAN", "900001", "no", "2 of 2 words of ZORBANI, Malik met (ZORBANI MALIK)"),
        ("PIETRO ZORBAN", "900001", "yes", "1 of 3 words of ZORBAN, Malik Tarentov met (ZORBAN)"),
        ("ZORBAN", "900001", "yes", "1 of 3 words of ZORBAN, Malik Tarentov met (ZORBAN)"),
        ("JANE PUBLIC AND MALIK ZORBAN", "900001", "no", "2 of 2 words of ZORBANI, Malik met (ZORBANI MALIK)"),
        ("MALIKZORBANI", "900001", "no", "2 of 2 words of ZORBANI, Malik met (ZORBANI MALIK)"),
        ("ERMINE", "900033", "no", "ERMINE has one name, which agrees"),
        ("DURYUSAN TRADING LLC", "900028", "no", "2 of 2 words of DURYUSAN TRADING met (DURYUSAN TRADING)"),
    ],
)
def test_how_much_of_the_name_agrees(sample: Snapshot, name: str, uid: str, answer: str, because: str) -> None:
    """One of two or more names is no valid match; a legal form is no name, and a name of one word is whole."""
    third = asked(sample, name, uid)[2]
    assert (third.answer, third.because) == (answer, because)


def test_what_was_not_compared_is_named(sample: Snapshot) -> None:
    """It names what the entry has and nobody told, by its kind, and shows its addresses and places of birth alone."""
    nothing = asked(sample, "MALIK ZORBAN")[3]
    assert nothing.answer == "yes"
    places = (
        "addresses and a place of birth, not compared here; compare with: address Tehran, Iran; born in Ostvar, Iran"
    )
    assert nothing.because == f"the entry has a date of birth, a country, numbers (passport), {places}"
    most = asked(sample, "MALIK ZORBAN", date_of_birth=BORN, country="IR")[3]
    assert most.because == f"the entry has numbers (passport), {places}"
    bank = asked(sample, "BANK OF NORTHERN VELDORIA", "900003", country="DE")[3]
    assert bank.because == (
        "the entry has numbers (lei), a BIC and addresses, not compared here; compare with: "
        "address Veldorplatz 3, Frankfurt am Main 60311, Germany | Hamburg, Germany"
    )
    movement = asked(sample, "MOUVEMENT POPULAIRE DE LIBERATION DU KIVANGA", "900040", country="CD")[3]
    assert movement.because.startswith("the entry has addresses, not compared here; compare with: address Goma, ")
    bare = replace(entity(sample, "900005"), addresses=(), places_of_birth=())
    known = Told(date_of_birth=BORN, country="LY")
    everything = assess("SAMRULLAH BEN KHOURANI", met(sample, "SAMRULLAH BEN KHOURANI", "900005", known), bare, known)[
        3
    ]
    assert (everything.answer, everything.because) == ("no", "all that the entry has was compared")


def test_many_addresses_are_cut(sample: Snapshot) -> None:
    """Of an entry with hundreds of addresses five are told, and how many more there are."""
    known = Told()
    many = replace(entity(sample, "900001"), addresses=tuple(f"{number} Heron Street" for number in range(12)))
    (said,) = assess("MALIK ZORBAN", met(sample, "MALIK ZORBAN", "900001", known), many, known)[3:4]
    assert "4 Heron Street and 7 more; born in" in said.because
    assert "5 Heron Street" not in said.because


@pytest.mark.parametrize(
    ("told", "answer", "because"),
    [
        ({}, "unknown", "the name is alike"),
        ({"date_of_birth": BORN}, "yes", "date of birth agrees"),
        ({"date_of_birth": BORN, "country": "IR"}, "yes", "date of birth and country agree"),
        ({"date_of_birth": dt.date(1999, 5, 7)}, "no", "the name is alike; date of birth disagrees"),
        ({"country": "IR", "date_of_birth": dt.date(1999, 5, 7)}, "yes", "country agrees; date of birth disagrees"),
        ({"kind": "individual"}, "unknown", "the name is alike"),
        ({"country": "DE"}, "unknown", "the name is alike; country disagrees"),
    ],
)
def test_how_many_similarities_there_are(sample: Snapshot, told: dict[str, object], answer: str, because: str) -> None:
    """Facts that agree lead to the hotline, whatever else disagrees; that a person is a person is no such fact."""
    last = asked(sample, "MALIK ZORBAN", **told)[4]
    assert (last.answer, last.because) == (answer, because)
    assert ("hotline" in last.follows) == (answer == "yes")


def test_the_whole_name_is_an_exact_match_unless_the_alias_is_weak(sample: Snapshot) -> None:
    """Weak aliases confirm a hit, and are none by themselves (FAQ 122)."""
    assert asked(sample, "MALIK TARENTOV ZORBAN")[4].because == "the whole name agrees"
    assert asked(sample, "THE FALCONER")[4].answer == "unknown"


def test_a_whole_name_with_another_birth_date_is_no_match_by_itself(sample: Snapshot) -> None:
    """What disagrees is weighed against the same name; only another fact that agrees outweighs it."""
    (*_, last) = asked(sample, "ZORBAN MALIK TARENTOV", date_of_birth=dt.date(1990, 4, 2))
    assert (last.answer, "date of birth disagrees" in last.because) == ("no", True)


def test_a_checklist_holds_no_birth_date_and_no_number(sample: Snapshot) -> None:
    """Neither the party's nor the entry's."""
    said = repr(asked(sample, "MALIK ZORBAN", date_of_birth=BORN, country="IR", kind="individual"))
    assert "1961" not in said
    assert "X0000001" not in said
    assert asked(sample, "MALIK ZORBAN")[0].as_dict().keys() == {"question", "answer", "because", "follows"}
