"""Large files and tables of a run, decided in portions: the same answers in the same bytes, fast."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from achguard.cli.formats import Format
from achguard.cli.results import Problems, tell_of_file
from achguard.cli.resuming import Reached, Resumed, digest_of, resumed
from achguard.errors import ConfigurationError, InputError
from achguard.guard import Guard
from achguard.intake import Row, ShareRead, read
from achguard.intake.column_map import ColumnMap
from achguard.intake.sniff import Format as Kind
from achguard.intake.sniff import sniff
from achguard.intake.source import opened
from achguard.model.decision import Basis
from achguard.records.record_key import RecordKey

if TYPE_CHECKING:  # needs pyarrow, and what small files do without
    from achguard.cli.portion_work import AnyPortion, Job
    from achguard.cli.portion_writing import Written
    from achguard.columnar.entry_portion_guard import EntriesFile
    from achguard.columnar.portion_guard import Rows
    from achguard.intake.portions import Portion

WRITTEN: Final = frozenset({Format.JSONL, Format.CSV, Format.PARQUET})
"""The formats that are written in portions, and can be cut off behind each of them and gone on with."""
_IN_PORTIONS: Final = WRITTEN | {Format.HTML}
"""The formats that are made in portions; a page is written when all of them are known."""

LARGE: Final = 1024 * 1024
"""Bytes from which on a file is decided in portions; below it Arrow costs more to load than it saves."""
_SHARED: Final = 16 * LARGE
"""Bytes from which on processes share the work; below it one costs more to start than it saves."""
_ROWS: Final = 8_192
"""Rows of a table that are a portion.

