"""What holds of every file that is read: no line and no entry is lost."""

from collections import Counter
from collections.abc import Iterator

from achguard.nacha import Entry, read
from achguard.nacha.bytes.lines import LineReader
from achguard.nacha.records.structure import BatchStart, EntryRead, Event, FileStart, Structure


def events(lines: LineReader) -> Iterator[Event]:
    """Yield what each line of a file is part of, in order."""
    structure = Structure()
    for line in lines.lines(lines.start, 1):
        yield from structure.feed(line)
    yield from structure.finish()


def lines_of(event: Event) -> list[int]:
    """Give the offsets of the lines that an event holds."""
    if isinstance(event, EntryRead):
        return [event.record.line.offset, *(line.offset for line in event.addenda)]
    if isinstance(event, BatchStart):
        return [] if event.head.record is None else [event.head.line.offset]
    if isinstance(event, FileStart):
        return [] if event.record is None else [event.line.offset]
    return [] if event.line is None else [event.line.offset]


def _told(entry: Entry) -> tuple[object, ...]:
    return entry.record, entry.addenda, entry.problems, entry.batch_problems


def accounted(data: bytes) -> None:
    """Hold a file to it that every line belongs to exactly one event, and each entry to its batch."""
    lines = LineReader(data)
    there = Counter(line.offset for line in lines.lines(lines.start, 1))
    held = Counter(offset for event in events(lines) for offset in lines_of(event))
    assert held == there
    file = read(data)
    entries = list(file.entries)
    assert len(entries) == file.entry_count == sum(batch.entry_count for batch in file.batches)
    # A batch is read line by line, and all entries in whole runs of proven ones.
    in_batches = [entry for batch in file.batches for entry in batch.entries]
    assert [_told(entry) for entry in in_batches] == [_told(entry) for entry in entries]
    for entry in entries:
        for finding in entry.findings():
            assert finding.message
        if entry.payment is None:
            assert entry.is_broken
