"""Lines become headers, entries with their addenda, controls and padding: every line gets exactly one place."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from achguard.law.iat_codes import FX_INDICATORS
from achguard.law.sec_codes import REVERSAL
from achguard.model.payment import SecCode
from achguard.nacha.bytes.lines import Line
from achguard.nacha.layouts.codes import (
    ADDENDA_TYPES,
    COMES_BACK,
    IAT_ADDENDA,
    MANY_ADDENDA,
    SERVICE_CLASSES,
    TRANSACTION_CODES,
)
from achguard.nacha.layouts.entry_layouts import IAT_NOTIFICATION, layout_of_entries, sec_code_of
from achguard.nacha.layouts.layout import LAYOUTS, slice_of
from achguard.nacha.records.padding import is_nearly_nines, repeats_one, wrong_padding
from achguard.nacha.records.record import ADDENDA_TYPE, TRACE_NUMBER, Record, addenda_type_of, record, trace_number_of

FILE_HEADER, BATCH_HEADER, ENTRY, ADDENDA, BATCH_CONTROL, FILE_CONTROL = "156789"
PADDING = "padding"
BLANK = "blank"
STRAY = "stray"

_PRIORITY = slice_of("file_header", "priority_code")
_FILE_CONSTANTS = slice_of("file_header", "record_size", "format_code")
_CONSTANTS = "".join(LAYOUTS["file_header"][name].value for name in ("record_size", "blocking_factor", "format_code"))
_FIRST_PRIORITY = LAYOUTS["file_header"]["priority_code"].value
_SERVICE_CLASS = slice_of("batch_header", "service_class")
_SEC_CODE = slice_of("batch_header", "sec_code")
_ODFI = slice_of("batch_header", "odfi_identification")
_BATCH_NUMBER = slice_of("batch_header", "batch_number")
_ODFI_AND_NUMBER = slice_of("batch_header", "odfi_identification", "batch_number")
_IAT_INDICATOR = slice_of("iat_batch_header", "iat_indicator")
_FX_INDICATOR = slice_of("iat_batch_header", "fx_indicator")
_CURRENCIES = slice_of("iat_batch_header", "originating_currency", "destination_currency")
_TRANSACTION_CODE = slice_of("entry", "transaction_code")
_ROUTING_NUMBER = slice_of("entry", "rdfi_identification", "check_digit")
_ADDENDA_INDICATOR = slice_of("entry", "addenda_indicator")
_ENTRY_SEQUENCE = slice_of("addenda_05", "entry_sequence")
_OWN_TRACE_NUMBER = slice_of("addenda_99", "trace_number")
_CONTROL_SERVICE_CLASS = slice_of("batch_control", "service_class")
_CONTROL_TOTALS = slice_of("batch_control", "entry_addenda_count", "total_credit")
_CONTROL_ODFI_AND_NUMBER = slice_of("batch_control", "odfi_identification", "batch_number")
_FILE_TOTALS = slice_of("file_control", "batch_count", "total_credit")
_BEHIND_FILE_TOTALS = slice_of("adv_file_control", "reserved_72")


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the place of a line says is wrong."""

    problem: str
    """The problem's name."""
    line: Line
    expected: str = ""


@dataclass(frozen=True, slots=True)
class BatchHead:
    """What a batch's header says of its entries; a batch whose header is missing has none."""

    record: Record | None
    line: Line
    """The header, or the first line of a batch without one."""
    index: int
    """Batches before it in the whole input."""
    sec_code: SecCode | None
    is_iat: bool
    """Whether its entries have the layout of IATs."""
    service_class: str
    odfi: str
    """Eight digits as they stand there."""
    number: str

    @property
    def is_adv(self) -> bool:
        """Whether its records have the layout of an operator's advices."""
        return self.sec_code is SecCode.ADV

    @property
    def is_reversal(self) -> bool:
        """Whether the batch takes entries back, by its description."""
        return self.record is not None and self.record.text("entry_description").upper().startswith(REVERSAL)


@dataclass(frozen=True, slots=True)
class FileStart:
    """A file begins: with its header, or with something else."""

    record: Record | None
    line: Line
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchStart:
    """A batch begins."""

    head: BatchHead
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An entry with its addenda."""

    head: BatchHead
    record: Record
    addenda: tuple[Line, ...]
    notes: tuple[Note, ...] = ()

    @property
    def is_iat(self) -> bool:
        """Whether the entry has the layout of an IAT."""
        return self.record.layout.key == "iat_entry"


@dataclass(frozen=True, slots=True)
class BatchEnd:
    """A batch ends: with its control, or before something else, or with the file."""

    head: BatchHead
    record: Record | None
    line: Line | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class FileEnd:
    """A file ends: with its control, or before another, or with the input."""

    record: Record | None
    line: Line | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A line that is no part of an entry, header or control: padding, a blank line, or one that a problem holds."""

    kind: str
    line: Line
    notes: tuple[Note, ...] = ()


Event = FileStart | BatchStart | EntryRead | BatchEnd | FileEnd | OtherLine


