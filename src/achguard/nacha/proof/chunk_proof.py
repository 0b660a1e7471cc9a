"""Proves runs of entries right, many at once, so that only the others are looked at line by line.

Nothing here says what is wrong; its twin `nacha.checks` does. An entry that is not proven may be right, too: then the
checks find no problem. A property test holds every proof to that: what is proven has none.

Arrays are of a chunk's `[lines]`, of its `[entries]`, or of those entries of it that are looked at `[here]`.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from achguard.first_use import cached_property
from achguard.law.sec_codes import CREDITS_ONLY, DEBITS_ONLY, MOST_CENTS, NEEDS_ADDENDA, REMITTANCE_NEEDS_ADDENDA
from achguard.model.payment import Direction, SecCode
from achguard.nacha.bytes.columns import Columns, Flags, Numbers, Places, Words, are_digits, is_digit, number, weighted
from achguard.nacha.bytes.lines import Chunk
from achguard.nacha.checks.proven_run import FieldProblem, ProvenRun
from achguard.nacha.layouts.codes import (
    ADDENDA_TYPES,
    COUNTED_ADDENDA,
    CREDITS,
    DEBITS,
    MIXED,
    NO_ADDENDA,
    PURPOSES,
    TRANSACTION_CODES,
    Purpose,
)
from achguard.nacha.layouts.entry_layouts import ENTRY_LAYOUTS
from achguard.nacha.layouts.layout import LAYOUTS, Field, Inclusion, Kind, columns_of
from achguard.nacha.proof.alike import FEWEST, FORWARD, Likenesses, can_be_alike, right_by_likeness
from achguard.nacha.proof.iat_proof import iat_right
from achguard.nacha.proof.routing_prefixes import prefixes
from achguard.nacha.records.structure import BatchHead

_ENTRY, _ADDENDA = ord("6"), ord("7")
_TRACE_DIGITS = 10**7
_ENDS_ENTRY = np.zeros(256, np.bool_)
_ENDS_ENTRY[[ord(kind) for kind in "15689"]] = True
_TYPE_05 = int.from_bytes(b"05", "little")
_RECORD_TYPE, _ = columns_of("entry", "record_type")
_CODE, _ = columns_of("entry", "transaction_code")
_ROUTING, _ = columns_of("entry", "rdfi_identification")
_CHECK_DIGIT, _ = columns_of("entry", "check_digit")
_ACCOUNT = columns_of("entry", "account_number")
_FIRST_CENTS, _LAST_CENTS = columns_of("entry", "amount")
_COUNT = columns_of("ctx_entry", "addenda_count")
_INDICATOR, _ = columns_of("entry", "addenda_indicator")
_FIRST_TRACE, _LAST_TRACE = columns_of("entry", "trace_number")
_ADDENDA_TYPE, _ = columns_of("addenda_05", "addenda_type")
_ADDENDA_NUMBER = columns_of("addenda_05", "sequence_number")
_ADDENDA_LAST = columns_of("addenda_05", "entry_sequence")[1]
_WORD = 8  # digits that are read as one number
# The bits of a transaction code's row in the table below.
_KNOWN, _IS_DEBIT, _MOVES_MONEY, _IS_PRENOTE, _IS_ZERO_DOLLAR, _IS_CODE = 1, 2, 4, 8, 16, 32
_BITS = {Purpose.LIVE: _MOVES_MONEY, Purpose.PRENOTE: _IS_PRENOTE, Purpose.ZERO_DOLLAR: _IS_ZERO_DOLLAR}

PROVEN = frozenset(
    {
        SecCode.ACK,
        SecCode.ARC,
        SecCode.ATX,
        SecCode.BOC,
        SecCode.CCD,
        SecCode.CTX,
        SecCode.DNE,
        SecCode.ENR,
        SecCode.IAT,
        SecCode.POP,
        SecCode.PPD,
        SecCode.RCK,
        SecCode.TEL,
        SecCode.TRC,
        SecCode.TRX,
        SecCode.WEB,
        SecCode.XCK,
    }
)
"""SEC codes whose entries have the columns that are read here, and addenda 05 or those of an IAT; one that is not here
is looked at line by line."""


@dataclass(slots=True)
class _Context:
    """What a batch's header makes of a chunk's entries, up to the batch's end."""

    head: BatchHead
    prefixes: tuple[str, ...]
    stops: Places
    """Lines of entries that are not proven, and the one behind the last; a run ends before them."""
    turns: Places
    """Lines of entries of another category than the one before, at which a run ends, and another one may start."""
    categories: Numbers
    """The number of the category of each entry of the batch in this chunk."""
    first: int
    """The first of these entries, counted among the entries of the chunk."""
    problems: list[tuple[int, tuple[FieldProblem, ...]]]
    """Lines of entries, ascending, with what is wrong in single fields of theirs."""


