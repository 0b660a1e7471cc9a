"""What may be decided as a table, as a stream of batches: a table, a reader, another library's frame, a path."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from achguard.columnar.arrow import pa
from achguard.columnar.arrow_schema import as_bytes
from achguard.errors import ConfigurationError, InputError

ROWS_AT_ONCE: Final = 65_536
"""Rows of a batch at most, so that memory does not grow with the table; some 50 MB of payments."""

_PARQUET, _ARROW_FILE, _ARROW_STREAM = b"PAR1", b"ARROW1", b"\xff\xff\xff\xff"


class Batches:
    """Batches of rows of one schema, taken once."""

    __slots__ = ("_batches", "called", "rows", "schema")

    def __init__(
        self,
        schema: pa.Schema,
        batches: Iterator[pa.RecordBatch],
        called: str = "the table",
        *,
        rows: int | None = None,
    ) -> None:
        self.schema: pa.Schema = schema
        self.called = called
        """What the rows come from, in an error."""
        self.rows = rows
        """How many there are, where the source says so."""
        self._batches = batches

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """Yield batches of at most `ROWS_AT_ONCE` rows; raises `InputError` for what turns out unreadable."""
        try:
            for batch in self._batches:
                refuse_broken(batch, self.called)
                for first in range(0, batch.num_rows, ROWS_AT_ONCE):
                    yield batch.slice(first, ROWS_AT_ONCE)
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{self.called} can't be read any further: {_said(error)}") from None


def batches_of(source: object) -> Batches:
    """Open what is to be decided; raises `InputError` for a file that is no table, `ConfigurationError` for no source.

    A table, a batch or a reader of pyarrow's, whatever has `__arrow_c_stream__` (a frame of Polars, pandas, DuckDB), or
    the path of a Parquet or Arrow file.
    """
    if isinstance(source, str | os.PathLike):
        return _opened(Path(source))
    if isinstance(source, pa.RecordBatch):
        return Batches(source.schema, iter([source]))
    if isinstance(source, pa.Table):
        return Batches(source.schema, iter(source.to_batches()))
    if isinstance(source, pa.RecordBatchReader):
        return Batches(source.schema, _told_without_values(source, source))
    if hasattr(source, "__arrow_c_stream__"):
        reader = _handed_over(source)
        return Batches(reader.schema, _told_without_values(reader, source))
    raise ConfigurationError(
        "ArrowGuard.decide takes a pyarrow Table, RecordBatch or RecordBatchReader, a frame that gives Arrow (Polars, "
        f"pandas, DuckDB), or a path, not {type(source).__name__}"
    )


def refuse_broken(batch: pa.RecordBatch, called: str) -> None:
    """Raise `InputError` for a batch that points to where it has nothing: a process that reads it may die of it.

    Text that is not UTF-8, and a number or a day that its type does not have, are left to the row.
    """
    try:
        for column in batch.columns:
            column.view(as_bytes(column.type)).validate(full=True)
    except pa.ArrowException as error:
        raise InputError(f"{called} can't be read any further: {_said(error)}") from None


def _handed_over(source: object) -> pa.RecordBatchReader:
    """Take the stream of another library's frame; raises `InputError` for one that is no table."""
    try:
        return pa.RecordBatchReader.from_stream(source)
    except Exception as error:  # noqa: BLE001  a frame runs code of its own here, such as a query
        raise _not_handed_over(source, error) from None


def _told_without_values(reader: pa.RecordBatchReader, source: object) -> Iterator[pa.RecordBatch]:
    try:
        yield from reader
    except (pa.ArrowException, OSError) as error:
        raise _not_handed_over(source, error) from None


def _not_handed_over(source: object, error: Exception) -> InputError:
    """Tell what another library can't give, in no words of its own, which may hold values of rows, as DuckDB's do."""
    of_column = isinstance(error, pa.ArrowException) and len(error.args) > 1  # pandas adds which column it is
    why = str(error.args[-1]) if of_column else type(error).__name__
    return InputError(
        f"the {type(source).__name__} can't be read as an Arrow table: {why}; give a frame whose columns are a "
        "payment's fields, each of one type"
    )


def _opened(path: Path) -> Batches:
    called = path.name or str(path)
    try:
        with path.open("rb") as file:
            start = file.read(len(_ARROW_FILE))
    except (OSError, ValueError) as error:  # a name that no file can have
        raise InputError(f"{called} can't be opened: {getattr(error, 'strerror', None) or error}") from None
    try:
        if start.startswith(_PARQUET):
            from pyarrow import parquet

            file = parquet.ParquetFile(path)
            return Batches(file.schema_arrow, file.iter_batches(ROWS_AT_ONCE), called, rows=file.metadata.num_rows)
        if start.startswith(_ARROW_FILE):
            reader = pa.ipc.open_file(pa.memory_map(str(path)))
            return Batches(reader.schema, map(reader.get_batch, range(reader.num_record_batches)), called)
        if start.startswith(_ARROW_STREAM):
            stream = pa.ipc.open_stream(pa.memory_map(str(path)))
            return Batches(stream.schema, iter(stream), called)
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{called} can't be read: {_said(error)}") from None
    raise InputError(f"{called} is neither Parquet nor Arrow")


def _said(error: Exception) -> str:
    """Give the first line of what Arrow says of a file's form; it holds no values of rows."""
    return str(error).partition("\n")[0].rstrip(".")[:200] or type(error).__name__
