"""Says of entries which of them are alike in all that a check looks at, so that one of them is looked at for all.

It serves the entries that no proof of columns is written for: returns, notifications of change, and the SEC codes
with layouts of their own. The checks themselves look at the first entry of each likeness, so nothing of them is
repeated here; what two alike entries may differ in is said by `_FIELD`, field by field of the layout table.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

import numpy as np

from achguard.first_use import cached_property
from achguard.law.sec_codes import MOST_CENTS
from achguard.model.payment import SecCode
from achguard.nacha.bytes.columns import Bytes, Flags, Numbers, Places
from achguard.nacha.checks.entry_checks import ODFI, BatchProgress, check_entry
from achguard.nacha.checks.proven_run import FieldProblem
from achguard.nacha.layouts.codes import ADDENDA_TYPES, COMES_BACK, IAT_MANDATORY, RETURN, SERVICE_CLASSES
from achguard.nacha.layouts.layout import LAYOUTS, RECORD_LENGTH, Field, Kind, columns_of, slice_of
from achguard.nacha.proof.characters import PLAIN, UNSURE, UTF8, is_continued, kinds_of
from achguard.nacha.proof.chunk_columns import WRONG_DIGIT, ChunkColumns
from achguard.nacha.proof.heard import HeardLog, HeardTotals
from achguard.nacha.proof.iat_proof import UNREAD, iat_addenda_right
from achguard.nacha.records.padding import NEARLY_NINES
from achguard.nacha.records.record import REJECTED, record, trace_number_of
from achguard.nacha.records.returns import addenda_layout
from achguard.nacha.records.structure import BatchHead, EntryRead, entry_layout

FORWARD: Final = 0
"""The category of entries that go forward; every other number stands for one way of coming back."""

FEWEST: Final = 16
"""Entries of a batch from which on likenesses are looked for: their arrays cost as much as looking at some entries."""

NOTHING: Final = 0
"""The number of what is wrong with entries with which nothing is."""

_ADDENDA, _NINE = ord("7"), ord("9")
_IN_FULL = 6  # columns of the widest number whose value counts: codes, days, and an addenda's number
_NUMBERS = frozenset({Kind.NUMERIC, Kind.ROUTING})
_TEXTS = frozenset({Kind.ALPHANUMERIC, Kind.AMOUNT}) | _NUMBERS
# Looked at in the columns before: what is said there of an entry holds for all that come here.
_LOOKED_AT = frozenset({"record_type", "rdfi_identification", "check_digit", "amount"})
_LOWER = np.uint8(0x20)  # makes a letter lower-case
_BEHIND_TYPE, _START_OF_ADDENDA = (
    slice_of("addenda_99", "addenda_type").stop,
    columns_of("addenda_99", "return_code")[1],
)
_OWN_TRACE, _LAST_OF_OWN_TRACE = columns_of("addenda_99", "trace_number")
_TRACE, _LAST_OF_TRACE = columns_of("entry", "trace_number")
_BUT_NUMBER = slice(LAYOUTS["batch_header"]["batch_number"].start - 1)
_INDICATOR = LAYOUTS["entry"]["addenda_indicator"].start - 1
# What a line that fails as an entry may be read as in its stead.
_OTHERS_CLASS = slice_of("batch_header", "service_class")
_OTHERS_SEC_CODE = slice_of("batch_header", "sec_code")
_OTHERS_TOTALS = slice_of("batch_control", "entry_hash", "total_credit")
_ZERO, _ABOVE_LIMIT, _UNREAD = 1, 2, 4  # of an amount
_SOME, _WITH_AMOUNT, _WITH_MARK = 0x20, 0x40, 0x80
_OWN, _SAME_END = 1, 2  # of an addenda: it repeats its entry's trace number, or the end of it
_MOST_ADDENDA: Final = 12  # of an entry; each one more makes all that is compared longer
_WORD = 8  # columns that are compared as one number
_PACKED = 5  # bytes beside the number of a row of a chunk in 63 bits


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks say of entries that are alike."""

    category: int
    told: int
    """The number of what is wrong with each of them in single fields; `NOTHING`, or its place in `Likenesses.told`."""


