"""What else is known of a party raises a score or is told, and hides no hit."""

import datetime as dt
from pathlib import Path
from typing import get_args

import pytest

from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.model.decision import Accept, Hold
from achguard.policy import Policy
from achguard.policy.loading import PRESETS
from achguard.sanctions.comparing.evidence import weigh
from achguard.sanctions.hit import DEFAULT_MIN_SCORE, BirthDates, Hit
from achguard.sanctions.listed.entity import ListedEntity, ListedName
from achguard.sanctions.screener import Screener
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored.listing import Listing
from factories import payment

DAY = dt.date(2026, 11, 25)


def listed(*born: str) -> ListedEntity:
    """Return an individual with dates of birth."""
    return ListedEntity("1", "x", "individual", (ListedName("X, Y", "primary", "primary"),), dates_of_birth=born)


@pytest.mark.parametrize(
    ("given", "born", "verdict"),
    [
        ("1961-03-14", ("1961-03-14",), "agrees"),
        (dt.date(1961, 3, 14), ("1961-03-14",), "agrees"),
        ("1961-03-14", ("1961",), "agrees"),
        ("1961-03-14", ("1961-03",), "agrees"),
        ("1961", ("1961-03-14",), "agrees"),
        ("1962-01-01", ("1961/1963",), "agrees"),
        ("1961-03-14", ("1980", "1961"), "agrees"),
        ("1961-03-15", ("1961-03-14",), "neither"),
        ("1962-03-14", ("1961-03-14",), "neither"),
        ("1963-03-15", ("1961-03-14",), "neither"),
        ("1963-03-16", ("1961-03-14",), "disagrees"),
        ("1959-03-12", ("1961-03-14",), "disagrees"),
        ("1961-12-03", ("1961-03-12",), "neither"),
        ("1985-02-03", ("1961-03-14", "1964"), "disagrees"),
        ("1983-02-03", ("1961-03-14", "1964"), "neither"),
        ("1963-03-15", ("1961-03-14", "1990-01-31"), "neither"),
        ("1976-05-05", ("1961-03-14", "1975-05-05"), "neither"),
        ("1985-02-03", ("1964",), "disagrees"),
        ("1984-12-30", ("1964",), "neither"),
        ("1985-02-03", ("1964-01-01",), "disagrees"),
        ("1970-05-05", ("1964-01-01",), "neither"),
        ("1964-05-05", ("1964-01-01",), "agrees"),
        ("1964-01-01", ("1964-05-05",), "agrees"),
        ("1985-02-03", ("1964-05",), "disagrees"),
        ("1964-05-31", ("1964-05",), "agrees"),
        ("1970-05-05", ("1964-05",), "neither"),
        ("1985-02-03", ("1961/1963",), "disagrees"),
        ("1970-05-05", ("1961/1963",), "neither"),
        ("1985", ("1961-03-14",), "neither"),
        ("1985-01-01", ("1961-03-14",), "neither"),
        ("1961-02-30", ("1961-03-14",), "agrees"),
        ("1985-02-03", ("1961-02-30",), "disagrees"),
        ("1961-00", ("1961-03-14",), "agrees"),
        ("9999-12", ("1961-03-14",), "neither"),
        ("0000-00-00", ("1961-03-14",), "neither"),
        ("1985-02-03", ("0000",), "neither"),
        ("1961-03-14", (), "neither"),
        ("not a date", ("1961",), "neither"),
        ("١٩٦١", ("1961",), "neither"),
        ("", ("1961",), "neither"),
        (None, ("1961",), "neither"),
    ],
)
def test_dates_of_birth(given: str, born: tuple[str, ...], verdict: str) -> None:
    """Dates agree as far as both say; two years off is neither, and twenty of a year alone; nothing said is nothing."""
    evidence = weigh(listed(*born), date_of_birth=given, as_of=DAY)
    assert ("date_of_birth" in evidence.agrees, "date_of_birth" in evidence.disagrees) == (
        verdict == "agrees",
        verdict == "disagrees",
    )


@pytest.mark.parametrize(
    "given",
    [
        *("1900-01-01", "1901-01-01", "1904-01-01", "1970-01-01", "1980-01-01", "1985-01-01", "1969-12-31"),
        *("1111-11-11", "0001-01-01", "1753-01-01", "1899-12-30", "1861-03-14", "1905-12-31"),
        *("1911-11-11", "1999-09-09", "1988-08-08", "2026-11-25", "2061-03-14", "9999-12-31"),
    ],
)
@pytest.mark.parametrize("born", ["1961-03-14", "1920-05-06", "2004-07-13"])
def test_a_date_that_cannot_be_one_says_nothing(given: str, born: str) -> None:
    """Nobody over 120, nobody born today or later, and no day that stands for a missing one weakens a hit."""
    evidence = weigh(listed(born), date_of_birth=given, as_of=DAY)
    assert evidence.disagrees == []
    assert evidence.shift == 0


