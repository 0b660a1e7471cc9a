"""What only a person compares comes out of every publisher's format, each as its publisher writes it."""

from pathlib import Path

import pytest

from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.sources.reading.to_compare import ofac_facts_left, place, remarks

PERSON = {
    "ofac_csv": (
        ("Tehran, Iran",),
        ("Ostvar, Iran",),
        (
            "DOB 14 Mar 1961; alt. DOB 1960 to 1963; POB Ostvar, Iran; nationality Iran; Gender Male; Passport "
            "X0000001 (Iran) issued 02 Feb 2015 expires 01 Feb 2025; a.k.a. 'THE HERON'."
        ),
    ),
    "sdn.xml": (("Tehran, Iran",), ("Ostvar, Iran",), "Gender Male"),
    "sdn_advanced.xml": (("Tehran, Iran",), ("Ostvar, Iran",), "Gender Male"),
    "csl.csv": (("Tehran, IR", "Kyiv, UA"), ("Ostvar, Iran",), "Invented.; Gender Male"),
    "csl.json": (("Tehran, IR", "Kyiv, UA"), ("Ostvar, Iran",), "Invented.; Gender Male"),
    "un.xml": (
        ("3 Heron Street, Gaza, State of Palestine, as at 2019",),
        ("Ostvar, Invented Province, Iran",),
        "Invented.; April 1963; 24/06/1402 (Hijri Calendar); Gender Male",
    ),
    "eu.xml": (
        ("3 Heron Street, P 1, Gaza, PALESTINE",),
        ("Ostvar, IRAN",),
        "Invented.; Low quality alias; formerly known as; between 1953 and 1958; Gender Male",
    ),
    "uk.csv": (("3 Heron Street, Tehran, Iran",), ("Ostvar, Iran",), "Invented.; Gender Male"),
    "uk.xml": (("3 Heron Street, Tehran, Iran",), ("Ostvar, Iran",), "Invented.; Gender Male"),
    "entities.ftm.json": (
        ("3 Heron Street, Kyiv", "Tehran, Iran"),
        ("Ostvar",),
        "Invented.; Gender male; A reason.",
    ),
    "targets.simple.csv": (("3 Heron Street, Kyiv", "Tehran, Iran"), (), None),
}
SHIP = {
    "ofac_csv": "Vessel Registration Identification IMO 9999993; MMSI 999000111.; Vessel Call Sign X9XX9; Vessel Type "
    "Crude Oil Tanker; Vessel Tonnage 99030; Vessel Gross Registered Tonnage 1098; Vessel Flag Panama",
    "sdn.xml": "Vessel Call Sign X9XX9; Vessel Type Crude Oil Tanker; Vessel Flag Panama",
    "csl.csv": "Former Vessel Flag Panama",
    "uk.csv": "Current believed flag of ship Panama",
    "uk.xml": "Current believed flag of ship Panama",
}


@pytest.mark.parametrize("file", PERSON)
def test_a_person_is_read_whole(samples: Path, file: str) -> None:
    """Addresses, places of birth and remarks of a person, numbers of which an entry has fields left out."""
    person = next(each for each in Snapshot.from_files(samples / file).entities if len(each.names) > 1)
    assert (person.addresses, person.places_of_birth, person.remarks) == PERSON[file]


@pytest.mark.parametrize("file", SHIP)
def test_a_ship_is_read_whole(samples: Path, file: str) -> None:
    """A ship's call sign, type, tonnage and flag stand among its remarks."""
    (ship,) = (each for each in Snapshot.from_files(samples / file).entities if each.kind == "vessel")
    assert (ship.addresses, ship.places_of_birth, ship.remarks) == ((), (), SHIP[file])


def test_a_place_says_each_part_once() -> None:
    """Blank parts are left out, and so is a part that another one says."""
    assert place("", " Gaza ", "Gaza", "Palestine,") == "Gaza, Palestine"
    assert place("", " ") == ""


def test_remarks_are_none_where_there_is_nothing() -> None:
    """A label without a value says nothing."""
    assert remarks("", facts=[("Gender", "")]) is None
    assert remarks("A  b", facts=[("Gender", "Male"), ("Gender", "Male")]) == "A b; Gender Male"


def test_numbers_and_what_has_a_field_are_left_out() -> None:
    """Of OFAC's labelled facts those remain that are told nowhere else."""
    facts = [("Passport", "X0000001 (Iran)"), ("DOB", "1961"), ("Gender", "Male"), ("SWIFT/BIC", "BNEXDEF1")]
    assert ofac_facts_left(facts) == (("Gender", "Male"),)


def test_the_real_lists_say_much(shared_data: Path) -> None:
    """Most entries of the UN list of 2026 and the EU list of 2021 have remarks; half have a place of birth."""
    for folder, with_address, with_place, with_remarks in (("un", 528, 536, 921), ("eu", 747, 1_062, 1_818)):
        entities = Snapshot.from_files(shared_data / "other-lists" / folder).entities
        assert sum(bool(each.addresses) for each in entities) == with_address
        assert sum(bool(each.places_of_birth) for each in entities) == with_place
        assert sum(bool(each.remarks) for each in entities) == with_remarks
