"""What the layout table alone says of a record's fields."""

import pytest

from achguard.nacha import read
from nacha_changes import put, valid
from nacha_edits import DAY, edited


@pytest.mark.parametrize("mark", ["REJ01234", "rej01234", "REJ0ABCD", "Rej0a12b"])
def test_the_mark_of_a_record_that_was_not_taken_is_told(mark: str) -> None:
    """Whatever its case and the characters of its code, it is shown whole, in capitals."""
    data = edited({"base": "PPD", "set": {"entry.trace_number": mark}})
    told = [problem for problem in read(data, as_of=DAY).problems if problem.code == "NAC055"]
    assert [problem.value for problem in told] == [mark.upper()]


@pytest.mark.parametrize("mark", ["REJ1ABCD", "REJ0ABC", "XREJ0123"])
def test_another_word_in_its_place_is_none(mark: str) -> None:
    """Letters that are no such mark are told as what should be digits."""
    data = edited({"base": "PPD", "set": {"entry.trace_number": mark}})
    assert "NAC055" not in {problem.code for problem in read(data, as_of=DAY).problems}


@pytest.mark.parametrize(("line", "column"), [(1, 80), (1, 87), (2, 21), (2, 80), (3, 80), (8, 80), (14, 80)], ids=str)
def test_the_mark_is_told_on_every_record(line: int, column: int) -> None:
    """A reject of a file or a batch is marked on its header and control, as an item is on its entry."""
    told = [
        each for each in read(put(valid("ppd_mixed"), line, column, "REJ06030"), as_of=DAY).problems if each.is_root
    ]
    assert [(each.code, each.line, each.value) for each in told] == [("NAC055", line, "REJ06030")]
