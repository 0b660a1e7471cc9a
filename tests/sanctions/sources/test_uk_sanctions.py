"""The UK list gives the same entities from CSV, a row for each name, and from XML, an element for each entry."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.sources import uk_sanctions
from achguard.sanctions.sources.reading.read_list import ReadList


def read(content: str | Path) -> ReadList:
    """Read a file, or a text as one."""
    source = io.BytesIO(content.encode()) if isinstance(content, str) else content
    (found,) = uk_sanctions.read(source)
    return found


def sorted_names(entity: ListedEntity) -> ListedEntity:
    """Return an entity with its aliases in order of their text: the formats order them differently."""
    return replace(entity, names=(entity.names[0], *sorted(entity.names[1:], key=lambda name: name.text)))


def test_the_same_list_in_two_formats_gives_the_same_entities(samples: Path) -> None:
    """Both agree in every field and in the publisher's date."""
    csv, xml = read(samples / "uk.csv"), read(samples / "uk.xml")
    assert [*map(sorted_names, csv.entities)] == [*map(sorted_names, xml.entities)]
    for each in (csv, xml):
        assert (each.list, each.published, each.dated_by) == ("uk-sanctions", dt.date(2026, 11, 20), "publisher")
    assert (csv.records, xml.records) == (5, 3)


@pytest.mark.parametrize("file", ["uk.csv", "uk.xml"])
def test_reads_entries_whole(samples: Path, file: str) -> None:
    """Names by quality, births, nationalities, numbers, BICs and IMO numbers come out."""
    person, bank, ship = read(samples / file).entities
    assert (person.uid, person.kind, person.title) == ("SAM0001", "individual", "Dr; General")
    assert person.names[0].text == "MARDUKOV, ILIAN SEROV"
    assert {(name.text, name.quality) for name in person.names[1:]} == {
        ("MARDOUKOV, ILYAN", "strong"),
        ("Илиан Мардуков", "strong"),
        ("The Heron", "weak"),
    }
    assert person.dates_of_birth == ("1961", "1961-03-14")
    assert person.countries == ("DE", "IR")
    assert [(number.type, number.value) for number in person.identifiers] == [
        ("passport", "X0000001"),
        ("national_id", "17809"),
    ]
    assert (bank.kind, bank.bics) == ("organization", ("BNEXDEF1XXX",))
    assert [(number.type, number.value) for number in bank.identifiers] == [("registration", "HRB77123")]
    assert (ship.kind, [(number.type, number.value) for number in ship.identifiers]) == ("vessel", [("imo", "9999993")])


HEADER = "Unique ID,Name 6,Name type,Regime Name,Designation Type,D.O.B"


def test_unknown_columns_are_passed_over(tmp_path: Path) -> None:
    """The report date may be gone and columns may be new: what is known is read by name."""
    path = tmp_path / "list.csv"
    path.write_text(f"New column,{HEADER}\n x ,S1,A,Alias,R,Entity,\n", encoding="utf-8")
    found = read(path)
    assert ([entity.primary_name for entity in found.entities], found.dated_by) == (["A"], "file-time")


def test_a_file_without_a_date_needs_one() -> None:
    """A month that is none gives no date, and a stream has no file time."""
    for first in ("", "Report Date: 20-Xxx-2026\n", "Report Date: 31-Feb-2026\n"):
        content = f"{first}{HEADER}\nS1,A,Primary Name,R,Entity,\n".encode()
        with pytest.raises(ListFormatError, match="says no date"):
            uk_sanctions.read(io.BytesIO(content))
        (found,) = uk_sanctions.read(io.BytesIO(content), published=dt.date(2026, 1, 2))
        assert (found.published, found.dated_by) == (dt.date(2026, 1, 2), "argument")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Report Date: 20-Nov-2026\nUnique ID,Name 6\nS1,A\n", "line 2: lacks the columns name type, regime name"),
        (f"{HEADER},D.O.B\n", "line 1: has a column twice"),
        (f"Report Date: 20-Nov-2026\n{HEADER}\nS1,A,Alias,R\n", "line 3: has 4 columns where its header has 6"),
        (f'{HEADER}\n"S1,A,Alias,R,Entity,\n', "line 2: a quoted field is not closed"),
        (f"{HEADER}\nS1,A,Alias,R,Entity,1961", "line 2: ends in the middle of a line"),
        (f"{HEADER}\n,A,Alias,R,Entity,\n", "line 2: has a row without a unique ID"),
        (f"{HEADER}\nS1,,Alias,R,Entity,\n", "entry 'S1' lacks its number or its name"),
        (f"{HEADER}\n\n", "holds no entry"),
        ("<Designations></Designations>", "holds no entry"),
        ("<Designations><Designation><UniqueID>S1</UniqueID></Designation></Designations>", "lacks its number"),
        ("<!DOCTYPE html><p>busy", "is a web page"),
        ("", "is empty"),
    ],
)
def test_damage_is_refused(content: str, sentence: str) -> None:
    """Other columns, cut-off rows, nameless entries and web pages are refused, with the line where there is one."""
    with pytest.raises(ListFormatError, match=sentence):
        read(content)
