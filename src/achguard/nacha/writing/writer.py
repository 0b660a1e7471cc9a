"""Writing Nacha files: entries go in, and check digits, traces, counts, hashes, totals and padding are computed."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from achguard.errors import ConfigurationError
from achguard.model.payment import Direction, SecCode
from achguard.nacha.layouts.codes import ADVICES, CREDITS, DEBITS, HASH_MODULUS, MIXED, TRANSACTION_CODES
from achguard.nacha.layouts.entry_layouts import IAT_NOTIFICATION, layout_of_entries, sec_code_of
from achguard.nacha.layouts.layout import BLOCKING_FACTOR, LAYOUTS, RECORD_LENGTH, slice_of
from achguard.nacha.writing.record_text import ENCODING, Value, Values, record_text

PADDING = b"9" * RECORD_LENGTH
"""The record that fills up a block."""


_RDFI_DIGITS = LAYOUTS["entry"]["rdfi_identification"].width
_SEQUENCE_DIGITS = LAYOUTS["addenda_05"]["entry_sequence"].width
_OWN_TRACE = ("addenda_02", "addenda_98", "addenda_99")


@dataclass(frozen=True, slots=True)
class NewAddendum:
    """An addenda record to write: the key of its layout and its values."""

    layout: str
    """A key of `LAYOUTS`, such as addenda_05."""
    values: Values = field(default_factory=dict, repr=False)
    """Values by field name; sequence numbers and traces are filled in where they are not given."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to write, with its addenda in order."""

    values: Values = field(repr=False)
    """Values by the field names of the entry's layout."""
    addenda: tuple[NewAddendum, ...] = ()
    """Its addenda records."""


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch to write: an IAT one where its header says so, by `sec_code` or `iat_indicator`.

    Its entries have the layout by which they are read.
    """

    header: Values = field(repr=False)
    """Values by the field names of the batch header's layout."""
    entries: tuple[NewEntry, ...] = ()
    """Its entries."""


@dataclass(slots=True)
class Totals:
    """What a control record says of the entries above it."""

    entries: int = 0
    """How many entries (6-records) there are; no control record says it."""
    records: int = 0
    """How many entries and addenda there are."""
    hash: int = 0
    """The sum of the receiving banks' numbers, not cut off."""
    debit: int = 0
    """Cents that are debited."""
    credit: int = 0
    """Cents that are credited."""

    def add(self, other: "Totals") -> None:
        """Add the totals of a part."""
        self.entries += other.entries
        self.records += other.records
        self.hash += other.hash
        self.debit += other.debit
        self.credit += other.credit

    def as_values(self) -> dict[str, Value]:
        """Give the values of a control record."""
        return {
            "entry_addenda_count": self.records,
            "entry_hash": self.hash % HASH_MODULUS,
            "total_debit": self.debit,
            "total_credit": self.credit,
        }


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where an entry's figures stand."""

    code: slice
    rdfi: slice
    amount: slice


def _columns(key: str) -> _Columns:
    return _Columns(*(slice_of(key, field) for field in ("transaction_code", "rdfi_identification", "amount")))


_SEC_CODE = slice_of("batch_header", "sec_code")
_SERVICE_CLASS = slice_of("batch_header", "service_class")
_COMPANY = slice_of("batch_header", "company_identification")
_ODFI = slice_of("batch_header", "odfi_identification")
_BATCH_NUMBER = slice_of("batch_header", "batch_number")
_IAT_INDICATOR = slice_of("iat_batch_header", "iat_indicator")


_DEBITS = frozenset(code.encode() for code, row in TRANSACTION_CODES.items() if row.direction is Direction.DEBIT)
_CREDITS = frozenset(code.encode() for code, row in TRANSACTION_CODES.items() if row.direction is Direction.CREDIT)