class ChunkProof:
    """What can be proven of one uniform chunk."""

    tells = False
    """Whether entries that are wrong in single fields alone are among those of a run, which says what is wrong."""

    def __init__(self, chunk: Chunk) -> None:
        self.columns = Columns(chunk, len(chunk))
        self._context: _Context | None = None
        self._categories = {"forward": FORWARD}
        self._likenesses: Likenesses | None = None

    def run(
        self, start: int, head: BatchHead, last_trace: str, other_prefixes: tuple[str, ...] = ()
    ) -> ProvenRun | None:
        """Give the longest run that starts at a line, or None if the entry there is not proven.

        Trace numbers start with the ODFI, or with one of the other prefixes that this batch is known to have.
        """
        if self.types[start] != _ENTRY or not (_provable(head) or _may_be_alike(head)):
            return None
        first = int(np.searchsorted(self.entries, start))
        context = self._context
        if context is None or context.head is not head or context.prefixes != other_prefixes:
            context = self._context = self._in_context(first, head, other_prefixes)
        place = int(np.searchsorted(context.stops, start))
        if place == len(context.stops) or context.stops[place] == start:
            return None
        end = int(context.stops[place])
        turn = int(np.searchsorted(context.turns, start, side="right"))
        if turn < len(context.turns):
            end = min(end, int(context.turns[turn]))
        category = int(context.categories[first - context.first])
        name = next(name for name, number in self._categories.items() if number == category)
        run = self._sums(first, int(np.searchsorted(self.entries, end)), end, last_trace, name)
        if run is None or not (self.tells and context.problems):
            return run
        told = slice(*(bisect_left(context.problems, (line,)) for line in (start, end)))
        return replace(run, problems=tuple(context.problems[told]))

    def _sums(self, first: int, last: int, end: int, last_trace: str, category: str) -> ProvenRun | None:
        """Add the entries of a run up, unless its first trace number is not above the one before."""
        start = int(self.entries[first])
        if last_trace and not (last_trace.isdigit() and last_trace < self._trace(start)):
            return None
        amounts, debits = self.amounts[first:last], self.is_debit[first:last]
        debit = int(amounts[debits].sum())
        return ProvenRun(
            end=end,
            first=first,
            entries=last - first,
            lines=end - start,
            hash_sum=int(self.routing[first:last].sum()),
            debit=debit,
            credit=int(amounts.sum()) - debit,
            last_trace=self._trace(int(self.entries[last - 1])),
            category=category,
        )

    def _trace(self, line: int) -> str:
        at = line * self.columns.chunk.stride
        return self.columns.chunk.data[at + _FIRST_TRACE - 1 : at + _LAST_TRACE].decode("ascii")

    def _in_context(self, first: int, head: BatchHead, prefixes: tuple[str, ...]) -> _Context:
        entries = self.entries
        others = self.others
        place = int(np.searchsorted(others, entries[first]))
        batch_end = int(others[place]) if place < len(others) else len(self.types)
        last = int(np.searchsorted(entries, batch_end))
        here = slice(first, last)
        right = self._right_in_columns(head, here, prefixes) if _provable(head) else np.zeros(last - first, np.bool_)
        categories = np.zeros(last - first, np.int64)
        problems: dict[int, tuple[FieldProblem, ...]] = {}
        if _may_be_alike(head) and last - first >= FEWEST:
            at = np.flatnonzero(~right & self.numbers_right[here])
            if len(at):
                known = self._known_of(head)
                rows, sizes, amounts = entries[here][at], self.sizes[here][at], self.amounts[here][at]
                right[at], categories[at], problems = right_by_likeness(
                    self.columns, rows, sizes, amounts, known, self._categories
                )
                if problems and not self.tells:
                    right[np.searchsorted(entries[here], [*problems])] = False
        right[1:] &= self.traces[here][1:] > self.traces[here][:-1]
        stops = np.append(entries[here][~right], self.whole_until(batch_end))
        turns = entries[here][1:][categories[1:] != categories[:-1]]
        return _Context(head, prefixes, np.sort(stops), turns, categories, first, sorted(problems.items()))

    def _known_of(self, head: BatchHead) -> Likenesses:
        if self._likenesses is None or self._likenesses.head is not head:
            self._likenesses = Likenesses(head)
        return self._likenesses

    def _right_in_columns(self, head: BatchHead, here: slice, prefixes: tuple[str, ...]) -> Flags:
        """Say which entries go forward and are right, by a proof that is written for their columns [here]."""
        known = [int.from_bytes(prefix.encode("latin-1", "replace"), "little") for prefix in (head.odfi, *prefixes)]
        right = self.right[here] & np.isin(self.odfi[here], np.array(known, np.uint64))
        right &= self._suits(head, here)
        if head.is_iat:
            right &= iat_right(self.columns, head, self.entries[here], self.sizes[here], self.amounts[here])
        else:
            right &= self._domestic_right(head, here)
        return right

    def whole_until(self, batch_end: int) -> int:
        """Give the line up to which entries are whole: the last one of a chunk may go on in the next."""
        if batch_end < len(self.types) or not len(self.entries):
            return batch_end
        return int(self.entries[-1])

    def _suits(self, head: BatchHead, here: slice) -> Flags:
        """Say whose transaction code and amount suit the batch's service class and SEC code [here]."""
        debits = self.is_debit[here]
        right = np.ones(len(debits), np.bool_)
        if head.service_class == CREDITS or head.sec_code in CREDITS_ONLY:
            right &= ~debits
        if head.service_class == DEBITS or head.sec_code in DEBITS_ONLY:
            right &= debits
        if (others := _not_of(head.sec_code)) != 0:
            right &= (self.codes[here] & others) == 0
        most = None if head.sec_code is None else MOST_CENTS.get(head.sec_code)
        if most is not None:
            right &= self.amounts[here] <= most
        return right

    def _domestic_right(self, head: BatchHead, here: slice) -> Flags:
        columns, rows, sizes = self.columns, self.entries[here], self.sizes[here]
        indicator = columns.byte(_INDICATOR)[rows]
        right: Flags = indicator == np.where(sizes > 0, ord("1"), ord("0"))
        right &= ~columns.blank(rows, *_ACCOUNT)
        right &= self.addenda_right[here]
        if head.sec_code in COUNTED_ADDENDA:
            counts = columns.matrix(*_COUNT)[rows]
            right &= is_digit(counts).all(axis=1)
            right &= _decimal(counts) == sizes
        else:
            right &= sizes <= (0 if head.sec_code in NO_ADDENDA else 1)
        if head.sec_code in NEEDS_ADDENDA:
            right &= sizes > 0
        elif head.sec_code in REMITTANCE_NEEDS_ADDENDA:
            right &= ((self.codes[here] & _IS_ZERO_DOLLAR) == 0) | (sizes > 0)
        for field in _own_fields(head.sec_code):
            right &= _holds(columns, rows, field)
        return right

    @cached_property
    def types(self) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        """Record types [lines]."""
        return np.ascontiguousarray(self.columns.byte(_RECORD_TYPE))

    @cached_property
    def entries(self) -> Places:
        """Lines of the entries [entries]."""
        return np.flatnonzero(self.types == _ENTRY)

    @cached_property
    def others(self) -> Places:
        """Lines that are neither entries nor addenda."""
        return np.flatnonzero((self.types != _ENTRY) & (self.types != _ADDENDA))

    @cached_property
    def sizes(self) -> Numbers:
        """How many addenda each entry has in this chunk [entries]."""
        heads = np.flatnonzero(self.types != _ADDENDA)
        ends = np.append(heads[1:], len(self.types))
        sizes: Numbers = (ends - heads - 1)[self.types[heads] == _ENTRY].astype(np.int64)
        return sizes

    @cached_property
    def owners(self) -> Numbers:
        """The number of the entry in this chunk that a line belongs to or follows; -1 before the first [lines]."""
        owners: Numbers = np.cumsum(self.types == _ENTRY, dtype=np.int64) - 1
        return owners

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
    def amounts(self) -> Numbers:
        """Amounts in cents [entries]."""
        first, second = (self.columns.byte(column)[self.entries] for column in (_FIRST_CENTS, _FIRST_CENTS + 1))
        leading = first.astype(np.int64) * 10 + second - 11 * ord("0")
        amounts: Numbers = leading * 10**8 + number(self._of_entries(_LAST_CENTS - _WORD + 1))
        return amounts

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
        right: Flags = self.numbers_right & ((self.codes & _KNOWN) != 0)
        right &= ((self.codes & _MOVES_MONEY) != 0) == (self.amounts > 0)
        return right

    @cached_property
    def numbers_right(self) -> Flags:
        """Which entries have right numbers, a transaction code that there is, and no odd line behind them [entries]."""
        columns, rows = self.columns, self.entries
        check = columns.byte(_CHECK_DIGIT)[rows]
        amounts = self._of_entries(_LAST_CENTS - _WORD + 1)
        right: Flags = are_digits(self.routing_words) & is_digit(check)
        right &= (weighted(self.routing_words) + check - ord("0")) % np.uint64(10) == 0
        right &= prefixes()[(self.routing_words & np.uint64(0xFFFF)).astype(np.uint16)] & (self.routing > 0)
        right &= are_digits(amounts)
        right &= is_digit(columns.byte(_FIRST_CENTS)[rows]) & is_digit(columns.byte(_FIRST_CENTS + 1)[rows])
        right &= are_digits(self.odfi) & are_digits(self.sequence) & (self.traces > 0)
        right &= (self.codes & _IS_CODE) != 0
        # Addenda are an entry's also where their first column is wrong, and behind lines that are no records.
        behind = np.minimum(rows + self.sizes + 1, len(self.types) - 1)
        closes = _ENDS_ENTRY[self.types[behind]] & ~_addenda_types()[columns.pair(_ADDENDA_TYPE)[behind]]
        right &= closes | (behind == rows + self.sizes)  # the last entry of a chunk is not proven
        return right

    @cached_property
    def addenda_right(self) -> Flags:
        """Which entries have no addenda but 05, each numbered and naming its entry [entries]."""
        rows = np.flatnonzero(self.types == _ADDENDA)
        wrong = np.zeros(len(self.entries), np.bool_)
        owners = self.owners[rows]
        rows, owners = rows[owners >= 0], owners[owners >= 0]
        if len(rows):
            bad = self.columns.pair(_ADDENDA_TYPE)[rows] != _TYPE_05
            numbers = self.columns.matrix(*_ADDENDA_NUMBER)[rows]
            bad |= ~is_digit(numbers).all(axis=1)
            bad |= _decimal(numbers) != rows - self.entries[owners]
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