Witness: with twice as many, 200,000 payments on two workers take 800 MB instead of 670.
"""

_BYTES_OF_ENTRIES: Final = 1024 * 1024
"""Bytes of a Nacha file from which on its entries are a portion, at the end of what is looked at together."""
_CUT: Final = frozenset({Kind.CSV, Kind.JSON_LINES, Kind.NACHA})

_TABLES: Final = (b"PAR1", b"ARROW1", b"\xff\xff\xff\xff")


@dataclass(frozen=True, slots=True)
class Bulk:
    """What of a run is decided in portions, and how."""

    guard: Guard
    entries: Guard
    """Decides entries of Nacha files."""
    profile: str
    """Whose practice weighs the problems of a Nacha file."""
    format: Format
    shown: frozenset[str] | None
    """The outcomes that are written; all where it is None."""
    basis_once: bool
    encoding: str
    mapping: ColumnMap | None
    workers: int | None
    """How many processes decide; where nobody said so, as many as the machine has cores, for what is large."""
    unmask: bool = False
    """Whether a page shows values."""

    def takes(self, file: str) -> bool:
        """Say whether a file is decided in portions: it is a table, or large, and its rows alone are written."""
        if (self.format not in _IN_PORTIONS and self.shown != frozenset()) or not _is_file(file):
            return False
        if is_table(file):
            return True
        if find_spec("pyarrow") is None or self.mapping is not None:
            return False
        is_large = self.workers is not None or Path(file).stat().st_size >= LARGE
        return is_large and _kind_of(file, self.encoding) in _CUT

    def done(
        self,
        file: str,
        name: str,
        problems: Callable[[Problems], None],
        reached: Reached | None = None,
        key: RecordKey | None = None,
    ) -> "Iterator[tuple[AnyPortion, Written]]":
        """Yield each portion of a file with what it came to, those behind what an earlier run reached.

        `problems` is given what is wrong with a Nacha file, behind its last entry; `key` is that of the record that is
        kept. Raises `InputError` behind what could be read, and for a file that holds nothing.
        """
        reached = reached or Reached()
        if _kind_of(file, self.encoding) is Kind.NACHA:
            yield from self._done_entries(file, name, problems, reached, key)
            return
        rows = reached.rows
        with _portions(file, self.encoding, reached) as portions:
            for portion, written in self._done_in_order(file, self._job(self.guard, name, key), portions):
                rows += written.tally.rows
                yield portion, written
        if not rows:
            raise InputError(f"{file} holds no payments")

    def _done_entries(
        self, file: str, name: str, problems: Callable[[Problems], None], reached: Reached, key: RecordKey | None
    ) -> "Iterator[tuple[AnyPortion, Written]]":
        from achguard import nacha
        from achguard.columnar.entry_portion_guard import EntriesFile

        job = self._job(self.entries, name, key, EntriesFile.of(file))
        guard = job.guard.guard
        read = nacha.read(file, profile=self.profile, as_of=guard.as_of, weighing=guard.policy.nacha.weighing)
        portions = (portion for portion in read.entry_portions(_BYTES_OF_ENTRIES) if portion.end > reached.end)
        yield from self._done_in_order(file, job, portions)
        tell_of_file(name, read, problems)

    def _job(self, guard: Guard, name: str, key: RecordKey | None, entries: "EntriesFile | None" = None) -> "Job":
        from achguard.cli.portion_work import Job
        from achguard.columnar.arrow_guard import ArrowGuard

        return Job(ArrowGuard(guard), name, self.format, self.shown, self.basis_once, entries, key, self.unmask)

    def _done_in_order(
        self, file: str, job: "Job", portions: "Iterable[AnyPortion]"
    ) -> "Iterator[tuple[AnyPortion, Written]]":
        from achguard.cli.portion_work import done_in_order

        return done_in_order(job, portions, self._workers_for(file))

    @contextmanager
    def resumed(
        self, files: list[str], output: str | None, inputs: list[str | None], given: Mapping[str, object]
    ) -> Iterator[Resumed]:
        """Open the output of a run that can be gone on with; `given` are the options that its bytes depend on.

        Raises `ConfigurationError` for a run that can't, and for one that was begun with something else.
        """
        if output is None or output == "-" or len(files) != 1 or self.format not in WRITTEN or not self.takes(files[0]):
            raise ConfigurationError(
                "--resume needs --output FILE, --format jsonl, csv or parquet, and one large file of CSV, JSON Lines "
                "or Nacha, or a table; leave it out, or say --workers for a small file"
            )
        from achguard.columnar.arrow_guard import ArrowGuard

        of_entries = _kind_of(files[0], self.encoding) is Kind.NACHA
        rests = ArrowGuard(self.entries if of_entries else self.guard).basis
        basis = rests.model_dump(mode="json")
        rests_on = {
            "input": digest_of(files[0]),
            **{f"basis ({name})": str(value) for name, value in basis.items()},
            **{name: str(value) for name, value in given.items()},
            "file name": Path(files[0]).name,
            "--format": self.format.value,
            "--only": "all" if self.shown is None else ",".join(sorted(self.shown)),
            "--basis": "once" if self.basis_once else "each",
            "--encoding": self.encoding,
            "--profile": self.profile,
        }
        finished = partial(_as_parquet, basis=rests) if self.format is Format.PARQUET else None
        with resumed(output, [*files, *inputs], rests_on, finished) as run:
            yield run

    def size(self, file: str) -> int | None:
        """Give where the last portion of a file ends, in the unit of a portion's `end`; None where that is not known.

        A text in another encoding than UTF-8 may end a little elsewhere.
        """
        if not is_table(file):
            return Path(file).stat().st_size
        from achguard.columnar.arrow_sources import batches_of

        return batches_of(file).rows

    def _workers_for(self, file: str) -> int:
        if self.workers is not None:
            return self.workers
        return max(os.cpu_count() or 1, 1) if Path(file).stat().st_size >= _SHARED else 1


def _as_parquet(part: Path, out: BinaryIO, basis: Basis) -> None:
    from achguard.columnar.decisions_stream import as_parquet

    as_parquet(part, out, basis)


def reading_tables(
    path: str, *, as_of: dt.date, profile: str, mapping: ColumnMap | None, encoding: str, share: ShareRead | None = None
) -> Iterator[Row]:
    """Read any input row by row, as `achguard.intake.read` does, tables too; `share` is told how far it is read."""
    if not (_is_file(path) and is_table(path)):
        return read(path, as_of=as_of, profile=profile, mapping=mapping, encoding=encoding, share=share)
    return _rows_of_table(path, share)


def is_table(file: str) -> bool:
    """Say whether a file is Parquet or Arrow, by its first bytes."""
    try:
        with Path(file).open("rb") as stream:
            return stream.read(max(map(len, _TABLES))).startswith(_TABLES)
    except OSError:
        return False


def _is_file(file: str) -> bool:
    try:
        return Path(file).is_file()
    except ValueError:
        return False


def _kind_of(file: str, encoding: str) -> Kind | None:
    """Say what a text is, or nothing of a table; what is wrong with it is told when it is read."""
    if is_table(file):
        return None
    try:
        with opened(file, encoding=encoding) as source:
            kind = sniff(source)
            # One that is packed, or has another encoding, is not read from place to place.
            return None if kind is Kind.NACHA and source.path is None else kind
    except InputError:
        return None


@contextmanager
def _portions(file: str, encoding: str, reached: Reached) -> "Iterator[Iterator[Portion | Rows]]":
    from achguard.intake.csv_rows import csv_head
    from achguard.intake.portions import csv_portions, json_portions

    if is_table(file):
        yield (portion for portion in _rows(file) if portion.rows_before >= reached.rows)
        return
    with opened(file, encoding=encoding) as source:
        head = csv_head(source) if sniff(source) is Kind.CSV else None
        while left := max(reached.end - source.offset, 0):
            source.read(min(left, LARGE))
        if head is None:
            yield json_portions(source, rows_before=reached.rows, lines_before=reached.lines)
        else:
            yield csv_portions(source, head, rows_before=reached.rows, lines_before=reached.lines or head.lines)


def _rows(file: str) -> "Iterator[Rows]":
    from achguard.columnar.arrow_schema import columns_of
    from achguard.columnar.arrow_sources import batches_of
    from achguard.columnar.portion_guard import Rows

    batches = batches_of(file)
    columns_of(batches.schema, batches.called)
    rows_before = 0
    for batch in batches:
        for first in range(0, batch.num_rows, _ROWS):
            portion = Rows(batch.slice(first, _ROWS), rows_before)
            yield portion
            rows_before += portion.rows


def _rows_of_table(file: str, share: ShareRead | None) -> Iterator[Row]:
    from achguard.columnar.arrow_rows import rows_of
    from achguard.columnar.arrow_schema import columns_of
    from achguard.columnar.arrow_sources import batches_of

    if share is not None:
        share.count(batches_of(file).rows or 0)
    for portion in _rows(file):
        yield from rows_of(portion.batch, columns_of(portion.batch.schema), portion.rows_before + 1)