@dataclass(slots=True)
class Likenesses:
    """What was found of the likenesses of entries under one header."""

    head: BatchHead
    verdicts: dict[bytes, Verdict | None] = field(default_factory=dict)
    """By what alike entries share; None where more is wrong with them than single fields."""
    told: list[tuple[FieldProblem, ...]] = field(default_factory=lambda: [()])
    """What is wrong with entries in single fields, by its number."""

    @property
    def of_trace_number(self) -> dict[int, FieldProblem]:
        """What is wrong with trace numbers, by the number of all that is wrong with their entries."""
        return {n: each for n, problems in enumerate(self.told) for each in problems if each.is_of_trace_number}

    def holds_for(self, head: BatchHead) -> bool:
        """Say whether the entries of another batch are judged alike: its header is the same but for its number."""
        return head.line.text[_BUT_NUMBER] == self.head.line.text[_BUT_NUMBER] and head.is_iat is self.head.is_iat

    def number_of(self, problems: tuple[FieldProblem, ...]) -> int:
        """Give the number of what is wrong."""
        if problems not in self.told:
            self.told.append(problems)
        return self.told.index(problems)


def right_by_likeness(
    chunk: ChunkColumns, numbers: Places, known: Likenesses, names: dict[str, int], prefixes: tuple[str, ...]
) -> tuple[Flags, Numbers, Numbers]:
    """Say which of these entries of one batch are right or wrong in single fields alone; of what category, and how.

    `numbers` are counted among the entries of the chunk. What is wrong is given by its number in `known.told`; all
    that is given is [numbers]. `names` numbers the categories. Trace numbers that start with one of the prefixes are as
    right as those that start with the ODFI.
    """
    right = np.zeros(len(numbers), np.bool_)
    categories, told = np.zeros(len(numbers), np.int64), np.zeros(len(numbers), np.int64)
    sizes = chunk.sizes[numbers]
    for size in range(min(int(sizes.max(initial=0)), _MOST_ADDENDA) + 1):
        for at, compared in _read(chunk, numbers, np.flatnonzero(sizes == size), size, known.head):
            for places, shared in _alike(chunk, numbers[at], known.head, size, compared, prefixes):
                if not len(here := at[places]):
                    continue
                firsts, groups = _groups(shared)
                verdicts: list[Verdict | None] = []
                for first in firsts.tolist():
                    key = shared[:, first].tobytes()
                    if key not in known.verdicts:
                        row = int(chunk.entries[numbers[here[first]]])
                        known.verdicts[key] = _verdict(chunk, row, size, known, names, prefixes)
                    verdicts.append(known.verdicts[key])
                right[here] = np.array([each is not None for each in verdicts])[groups]
                categories[here] = np.array([0 if each is None else each.category for each in verdicts])[groups]
                told[here] = np.array([NOTHING if each is None else each.told for each in verdicts])[groups]
    return right, categories, told


def can_be_alike(head: BatchHead) -> bool:
    """Say whether likenesses are looked for in a batch: not in one of an operator's advices, or of changes of IATs."""
    return head.sec_code is not None and not head.is_adv and head.is_iat is (head.sec_code is SecCode.IAT)


