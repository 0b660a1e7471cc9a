"""Offsets: entries by which balanced batches settle with the originator's own account, when these are taken apart.

An offset is as much as all other entries of its batch together. When only some of them go, it must be as much as
those; otherwise the originator pays for what does not go. Only an offset that is plainly one is computed anew. Where
entries balance in any other way and do not all go to one place, nobody can say what belongs to what.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from achguard.model.decision import Outcome
from achguard.model.payment import Direction
from achguard.nacha.entry import Entry
from achguard.nacha.layouts.codes import TRANSACTION_CODES
from achguard.nacha.layouts.layout import LAYOUTS
from achguard.nacha.reader import Batch

# An offset is the last record of its batch and matches the sum of the others, for one account of the originator's
# (moov-io/ach, docs/balanced-offset.md). That it bears the company's name or identification, or the word OFFSET, is
# what vendors write; no rule asks for it: unverified.
_OFFSET_WORD = re.compile(r"\bOFFSET(TING)?\b", re.IGNORECASE)
_COMPANY_WIDTH = LAYOUTS["batch_header"]["company_name"].width
_AMOUNT = LAYOUTS["entry"]["amount"]


@dataclass(slots=True)
class _Side:
    """What one batch, one company or the whole file comes to, as far as no offset explains it."""

    debit: int = 0
    credit: int = 0
    own: bool = False
    """Whether an entry may be the originator's own."""
    destinations: set[str | None] = field(default_factory=set)
    """The parts that have an entry of it; None for those that are in no part."""

    def add(self, other: "_Side") -> None:
        self.debit += other.debit
        self.credit += other.credit
        self.own |= other.own
        self.destinations |= other.destinations

    @property
    def is_torn(self) -> bool:
        """Whether what may settle each other goes to different places."""
        both = self.debit > 0 and self.credit > 0
        return both and len(self.destinations) > 1 and (self.debit == self.credit or self.own)


@dataclass(slots=True)
class Offsets:
    """Follows the entries of a file while they are put into parts, and finds the offsets among them."""

    has_both: bool
    """Whether the file has debits and credits; otherwise nothing in it settles anything."""
    _index: int = -1
    _line: int = 0
    _seen: int = 0
    _batch: _Side = field(default_factory=_Side)
    _cents: dict[str | None, int] = field(default_factory=dict)
    _is_explained: bool = False
    _company: str = ""
    _by_company: dict[str, _Side] = field(default_factory=dict)
    _torn: int | None = None
    """The line of the first batch that can't be taken apart."""

    def offset_amounts(self, entry: Entry, batch: Batch, destination: str | None) -> dict[str, int] | None:
        """Give an offset's cents in each part that needs one; None for an entry that goes to its destination as it is.

        Entries are given in their order, each with its batch and the part that it would go to, None for no
        part. `torn_at` says afterwards whether the parts may be used.
        """
        if not self.has_both:
            return None
        if entry.batch.index != self._index:
            self._close()
            self._open(entry)
        self._seen += 1
        if entry.batch.is_adv:  # advices move no money
            return None
        cents = entry.amount_cents or 0
        code = TRANSACTION_CODES.get(entry.record.raw("transaction_code"))
        settles = self._seen == batch.entry_count and batch.total_debit == batch.total_credit == cents > 0
        if settles and not self._batch.own and _is_offset(entry):
            return self._amounts(destination)
        if code is not None and code.direction is Direction.DEBIT:
            self._batch.debit += cents
        elif code is not None:
            self._batch.credit += cents
        self._batch.own |= cents > 0 and _may_be_own(entry)
        self._batch.destinations.add(destination)
        self._cents[destination] = self._cents.get(destination, 0) + cents
        return None

    def torn_at(self) -> int | None:
        """Give the line of a batch that balances in a way nobody can take apart and that was, or None."""
        self._close()
        whole = _Side()
        for company in self._by_company.values():
            whole.add(company)
        if self._torn is None and (whole.is_torn or any(each.is_torn for each in self._by_company.values())):
            self._torn = self._line
        return self._torn

    def _amounts(self, destination: str | None) -> dict[str, int] | None:
        self._is_explained = True
        if self._batch.destinations <= {destination}:
            return None
        if destination != _ACCEPT:  # it is not known whether the account that settles may be used
            self._torn = self._torn or self._line
        return {part: cents for part, cents in self._cents.items() if part is not None and cents > 0}

    def _open(self, entry: Entry) -> None:
        header = entry.batch.record
        self._index, self._line = entry.batch.index, entry.batch.line.number
        self._seen, self._batch = 0, _Side()
        self._cents, self._is_explained = {}, False
        known = header is not None and "company_identification" in header.layout
        self._company = header.text("company_identification") if header is not None and known else ""

    def _close(self) -> None:
        if self._index < 0 or self._is_explained:
            return
        if self._batch.is_torn:
            self._torn = self._torn or self._line
        if self._batch.debit != self._batch.credit:  # otherwise it settles by itself
            self._by_company.setdefault(self._company, _Side()).add(self._batch)
        self._batch = _Side()


_ACCEPT = Outcome.ACCEPT.value


def with_amount(record: bytes, cents: int) -> bytes:
    """Give an entry's record with another amount."""
    return record[: _AMOUNT.start - 1] + b"%0*d" % (_AMOUNT.width, cents) + record[_AMOUNT.end :]


def _is_offset(entry: Entry) -> bool:
    """Say whether an entry says that it is the originator's own: by its name, its number, or the word."""
    pairs = tuple(_pairs(entry))
    return any(_OFFSET_WORD.search(text) for text, _ in pairs) or any(_is_same(text, own) for text, own in pairs)


def _may_be_own(entry: Entry) -> bool:
    """Say whether an entry may be the originator's own: one of the two names begins as the other does."""
    return _is_offset(entry) or any(
        text.startswith(own) or own.startswith(text)
        for text, own in ((_folded(text), _folded(own)) for text, own in _pairs(entry))
        if text and own
    )


def _is_same(text: str, own: str) -> bool:
    if not _folded(own):
        return False
    cut = len(own) == _COMPANY_WIDTH and _folded(text).startswith(_folded(own))
    return cut or _folded(text) == _folded(own)


def _pairs(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what an entry and its batch's header say of a name and of a number."""
    header = entry.batch.record
    if header is None:
        return
    for field_of_entry, field_of_header in (
        ("individual_name", "company_name"),
        ("individual_id", "company_identification"),
    ):
        if field_of_entry in entry.record.layout and field_of_header in header.layout:
            yield entry.record.text(field_of_entry), header.text(field_of_header)


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
