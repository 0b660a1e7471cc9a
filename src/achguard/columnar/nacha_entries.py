"""Decides the entries of a Nacha file: alike ones together, and every other one alone.

There is no second implementation of any rule here. Of a run of entries in one batch `plain_fields` says which are
*plain*: their routing number, account number, name, number and amount are such that every rule says the same of them
(`said_of_plain` has the reason for each rule, and asks a rule that it does not know for every entry). The guard
decides the first plain entry of a batch and a transaction code, and the others get the same decision under their own
trace numbers. Entries with an addendum 05 whose line of text is plain share another one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np
from pydantic import BaseModel

from achguard.columnar.plain_fields import ABSENT, MEMO, PlainFields, Texts, Varying, plain_amounts
from achguard.columnar.said_of_plain import OF_ENTRIES, OF_ENTRIES_WITH_MEMO, Unlisted, is_about_all
from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.payment import Payment
from achguard.nacha.bytes.columns import Bytes, Flags, Places, as_range
from achguard.nacha.entry import Entry
from achguard.nacha.entry_runs import EntryRun
from achguard.nacha.layouts.layout import LAYOUTS, columns_of
from achguard.nacha.reader import NachaFile
from achguard.nacha.records.structure import EntryRead, entry_layout
from achguard.rules.context import KnownParties

if TYPE_CHECKING:
    from achguard.nacha.proof.chunk_proof import ChunkProof

Decided = Accept | Ask | Redirect | Hold
_Kind = tuple[int, bool]
"""A transaction code, as its two bytes, and whether there is an addendum."""
_Under = Callable[[str], Decided]
"""Makes the decision of a plain entry, under its trace number."""

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
_FIELDS_OF: Final = {False: OF_ENTRIES, True: OF_ENTRIES_WITH_MEMO}
"""Where plain entries differ, without an addendum and with one."""
_MAY_BE_BLANK = frozenset({"receiver.identifiers"})
_TRACE = columns_of(_LAYOUT, "trace_number")
_ADDENDUM = "addenda_05"
_MEMO = columns_of(_ADDENDUM, "payment_information")
_ADDENDA_TYPE, _ = columns_of(_ADDENDUM, "addenda_type")
_FREE_TEXT = int.from_bytes(b"05", "little")
_OF_COMPANY = LAYOUTS["batch_header"]["company_discretionary_data"].place
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
    yield from AlikeEntries(guard).decided(file)


def _alone(
    entry: Entry,
    payment: Payment | None,
    guard: Guard,
    known: Callable[[Iterable[Payment]], KnownParties] | None = None,
) -> EntryDecision:
    if payment is None:
        return EntryDecision(entry.line, guard.decide_unread(entry.id, entry.findings()), was_read=False)
    parties = {} if known is None else known((payment,))
    decision = guard._decide_known(  # noqa: SLF001  made for this room
        payment, parties, also=entry.findings(), name_cuts=entry.name_cuts
    )
    return EntryDecision(entry.line, decision)


@dataclass(frozen=True, slots=True)
class _Entries:
    """What the columns say of a chunk's entries, each in its place; every list is [entries]."""

    proof: "ChunkProof"
    plain: list[bool]
    """Whether no rule can speak of what the entry does not share with its batch and transaction code."""
    kinds: list[_Kind]
    """What entries have in common that share a decision, beside their batch."""
    traces: list[str]
    lines: list[int]


class Entries(Protocol):
    """Entries with what is known to be wrong with them: those of a file, or of a portion of one."""

    def entry_runs(self) -> Iterator[Entry | EntryRun]:
        """Yield all of them in their order, those in which nothing is wrong as whole runs of columns."""

    def entry_of(self, event: EntryRead) -> Entry:
        """Put an entry together from what was read of it."""