def _read(
    chunk: ChunkColumns, numbers: Places, at: Places, size: int, head: BatchHead
) -> Iterator[tuple[Places, Sequence[int]]]:
    """Yield which of these entries, with as many addenda, have them without a doubt, and which addenda are compared.

    Of an IAT it is none, or the one by which it comes back: the others are proven right.
    """
    if not len(at):
        return
    if not head.is_iat:
        for place in range(1, size + 1):
            at = at[_reads_as_addenda(chunk, chunk.entries[numbers[at]], place)]
        yield at, range(1, size + 1)
        return
    is_back = chunk.columns.pair(2)[chunk.entries[numbers[at]] + size] == int.from_bytes(RETURN.encode(), "little")
    for back in (0, 1):
        some = at[is_back == bool(back)]
        rows, proven = chunk.entries[numbers[some]], size - back
        if back and proven != len(IAT_MANDATORY):
            continue
        amounts = np.where(chunk.amounts_read[numbers[some]], chunk.amounts[numbers[some]], UNREAD)
        right = iat_addenda_right(chunk.columns, head, rows, np.full(len(rows), proven), amounts)
        for place in () if chunk.columns.chunk.plain else range(1, proven + 1):
            right &= chunk.forms[rows + place] == PLAIN
        if back:
            right &= _reads_as_addenda(chunk, rows, size)
        yield some[right], range(size, size + back)


def _verdict(
    chunk: ChunkColumns, row: int, size: int, known: Likenesses, names: dict[str, int], prefixes: tuple[str, ...]
) -> Verdict | None:
    """Look at one entry as the checks do; give None where they say more than problems of single fields."""
    lines, head = chunk.columns.chunk, known.head
    if (prefix := trace_number_of(lines.line(row))[ODFI]) in prefixes:  # what is wrong with it is said of the batch
        head = replace(head, odfi=prefix)
    addenda = tuple(lines.line(row + place) for place in range(1, size + 1))
    event = EntryRead(head, record(entry_layout(head, addenda), lines.line(row)), addenda)
    totals, log = HeardTotals(), HeardLog(head.sec_code, size)
    batch = BatchProgress(head, totals)
    check_entry(event, batch, log, dt.date.max)  # of these layouts no field depends on the day
    if log.others or batch.firsts or batch.of_all:
        return None
    # What is wrong with a trace number explains the order at the next one as well; `TraceBreaks` says it of no other.
    of_trace = [each for each, line, said in log.heard if line is event.record.line and said.is_of_trace_number]
    if batch.trace_problem not in (None, *of_trace):
        return None
    problems = tuple(
        replace(
            each,
            behind=line.number - lines.number - row,
            totals=tuple(total for by, explained in totals.explained if by is found for total in explained),
        )
        for found, line, each in log.heard
    )
    return Verdict(names.setdefault(batch.category, len(names)), known.number_of(problems))


def _reads_as_addenda(chunk: ChunkColumns, rows: Places, place: int) -> Flags:
    """Say behind which entries the addenda at a place is taken for one of this entry [rows]."""
    columns, behind = chunk.columns, rows + place
    kinds = columns.pair(2)[behind]
    read: Flags = columns.byte(1)[behind] == _ADDENDA
    read &= (columns.matrix(1, RECORD_LENGTH)[behind] == _NINE).sum(axis=1) < NEARLY_NINES
    read &= np.isin(kinds, _words(COMES_BACK)) | (
        np.isin(kinds, _words(ADDENDA_TYPES)) & (_traces(chunk, rows, place) > 0)
    )
    return read


@cache
def _words(texts: frozenset[str]) -> Numbers:
    return np.array([int.from_bytes(text.encode(), "little") for text in sorted(texts)], np.int64)


def _traces(chunk: ChunkColumns, rows: Places, place: int) -> Bytes:
    """Say whether the addenda at a place behind each entry repeats its trace number, or the end of it [rows]."""
    columns, behind = chunk.columns, rows + place
    last = columns.word(_LAST_OF_TRACE - _WORD + 1)[rows]
    of_addenda = columns.word(_LAST_OF_OWN_TRACE - _WORD + 1)[behind]
    end = last >> np.uint64(8) == of_addenda >> np.uint64(8)
    own = (last == of_addenda) & (columns.word(_TRACE)[rows] == columns.word(_OWN_TRACE)[behind])
    found: Bytes = own.astype(np.uint8) * np.uint8(_OWN) + end.astype(np.uint8) * np.uint8(_SAME_END)
    return found


