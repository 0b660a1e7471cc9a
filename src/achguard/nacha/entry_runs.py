"""A file's entries in their order: whole runs of proven ones as columns, the others one by one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from achguard.nacha.bytes.lines import Chunk, LineReader
from achguard.nacha.layouts.layout import LAYOUTS
from achguard.nacha.records.record import Record, record
from achguard.nacha.records.structure import BatchHead, EntryRead, Structure, entry_layout
from achguard.nacha.survey import proof_of

if TYPE_CHECKING:  # numpy takes longer to load than a small file to read
    from achguard.nacha.proof.chunk_proof import ChunkProof


@dataclass(frozen=True, slots=True)
class EntryRun:
    """Entries of one batch, one after the other, in which nothing is wrong."""

    proof: "ChunkProof"
    head: BatchHead
    first: int
    """The first of them, counted among the entries of its chunk."""
    last: int
    """The one behind the last."""

    def __len__(self) -> int:
        return self.last - self.first

    def entry(self, number: int) -> EntryRead:
        """Give one of them, counted among the entries of its chunk."""
        chunk = self.proof.columns.chunk
        line = int(self.proof.entries[number])
        addenda = tuple(chunk.line(line + 1 + i) for i in range(int(self.proof.sizes[number])))
        return EntryRead(self.head, record(entry_layout(self.head, addenda), chunk.line(line)), addenda)

    def reads(self) -> Iterator[EntryRead]:
        """Yield all of them."""
        chunk, head = self.proof.columns.chunk, self.head
        places = self.proof.entries[self.first : self.last].tolist()
        sizes = self.proof.sizes[self.first : self.last].tolist()
        known = None if head.sec_code is None else LAYOUTS[entry_layout(head, ())]
        for line, size in zip(places, sizes, strict=True):
            addenda = tuple(map(chunk.line, range(line + 1, line + 1 + size))) if size else ()
            yield EntryRead(head, Record(known or LAYOUTS[entry_layout(head, addenda)], chunk.line(line)), addenda)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive lines of a file whose entries can be read apart from what is in front of them."""

    offset: int
    """Where its first line starts in the file."""
    number: int
    """The number of that line."""
    structure: Structure
    """What the lines in front of it have opened; an entry that goes on here is one of this stretch."""
    end: int
    """Where the line behind it starts in the file."""
    next_number: int
    """The number of that line."""
    is_last: bool
    """Whether the file ends with it."""
    entries: int
    """How many entries it has."""
    batches_behind: int
    """How many batches begin in front of what follows it."""

    @property
    def first_line(self) -> int:
        """The first line of one of its entries, which may stand in front of it."""
        waiting = self.structure.waiting
        return self.number if waiting is None else waiting.number


def entry_runs(
    lines: LineReader, problem_lines: Sequence[int], stretch: Stretch | None = None
) -> Iterator[EntryRead | EntryRun]:
    """Yield all entries of a file, or of a stretch of it, in their order; those near a line with a problem one by one.

    `problem_lines` are the lines on which a look at the whole file found something, ascending.
    """
    structure = Structure() if stretch is None else stretch.structure.copied()
    offset, number = (lines.start, 1) if stretch is None else (stretch.offset, stretch.number)
    while (stretch is None or offset < stretch.end) and (chunk := lines.chunk(offset, number)) is not None:
        yield from _of_chunk(chunk, structure, problem_lines)
        offset, number = chunk.place(len(chunk))
    if stretch is None or stretch.is_last:
        yield from (event for event in structure.finish() if isinstance(event, EntryRead))


def stretches(lines: LineReader, problem_lines: Sequence[int], size: int) -> Iterator[Stretch]:
    """Cut a file into stretches of about `size` bytes; `problem_lines` are those of the whole file."""
    structure = Structure()
    offset, number = lines.start, 1
    start, first, opened, entries = offset, number, structure.copied(), 0
    while (chunk := lines.chunk(offset, number)) is not None:
        entries += sum(map(_entries_of, _of_chunk(chunk, structure, problem_lines)))
        offset, number = chunk.place(len(chunk))
        if chunk.last:
            entries += sum(isinstance(event, EntryRead) for event in structure.finish())
        if chunk.last or offset - start >= size:
            yield Stretch(start, first, opened, offset, number, chunk.last, entries, structure.batches)
            start, first, opened, entries = offset, number, structure.copied(), 0


def _entries_of(item: EntryRead | EntryRun) -> int:
    return len(item) if isinstance(item, EntryRun) else 1


def _of_chunk(chunk: Chunk, structure: Structure, problem_lines: Sequence[int]) -> Iterator[EntryRead | EntryRun]:
    """Yield the entries that end in a chunk."""
    proof = proof_of(chunk)
    number, index = chunk.number, 0
    while index < len(chunk):
        head = structure.head
        run = proof.run(index, head, "") if proof is not None and head is not None else None
        if run is None or proof is None or head is None or _any(problem_lines, number + index, number + run.end):
            yield from (event for event in structure.feed(chunk.line(index)) if isinstance(event, EntryRead))
            index += 1
            continue
        yield from structure.close_entry()
        first = int(proof.entries.searchsorted(index))
        yield EntryRun(proof, head, first, first + run.entries)
        structure.skip(chunk.line(run.end - 1))
        index = run.end


def _any(problem_lines: Sequence[int], first: int, end: int) -> bool:
    place = bisect_left(problem_lines, first)
    return place < len(problem_lines) and problem_lines[place] < end
