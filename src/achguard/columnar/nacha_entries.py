"""Decides the entries of a Nacha file: alike ones together, and every other one alone.

There is no second implementation of any rule here. Of a run of entries in one batch `plain_fields` says which are
*plain*: their routing number, account number, name, number and amount are such that every rule says the same of them
(`said_of_plain` has the reason for each rule, and asks a rule that it does not know for every entry). The guard
decides the first plain entry of a batch and a transaction code, and the others get the same decision under their own
trace numbers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from pydantic import BaseModel

from achguard.columnar.plain_fields import ABSENT, PlainFields, Texts, Varying, plain_amounts
from achguard.columnar.said_of_plain import OF_ENTRIES, Unlisted, is_about_all
from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.payment import Payment
from achguard.nacha.bytes.columns import Bytes, Flags, Places, as_range
from achguard.nacha.entry import Entry
from achguard.nacha.entry_runs import EntryRun
from achguard.nacha.layouts.layout import LAYOUTS, columns_of
from achguard.nacha.reader import NachaFile
from achguard.nacha.records.structure import entry_layout

if TYPE_CHECKING:
    from achguard.nacha.proof.chunk_proof import ChunkProof

Decided = Accept | Ask | Redirect | Hold

_LAYOUT = "entry"
_ALIKE_LAYOUTS: Final = frozenset({_LAYOUT, "named_entry", "ack_entry", "check_entry", "rck_entry"})
"""Layouts with a number and a name of 22 columns where these stand, from which alone the payment is read."""
_CODE, _ = columns_of(_LAYOUT, "transaction_code")
_FIELDS = {
    "receiver.account.routing_number": columns_of(_LAYOUT, "rdfi_identification", "check_digit"),
    "receiver.account.account_number": columns_of(_LAYOUT, "account_number"),
    "receiver.identifiers": columns_of(_LAYOUT, "individual_id"),
    "receiver.name": columns_of(_LAYOUT, "individual_name"),
}
"""Where the texts stand in which plain entries may differ."""
_MAY_BE_BLANK = frozenset({"receiver.identifiers"})
_TRACE = columns_of(_LAYOUT, "trace_number")
_NAME_WIDTH = LAYOUTS[_LAYOUT]["individual_name"].width
_HEADERS_KEPT: Final = 10_000
_BEFORE_NUMBER: Final = LAYOUTS["batch_header"]["batch_number"].start - 1  # the number is no part of a payment
# A frozen model lets nothing else set its four parts, which are those that pydantic's own `__copy__` sets.
_new = object.__new__
_set_fields, _set_known, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


class EntryDecision(NamedTuple):
    """The decision of one entry of a Nacha file."""

    line: int
    """The line of the entry's own record, from 1."""
    decision: Decided
    """What the guard says of it."""
    was_read: bool = True
    """Whether the entry could be read as a payment; one that could not is a `Hold`."""

    @property
    def id(self) -> str:
        """The entry's trace number, or `line N` where it has none."""
        return self.decision.payment_id or f"line {self.line}"


def decide_entries(file: NachaFile, guard: Guard) -> Iterator[EntryDecision]:
    """Yield one decision for each entry of a file, in its order, broken entries too.

    Every decision is the one that the guard gives for the entry by itself.
    """
    alike = _Alike(guard)
    for item in file.entry_runs():
        if isinstance(item, EntryRun):
            yield from alike.decided(file, item)
        else:
            yield _alone(item, item.payment, guard)


def _alone(entry: Entry, payment: Payment | None, guard: Guard) -> EntryDecision:
    if payment is None:
        return EntryDecision(entry.line, guard.decide_unread(entry.id, entry.findings()), was_read=False)
    decision = guard.decide(payment, also=entry.findings(), name_cuts=entry.name_cuts)
    return EntryDecision(entry.line, decision)


@dataclass(frozen=True, slots=True)
class _Entries:
    """What the columns say of a chunk's entries, each in its place; every list is [entries]."""

    proof: "ChunkProof"
    plain: list[bool]
    """Whether no rule can speak of what the entry does not share with its batch and transaction code."""
    codes: list[int]
    """Transaction codes, as their two bytes."""
    traces: list[str]
    lines: list[int]


