"""Says of entries which of them are alike in all that a check looks at, so that one of them is looked at for all.

It serves the entries that no proof of columns is written for: returns, notifications of change, and the SEC codes
with layouts of their own. The checks themselves look at the first entry of each likeness, so nothing of them is
repeated here; what two alike entries may differ in is said by `_FIELD`, field by field of the layout table.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np

from achguard.law.sec_codes import MOST_CENTS
from achguard.nacha.bytes.columns import Bytes, Columns, Flags, Numbers, Places
from achguard.nacha.bytes.lines import Line
from achguard.nacha.checks.entry_checks import BatchProgress, check_entry
from achguard.nacha.checks.problem_log import Cause, ProblemLog
from achguard.nacha.checks.problems import Problem, Profile
from achguard.nacha.checks.proven_run import FieldProblem
from achguard.nacha.layouts.codes import ADDENDA_TYPES, COMES_BACK
from achguard.nacha.layouts.layout import LAYOUTS, Field, Kind, columns_of
from achguard.nacha.records.record import record
from achguard.nacha.records.returns import addenda_layout
from achguard.nacha.records.structure import BatchHead, EntryRead, entry_layout

FORWARD: Final = 0
"""The category of entries that go forward; every other number stands for one way of coming back."""

FEWEST: Final = 16
"""Entries of a batch from which on likenesses are looked for: their arrays cost as much as looking at some entries."""

_ADDENDA, _NINE = ord("7"), ord("9")
_NEARLY_NINES = 80  # an addenda of so many is taken for padding
_IN_FULL = 6  # columns of the widest number whose value counts: codes, days, and an addenda's number
_NUMBERS = frozenset({Kind.NUMERIC, Kind.ROUTING})
_TEXTS = frozenset({Kind.ALPHANUMERIC, Kind.AMOUNT}) | _NUMBERS
# Looked at in the columns before: what is said there of an entry holds for all that come here.
_LOOKED_AT = frozenset({"record_type", "rdfi_identification", "check_digit", "amount"})
_FIRST_OF_ADDENDA, _LAST_OF_CODE = columns_of("addenda_99", "record_type", "return_code")
_OWN_TRACE, _TRACE = columns_of("addenda_99", "trace_number"), columns_of("entry", "trace_number")
_SEQUENCE = columns_of("addenda_05", "entry_sequence")
_ZERO, _ABOVE_LIMIT = 1, 2  # of an amount
_OWN, _SAME_END = 1, 2  # of an addenda: it repeats its entry's trace number, or the end of it

_CLASSES = np.zeros(256, np.uint8)
_CLASSES[ord(" ")] = 1
_CLASSES[ord("0")] = 2
_CLASSES[ord("1") : ord("9") + 1] = 4
_CLASSES[ord("A") : ord("Z") + 1] = 8
_CLASSES[ord("a") : ord("z") + 1] = 16
_CLASSES[_CLASSES == 0] = 32
_STARTS_BLANK = np.uint8(64)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks say of entries that are alike."""

    category: int
    problems: tuple[FieldProblem, ...]
    """What is wrong with each of them, in single fields."""


@dataclass(slots=True)
class Likenesses:
    """What was found of the likenesses of one batch's entries."""

    head: BatchHead
    verdicts: dict[bytes, Verdict | None] = field(default_factory=dict)
    """By what alike entries share; None where more is wrong with them than single fields."""


class _Heard(ProblemLog):
    """A log that remembers which problems are those of single fields; `others` counts the rest."""

    def __init__(self) -> None:
        super().__init__(Profile.STRICT)
        self.heard: list[tuple[str, Line, Field, str | int | None]] = []
        self.others = 0

    def add(  # noqa: PLR0913  as the log's own
        self,
        name: str,
        line: Line,
        field: Field | None = None,
        *,
        value: str | None = None,
        cause: Cause = None,
        last_line: int | None = None,
        expected: str | int | None = None,
        count: int | None = None,
        whole_line: bool = False,
    ) -> Problem:
        """Write a problem down, and remember it."""
        found = super().add(
            name,
            line,
            field,
            value=value,
            cause=cause,
            last_line=last_line,
            expected=expected,
            count=count,
            whole_line=whole_line,
        )
        single = found.cause is None and last_line is None and count is None and not whole_line
        if field is None or not single or value != field.of(line.text) or expected not in (None, field.value):
            self.others += 1
        else:
            self.heard.append((name, line, field, expected))
        return found