class AlikeEntries:
    """What one guard makes of entries, of which it decides plain ones together."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._unlisted = {
            has_memo: Unlisted(guard.rules, guard.history, fields) for has_memo, fields in _FIELDS_OF.items()
        }
        self._fields = PlainFields(guard)
        self._chunk: _Entries | None = None
        self._shared: dict[tuple[str, _Kind], _Under | None] = {}

    def decided(self, entries: Entries) -> Iterator[EntryDecision]:
        """Yield one decision for each entry, in their order."""
        for item in entries.entry_runs():
            if isinstance(item, EntryRun):
                yield from self._of_run(entries, item)
            else:
                yield _alone(item, item.payment, self._guard)

    def _of_run(self, file: Entries, run: EntryRun) -> Iterator[EntryDecision]:
        if self._unlisted[False].must_be_asked or not _can_share(run):
            for number in range(run.first, run.last):
                entry = file.entry_of(run.entry(number))
                yield _alone(entry, entry.payment, self._guard)
            return
        if self._chunk is None or self._chunk.proof is not run.proof:
            self._chunk = self._seen(run.proof)
        plain, kinds, traces, lines = self._chunk.plain, self._chunk.kinds, self._chunk.traces, self._chunk.lines
        shared: dict[_Kind, _Under | None] = {}
        for number in range(run.first, run.last):
            kind = kinds[number]
            if plain[number] and (under := shared.get(kind)) is not None:
                yield EntryDecision(lines[number], under(traces[number]))
                continue
            entry = file.entry_of(run.entry(number))
            if plain[number] and kind not in shared:
                under, decided = self._shared_in(run, kind, entry)
                shared[kind] = under
                if under is not None:
                    yield EntryDecision(lines[number], under(traces[number]))
                    continue
                if decided is not None:
                    yield decided
                    continue
            yield _alone(entry, entry.payment, self._guard, self._fields.known)

    def _shared_in(self, run: EntryRun, kind: _Kind, plain: Entry) -> tuple[_Under | None, EntryDecision | None]:
        """Give what makes the decision of each plain entry of a kind in a run; None where each is decided alone.

        What they share is a header's and a kind's, since nothing is wrong with a batch that has a run. The second is
        the decision of the plain entry, where it had to be made.
        """
        key = (run.head.line.text[:_BEFORE_NUMBER], kind)
        if key in self._shared:
            return self._shared[key], None
        if len(self._shared) > _HEADERS_KEPT:
            self._shared.clear()
        payment = plain.payment
        alone = _alone(plain, payment, self._guard)
        stands_for_all = self._stands_for_all(alone.decision, payment, run, kind)
        self._shared[key] = _shared(alone.decision) if stands_for_all else None
        return self._shared[key], alone

    def _stands_for_all(self, decision: Decided, payment: Payment | None, run: EntryRun, kind: _Kind) -> bool:
        """Say whether what is said of a plain entry holds for all plain entries of its kind in the run's batch."""
        header, (_, has_memo) = run.head.line.text, kind
        # Two lines may be one that was cut, and together say what neither does.
        if has_memo and (self._unlisted[True].must_be_asked or header[_OF_COMPANY].strip()):
            return False
        return is_about_all(decision, _FIELDS_OF[has_memo]) and not self._unlisted[has_memo].have_a_say(payment)

    def _seen(self, proof: "ChunkProof") -> _Entries:
        """Look at the entries of a chunk: those of its runs are right, and of the others nothing is asked."""
        columns, rows = proof.columns, as_range(proof.entries)
        return _Entries(
            proof,
            self._plain(proof, rows).tolist(),
            [*zip(columns.pair(_CODE)[rows].tolist(), (proof.sizes == 1).tolist(), strict=True)],
            _cells(columns.matrix(*_TRACE)[rows]),
            (proof.entries + columns.chunk.number).tolist(),
        )

    def _plain(self, proof: "ChunkProof", rows: Places | slice) -> Flags:
        """Say which entries no rule can speak of, as far as they differ from their neighbours [entries]."""
        columns = proof.columns
        memos = _memos(proof)
        # That an amount of zero is right for its transaction code is proven, and a batch may be of the same day.
        plain: Flags = (proof.sizes == 0) | (memos.codes != ABSENT)
        plain &= plain_amounts(proof.amounts, same_day=True, zero_is_right=True)
        texts = {
            path: _texts(columns.matrix(*place)[rows], may_be_blank=path in _MAY_BE_BLANK)
            for path, place in _FIELDS.items()
        }
        return self._fields.plain(Varying(texts | {MEMO: memos}, name_width=_NAME_WIDTH), plain)


def _memos(proof: "ChunkProof") -> Texts:
    """Give what entries with one addendum of free text have in it; nothing for a blank one."""
    codes = np.full(len(proof.entries), ABSENT, np.intp)
    places = np.flatnonzero(proof.sizes == 1)
    if not len(places):
        return Texts([], codes)
    addenda = proof.entries[places] + 1
    of_text = proof.columns.pair(_ADDENDA_TYPE)[addenda] == _FREE_TEXT
    places, addenda = places[of_text], addenda[of_text]
    texts = [cell.strip(" ") for cell in _cells(proof.columns.matrix(*_MEMO)[addenda])]
    codes[places] = np.where([bool(text) for text in texts], np.arange(len(texts)), ABSENT)
    return Texts(texts, codes)


def _can_share(run: EntryRun) -> bool:
    """Say whether entries of the run have the layout that is looked at here, and one may stand for another."""
    return len(run) > 1 and entry_layout(run.head, ()) in _ALIKE_LAYOUTS


def _shared(decision: Decided) -> _Under:
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
    cells = [cell.rstrip(" ") for cell in _cells(matrix)]
    codes = np.arange(len(cells))
    if may_be_blank:
        codes[[not cell for cell in cells]] = ABSENT
    return Texts(cells, codes)


def _cells(matrix: Bytes) -> list[str]:
    """Give each row [rows, columns] as text, in which a byte beyond ASCII is any letter that no plain text has."""
    text, width = matrix.tobytes().decode("latin-1"), matrix.shape[1]
    return [text[at : at + width] for at in range(0, len(text), width)]