@pytest.mark.parametrize("born", ["2024-05-07", "2024-05-06", "2024-05-05", "2019-05-05", "2015-01-02"])
def test_a_child_or_a_day_to_come_says_nothing(born: str) -> None:
    """Nobody of under ten years pays, and a form may be filled in with today or, in another zone, with yesterday."""
    assert weigh(listed("1961-03-14"), date_of_birth=born, as_of=dt.date(2024, 5, 6)).disagrees == []


def test_the_day_says_who_is_a_child() -> None:
    """A date that says nothing on the day of the decision says something years later."""
    entity = listed("1961-03-14")
    assert weigh(entity, date_of_birth="2010-05-06", as_of=dt.date(2019, 5, 7)).disagrees == []
    assert weigh(entity, date_of_birth="2010-05-06", as_of=dt.date(2020, 5, 7)).disagrees == ["date_of_birth"]


@pytest.mark.parametrize("min_score", [None, DEFAULT_MIN_SCORE, 1.0])
def test_nothing_that_disagrees_hides_a_name(sample: Snapshot, min_score: float | None) -> None:
    """Another date of birth, country and kind are told, and the name's score stays, whatever score is asked for."""
    name = "ZORBAN, Malik Tarentov"
    told = {"date_of_birth": "1985-05-05", "country": "FR", "kind": "organization"}
    for facts in ({}, *({fact: value} for fact, value in told.items()), told):
        hit = sample.screen(name, **facts, min_score=min_score)[0]  # type: ignore[arg-type]
        assert (hit.uid, hit.score) == ("900001", 1.0)
        assert {*hit.disagrees} == {*facts}
    assert "date of birth disagrees" in hit.explanation
    assert "1985" not in hit.explanation


def test_a_name_near_the_threshold_is_not_hidden_either(sample: Snapshot) -> None:
    """The least score at which a name is found alone is enough whatever disagrees."""
    (hit, *_) = sample.screen("MALIK ZORBEN TARENTOV")
    for facts in ({"kind": "organization"}, {"country": "FR"}, {"date_of_birth": "1985-05-05"}):
        assert sample.screen("MALIK ZORBEN TARENTOV", min_score=hit.score, **facts)  # type: ignore[arg-type]


USUAL = ["GARCIA, Jose", "ALI, Mohammed", "WANG, Wei", "IVANOV, Sergey", "SMITH, John", "HERNANDEZ LOPEZ, Juan"]
RARE = [
    "ZORBAN, Malik",
    "QUIBBLETON, Jose",
    "GARCIA, Zorbanek",
    "KRIM, Jo",
    "GARCIA LOPEZ, Jose Luis",  # each word is usual, and few people have all four
    "VEXLEYHOLT",
]


def one(name: str, *born: str) -> ListedEntity:
    """Return a listed person with a name, born on 14 March 1961 if nothing else is said."""
    names = (ListedName(name, "primary", "primary"),)
    return ListedEntity("7", "t", "individual", names, programs=("P",), dates_of_birth=born or ("1961-03-14",))


def hit_of(listed_name: str, screened: str, born: str | None) -> Hit:
    """Return the hit that a name makes with the only listed person."""
    (hit,) = Screener([one(listed_name)]).screen(screened, date_of_birth=born, as_of=DAY)
    return hit


def natural(listed_name: str) -> str:
    """Return a listed name as people write it."""
    family, _, given = listed_name.partition(", ")
    return f"{given} {family}".strip().upper()


@pytest.mark.parametrize(("name", "usual"), [*((name, True) for name in USUAL), *((name, False) for name in RARE)])
def test_a_declared_date_outweighs_a_usual_name_alone(name: str, usual: bool) -> None:  # noqa: FBT001 -- a column
    """One on file outweighs any name; without a date, and with one that agrees or is near, nothing does."""
    other = hit_of(name, natural(name), "1985-05-05")
    assert (other.is_usual, other.is_outweighed("declared"), other.is_outweighed("on_file")) == (usual, usual, True)
    for born in (None, "1961-03-14", "1962-05-05", "1900-01-01"):
        assert not any(map(hit_of(name, natural(name), born).is_outweighed, get_args(BirthDates)))


@pytest.mark.parametrize(
    ("listed_name", "screened"),
    [
        ("HUSAYN, Ali", "ALI HUSSEIN"),  # a usual name is written for a rare one
        ("ALI, Mohammed", "MOHAMMEDALI"),  # letters met, and the run of them is no usual word
        ("GARCIAN, Jose", "JOSE GARCIA"),
    ],
)
def test_a_usual_name_is_one_on_both_sides(listed_name: str, screened: str) -> None:
    """A rare listed name that a usual one resembles is no usual name, nor is a run of letters."""
    hits = Screener([one(listed_name)]).screen(screened, date_of_birth="1985-05-05", as_of=DAY, min_score=0.6)
    assert [hit.is_usual for hit in hits] == [False]


