"""A guard that decides tables: Arrow batches in, Arrow batches out, row by row."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from achguard.errors import ConfigurationError
from achguard.first_use import cached_property
from achguard.guard import Guard
from achguard.model.decision import Basis

if TYPE_CHECKING:  # what needs pyarrow is loaded when a table is decided
    import pyarrow as pa

    from achguard.columnar.alike_rows import AlikeRows
    from achguard.columnar.arrow_schema import Column
    from achguard.columnar.decided_rows import DecidedRows, Said
    from achguard.columnar.plain_fields import Places


class ArrowGuard:
    """Decides tables of payments with a guard: as many rows out as in, in their order, with its own decisions.

    Immutable. It decides by the law of one day, the guard's `as_of`, or the day on which it was made, and so on one
    basis. Pickled as a specification: lists and directory travel as paths and digests, and are opened once per process.
    Where anything in that process would decide otherwise, deciding raises `ConfigurationError`, and `SnapshotError`
    where its lists are not there, or others.

    Raises `ConfigurationError` for a guard that is none, and `MissingExtraError` where pyarrow is not installed.
    """

    def __init__(self, guard: Guard) -> None:
        if not isinstance(guard, Guard):
            raise ConfigurationError("ArrowGuard takes a Guard to decide with: ArrowGuard(guard)")
        from achguard.columnar import arrow_schema  # noqa: F401  says that pyarrow is missing before a table is at hand

        self._guard: Guard | None = guard.on(guard.today())
        self._specification: bytes | None = None
        self._basis = self._guard.basis()
        self._alike: AlikeRows | None = None

    def __getstate__(self) -> tuple[bytes, bytes]:
        return self._specification or _pickled(self.guard), self._basis.model_dump_json().encode()

    def __setstate__(self, state: tuple[bytes, bytes]) -> None:
        """Take what was pickled, without opening anything."""
        self._guard, self._alike, self._specification = None, None, state[0]
        self._basis = Basis.model_validate_json(state[1])

    def __repr__(self) -> str:
        return f"ArrowGuard({self._guard!r})" if self._guard is not None else "ArrowGuard(not yet opened here)"

    @property
    def guard(self) -> Guard:
        """The guard that decides each row; in another process it is opened when it is first needed."""
        if self._guard is None:
            self._guard = _opened(self._specification or b"", self._basis)
        return self._guard

    @property
    def basis(self) -> Basis:
        """What every decision rests on; a payment's certification has a column of its own."""
        return self._basis

    @cached_property
    def input_schema(self) -> "pa.Schema":
        """The Arrow schema of payments, nested; `achguard.columnar.arrow_schema` has the flat one."""
        from achguard.columnar.arrow_schema import payment_schema

        return payment_schema()

    @cached_property
    def output_schema(self) -> "pa.Schema":
        """The Arrow schema of decisions, with the basis in its metadata."""
        from achguard.columnar.arrow_schema import with_basis

        return with_basis(self._basis)

    def decide(self, source: object) -> "pa.RecordBatchReader":
        """Decide a whole table, batch by batch as the decisions are read; `.read_all()` gives them as a table.

        `source` is a pyarrow Table, RecordBatch or RecordBatchReader, anything that gives Arrow by
        `__arrow_c_stream__` (a frame of Polars, pandas or DuckDB), or the path of a Parquet or Arrow file. Its columns
        are a payment's fields: nested as in JSON, or with dotted names as in CSV, in any order. A row that is not a
        payment has the outcome `invalid`, with its number and errors. Raises `InputError` for a source that can't be
        read or has a column that is not a payment's, and `ConfigurationError` for something that is no source.
        """
        from achguard.columnar.arrow import pa as arrow
        from achguard.columnar.arrow_schema import columns_of
        from achguard.columnar.arrow_sources import batches_of

        batches = batches_of(source)
        columns_of(batches.schema, batches.called)
        return arrow.RecordBatchReader.from_batches(self.output_schema, self._stream(batches))

    def decide_batch(self, batch: "pa.RecordBatch", first_row: int = 1) -> "pa.RecordBatch":
        """Decide one batch: as many rows out as in, in their order; `first_row` is the number of its first row.

        Raises `InputError` for a column that is not a payment's, and for a broken batch.
        """
        from achguard.columnar.arrow_rows import batch_of
        from achguard.columnar.arrow_sources import refuse_broken

        refuse_broken(batch, "the batch")
        return batch_of(self.decided(batch, first_row), self.output_schema, self._basis)

    def decided(self, batch: "pa.RecordBatch", first_row: int = 1) -> "DecidedRows":
        """Decide one batch and give what is said of its rows as objects, each distinct answer once."""
        from achguard.columnar.arrow_rows import ids_of
        from achguard.columnar.arrow_schema import columns_of
        from achguard.columnar.decided_rows import DecidedRows

        columns = columns_of(batch.schema)
        if self._alike is None:
            from achguard.columnar.alike_rows import AlikeRows

            self._alike = AlikeRows(self.guard)
        said, which = _said(batch, columns, first_row, self._alike)
        return DecidedRows(first_row, said, which, ids_of(batch, columns))

    def _stream(self, batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        first_row = 1
        for batch in batches:
            yield self.decide_batch(batch, first_row)
            first_row += batch.num_rows


def _said(
    batch: "pa.RecordBatch", columns: "Sequence[Column]", first_row: int, alike: "AlikeRows"
) -> "tuple[list[Said], Places]":
    import numpy as np

    from achguard.columnar import arrow_columns
    from achguard.columnar.arrow_rows import rows_of

    seen = None if alike.must_ask_for_each else arrow_columns.rows(batch, columns, first_row)
    if seen is not None:
        return alike.decided(seen)
    return [*map(alike.alone, rows_of(batch, columns, first_row))], np.arange(batch.num_rows)


def _pickled(guard: Guard) -> bytes:
    try:
        return pickle.dumps(guard)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise ConfigurationError(
            f"the guard can't travel to another process: {error}; rules of your own come from a module that the other "
            "process can import"
        ) from None


@lru_cache(maxsize=4)
def _opened(specification: bytes, basis: Basis) -> Guard:
    """Open the guard of a specification, once per process; raises `ConfigurationError` where it decides otherwise."""
    guard: Guard = pickle.loads(specification)  # noqa: S301  our own pickle, inside the one that is being read
    here = guard.basis()
    if other := [name for name in Basis.model_fields if getattr(here, name) != getattr(basis, name)]:
        raise ConfigurationError(
            f"this process would decide otherwise than the one that sent the guard: other {', '.join(other)}; "
            "give both the same version of achguard, the same rules and the same lists"
        )
    return guard
