"""Every record of a file in the order of its lines, with the batch and the entry that it belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from achguard.nacha.assemble import payment_id
from achguard.nacha.bytes.lines import Line, LineReader
from achguard.nacha.layouts.codes import ADDENDA_TYPES
from achguard.nacha.records.record import Record, addenda_type_of, record
from achguard.nacha.records.returns import addenda_layout
from achguard.nacha.records.structure import (
    ADDENDA,
    BATCH_CONTROL,
    FILE_CONTROL,
    STRAY,
    BatchEnd,
    BatchHead,
    BatchStart,
    EntryRead,
    Event,
    OtherLine,
    Structure,
    batch_head,
)

_STRAYED: Mapping[str, str | None] = MappingProxyType(
    {ADDENDA: None, BATCH_CONTROL: "batch_control", FILE_CONTROL: "file_control"}
)
"""The layouts of records that may stand outside of where they belong; that of an addenda goes by its type."""


@dataclass(frozen=True, slots=True)
class PlacedRecord:
    """One line of a file: the record that it is, or what else it is. Its repr shows no field."""

    line: Line
    kind: str
    """The key of the record's layout; `padding`, `blank`, or `stray` for a line that belongs nowhere."""
    record: Record | None
    """The record, also where it is a stray one; None where the line is none."""
    batch: BatchHead | None = None
    """The batch that it is part of, if any."""
    entry: str | None = None
    """The id of the entry that it is part of, if any: the trace number, or `line N`."""

    def covers(self, number: int) -> bool:
        """Say whether a line of the file, from 1, is part of it."""
        return self.line.number <= number <= (self.line.last_number or self.line.number)


def placed_records(lines: LineReader) -> Iterator[PlacedRecord]:
    """Yield every record of a file, and every other line, in the order of the lines."""
    structure = Structure()
    waiting: list[OtherLine] = []  # blank and stray lines among the addenda of an entry that is not read to its end
    for line in lines.lines(lines.start, 1):
        for event in structure.feed(line):
            if isinstance(event, OtherLine) and structure.open_trace is not None:
                waiting.append(event)
                continue
            yield from _in_order(event, waiting)
            if not isinstance(event, OtherLine):
                waiting = []
    for event in structure.finish():
        yield from _in_order(event, waiting)
        waiting = []
    yield from (placed for other in waiting for placed in _of_event(other))


def _in_order(event: Event, waiting: list[OtherLine]) -> Iterator[PlacedRecord]:
    records = _of_event(event)
    if waiting:
        others = (placed for other in waiting for placed in _of_event(other))
        return iter(sorted((*others, *records), key=lambda placed: placed.line.offset))
    return records


def _of_event(event: Event) -> Iterator[PlacedRecord]:
    if isinstance(event, OtherLine):
        yield _of_other(event.line, event.kind)
    elif isinstance(event, EntryRead):
        name = payment_id(event.record)
        yield _placed(event.record, event.head, name)
        for line in event.addenda:
            yield _placed(record(addenda_layout(line, event.head), line), event.head, name)
    elif isinstance(event, BatchStart):
        if event.head.record is not None:
            yield _placed(event.head.record, event.head)
    elif event.record is not None:
        yield _placed(event.record, event.head if isinstance(event, BatchEnd) else None)


def _of_other(line: Line, kind: str) -> PlacedRecord:
    """Read a line that belongs nowhere as the record that its first column says, where the line can be one."""
    if kind == STRAY and line.text[0] in _STRAYED:
        key = _STRAYED[line.text[0]]
        if key is not None:
            return PlacedRecord(line, STRAY, record(key, line))
        if addenda_type_of(line) in ADDENDA_TYPES:
            return PlacedRecord(line, STRAY, record(addenda_layout(line, batch_head(None, line, 0)), line))
    return PlacedRecord(line, kind, None)


def _placed(part: Record, batch: BatchHead | None, entry: str | None = None) -> PlacedRecord:
    return PlacedRecord(part.line, part.layout.key, part, batch, entry)
