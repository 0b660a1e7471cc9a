"""Opening: a path, bytes or a stream; what is no text is refused in a sentence."""

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest

from achguard.errors import InputError
from achguard.nacha import read
from nacha_changes import valid


def test_a_path_bytes_and_a_stream_read_the_same(tmp_path: Path) -> None:
    """Where the bytes come from makes no difference."""
    data = valid("ppd_mixed")
    path = tmp_path / "file.ach"
    path.write_bytes(data)
    found = [read(source) for source in (path, str(path), data, bytearray(data), memoryview(data), io.BytesIO(data))]
    assert {file.entry_count for file in found} == {6}
    assert [file.name for file in found[:2]] == ["file.ach", "file.ach"]


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """An archive, a picture, a database, binary data and an empty file each get one sentence."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("file.ach", valid("ppd_mixed"))
    noise = random.Random(20261123).randbytes(100_000)
    for data, words in (
        (packed.getvalue(), "zip archive"),
        (gzip.compress(valid("ppd_mixed")), "gzip"),
        (b"%PDF-1.7\n", "PDF"),
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (noise, "binary data"),
        (valid("ppd_mixed").decode().encode("utf-16"), "UTF-16"),
    ):
        path = tmp_path / "input.bin"
        path.write_bytes(data)
        with pytest.raises(InputError, match=words) as raised:
            read(path)
        assert str(raised.value).startswith("input.bin")
        assert str(tmp_path) not in str(raised.value)


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A missing file, a folder and a name that no file can have."""
    for path in (tmp_path / "missing.ach", tmp_path, "nul\0name"):
        with pytest.raises(InputError, match="can't be read"):
            read(path)


def test_a_stream_of_text_is_refused() -> None:
    """A stream opened in text mode is misuse that the error names."""
    with pytest.raises(InputError, match="binary mode"):
        read(io.StringIO("101"))  # type: ignore[arg-type]


def test_a_huge_line_is_refused_without_reading_it(tmp_path: Path) -> None:
    """Two gigabytes without a line end and without a file header are no Nacha file."""
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.write(b"A" * (1 << 21))
        file.truncate(1 << 31)  # sparse: takes no room
    with pytest.raises(InputError, match=r"first line has more than 1,048,576 characters"):
        read(path)


def test_a_huge_line_behind_a_header_is_one_problem(tmp_path: Path) -> None:
    """What follows a right header is held as one problem, and takes no memory."""
    path = tmp_path / "long.ach"
    path.write_bytes(valid("ppd_mixed")[:95] + b"A" * (5 << 20))
    file = read(path)
    assert {problem.type.name for problem in file.problems} == {"unreadable-lines", "missing-file-control"}
    assert file.entry_count == 0
