"""Arrow reads a portion of text only where it reads what the strict readers read; what is in doubt is refused."""

import io

import pytest

from achguard.intake.csv_rows import csv_head
from achguard.intake.portions import Portion, csv_portions, json_portions
from achguard.intake.source import Source

pytest.importorskip("pyarrow")

from achguard.columnar.portion_tables import table_of


def of_csv(text: str) -> Portion:
    """Give CSV as a portion."""
    source = Source("in.csv", io.BytesIO(text.encode("utf-8", "surrogateescape")))
    head = csv_head(source)
    (portion,) = csv_portions(source, head, lines_before=head.lines)
    return portion


def of_json(text: str) -> Portion:
    """Give JSON Lines as a portion."""
    (portion,) = json_portions(Source("in.jsonl", io.BytesIO(text.encode("utf-8", "surrogateescape"))))
    return portion


def test_cells_are_text_as_it_is_written() -> None:
    """Zeros on the left, an amount's last zero, and what looks like a date or nothing stay."""
    portion = of_csv("id,amount,receiver.name\n007,125.00,NULL\n2026-11-23,1e2,true\n")
    table = table_of(portion, portion.spans())
    assert table is not None
    assert [[*row.values()] for row in table.to_pylist()] == [["007", "125.00", "NULL"], ["2026-11-23", "1e2", "true"]]


def test_numbers_of_json_keep_their_digits() -> None:
    """An amount may be a number or text, and both come out as they are written."""
    portion = of_json('{"id": "1", "amount": 125.10}\n{"id": "2", "amount": "125.10"}\n')
    table = table_of(portion, portion.spans())
    assert table is not None
    assert table.column("amount").to_pylist() == ["125.10", "125.10"]


@pytest.mark.parametrize(
    "row",
    [
        '{"id": "1", "id": "2"}',
        '{"id": 1.5e400}',
        '{"id": "a\x01b"}',
        '{"id": "1"} {"id": "2"}',
        '{"id": "1"',
        '{"id": "\udcff"}',
        '{"id": "' + "x" * 200_000 + '"}',
        "[1]",
        "7",
    ],
)
def test_json_that_is_in_doubt_is_refused(row: str) -> None:
    """A name given twice, a character that JSON may not have, half a row or two of them, and what is very long."""
    portion = of_json(f'{{"id": "0"}}\n{row}\n')
    assert table_of(portion, portion.spans()) is None


@pytest.mark.parametrize("row", ["1,2,3", "1", "\udcff,2"])
def test_csv_that_is_in_doubt_is_refused(row: str) -> None:
    """A cell too many or too few, and what is no UTF-8."""
    portion = of_csv(f"id,amount\n0,1.00\n{row}\n")
    assert table_of(portion, portion.spans()) is None


def test_nothing_is_no_table() -> None:
    """A portion of blank lines has no rows that could be read together."""
    portion = of_json("\n\n")
    assert portion.rows == 0
    assert table_of(portion, portion.spans()) is None
