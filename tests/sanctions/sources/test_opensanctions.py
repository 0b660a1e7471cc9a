"""OpenSanctions' CSV and JSON Lines give the same parties, each as far as its format goes."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.sources import opensanctions
from achguard.sanctions.sources.reading.read_list import ReadList

DAY = dt.date(2026, 11, 20)
HEADER = ",".join(opensanctions.COLUMNS)


def read(content: str, *, dataset: str | None = None) -> ReadList:
    """Read a text as a file."""
    (found,) = opensanctions.read(io.BytesIO(content.encode()), published=DAY, dataset=dataset)
    return found


def entity(uid: str, schema: str = "Person", **row: object) -> dict[str, object]:
    """Return an entity of FollowTheMoney; properties are given in lists."""
    properties = {key: value for key, value in row.items() if isinstance(value, list) and key != "datasets"}
    rest = {key: value for key, value in row.items() if key not in properties}
    return {"id": uid, "schema": schema, "properties": properties, **rest}


def lines(*rows: object) -> str:
    """Return JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_both_formats_give_the_same_parties(samples: Path) -> None:
    """They agree in list, date, number, kind, name, births, countries and programs."""
    (csv,) = opensanctions.read(samples / "targets.simple.csv")
    (found,) = opensanctions.read(samples / "entities.ftm.json")
    for each in (csv, found):
        assert (each.list, each.published, each.dated_by) == ("opensanctions-us-ofac-sdn", DAY, "publisher")
    facts = [
        [
            (
                party.uid,
                party.list,
                party.kind,
                party.primary_name,
                party.dates_of_birth,
                party.countries,
                party.programs,
                party.bics,
            )
            for party in each.entities
        ]
        for each in (csv, found)
    ]
    assert facts[0] == facts[1]
    for left, right in zip(csv.entities, found.entities, strict=True):
        assert {name.text for name in left.names} <= {name.text for name in right.names}


def test_only_json_knows_weak_names_and_kinds_of_number(samples: Path) -> None:
    """In the CSV file every alias is strong and every number of any kind, but for what its own letters tell."""
    csv = opensanctions.read(samples / "targets.simple.csv")[0].entities
    found = opensanctions.read(samples / "entities.ftm.json")[0].entities
    assert [(name.text, name.quality, name.kind) for name in found[0].names] == [
        ("Ilian Serov Mardukov", "primary", "primary"),
        ("Mardukov; Ilian", "strong", "aka"),
        ("Ilyan Mardoukov", "strong", "aka"),
        ("Илиан Мардуков", "strong", "aka"),
        ("Ilian Serov", "strong", "fka"),
        ("The Heron", "weak", "aka"),
    ]
    assert [(number.type, number.value, number.country) for number in found[0].identifiers] == [
        ("wallet", "1SAMPLEHERON9ZZZ00001", None),
        ("passport", "X0000001", "IR"),
    ]
    assert [(number.type, number.value) for number in csv[0].identifiers] == [("other", "X0000001")]
    assert [(number.type, number.value) for number in csv[2].identifiers] == [("imo", "9999993")]
    assert found[0].title == "General"


def test_only_what_is_listed_is_taken_from_json() -> None:
    """A target is; where nothing says target, what has topics or a sanction is; relatives and addresses are not."""
    found = read(
        lines(
            entity("a", name=["A"], target=True),
            entity("b", name=["B"], target=False, topics=["role.rca"]),
            entity("c", name=["C"], topics=["sanction"]),
            entity("d", name=["D"]),
            entity("e", name=["E"]),
            entity("s", "Sanction", entity=["d"]),
            entity("f", "Address", full=["Tehran"], target=True),
        )
    )
    assert [party.uid for party in found.entities] == ["a", "c", "d"]
    assert (found.list, found.published, found.dated_by) == ("opensanctions", DAY, "argument")


def test_sanctions_may_be_nested() -> None:
    """The nested file has an entity's sanctions inside it."""
    row = entity("a", name=["A"], target=True, sanctions=[entity("s", "Sanction", program=["P"]), "x", {"id": "t"}])
    assert read(lines(row)).entities[0].programs == ("P",)


def test_the_list_is_named_by_its_only_dataset() -> None:
    """Several datasets have no name of their own, unless it is given."""
    one = lines(entity("a", name=["A"], target=True, datasets=["eu_fsf"]))
    two = one + lines(entity("b", name=["B"], target=True, datasets=["un_sc_sanctions"]))
    assert read(one).list == "opensanctions-eu-fsf"
    assert read(two).list == "opensanctions"
    assert read(two, dataset="sanctions").list == "opensanctions-sanctions"
    assert {party.list for party in read(two, dataset="sanctions").entities} == {"opensanctions-sanctions"}


def test_a_name_may_be_missing_beside_aliases() -> None:
    """Then the first alias leads; the older file without program ids gives its sanctions in words."""
    content = f"{HEADER},sanctions\na,Person,,B;C,,,,X,,P - 2022\n"
    assert [(name.text, name.quality) for name in read(content).entities[0].names] == [
        ("B", "primary"),
        ("C", "strong"),
    ]
    assert read(content).entities[0].programs == ("P - 2022",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (f"{HEADER}\na,Person,,,,,,X,\n", "line 2: has a row without its id or its name"),
        (f"{HEADER}\na,Person,A,,,,,X,\na,Person,B,,,,,X,\n", "entry 'a' is there twice"),
        (f"{HEADER}\n", "holds no entry"),
        ("id,schema,name\na,Person,A\n", "lacks the columns aliases"),
        (lines(entity("a", name=["A"]), entity("a", name=["A"])), "line 2: entry 'a' is there twice"),
        (lines(entity("a", name=["A"])), "holds no entry"),
        (lines(entity("a", name=["A"]))[:-9], "line 1: ends in the middle of a value: it is cut off"),
        ('{"id": "a"}\n', "line 1: is not an entity of FollowTheMoney"),
        ('{"id": "a", "schema": "Person", "properties": {}}\n[]\n', "line 2: is not an entity"),
        ("{]\n", "line 1: is not JSON"),
        ("<html>", "is a web page or XML"),
    ],
)
def test_damage_is_refused(content: str, sentence: str) -> None:
    """Other columns, cut-off lines, numbers that are there twice and web pages are refused."""
    with pytest.raises(ListFormatError, match=sentence):
        read(content)
