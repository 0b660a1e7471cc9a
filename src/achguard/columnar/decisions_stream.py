"""Decisions as an Arrow stream, which is whole behind each batch and can be gone on with, and then a Parquet file."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from achguard.columnar.arrow import pa
from achguard.columnar.decided_rows import Said
from achguard.columnar.decisions_file import DecisionsFile, batch_of_said
from achguard.errors import ConfigurationError
from achguard.model.decision import Basis

_PACKED: Final = pa.ipc.IpcWriteOptions(compression="zstd")
"""Decisions repeat each other: packed they take a fiftieth of the disk."""


class DecisionsStream:
    """Adds decisions to an open file, behind those that are there."""

    def __init__(self, file: BinaryIO, basis: Basis) -> None:
        self._file = file
        self._basis = basis
        self._is_begun = os.fstat(file.fileno()).st_size > 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Add decisions that have the decision schema."""
        head = len(batch.schema.serialize())
        into = pa.BufferOutputStream()
        # Without its end, which would end the stream.
        pa.ipc.new_stream(into, batch.schema, options=_PACKED).write_batch(batch)
        self._file.write(memoryview(into.getvalue())[head if self._is_begun else 0 :])
        self._is_begun = True

    def write_said(self, numbers: Sequence[int], said: Sequence[Said]) -> None:
        """Add what is said of rows, whose numbers may have gaps."""
        self.write(batch_of_said(numbers, said, self._basis))

    def close(self) -> None:
        """Leave it as it is: it may be gone on with."""


def as_parquet(stream: Path, out: BinaryIO, basis: Basis) -> None:
    """Write the decisions of a stream as they would have been written at once; `basis` is told where there are none.

    Raises `ConfigurationError` for a stream that is damaged.
    """
    written = DecisionsFile(out, basis)
    for batch in _batches(stream):
        written.write(batch)
    written.close()


def _batches(stream: Path) -> Iterator[pa.RecordBatch]:
    if not stream.stat().st_size:
        return
    with stream.open("rb") as source:
        try:
            yield from pa.ipc.open_stream(source)
        except (pa.ArrowException, OSError):  # the latter for what is cut off
            raise ConfigurationError(f"{stream.name} is damaged; remove it to begin anew") from None
