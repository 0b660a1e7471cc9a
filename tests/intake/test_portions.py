"""Portions of an input: together they are its bytes, each of whole records, whatever their size."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.errors import InputError
from achguard.intake.csv_rows import csv_head
from achguard.intake.portions import Portion, csv_portions, json_portions
from achguard.intake.source import Source

HEAD = b"id,amount,receiver.name\n"
RECORDS = st.sampled_from(
    [
        b"1,1.00,ANN\n",
        b'"2","1.00","ANN\nROE"\n',
        b'3,1.00,"A ""B"" C"\n',
        b"4,1.00,\xc3\x89VA\r\n",
        b"\n",
        b'5,1,A "B"\n',
    ]
)
LINES = st.sampled_from([b'{"id": "1"}\n', b'{"id": "\xc3\x89"}\r\n', b"\n", b"  \n", b"{\n"])
SIZES = st.integers(1, 60)


def of_csv(content: bytes, size: int) -> Iterator[Portion]:
    """Cut what is under the header."""
    source = Source("the input", io.BytesIO(HEAD + content))
    head = csv_head(source)
    return csv_portions(source, head, size, lines_before=head.lines)


def of_json(content: bytes, size: int) -> Iterator[Portion]:
    """Cut lines."""
    return json_portions(Source("the input", io.BytesIO(content)), size)


def chained(portions: list[Portion], content: bytes, start: int, lines: int) -> None:
    """Hold that each portion says where it is, and begins where the one before ends."""
    assert b"".join(portion.content for portion in portions) == content
    rows = 0
    for portion in portions:
        assert (portion.offset, portion.rows_before, portion.lines_before) == (start, rows, lines)
        assert len([*portion.strict_rows()]) == portion.rows
        start, rows, lines = portion.end, rows + portion.rows, portion.lines_behind


@given(records=st.lists(RECORDS, max_size=12), size=SIZES)
def test_portions_of_csv_are_the_input(records: list[bytes], size: int) -> None:
    """No record is cut in two, lost or doubled, with line breaks and quotation marks inside of cells."""
    content = b"".join(records)
    chained([*of_csv(content, size)], content, len(HEAD), 1)


@given(lines=st.lists(LINES, max_size=12), size=SIZES)
def test_portions_of_json_lines_are_the_input(lines: list[bytes], size: int) -> None:
    """No line is cut in two, lost or doubled, and blank ones are no rows."""
    content = b"".join(lines)
    chained([*of_json(content, size)], content, 0, 0)


@given(records=st.lists(st.sampled_from([b"1,1.00,ANN\n", b'"2","1.00","ANN\nROE"\n', b"\n"]), min_size=1, max_size=12))
def test_a_part_has_the_rows_that_it_is_of(records: list[bytes]) -> None:
    """Rows have the same numbers and lines in a part as in the whole, wherever it is cut."""
    for portion in of_csv(b"".join(records), 10_000):
        spans = portion.spans()
        whole = [(row.number, row.line) for row in portion.strict_rows()]
        for middle in range(1, portion.rows):
            parts = portion.part(0, middle, spans), portion.part(middle, portion.rows, spans)
            assert [(row.number, row.line) for part in parts for row in part.strict_rows()] == whole


def test_what_is_before_a_mark_without_end_comes_first() -> None:
    """Records in front of a quotation mark that nothing closes are given before it is told."""
    portions = of_csv(b"1,1.00,ANN\n" * 3 + b'2,1.00,"' + b"X" * 200_000, 40)
    found: list[int] = []
    with pytest.raises(InputError, match="quotation mark"):
        found.extend(portion.rows for portion in portions)
    assert sum(found) == 3
