"""The EU list is read whole: names in every language, births in two calendars, an entity of two regulations once."""

import datetime as dt
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.sources import eu_fsf_xml


def test_reads_an_individual_whole(samples: Path) -> None:
    """Names by quality, births, places and documents come out of their attributes; `00` is no country."""
    (read,) = eu_fsf_xml.read(samples / "eu.xml")
    assert (read.list, read.published, read.dated_by) == ("eu-fsf", dt.date(2026, 11, 20), "publisher")
    person = read.entities[0]
    assert (person.uid, person.kind, person.programs, person.title) == ("EU.1.11", "individual", ("SAM",), "General")
    assert [(name.text, name.quality, name.kind) for name in person.names] == [
        ("Ilian Serov Mardukov", "primary", "primary"),
        ("Ilyan Mardoukov", "strong", "aka"),
        ("Илиан Мардуков", "strong", "aka"),
        ("Ilian Serov", "strong", "fka"),
        ("The Heron", "weak", "aka"),
        ("Grey Bird", "weak", "aka"),
    ]
    assert person.dates_of_birth == ("1961-03-14", "1962", "1957/1959", "1963-05", "1982-04-19", "1953/1958")
    assert person.countries == ("IR", "PS")
    assert [(number.type, number.value, number.country) for number in person.identifiers] == [
        ("passport", "X0000001", "IR"),
        ("ssn", "548000001", "US"),
    ]


def test_an_entity_of_two_regulations_is_one(samples: Path) -> None:
    """Its programs, names and places come together, and the rows are counted still."""
    (read,) = eu_fsf_xml.read(samples / "eu.xml")
    bank = read.entities[1]
    assert (len(read.entities), read.records) == (2, 3)
    assert [(name.text, name.quality) for name in bank.names] == [
        ("Bank of Northern Examplia", "primary"),
        ("Examplia Bank", "strong"),
    ]
    assert (bank.programs, bank.countries, bank.bics) == (("SAM", "TWO"), ("DE",), ("BNEXDEF1XXX",))


def test_an_entry_without_a_name_is_refused(samples: Path, tmp_path: Path) -> None:
    """An entry that can't be screened for stops the list."""
    path = tmp_path / "eu.xml"
    path.write_text((samples / "eu.xml").read_text(encoding="utf-8").replace("nameAlias", "other"), encoding="utf-8")
    with pytest.raises(ListFormatError, match=r"eu\.xml: entry 'EU\.1\.11' lacks its number or its name"):
        eu_fsf_xml.read(path)


def test_the_real_list_is_read_whole(shared_data: Path) -> None:
    """All 2,269 entries of 2021-03 are there; 21 entities are listed by two regulations."""
    (read,) = eu_fsf_xml.read(shared_data / "other-lists" / "eu" / "eu_fsf_2021-03-05.xml")
    assert (read.records, len(read.entities), read.published) == (2_269, 2_269 - 21, dt.date(2021, 3, 2))
    assert sum(len(entity.names) for entity in read.entities) > 9_400
    assert sum(name.quality == "weak" for entity in read.entities for name in entity.names) > 50
    assert sum(len(entity.bics) for entity in read.entities) == 5
    assert not any(year.startswith("14") for entity in read.entities for year in entity.dates_of_birth)
