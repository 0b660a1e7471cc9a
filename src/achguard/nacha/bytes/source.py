"""The bytes of a Nacha file, mapped or in memory, and the first look that tells files from other things."""

import mmap
import os
import re
from pathlib import Path
from typing import BinaryIO

from achguard.errors import InputError
from achguard.model.given_path import path_of, shown_path

Buffer = bytes | mmap.mmap
"""What records are cut out of."""

SAMPLE = 1 << 16
"""Bytes at the start that say what kind of file it is."""

LONGEST_LINE = 1 << 20
"""Bytes without a line end that are still looked into where no file header is seen."""

_COPY = 1 << 20
_EOL = re.compile(rb"[\r\n]")
_CONTROL_SHARE = 10  # more than one control character in ten is no text; records damaged on the way have far fewer
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0c\x1a")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive; unpack it first"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first"),
    (b"(\xb5/\xfd", "compressed with zstd; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"-----BEGIN PGP", "encrypted with PGP; decrypt it first"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"\xff\xfe", "text in UTF-16; save it as ASCII or UTF-8"),
    (b"\xfe\xff", "text in UTF-16; save it as ASCII or UTF-8"),
    (b"\x7fELF", "a program"),
)
_FILE_HEADER = re.compile(rb"101[ 0-9][0-9]{9}[ 0-9][0-9]{9}[0-9]{6}")
BOM = b"\xef\xbb\xbf"


def open_source(source: str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO) -> tuple[Buffer, str]:
    """Give the bytes of a path, of bytes or of a binary stream, and a name for messages.

    A path is memory-mapped; a stream is copied to a temporary file, so that its size needs no memory.
    Raises `InputError` for what can't be read or is no text.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        data: Buffer = bytes(source)
        name = "the input"
    elif isinstance(source, str | os.PathLike):
        path = path_of(source, InputError)
        name = path.name or "the input"
        data = _mapped_path(path, name if os.path.lexists(path) else shown_path(name))
    else:
        name = _stream_name(source)
        data = _spooled(source, name)
    _refuse(data, name)
    return data, name


def _mapped_path(path: Path, name: str) -> Buffer:
    try:
        with path.open("rb") as file:
            if not path.is_file():  # a pipe has no size and can be read once
                return _spooled(file, name)
            return _mapped(file)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is no path of a file"
        raise InputError(f"{name} can't be read: {reason[0].lower()}{reason[1:]}") from None


def _mapped(file: BinaryIO) -> Buffer:
    if os.fstat(file.fileno()).st_size == 0:
        return b""
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _spooled(stream: BinaryIO, name: str) -> Buffer:
    import tempfile

    try:
        with tempfile.TemporaryFile() as file:
            while piece := stream.read(_COPY):
                if not isinstance(piece, bytes):
                    raise InputError(f"{name} gives text; open it in binary mode")
                file.write(piece)
            file.flush()
            return _mapped(file)
    except OSError as error:
        raise InputError(f"{name} can't be read: {error.strerror or 'the stream broke off'}") from None


def _stream_name(stream: BinaryIO) -> str:
    name = getattr(stream, "name", None)
    return Path(name).name if isinstance(name, str) else "the input"


def _refuse(data: Buffer, name: str) -> None:
    head = data[:SAMPLE]
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"{name} is not a Nacha file: it is {what}")
    if not head.strip(b" \t\r\n\0\x1a" + BOM) and len(data) <= SAMPLE:
        raise InputError(f"{name} is empty")
    # A damaged file still has a header somewhere, an archive of plain files has, too.
    if _FILE_HEADER.search(head):
        return
    if len(data) > LONGEST_LINE and not _EOL.search(data[:LONGEST_LINE]):
        raise InputError(f"{name} is not a Nacha file: its first line has more than {LONGEST_LINE:,} characters")
    controls = sum(head.count(bytes((code,))) for code in range(32) if code not in _TEXT_CONTROLS)
    if controls * _CONTROL_SHARE > len(head):
        raise InputError(f"{name} is not a Nacha file: it holds binary data")


def release(data: Buffer, offset: int) -> None:
    """Let the system take back the pages before a place, so that a large file does not fill the memory."""
    if isinstance(data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        pages = offset // mmap.PAGESIZE * mmap.PAGESIZE
        if pages:
            data.madvise(mmap.MADV_DONTNEED, 0, pages)
