"""The Consolidated Screening List gives a list for each member list, the same from CSV and from JSON."""

import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.sources import us_csl
from achguard.sanctions.sources.reading.read_list import ReadList

DAY = dt.date(2026, 11, 20)


def read(content: str) -> tuple[ReadList, ...]:
    """Read a text as a file."""
    return us_csl.read(io.BytesIO(content.encode()), published=DAY)


def test_the_same_list_in_two_formats_gives_the_same_entities(samples: Path) -> None:
    """Both agree in every field; only an entry without a publisher's number is numbered differently."""
    csv, found = us_csl.read(samples / "csl.csv", published=DAY), us_csl.read(samples / "csl.json", published=DAY)
    assert [each.list for each in csv] == ["us-csl-dpl", "us-csl-sdn"] == [each.list for each in found]
    assert csv[1].entities == found[1].entities
    assert [replace(entity, uid="") for entity in csv[0].entities] == [
        replace(entity, uid="") for entity in found[0].entities
    ]
    assert found[0].entities[0].uid == "a1"


def test_reads_entries_whole(samples: Path) -> None:
    """Names, programs, births, places, numbers and BICs come out of their cells."""
    denied, sdn = us_csl.read(samples / "csl.csv", published=DAY)
    assert (denied.entities[0].primary_name, denied.entities[0].countries) == ("ILIAN SEROV MARDUKOV", ("US",))
    person, bank, ship = sdn.entities
    assert (person.uid, person.kind, person.title) == ("910001", "individual", "Commander")
    assert [name.text for name in person.names] == ["MARDUKOV, Ilian Serov", "MARDOUKOV, Ilyan", "SEROV, Ilian"]
    assert person.programs == ("SAMPLE-A", "SAMPLE-B")
    assert person.dates_of_birth == ("1961-03-14", "1962")
    assert person.countries == ("DZ", "IR", "UA")
    assert [(number.type, number.value, number.country) for number in person.identifiers] == [
        ("passport", "X0000001", "IR"),
        ("other", "999000111", None),
    ]
    assert (bank.kind, bank.bics, bank.identifiers) == ("organization", ("BNEXDEF1XXX",), ())
    assert (ship.kind, [(number.type, number.value) for number in ship.identifiers]) == ("vessel", [("imo", "9999993")])
    assert (sdn.published, sdn.dated_by) == (DAY, "argument")
    assert us_csl.read(samples / "csl.csv")[0].dated_by == "file-time"


def test_a_member_list_without_a_code_is_named_by_its_words() -> None:
    """A list that is new to the file comes out under its own name."""
    rows = [{"source": "Brand New List - Some Bureau", "name": "A"}, {"source": "!", "name": "B"}]
    assert [each.list for each in read(json.dumps({"results": rows}))] == ["us-csl", "us-csl-brand-new-list"]


def test_rows_without_a_number_that_name_the_same_party_are_one() -> None:
    """Their addresses come together, and the list says so."""
    rows = [
        {"source": "Denied (DPL)", "name": "A", "addresses": [{"country": country}]} for country in ("DE", "FR", None)
    ]
    (found,) = read(json.dumps({"results": rows}))
    assert (len(found.entities), found.records, found.entities[0].countries) == (1, 3, ("DE", "FR"))
    assert found.problems == (
        "us-csl-dpl: 2 rows have no number and the name and date of another, and were brought together with it",
    )


HEADER = "source,entity_number,type,programs,name,alt_names,addresses"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (f"{HEADER}\nX (SDN),1,,,A,,\nX (SDN),1,,,B,,\n", "entry '1' is there twice"),
        (f"{HEADER}\nX (SDN),1,,,,,\n", "line 2: has a row without its name or its source"),
        (f"{HEADER}\n", "holds no entry"),
        ("source,name\nX,A\n", "lacks the columns entity_number, type"),
        ('{"results": [{"name": "A"}]}', "result 1 lacks its name or its source"),
        ('{"results": [7]}', "result 1 lacks its name or its source"),
        ('{"results": []}', "holds no entry"),
        ('{"results": 7}', "holds no `results`"),
        ('{"results": [\n{"name"', "line 2: ends in the middle of a value: it is cut off"),
        ('{"results": [{"name": "A', "ends in the middle of a value"),
        ('{"results": nothing}', "line 1: is not JSON"),
        ("[" * 100_000, "beyond reason|cut off"),
        ('{"results": [' + "9" * 5000 + "]}", "beyond reason"),
        ("<html>", "is a web page or XML"),
    ],
)
def test_damage_is_refused(content: str, sentence: str) -> None:
    """Numbers that are there twice, nameless rows, other columns and cut-off JSON are refused."""
    with pytest.raises(ListFormatError, match=sentence):
        read(content)


def test_half_characters_in_json_do_no_harm() -> None:
    """JSON can escape half of a character, which no file could hold."""
    (found,) = read('{"results": [{"source": "X (SDN)", "name": "A\\ud800B", "alt_names": ["\\udc00", 7, " C  D "]}]}')
    assert [name.text for name in found.entities[0].names] == ["A?B", "?", "C D"]


def test_the_real_sample_is_read_whole(shared_data: Path) -> None:
    """Its header and 115 rows of nine lists are read; two rows of parties without a number repeat another."""
    path = shared_data / "other-lists" / "us-csl" / "csl_sample.csv"
    lists = us_csl.read(path)
    assert path.read_bytes().count(b"\n") == 116
    assert sum(each.records for each in lists) == 115
    assert {each.list.removeprefix("us-csl-"): len(each.entities) for each in lists} == {
        "cap": 1,
        "dpl": 7,
        "dtc": 10,
        "el": 21,
        "isn": 3,
        "plc": 13,
        "sdn": 28,
        "ssi": 26,
        "uvl": 4,
    }
