"""Decisions as a Parquet file: the columns of the decision schema, and what they rest on once in its metadata."""

from collections.abc import Sequence
from typing import BinaryIO, Final

from pyarrow import parquet

from achguard.columnar.arrow import pa
from achguard.columnar.arrow_rows import batch_of
from achguard.columnar.arrow_schema import with_basis
from achguard.columnar.decided_rows import DecidedRows, Said, Unread, distinct
from achguard.model.decision import Basis

_TOGETHER: Final = 65_536
"""Rows that make a row group: many small ones are slow to read, and a large one is a lot to hold."""

_AT_ONCE: Final = 16_384
"""Rows that are handed to the writer in one piece: it cuts pages at the ends of pieces, so that these are at the same
rows however the batches were cut that came in."""


class DecisionsFile:
    """Writes decisions into an open file as they come; nothing can be read of it before `close`."""

    def __init__(self, file: BinaryIO, basis: Basis) -> None:
        self._file = file
        self._basis = basis
        """What they rest on, unless a decision that is written says another."""
        self._parquet: parquet.ParquetWriter | None = None
        self._waiting: list[pa.RecordBatch] = []

    def write(self, batch: pa.RecordBatch) -> None:
        """Write decisions that have the decision schema."""
        self._waiting.append(batch)
        while sum(each.num_rows for each in self._waiting) >= _TOGETHER:
            self._write(self._waiting[0].schema)

    def write_said(self, numbers: Sequence[int], said: Sequence[Said]) -> None:
        """Write what is said of rows, whose numbers may have gaps."""
        self.write(batch_of_said(numbers, said, self._basis))

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._write(self._waiting[0].schema if self._waiting else with_basis(self._basis))
        if self._parquet is not None:
            self._parquet.close()

    def _write(self, schema: pa.Schema) -> None:
        """Write a row group, or what there is for one."""
        if self._parquet is None:
            self._parquet = parquet.ParquetWriter(self._file, schema)
        if not self._waiting:
            return
        table = pa.Table.from_batches(self._waiting, self._parquet.schema)
        group, self._waiting = table.slice(0, _TOGETHER), table.slice(_TOGETHER).to_batches()
        starts = range(0, max(group.num_rows, 1), _AT_ONCE)
        self._parquet.write_table(pa.concat_tables(group.slice(start, _AT_ONCE).combine_chunks() for start in starts))


def batch_of_said(numbers: Sequence[int], said: Sequence[Said], basis: Basis) -> pa.RecordBatch:
    """Give what is said of rows as a batch with the decision schema; `basis` counts where none of it has one."""
    bases = (each.basis for each in said if not isinstance(each, Unread))
    rests_on = next(bases, basis).model_copy(update={"certification": None})
    which, each_once = distinct(said)
    ids = [None if isinstance(each, Unread) else each.payment_id for each in said]
    schema = with_basis(rests_on)
    batch = batch_of(DecidedRows(1, each_once, which, ids), schema, rests_on)
    place = schema.get_field_index("row")
    return batch.set_column(place, schema.field(place), pa.array(numbers, pa.int64()))