def right_by_likeness(
    columns: Columns, rows: Places, sizes: Numbers, amounts: Numbers, known: Likenesses, names: dict[str, int]
) -> tuple[Flags, Numbers, dict[int, tuple[FieldProblem, ...]]]:
    """Say which of these entries of one batch are right or wrong in single fields alone, and of what category.

    `rows` are their lines, `sizes` how many addenda each has in the chunk, `amounts` their cents; all, and what is
    given, [entries]. What is wrong is given by line. `names` numbers the categories.
    """
    right, categories = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.int64)
    problems: dict[int, tuple[FieldProblem, ...]] = {}
    for size in (0, 1):
        at = np.flatnonzero(sizes == size)
        if size:
            at = at[_reads_as_addenda(columns, rows[at])]
        if not len(at):
            continue
        shared = _shared(columns, rows[at], amounts[at], known.head, size)
        for place, key in zip(at.tolist(), shared, strict=True):
            if key not in known.verdicts:
                known.verdicts[key] = _verdict(columns, int(rows[place]), size, known.head, names)
            verdict = known.verdicts[key]
            if verdict is not None:
                right[place], categories[place] = True, verdict.category
                if verdict.problems:
                    problems[int(rows[place])] = verdict.problems
    return right, categories, problems


def can_be_alike(head: BatchHead) -> bool:
    """Say whether likenesses are looked for in a batch: not in one of IATs or of an operator's advices."""
    return head.sec_code is not None and not head.is_iat and not head.is_adv


def _verdict(columns: Columns, row: int, size: int, head: BatchHead, names: dict[str, int]) -> Verdict | None:
    """Look at one entry as the checks do; give None where they say more than problems of single fields."""
    chunk = columns.chunk
    addenda = tuple(chunk.line(row + 1 + place) for place in range(size))
    event = EntryRead(head, record(entry_layout(head, addenda), chunk.line(row)), addenda)
    batch, log = BatchProgress(head), _Heard()
    check_entry(event, batch, log, dt.date.max)  # of these layouts no field depends on the day
    if log.others or batch.tally.causes or batch.trace_problem or batch.firsts or batch.of_all:
        return None
    problems = (FieldProblem(name, each, line.number - chunk.number - row, due) for name, line, each, due in log.heard)
    return Verdict(names.setdefault(batch.category, len(names)), tuple(problems))


def _reads_as_addenda(columns: Columns, rows: Places) -> Flags:
    """Say behind which entries an addenda is that is taken for one of this entry [rows]."""
    behind = rows + 1
    kinds = columns.pair(2)[behind]
    read: Flags = columns.byte(1)[behind] == _ADDENDA
    read &= (columns.matrix(1, 94)[behind] == _NINE).sum(axis=1) < _NEARLY_NINES
    read &= np.isin(kinds, _pairs(COMES_BACK)) | (np.isin(kinds, _pairs(ADDENDA_TYPES)) & (_traces(columns, rows) > 0))
    return read


@cache
def _pairs(texts: frozenset[str]) -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    return np.array([int.from_bytes(text.encode(), "little") for text in sorted(texts)], np.uint16)


