"""How far an input is read is told where its size is known, and not guessed elsewhere."""

import gzip
import json
from pathlib import Path

import pytest

from achguard.intake import ShareRead, read
from factories import domestic_web_debit

LINE = json.dumps(domestic_web_debit()).encode() + b"\n"


def shares(path: Path) -> list[float | None]:
    """Give the share that is done behind each row."""
    share = ShareRead()
    return [share.after(number) for number, _ in enumerate(read(path, share=share), 1)]


def test_lines_go_by_the_bytes_that_are_read(tmp_path: Path) -> None:
    """Behind each of four lines that are alike a quarter more is done."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(LINE * 4)
    assert shares(path) == [0.25, 0.5, 0.75, 1.0]


def test_a_packed_file_goes_by_its_packed_bytes(tmp_path: Path) -> None:
    """What is in it may be any number of times as long."""
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress(LINE * 5_000, 0))
    found = [share for share in shares(path) if share is not None]
    assert len(found) == 5_000
    assert found == sorted(found)
    assert found[0] < 0.2
    assert found[-1] == pytest.approx(1.0, abs=0.01)


def test_an_array_is_read_before_its_first_row(tmp_path: Path) -> None:
    """Its bytes say nothing of what is left."""
    path = tmp_path / "in.json"
    path.write_bytes(b"[" + LINE + b"," + LINE + b"]")
    assert shares(path) == [None, None]


def test_rows_that_are_counted_go_by_their_number() -> None:
    """So do entries and tables; of no rows nothing is done or left."""
    share = ShareRead()
    assert share.after(3) is None
    share.count(4)
    assert share.after(3) == 0.75
    share.count(0)
    assert share.after(3) is None
