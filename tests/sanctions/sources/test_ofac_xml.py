"""OFAC's two XML formats and its CSV files give the same entities, down to order, where they hold the same list."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.sources import ofac_advanced_xml, ofac_csv, ofac_sdn_xml
from achguard.sanctions.sources.reading.read_list import ReadList

SCRIPT = "МАРДУКОВ, Илиан"


def edited(path: Path, tmp_path: Path, old: str, new: str) -> Path:
    """Return a copy of a file with every occurrence of a text, which must be there, replaced."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / path.name
    copy.write_text(text.replace(old, new), encoding="utf-8")
    return copy


def plain(path: Path) -> ReadList:
    """Read an sdn.xml."""
    (read,) = ofac_sdn_xml.read(path)
    return read


def advanced(path: Path) -> ReadList:
    """Read an sdn_advanced.xml."""
    (read,) = ofac_advanced_xml.read(path)
    return read


def test_the_same_list_in_three_formats_gives_the_same_entities(samples: Path) -> None:
    """CSV, XML and advanced XML agree in every field; only the advanced format has names in other scripts."""
    (csv,) = ofac_csv.read(samples / "ofac_csv")
    xml, typed = plain(samples / "sdn.xml"), advanced(samples / "sdn_advanced.xml")
    assert len(csv.entities) == 4
    assert xml.entities == csv.entities
    latin = tuple(
        replace(entity, names=tuple(name for name in entity.names if name.text != SCRIPT)) for entity in typed.entities
    )
    assert latin == csv.entities
    assert [(name.quality, name.kind) for name in typed.entities[0].names if name.text == SCRIPT] == [("strong", "aka")]


def test_the_publisher_dates_the_list(samples: Path) -> None:
    """The date in the file counts before an argument and before the file's time."""
    for read in (
        *ofac_sdn_xml.read(samples / "sdn.xml", published=dt.date(2020, 1, 1)),
        *ofac_advanced_xml.read(samples / "sdn_advanced.xml", published=dt.date(2020, 1, 1)),
    ):
        assert (read.published, read.dated_by, read.partial) == (dt.date(2026, 11, 20), "publisher", False)
        assert (read.list, read.records, read.problems) == ("ofac-sdn", 4, ())
        assert len(read.sha256) == len("sha256:") + 64


def test_an_argument_dates_a_file_that_lost_its_date(samples: Path, tmp_path: Path) -> None:
    """An impossible date is none; then the argument counts, else the file's time, and a stream needs the argument."""
    path = edited(samples / "sdn.xml", tmp_path, "11/20/2026", "20/11/2026")
    (read,) = ofac_sdn_xml.read(path, published=dt.date(2026, 5, 1))
    assert (read.published, read.dated_by) == (dt.date(2026, 5, 1), "argument")
    assert plain(path).dated_by == "file-time"
    with path.open("rb") as stream, pytest.raises(ListFormatError, match="says no date; give `published`"):
        ofac_sdn_xml.read(stream)


def test_the_consolidated_list_is_told_by_what_it_holds(samples: Path, tmp_path: Path) -> None:
    """consolidated.xml and cons_advanced.xml have the SDN files' layout and other programs or lists."""
    cons = plain(edited(samples / "sdn.xml", tmp_path, "SAMPLE-", "561-Related] [SAMPLE-"))
    assert cons.list == "ofac-sdn", "a program that merely contains the word is another program"
    cons = plain(edited(samples / "sdn.xml", tmp_path, ">SAMPLE-A<", ">561-Related<"))
    assert cons.list == "ofac-sdn", "half of the entries are not most of them"
    cons = plain(edited(samples / "sdn.xml", tmp_path, "<program>SAMPLE-", "<program>NS-PLC</program><program>S-"))
    assert cons.list == "ofac-cons"
    assert {entity.list for entity in cons.entities} == {"ofac-cons"}
    typed = advanced(edited(samples / "sdn_advanced.xml", tmp_path, 'ListID="1550"', 'ListID="91512"'))
    assert (typed.list, {entity.list for entity in typed.entities}) == ("ofac-cons", {"ofac-cons"})
    nameless = advanced(edited(samples / "sdn_advanced.xml", tmp_path, 'ListID="1550"', 'ListID="7"'))
    assert nameless.list == "ofac-sdn"


