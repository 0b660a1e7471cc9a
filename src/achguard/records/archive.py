"""Lists kept by content: each version once, most of them as what changed, to decide again by years later."""

import json
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from achguard.errors import RecordError
from achguard.model.decision import ListVersion
from achguard.model.given_path import path_of, shown_path
from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.listed.entity_row import entity_of
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored.listing import Listing
from achguard.whole_file import alone_at, replacing_bytes, settle

FORMAT: Final = 1

CHANGES_IN_A_ROW: Final = 60
"""Versions that are kept as changes before one is kept whole again.

A list of 15,000 entries takes half a megabyte whole and a day's changes some kilobytes (benchmarks/archive.py), and the
last of sixty is still read within seconds.
"""

_NAME: Final = re.compile(r"(?P<number>[0-9]{6,})-(?P<day>[0-9-]{10})-(?P<digest>[0-9a-f]{16})\.xz", re.ASCII)
_LIST: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,60}", re.ASCII)
_DIGITS: Final = 16
_OLD_ONES_READ: Final = 4

Rows = dict[str, bytes]
"""What a list says: each entry's row, as a snapshot stores it, by its publisher's number."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of a list in an archive."""

    list: str
    """The list's short name, such as ofac-sdn."""
    sha256: str
    """Digest of the files that it was read from, as decisions name it in their basis."""
    published: str
    """Its date, as YYYY-MM-DD, as it was known when it was kept."""
    entries: int
    path: Path
    """Its file."""
    bytes: int
    """The size of its file."""

    @property
    def in_words(self) -> str:
        """What was kept, in a phrase."""
        return f"kept {self.list} of {self.published}, {self.bytes:,} bytes"


@dataclass(frozen=True, slots=True)
class Damage:
    """A version that can't be had from an archive."""

    list: str
    path: Path
    what: str
    """What is wrong, in one sentence."""


@dataclass(frozen=True, slots=True)
class _Version:
    """The file of a version, read."""

    said: dict[str, object]
    gone: tuple[str, ...]
    put: Rows


