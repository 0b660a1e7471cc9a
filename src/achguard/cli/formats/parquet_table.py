"""Parquet: a table of decisions, for data frames and engines."""

from typing import TYPE_CHECKING, BinaryIO, Final

from achguard.cli.formats.file_problems import say_problems
from achguard.cli.results import Decided, Problems, Result, Tally
from achguard.model.decision import Basis

if TYPE_CHECKING:  # needs pyarrow
    from achguard.cli.portion_writing import Written
    from achguard.columnar.decided_rows import Said

_AT_ONCE: Final = 16_384
"""Results that are made a batch."""


class ParquetTable:
    """Writes a row a payment, in the order of the input; `basis` is told where no row has a decision.

    `is_part` has it write a stream that can be gone on with, and becomes a table when it is whole. Raises
    `MissingExtraError` where pyarrow is not installed.
    """

    def __init__(self, file: BinaryIO, basis: Basis, *, is_part: bool = False) -> None:
        from achguard.columnar.decisions_file import DecisionsFile
        from achguard.columnar.decisions_stream import DecisionsStream

        self._file = DecisionsStream(file, basis) if is_part else DecisionsFile(file, basis)
        self._numbers: list[int] = []
        self._said: list[Said] = []

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Write one row, with others."""
        from achguard.columnar.decided_rows import Unread

        self._numbers.append(result.row)
        self._said.append(result.decision if isinstance(result, Decided) else Unread(result.errors))
        if len(self._said) == _AT_ONCE:
            self._write()

    def write_portion(self, written: "Written") -> None:
        """Write the rows of many results."""
        self._write()
        for batch in written.batches:
            self._file.write(batch)

    def problems(self, problems: Problems) -> None:
        """Say them on stderr: the table has rows of payments alone."""
        say_problems(problems)

    def end(self, tally: Tally) -> None:
        """Write the rows that are left, and the end of the table."""
        self._write()
        self._file.close()

    def _write(self) -> None:
        if self._said:
            self._file.write_said(self._numbers, self._said)
            self._numbers, self._said = [], []
