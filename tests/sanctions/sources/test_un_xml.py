"""The UN list is read whole: names in order, several spellings of an alias, every way of dating a birth."""

import datetime as dt
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.sources import un_xml


def test_reads_an_individual_whole(samples: Path) -> None:
    """Names by quality, births, places, documents and offices come out of their elements."""
    (read,) = un_xml.read(samples / "un.xml")
    assert (read.list, read.published, read.dated_by) == ("un-sc", dt.date(2026, 11, 20), "publisher")
    person = read.entities[0]
    assert (person.uid, person.kind, person.programs) == ("XXi.001", "individual", ("Sample",))
    assert [(name.text, name.quality, name.kind) for name in person.names] == [
        ("ILIAN SEROV MARDUKOV", "primary", "primary"),
        (
            "Илиан Сергеевич Мардуков",
            "strong",
            "aka",
        ),
        ("Ilyan Mardoukov", "strong", "aka"),
        ("Ilian Mardoukoff", "strong", "aka"),
        ("The Heron", "weak", "aka"),
    ]
    assert person.dates_of_birth == ("1961-03-14", "1962", "1957/1959", "1963")
    assert person.countries == ("IR", "PS")
    assert [(number.type, number.value, number.country) for number in person.identifiers] == [
        ("passport", "X0000001", "IR"),
        ("national_id", "17809", None),
        ("other", "R123", None),
    ]
    assert person.title == "Dr.; General"


def test_reads_an_entity(samples: Path) -> None:
    """A former name is one, and a shipping company's IMO number is found in the comments."""
    entity = un_xml.read(samples / "un.xml")[0].entities[1]
    assert (entity.kind, entity.countries) == ("organization", ("KP",))
    assert [(name.text, name.kind) for name in entity.names[1:]] == [("Egret Lines", "fka"), ("Heron Lines", "aka")]
    assert [(number.type, number.value) for number in entity.identifiers] == [("imo", "9999993")]


def test_an_entry_without_a_name_is_refused(samples: Path, tmp_path: Path) -> None:
    """An entry that can't be screened for stops the list."""
    path = tmp_path / "un.xml"
    path.write_text((samples / "un.xml").read_text(encoding="utf-8").replace("FIRST_NAME", "X_NAME"), encoding="utf-8")
    with pytest.raises(ListFormatError, match=r"un\.xml: entry 'XXe\.001' lacks its number or its name"):
        un_xml.read(path)


def test_the_real_list_is_read_whole(shared_data: Path) -> None:
    """All 1,003 entries of 2026-02-27 are there, with their weak aliases, original scripts and births."""
    (read,) = un_xml.read(shared_data / "other-lists" / "un" / "consolidated_2026-02-27.xml")
    assert (len(read.entities), read.published) == (1_003, dt.date(2026, 2, 27))
    assert sum(entity.kind == "individual" for entity in read.entities) == 730
    assert sum(name.quality == "weak" for entity in read.entities for name in entity.names) > 600
    assert sum(not name.text.isascii() for entity in read.entities for name in entity.names) > 300
    assert sum(bool(entity.dates_of_birth) for entity in read.entities) > 670