def _traces(columns: Columns, rows: Places) -> Bytes:
    """Say whether the addenda behind each entry repeats its trace number, or the end of it [rows]."""
    trace = columns.matrix(*_TRACE)
    own = (columns.matrix(*_OWN_TRACE)[rows + 1] == trace[rows]).all(axis=1)
    width = _SEQUENCE[1] - _SEQUENCE[0] + 1
    end = (columns.matrix(*_SEQUENCE)[rows + 1] == trace[rows, -width:]).all(axis=1)
    found: Bytes = own.astype(np.uint8) * np.uint8(_OWN) + end.astype(np.uint8) * np.uint8(_SAME_END)
    return found


def _shared(columns: Columns, rows: Places, amounts: Numbers, head: BatchHead, size: int) -> list[bytes]:
    """Give what each entry has in common with all that are alike [rows]."""
    most = MOST_CENTS.get(head.sec_code) if head.sec_code is not None else None
    amount = (amounts == 0).astype(np.uint8) * np.uint8(_ZERO)
    if most is not None:
        amount |= (amounts > most).astype(np.uint8) * np.uint8(_ABOVE_LIMIT)
    prefix = columns.matrix(_TRACE[0], _TRACE[0] + 7)[rows]
    own = (prefix == np.frombuffer(head.odfi.encode("latin-1", "replace").ljust(8)[:8], np.uint8)).all(axis=1)
    key = LAYOUTS[entry_layout(head, ())].key
    parts = [amount[:, None], own[:, None].astype(np.uint8), *_of_layout(columns, rows, key)]
    if not size:
        return _cells(np.concatenate(parts, axis=1))
    starts = columns.matrix(_FIRST_OF_ADDENDA, _LAST_OF_CODE)[rows + 1]
    parts += [starts, _traces(columns, rows)[:, None]]
    found: list[bytes] = [b""] * len(rows)
    base = np.concatenate(parts, axis=1)
    for layout, at in _by_layout(columns, rows, starts, head):
        whole = np.concatenate([base[at], *_of_layout(columns, rows[at] + 1, layout)], axis=1)
        for place, cell in zip(at.tolist(), _cells(whole), strict=True):
            found[place] = cell
    return found


def _by_layout(columns: Columns, rows: Places, starts: Bytes, head: BatchHead) -> Iterator[tuple[str, Places]]:
    """Yield the layouts of the addenda behind the entries, each with the places among the rows that have it."""
    layouts: dict[bytes, str] = {}
    places: dict[str, list[int]] = {}
    for place, start in enumerate(_cells(starts)):
        if start not in layouts:
            layouts[start] = addenda_layout(columns.chunk.line(int(rows[place]) + 1), head)
        places.setdefault(layouts[start], []).append(place)
    for layout, found in places.items():
        yield layout, np.array(found, np.intp)


def _of_layout(columns: Columns, rows: Places, key: str) -> Iterator[Bytes]:
    """Yield what alike records share, field by field [rows, bytes]."""
    for each in LAYOUTS[key].fields:
        share = _FIELD[_way_of(each)]
        if share is not None:
            yield share(columns.matrix(*each.columns)[rows])


def _way_of(each: Field) -> str:
    if each.name in _LOOKED_AT:
        return "looked at"
    if each.kind not in _TEXTS or (each.kind in _NUMBERS and each.width <= _IN_FULL):
        return "in full"
    return "characters"


def _characters(values: Bytes) -> Bytes:
    """Give which kinds of characters are in each row, and whether it starts with a blank [rows, 1]."""
    kinds = np.bitwise_or.reduce(_CLASSES[values], axis=1)
    found: Bytes = (kinds | np.where(values[:, 0] == ord(" "), _STARTS_BLANK, np.uint8(0)))[:, None]
    return found


_FIELD: Final[dict[str, Callable[[Bytes], Bytes] | None]] = {
    "looked at": None,
    "in full": lambda values: values,
    "characters": _characters,
}
"""What alike entries share of a field: nothing, all of it, or which kinds of characters it has."""


def _cells(matrix: Bytes) -> list[bytes]:
    text, width = matrix.tobytes(), matrix.shape[1]
    return [text[at : at + width] for at in range(0, len(text), width)]
