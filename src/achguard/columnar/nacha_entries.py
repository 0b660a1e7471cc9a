"""Decides the entries of a Nacha file: alike ones together, and every other one alone.

There is no second implementation of any rule here. Of a run of entries in one batch the columns say which are
*plain*: their routing number, account number, name, number and amount are such that every rule says the same of them
(`said_of_plain` has the reason for each rule, and asks a rule that it does not know for every entry). The guard
decides the first plain entry of a batch and a transaction code, and the others get the same decision under their own
trace numbers.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel

from achguard.columnar.said_of_plain import Unlisted, is_about_the_batch
from achguard.directory.entry import RecordType
from achguard.directory.known_foreign import known_foreign
from achguard.first_use import cached_property
from achguard.guard import Guard
from achguard.identifiers import routing_number
from achguard.identifiers.contact import contacts_in_line
from achguard.identifiers.routing_number import RoutingNumber
from achguard.law.governments import government_named
from achguard.law.same_day_limits import LIMITS
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.party import IdentifierType
from achguard.model.payment import Payment
from achguard.nacha.bytes.columns import Bytes, Flags, Places, as_range
from achguard.nacha.entry import Entry
from achguard.nacha.entry_runs import EntryRun
from achguard.nacha.layouts.layout import LAYOUTS, columns_of
from achguard.nacha.reader import NachaFile
from achguard.nacha.records.structure import entry_layout
from achguard.names.disguise import encoded
from achguard.names.readable import is_readable
from achguard.rules.reading.codes_in_text import bics_of
from achguard.sanctions.listed.lookup import MIN_CHARACTERS

if TYPE_CHECKING:
    from achguard.nacha.proof.chunk_proof import ChunkProof
    from achguard.sanctions.many_names.search import BatchSearch
    from achguard.sanctions.snapshot import Snapshot

Decided = Accept | Ask | Redirect | Hold
Texts = npt.NDArray[np.bytes_]

_LAYOUT = "entry"
_ALIKE_LAYOUTS: Final = frozenset({_LAYOUT, "named_entry", "ack_entry", "check_entry", "rck_entry"})
"""Layouts with a number and a name of 22 columns where these stand, from which alone the payment is read."""
_CODE, _ = columns_of(_LAYOUT, "transaction_code")
_ROUTING = columns_of(_LAYOUT, "rdfi_identification", "check_digit")
_ACCOUNT = columns_of(_LAYOUT, "account_number")
_NUMBER = columns_of(_LAYOUT, "individual_id")
_NAME = columns_of(_LAYOUT, "individual_name")
_TRACE = columns_of(_LAYOUT, "trace_number")
_NUMBER_WIDTH, _NAME_WIDTH = LAYOUTS[_LAYOUT]["individual_id"].width, LAYOUTS[_LAYOUT]["individual_name"].width
_NAMES_KEPT: Final = 200_000  # about 40 MB; a file's names repeat from batch to batch, not for ever
_HEADERS_KEPT: Final = 10_000
_BEFORE_NUMBER: Final = LAYOUTS["batch_header"]["batch_number"].start - 1  # the number is no part of a payment
_LOOKED_UP: Final = 10_000  # more than that are compared with all numbers of the list, which take half a second to read
_CENTS = 100
# A frozen model lets nothing else set its four parts, which are those that pydantic's own `__copy__` sets.
_new = object.__new__
_set_fields, _set_known, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
_SAME_DAY_SAFE = int(min(limit.dollars for limit in LIMITS)) * _CENTS

_LETTERS = np.zeros(256, np.bool_)
_LETTERS[[*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)]] = True
_IN_NAMES = _LETTERS.copy()
_IN_NAMES[[*b" .,&'-"]] = True
_DIGITS = np.zeros(256, np.bool_)
_DIGITS[[*range(ord("0"), ord("9") + 1)]] = True


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
        self._unlisted = Unlisted(guard.rules, guard.history)
        self._ordinary: dict[bytes, bool] = {}
        self._screened: set[bytes] = set()
        self._listed: set[bytes] = set()
        self._search: BatchSearch | None = None
        self._looked_up = 0
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
                stands_for_all = is_about_the_batch(alone.decision) and not self._is_spoken_of(payment, key)
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
        # That an amount of zero is right for its transaction code is proven.
        plain: Flags = (proof.sizes == 0) & (proof.amounts <= _SAME_DAY_SAFE)
        plain &= _is_number(columns.matrix(*_ACCOUNT)[rows], may_be_blank=False)
        numbers = columns.matrix(*_NUMBER)[rows]
        plain &= _is_number(numbers, may_be_blank=True)
        names = columns.matrix(*_NAME)[rows]
        plain &= _IN_NAMES[names].all(axis=1) & _LETTERS[names].any(axis=1)
        # All names of a chunk are screened in one go: many at once take less time each than few.
        _leave_out(plain, _texts(names), self._listed_names)
        _leave_out(plain, _texts(numbers), self._listed_numbers)
        _leave_out(plain, _texts(columns.matrix(*_ROUTING)[rows]), self._odd_routing)
        return plain

    def _listed_names(self, names: set[bytes]) -> set[bytes]:
        """Give the names that meet a list, or that hide or can't be read; each distinct one is looked at once."""
        lists = self._guard.lists
        if len(self._screened) > _NAMES_KEPT:
            self._screened.clear()
            self._listed.clear()
        new = [*(names - self._screened)]
        if new:
            texts = [*map(str.strip, b"\n".join(new).decode("ascii").split("\n"))]
            self._screened.update(new)
            if lists is not None:
                screener = lists.screener()
                if self._search is None:
                    self._search = screener.batch_search()
                hits = screener.screen_many(
                    texts,
                    min_score=self._guard.policy.screening.min_score,
                    cut_at=_NAME_WIDTH,
                    search=self._search,
                )
                self._listed.update(compress(new, hits))
            # A name that hides or can't be read is for the rules, whether there is a list or not.
            self._listed.update(name for name, text in zip(new, texts, strict=True) if _may_hide(text, lists))
        return names & self._listed

    def _listed_numbers(self, numbers: set[bytes]) -> set[bytes]:
        """Give the numbers that are a listed entity's; digits alone are no other country's (party_number)."""
        lists = self._guard.lists
        if lists is None:
            return set()
        self._looked_up += len(numbers)
        if self._looked_up > _LOOKED_UP:
            return numbers & self._all_listed_numbers
        return {number for number in numbers if lists.find_identifier(number.decode("ascii"), IdentifierType.OTHER)}

    @cached_property
    def _all_listed_numbers(self) -> frozenset[bytes]:
        """The numbers of listed entities that the field can hold; what is everybody's among them the guard lets go."""
        entities = self._guard.lists.entities if self._guard.lists is not None else ()
        values = (number.value for entity in entities for number in entity.identifiers)
        return frozenset(
            value.ljust(_NUMBER_WIDTH).encode()
            for value in values
            if len(value) >= MIN_CHARACTERS and value.isascii() and value.isdigit()
        )

    def _odd_routing(self, numbers: set[bytes]) -> set[bytes]:
        """Give the routing numbers of which a rule may speak."""
        for number in numbers - self._ordinary.keys():
            self._ordinary[number] = _is_ordinary(number.decode("ascii"), self._guard)
        return {number for number in numbers if not self._ordinary[number]}