def _alike(
    chunk: ChunkColumns,
    numbers: Places,
    head: BatchHead,
    size: int,
    compared: Sequence[int],
    prefixes: tuple[str, ...],
) -> Iterator[tuple[Places, Bytes]]:
    """Yield entries of one layout, as places among these, with what each has in common with all alike [shared, places].

    `compared` are the places of the addenda in which they may differ. Those that may be read as something else than
    what they are taken for are not among them.
    """
    rows = chunk.entries[numbers]
    entries = _Text(chunk, rows, entry_layout(head, ()))
    most = None if head.sec_code is None else MOST_CENTS.get(head.sec_code)
    amount = (chunk.amounts[numbers] == 0).astype(np.uint8) * np.uint8(_ZERO)
    if most is not None:
        amount |= (chunk.amounts[numbers] > most).astype(np.uint8) * np.uint8(_ABOVE_LIMIT)
    unread = ~chunk.amounts_read[numbers]
    amount |= unread.astype(np.uint8) * np.uint8(_UNREAD)
    own = chunk.starts_with((head.odfi, *prefixes), numbers).astype(np.uint8)
    states = chunk.routing_states[numbers]
    traced = chunk.traces_read[numbers]
    sure = entries.is_sure & ~_reads_otherwise(entries.text, ((states & WRONG_DIGIT) != 0) | ~traced)
    base = [amount, own, states, *entries.shared()]
    shape = size | (_SOME * (len(compared) < size))  # of what is shared: those of one shape have the same in its places
    if unread.any():
        shape |= _WITH_AMOUNT
        base.extend(each * unread for each in entries.characters_of("amount"))
    if not traced.all():
        shape |= _WITH_MARK
        base.extend(_marks(entries.text))
    base.insert(0, np.full(len(rows), shape, np.uint8))
    if not (compared and len(rows)):
        (at,) = np.nonzero(sure)
        yield at, np.stack(base)[:, at]
        return
    behind = [rows + place for place in compared]
    starts = [_start_of_addenda(chunk, each) for each in behind]
    base += (each for start in starts for each in start)
    base += (_traces(chunk, rows, place) for place in compared)
    firsts, groups = _groups(np.concatenate(starts))
    by_layouts: dict[tuple[str, ...], list[int]] = {}
    for group, first in enumerate(firsts.tolist()):
        lines = (chunk.columns.chunk.line(int(each[first])) for each in behind)
        by_layouts.setdefault(tuple(addenda_layout(line, head) for line in lines), []).append(group)
    for layouts, of_layouts in by_layouts.items():
        at = np.flatnonzero(np.isin(groups, of_layouts) & sure)
        shared = [each[at] for each in base]
        still = np.ones(len(at), np.bool_)
        for each, layout in zip(behind, layouts, strict=True):
            addenda = _Text(chunk, each[at], layout)
            rejected = addenda.text[REJECTED.start] == ord("R")  # the start of the mark of what a bank did not take
            shared += (rejected.astype(np.uint8), *addenda.shared())
            still &= addenda.is_sure
        yield at[still], np.stack(shared)[:, still]


def _start_of_addenda(chunk: ChunkColumns, rows: Places) -> Bytes:
    """Give the first columns of addenda, up to the code of one that comes back [columns, rows]."""
    start: Bytes = np.ascontiguousarray(chunk.columns.matrix(1, _START_OF_ADDENDA)[rows].T)
    start[_BEHIND_TYPE:, ~np.isin(chunk.columns.pair(2)[rows], _words(COMES_BACK))] = 0
    return start