def _provable(head: BatchHead) -> bool:
    return _is_whole(head) and head.sec_code in PROVEN and head.is_iat is (head.sec_code is SecCode.IAT)


def _may_be_alike(head: BatchHead) -> bool:
    return _is_whole(head) and can_be_alike(head)


def _is_whole(head: BatchHead) -> bool:
    known = head.service_class in (MIXED, CREDITS, DEBITS)
    return head.record is not None and known and head.line.flaw is None


def _decimal(columns: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Numbers:
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
        forward = _KNOWN | _BITS[code.purpose] if code.purpose in _BITS else 0
        bits[int.from_bytes(text.encode(), "little")] = _IS_CODE | debit | forward
    return bits


@cache
def _not_of(sec_code: SecCode | None) -> int:
    """Give the bits of the transaction codes that an SEC code does not allow."""
    allowed = frozenset() if sec_code is None else PURPOSES[sec_code]
    return sum(bit for purpose, bit in _BITS.items() if purpose not in allowed)


@cache
def _own_fields(sec_code: SecCode | None) -> tuple[Field, ...]:
    """Give the fields of an SEC code's entries that must hold something, or must not, beside those that all have."""
    if sec_code is None:
        return ()
    fields = LAYOUTS[ENTRY_LAYOUTS[sec_code]].fields
    return tuple(
        field
        for field in fields
        if field.kind is Kind.RESERVED
        or field.name == "individual_name"
        or (
            field.kind is Kind.ALPHANUMERIC
            and field.inclusion is not Inclusion.OPTIONAL
            and field.name != "account_number"
        )
    )


def _holds(columns: Columns, rows: Places, field: Field) -> Flags:
    """Say of which rows a field is as it should be: a name with a letter, something filled in, or nothing [rows]."""
    if field.kind is Kind.RESERVED:
        return columns.blank(rows, *field.columns)
    if field.name == "individual_name":
        named = columns.lettered(rows, *field.columns)
        return named | columns.blank(rows, *field.columns) if field.inclusion is Inclusion.OPTIONAL else named
    if field.inclusion is Inclusion.MANDATORY:
        return columns.filled(rows, *field.columns)
    return ~columns.blank(rows, *field.columns)
