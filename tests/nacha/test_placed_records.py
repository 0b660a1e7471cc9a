"""Every line of a file has one place among its records, in the order of the lines."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.errors import InputError
from achguard.nacha import NachaFile, read
from nacha_changes import CORPUS, VALID, drop, insert, valid

DAY = dt.date(2026, 11, 23)
FILES = [*VALID, *sorted((CORPUS / "malformed").glob("*.ach"))]


def kinds(file: NachaFile) -> list[str]:
    """Give what each line is, in order."""
    return [placed.kind for placed in file.records]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_is_shown_once_in_its_order(path: object) -> None:
    """Lines come as they stand in the file, and none is lost or told twice."""
    file = read(path.read_bytes(), as_of=DAY)  # type: ignore[attr-defined]
    numbers: list[int] = []
    for placed in file.records:
        numbers += range(placed.line.number, (placed.line.last_number or placed.line.number) + 1)
    assert numbers == list(range(1, file.line_count + 1))


@given(lines=st.lists(st.sampled_from([*valid("ctx_addenda").split(b"\n")[:9], b"", b"9" * 94, b"x"]), max_size=12))
def test_lines_in_any_order_have_their_places(lines: list[bytes]) -> None:
    """Whatever follows upon what, each line is there once, by where it starts."""
    try:
        file = read(b"\n".join(lines) + b"\n", as_of=DAY)
    except InputError:
        return
    offsets = [placed.line.offset for placed in file.records]
    assert offsets == sorted(set(offsets))
    assert len(offsets) >= file.line_count - 1


def test_a_record_knows_its_batch_and_its_entry() -> None:
    """Addenda belong to their entry, controls to their batch, and a file's own records to none."""
    file = read(valid("ctx_addenda"), as_of=DAY)
    told = [(placed.kind, placed.batch is not None, placed.entry) for placed in file.records]
    first = next(file.entries)
    assert told[:2] == [("file_header", False, None), ("batch_header", True, None)]
    assert told[2:4] == [("ctx_entry", True, first.id), ("addenda_05", True, first.id)]
    assert ("batch_control", True, None) in told
    assert ("file_control", False, None) in told


def test_a_stray_line_among_addenda_stays_where_it_is() -> None:
    """A blank line and a log line between an entry and its addenda are told between them."""
    data = insert(insert(valid("ctx_addenda"), 4, ""), 5, "-- page 2 --")
    file = read(data, as_of=DAY)
    assert kinds(file)[2:6] == ["ctx_entry", "blank", "stray", "addenda_05"]
    assert [placed.line.number for placed in file.records][2:6] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    ("data", "line", "key"),
    [
        (drop(valid("ctx_addenda"), 3), 3, "addenda_05"),
        (drop(valid("ppd_return"), 3), 3, "addenda_99"),
        (drop(valid("ppd_mixed"), *range(1, 8)), 1, "batch_control"),
        (valid("ppd_mixed") + valid("ppd_mixed").split(b"\n")[13] + b"\n", 21, "file_control"),
    ],
    ids=["addenda", "return", "batch control", "file control"],
)
def test_a_record_that_belongs_nowhere_is_read_as_what_it_is(data: bytes, line: int, key: str) -> None:
    """An addenda without its entry and a control without its batch are stray, and their fields can be seen."""
    placed = next(each for each in read(data, as_of=DAY).records if each.covers(line))
    assert placed.kind == "stray"
    assert placed.record is not None
    assert placed.record.layout.key == key


def test_a_repr_shows_no_field() -> None:
    """Account numbers and names stay out of logs."""
    text = repr(list(read(valid("ppd_mixed"), as_of=DAY).records))
    assert "123456789" not in text
    assert "JANE" not in text
