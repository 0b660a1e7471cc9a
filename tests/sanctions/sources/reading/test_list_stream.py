"""The bytes of a list file are hashed, bounded and decoded strictly, and every refusal names the file."""

import hashlib
import io
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.sources.reading.list_stream import MAX_BYTES, ListStream, open_list_file


class Zeros(io.RawIOBase):
    """A file of zeros, a little too large."""

    left = MAX_BYTES + 1

    def read(self, size: int = -1, /) -> bytes:
        """Return zeros."""
        given = bytes(min(max(size, 0), self.left))
        self.left -= len(given)
        return given


def stream(content: bytes) -> ListStream:
    """Return the stream of a file."""
    return ListStream(io.BytesIO(content), "a.csv", None)


def test_a_path_and_a_stream_read_alike(tmp_path: Path) -> None:
    """Both give text, digest and name; only a path has a day. What is looked at first is not lost."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfone\ntwo\n")
    with open_list_file(path) as file:
        assert file.head() == path.read_bytes()
        assert (file.text(), file.name) == ("one\ntwo\n", "a.csv")
        assert file.sha256 == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
        assert file.modified is not None
    with path.open("rb") as source, open_list_file(source) as same:
        assert [*same.lines()] == [(1, "one"), (2, "two")]
        assert (same.name, same.modified, same.sha256) == ("a.csv", None, file.sha256)
    with open_list_file(io.BytesIO(b"one")) as nameless:
        assert (nameless.name, nameless.text()) == ("list stream", "one")


def test_lines_may_be_blank_unended_and_longer_than_a_read() -> None:
    """Lines are numbered as they stand in the file."""
    long = "\u0410" * 100_000
    assert [*stream(f"a\n\n{long}\nb".encode()).lines()] == [(1, "a"), (3, long), (4, "b")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", r"a\.csv: is empty"),
        (b"one\nJos\xe9\n", r"a\.csv, line 2: is not UTF-8"),
        (b"\xff\xfea", r"line 1: is not UTF-8"),
        (b"  <html>", "is a web page or XML"),
        (b"a\0b", "holds binary data"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, sentence: str) -> None:
    """A wrong encoding is refused, because a name that is decoded wrongly would be missed."""
    with pytest.raises(ListFormatError, match=sentence):
        stream(content).text()


def test_lines_are_decoded_strictly_and_bounded() -> None:
    """A line of another encoding, or of many megabytes, is refused by its number."""
    with pytest.raises(ListFormatError, match="line 2: is not UTF-8"):
        list(stream(b"a\n\xe9\n").lines())
    with pytest.raises(ListFormatError, match="line 2: is a line of over 4 MB"):
        list(stream(b"a\n" + b"b" * (5 * 1024**2)).lines())


def test_a_file_larger_than_any_list_is_refused() -> None:
    """Reading stops at the bound."""
    with pytest.raises(ListFormatError, match="has more than 512 MB"):
        for _ in ListStream(Zeros(), "a.xml", None).chunks():
            pass


def test_what_cannot_be_opened_or_read_is_refused(tmp_path: Path) -> None:
    """An absent file, a folder, a name that can't be one, a closed stream and a stream of text each have a sentence."""
    for path in (tmp_path / "absent.xml", tmp_path, "a\0b"):
        with pytest.raises(ListFormatError, match="cannot be read"), open_list_file(path):
            pass
    closed = io.BytesIO(b"a")
    closed.close()
    with open_list_file(closed) as file, pytest.raises(ListFormatError, match="cannot be read"):
        file.head()
    with open_list_file(io.StringIO("a")) as text, pytest.raises(ListFormatError, match="open it as bytes"):  # type: ignore[arg-type]
        text.head()
