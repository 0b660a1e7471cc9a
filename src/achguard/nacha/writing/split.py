"""One file becomes several: each entry goes, as it stands, into the part of its outcome, with rebuilt controls."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from achguard.nacha.bytes.lines import Line
from achguard.nacha.layouts.layout import LAYOUTS, RECORD_LENGTH, Kind
from achguard.nacha.writing.record_text import ENCODING, record_text
from achguard.nacha.writing.writer import FileWriter, Totals, check_digit, figures

SUFFIX = ".ach"


@dataclass(frozen=True, slots=True)
class Part:
    """What one part came to."""

    file: str
    """Its name in the folder."""
    totals: Totals
    """Its entries, records, hash and cents."""


@dataclass(slots=True)
class _Open:
    stream: BinaryIO
    writer: FileWriter
    batch: int = -1


@dataclass(slots=True)
class Parts:
    """Files in a folder, one per outcome that occurs, which grow entry by entry.

    Memory does not grow with the files. Batches keep their order and, where they ascend, their numbers; a batch stands
    in each part that has an entry of it.
    """

    folder: Path
    """Where the files are made."""
    header: bytes
    """The file header record that each part starts with."""
    _open: dict[str, _Open] = field(default_factory=dict)

    def put(self, outcome: str, batch: int, batch_header: bytes, lines: Sequence[bytes]) -> None:
        """Add an entry with its addenda to the part of an outcome; `batch` tells the batches of the input apart."""
        part = self._open.get(outcome)
        if part is None:
            stream = (self.folder / f"{outcome}{SUFFIX}").open("xb", buffering=1 << 20)
            part = self._open[outcome] = _Open(stream, FileWriter(stream, self.header))
        if part.batch != batch:
            part.writer.batch(batch_header)
            part.batch = batch
        part.writer.entry(lines)

    def close(self) -> dict[str, Part]:
        """Write the controls and give what each part came to, by outcome."""
        parts = {}
        for outcome, part in self._open.items():
            with part.stream:
                parts[outcome] = Part(f"{outcome}{SUFFIX}", part.writer.close())
        self._open.clear()
        return parts

    def abandon(self) -> None:
        """Close the files as they are."""
        for part in self._open.values():
            part.stream.close()
        self._open.clear()


def as_record(line: Line) -> bytes | None:
    """Give a line as the 94 bytes of a record, or None where a character of it has no single byte."""
    try:
        return line.text.encode(ENCODING)
    except UnicodeEncodeError:
        return None


def as_records(lines: Sequence[Line], *, advice: bool = False) -> tuple[bytes, ...] | None:
    """Give an entry and its addenda as records, or None where they can't be counted or written."""
    records = tuple(record for line in lines if (record := as_record(line)) is not None)
    if len(records) < len(lines) or not _countable(records, advice=advice):
        return None
    return records


def _countable(records: Sequence[bytes], *, advice: bool) -> bool:
    from achguard.errors import ConfigurationError

    try:
        figures(records, advice=advice)
    except ConfigurationError:
        return False
    return True


def header_record(line: Line | None, odfi: str, day: str) -> tuple[bytes, str]:
    """Give the file header of the parts, and whether it was `copied`, `repaired` or `composed`.

    What is always the same in a header is put right. Where there is none, or one that has no bytes, the first batch's
    ODFI (eight digits) stands as origin and destination, and `day` (YYMMDD) as the day of creation.
    """
    copied = as_record(line) if line is not None else None
    if copied is None:
        number = f"{odfi}{check_digit(odfi)}" if odfi.isascii() and odfi.isdigit() else "0" * 9
        values = {
            "immediate_destination": number,
            "immediate_origin": f" {number}",
            "file_creation_date": day,
            "file_id_modifier": "A",
        }
        return record_text("file_header", values).encode(ENCODING), "composed"
    repaired = bytearray(copied)
    for each in LAYOUTS["file_header"].fields:
        if each.kind is Kind.CONSTANT:
            repaired[each.start - 1 : each.end] = each.value.encode(ENCODING)
    whole = bytes(repaired[:RECORD_LENGTH])
    return whole, "copied" if whole == copied else "repaired"
