"""The bytes of one list file: bounded, hashed while they are read, and named in every refusal."""

import codecs
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from achguard.errors import ListFormatError
from achguard.model.given_path import shown_path
from achguard.sanctions.listed.list_dates import day_of

MAX_BYTES: Final = 512 * 1024 * 1024
"""Largest file that is fetched or read, unpacked: OFAC's largest, SDN_ENHANCED.XML, has about 103 MB."""

MAX_LINE_BYTES: Final = 4 * 1024 * 1024
"""Longest line of a file that is read line by line; OpenSanctions' longest entities have some 300 kB."""

AGAIN: Final = "download it again"
"""What to do about a file that came damaged."""

_CHUNK: Final = 1 << 16
_LINE: Final = re.compile(rb"[^\r\n]+")

ListSource = str | Path | BinaryIO
"""A file of a list: its path, or an open binary stream."""


class ListStream:
    """One list file that is being read."""

    def __init__(self, stream: BinaryIO, name: str, modified: dt.date | None) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._size = 0
        self._head: bytes | None = None
        self.name = name
        """The file's name without its folder."""
        self.modified = modified
        """Day of the file's time, in UTC; None for a stream that has none."""

    def head(self) -> bytes:
        """Look at the first bytes, which reading begins with nevertheless. Raises ListFormatError as `chunks` does."""
        if self._head is None:
            self._head = self._read()
        return self._head

    def chunks(self) -> Iterator[bytes]:
        """Read to the end, piece by piece. Raises ListFormatError for a file over MAX_BYTES or that can't be read."""
        chunk = self.head()
        while chunk:
            self._size += len(chunk)
            if self._size > MAX_BYTES:
                raise self.refusal(
                    f"has more than {MAX_BYTES // 1024**2} MB, more than any list; give the file as published"
                )
            self._digest.update(chunk)
            yield chunk
            chunk = self._read()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Read to the end as UTF-8, line by line, with line numbers from 1; blank lines are left out.

        Raises ListFormatError for any other encoding, and for a line over MAX_LINE_BYTES.
        """
        rest = b""
        line = 0
        for chunk in self.chunks():
            *whole, rest = (rest + chunk).split(b"\n") if b"\n" in chunk else (rest + chunk,)
            if len(rest) > MAX_LINE_BYTES:
                raise self.refusal(f"is a line of over {MAX_LINE_BYTES // 1024**2} MB; {AGAIN}", line=line + 1)
            for each in whole:
                line += 1
                if each.strip():
                    yield line, self._decoded(each, line)
        if rest.strip():
            yield line + 1, self._decoded(rest, line + 1)

    def text(self) -> str:
        """Read to the end as UTF-8, or as UTF-16 where a byte order mark says so.

        Raises ListFormatError for any other encoding: a name that is decoded wrongly would be missed.
        """
        content = b"".join(self.chunks())
        if line := too_long_a_line(content):
            raise self.refusal(f"is a line of over {MAX_LINE_BYTES // 1024**2} MB; {AGAIN}", line=line)
        utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        try:
            text = content.decode("utf-16" if utf_16 else "utf-8-sig")
        except UnicodeDecodeError as error:
            raise self._undecodable(content.count(b"\n", 0, error.start) + 1) from None
        if not text.strip():
            raise self.refusal(f"is empty; {AGAIN}")
        if text.lstrip()[:1] == "<":
            raise self.refusal("is a web page or XML; download the file itself, not the page about it")
        if "\0" in text:
            raise self.refusal(f"holds binary data; {AGAIN}")
        return text

    @property
    def sha256(self) -> str:
        """`sha256:` and the digest of what was read."""
        return "sha256:" + self._digest.hexdigest()

    def refusal(self, what: str, *, line: int | None = None) -> ListFormatError:
        """Make the error for this file: its name, the line where there is one, what is wrong and what to do."""
        where = self.name if line is None else f"{self.name}, line {line}"
        return ListFormatError(f"{where}: {what}")

    def _read(self) -> bytes:
        try:
            chunk = self._stream.read(_CHUNK)
        except (OSError, ValueError):
            raise self.refusal("cannot be read; give the list file as downloaded") from None
        if not isinstance(chunk, bytes):
            raise self.refusal("is open as text; open it as bytes")
        return chunk

    def _decoded(self, content: bytes, line: int) -> str:
        try:
            return content.decode("utf-8-sig" if line == 1 else "utf-8")
        except UnicodeDecodeError:
            raise self._undecodable(line) from None

    def _undecodable(self, line: int) -> ListFormatError:
        return self.refusal("is not UTF-8; give the file as published, not saved again", line=line)


def too_long_a_line(content: bytes) -> int | None:
    """Give the number, from 1, of the first line over MAX_LINE_BYTES, which no publisher's file has; None without one.

    A file is looked through before it is decoded: as text and as cells one such line takes eight times its bytes.
    """
    for line in _LINE.finditer(content):
        if line.end() - line.start() > MAX_LINE_BYTES:
            return content.count(b"\n", 0, line.start()) + 1
    return None


@contextmanager
def open_list_file(source: ListSource) -> Iterator[ListStream]:
    """Open a list file, and close it again where a path was given. Raises ListFormatError where it can't be opened."""
    if not isinstance(source, (str, Path)):
        name = getattr(source, "name", None)
        yield ListStream(source, Path(name).name if isinstance(name, str) else "list stream", None)
        return
    path = Path(source)
    try:
        stream = path.open("rb")
        modified = day_of(path.stat().st_mtime)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file"
        raise ListFormatError(
            f"{shown_path(path)}: cannot be read ({reason}); give the list file as downloaded"
        ) from None
    with stream:
        yield ListStream(stream, path.name, modified)
