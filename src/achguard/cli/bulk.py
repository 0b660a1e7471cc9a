"""Large files and tables of a run, decided in portions: the same answers in the same bytes, fast."""

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from achguard.cli.formats import Format
from achguard.cli.resuming import Reached, Resumed, digest_of, resumed
from achguard.errors import ConfigurationError, InputError
from achguard.guard import Guard
from achguard.intake import Row, read
from achguard.intake.column_map import ColumnMap

if TYPE_CHECKING:  # needs pyarrow, and what small files do without
    from achguard.cli.portion_writing import Written
    from achguard.columnar.portion_guard import Rows
    from achguard.intake.portions import Portion

LINES: Final = frozenset({Format.JSONL, Format.CSV})
"""The formats whose lines say nothing of each other, so that a file of them can be cut off and gone on with."""
WRITTEN: Final = LINES | {Format.PARQUET}
"""The formats that are written in portions."""

LARGE: Final = 1024 * 1024
"""Bytes from which on a file is decided in portions; below it Arrow costs more to load than it saves."""
_SHARED: Final = 16 * LARGE
"""Bytes from which on processes share the work; below it one costs more to start than it saves."""
_ROWS: Final = 16_384
"""Rows of a table that are a portion."""

_TABLES: Final = (b"PAR1", b"ARROW1", b"\xff\xff\xff\xff")


@dataclass(frozen=True, slots=True)
class Bulk:
    """What of a run is decided in portions, and how."""

    guard: Guard
    format: Format
    shown: frozenset[str] | None
    """The outcomes that are written; all where it is None."""
    basis_once: bool
    encoding: str
    mapping: ColumnMap | None
    workers: int | None
    """How many processes decide; where nobody said so, as many as the machine has cores, for what is large."""

    def takes(self, file: str) -> bool:
        """Say whether a file is decided in portions: it is a table or a large text, and lines alone are written."""
        if (self.format not in WRITTEN and self.shown != frozenset()) or not _is_file(file):
            return False
        if is_table(file):
            return True
        if find_spec("pyarrow") is None or self.mapping is not None:
            return False
        return (self.workers is not None or Path(file).stat().st_size >= LARGE) and _is_rows_of_text(
            file, self.encoding
        )

    def done(self, file: str, name: str, reached: Reached | None = None) -> "Iterator[tuple[Portion | Rows, Written]]":
        """Yield each portion of a file with what it came to, those behind what an earlier run reached.

        Raises `InputError` behind what could be read.
        """
        from achguard.cli.portion_work import Job, done_in_order
        from achguard.columnar.arrow_guard import ArrowGuard

        job = Job(ArrowGuard(self.guard), name, self.format, self.shown, self.basis_once)
        with _portions(file, self.encoding, reached or Reached()) as portions:
            yield from done_in_order(job, portions, self._workers_for(file))

    @contextmanager
    def resumed(
        self, files: list[str], output: str | None, inputs: list[str | None], given: Mapping[str, object]
    ) -> Iterator[Resumed]:
        """Open the output of a run that can be gone on with; `given` are the options that its bytes depend on.

        Raises `ConfigurationError` for a run that can't, and for one that was begun with something else.
        """
        if output is None or output == "-" or len(files) != 1 or self.format not in LINES or not self.takes(files[0]):
            raise ConfigurationError(
                "--resume needs --output FILE, --format jsonl or csv, and one large file of CSV or JSON Lines, or a "
                "table; leave it out, or say --workers for a small file"
            )
        from achguard.columnar.arrow_guard import ArrowGuard

        basis = ArrowGuard(self.guard).basis.model_dump(mode="json")
        rests_on = {
            "input": digest_of(files[0]),
            **{f"basis ({name})": str(value) for name, value in basis.items()},
            **{name: str(value) for name, value in given.items()},
            "file name": Path(files[0]).name,
            "--format": self.format.value,
            "--only": "all" if self.shown is None else ",".join(sorted(self.shown)),
            "--basis": "once" if self.basis_once else "each",
            "--encoding": self.encoding,
        }
        with resumed(output, [*files, *inputs], rests_on) as run:
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


def reading_tables(
    path: str, *, as_of: dt.date, profile: str, mapping: ColumnMap | None, encoding: str
) -> Iterator[Row]:
    """Read any input row by row, as `achguard.intake.read` does, tables too."""
    if not (_is_file(path) and is_table(path)):
        return read(path, as_of=as_of, profile=profile, mapping=mapping, encoding=encoding)
    return _rows_of_table(path)


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


def _is_rows_of_text(file: str, encoding: str) -> bool:
    """Say whether a file is CSV or JSON Lines; what is wrong with it is told when it is read."""
    from achguard.intake import sniff, source

    try:
        with source.opened(file, encoding=encoding) as opened:
            return sniff.sniff(opened) in (sniff.Format.CSV, sniff.Format.JSON_LINES)
    except InputError:
        return False


@contextmanager
def _portions(file: str, encoding: str, reached: Reached) -> "Iterator[Iterator[Portion | Rows]]":
    from achguard.intake.csv_rows import csv_head
    from achguard.intake.portions import csv_portions, json_portions
    from achguard.intake.sniff import Format as Kind
    from achguard.intake.sniff import sniff
    from achguard.intake.source import opened

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


def _rows_of_table(file: str) -> Iterator[Row]:
    from achguard.columnar.arrow_rows import rows_of
    from achguard.columnar.arrow_schema import columns_of

    for portion in _rows(file):
        yield from rows_of(portion.batch, columns_of(portion.batch.schema), portion.rows_before + 1)
