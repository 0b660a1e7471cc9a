"""What is said of a portion, written and counted in the process that decided it: each distinct answer once."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from achguard.cli.formats import Format
from achguard.cli.formats.csv_table import cells_of, cells_of_another
from achguard.cli.formats.json_lines import Bases, LineOfMany, PortionOfLines, as_json_line
from achguard.cli.results import Decided, Invalid, Result, Tally
from achguard.columnar.decided_rows import DecidedRows, Reread, Said, Unread
from achguard.model.decision import Basis
from achguard.model.payment import Payment
from achguard.records.decision_lines import RecordedLine, basis_text, decision_line
from achguard.records.record_key import RecordKey

if TYPE_CHECKING:  # needs pyarrow
    import pyarrow as pa

    from achguard.cli.formats.page_rows import PageRows
    from achguard.columnar.arrow_guard import ArrowGuard
    from achguard.columnar.portion_guard import Parties, Piece


@dataclass(slots=True)
class Written:
    """What the rows of a portion came to."""

    lines: PortionOfLines = field(default_factory=PortionOfLines)
    """Lines of JSON."""
    text: str = ""
    """Rows of CSV."""
    batches: "list[pa.RecordBatch]" = field(default_factory=list)
    """Rows of Parquet."""
    page: "PageRows | None" = None
    """What a page says of the rows."""
    tally: Tally = field(default_factory=Tally.of_portion)
    """All of them counted, those too that are not shown."""
    recorded: list[RecordedLine] = field(default_factory=list)
    """What a record keeps of them, where there is one."""


class Writing(Protocol):
    """Writes the rows of one portion."""

    def rows(self, decided: DecidedRows, parties: "Parties") -> None:
        """Write what is said of some rows."""

    def into(self, written: Written) -> None:
        """Hand over what was written."""


def written_of(pieces: "Iterable[Piece]", file: str, writing: Writing | None) -> Written:
    """Count what is said of the rows of a portion, and have it written, where anything is."""
    written = Written()
    for decided, parties in pieces:
        _count(written.tally, decided, file)
        if writing is not None:
            writing.rows(decided, parties)
    if writing is not None:
        writing.into(written)
    return written


def recorded_of(pieces: "list[Piece]", payments: Iterable[Payment | None], key: RecordKey) -> Iterator[RecordedLine]:
    """Yield what a record keeps of the decisions of a portion, of which `payments` are the rows as payments."""
    payments = iter(payments)
    bases: dict[int, str] = {}
    for decided, _ in pieces:
        for (_, payment_id, said), payment in zip(decided.rows(), payments, strict=False):
            if isinstance(said, Unread):
                continue
            own = said if said.payment_id == payment_id else said.model_copy(update={"payment_id": payment_id})
            # As long as the pieces live no other basis has this number.
            basis = bases.get(id(said.basis))
            if basis is None:
                basis = bases[id(said.basis)] = basis_text(said.basis)
            yield decision_line(payment, own, key), basis


def writing_of(
    file: str,
    kind: Format,
    shown: frozenset[str] | None,
    guard: "ArrowGuard",
    reread: Callable[[Sequence[int]], Iterable[Reread]],
    *,
    basis_once: bool = False,
    unmask: bool = False,
) -> Writing | None:
    """Give what writes the rows of one portion that a guard decides; None where no outcome is shown.

    `reread` reads rows of the portion again, by their numbers; `unmask` has a page show values.
    """
    if shown is not None and not shown:
        return None
    if kind is Format.HTML:
        from achguard.cli.portion_page import PortionPage

        return PortionPage(file, shown, reread, unmask=unmask)
    if kind is Format.PARQUET:
        return _Columns(guard, shown)
    return _Cells(file, shown) if kind is Format.CSV else _Lines(file, shown, once=basis_once)


def _count(tally: Tally, decided: DecidedRows, file: str) -> None:
    """Count each answer as often as it is given, in the order in which they first are."""
    import numpy as np

    which, first, times = np.unique(decided.which, return_index=True, return_counts=True)
    for place in np.argsort(first).tolist():
        said = decided.said[which[place]]
        result = _result(file, 0, said)
        if isinstance(result, Decided) and decided.in_entries:
            result = result._replace(line=0, was_read=int(which[place]) not in decided.unread)
        tally.count(result, int(times[place]))


def _result(file: str, row: int, said: Said) -> Result:
    return Invalid(file, row, said.errors) if isinstance(said, Unread) else Decided(file, row, said)


def _is_shown(said: Said, shown: frozenset[str] | None) -> bool:
    return shown is None or isinstance(said, Unread) or said.outcome.value in shown


class _Lines:
    """Lines of JSON."""

    def __init__(self, file: str, shown: frozenset[str] | None, *, once: bool) -> None:
        self._file = file
        self._shown = shown
        self._bases = Bases(once=once)
        self._invalid: list[str] = []
        self._first: tuple[str, str] | None = None
        self._rest: list[str] = []
        self._ends: tuple[Basis, Basis] | None = None
        self._once = once

    def rows(self, decided: DecidedRows, parties: "Parties") -> None:
        """Write a line for each row."""
        lines: dict[tuple[int, bool], LineOfMany] = {}
        said = decided.said
        is_shown = [_is_shown(each, self._shown) for each in said]
        append = self._rest.append
        for (number, payment_id, each), which in zip(decided.rows(), decided.which.tolist(), strict=True):
            if not is_shown[which]:
                continue
            if isinstance(each, Unread):
                line = as_json_line(_result(self._file, number, each), self._bases) + "\n"
                (self._invalid if self._ends is None else self._rest).append(line)
                continue
            if self._ends is None:
                forms = [LineOfMany.of(each, self._file, bases) for bases in (Bases(once=False), _after(each.basis))]
                self._first = (forms[0].line(number, payment_id), forms[1].line(number, payment_id))
                self._ends = (each.basis, each.basis)
                continue
            left_out = self._once and (each.basis is self._ends[1] or each.basis == self._ends[1])
            if not left_out:
                self._ends = (self._ends[0], each.basis)
            line_of = lines.get((which, left_out))
            if line_of is None:
                bases = _after(each.basis) if left_out else Bases(once=False)
                line_of = lines[which, left_out] = LineOfMany.of(each, self._file, bases)
            append(line_of.line(number, payment_id))

    def into(self, written: Written) -> None:
        """Hand over the lines."""
        first = self._first or ("", "")
        written.lines = PortionOfLines("".join(self._invalid), first, "".join(self._rest), self._ends)


def _after(basis: Basis) -> Bases:
    """Give what writes a basis once, behind a decision that rests on one."""
    bases = Bases(once=True)
    bases.leaves_out(basis, basis)
    return bases


class _Cells:
    """Rows of CSV."""

    def __init__(self, file: str, shown: frozenset[str] | None) -> None:
        self._file = file
        self._shown = shown
        self._text = io.StringIO()
        self._writer = csv.writer(self._text, lineterminator="\n")

    def rows(self, decided: DecidedRows, parties: "Parties") -> None:
        """Write a row for each."""
        cells: dict[int, list[str]] = {}
        is_shown = [_is_shown(each, self._shown) for each in decided.said]
        of_rows = zip(decided.rows(), decided.which.tolist(), parties, strict=True)
        for (number, payment_id, each), which, (name, amount) in of_rows:
            if not is_shown[which]:
                continue
            if isinstance(each, Unread):
                self._writer.writerow(cells_of(_result(self._file, number, each)))
                continue
            if which not in cells:
                cells[which] = cells_of(_result(self._file, number, each))
            self._writer.writerow(cells_of_another(cells[which], number, payment_id, name, amount))

    def into(self, written: Written) -> None:
        """Hand over the rows."""
        written.text = self._text.getvalue()


class _Columns:
    """Rows of Parquet."""

    def __init__(self, guard: "ArrowGuard", shown: frozenset[str] | None) -> None:
        self._guard = guard
        self._shown = shown
        self._batches: list[pa.RecordBatch] = []

    def rows(self, decided: DecidedRows, parties: "Parties") -> None:
        """Write a row for each."""
        from achguard.columnar.arrow_rows import batch_of

        # As in lines, a row that is not a payment has no id.
        ids = [None if isinstance(said, Unread) else payment_id for _, payment_id, said in decided.rows()]
        batch = batch_of(replace(decided, ids=ids), self._guard.output_schema, self._guard.basis)
        if self._shown is not None:
            import numpy as np

            is_shown = np.array([_is_shown(each, self._shown) for each in decided.said], np.bool_)
            batch = batch.take(np.flatnonzero(is_shown[decided.which]))
        self._batches.append(batch)

    def into(self, written: Written) -> None:
        """Hand over the rows."""
        written.batches = self._batches
