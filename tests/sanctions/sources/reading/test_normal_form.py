"""Countries, numbers, BICs, dates and names of every publisher come into one form, and no text raises."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.sanctions.listed.entity import ListedIdentifier
from achguard.sanctions.sources.reading import normal_form


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1961-03-14", "1961-03-14"),
        ("1961-03-14T00:00:00", "1961-03-14"),
        ("1961-03", "1961-03"),
        ("1961", "1961"),
        ("1961-02-30", "1961-02"),
        ("1961-13-01", "1961"),
        ("14/03/1961", "1961-03-14"),
        ("dd/mm/1961", "1961"),
        ("dd/03/1961", "1961-03"),
        ("00/00/1961", "1961"),
        ("between 1953 and 1958", "1953/1958"),
        ("1960 to 1963", "1960/1963"),
        ("1960-1963", "1960/1963"),
        ("1961 to 1961", "1961"),
        ("14 Mar 1961", "1961-03-14"),
        ("circa 1961", "1961"),
        ("14 Mar 1961 to 20 Apr 1962", "1961/1962"),
        ("April 1963", "1963"),
        ("24/06/1402 (Hijri Calendar)", None),
        ("1402", None),
        ("9999", None),
        ("30-35 years old", None),
        ("\u00b2\u00b2/\u00b2\u00b2/1961", "1961"),
        ("", None),
    ],
)
def test_dates_of_birth(written: str, read: str | None) -> None:
    """Every way of writing a date gives ISO, a part of it, or a range of years; another calendar's year gives none."""
    assert normal_form.date_of_birth(written) == read


def test_years_and_parts_of_dates() -> None:
    """A range with one plausible end is a year; superscripts, huge numbers and impossible days are not read."""
    assert normal_form.years("1957", "1959") == "1957/1959"
    assert normal_form.years("", "1959") == "1959"
    assert normal_form.years("x", "0007") is None
    assert normal_form.partial_date("1961", "\u00b2", "9" * 5000) == "1961"
    assert normal_form.partial_date("9" * 5000) is None
    assert normal_form.day("9" * 5000, "1", "1") is None
    assert normal_form.day("99999999999", "1", "1") is None
    assert normal_form.publisher_date("2026-02-27T00:00:09.554Z") == dt.date(2026, 2, 27)
    assert normal_form.publisher_date("2026-02") is None
    assert normal_form.publisher_date("") is None


def test_countries_are_codes_each_once() -> None:
    """Names of several publishers and codes give codes, sorted; what is no country is left out."""
    names = [
        "Iran (Islamic Republic of)",
        "Iran",
        "IR",
        "State of Palestine",
        "former Soviet Union",
        "",
        "Korea, North",
    ]
    assert normal_form.countries(names) == ("IR", "KP", "PS")


def test_numbers_are_letters_and_digits() -> None:
    """Punctuation goes, an IMO number loses its letters, and prose and what is too short is no number."""
    assert normal_form.number("passport", " x-00 01 ", "Iran") == ListedIdentifier("passport", "X0001", "IR")
    assert normal_form.number("imo", "IMO 9999993") == ListedIdentifier("imo", "9999993", None)
    assert normal_form.number("passport", "unknown") is None
    assert normal_form.number("passport", "12") is None
    assert normal_form.numbers([None, normal_form.number("imo", "9999993"), normal_form.number("imo", "9999993")]) == (
        ListedIdentifier("imo", "9999993", None),
    )


def test_bics_have_eleven_characters() -> None:
    """A BIC of eight is the head office's; what is no BIC is left out."""
    assert normal_form.bics(["BNEXDEF1", "bnexdef1xxx", "BNEXDEF1123", "HRB-77123", ""]) == (
        "BNEXDEF1XXX",
        "BNEXDEF1123",
    )


def test_names_are_ordered_by_quality_each_once() -> None:
    """The primary name leads, strong aliases follow in their order, weak ones close; no name is there twice."""
    names = normal_form.names(
        "A",
        [
            ("W", "weak", "aka"),
            ("B", "strong", "fka"),
            ("A", "strong", "aka"),
            ("", "strong", "aka"),
            ("B", "weak", "aka"),
        ],
    )
    assert [(name.text, name.quality, name.kind) for name in names] == [
        ("A", "primary", "primary"),
        ("B", "strong", "fka"),
        ("W", "weak", "aka"),
    ]
    assert normal_form.last_first("A", "") == "A"


def test_a_semicolon_in_a_number_ends_no_fact() -> None:
    """A value can't smuggle another fact in, such as a weak alias."""
    facts = normal_form.ofac_facts([("Passport", "X0001; a.k.a. 'NOBODY'"), ("Passport", ""), ("", "X2")], "DOB 1961.")
    assert facts.weak_names == ()
    assert facts.dates_of_birth == ("1961",)
    assert [number.value for number in normal_form.ofac_numbers(facts)] == ["X0001"]


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    """Whatever stands in a field has a value or none."""
    born = normal_form.date_of_birth(text)
    assert born is None or born[:4].isdecimal()
    normal_form.partial_date(text, text, text)
    normal_form.day(text, text, text)
    normal_form.number("other", text, text)
    assert all(len(bic) == 11 for bic in normal_form.bics([text]))
    assert all(len(code) == 2 for code in normal_form.countries([text]))
    normal_form.ofac_facts([("Passport", text), (text, "1")], text)