class FileWriter:
    """Writes one file, batch after batch and entry after entry, and knows the totals at the end of each.

    Lines are taken as they are; only control records, batch numbers that do not ascend, and padding are its own.
    Memory does not grow with the file.
    """

    def __init__(self, stream: BinaryIO, header: bytes) -> None:
        """Start a file; `header` is a file header record of 94 bytes."""
        self._stream = stream
        self._lines = 0
        self._batches = 0
        self._last_number = 0
        self._batch: Totals | None = None
        self._batch_header = b""
        self._only_advices = True
        self.totals = Totals()
        """What the batches that are closed come to."""
        self._put(_whole(header))

    def batch(self, header: bytes) -> None:
        """Close the batch before, and start one; its number is raised where it would not ascend.

        Raises `ConfigurationError` for a record that is not 94 bytes.
        """
        self._close_batch()
        number = header[_BATCH_NUMBER]
        if not number.isdigit() or int(number) <= self._last_number:
            header = _whole(header)[: _BATCH_NUMBER.start] + b"%07d" % (self._last_number + 1)
        self._last_number = int(header[_BATCH_NUMBER])
        self._batch_header, self._batch = _whole(header), Totals()
        self._only_advices &= self._is_advice
        self._put(header)

    def entry(self, lines: Sequence[bytes]) -> None:
        """Write an entry and its addenda.

        Raises `ConfigurationError` where no batch is open, and for lines whose figures a control record could not
        count.
        """
        if self._batch is None:
            raise ConfigurationError("an entry is written inside a batch; start one first")
        self._batch.add(figures(lines, advice=self._is_advice))
        for line in lines:
            self._put(line)

    def close(self) -> Totals:
        """Write the last batch's control, the file's control and the padding, and give the totals."""
        self._close_batch()
        lines = self._lines + 1
        values = {
            "batch_count": self._batches,
            "block_count": -(-lines // BLOCKING_FACTOR),
            **self.totals.as_values(),
        }
        key = "adv_file_control" if self._batches and self._only_advices else "file_control"
        self._put(record_text(key, values).encode(ENCODING))
        while self._lines % BLOCKING_FACTOR:
            self._put(PADDING)
        return self.totals

    @property
    def _is_advice(self) -> bool:
        return sec_code_of(self._batch_header[_SEC_CODE].decode(ENCODING)) is SecCode.ADV

    def _close_batch(self) -> None:
        if self._batch is None:
            return
        header = self._batch_header.decode(ENCODING)
        values: dict[str, Value] = {
            "service_class": header[_SERVICE_CLASS],
            "odfi_identification": header[_ODFI],
            "batch_number": header[_BATCH_NUMBER],
            **self._batch.as_values(),
        }
        if not self._is_advice:
            values["company_identification"] = header[_COMPANY]
        key = "adv_batch_control" if self._is_advice else "batch_control"
        self._put(record_text(key, values).encode(ENCODING))
        self.totals.add(self._batch)
        self._batches += 1
        self._batch = None

    def _put(self, line: bytes) -> None:
        self._stream.write(line + b"\n")
        self._lines += 1


def figures(lines: Sequence[bytes], *, advice: bool = False) -> Totals:
    """Count one entry, its addenda and its cents.

    Raises `ConfigurationError` for a line that is not 94 bytes or holds a line end, and for an entry without a
    transaction code, receiving bank and amount in digits. An unknown code counts on neither side.
    """
    columns = _ADVICE if advice else _PLAIN
    for line in lines:
        _whole(line)
    entry = lines[0] if lines else b""
    code, rdfi, amount = entry[columns.code], entry[columns.rdfi], entry[columns.amount]
    if not (entry[:1] == b"6" and code.isdigit() and rdfi.isdigit() and amount.isdigit()):
        raise ConfigurationError("an entry without a transaction code, bank and amount in digits can't be counted")
    cents = int(amount)
    return Totals(1, len(lines), int(rdfi), cents if code in _DEBITS else 0, cents if code in _CREDITS else 0)


_PLAIN, _ADVICE = _columns("entry"), _columns("adv_entry")


def _whole(line: bytes) -> bytes:
    if len(line) != RECORD_LENGTH or b"\n" in line or b"\r" in line:
        raise ConfigurationError(f"a record of {len(line)} bytes can't be written; it has {RECORD_LENGTH}")
    return line


def write(header: Values, batches: Iterable[NewBatch]) -> bytes:
    """Write a whole file.

    `header` holds the file header's values. What is not given is computed: check digits, trace numbers (the batch's
    ODFI and a number that runs through the file), addenda counts, indicators and sequence numbers, service classes,
    batch numbers, and all of the controls. Raises `ConfigurationError` for a name that a record does not have and for a
    value that its field cannot hold.
    """
    stream = io.BytesIO()
    out = FileWriter(stream, record_text("file_header", {"file_id_modifier": "A", **header}).encode(ENCODING))
    written = 0
    for number, batch in enumerate(batches, 1):
        key, values = _batch_header(batch, number)
        out.batch(record_text(key, values).encode(ENCODING))
        layout, odfi = _entry_layout(values), str(values.get("odfi_identification", ""))
        start = 1 if layout == "adv_entry" else written + 1  # an advice counts in its batch, a trace number in its file
        for place, entry in enumerate(batch.entries, start):
            out.entry([line.encode(ENCODING) for line in _entry(entry, layout, odfi, place)])
            written += 1
    out.close()
    return stream.getvalue()


def _batch_header(batch: NewBatch, number: int) -> tuple[str, dict[str, Value]]:
    given = batch.header
    values = {
        "service_class": _service_class(batch),
        "originator_status": "0" if _sec_code(given) is SecCode.ADV else "1",
        "batch_number": number,
        **given,
    }
    return ("iat_batch_header" if _is_international(given) else "batch_header"), values


def _sec_code(header: Values) -> SecCode | None:
    return sec_code_of(str(header.get("sec_code", "")))


def _is_international(header: Values) -> bool:
    return _sec_code(header) is SecCode.IAT or header.get("iat_indicator") == IAT_NOTIFICATION


def _entry_layout(header: Values) -> str:
    return layout_of_entries(_sec_code(header), is_iat=_is_international(header))


def _service_class(batch: NewBatch) -> str:
    """Give 220 for credits, 225 for debits, 200 for both, and 280 for accounting advices."""
    if _sec_code(batch.header) is SecCode.ADV:
        return ADVICES
    codes = {str(entry.values.get("transaction_code", "")).encode(ENCODING, "replace") for entry in batch.entries}
    sides = {code in _DEBITS for code in codes}
    return DEBITS if sides == {True} else CREDITS if sides == {False} else MIXED


def _entry(entry: NewEntry, key: str, odfi: str, place: int) -> list[str]:
    computed: dict[str, Value] = {
        "check_digit": check_digit(entry.values.get("rdfi_identification", "")),
        "addenda_indicator": "1" if entry.addenda else "0",
    }
    if key == "adv_entry":
        computed["sequence_number"] = place
    else:
        computed["trace_number"] = f"{odfi}{place:07}"
    if "addenda_count" in LAYOUTS[key]:
        computed["addenda_count"] = len(entry.addenda)
    values: Mapping[str, Value] = {**computed, **entry.values}
    trace = str(values.get("trace_number", f"{place:07}"))
    return [record_text(key, values), *_addenda(entry.addenda, trace)]


def _addenda(addenda: Iterable[NewAddendum], trace: str) -> Iterable[str]:
    counted: dict[str, int] = {}
    for each in addenda:
        counted[each.layout] = counted.get(each.layout, 0) + 1
        computed: dict[str, Value] = {}
        if each.layout.startswith(_OWN_TRACE):
            computed["trace_number"] = trace
        else:
            computed["entry_sequence"] = trace[-_SEQUENCE_DIGITS:]
        if "sequence_number" in LAYOUTS[each.layout]:
            computed["sequence_number"] = counted[each.layout]
        yield record_text(each.layout, {**computed, **each.values})


def check_digit(rdfi: Value) -> str:
    """Give the check digit of an RDFI, as it will be written; a zero where that is no eight digits."""
    from achguard.identifiers.routing_number import check_digit_of

    text = f"{rdfi:0{_RDFI_DIGITS}}" if isinstance(rdfi, int) else str(rdfi)
    return check_digit_of(text) if len(text) == _RDFI_DIGITS and text.isascii() and text.isdigit() else "0"