class _Alike:
    """What one guard makes of plain entries."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._unlisted = Unlisted(guard.rules, guard.history, OF_ENTRIES)
        self._fields = PlainFields(guard)
        self._chunk: _Entries | None = None
        self._asked: dict[tuple[str, int], bool] = {}

    def decided(self, file: NachaFile, run: EntryRun) -> Iterator[EntryDecision]:
        """Yield the decisions of a run's entries."""
        if self._unlisted.must_be_asked or not _can_share(run):
            for number in range(run.first, run.last):
                entry = file.entry_of(run.entry(number))
                yield _alone(entry, entry.payment, self._guard)
            return
        if self._chunk is None or self._chunk.proof is not run.proof:
            self._chunk = self._seen(run.proof)
        plain, codes, traces, lines = self._chunk.plain, self._chunk.codes, self._chunk.traces, self._chunk.lines
        shared: dict[int, Callable[[str], Decided] | None] = {}
        for number in range(run.first, run.last):
            if plain[number] and (under := shared.get(codes[number])) is not None:
                yield EntryDecision(lines[number], under(traces[number]))
                continue
            entry = file.entry_of(run.entry(number))
            payment = entry.payment
            alone = _alone(entry, payment, self._guard)
            if plain[number] and codes[number] not in shared:
                key = (run.head.line.text[:_BEFORE_NUMBER], codes[number])
                stands_for_all = is_about_all(alone.decision, OF_ENTRIES) and not self._is_spoken_of(payment, key)
                shared[codes[number]] = _shared(alone.decision) if stands_for_all else None
            yield alone

    def _is_spoken_of(self, payment: Payment | None, key: tuple[str, int]) -> bool:
        """Say whether an unlisted rule may speak of plain entries; what they share is a header's and a code's."""
        if key not in self._asked:
            if len(self._asked) > _HEADERS_KEPT:
                self._asked.clear()
            self._asked[key] = self._unlisted.have_a_say(payment)
        return self._asked[key]

    def _seen(self, proof: "ChunkProof") -> _Entries:
        """Look at the entries of a chunk: those of its runs are right, and of the others nothing is asked."""
        columns, rows = proof.columns, as_range(proof.entries)
        return _Entries(
            proof,
            self._plain(proof, rows).tolist(),
            columns.pair(_CODE)[rows].tolist(),
            _cells(columns.matrix(*_TRACE)[rows]),
            (proof.entries + columns.chunk.number).tolist(),
        )

    def _plain(self, proof: "ChunkProof", rows: Places | slice) -> Flags:
        """Say which entries no rule can speak of, as far as they differ from their neighbours [entries]."""
        columns = proof.columns
        # That an amount of zero is right for its transaction code is proven, and a batch may be of the same day.
        plain: Flags = (proof.sizes == 0) & plain_amounts(proof.amounts, same_day=True, zero_is_right=True)
        texts = {
            path: _texts(columns.matrix(*place)[rows], may_be_blank=path in _MAY_BE_BLANK)
            for path, place in _FIELDS.items()
        }
        return self._fields.plain(Varying(texts, name_width=_NAME_WIDTH), plain)


def _can_share(run: EntryRun) -> bool:
    """Say whether entries of the run have the layout that is looked at here, and one may stand for another."""
    return len(run) > 1 and entry_layout(run.head, ()) in _ALIKE_LAYOUTS


def _shared(decision: Decided) -> Callable[[str], Decided]:
    """Give what makes a decision again under another payment's id, much faster than `model_copy` does.

    Every other part of the copies is frozen and the same object.
    """
    kind, fields, known = type(decision), dict(decision.__dict__), decision.model_fields_set

    def under(payment_id: str) -> Decided:
        own = fields.copy()
        own["payment_id"] = payment_id
        copy = _new(kind)
        _set_fields(copy, own)
        _set_known(copy, known)
        _set_extra(copy, None)
        _set_private(copy, None)
        return copy

    return under


def _texts(matrix: Bytes, *, may_be_blank: bool) -> Texts:
    """Give a field of each row as text, without the blanks that fill it; nothing for one that is and may be blank."""
    cells = [*map(str.rstrip, _cells(matrix))]
    codes = np.arange(len(cells))
    if may_be_blank:
        codes[[not cell for cell in cells]] = ABSENT
    return Texts(cells, codes)


def _cells(matrix: Bytes) -> list[str]:
    """Give each row [rows, columns] as text; one of a run is ASCII, and of the others of its chunk nothing is asked."""
    text, width = matrix.tobytes().decode("latin-1"), matrix.shape[1]
    return [text[at : at + width] for at in range(0, len(text), width)]