def decided(name: str, born: str | None, birth_dates: str, *, listed_name: str, as_of: dt.date = DAY) -> Accept | Hold:
    """Decide a payment of a person under a policy that says where dates of birth come from."""
    preset = Policy.preset("us-domestic")
    screening = preset.screening.model_copy(update={"birth_dates": birth_dates})
    entities = [one(listed_name)]
    listing = Listing(list="t", published=as_of, dated_by="argument", entries=1, sha256="0" * 64, partial=False)
    lists = Snapshot(entities, [listing], ("sample", (as_of,), ()))
    guard = Guard(preset.model_copy(update={"screening": screening}), lists, as_of=as_of)
    changes = {"effective_date": None, "receiver": {"name": name, "date_of_birth": born}}
    decision = guard.decide(payment(changes=changes))
    assert isinstance(decision, Accept | Hold)
    return decision


@pytest.mark.parametrize(
    ("listed_name", "born", "declared", "on_file"),
    [
        ("ZORBAN, Malik", "1985-05-05", Hold, Accept),
        ("ZORBAN, Malik", "1900-01-01", Hold, Hold),
        ("ZORBAN, Malik", "2030-05-05", Hold, Hold),
        ("ZORBAN, Malik", "1962-05-05", Hold, Hold),
        ("ZORBAN, Malik", None, Hold, Hold),
        ("GARCIA, Jose", "1985-05-05", Accept, Accept),
        ("GARCIA, Jose", "1985-01-01", Hold, Hold),
        ("GARCIA, Jose", "1961-03-14", Hold, Hold),
        ("GARCIA, Jose", None, Hold, Hold),
    ],
)
def test_a_hit_that_a_date_weakens_stays_in_the_decision(
    listed_name: str, born: str | None, declared: type[Accept | Hold], on_file: type[Accept | Hold]
) -> None:
    """Whatever the outcome, there is a finding; where it is weak it says why."""
    for birth_dates, outcome in (("declared", declared), ("on_file", on_file)):
        decision = decided(natural(listed_name), born, birth_dates, listed_name=listed_name)
        assert type(decision) is outcome
        (finding,) = decision.findings
        assert (finding.code, finding.at) == ("SAN101", "receiver.name")
        assert finding.strength.value == ("weak" if outcome is Accept else "strong")
        assert ("weak, since the date of birth" in finding.message) == (outcome is Accept)
        assert born is None or born not in decision.model_dump_json()


def test_agreement_raises_and_is_told(sample: Snapshot) -> None:
    """An agreeing birth date and country raise a score that is not yet perfect."""
    plain = sample.screen("MALIK ZORBEN TARENTOV")[0]
    more = sample.screen("MALIK ZORBEN TARENTOV", date_of_birth="1961-03-14", country="ir", kind="individual")[0]
    assert more.score > plain.score
    assert more.agrees == ("date_of_birth", "country", "kind")


def test_a_decision_goes_by_its_own_day() -> None:
    """A date that says nothing on the day of the decision does not, whatever day it is today."""
    for as_of, outcome in ((dt.date(2019, 5, 5), Hold), (dt.date(2021, 5, 7), Accept)):
        decision = decided("MALIK ZORBAN", "2010-05-06", "on_file", listed_name="ZORBAN, Malik", as_of=as_of)
        assert type(decision) is outcome


@pytest.mark.parametrize("name", PRESETS)
def test_presets_say_that_dates_are_declared(name: str) -> None:
    """No preset trusts a date of birth that a payor may make up."""
    assert Policy.preset(name).screening.birth_dates == "declared"


def test_a_policy_file_says_where_dates_come_from(tmp_path: Path) -> None:
    """Declared where a file says nothing, on file where it says so, and refused where it says something else."""
    file = tmp_path / "policy.toml"
    for said, expected in (("", "declared"), ('[screening]\nbirth_dates = "on_file"', "on_file")):
        file.write_text(f'extends = "us-domestic"\nname = "p"\n{said}\n')
        assert Policy.load(file).screening.birth_dates == expected
    file.write_text('extends = "us-domestic"\nname = "p"\n[screening]\nbirth_dates = "known"\n')
    with pytest.raises(ConfigurationError, match="birth_dates"):
        Policy.load(file)


def test_a_wrong_kind_hides_no_hit(sample: Snapshot) -> None:
    """A person typed as a company, and a ship as a person, are found."""
    assert sample.screen("ZORBAN, Malik Tarentov", kind="organization")[0].uid == "900001"
    assert sample.screen("ZEPHYRIS GRACE", kind="individual")[0].uid == "900035"


@pytest.mark.parametrize("field", ["JANE PUBLIC OR {}", "{} AND JANE PUBLIC", "ESTATE OF {}", "JANE PUBLIC VIA {}"])
@pytest.mark.parametrize("mode", ["declared", "on_file"])
def test_a_date_of_one_holder_weighs_nothing_for_another(mode: str, field: str) -> None:
    """A field of several holders has one date, and nobody knows whose: the listed one is held."""
    decision = decided(field.format("MALIK ZORBAN"), "1990-06-15", mode, listed_name="ZORBAN, Malik")
    assert type(decision) is Hold
