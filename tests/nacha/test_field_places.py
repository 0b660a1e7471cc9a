"""Where the fields of a payment are in its file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from achguard.nacha import read
from achguard.nacha.field_places import place_of
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write
from cli.nacha_files import HEADER, credit, iat, ppd

CORPUS = Path(__file__).parents[1] / "corpus" / "nacha" / "valid"
# Fields that are worked out of others, or are cut up on the way.
MADE = ("id", "amount", "currency", "direction", "effective_date", "iat.foreign_amount", "sec_code")


def texts(value: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text in a payment with its path."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{at}.{name}" if at else name)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{at}[{number}]")
    elif type(value) is str:
        yield at, value


def cut(lines: list[str], line: int, first: int, last: int) -> str:
    """Give what is in a file at a place."""
    return lines[line - 1][first - 1 : last]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.ach")), ids=lambda path: path.stem)
def test_what_is_at_a_place_is_the_fields_value(path: Path) -> None:
    """Of every entry of every valid file, under each SEC code, IATs with their addenda."""
    lines = path.read_text("utf-8", errors="replace").splitlines()
    if any(len(line) > 94 for line in lines):
        pytest.skip("the file is one line of bytes")
    for entry in read(path).entries:
        assert entry.payment is not None
        for at, value in texts(entry.payment):
            place = place_of(entry, at)
            if place is not None and at not in MADE:
                there = " ".join(cut(lines, place.line, place.first, place.last).upper().split())
                assert " ".join(value.upper().split())[:20] in there, at


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("receiver.name", "JANE Q PUBLIC"),
        ("receiver.account.routing_number", "061000146"),
        ("receiver.account.account_number", "123456789"),
        ("receiver.identifiers[0].value", "E-4711"),
        ("receiver.identifiers[0]", "E-4711"),
        ("amount", "0000012500"),
        ("direction", "22"),
        ("originator.name", "MAGNOLIA MILLS"),
        ("originator.identifiers[0].value", "1640000001"),
        ("entry_description", "PAYROLL"),
        ("effective_date", "261125"),
        ("sec_code", "PPD"),
        ("remittance[0]", "SALARY OF MAY"),
        ("line 3 columns 4-12", "061000146"),
        ("line 2 columns 5-20", "MAGNOLIA MILLS"),
    ],
)
def test_fields_of_an_entry(at: str, text: str) -> None:
    """Of the entry, its batch's header and its addenda."""
    addendum = NewAddendum("addenda_05", {"payment_information": "SALARY OF MAY"})
    made = credit({"individual_id": "E-4711"})
    batch = ppd()
    file = write(HEADER, [NewBatch(batch.header, (NewEntry(made.values, (addendum,)),))])
    (entry,) = read(file).entries
    place = place_of(entry, at)
    assert place is not None
    assert cut(file.decode().splitlines(), *place).strip() == text


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("receiver.name", "ERIKA MUSTERMANN"),
        ("originator.name", "MAGNOLIA PENSION FUND"),
        ("receiver.address.city", "KOELN*NW\\"),
        ("receiver.address", "KOELN*NW\\"),
        ("receiver.address.country", "DE*51147\\"),
        ("originator.address.street", "2 CAPITOL ST"),
        ("receiver.account.bank.branch_country", "DE"),
        ("receiver.account.bic", "COBADEFF"),
        ("iat.destination_country", "DE"),
        ("iat.transaction_type", "PEN"),
    ],
)
def test_fields_of_an_iat(at: str, text: str) -> None:
    """They are in the addenda of their type, and in the header of IATs."""
    file = write(HEADER, [iat()])
    (entry,) = read(file).entries
    place = place_of(entry, at)
    assert place is not None
    assert cut(file.decode().splitlines(), *place).strip() == text


@pytest.mark.parametrize(
    "at",
    [
        "",
        "nonsense",
        "receiver.phone",
        "remittance[7]",
        "correspondents[0].name",
        "line 3",
        "line 99 columns 1-2",
        "foreign_funds.account_abroad",
        "receiver.identifiers[5].value",
        "line 1,000 columns 4-9",
    ],
)
def test_what_is_in_no_one_place_has_none(at: str) -> None:
    """A field that the file does not have, a whole line, a line of another entry."""
    (entry,) = read(write(HEADER, [ppd({})])).entries
    assert place_of(entry, at) is None


def test_columns_are_counted_in_characters() -> None:
    """A letter in front that UTF-8 writes in two bytes takes one column of what an editor shows, and none is lost."""
    file = write(HEADER, [ppd({"individual_id": "XXX", "individual_name": "JANE Q PUBLIC"})])
    odd = file.replace(b"XXX ", "\u00c9\u00c9".encode())
    (entry,) = read(odd).entries
    place = place_of(entry, "receiver.name")
    assert place is not None
    assert cut(odd.decode().splitlines(), *place).strip() == "JANE Q PUBLIC"
