"""A file's bytes as lines of 94 columns, read in chunks, whatever its line ends and lengths are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import sub

from achguard.nacha.bytes.source import BOM, Buffer, release
from achguard.nacha.layouts.layout import LAYOUTS, RECORD_LENGTH

CHUNK = 1 << 21
"""Bytes that are looked at together; two megabytes stay in a processor's cache and cost no time otherwise."""

RAGGED = 1 << 16
"""Bytes that are looked at together where lines differ."""

_RAW_AT_MOST = 4096
_RECORD_START = frozenset(b"156789")
_EOL = re.compile(rb"[\r\n]")
_LINE = re.compile(rb"([^\r\n]*)(\r\n|\n|\r|\Z)")
_ENDING = re.compile(rb" {0,64}(?:\r\n|\n|\r)")
_LOOK_BACK = 4
_BEHIND = b" \r\n\0\x1a\t"
_ONE_LINE = 2 * RECORD_LENGTH  # a longer one is no single record with a few characters too many
_CONTROL_TOTALS = LAYOUTS["file_control"]["total_credit"].end  # what is behind them is blank
_PRINTABLE = bytes(range(0x20, 0x7F))
_BEYOND = re.compile("[^\x00-\xff]")  # Latin-1
_ONE_RECORD = 3 * RECORD_LENGTH // 2  # bytes of a line of UTF-8 that can't be two records joined


