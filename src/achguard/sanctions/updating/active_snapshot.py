"""A folder of installed lists: versions that never change, and one small file that says which of them is in force."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from achguard.errors import SnapshotError
from achguard.model.given_path import path_of
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored import confirmation, snapshot_folder
from achguard.sanctions.stored.listing import Listing
from achguard.whole_file import lock_now, settle

VERSIONS_KEPT: Final = 5
"""Versions that stay for replaying earlier decisions, the one in force among them."""

_LOCK, _VERSIONS, _FETCHED, _WORK = ".lock", snapshot_folder.VERSIONS, "fetched", ".work-"


class Installation:
    """A folder that `achguard lists update` keeps.

    It holds `versions/NUMBER-DAY-DIGEST/`, each a built snapshot; `current`, which names the one in force and goes
    over in a single step; `confirmed.json`, which says when each list was last known to be the current one; and
    `fetched/`, the publishers' files as they came last.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = path_of(folder, SnapshotError)
        """The folder itself."""

    def snapshot(self) -> Snapshot | None:
        """Open the snapshot in force; None where there is none. Raises SnapshotError where it is damaged."""
        return Snapshot.open(self.folder) if snapshot_folder.is_snapshot(self.folder) else None

    def last_good(self) -> Snapshot | None:
        """Open the newest version that is whole, for a new one to be compared with; None where there is none."""
        for version in reversed(self.versions()):
            with suppress(SnapshotError):
                return Snapshot.open(version)
        return None

    def versions(self) -> tuple[Path, ...]:
        """Give the versions that are kept, the oldest first."""
        with suppress(OSError):
            return tuple(sorted(each for each in (self.folder / _VERSIONS).iterdir() if _number(each)))
        return ()

    def fetched(self, list_name: str, file: str) -> Path:
        """Give the place of a publisher's file as it came last."""
        return self.folder / _FETCHED / list_name / file

    @contextmanager
    def at_work(self) -> Iterator[Path]:
        """Keep every other update out and give a folder to work in, which is gone afterwards.

        Raises SnapshotError where another update is at work, and where the folder cannot be written to or is not one
        for installed lists.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._refuse_others()
            held = (self.folder / _LOCK).open("ab")
        except OSError as error:
            raise SnapshotError(
                f"{self.folder}: cannot be written to ({error.strerror}); give another folder"
            ) from None
        with held:
            if not lock_now(held.fileno()):
                raise SnapshotError(f"{self.folder}: another update is at work there; wait for it")
            self._clear()
            work = Path(tempfile.mkdtemp(prefix=_WORK, dir=self.folder))
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)

    def install(self, snapshot: Snapshot, work: Path) -> Snapshot:
        """Put a snapshot in force, and let the oldest versions go; to be called at work.

        Whenever the process ends, either the earlier snapshot or this one is in force, whole. Raises SnapshotError
        where the folder cannot be written to.
        """
        made = work / "version"
        snapshot.build(made)
        digest = snapshot_folder.digest(made)
        now = snapshot_folder.version_in_force(self.folder)
        before = self.last_good()
        self._confirm((*snapshot.listings, *(before.listings if before is not None else ())), work)
        if now != self.folder and now.name == snapshot_folder.version_name(_number(now), snapshot.listings, digest):
            with suppress(SnapshotError):  # a version that was damaged is made anew
                return Snapshot.open(now)
        number = max((_number(each) for each in self.versions()), default=0) + 1
        version = self.folder / _VERSIONS / snapshot_folder.version_name(number, snapshot.listings, digest)
        pointer = work / snapshot_folder.POINTER
        try:
            version.parent.mkdir(exist_ok=True)
            made.rename(version)
            settle(version.parent)
            opened = Snapshot.open(version)
            snapshot_folder.put_file(pointer, f"{_VERSIONS}/{version.name}\n".encode())
            pointer.replace(self.folder / snapshot_folder.POINTER)
            settle(self.folder)
        except OSError as error:
            raise SnapshotError(f"{self.folder}: cannot be written to ({error.strerror}); make room for it") from None
        for old in self.versions()[:-VERSIONS_KEPT]:
            snapshot_folder.remove(old)
        return opened

    def _confirm(self, listings: Sequence[Listing], work: Path) -> None:
        """Record when lists were confirmed, those in force too: until the new ones are, they are what is opened."""
        # Of a list whose files did not change, what was learnt last comes last.
        newest = sorted(listings, key=lambda each: each.confirmed or dt.date.min)
        beside = work / confirmation.FILE
        try:
            snapshot_folder.put_file(beside, confirmation.record_of(newest))
            beside.replace(self.folder / confirmation.FILE)
        except OSError as error:
            raise SnapshotError(f"{self.folder}: cannot be written to ({error.strerror}); make room for it") from None

    def _refuse_others(self) -> None:
        if (self.folder / snapshot_folder.MANIFEST).exists():
            raise SnapshotError(f"{self.folder}: holds a snapshot that was built there; give another folder")
        ours = {_LOCK, _VERSIONS, _FETCHED, snapshot_folder.POINTER, confirmation.FILE}
        if others := [each.name for each in self.folder.iterdir() if each.name not in ours and _WORK not in each.name]:
            raise SnapshotError(f"{self.folder}: holds other files, such as {others[0]}; give a folder of its own")

    def _clear(self) -> None:
        """Remove what an update left that was ended from outside: its work, and versions that never were in force."""
        for each in self.folder.glob(f"{_WORK}*"):
            shutil.rmtree(each, ignore_errors=True)
        try:
            confirmation.with_confirmations(self.folder, ())
        except SnapshotError:
            (self.folder / confirmation.FILE).unlink(missing_ok=True)
        versions, now = self.versions(), snapshot_folder.version_in_force(self.folder)
        for each in versions:
            if (now in versions and each > now) or not snapshot_folder.is_snapshot(each):
                snapshot_folder.remove(each)


def _number(version: Path) -> int:
    head = version.name.partition("-")[0]
    return int(head) if head.isdecimal() and head.isascii() else 0