def _may_hide(name: str, lists: "Snapshot | None") -> bool:
    """Say whether a name of letters and the usual marks may be an encoded one, one of escapes alone, or a state's.

    Or hold a website, or the BIC of a listed bank.
    """
    return (
        encoded(name) is not None
        or ("&" in name and not is_readable(name))
        or government_named(name) is not None
        or bool(contacts_in_line(name))
        or (lists is not None and any(lists.find_bic(code.institution) for code in bics_of(name)))
    )


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


def _leave_out(plain: Flags, texts: Texts, odd: Callable[[set[bytes]], Collection[bytes]]) -> None:
    """Take the plain ones whose text is odd out of the plain ones."""
    found = odd(set(texts[plain].tolist()))
    if found:
        plain &= ~np.isin(texts, np.array(sorted(found), texts.dtype))


def _is_ordinary(number: str, guard: Guard) -> bool:
    """Say whether a routing number is a payor's and current, so that no rule speaks of it."""
    parsed = routing_number.parse(number)
    if not isinstance(parsed, RoutingNumber) or not parsed.is_payors:
        return False
    if guard.directory is None:
        return known_foreign(number) is None
    entry = guard.directory.find(number)
    return entry is not None and entry.record_type is RecordType.CURRENT and not entry.is_foreign


def _texts(matrix: Bytes) -> Texts:
    """See each row's bytes as one text [rows]; a printable record holds no zero bytes, which it would lose."""
    return np.ascontiguousarray(matrix).view(f"S{matrix.shape[1]}").ravel()


def _cells(matrix: Bytes) -> list[str]:
    """Give each row [rows, columns] as text."""
    text, width = matrix.tobytes().decode("ascii"), matrix.shape[1]
    return [text[at : at + width] for at in range(0, len(text), width)]


def _is_number(matrix: Bytes, *, may_be_blank: bool) -> Flags:
    """Say which rows are digits alone, not all zeros, blanks behind; or nothing but blanks [rows]."""
    digits = _DIGITS[matrix]
    blanks = matrix == ord(" ")
    in_one_piece = (digits | blanks).all(axis=1) & ~(blanks[:, :-1] & digits[:, 1:]).any(axis=1)
    right: Flags = in_one_piece & digits[:, 0] & (digits & (matrix != ord("0"))).any(axis=1)
    if may_be_blank:
        right |= blanks.all(axis=1)
    return right
