"""Snapshots that were built from official files on the way, kept for the next time."""

import datetime as dt
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from achguard.errors import SnapshotError
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored import places, snapshot_folder

MOST_KEPT: Final = 8
"""Snapshots that are kept, those that were asked for last: of OFAC's lists each takes some 30 MB."""


class SnapshotCache:
    """A folder of snapshots by what their files hold *and* by the lists' dates.

    So a list is never found there under another date, or in another's place.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """The folder itself."""

    def of(self, files: Path, *, published: dt.date | None = None, partial: bool = False) -> Snapshot:
        """Open the snapshot of official files, which is built where it is not there yet, and lets older ones go.

        Where the cache cannot be written the snapshot stays in memory. Raises ListFormatError as `Snapshot.from_files`
        does.
        """
        from achguard.sanctions.sources import any_format

        key = any_format.cache_key(files, published=published, partial=partial)
        kept = self.folder / key
        if snapshot_folder.is_snapshot(kept):
            try:
                if snapshot_folder.read(kept).made_from == key:
                    snapshot = Snapshot.open(kept)
                    with suppress(OSError):
                        os.utime(kept)
                    return snapshot
            except SnapshotError:
                pass
            shutil.rmtree(kept, ignore_errors=True)
        snapshot = Snapshot.from_files(files, published=published, partial=partial)
        if any_format.cache_key(files, published=published, partial=partial) != key:
            return snapshot  # the files changed while they were read
        try:
            built = snapshot.keep(kept, key)
        except SnapshotError:
            return snapshot
        self._let_go()
        return built

    def _let_go(self) -> None:
        """Remove all but those that were asked for last."""
        with suppress(OSError):
            kept = [each for each in self.folder.iterdir() if snapshot_folder.is_snapshot(each)]
            for old in sorted(kept, key=lambda each: each.stat().st_mtime, reverse=True)[MOST_KEPT:]:
                snapshot_folder.remove(old)


def build(
    *files_or_folders: str | Path, out: str | Path, published: dt.date | None = None, partial: bool = False
) -> Snapshot:
    """Build official list files into a snapshot folder and open it; see `Snapshot.from_files` and `Snapshot.build`."""
    return Snapshot.from_files(*files_or_folders, published=published, partial=partial).build(out)


def open_or_build(
    path: str | Path, *, cache: str | Path | None = None, published: dt.date | None = None, partial: bool = False
) -> Snapshot:
    """Open a built snapshot, or read official files, which are built into the user's cache once.

    See `SnapshotCache`. Raises SnapshotError or ListFormatError as `Snapshot.open` and `Snapshot.from_files` do.
    """
    folder = Path(path)
    if folder.is_dir() and snapshot_folder.is_snapshot(folder):
        return Snapshot.open(folder)
    kept = Path(cache) if cache is not None else places.cache_folder()
    return SnapshotCache(kept / "snapshots").of(folder, published=published, partial=partial)
