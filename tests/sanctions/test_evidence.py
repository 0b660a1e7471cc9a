"""What else is known of a party moves a score, says so, and hides no hit but by a clearly other birth year."""

import datetime as dt

import pytest

from achguard.sanctions.entity import ListedEntity, ListedName
from achguard.sanctions.evidence import weigh
from achguard.sanctions.hit import DEFAULT_MIN_SCORE
from achguard.sanctions.snapshot import Snapshot


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
        ("1963-03-14", ("1961-03-14",), "disagrees"),
        ("1985-01-01", ("1961-03-14", "1964"), "disagrees"),
        ("1970", ("1961/1963",), "disagrees"),
        ("1961-03-14", (), "neither"),
        ("not a date", ("1961",), "neither"),
        ("١٩٦١", ("1961",), "neither"),
        ("", ("1961",), "neither"),
        (None, ("1961",), "neither"),
    ],
)
def test_dates_of_birth(given: str, born: tuple[str, ...], verdict: str) -> None:
    """Dates agree as far as both say; a year or a day off is neither; more disagrees; nothing said is nothing."""
    evidence = weigh(listed(*born), date_of_birth=given)
    assert ("date_of_birth" in evidence.agrees, "date_of_birth" in evidence.disagrees) == (
        verdict == "agrees",
        verdict == "disagrees",
    )


def test_only_a_clearly_other_year_takes_a_perfect_name_below_the_threshold(sample: Snapshot) -> None:
    """More than two years from every listed date hide a hit at the default; two years, a country and a kind do not."""
    name = "ZORBAN, Malik Tarentov"
    assert sample.screen(name, date_of_birth="1970-01-01") == ()
    assert sample.screen(name, date_of_birth="1970-01-01", country="IR") == ()
    (low,) = sample.screen(name, date_of_birth="1970-01-01", min_score=0.5)
    assert low.disagrees == ("date_of_birth",)
    assert "date of birth disagrees" in low.explanation
    assert "1970" not in low.explanation
    (hit,) = sample.screen(name, date_of_birth="1963-03-14", country="FR", kind="organization")
    assert hit.score >= DEFAULT_MIN_SCORE
    assert hit.disagrees == ("date_of_birth", "country", "kind")


def test_agreement_raises_and_is_told(sample: Snapshot) -> None:
    """An agreeing birth date and country raise a score that is not yet perfect."""
    plain = sample.screen("MALIK ZORBEN TARENTOV")[0]
    more = sample.screen("MALIK ZORBEN TARENTOV", date_of_birth="1961-03-14", country="ir", kind="individual")[0]
    assert more.score > plain.score
    assert more.agrees == ("date_of_birth", "country", "kind")


def test_a_wrong_kind_hides_no_hit(sample: Snapshot) -> None:
    """A person typed as a company, and a ship as a person, are found."""
    assert sample.screen("ZORBAN, Malik Tarentov", kind="organization")[0].uid == "900001"
    assert sample.screen("ZEPHYRIS GRACE", kind="individual")[0].uid == "900035"