@dataclass(slots=True)
class Structure:
    """Takes lines one by one and says what they are part of.

    A record whose first column is wrong is known by the rest of it: an entry that would be lost otherwise stays one.
    """

    in_file: bool = False
    head: BatchHead | None = None
    batches: int = 0
    _entry: Line | None = None
    _addenda: list[Line] = field(default_factory=list)
    _notes: list[Note] = field(default_factory=list)
    _adv: bool = False
    _early_padding: Line | None = None
    """Padding before the file control; without a control it is not early."""
    _last: Line | None = None
    """The last line that is not blank."""
    _closed: bool = False
    """Whether a file control was the last thing but padding."""

    def feed(self, line: Line, known: str | None = None) -> Iterator[Event]:
        """Yield what the line ends or is; `known` is its kind where an earlier reading found it out."""
        kind, mislabelled = (known, False) if known is not None else self._identify(line.text)
        notes = [Note("record-type", line, kind)] if mislabelled else []
        if kind == ADDENDA and self._entry is not None and len(self._addenda) < MANY_ADDENDA:
            self._addenda.append(line)
            self._notes.extend(notes)
            self._last = line
            return
        if kind in (BLANK, STRAY):
            yield OtherLine(kind, line, tuple(notes))
            return
        yield from self._place(kind, line, notes)
        self._last = line

    def _place(self, kind: str, line: Line, notes: list[Note]) -> Iterator[Event]:
        yield from self.close_entry()
        if kind == ENTRY:
            if self.head is None:
                yield from self._open_batch(None, line, notes)
                notes = []
            self._entry = line
            self._notes = notes
        elif kind == ADDENDA:
            yield OtherLine(STRAY, line, (*notes, Note("addenda-outside-entry", line)))
        elif kind == BATCH_HEADER:
            yield from self._close_batch(None, [])
            yield from self._open_batch(line, line, notes)
        elif kind == BATCH_CONTROL:
            yield from self._batch_control(line, notes)
        elif kind == FILE_HEADER:
            yield from self._close_file(None, [])
            yield self._open_file(line, notes)
        elif kind == FILE_CONTROL:
            yield from self._file_control(line, notes)
        else:
            if (wrong := wrong_padding(line)) is not None:
                notes.append(Note(wrong[0], line, wrong[1]))
            if self.in_file and self._early_padding is None:
                self._early_padding = line
            yield OtherLine(PADDING, line, tuple(notes))

    def finish(self) -> Iterator[Event]:
        """Yield what the end of the input ends."""
        yield from self.close_entry()
        yield from self._close_file(None, [])

    def close_entry(self) -> Iterator[EntryRead]:
        """Yield the entry that waits for more addenda, if any."""
        if self._entry is None or self.head is None:
            return
        line, addenda, notes = self._entry, tuple(self._addenda), tuple(self._notes)
        self._entry, self._addenda, self._notes = None, [], []
        yield EntryRead(self.head, record(entry_layout(self.head, addenda), line), addenda, notes)

    def skip(self, last: Line) -> None:
        """Know that whole entries were passed by, up to a line, after `close_entry`."""
        self._last = last

    @property
    def open_trace(self) -> str | None:
        """The trace number of the entry that waits for more addenda, if any."""
        return None if self._entry is None else trace_number_of(self._entry)

    @property
    def waiting(self) -> Line | None:
        """The line of the entry that waits for more addenda, if any."""
        return self._entry

    def copied(self) -> "Structure":
        """Give another one that is where this one is, and goes on apart from it."""
        return replace(self, _addenda=[*self._addenda], _notes=[*self._notes])

    def _open_file(self, line: Line, notes: list[Note]) -> FileStart:
        another = [Note("another-file", line)] if self.batches or self._closed else []
        self.in_file, self._closed, self._adv, self._early_padding = True, False, False, None
        return FileStart(record("file_header", line), line, (*notes, *another))

    def _open_batch(self, header: Line | None, line: Line, notes: list[Note]) -> Iterator[Event]:
        if not self.in_file:
            self.in_file, self._closed, self._adv, self._early_padding = True, False, False, None
            yield FileStart(None, line, (Note("missing-file-header", line),))
        if header is None:
            notes = [Note("missing-batch-header", line), *notes]
        self.head = batch_head(header, line, self.batches)
        self._adv = self._adv or self.head.is_adv
        self.batches += 1
        yield BatchStart(self.head, tuple(notes))

    def _close_batch(self, line: Line | None, notes: list[Note]) -> Iterator[Event]:
        if self.head is None:
            return
        head, self.head = self.head, None
        if line is None:
            yield BatchEnd(head, None, None, (Note("missing-batch-control", head.line),))
        else:
            key = "adv_batch_control" if head.is_adv else "batch_control"
            yield BatchEnd(head, record(key, line), line, tuple(notes))

    def _batch_control(self, line: Line, notes: list[Note]) -> Iterator[Event]:
        if self.head is None:
            yield OtherLine(STRAY, line, (*notes, Note("batch-control-outside-batch", line)))
        else:
            yield from self._close_batch(line, notes)

    def _close_file(self, line: Line | None, notes: list[Note]) -> Iterator[Event]:
        yield from self._close_batch(None, [])
        if not self.in_file:
            return
        self.in_file = False
        if line is None:
            missing = () if self._last is None else (Note("missing-file-control", self._last),)
            yield FileEnd(None, None, missing)
        else:
            self._closed = True
            if self._early_padding is not None:
                notes = [*notes, Note("misplaced-padding", self._early_padding)]
            yield FileEnd(record("adv_file_control" if self._adv else "file_control", line), line, tuple(notes))

    def _file_control(self, line: Line, notes: list[Note]) -> Iterator[Event]:
        if self.in_file:
            yield from self._close_file(line, notes)
        elif self._closed:
            yield OtherLine(STRAY, line, (*notes, Note("second-file-control", line)))
        else:
            self.in_file = True
            yield FileStart(None, line, (Note("missing-file-header", line),))
            yield from self._close_file(line, notes)

    def _identify(self, text: str) -> tuple[str, bool]:
        """Say what kind of record a line is, and whether its first column says something else."""
        declared = text[0]
        if declared == ENTRY and self.head is not None and _reads_as_entry(text):
            return ENTRY, False
        if not text.strip(" \0\x1a\t"):
            return BLANK, False
        behind_file = self._closed and not self.in_file
        if is_nearly_nines(text) or (behind_file and repeats_one(text)):
            return PADDING, False
        likely = [kind for kind in self._order() if self._reads_as(kind, text)]
        if declared in "156789" and (declared in likely or not likely):
            return declared, False
        return (likely[0], True) if likely else (STRAY, False)

    def _order(self) -> str:
        """Give the kinds of record in the order in which they are likely here."""
        if self._entry is not None:
            return "768591"
        return "685971" if self.head is not None else "516897"

    def _reads_as(self, kind: str, text: str) -> bool:
        if kind == ENTRY:
            return _reads_as_entry(text)
        if kind == ADDENDA:
            return self._reads_as_addenda(text)
        if kind == BATCH_CONTROL:
            return self._reads_as_batch_control(text)
        if kind == BATCH_HEADER:
            return text[_SERVICE_CLASS] in SERVICE_CLASSES and sec_code_of(text[_SEC_CODE]) is not None
        if kind == FILE_HEADER:
            return text[_FILE_CONSTANTS] == _CONSTANTS and text[_PRIORITY] == _FIRST_PRIORITY
        return _is_digits(text[_FILE_TOTALS]) and not text[_BEHIND_FILE_TOTALS].strip()

    def _reads_as_addenda(self, text: str) -> bool:
        kind = text[ADDENDA_TYPE]
        if kind not in ADDENDA_TYPES or self._entry is None:
            return False
        trace = trace_number_of(self._entry)
        return trace.endswith(text[_ENTRY_SEQUENCE]) or text[_OWN_TRACE_NUMBER] == trace or kind in COMES_BACK

    def _reads_as_batch_control(self, text: str) -> bool:
        if text[_CONTROL_SERVICE_CLASS] not in SERVICE_CLASSES or not _is_digits(text[_CONTROL_TOTALS]):
            return False
        return self.head is None or text[_CONTROL_ODFI_AND_NUMBER] == self.head.line.text[_ODFI_AND_NUMBER]