def test_an_unknown_type_is_an_organization_and_told(samples: Path, tmp_path: Path) -> None:
    """A type that OFAC did not have before does not stop the list."""
    read = plain(edited(samples / "sdn.xml", tmp_path, "<sdnType>Vessel<", "<sdnType>Submarine<"))
    assert read.entities[2].kind == "organization"
    assert read.problems == ("ofac-sdn: unknown type 'Submarine', taken as an organization",)


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("sdn.xml", "<Record_Count>4<", "<Record_Count>5<", "says that it holds 5 entries and has 4"),
        ("sdn.xml", "<Record_Count>4<", "<Record_Count>\u00b2<", "says that it holds \u00b2 entries and has 4"),
        ("sdn.xml", "<uid>910002<", "<uid>910001<", "entry '910001' is there twice"),
        ("sdn.xml", "<uid>910002<", "<uid> <", "entry '' lacks its number or its name"),
        ("sdn.xml", "<lastName>SEA HERON<", "<lastName><", "entry '910003' lacks its number or its name"),
        ("sdn.xml", "sdnEntry", "sdnThing", "says that it holds 4 entries and has 0"),
        ("sdn_advanced.xml", 'FixedRef="910002">', 'FixedRef="910001">', "entry '910001' is there twice"),
        ("sdn_advanced.xml", ">SEA HERON<", "><", "party '910003' lacks its number or its name"),
        ("sdn_advanced.xml", "<Profile ", "<Other ", "is not well-formed"),
        ("sdn_advanced.xml", "DistinctParty", "Distinct", "holds no entry"),
    ],
)
def test_damage_is_refused(samples: Path, tmp_path: Path, file: str, old: str, new: str, sentence: str) -> None:
    """A file that holds other than it says, or entries without number or name, is refused by name."""
    path = edited(samples / file, tmp_path, old, new)
    read = plain if file == "sdn.xml" else advanced
    with pytest.raises(ListFormatError, match=sentence):
        read(path)


def born(path: Path, tmp_path: Path, start: str, end: str, *, approximate: bool = False) -> tuple[str, ...]:
    """Return the dates of birth of the first entry with another period for its first one."""
    text = path.read_text(encoding="utf-8")
    first = text.index("<DatePeriod")
    last = text.index("</DatePeriod>")
    period = "<DatePeriod>" + "".join(
        f'<{tag} Approximate="{str(approximate).lower()}"><From>{day}</From><To>{day}</To></{tag}>'
        for tag, day in (("Start", start), ("End", end))
        if day
    )
    copy = tmp_path / path.name
    copy.write_text(text[:first] + period + text[last:], encoding="utf-8")
    return advanced(copy).entities[0].dates_of_birth


def ymd(year: int, month: int, day: int) -> str:
    """Return a date as the advanced format writes it."""
    return f"<Year>{year}</Year><Month>{month}</Month><Day>{day}</Day>"


def test_periods_of_days_are_as_exact_as_they_are_meant(samples: Path, tmp_path: Path) -> None:
    """All days of a month or a year are that month or year, a longer span its years, and about a day is its year."""
    path = samples / "sdn_advanced.xml"
    cases = [
        (ymd(1961, 3, 1), ymd(1961, 3, 31), False, "1961-03"),
        (ymd(1961, 1, 1), ymd(1961, 12, 31), False, "1961"),
        (ymd(1961, 3, 2), ymd(1961, 3, 20), False, "1961"),
        (ymd(1961, 3, 14), "", False, "1961-03-14"),
        (ymd(1961, 3, 14), ymd(1961, 3, 14), True, "1961"),
        (ymd(1957, 3, 14), ymd(1959, 1, 1), True, "1957/1959"),
    ]
    for start, end, approximate, expected in cases:
        assert born(path, tmp_path, start, end, approximate=approximate)[0] == expected
    assert born(path, tmp_path, "<Year></Year>", "") == ("1960/1963",)


