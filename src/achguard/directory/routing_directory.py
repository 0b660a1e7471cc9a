"""The FedACH directory as a table in memory, looked up by routing number."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from achguard.directory.entry import DirectoryEntry
from achguard.directory.reading import Row, entry_of, read_rows
from achguard.errors import ConfigurationError, DirectoryFormatError
from achguard.identifiers.routing_number import normalize
from achguard.model.given_path import path_of, shown_path


class RoutingDirectory:
    """A FedACH directory: immutable, safe to share between threads, and pickled as its path and digest.

    Open one with `RoutingDirectory.open(path)`.
    """

    __slots__ = ("_path", "_rows", "_sha256")

    _path: Path
    _sha256: str
    _rows: Mapping[str, Row]

    def __init__(self, path: Path, sha256: str, rows: Mapping[str, Row]) -> None:
        object.__setattr__(self, "_path", path)
        object.__setattr__(self, "_sha256", sha256)
        object.__setattr__(self, "_rows", MappingProxyType(dict(rows)))

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> "RoutingDirectory":
        """Read a FedACH directory: the fixed-width text of 155 characters a row, or the Reserve Banks' JSON.

        The content tells which it is. Raises DirectoryFormatError if the file is absent or is neither, naming the file,
        the line and what to do.
        """
        absolute = Path(os.path.abspath(path_of(path, DirectoryFormatError)))  # noqa: PTH100 - resolve() would follow links, which may move later
        try:
            data = absolute.read_bytes()
        except FileNotFoundError:
            raise DirectoryFormatError(
                f"routing directory {shown_path(absolute)} not found; give the path of a downloaded FedACH directory"
            ) from None
        except OSError as error:
            raise DirectoryFormatError(
                f"routing directory {shown_path(absolute)} can't be read: {error.strerror}"
            ) from None
        return cls(absolute, hashlib.sha256(data).hexdigest(), read_rows(data, str(absolute)))

    @property
    def path(self) -> Path:
        """The file, as an absolute path."""
        return self._path

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, in hexadecimal."""
        return self._sha256

    def find(self, routing_number: str | None) -> DirectoryEntry | None:
        """Give the entry of a routing number, or None if the directory has none."""
        row = self._rows.get(normalize(routing_number))
        return None if row is None else entry_of(row)

    def successor(self, entry: DirectoryEntry) -> DirectoryEntry | None:
        """Give the entry that a retired number leads to in the end, or None if it leads nowhere or in a circle."""
        seen = {entry.routing_number}
        current = entry
        while current.new_routing_number is not None:
            if current.new_routing_number in seen:
                return None
            following = self.find(current.new_routing_number)
            if following is None:
                return None
            seen.add(following.routing_number)
            current = following
        return None if current is entry else current

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, routing_number: object) -> bool:
        return isinstance(routing_number, str) and normalize(routing_number) in self._rows

    def __repr__(self) -> str:
        return f"RoutingDirectory({str(self._path)!r}, {len(self)} routing numbers, sha256={self._sha256[:12]}...)"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a RoutingDirectory can't be changed")

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return reopen, (str(self._path), self._sha256)


def reopen(path: str, sha256: str) -> RoutingDirectory:
    """Open the directory that was pickled; raises ConfigurationError if the file has changed since."""
    directory = RoutingDirectory.open(path)
    if directory.sha256 != sha256:
        raise ConfigurationError(f"routing directory {path} has changed since it was opened; open it again")
    return directory
