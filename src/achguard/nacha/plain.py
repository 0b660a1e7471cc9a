"""Entries of which nothing is peculiar, picked many at once from what is proven right, without an object for each.

A plain entry has digits for an account, words for a name, digits or nothing for the receiver's number, no addenda and
no problem. Two plain entries of one batch with one transaction code and routing number differ, for every rule, only in
what the lists and earlier returns say of their names and numbers; a property test holds all rules to that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from achguard.nacha.codes import COUNTED_ADDENDA
from achguard.nacha.entry import Entry, entry_of
from achguard.nacha.lines import Chunk, Line
from achguard.nacha.reader import NachaFile
from achguard.nacha.records import record
from achguard.nacha.structure import BatchHead, EntryRead, Event, Structure, entry_layout
from achguard.nacha.survey import proof_of

if TYPE_CHECKING:
    from achguard.nacha.checker import BatchPlace
    from achguard.nacha.columns import Bytes, Flags, Places
    from achguard.nacha.proof import ChunkProof

Likeness = tuple[int, str]
"""What plain entries share that are alike: the batch's index, and the transaction code with the routing number."""

_ENTRY = ord("6")
_WORDS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .,'&-")


@dataclass(slots=True)
class PlainEntry:
    """A plain entry, as far as one differs from those that are alike. Its repr shows nothing of it."""

    line: int
    """The line it stands on, from 1."""
    id: str
    """The trace number."""
    likeness: Likeness
    name: str
    """The receiver's name."""
    account_number: str
    individual_id: str
    """The receiver's number, or nothing."""
    _file: NachaFile
    _head: BatchHead
    _chunk: Chunk

    def __repr__(self) -> str:
        return f"PlainEntry(id={self.id!r}, line={self.line})"

    def entry(self) -> Entry:
        """Give the entry itself."""
        line = self._chunk.line(self.line - self._chunk.number)
        event = EntryRead(self._head, record("entry", line), ())
        return entry_of(event, {}, (), self._file.profile, self._file.day)


def entries_of(file: NachaFile) -> Iterator[Entry | PlainEntry]:
    """Yield all entries of a file in their order, plain ones as such."""
    return _Walk(file).entries()


class _Walk:
    """One way through a file, in runs where they are proven and line by line elsewhere."""

    def __init__(self, file: NachaFile) -> None:
        self._file = file
        self._structure = Structure()
        # The file's own package: what it was read with serves to read it again.
        self._lines, survey = file._lines, file._survey  # noqa: SLF001
        self._by_line = file._by_line  # noqa: SLF001
        self._places: dict[int, BatchPlace] = {place.index: place for place in survey.places}

    def entries(self) -> Iterator[Entry | PlainEntry]:
        """Yield the entries."""
        structure = self._structure
        offset, number = self._lines.start, 1
        while (chunk := self._lines.chunk(offset, number)) is not None:
            proof = proof_of(chunk)
            index = 0
            while index < len(chunk):
                head = structure.head
                run = None if proof is None or head is None else proof.run(index, head, structure.open_trace or "")
                if run is None or head is None or proof is None or self._is_peculiar(head):
                    yield from self._entries(structure.feed(chunk.line(index)))
                    index += 1
                    continue
                yield from self._entries(structure.close_entry())
                yield from self._run(chunk, proof, head, index, run.end)
                structure.skip(chunk.line(run.end - 1))
                index = run.end
            offset, number = chunk.place(len(chunk))
        yield from self._entries(structure.finish())

    def _is_peculiar(self, head: BatchHead) -> bool:
        """Say whether no entry of a batch can be plain."""
        place = self._places.get(head.index)
        return head.is_iat or head.sec_code in COUNTED_ADDENDA or place is None or bool(place.holding)

    def _entries(self, events: Iterator[Event]) -> Iterator[Entry]:
        for event in events:
            if isinstance(event, EntryRead):
                holding = self._places[event.head.index].holding
                yield entry_of(event, self._by_line, holding, self._file.profile, self._file.day)

    def _run(
        self, chunk: Chunk, proof: "ChunkProof", head: BatchHead, start: int, end: int
    ) -> Iterator[Entry | PlainEntry]:
        """Yield the entries of a run that is proven to have no problem."""
        first, last = np.searchsorted(proof.entries, (start, end))
        rows = proof.entries[first:last]
        plain = (proof.sizes[first:last] == 0) & _plain(proof, rows)
        text, stride, index = chunk.data.decode("ascii"), chunk.stride, head.index
        ends = np.append(rows[1:], end)
        # A run is proven by itself; against the entry before it, its first trace number may still be wrong.
        with_problems = self._by_line.keys()
        for row, after, is_plain in zip(rows.tolist(), ends.tolist(), plain.tolist(), strict=True):
            if not is_plain or chunk.number + row in with_problems:
                addenda = tuple(chunk.line(at) for at in range(row + 1, after))
                yield from self._entries(iter((self._read(chunk, head, row, addenda),)))
                continue
            line = text[row * stride : row * stride + 94]
            yield PlainEntry(
                chunk.number + row,
                line[79:94],
                (index, line[1:12]),
                line[54:76].strip(),
                line[12:29].rstrip(),
                line[39:54].rstrip(),
                self._file,
                head,
                chunk,
            )

    @staticmethod
    def _read(chunk: Chunk, head: BatchHead, row: int, addenda: tuple[Line, ...]) -> EntryRead:
        return EntryRead(head, record(entry_layout(head, addenda), chunk.line(row)), addenda)


def _plain(proof: "ChunkProof", rows: "Places") -> "Flags":
    """Say whose columns hold nothing peculiar: account, receiver's number and name."""
    columns = proof.columns
    plain = _digits_then_blanks(columns.matrix(13, 29)[rows])
    plain &= (columns.matrix(13, 29)[rows] > ord("0")).any(axis=1)
    plain &= _digits_then_blanks(columns.matrix(40, 54)[rows]) | columns.blank(rows, 40, 54)
    names = columns.matrix(55, 76)[rows]
    plain &= _word_table()[names].all(axis=1)
    plain &= (names > ord("@")).any(axis=1)
    return plain


def _digits_then_blanks(cells: "Bytes") -> "Flags":
    """Say which rows start with a digit, and hold digits and then nothing but blanks."""
    digits = (cells - np.uint8(ord("0"))) <= np.uint8(9)
    blanks = cells == np.uint8(ord(" "))
    found: Flags = digits[:, 0] & (digits | blanks).all(axis=1) & ~(blanks[:, :-1] & digits[:, 1:]).any(axis=1)
    return found


@cache
def _word_table() -> "Flags":
    table = np.zeros(256, np.bool_)
    table[list(_WORDS)] = True
    return table
