"""How far the reading of an input has come, for whoever waits for its end."""

import os
from typing import BinaryIO


class ShareRead:
    """The share of an input that is read, as far as its size is known."""

    __slots__ = ("_rows", "_size", "_stream")

    def __init__(self) -> None:
        self._rows = 0
        self._size = 0
        self._stream: BinaryIO | None = None

    def follow(self, stream: BinaryIO) -> None:
        """Go by how far an open file is read; a packed one by its packed bytes."""
        self._stream, self._size = stream, os.fstat(stream.fileno()).st_size

    def count(self, rows: int) -> None:
        """Go by rows, of which there are so many; 0 where that is not known, and nothing else is."""
        self._rows, self._stream = rows, None

    def after(self, rows: int) -> float | None:
        """Give the share that is done behind so many rows [0 to 1]; None where it is not known."""
        if self._rows:
            return rows / self._rows
        if self._stream is None or self._stream.closed or not self._size:
            return None
        return self._stream.tell() / self._size
