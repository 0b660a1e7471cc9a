"""A file's entries in their order: whole runs of proven ones as columns, the others one by one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from achguard.nacha.bytes.lines import LineReader
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


def entry_runs(lines: LineReader, problem_lines: Sequence[int]) -> Iterator[EntryRead | EntryRun]:
    """Yield all entries in their order; those on or around a line with a problem one by one.

    `problem_lines` are the lines on which a look at the whole file found something, ascending.
    """
    structure = Structure()
    offset, number = lines.start, 1
    while (chunk := lines.chunk(offset, number)) is not None:
        proof = proof_of(chunk)
        index = 0
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
        offset, number = chunk.place(len(chunk))
    yield from (event for event in structure.finish() if isinstance(event, EntryRead))


def _any(problem_lines: Sequence[int], first: int, end: int) -> bool:
    place = bisect_left(problem_lines, first)
    return place < len(problem_lines) and problem_lines[place] < end
