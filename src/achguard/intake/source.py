"""The bytes of one input, taken line by line, with a look ahead that takes nothing away."""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from achguard.errors import InputError
from achguard.intake.share_read import ShareRead
from achguard.model.given_path import shown_path

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STDIN = "-"

# The largest payment that the model takes, 10,000 remittance lines of 1,000 characters, is 60 MB when every character
# is written as an escape.
LINE_AT_MOST = 64 * 1024 * 1024

# A row of CSV that names every field, with 10,000 remittance lines of 1,000 letters in columns of their own.
CSV_ROW_AT_MOST = 16 * 1024 * 1024

# An array of a million payments has about as much; more than that is for JSON Lines, which is never held whole.
DOCUMENT_AT_MOST = 1024 * 1024 * 1024

_UTF_8_MARK = b"\xef\xbb\xbf"
_GZIP_MARK = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its end."""

    offset: int
    """The place of its first byte in the input, from 0."""
    content: bytes = field(repr=False)
    """Its bytes; empty where the line is too long to be taken."""
    too_long: bool = False
    """Whether the line has more than `LINE_AT_MOST` bytes."""


class Source:
    """An input that is read once, from start to end, and never held whole unless somebody asks for all of it."""

    def __init__(self, name: str, stream: BinaryIO, path: Path | None = None, *, offset: int = 0) -> None:
        """Read a stream; `path` is its file where it has one, for readers that look into files from place to place.

        `offset` is how many bytes of the input are in front of the stream, where that is a part of it.
        """
        self.name = name
        self.path = path
        self._stream = stream
        self._held = io.BytesIO()
        self._offset = offset
        start = self._readline()
        if not offset and start.startswith(_UTF_8_MARK):
            start = start[len(_UTF_8_MARK) :]
            self._offset = len(_UTF_8_MARK)
        self._hold(start)

    @property
    def offset(self) -> int:
        """Where the next line starts, in bytes from 0."""
        return self._offset

    def first_line(self) -> bytes:
        """Look at the first line that is not blank, up to `LINE_AT_MOST` bytes of it; empty at the end of the input.

        Blank lines in front of it are taken away; everything else is still there to be read.
        """
        while line := self._readline():
            if line.strip():
                self._hold(line + self._held.read())
                break
            self._offset += len(line)
        return line

    def head(self, at_most: int = LINE_AT_MOST) -> bytes:
        """Look at the first bytes, all of them if there are no more than `at_most`; they are still there to be read."""
        head = self._held.read()
        if len(head) < at_most:
            head += self._read(at_most - len(head))
        self._hold(head)
        return head

    def lines(self) -> Iterator[Line]:
        """Take line after line; what is beyond `LINE_AT_MOST` in one line is passed over."""
        while content := self._readline():
            offset = self._offset
            self._offset += len(content)
            if content.endswith(b"\n") or len(content) < LINE_AT_MOST:
                yield Line(offset, content)
                continue
            del content
            while (rest := self._readline()) and not rest.endswith(b"\n"):
                self._offset += len(rest)
            self._offset += len(rest)
            yield Line(offset, b"", too_long=True)

    def read(self, at_most: int = -1) -> bytes:
        """Take up to so many bytes, or all that is left; fewer come only at the end of the input."""
        content = self._held.read(at_most)
        content += self._read(-1 if at_most < 0 else at_most - len(content))
        self._offset += len(content)
        return content

    def give_back(self, content: bytes) -> None:
        """Have bytes that were taken last be taken again."""
        self._hold(content + self._held.read())
        self._offset -= len(content)

    def rest(self) -> BinaryIO:
        """Give what is left as a stream."""
        return io.BufferedReader(_Rest(self))

    def _readline(self) -> bytes:
        line = self._held.readline(LINE_AT_MOST)
        if not line.endswith(b"\n") and len(line) < LINE_AT_MOST:
            with self._telling():
                line += self._stream.readline(LINE_AT_MOST - len(line))
        return line

    def _read(self, at_most: int) -> bytes:
        with self._telling():
            return self._stream.read(at_most)

    def _hold(self, content: bytes) -> None:
        self._held = io.BytesIO(content)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise unreadable(self.name, error) from None
        except (EOFError, zlib.error):
            raise InputError(f"{self.name} is a compressed file that is cut off or damaged") from None


class _Rest(io.RawIOBase):
    """The bytes of a source that are not taken yet."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill a buffer as far as there are bytes."""
        view = memoryview(buffer).cast("B")
        piece = self._source.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened(
    path: str | os.PathLike[str], *, encoding: str = "utf-8", share: ShareRead | None = None
) -> Iterator[Source]:
    """Open a file, or standard input for `-`.

    A file that gzip packed is unpacked as it is read; one in another encoding, `latin-1` or `cp1252`, becomes UTF-8.
    `share` follows a file that has a size.
    Raises `InputError` when it can't be opened.
    """
    given = os.fspath(path)
    if given == STDIN:
        if sys.stdin is None:
            raise InputError("standard input is closed; name a file")
        yield Source("standard input", _in_utf_8(sys.stdin.buffer, encoding))
        return
    try:
        stream = open(given, "rb")  # noqa: PTH123, SIM115  a name such as '' stays what it is; closed below
    except (OSError, ValueError) as error:
        raise unreadable(given, error) from None
    with stream:
        # A pipe can be read once only, and its start is taken already.
        path = Path(given)
        seekable = path.is_file()
        if seekable and share is not None:
            share.follow(stream)
        if seekable and _is_packed(stream):
            with gzip.open(stream) as unpacked:
                yield Source(given, _in_utf_8(cast("IO[bytes]", unpacked), encoding))
        else:
            plain = seekable and encoding == "utf-8"
            yield Source(given, _in_utf_8(stream, encoding), path if plain else None)


def _is_packed(stream: BinaryIO) -> bool:
    start = stream.read(len(_GZIP_MARK))
    stream.seek(0)
    return start == _GZIP_MARK


def _in_utf_8(stream: IO[bytes], encoding: str) -> BinaryIO:
    return cast("BinaryIO", stream if encoding == "utf-8" else io.BufferedReader(_Recoded(stream, encoding)))


class _Recoded(io.RawIOBase):
    """A stream of one byte a character, as UTF-8; a byte without a meaning stays, so that its row is known by it."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        super().__init__()
        self._stream = stream
        self._encoding = encoding

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill a buffer as far as there are bytes; a character has at most three."""
        view = memoryview(buffer).cast("B")
        text = self._stream.read(max(len(view) // 3, 1)).decode(self._encoding, "surrogateescape")
        piece = text.encode("utf-8", "surrogateescape")
        view[: len(piece)] = piece
        return len(piece)


def unreadable(name: str, error: OSError | ValueError) -> InputError:
    """Say why an input can't be read; a `ValueError` is a name that holds NUL, or a stream that was closed."""
    reason = error.strerror if isinstance(error, OSError) else None
    return InputError(f"{shown_path(name)} can't be read: {(reason or 'it is not a readable file').lower()}")
