"""What holds of every file that is read: no line and no entry is lost."""

from collections import Counter

from achguard.nacha import read
from achguard.nacha.bytes.lines import LineReader
from achguard.nacha.reader import events
from achguard.nacha.records.structure import BatchStart, EntryRead, Event, FileStart


def lines_of(event: Event) -> list[int]:
    """Give the offsets of the lines that an event holds."""
    if isinstance(event, EntryRead):
        return [event.record.line.offset, *(line.offset for line in event.addenda)]
    if isinstance(event, BatchStart):
        return [] if event.head.record is None else [event.head.line.offset]
    if isinstance(event, FileStart):
        return [] if event.record is None else [event.line.offset]
    return [] if event.line is None else [event.line.offset]


def accounted(data: bytes) -> None:
    """Hold a file to it that every line belongs to exactly one event, and each entry to its batch."""
    lines = LineReader(data)
    there = Counter(line.offset for line in lines.lines(lines.start, 1))
    held = Counter(offset for event in events(lines) for offset in lines_of(event))
    assert held == there
    file = read(data)
    entries = list(file.entries)
    assert len(entries) == file.entry_count == sum(batch.entry_count for batch in file.batches)
    in_batches = [entry.line for batch in file.batches for entry in batch.entries]
    assert in_batches == [entry.line for entry in entries]
    for entry in entries:
        for finding in entry.findings():
            assert finding.message
        if entry.payment is None:
            assert entry.is_broken