class _Text:
    """Lines that are seen through one layout."""

    def __init__(self, chunk: ChunkColumns, rows: Places, key: str) -> None:
        self.text: Bytes = np.ascontiguousarray(chunk.columns.matrix(1, RECORD_LENGTH)[rows].T)
        """The lines' bytes [columns, rows]."""
        self._forms = chunk.forms[rows]
        self._fields = LAYOUTS[key].fields

    @property
    def is_sure(self) -> Flags:
        """Of which lines the kinds of characters say all that the checks ask of a text [rows]."""
        sure: Flags = self._forms != UNSURE
        if (self._forms == UTF8).any():
            starts = [each.start - 1 for each in self._fields]
            sure &= (self._forms != UTF8) | ~is_continued(self.text[starts]).any(axis=0)
        return sure

    def shared(self) -> Iterator[Bytes]:
        """Yield what alike lines share, byte by byte, field by field [rows]."""
        yield self._forms
        for each in self._fields:
            yield from _FIELD[_way_of(each)](self.text[each.place], self._kinds[each.place])

    def characters_of(self, name: str) -> Iterable[Bytes]:
        """Give what alike lines share of a field that is looked at only where it can't be read [rows]."""
        place = next(each.place for each in self._fields if each.name == name)
        return _characters(self.text[place], self._kinds[place])

    @cached_property
    def _kinds(self) -> Bytes:
        return kinds_of(self.text, self._forms)


def _marks(text: Bytes) -> Iterable[Bytes]:
    """Give the marks of records that a bank did not take, byte by byte; zeros where none may stand [rows]."""
    marks: Bytes = text[REJECTED]
    may_be = (marks[0] | _LOWER) == ord("r")
    return [mark * may_be for mark in marks]


def _reads_otherwise(text: Bytes, doubtful: Flags) -> Flags:
    """Say which lines may be no entry, because their addenda indicator is wrong or they are doubtful anyhow [rows]."""
    indicator = text[_INDICATOR]
    found: Flags = doubtful | ((indicator != ord("0")) & (indicator != ord("1")))
    (at,) = np.nonzero(found)
    if len(at):
        text = text[:, at]
        classes = _one_number(text[_OTHERS_CLASS])
        codes = _one_number(text[_OTHERS_SEC_CODE] & np.uint8(0xDF))  # in capitals
        totals = text[_OTHERS_TOTALS]
        batch = np.isin(classes, _words(frozenset(SERVICE_CLASSES))) & np.isin(codes, _words(frozenset(SecCode)))
        figures = ((totals >= ord("0")) & (totals <= _NINE)).all(axis=0)
        found[at] = batch | figures | ((text == _NINE).sum(axis=0) >= NEARLY_NINES)
    return found


def _one_number(text: Bytes) -> Numbers:
    """Read characters [columns, rows] as one number each, the first in the lowest byte [rows]."""
    found = np.zeros(text.shape[1], np.int64)
    for place, column in enumerate(text):
        found |= column.astype(np.int64) << (8 * place)
    return found


def _groups(shared: Bytes) -> tuple[Places, Numbers]:
    """Give a row of each likeness, and the number of each row's likeness [rows], of what rows share [shared, rows]."""
    groups = np.zeros(shared.shape[1], np.int64)
    firsts = np.zeros(1, np.intp)
    varying = shared[(shared != shared[:, :1]).any(axis=1)]
    for start in range(0, len(varying), _PACKED):
        for column in varying[start : start + _PACKED]:
            groups = groups << 8 | column
        _, firsts, groups = np.unique(groups, return_index=True, return_inverse=True)
    return firsts, groups


def _way_of(each: Field) -> str:
    if each.name in _LOOKED_AT:
        return "looked at"
    if each.kind not in _TEXTS or (each.kind in _NUMBERS and each.width <= _IN_FULL):
        return "in full"
    return "characters"


def _characters(text: Bytes, kinds: Bytes) -> Iterable[Bytes]:
    """Give which kinds of characters are in each row, and whether it starts with a blank [rows]."""
    return np.bitwise_or.reduce(kinds, axis=0), (text[0] == ord(" ")).astype(np.uint8)


_FIELD: Final[dict[str, Callable[[Bytes, Bytes], Iterable[Bytes]]]] = {
    "looked at": lambda _text, _kinds: (),
    "in full": lambda text, _kinds: text,
    "characters": _characters,
}
"""What alike entries share of a field: nothing, all of it, or which kinds of characters it has."""
