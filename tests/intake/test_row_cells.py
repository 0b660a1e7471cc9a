"""Where the cells of a row of CSV are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.intake import read
from achguard.intake.row import PaymentRow
from achguard.intake.row_cells import RowCells, _spans

HEADER = (
    "direction,amount,originator.name,receiver.name,receiver.account.account_number,"
    "correspondents.0.name,correspondents.1.name,remittance,receiver.address.city\n"
)


def found(tmp_path: Path, row: str, at: str, header: str = HEADER) -> tuple[int, str] | None:
    """Give the line and the text at the place of a field of the first row."""
    file = tmp_path / "payments.csv"
    file.write_text(header + row, encoding="utf-8", newline="")
    first = next(each for each in read(file))
    assert isinstance(first, PaymentRow)
    assert first.cells is not None
    place = first.cells.place_of(at)
    if place is None:
        return None
    return place.line, (header + row).split("\n")[place.line - 1][place.first - 1 : place.last]


@pytest.mark.parametrize(
    ("row", "at", "expected"),
    [
        ("debit,1.00,A,JANE ROE,123,,,,\n", "receiver.name", (2, "JANE ROE")),
        ("debit,1.00,A,JANE ROE,123,,,,\r\n", "receiver.account.account_number", (2, "123")),
        ('debit,1.00,"A, B","JANE ""J"" ROE",123,,,,\n', "receiver.name", (2, '"JANE ""J"" ROE"')),
        ("debit,1.00,\u00c9\U0001f600,JOS\u00c9,123,,,,\n", "receiver.name", (2, "JOS\u00c9")),
        ('debit,1.00,"A\nB",JANE,123,,,,\n', "receiver.name", (3, "JANE")),
        ('debit,1.00,"A\nB",JANE,123,,,,\n', "originator.name", (2, '"A')),
        ("\n\ndebit,1.00,A,JANE,123,,,,\n", "receiver.name", (4, "JANE")),
        ("debit,1.00,A,JANE,123,,BANK,,\n", "correspondents[0].name", (2, "BANK")),
        ("debit,1.00,A,JANE,123,ONE,TWO,,\n", "correspondents[1].name", (2, "TWO")),
        ('debit,1.00,A,JANE,123,,,"[""INV"", ""7""]",\n', "remittance[1]", (2, '"[""INV"", ""7""]"')),
        ("debit,1.00,A,JANE,123,,,,YALTA\n", "receiver.address", (2, "YALTA")),
        ("debit,1.00,A,JANE,123,,,,YALTA", "receiver.address.city", (2, "YALTA")),
        ("debit,1.00,A,JANE,123,,,,\n", "receiver.address.city", None),
        ("debit,1.00,A,JANE,123,,,,\n", "foreign_funds.account_abroad", None),
        ("debit,1.00,A,JANE,123,,,,\n", "correspondents[3].name", None),
    ],
)
def test_a_cell_is_found(tmp_path: Path, row: str, at: str, expected: tuple[int, str] | None) -> None:
    """Through quotation marks, cells of several lines, letters of several bytes, lists, and items that are left out."""
    assert found(tmp_path, row, at) == expected


def test_other_separators(tmp_path: Path) -> None:
    """A file that is separated by semicolons has commas in its cells."""
    header = HEADER.replace(",", ";")
    assert found(tmp_path, "debit;1.00;A, B;JANE, ROE;123;;;;\n", "receiver.name", header) == (2, "JANE, ROE")


@given(st.lists(st.text(alphabet='ab ,;"\n', max_size=6), min_size=1, max_size=5))
def test_spans_are_those_that_are_read(cells: list[str]) -> None:
    """Whatever a writer of CSV quotes, each span holds its cell, and there is one for each."""
    import csv
    import io

    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    text = stream.getvalue()
    spans = [text[start:end] for start, end in _spans(text, ",")]
    unquoted = [span[1:-1].replace('""', '"') if span.startswith('"') else span for span in spans]
    assert unquoted == cells


def test_nothing_raises_for_a_path_that_is_none() -> None:
    """What a rule names may be anything."""
    cells = RowCells(["a,b\n"], 2, ",", [(("amount",), [0]), (("id",), [5])])
    assert cells.place_of("") is not None
    for at in ("id", "[", "amount[0]", "..", "x" * 1000):
        cells.place_of(at)
    assert cells.place_of("id") is None