@dataclass(frozen=True, slots=True)
class Line:
    """One record's line: always 94 columns of text, with what was wrong with its form."""

    number: int
    """The line from 1; the record, in a file without line ends."""
    text: str
    """94 columns, one character each."""
    raw: bytes
    """The bytes as they stand in the file without the line end, at most 4,096 of them."""
    offset: int
    """Where it starts in the file."""
    flaw: str | None = None
    """The name of the problem with the line's form, or None."""
    size: int = RECORD_LENGTH
    """Characters of the line in the file, or records on it where several are joined."""
    utf8: bool = False
    """Whether columns count bytes of UTF-8, so that a field is decoded only when it is cut out."""
    last_number: int = 0
    """The last of the lines that it was put together from, or 0."""

    def __repr__(self) -> str:
        return f"Line({self.number}, flaw={self.flaw!r})"  # the text holds account numbers


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where one record stands in a chunk that is not uniform."""

    start: int
    end: int
    number: int
    flaw: str | None = None
    size: int = RECORD_LENGTH
    rest: tuple[int, int] | None = None
    """Start and end of the second half of a record that a line break stands in."""


@dataclass(slots=True)
class Chunk:
    """Consecutive lines of a file. A uniform one has a record every `stride` bytes and needs no rows.

    Its records may hold any bytes but line ends, unless it is plain. One of UTF-8 whose lines have 94 characters each
    is uniform by its columns.
    """

    data: bytes = field(repr=False)
    offset: int
    """Where the chunk starts in the file."""
    number: int
    """The number of its first line."""
    stride: int
    """Bytes from one record to the next, or 0 where the chunk is not uniform."""
    rows: list[LinePlace] = field(default_factory=list)
    next_number: int = 0
    """The number of the line behind the chunk."""
    last: bool = False
    """Whether the file ends with it."""
    plain: bool = True
    """Whether the records of a uniform one are all printable ASCII."""
    levelled: bytes = field(default=b"", repr=False)
    """The lines of UTF-8 with a byte for each character; one beyond Latin-1 has that of another letter or sign."""
    starts: list[int] = field(default_factory=list)
    """Where each line of UTF-8 starts in `data`, and where the last one ends."""

    def __len__(self) -> int:
        return len(self.columns) // self.stride if self.stride else len(self.rows)

    @property
    def columns(self) -> bytes:
        """What stands in the columns of a uniform one, a record every `stride` bytes."""
        return self.levelled or self.data

    def line(self, index: int) -> Line:
        """Give one line."""
        if self.levelled:
            start, behind = self.starts[index : index + 2]
            raw = self.data[start : behind - (self.stride - RECORD_LENGTH)]
            return Line(self.number + index, columns_of(raw)[0], raw, self.offset + start)
        if self.stride:
            start = index * self.stride
            raw = self.data[start : start + RECORD_LENGTH]
            if self.plain:
                return Line(self.number + index, raw.decode("ascii"), raw, self.offset + start)
            text, utf8, _ = columns_of(raw)
            return Line(self.number + index, text, raw, self.offset + start, utf8=utf8)
        return self._line_of(self.rows[index])

    def place(self, index: int) -> tuple[int, int]:
        """Give the offset in the file and the number of a line, also of the one behind the last."""
        if self.levelled:
            return self.offset + self.starts[index], self.number + index
        if self.stride:
            return self.offset + index * self.stride, self.number + index
        if index < len(self.rows):
            row = self.rows[index]
            return self.offset + row.start, row.number
        return self.offset + len(self.data), self.next_number

    def _line_of(self, row: LinePlace) -> Line:
        raw = self.data[row.start : min(row.end, row.start + _RAW_AT_MOST)]
        if row.rest is not None:
            missing = RECORD_LENGTH - row.size
            joined = raw + b" " * missing + self.data[slice(*row.rest)]
            text, utf8, _ = columns_of(joined)
            raw = self.data[row.start : row.rest[1]]
            return Line(row.number, text, raw, self.offset + row.start, row.flaw, row.size, utf8, row.number + 1)
        text, utf8, size = columns_of(raw)
        flaw = row.flaw
        if row.end - row.start > _RAW_AT_MOST:
            flaw, size = "line-too-long", row.end - row.start
        elif flaw is None and size != RECORD_LENGTH:
            flaw = "line-length"
        elif flaw == "joined-lines":
            size = row.size
        return Line(row.number, text, raw, self.offset + row.start, flaw, size, utf8)


def columns_of(raw: bytes) -> tuple[str, bool, int]:
    """Give 94 columns of text, whether they count UTF-8 bytes, and how many characters the line really has.

    Blanks behind column 94 do not count. A line of 94 bytes has a byte in each column; one of 94 characters in
    UTF-8 has a character in each.
    """
    utf8 = False
    if raw.isascii():
        text = raw.decode("ascii")
    else:
        try:
            decoded = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("latin-1")
        else:
            in_characters = len(decoded.rstrip(" ")) <= RECORD_LENGTH <= len(decoded) or len(raw) > RECORD_LENGTH
            utf8 = not in_characters
            text = decoded if in_characters else raw.decode("latin-1")
    size = len(text)
    if size > RECORD_LENGTH:
        size = max(RECORD_LENGTH, len(text.rstrip(" ")))
        text = text[:RECORD_LENGTH]
    return text.ljust(RECORD_LENGTH), utf8, size


class LineReader:
    """Cuts a file into chunks of whole lines; any place that a chunk names can be read on from."""

    __slots__ = ("_data", "_end", "has_bom", "has_line_ends", "start")

    def __init__(self, data: Buffer) -> None:
        self._data = data
        self.has_bom = data[: len(BOM)] == BOM
        self.start = len(BOM) if self.has_bom else 0
        # Without any line end in the first chunk, but for those behind the last record, a file is read as records of
        # 94 one behind the other.
        records = data[self.start : self.start + CHUNK].rstrip(_BEHIND)
        self.has_line_ends = _has_ending(records) or len(records) <= _ONE_LINE
        self._end = len(data)
        behind = 0 if self.has_line_ends else (len(data) - self.start) % RECORD_LENGTH
        if behind and not data[len(data) - behind :].strip(_BEHIND):
            self._end -= behind  # what is behind the last record, such as the one line end of the file

    def chunks(self, offset: int, number: int) -> Iterator[Chunk]:
        """Yield the chunks from a place on."""
        while (chunk := self.chunk(offset, number)) is not None:
            yield chunk
            offset, number = chunk.offset + len(chunk.data), chunk.next_number

    def lines(self, offset: int, number: int, end: int | None = None) -> Iterator[Line]:
        """Yield the lines from a place on, up to the place `end`."""
        for chunk in self.chunks(offset, number):
            for index in range(len(chunk)):
                line = chunk.line(index)
                if end is not None and line.offset >= end:
                    return
                yield line

    def chunk(self, offset: int, number: int) -> Chunk | None:
        """Give the chunk that starts at a place, or None at the end of the file."""
        data = self._data
        if offset >= self._end:
            return None
        release(data, offset)
        piece = data[offset : min(offset + CHUNK, self._end)]
        last = offset + len(piece) >= self._end
        if not last:
            piece = piece[: _cut(piece)]
        uniform = self._uniform(piece, offset, number, last=last) or self._levelled(piece, offset, number, last=last)
        if (
            uniform is None and len(piece) > RAGGED and _EOL.search(piece, 0, RAGGED)
        ):  # one odd line does not make the whole of a large piece slow
            piece = piece[:RAGGED]
            piece, last = piece[: _cut(piece)], False
            uniform = self._uniform(piece, offset, number, last=last)
        return uniform if uniform is not None else self._ragged(piece, offset, number, last=last)

    def _uniform(self, piece: bytes, offset: int, number: int, *, last: bool) -> Chunk | None:
        """Give the chunk if all its lines are alike: 94 bytes and the same line end."""
        ending = b"" if not self.has_line_ends else _first_ending(piece)
        stride = RECORD_LENGTH + len(ending)
        if last and ending and not piece.endswith(ending):
            return None
        if len(piece) % stride:
            return None
        count = len(piece) // stride
        others = piece.translate(None, _PRINTABLE)
        plain = others == ending.lstrip(b" ") * count
        if not (_stand_behind(piece, ending, count) and (plain or _ends_with(others, ending, count))):
            return None
        return Chunk(piece, offset, number, stride, [], number + count, last, plain)

    def _levelled(self, piece: bytes, offset: int, number: int, *, last: bool) -> Chunk | None:
        """Give the chunk if its lines are UTF-8, 94 characters each, and have the same line end."""
        if piece.isascii() or not self.has_line_ends:
            return None
        try:
            text = piece.decode("utf-8")
        except UnicodeDecodeError:
            return None
        columns = _BEYOND.sub(_stand_in, text).encode("latin-1")
        ending = _first_ending(columns)
        stride = RECORD_LENGTH + len(ending)
        count = len(columns) // stride
        if not ending or len(columns) % stride or not _stand_behind(columns, ending, count):
            return None
        if not _ends_with(columns.translate(None, _PRINTABLE), ending, count):
            return None
        starts = [0, *(match.end() for match in re.finditer(re.escape(ending), piece))]
        if max(map(sub, starts[1:], starts)) > _ONE_RECORD:
            return None
        return Chunk(piece, offset, number, stride, [], number + count, last, False, columns, starts)  # noqa: FBT003

    def _ragged(self, piece: bytes, offset: int, number: int, *, last: bool) -> Chunk:
        rows: list[LinePlace] = []
        following = number
        for match in _LINE.finditer(piece):
            start, end = match.span(1)
            if start == len(piece):
                break
            rows.extend(_line_places(piece, start, end, following, fixed=not self.has_line_ends))
            following += bool(match.group(2)) or last  # a long line that the chunk cuts goes on under its number
        if self.has_line_ends:
            rows = list(_rejoined(rows))
        else:
            rows = [
                LinePlace(row.start, row.end, number + index, row.flaw, row.size, row.rest)
                for index, row in enumerate(rows)
            ]
            following = number + len(rows)
        return Chunk(piece, offset, number, 0, rows, following, last)


def _cut(piece: bytes) -> int:
    """Say where whole lines end in a piece of a file, and never between the halves of a broken record."""
    if not _has_ending(piece):
        return len(piece) - len(piece) % RECORD_LENGTH
    cut = _last_ending(piece, len(piece))
    for _ in range(_LOOK_BACK):
        before = _last_ending(piece, cut - 2)
        if before <= 0 or cut - before >= RECORD_LENGTH:
            break
        cut = before
    return cut


def _has_ending(piece: bytes) -> bool:
    return b"\n" in piece or b"\r" in piece


def _last_ending(piece: bytes, end: int) -> int:
    """Give the place behind the last line end before `end`; a CR at the very end may be half of one."""
    return max(piece.rfind(b"\n", 0, end), piece.rfind(b"\r", 0, end - 1)) + 1


def _stand_in(found: re.Match[str]) -> str:
    """Give a character of Latin-1 that is a letter, or none, as the one that was found."""
    return "\xff" if found.group().isalpha() else "\xbf"


def _first_ending(piece: bytes) -> bytes:
    """Give what is behind column 94 of the first line, if that is blanks and a line end; nothing otherwise."""
    match = _ENDING.match(piece, RECORD_LENGTH)
    return match.group() if match else b""


def _ends_with(others: bytes, ending: bytes, count: int) -> bool:
    """Say of what is not printable whether no more line ends are in it, and whether they are without blanks."""
    right = all(others.count(end) == ending.count(end) * count for end in (b"\n", b"\r"))
    return right and not ending.startswith(b" ")


def _stand_behind(piece: bytes, ending: bytes, count: int) -> bool:
    """Say whether the same line end stands behind each record."""
    stride = RECORD_LENGTH + len(ending)
    return all(piece[RECORD_LENGTH + i :: stride] == ending[i : i + 1] * count for i in range(len(ending)))


def _line_places(piece: bytes, start: int, end: int, number: int, *, fixed: bool) -> Iterator[LinePlace]:
    """Yield the records of one line: itself, or several that stand on it without line breaks."""
    length = end - start
    if length <= RECORD_LENGTH:
        yield LinePlace(start, end, number)
        return
    if fixed:
        for at in range(start, end, RECORD_LENGTH):
            yield LinePlace(at, min(at + RECORD_LENGTH, end), number)
        return
    kept = start + len(piece[start:end].rstrip(b" "))
    for gap in (0, 1, 2):  # a line break is missing, or another character stands in its place
        starts = range(start, kept, RECORD_LENGTH + gap)
        if len(starts) > 1 and _are_records(piece, starts, kept, end):
            for at in starts:
                form = "joined-lines" if at == start else None
                yield LinePlace(at, min(at + RECORD_LENGTH, end), number, form, len(starts))
            return
    yield LinePlace(start, end, number)


def _are_records(piece: bytes, starts: range, kept: int, end: int) -> bool:
    """Say whether records start at each place, and the last is whole or a file control without the blanks behind it."""
    last = piece[starts[-1] : min(starts[-1] + RECORD_LENGTH, end)]
    trimmed = last[:1] == b"9" and len(last) >= _CONTROL_TOTALS and last.rstrip().isdigit()
    right = kept <= starts[-1] + RECORD_LENGTH and (len(last) == RECORD_LENGTH or trimmed)
    return right and all(piece[at] in _RECORD_START for at in starts)


def _rejoined(rows: list[LinePlace]) -> Iterator[LinePlace]:
    """Put records together that a stray line break cut in two."""
    index = 0
    while index < len(rows):
        row = rows[index]
        length = row.end - row.start
        if length < RECORD_LENGTH and index + 1 < len(rows):
            after = rows[index + 1]
            both = length + after.end - after.start
            added = both == RECORD_LENGTH and row.start < row.end and after.start < after.end
            if added or both == RECORD_LENGTH - 1:  # the other case is that it took the place of a character
                yield LinePlace(row.start, row.end, row.number, "broken-line", both, (after.start, after.end))
                index += 2
                continue
        yield row
        index += 1