def batch_head(header: Line | None, line: Line, index: int) -> BatchHead:
    """Read what a header says of its entries."""
    if header is None:
        return BatchHead(None, line, index, None, is_iat=False, service_class="", odfi="", number="")
    text = header.text
    sec_code = sec_code_of(text[_SEC_CODE])
    # An SEC code that can't be read leaves the rest of an IAT header: its FX indicator between two currencies' columns.
    may_be_iat = sec_code in (None, SecCode.COR)
    looks_iat = may_be_iat and text[_FX_INDICATOR] in FX_INDICATORS and text[_CURRENCIES].isalpha()
    is_iat = sec_code is SecCode.IAT or looks_iat or text[_IAT_INDICATOR].startswith(IAT_NOTIFICATION)
    return BatchHead(
        record("iat_batch_header" if is_iat else "batch_header", header),
        header,
        index,
        sec_code,
        is_iat,
        service_class=text[_SERVICE_CLASS],
        odfi=text[_ODFI],
        number=text[_BATCH_NUMBER],
    )


def entry_layout(head: BatchHead, addenda: tuple[Line, ...]) -> str:
    """Say which layout an entry has, by its batch or, where the batch says nothing, by its addenda."""
    unknown = head.sec_code is None and bool(addenda) and addenda_type_of(addenda[0]) in IAT_ADDENDA
    return layout_of_entries(head.sec_code, is_iat=head.is_iat or unknown)


def _reads_as_entry(text: str) -> bool:
    from achguard.identifiers.routing_number import check_digit_is_right

    return (
        text[_TRANSACTION_CODE] in TRANSACTION_CODES
        and _is_digits(text[_ROUTING_NUMBER])
        and check_digit_is_right(text[_ROUTING_NUMBER])
        and text[_ADDENDA_INDICATOR] in "01"
        and _is_digits(text[TRACE_NUMBER])
    )


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