class Archive:
    """A folder of list versions, a folder for each list and a file for each version, which never changes.

    A version is found by the digest that a decision's basis names. Whenever a process ends, a version is there whole or
    not at all. Raises `RecordError` for what can't be read or written.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = path_of(folder, RecordError)
        """The folder itself; it is made when a version is added."""
        self._rows = lru_cache(maxsize=_OLD_ONES_READ)(self._read_rows)

    def __repr__(self) -> str:
        return f"Archive({shown_path(self.folder)})"

    def add(self, snapshot: Snapshot) -> tuple[Kept, ...]:
        """Keep each list of a snapshot that can't be had yet, and give those; a part of a list is its own version.

        One that is damaged, or builds on a version that is missing, is kept again.
        """
        by_list: dict[str, Rows] = {each.list: {} for each in snapshot.listings}
        for row in snapshot.rows():
            said = json.loads(row)
            by_list[said["list"]][said["uid"]] = bytes(row)
        added = []
        for listing in snapshot.listings:
            rows = by_list[listing.list]
            folder = self.folder / _checked_name(listing.list)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                with alone_at(folder / "any"):
                    if not self._has(listing):
                        added.append(self._keep(listing, rows, folder))
            except OSError as error:
                raise RecordError(f"{shown_path(folder)}: can't be written ({error.strerror})") from None
        return tuple(added)

    def versions(self) -> Iterator[Kept]:
        """Yield every version, list by list, the oldest first."""
        for folder in self._folders():
            for path in self._files(folder):
                said = self._read(path).said
                yield Kept(
                    folder.name,
                    str(said["sha256"]),
                    str(said["published"]),
                    int(str(said["entries"])),
                    path,
                    path.stat().st_size,
                )

    def snapshot(self, lists: Iterable[ListVersion]) -> Snapshot:
        """Give the lists that a decision rests on, `decision.basis.lists`, as they were known when it was made.

        Raises `RecordError`, which names them, for versions that the archive does not have or that are damaged.
        """
        lists = tuple(lists)
        entities = [entity_of(row) for each in lists for row in self._rows_of(each).values()]
        listings = self.listings(lists)
        return Snapshot(entities, listings, ("archived", (str(self.folder.absolute()),), listings))

    def entity(self, version: ListVersion, uid: str) -> ListedEntity | None:
        """Give an entry by its publisher's number as a version has it; None where that version has none.

        Raises `RecordError` for a version that the archive does not have or that is damaged.
        """
        row = self._rows_of(version).get(uid)
        return entity_of(row) if row is not None else None

    def listings(self, lists: Iterable[ListVersion]) -> tuple[Listing, ...]:
        """Give what was known of lists when a decision was made with them, in order of their names."""
        return tuple(sorted(map(self._listing, lists), key=lambda each: each.list))

    def _listing(self, version: ListVersion) -> Listing:
        said = self._read(self._path(version)).said
        return Listing(
            version.list,
            version.published,
            version.dated_by,
            version.entries,
            version.sha256,
            version.partial,
            tuple(map(str, _listed(said.get("problems")))),
            version.without,
            version.confirmed,
            version.fetched,
        )

    def _rows_of(self, version: ListVersion) -> Rows:
        return self._rows(self._path(version))

    def _has(self, listing: Listing) -> bool:
        try:
            return self._find(listing.list, listing.sha256, listing.entries) is not None
        except RecordError:
            return False

    def _path(self, version: ListVersion) -> Path:
        if (path := self._find(version.list, version.sha256, version.entries)) is None:
            raise RecordError(
                f"{shown_path(self.folder)}: has no {version.list} of {version.published} ({version.sha256}); keep "
                "each version with achguard lists archive, or lists update --archive"
            )
        return path

    def damages(self) -> Iterator[Damage]:
        """Read every version, and yield those that can't be had, with the reason; one that was kept again can."""
        for folder in self._folders():
            for path in self._files(folder):
                try:
                    self._rows(path)
                except RecordError as error:
                    if not self._is_kept_again(path):
                        yield Damage(folder.name, path, str(error))

    def _is_kept_again(self, path: Path) -> bool:
        try:
            said = self._read(path).said
            return self._find(path.parent.name, str(said["sha256"]), int(str(said["entries"]))) is not None
        except RecordError:
            return False

    # A version's file

    def _keep(self, listing: Listing, rows: Rows, folder: Path) -> Kept:
        files = self._files(folder)
        before = files[-1] if files else None
        old: Rows = {}
        in_a_row = 0
        if before is not None:
            try:
                old, in_a_row = self._rows(before), int(str(self._read(before).said["in_a_row"])) + 1
            except RecordError:  # a damaged version is nothing to build on; `damages` tells of it
                before = None
        if in_a_row > CHANGES_IN_A_ROW:
            before, old, in_a_row = None, {}, 0
        gone = sorted(old.keys() - rows.keys())
        put = [row for uid, row in sorted(rows.items()) if old.get(uid) != row]
        said = {
            "format": FORMAT,
            "list": listing.list,
            "sha256": listing.sha256,
            "published": listing.published.isoformat(),
            "dated_by": listing.dated_by,
            "entries": listing.entries,
            "partial": listing.partial,
            "without": [*listing.without],
            "problems": [*listing.problems],
            "rows": digest_of_rows(rows),
            "after": before.name if before is not None else None,
            "in_a_row": in_a_row if before is not None else 0,
            "gone": gone,
        }
        content = lzma.compress(json.dumps(said).encode() + b"\n" + b"".join(put))
        number = 1 + max((int(each.name.partition("-")[0]) for each in files), default=0)
        digest = listing.sha256.removeprefix("sha256:")[:_DIGITS]
        path = folder / f"{number:06d}-{listing.published.isoformat()}-{digest}.xz"
        with replacing_bytes(path) as stream:
            stream.write(content)
        settle(folder)
        return Kept(listing.list, listing.sha256, listing.published.isoformat(), listing.entries, path, len(content))

    def _read_rows(self, path: Path) -> Rows:
        """Give what a version says, from the last whole one before it on."""
        way, at, seen = [self._read(path)], path, {path}
        while (after := way[-1].said.get("after")) is not None:
            at = at.with_name(Path(str(after)).name)
            if at in seen:
                raise RecordError(f"{_shown(path)}: is damaged: it builds on itself")
            seen.add(at)
            way.append(self._read(at))
        rows: Rows = {}
        for version in reversed(way):
            for uid in version.gone:
                rows.pop(uid, None)
            rows |= version.put
        if digest_of_rows(rows) != way[0].said.get("rows"):
            raise RecordError(f"{_shown(path)}: is not what was kept; a version that it builds on was changed")
        return rows

    def _read(self, path: Path) -> _Version:
        try:
            head, *lines = lzma.decompress(path.read_bytes()).split(b"\n")
            said = json.loads(head)
            put = {str(json.loads(line)["uid"]): line + b"\n" for line in lines if line}
            if said["format"] != FORMAT:
                raise RecordError(f"{_shown(path)}: is of format {said['format']}, not {FORMAT}")
            if not isinstance(said["entries"], int) or not {"sha256", "published"} <= said.keys():
                raise RecordError(f"{_shown(path)}: is damaged: it does not say which version it is")
            return _Version(said, tuple(map(str, said["gone"])), put)
        except FileNotFoundError:
            raise RecordError(f"{_shown(path)}: is missing, and later versions build on it") from None
        except (OSError, lzma.LZMAError, EOFError, ValueError, KeyError, TypeError, RecursionError):
            raise RecordError(f"{_shown(path)}: is damaged or can't be read") from None

    def _find(self, list_name: str, digest: str, entries: int) -> Path | None:
        folder, wanted = self.folder / list_name, digest.removeprefix("sha256:")[:_DIGITS]
        if not _LIST.fullmatch(list_name):
            return None
        trouble: RecordError | None = None
        for path in (each for each in self._files(folder) if each.name.endswith(f"-{wanted}.xz")):
            try:
                said = self._read(path).said
                if (said["sha256"], said["entries"]) == (digest, entries):
                    self._rows(path)
                    return path
            except RecordError as error:  # it may have been kept again
                trouble = error
        if trouble is not None:
            raise trouble
        return None

    def _folders(self) -> list[Path]:
        try:
            return sorted(each for each in self.folder.iterdir() if each.is_dir() and _LIST.fullmatch(each.name))
        except OSError as error:
            raise RecordError(f"{shown_path(self.folder)}: no archive can be read there ({error.strerror})") from None

    def _files(self, folder: Path) -> list[Path]:
        return sorted(each for each in folder.glob("*.xz") if _NAME.fullmatch(each.name)) if folder.is_dir() else []


def digest_of_rows(rows: Rows) -> str:
    """Digest what a list says, whatever its order."""
    return "sha256:" + sha256(b"".join(row for _, row in sorted(rows.items()))).hexdigest()


def _shown(path: Path) -> str:
    """Show a version's file also where it is missing: its name is a list's day and digest, and nobody's number."""
    return f"{shown_path(path.parent)}/{path.name}" if _NAME.fullmatch(path.name) else shown_path(path)


def _checked_name(list_name: str) -> str:
    if not _LIST.fullmatch(list_name):
        raise RecordError("a list's name is of lower-case letters, digits and dashes")
    return list_name


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