def test_the_advanced_format_reads_without_its_tables(samples: Path, tmp_path: Path) -> None:
    """An id that nothing explains gives less, and never a wrong fact or an error."""
    read = advanced(edited(samples / "sdn_advanced.xml", tmp_path, "ReferenceValueSets", "Unexplained"))
    assert [entity.primary_name for entity in read.entities] == [
        "MARDUKOV Ilian Serov",
        "BANK OF NORTHERN EXAMPLIA",
        "SEA HERON",
        "HERON EXCHANGE LLC",
    ]
    assert {(entity.kind, entity.identifiers, entity.dates_of_birth) for entity in read.entities} == {
        ("organization", (), ())
    }
    assert read.entities[0].names[-1].quality == "weak"


def test_a_document_may_name_its_issuer_in_an_element(samples: Path, tmp_path: Path) -> None:
    """Both ways of saying who gave a number out are read."""
    path = edited(
        samples / "sdn_advanced.xml", tmp_path, ' IssuedBy-CountryID="11068">', '><IssuedBy CountryID="11068"/>'
    )
    assert [number.country for number in advanced(path).entities[0].identifiers] == ["IR"]


def test_the_sample_of_the_advanced_format(shared_data: Path) -> None:
    """A file of 2026 with hardly any reference values gives its names, programs and wallets."""
    read = advanced(shared_data / "ofac" / "advanced" / "sample_sdn_advanced.xml")
    assert (len(read.entities), read.published) == (6, dt.date(2026, 3, 23))
    assert read.entities[0].programs == ("CYBER2", "DPRK3")
    assert len(read.entities[0].identifiers) == 3


def squeezed(text: str) -> str:
    """Return text with single spaces and single quotation marks."""
    return " ".join(text.replace('"', "'").split())


def alike(entity: ListedEntity) -> ListedEntity:
    """Return an entity without the two differences that OFAC's formats have of themselves.

    The CSV files keep double spaces, which XML's readers do not, and write `'` for `"`, their own quotation mark; and
    an entry's programs, numbers and dates come in another order.
    """
    return replace(
        entity,
        names=(entity.names[0], *sorted(entity.names[1:], key=repr)),
        programs=tuple(sorted(entity.programs)),
        dates_of_birth=tuple(sorted(entity.dates_of_birth)),
        identifiers=tuple(
            sorted(entity.identifiers, key=lambda number: (number.type, number.value, number.country or ""))
        ),
        title=squeezed(entity.title) if entity.title else None,
    )


@pytest.mark.slow
def test_the_lists_of_2021_agree(shared_data: Path) -> None:
    """Of the 8,762 entries that the XML of March and the CSV of July share, all but the changed ones are equal."""
    xml = plain(shared_data / "ofac" / "2021" / "sdn.xml")
    (csv,) = ofac_csv.read(shared_data / "ofac" / "2021")
    assert (len(xml.entities), xml.published, xml.dated_by) == (8_832, dt.date(2021, 3, 10), "publisher")
    assert Counter(entity.kind for entity in xml.entities) == {
        "individual": 4_539,
        "organization": 3_613,
        "vessel": 403,
        "aircraft": 277,
    }
    of_csv = {entity.uid: entity for entity in csv.entities}
    shared = [(entity, of_csv[entity.uid]) for entity in xml.entities if entity.uid in of_csv]
    assert len(shared) == 8_762
    pairs = [
        tuple(
            alike(replace(each, names=tuple(replace(name, text=squeezed(name.text)) for name in each.names)))
            for each in pair
        )
        for pair in shared
    ]
    # OFAC amended these twelve between the two days: names put in order, aliases, documents and programs added.
    assert sorted(left.uid for left, right in pairs if left != right) == [
        "10138",
        "16689",
        "20290",
        "23581",
        "24807",
        "24808",
        "24809",
        "24810",
        "24812",
        "26235",
        "26889",
        "26890",
    ]
    weak = sum(name.quality == "weak" for entity in xml.entities for name in entity.names)
    assert weak > 2_300
