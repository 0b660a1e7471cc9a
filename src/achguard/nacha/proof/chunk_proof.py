"""Proves runs of entries right, many at once, so that only the others are looked at line by line.

Nothing here says what is wrong; its twin `nacha.checks` does. An entry that is not proven may be right, too: then the
checks find no problem. A property test holds every proof to that: what is proven has none.

Arrays are of a chunk's `[lines]`, of its `[entries]`, or of those entries of it that are looked at `[here]`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np

from achguard.law.sec_codes import CREDITS_ONLY, DEBITS_ONLY, MOST_CENTS, NEEDS_ADDENDA, REMITTANCE_NEEDS_ADDENDA
from achguard.model.payment import SecCode
from achguard.nacha.bytes.columns import Columns, Flags, Numbers, Places, is_digit
from achguard.nacha.bytes.lines import Chunk
from achguard.nacha.checks.proven_run import FieldProblem, ProvenRun, TraceBreaks, TraceOrder
from achguard.nacha.layouts.codes import (
    COUNTED_ADDENDA,
    CREDITS,
    DEBITS,
    MIXED,
    NO_ADDENDA,
    PURPOSES,
)
from achguard.nacha.layouts.entry_layouts import ENTRY_LAYOUTS
from achguard.nacha.layouts.layout import LAYOUTS, Field, Inclusion, Kind, columns_of
from achguard.nacha.proof.alike import FEWEST, FORWARD, NOTHING, Likenesses, can_be_alike, right_by_likeness
from achguard.nacha.proof.chunk_columns import BITS, ENTRY, IS_ZERO_DOLLAR, ChunkColumns, decimal
from achguard.nacha.proof.iat_proof import iat_right
from achguard.nacha.records.record import digits, trace_number_of
from achguard.nacha.records.structure import BatchHead

_ACCOUNT = columns_of("entry", "account_number")
_COUNT = columns_of("ctx_entry", "addenda_count")
_INDICATOR, _ = columns_of("entry", "addenda_indicator")
# Of whose prefix a trace number is, or what else explains that it is not above the one before; numbers above are those
# of other prefixes, and below of what is wrong with a trace number.
_ODFIS, _BEFORE, _WRONG = -1, -2, -3

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
    told: Numbers
    """The number of what is wrong in single fields of each of them."""


class ChunkProof(ChunkColumns):
    """What can be proven of one uniform chunk."""

    tells = False
    """Whether entries that are wrong in single fields alone are among those of a run, which says what is wrong."""

    def __init__(self, chunk: Chunk) -> None:
        super().__init__(chunk)
        self._context: _Context | None = None
        self._categories = {"forward": FORWARD}
        self._likenesses: Likenesses | None = None

    def run(
        self, start: int, head: BatchHead, last_trace: str, other_prefixes: tuple[str, ...] = ()
    ) -> ProvenRun | None:
        """Give the longest run that starts at a line, or None if the entry there is not proven.

        Trace numbers start with the ODFI, or with one of the other prefixes that this batch is known to have.
        """
        if self.types[start] != ENTRY or not (_provable(head) or _may_be_alike(head)):
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
        if run is None or not self.tells:
            return run
        told = context.told[first - context.first :][: run.entries]
        return replace(run, problems=self._told(told, run), order=self._order(context, run, last_trace, told))

    def ascending(self, run: ProvenRun) -> Iterator[tuple[Numbers, Places]]:
        """Yield the trace numbers of a run that are in order, as far as they ascend, and the lines of their entries."""
        numbers, entries = self.traces[run.first :][: run.entries], self.entries[run.first :][: run.entries]
        if run.order is None:
            yield numbers, entries
            return
        numbers, entries = numbers[run.order.ascends], entries[run.order.ascends]
        ends = np.flatnonzero(numbers[1:] <= numbers[:-1]) + 1
        for start, end in pairwise((0, *ends.tolist(), len(numbers))):
            if start < end:
                yield numbers[start:end], entries[start:end]

    def _order(self, context: _Context, run: ProvenRun, last_trace: str, told: Numbers) -> TraceOrder | None:
        """Say where the trace numbers of a run do not ascend; None where they do throughout."""
        here = slice(run.first, run.first + run.entries)
        numbers, lines = self.traces[here], self.entries[here]
        before = np.empty_like(numbers)
        before[0], before[1:] = -1 if (number := digits(last_trace)) is None else number, numbers[:-1]
        breaks = numbers <= before
        # An entry's own number explains it before that of the entry before does, and this before the break there.
        own = self._prefixes(context, run)
        wrong = {} if self._likenesses is None else self._likenesses.of_trace_number
        of_number = np.isin(told, [*wrong])
        if of_number.any():
            own[1:][of_number] = _WRONG - told[of_number]
            # What is no number is compared with none, and zeros are below any other: neither explains the next entry.
            read = self.traces_read[here]
            breaks &= read
            breaks[1:] &= read[:-1]
        (at,) = np.nonzero(breaks)
        if not (len(at) or of_number.any()):
            return None
        of_both = np.where(own[1:] != _ODFIS, own[1:], own[:-1])[at]
        of_both[(at == 0) & (own[1] == _ODFIS)] = _BEFORE
        follows = (of_both == _ODFIS) & breaks[at - 1]
        heads = np.maximum.accumulate(np.where(follows, 0, np.arange(len(at))))
        owners = at[heads]
        groups = of_both[heads]
        repeats = numbers[at] == before[at]
        names = {_ODFIS: None, _BEFORE: "", **dict(enumerate(context.prefixes))}
        found: list[TraceBreaks] = []
        for group in np.unique(groups).tolist():
            these = groups == group
            again = at[these & repeats]
            found.append(
                TraceBreaks(
                    names.get(group),
                    lines[at[these]],
                    lines[owners[these]],
                    None if not len(again) else int(lines[again[0]]),
                    wrong.get(_WRONG - group),
                )
            )
        return TraceOrder(~(breaks | of_number), tuple(found))

    def _prefixes(self, context: _Context, run: ProvenRun) -> Numbers:
        """Give which prefix each trace number of a run has, behind one that says nothing of what is before the run."""
        found = np.full(run.entries + 1, _ODFIS, np.int64)
        if run.category == "forward":
            here = slice(run.first, run.first + run.entries)
            for number, prefix in enumerate(context.prefixes):
                found[1:][self.starts_with((prefix,), here)] = number
        return found

    def _told(self, told: Numbers, run: ProvenRun) -> tuple[tuple[Places, tuple[FieldProblem, ...]], ...]:
        """Give the lines of a run's entries that something is wrong with, with what it is."""
        if self._likenesses is None or not told.any():
            return ()
        entries = self.entries[run.first : run.first + run.entries]
        numbers = (number for number in np.unique(told).tolist() if number != NOTHING)
        return tuple((entries[told == number], self._likenesses.told[number]) for number in numbers)

    def _sums(self, first: int, last: int, end: int, last_trace: str, category: str) -> ProvenRun | None:
        """Add the entries of a run up, unless its first trace number is not above the one before."""
        start = int(self.entries[first])
        if not self.tells and last_trace and not (last_trace.isdigit() and last_trace < self._trace(start)):
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
            last_entry=int(self.entries[last - 1]),
            category=category,
        )

    def _trace(self, line: int) -> str:
        return trace_number_of(self.columns.chunk.line(line))

    def _in_context(self, first: int, head: BatchHead, prefixes: tuple[str, ...]) -> _Context:
        entries = self.entries
        others = self.others
        place = int(np.searchsorted(others, entries[first]))
        batch_end = int(others[place]) if place < len(others) else len(self.types)
        last = int(np.searchsorted(entries, batch_end))
        here = slice(first, last)
        right = self._right_in_columns(head, here, prefixes) if _provable(head) else np.zeros(last - first, np.bool_)
        categories = np.zeros(last - first, np.int64)
        told = np.full(last - first, NOTHING, np.int64)
        if _may_be_alike(head) and last - first >= FEWEST:
            at = np.flatnonzero(~right & self.readable[here])
            if len(at):
                right[at], categories[at], told[at] = right_by_likeness(
                    self, first + at, self._known_of(head), self._categories, prefixes
                )
                if not self.tells:  # what has a problem, or other characters, is read line by line
                    right &= (told == NOTHING) & self.plain[here]
        if not self.tells:
            right[1:] &= self.traces[here][1:] > self.traces[here][:-1]
        stops = np.append(entries[here][~right], self.whole_until(batch_end))
        turns = entries[here][1:][categories[1:] != categories[:-1]]
        return _Context(head, prefixes, np.sort(stops), turns, categories, first, told)

    def _known_of(self, head: BatchHead) -> Likenesses:
        known = self._likenesses
        if known is None or not known.holds_for(head):
            known = self._likenesses = Likenesses(head)
        return known

    def _right_in_columns(self, head: BatchHead, here: slice, prefixes: tuple[str, ...]) -> Flags:
        """Say which entries go forward and are right, by a proof that is written for their columns [here]."""
        right = self.right[here] & self.starts_with((head.odfi, *prefixes), here)
        if not right.any():  # as of entries that come back
            return right
        right &= self._suits(head, here)
        if head.is_iat:
            at = here.start + np.flatnonzero(right)
            right[right] = iat_right(self.columns, head, self.entries[at], self.sizes[at], self.amounts[at])
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
            right &= decimal(counts) == sizes
        else:
            right &= sizes <= (0 if head.sec_code in NO_ADDENDA else 1)
        if head.sec_code in NEEDS_ADDENDA:
            right &= sizes > 0
        elif head.sec_code in REMITTANCE_NEEDS_ADDENDA:
            right &= ((self.codes[here] & IS_ZERO_DOLLAR) == 0) | (sizes > 0)
        for field in _own_fields(head.sec_code):
            right &= _holds(columns, rows, field)
        return right


def _provable(head: BatchHead) -> bool:
    return _is_whole(head) and head.sec_code in PROVEN and head.is_iat is (head.sec_code is SecCode.IAT)


def _may_be_alike(head: BatchHead) -> bool:
    return _is_whole(head) and can_be_alike(head)


def _is_whole(head: BatchHead) -> bool:
    known = head.service_class in (MIXED, CREDITS, DEBITS)
    return head.record is not None and known and head.line.flaw is None


@cache
def _not_of(sec_code: SecCode | None) -> int:
    """Give the bits of the transaction codes that an SEC code does not allow."""
    allowed = frozenset() if sec_code is None else PURPOSES[sec_code]
    return sum(bit for purpose, bit in BITS.items() if purpose not in allowed)


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
