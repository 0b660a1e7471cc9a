"""What the proofs read of a uniform chunk's entries, each column once and for all of them.

Arrays are of a chunk's `[lines]`, of its `[entries]`, or of the `[rows]` that were asked for.
"""

from functools import cache

import numpy as np

from achguard.first_use import cached_property
from achguard.model.payment import Direction
from achguard.nacha.bytes.columns import (
    Bytes,
    Columns,
    Flags,
    Numbers,
    Places,
    Words,
    are_digits,
    is_digit,
    number,
    weighted,
)
from achguard.nacha.bytes.lines import Chunk
from achguard.nacha.layouts.codes import ADDENDA_TYPES, TRANSACTION_CODES, Purpose
from achguard.nacha.layouts.layout import columns_of
from achguard.nacha.proof.characters import PLAIN, forms_of
from achguard.nacha.proof.routing_prefixes import prefixes

ENTRY, ADDENDA = ord("6"), ord("7")
"""The first columns of an entry and of an addenda."""

WRONG_DIGIT = 1
"""The bit of a routing number whose check digit is wrong."""

_WRONG_PREFIX, _ZEROS = 2, 4
_TRACE_DIGITS = 10**7
_ENDS_ENTRY = np.zeros(256, np.bool_)
_ENDS_ENTRY[[ord(kind) for kind in "15689"]] = True
_TYPE_05 = int.from_bytes(b"05", "little")
_RECORD_TYPE, _ = columns_of("entry", "record_type")
_CODE, _ = columns_of("entry", "transaction_code")
_ROUTING, _ = columns_of("entry", "rdfi_identification")
_CHECK_DIGIT, _ = columns_of("entry", "check_digit")
_FIRST_CENTS, _LAST_CENTS = columns_of("entry", "amount")
_FIRST_TRACE, _LAST_TRACE = columns_of("entry", "trace_number")
_ADDENDA_TYPE, _ = columns_of("addenda_05", "addenda_type")
_ADDENDA_NUMBER = columns_of("addenda_05", "sequence_number")
_ADDENDA_LAST = columns_of("addenda_05", "entry_sequence")[1]
_WORD = 8  # digits that are read as one number
# The bits of a transaction code's row in the table below.
_KNOWN, _IS_DEBIT, _MOVES_MONEY, _IS_PRENOTE, IS_ZERO_DOLLAR, _IS_CODE = 1, 2, 4, 8, 16, 32

BITS = {Purpose.LIVE: _MOVES_MONEY, Purpose.PRENOTE: _IS_PRENOTE, Purpose.ZERO_DOLLAR: IS_ZERO_DOLLAR}
"""The bit of a transaction code for what an entry that goes forward is for."""


