"""An input cut into portions of whole records, which processes decide apart from each other."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from achguard.errors import InputError
from achguard.intake.csv_rows import CsvHead, records_taken, rows_under
from achguard.intake.json_lines import json_lines_rows
from achguard.intake.row import InvalidRow, PaymentRow
from achguard.intake.source import LINE_AT_MOST, Source

PORTION: Final = 4 * 1024 * 1024
"""Bytes of a portion of JSON Lines, about: some 10,000 payments, which are cheap to hand over and soon decided."""

PORTION_OF_CSV: Final = 2 * 1024 * 1024
"""Bytes of a portion of CSV, about, whose rows take a third of the bytes: some 15,000 payments.

Witness: with twice as many, 200,000 payments on two workers take 800 MB instead of 660, and 5 % less time.
"""

_ODD: Final = 64 * 1024
"""Bytes that are read strictly around a quotation mark out of its place."""

_LONG: Final = 100_000
"""Bytes of a record of CSV beyond which it is taken by itself: it may have a cell that ends the reading."""

Places = npt.NDArray[np.int64]

_LINE_FEED, _RETURN, _QUOTE = b"\n"[0], b"\r"[0], b'"'[0]


@dataclass(frozen=True, slots=True)
class Portion:
    """Some whole records of an input, one after the other."""

    name: str
    """What the input is called."""
    content: bytes = field(repr=False)
    """The records as they are in the input, in UTF-8."""
    offset: int
    """How many bytes of the input are in front of it."""
    end: int
    """How many bytes of the input are in front of what follows it."""
    rows_before: int
    """How many rows are in front of it."""
    lines_before: int
    """How many lines are in front of it."""
    rows: int
    """How many rows it has."""
    head: CsvHead | None = None
    """The header, for CSV; None for JSON Lines."""
    is_even: bool = True
    """Whether every quotation mark of CSV opens or closes a whole cell, or is one of two inside of one."""

    @property
    def lines_behind(self) -> int:
        """How many lines are in front of what follows it."""
        return self.lines_before + self.content.count(b"\n")

    def strict_rows(self) -> Iterator[PaymentRow | InvalidRow]:
        """Read its rows one by one, as an input that is not cut is read."""
        source = Source(self.name, io.BytesIO(self.content), offset=self.offset)
        if self.head is None:
            return json_lines_rows(source, rows_before=self.rows_before, lines_before=self.lines_before)
        return rows_under(self.head, source, rows_before=self.rows_before, lines_before=self.lines_before)

    def spans(self) -> tuple[Places, Places]:
        """Give where each of its rows starts and ends; for CSV only where its quotation marks are even."""
        return _spans(self.content, quoted=self.head is not None)

    def part(self, first: int, behind: int, spans: tuple[Places, Places]) -> "Portion":
        """Give some of its rows, those from `first` on that are in front of `behind`."""
        start, end = int(spans[0][first]), int(spans[1][behind - 1])
        return replace(
            self,
            content=self.content[start:end],
            offset=self.offset + start,
            end=self.offset + end,
            rows_before=self.rows_before + first,
            lines_before=self.lines_before + self.content.count(b"\n", 0, start),
            rows=behind - first,
        )

    def some(self, places: Sequence[int]) -> "Portion":
        """Give some of its rows, one at least, as if nothing was between them, nor in front of them.

        Their places count from 0 and ascend. For CSV only where its quotation marks are even.
        """
        starts, ends = self.spans()
        content = b"".join(self.content[starts[place] : ends[place]] for place in places)
        return replace(self, content=content, offset=self.offset + int(starts[places[0]]), rows=len(places))


def json_portions(
    source: Source, size: int = PORTION, *, rows_before: int = 0, lines_before: int = 0
) -> Iterator[Portion]:
    """Yield what is left of JSON Lines in portions of about `size` bytes; those two numbers are of what was taken."""
    offset = source.offset
    while content := _whole_lines(source, size):
        rows = len(_spans(content, quoted=False)[0])
        yield Portion(source.name, content, offset, source.offset, rows_before, lines_before, rows)
        offset = source.offset
        rows_before += rows
        lines_before += content.count(b"\n")


def _whole_lines(source: Source, size: int) -> bytes:
    content = source.read(size)
    if len(content) < size or content.endswith(b"\n"):
        return content
    rest = next(source.lines(), None)
    if rest is None:
        return content
    # What is too long to be taken is known by its length alone.
    return content + (b"-" * LINE_AT_MOST + b"\n" if rest.too_long else rest.content)


def csv_portions(
    source: Source, head: CsvHead, size: int = PORTION_OF_CSV, *, rows_before: int = 0, lines_before: int
) -> Iterator[Portion]:
    """Yield what is under a header in portions of about `size` bytes.

    Raises `InputError` where records can't be told apart any more, after all portions before.
    """
    while content := source.read(size):
        offset = source.offset - len(content)
        cut = _end_of_even(content, head.delimiter, is_last=len(content) < size)
        trouble: InputError | None = None
        if cut:
            source.give_back(content[cut:])
            content = content[:cut]
            rows = len(_spans(content, quoted=True)[0])
        else:
            source.give_back(content)
            content, rows, trouble = _scanned(source, head, min(size, _ODD), lines_before)
        if content:
            yield Portion(
                source.name,
                content,
                offset,
                offset + len(content),
                rows_before,
                lines_before,
                rows,
                head,
                is_even=bool(cut),
            )
        if trouble is not None:
            raise trouble
        rows_before += rows
        lines_before += content.count(b"\n")


def _scanned(source: Source, head: CsvHead, size: int, lines_before: int) -> tuple[bytes, int, InputError | None]:
    """Take records one by one until they have `size` bytes, and say how many they are and what ended them."""
    taken, end, rows = bytearray(), 0, 0
    try:
        for end in records_taken(head, source, taken, lines_before=lines_before):
            rows += 1
            if end >= size:
                break
    except InputError as error:
        return bytes(taken[:end]), rows, error
    return bytes(taken), rows, None


def _end_of_even(content: bytes, delimiter: str, *, is_last: bool) -> int:
    """Give the end of the last record up to which every quotation mark is in its place and no record is long, or 0."""
    data = np.frombuffer(content, np.uint8)
    quotes = np.flatnonzero(data == _QUOTE)
    ends = np.flatnonzero(data == _LINE_FEED)
    odd = len(content)
    returns = np.flatnonzero(data == _RETURN)
    padded = np.append(data, np.uint8(_LINE_FEED))
    alone = returns[padded[returns + 1] != _LINE_FEED]
    if len(alone):
        odd = int(alone[0])
    if len(quotes):
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
        separators = np.array([_LINE_FEED, ord(delimiter)], np.uint8)
        opening, closing = quotes[::2], quotes[1::2]
        is_double = opening[1:] == closing[: len(opening) - 1] + 1
        before = np.insert(data, 0, _LINE_FEED)[opening]
        is_begun = np.isin(before, separators)
        is_begun[1:] |= is_double
        after = padded[closing + 1]
        is_ended = np.isin(after, separators) | (after == _RETURN)
        is_ended[: len(is_double)] |= is_double
        wrong = np.concatenate([opening[~is_begun], closing[~is_ended]])
        odd = min(odd, int(wrong.min())) if len(wrong) else odd
    starts = np.insert(ends + 1, 0, 0)
    if len(long := np.flatnonzero(np.diff(starts, append=len(content)) > _LONG)):
        odd = min(odd, int(starts[long[0]]))
    if is_last and odd == len(content) and len(quotes) % 2 == 0:
        return odd
    whole = ends[ends < odd]
    return int(whole[-1]) + 1 if len(whole) else 0


def _spans(content: bytes, *, quoted: bool) -> tuple[Places, Places]:
    """Give where the lines, or records whose quotation marks are even, start and end, those that are blank left out."""
    data = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(data == _LINE_FEED)
    if quoted:
        ends = ends[np.searchsorted(np.flatnonzero(data == _QUOTE), ends) % 2 == 0]
    ends = ends + 1
    if not len(ends) or ends[-1] < len(content):
        ends = np.append(ends, len(content))
    starts = np.insert(ends[:-1], 0, 0)
    # A line of CSV that has blanks alone is a row of one cell.
    blanks = b"\r\n" if quoted else b" \t\n\r\x0b\x0c"
    filled = ~np.isin(data[starts], np.frombuffer(blanks, np.uint8)) if len(content) else np.zeros(1, bool)
    for place in np.flatnonzero(~filled).tolist():
        filled[place] = bool(content[starts[place] : ends[place]].strip(blanks))
    return starts[filled], ends[filled]