class ChunkColumns:
    """One uniform chunk's entries by their columns."""

    def __init__(self, chunk: Chunk) -> None:
        self.columns = Columns(chunk, len(chunk))

    @cached_property
    def types(self) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        """Record types [lines]."""
        return np.ascontiguousarray(self.columns.byte(_RECORD_TYPE))

    @cached_property
    def entries(self) -> Places:
        """Lines of the entries [entries]."""
        return np.flatnonzero(self.types == ENTRY)

    @cached_property
    def others(self) -> Places:
        """Lines that are neither entries nor addenda."""
        return np.flatnonzero((self.types != ENTRY) & (self.types != ADDENDA))

    @cached_property
    def sizes(self) -> Numbers:
        """How many addenda each entry has in this chunk [entries]."""
        heads = np.flatnonzero(self.types != ADDENDA)
        ends = np.append(heads[1:], len(self.types))
        sizes: Numbers = (ends - heads - 1)[self.types[heads] == ENTRY].astype(np.int64)
        return sizes

    @cached_property
    def owners(self) -> Numbers:
        """The number of the entry in this chunk that a line belongs to or follows; -1 before the first [lines]."""
        owners: Numbers = np.cumsum(self.types == ENTRY, dtype=np.int64) - 1
        return owners

    @cached_property
    def plain(self) -> Flags:
        """Which entries are printable ASCII, with their addenda [entries]."""
        plain = np.ones(len(self.entries), np.bool_)
        if not self.columns.chunk.plain:
            odd = np.flatnonzero(self.forms != PLAIN)
            owners = self.owners[odd]
            plain[owners[owners >= 0]] = False
        return plain

    @cached_property
    def forms(self) -> Bytes:
        """Of which characters each line is [lines]."""
        return forms_of(self.columns)

    @cached_property
    def routing_words(self) -> Words:
        """The first eight digits of the routing numbers as they stand there [entries]."""
        return self._of_entries(_ROUTING)

    @cached_property
    def routing(self) -> Numbers:
        """The first eight digits of the routing numbers [entries]."""
        return number(self.routing_words)

    @cached_property
    def odfi(self) -> Words:
        """The first eight digits of the trace numbers as they stand there [entries]."""
        return self._of_entries(_FIRST_TRACE)

    def starts_with(self, prefixes: tuple[str, ...], here: slice | Places) -> Flags:
        """Say which trace numbers start with one of these eight characters [here]."""
        odfi = self.odfi[here]
        found = np.zeros(len(odfi), np.bool_)
        for prefix in prefixes:
            found |= odfi == int.from_bytes(prefix.encode("latin-1", "replace"), "little")
        return found

    @cached_property
    def sequence(self) -> Words:
        """The last eight digits of the trace numbers as they stand there [entries]."""
        return self._of_entries(_LAST_TRACE - _WORD + 1)

    @cached_property
    def traces(self) -> Numbers:
        """The trace numbers [entries]."""
        traces: Numbers = number(self.odfi) * _TRACE_DIGITS + number(self.sequence) % _TRACE_DIGITS
        return traces

    @cached_property
    def traces_read(self) -> Flags:
        """Which trace numbers are digits [entries]."""
        read: Flags = are_digits(self.odfi) & are_digits(self.sequence)
        return read

    @cached_property
    def amounts(self) -> Numbers:
        """Amounts in cents, zero for those that are no digits [entries]."""
        first, second = (self.columns.byte(column)[self.entries] for column in (_FIRST_CENTS, _FIRST_CENTS + 1))
        leading = first.astype(np.int64) * 10 + second - 11 * ord("0")
        amounts: Numbers = leading * 10**8 + number(self._of_entries(_LAST_CENTS - _WORD + 1))
        if not self.amounts_read.all():
            amounts[~self.amounts_read] = 0
        return amounts

    @cached_property
    def amounts_read(self) -> Flags:
        """Which amounts are digits [entries]."""
        columns, rows = self.columns, self.entries
        read: Flags = are_digits(self._of_entries(_LAST_CENTS - _WORD + 1))
        read &= is_digit(columns.byte(_FIRST_CENTS)[rows]) & is_digit(columns.byte(_FIRST_CENTS + 1)[rows])
        return read

    @cached_property
    def codes(self) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        """What the transaction codes say, as bits [entries]."""
        return _code_bits()[self.columns.pair(_CODE)[self.entries]]

    @cached_property
    def is_debit(self) -> Flags:
        """Which entries are debits [entries]."""
        debits: Flags = (self.codes & _IS_DEBIT) != 0
        return debits

    @cached_property
    def right(self) -> Flags:
        """Which entries are right as far as no batch header has a say, and go forward [entries]."""
        right: Flags = self.numbers_right & self.plain & ((self.codes & _KNOWN) != 0)
        right &= self.amounts_read & self.traces_read & (self.traces > 0)
        right &= ((self.codes & _MOVES_MONEY) != 0) == (self.amounts > 0)
        return right

    @cached_property
    def numbers_right(self) -> Flags:
        """Which readable entries have a right routing number [entries]."""
        right: Flags = self.readable & (self.routing_states == 0)
        return right

    @cached_property
    def routing_states(self) -> Bytes:
        """What is wrong with the routing numbers, as bits; 0 where nothing is [entries]."""
        words, check = self.routing_words, self.columns.byte(_CHECK_DIGIT)[self.entries]
        wrong_digit = (weighted(words) + check - ord("0")) % np.uint64(10) != 0
        wrong_prefix = ~prefixes()[(words & np.uint64(0xFFFF)).astype(np.uint16)]
        parts = ((wrong_digit, WRONG_DIGIT), (wrong_prefix, _WRONG_PREFIX), (self.routing == 0, _ZEROS))
        states = np.zeros(len(words), np.uint8)
        for found, bit in parts:
            states |= found.astype(np.uint8) * np.uint8(bit)
        return states

    @cached_property
    def readable(self) -> Flags:
        """Which entries have a routing number of digits, a transaction code that there is, and no odd line behind.

        [entries]
        """
        columns, rows = self.columns, self.entries
        right: Flags = are_digits(self.routing_words) & is_digit(columns.byte(_CHECK_DIGIT)[rows])
        right &= (self.codes & _IS_CODE) != 0
        # Addenda are an entry's also where their first column is wrong, and behind lines that are no records.
        behind = np.minimum(rows + self.sizes + 1, len(self.types) - 1)
        closes = _ENDS_ENTRY[self.types[behind]] & ~_addenda_types()[columns.pair(_ADDENDA_TYPE)[behind]]
        right &= closes | (behind == rows + self.sizes)  # the last entry of a chunk is not proven
        return right

    @cached_property
    def addenda_right(self) -> Flags:
        """Which entries have no addenda but 05, each numbered and naming its entry [entries]."""
        rows = np.flatnonzero(self.types == ADDENDA)
        wrong = np.zeros(len(self.entries), np.bool_)
        owners = self.owners[rows]
        rows, owners = rows[owners >= 0], owners[owners >= 0]
        if len(rows):
            bad = self.columns.pair(_ADDENDA_TYPE)[rows] != _TYPE_05
            numbers = self.columns.matrix(*_ADDENDA_NUMBER)[rows]
            bad |= ~is_digit(numbers).all(axis=1)
            bad |= decimal(numbers) != rows - self.entries[owners]
            bad |= self.names_another(rows, owners)
            wrong[owners[bad]] = True
        return ~wrong

    def names_another(self, rows: Places, owners: Numbers) -> Flags:
        """Say which addenda do not repeat the last seven digits of their entry's trace number [rows]."""
        mine = self.columns.word(_ADDENDA_LAST - _WORD + 1)[rows] >> np.uint64(8)
        other: Flags = mine != self.sequence[owners] >> np.uint64(8)
        return other

    def _of_entries(self, column: int) -> Words:
        if len(self.entries) == len(self.types):
            return np.ascontiguousarray(self.columns.word(column))
        return self.columns.word(column)[self.entries]


def decimal(columns: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Numbers:
    """Read rows of digits [rows, columns] as numbers [rows]."""
    total: Numbers = np.zeros(len(columns), np.int64)
    for place in range(columns.shape[1]):
        total = total * 10 + (columns[:, place].astype(np.int64) - ord("0"))
    return total


@cache
def _addenda_types() -> Flags:
    """Give a table from two characters to whether they are an addenda's type."""
    known = np.zeros(1 << 16, np.bool_)
    known[[int.from_bytes(kind.encode(), "little") for kind in ADDENDA_TYPES]] = True
    return known


@cache
def _code_bits() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Give a table from two characters to what a transaction code of them says."""
    bits = np.zeros(1 << 16, np.uint8)
    for text, code in TRANSACTION_CODES.items():
        debit = _IS_DEBIT if code.direction is Direction.DEBIT else 0
        forward = _KNOWN | BITS[code.purpose] if code.purpose in BITS else 0
        bits[int.from_bytes(text.encode(), "little")] = _IS_CODE | debit | forward
    return bits
