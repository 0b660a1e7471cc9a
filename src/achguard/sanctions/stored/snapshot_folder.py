"""A built snapshot on disk: a manifest and the files that it names by their digests, never half of them."""

import datetime as dt
import glob
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final, get_args

from achguard.clock import is_to_come
from achguard.errors import SnapshotError
from achguard.model.given_path import shown_path
from achguard.sanctions.listed.entity_store import PARTS, TO_COMPARE, Entities, EntitiesInFiles, parts_of
from achguard.sanctions.listed.list_dates import NEVER_OLD, DatedBy
from achguard.sanctions.stored import confirmation
from achguard.sanctions.stored.listing import Listing
from achguard.whole_file import lock_now, settle

FORMAT: Final = 3
"""Version of the layout; a snapshot of another one is built anew."""

MANIFEST: Final = "manifest.json"
VERSIONS: Final = "versions"
POINTER: Final = "current"
"""A file that names, relative to its folder, the one version of an installation that is in force."""

INDEX: Final = "index-names"
"""The part that holds the index of names, where a snapshot has one; without it the index is made in memory."""

PARTIES: Final = "index-parties"
"""The part that holds which entries of several lists are one party; without it that is worked out in memory."""

_BUILDING_SUFFIX: Final = ".building"
_LOCK: Final = ".at-work"
_JUST_BEGUN_SECONDS: Final = 60.0
_SEAL: Final = "digest"
_TIMES_TO_READ: Final = 20  # a rebuild takes longer than an opening, so that two in a row are rare
_VERSION: Final = re.compile(r"[0-9]{6,}-[0-9]{4}-[0-9]{2}-[0-9]{2}-([0-9a-f]{16})")
_SUFFIX: Final = {"entities": "jsonl"}
_DATED_BY: Final[Mapping[object, DatedBy]] = {each: each for each in get_args(DatedBy)}
_DIGITS: Final = 16
_REBUILD: Final = "build it again with `achguard lists build`"


@dataclass(frozen=True, slots=True)
class Opened:
    """A snapshot as it lies in a folder, whole and unchanged."""

    folder: Path
    """The folder of the manifest; in an installation the version's own, which never changes."""
    entities: EntitiesInFiles
    listings: tuple[Listing, ...]
    digest: str
    """`sha256:` and the digest of the manifest, which names every other digest."""
    parts: Mapping[str, mmap]
    """What the files hold, by the name of the part, memory-mapped; `index-...` are the index's."""
    made_from: str | None
    """Which files a snapshot in a cache was made from; None elsewhere."""


def is_snapshot(folder: Path) -> bool:
    """Say whether a folder holds a built snapshot, or is an installation with a version in force."""
    return (version_in_force(folder) / MANIFEST).is_file()


def version_in_force(folder: Path) -> Path:
    """Give the version that an installation's pointer names; any other folder as it is."""
    try:
        named = (folder / POINTER).read_text(encoding="utf-8").split("\n", 1)[0]
    except (OSError, ValueError):
        return folder
    version = folder / VERSIONS / Path(named).name
    return version if Path(named).name else folder


def write(
    folder: Path,
    entities: Entities,
    lists: Sequence[Listing],
    index: Mapping[str, bytes] | None = None,
    *,
    made_from: str | None = None,
) -> str:
    """Write a snapshot and return the digest of its manifest; the same entities and lists give the same bytes.

    `index` are further parts to keep beside the entities, by names that start with `index-`. `made_from` names the
    files that a snapshot in a cache was made from. A folder that holds a
    snapshot goes over to the new one in a single step; one that holds anything else raises SnapshotError, and so does
    a place that cannot be written, and a list of a day after tomorrow.
    """
    _refuse_to_come(folder, lists)
    parts = {**parts_of(entities), **(index or {})}
    names = {part: f"{part}-{_sha256(content)[:_DIGITS]}.{_SUFFIX.get(part, 'bin')}" for part, content in parts.items()}
    manifest: dict[str, object] = {
        "format": FORMAT,
        "made_from": made_from,
        "entities": len(entities),
        "files": {
            part: {"file": names[part], "bytes": len(content), "sha256": f"sha256:{_sha256(content)}"}
            for part, content in parts.items()
        },
        "lists": [
            {
                "list": each.list,
                "published": each.published.isoformat(),
                "dated_by": each.dated_by,
                "entries": each.entries,
                "sha256": each.sha256,
                "partial": each.partial,
                "problems": [*each.problems],
                "without": [*each.without],
            }
            for each in sorted(lists, key=lambda each: each.list)
        ],
    }
    text = (json.dumps(sealed(manifest), indent=1, sort_keys=True) + "\n").encode()
    try:
        _put(folder, {names[part]: content for part, content in parts.items()}, text)
    except OSError as error:
        raise SnapshotError(
            f"{folder}: the snapshot cannot be written ({error.strerror or error}); choose another place"
        ) from None
    return f"sha256:{_sha256(text)}"


def read(folder: Path) -> Opened:
    """Open a snapshot: every file is compared with its digest, and entities are decoded when somebody asks for them.

    Raises SnapshotError, with what to do, for a folder without a snapshot, of another format, or changed since it was
    built.
    """
    for _ in range(_TIMES_TO_READ):
        version, text = _manifest_in_force(folder)
        try:
            return _read(version, text)
        except SnapshotError:
            # Another one may have taken its place meanwhile, whose files are other ones.
            if (version, text) == _manifest_in_force(folder):
                raise
    raise SnapshotError(f"{folder}: is being replaced again and again; try again later")


def sealed(manifest: Mapping[str, object]) -> dict[str, object]:
    """Give a manifest with the digest of all that it says, without which it is not opened."""
    said = {key: value for key, value in manifest.items() if key != _SEAL}
    return {**said, _SEAL: f"sha256:{_sha256(json.dumps(said, sort_keys=True).encode())}"}


def _read(folder: Path, text: bytes) -> Opened:
    try:
        manifest = json.loads(text)
        version = manifest["format"]
        if version != FORMAT:
            raise SnapshotError(f"{folder}: is a snapshot of format {version}, not {FORMAT}; {_REBUILD}")
        if sealed(manifest) != manifest or not _is_named_so(folder, text):
            raise SnapshotError(f"{folder}: its {MANIFEST} was changed since it was built; {_REBUILD}")
        lists = tuple(_listing(each) for each in manifest["lists"])
        files = {str(part): entry for part, entry in manifest["files"].items()}
        to_compare = _Later(folder, files.pop(TO_COMPARE)).content if TO_COMPARE in files else None
        parts = {part: _part(folder, entry) for part, entry in files.items()}
        rows, offsets, keys = (parts[part] for part in PARTS)
        entities = EntitiesInFiles(rows, offsets, keys, to_compare)
        made_from = manifest["made_from"]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise SnapshotError(f"{folder}: its {MANIFEST} is damaged; {_REBUILD}") from None
    except OSError as error:
        raise SnapshotError(f"{folder}: its data cannot be read ({error.strerror}); {_REBUILD}") from None
    _refuse_to_come(folder, lists)
    counted = sum(each.entries for each in lists)
    if len(entities) != counted or not lists:
        raise SnapshotError(f"{folder}: holds {len(entities)} entities where its lists count {counted}; {_REBUILD}")
    if folder.parent.name == VERSIONS:
        lists = confirmation.with_confirmations(folder.parent.parent, lists)
    return Opened(folder, entities, lists, f"sha256:{_sha256(text)}", parts, made_from)


def _refuse_to_come(folder: Path, lists: Sequence[Listing]) -> None:
    if late := [each for each in lists if is_to_come(each.published)]:
        raise SnapshotError(
            f"{folder}: its list {late[0].list} is dated {late[0].published}, {NEVER_OLD}; check the clock, or "
            f"{_REBUILD}"
        )


def lists_named(folder: Path) -> tuple[str, ...]:
    """Give the names of the lists of a snapshot of any format, also of one that can't be opened."""
    try:
        return tuple(str(each["list"]) for each in json.loads(_manifest_in_force(folder)[1])["lists"])
    except (SnapshotError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def version_name(number: int, lists: Sequence[Listing], manifest: str) -> str:
    """Name a version of an installation: its number, the day of its newest list, and its manifest's digest."""
    day = max(each.published for each in lists)
    return f"{number:06d}-{day.isoformat()}-{manifest.removeprefix('sha256:')[:_DIGITS]}"


def _is_named_so(folder: Path, text: bytes) -> bool:
    """Say whether a version of an installation still has the manifest that its name tells the digest of."""
    named = _VERSION.fullmatch(folder.name) if folder.parent.name == VERSIONS else None
    return named is None or named[1] == _sha256(text)[:_DIGITS]


def _manifest_in_force(folder: Path) -> tuple[Path, bytes]:
    version = version_in_force(folder)
    return version, _manifest(version)


def digest(folder: Path) -> str:
    """Digest the manifest of a built snapshot, which names every other digest. Raises SnapshotError without one."""
    return f"sha256:{_sha256(_manifest(folder))}"


def remove(folder: Path) -> None:
    """Remove a snapshot so that nobody takes a half-removed one for a whole one: its manifest goes first."""
    with suppress(OSError):
        (folder / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def put_file(path: Path, content: bytes) -> None:
    """Write a file that is on the disk when this returns. Raises OSError."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _manifest(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError as error:
        if not folder.is_dir():
            raise SnapshotError(f"{shown_path(folder)}: no such folder; {_REBUILD}") from None
        official = any(item.suffix.lower() in {".csv", ".xml", ".json", ".jsonl"} for item in folder.iterdir())
        way = (
            "it holds list files as downloaded: use Snapshot.from_files, or"
            if official
            else f"{MANIFEST} cannot be read ({error.strerror});"
        )
        raise SnapshotError(f"{folder}: is not a built snapshot; {way} {_REBUILD}") from None


class _Later:
    """A file that is mapped when the snapshot is opened, and compared with its digest when it is first read."""

    def __init__(self, folder: Path, entry: Mapping[str, object]) -> None:
        self._folder, self._entry = folder, entry
        self._mapped = _mapped(folder, entry)
        self._is_whole = False

    def content(self) -> mmap:
        """Give what the file holds. Raises SnapshotError where it was changed since it was built."""
        if not self._is_whole:
            self._is_whole = _whole(self._folder, self._mapped, self._entry) is self._mapped
        return self._mapped


def _part(folder: Path, entry: Mapping[str, object]) -> mmap:
    return _whole(folder, _mapped(folder, entry), entry)


def _mapped(folder: Path, entry: Mapping[str, object]) -> mmap:
    with (folder / Path(str(entry["file"])).name).open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        content = mmap(file.fileno(), 0, access=ACCESS_READ) if size else None
    if content is None or size != entry["bytes"]:
        raise _changed(folder)
    return content


def _whole(folder: Path, content: mmap, entry: Mapping[str, object]) -> mmap:
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != entry["sha256"]:
        raise _changed(folder)
    return content


def _changed(folder: Path) -> SnapshotError:
    return SnapshotError(f"{folder}: its data was changed or cut off since it was built; {_REBUILD}")


def _put(folder: Path, files: Mapping[str, bytes], manifest: bytes) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if (folder / POINTER).exists():
        raise SnapshotError(f"{folder}: `achguard lists update` keeps its lists there; give another folder")
    if folder.is_dir() and any(folder.iterdir()) and not is_snapshot(folder):
        raise SnapshotError(f"{folder}: holds other files; give a new folder, or one with a built snapshot")
    _clear_left_over(folder)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=_BUILDING_SUFFIX, dir=folder.parent))
    lock = (beside / _LOCK).open("wb")
    try:
        lock_now(lock.fileno())
        beside.chmod(0o755)
        for name, content in (*files.items(), (MANIFEST, manifest)):
            put_file(beside / name, content)
        if folder.is_dir():
            # A file's name is its digest, so old and new lie side by side until the manifest goes over.
            for name in (*files, MANIFEST):
                (beside / name).replace(folder / name)
            for old in folder.iterdir():
                if _is_part(old.name) and old.name not in files:
                    old.unlink(missing_ok=True)
        else:
            (beside / _LOCK).unlink()
            beside.rename(folder)
        settle(folder)
        settle(folder.parent)
    finally:
        lock.close()
        shutil.rmtree(beside, ignore_errors=True)


def _clear_left_over(folder: Path) -> None:
    """Remove what builds of this folder left beside it that were ended from outside: nobody holds their lock."""
    for each in folder.parent.glob(f".{glob.escape(folder.name)}.*{_BUILDING_SUFFIX}"):
        with suppress(OSError):
            if not (each / _LOCK).exists():
                # One that has just begun, or is just about to take its place, has no lock either.
                if time.time() - each.stat().st_mtime > _JUST_BEGUN_SECONDS:
                    shutil.rmtree(each, ignore_errors=True)
                continue
            with (each / _LOCK).open("rb") as file:
                is_left = lock_now(file.fileno())
            if is_left:
                shutil.rmtree(each, ignore_errors=True)


def _is_part(name: str) -> bool:
    return name.startswith((*(f"{part}-" for part in (*PARTS, TO_COMPARE)), "index-"))


def _listing(row: dict[str, object]) -> Listing:
    problems, without = row["problems"], row["without"]
    return Listing(
        list=str(row["list"]),
        published=dt.date.fromisoformat(str(row["published"])),
        dated_by=_DATED_BY[row["dated_by"]],
        entries=int(str(row["entries"])),
        sha256=str(row["sha256"]),
        partial=bool(row["partial"]),
        problems=tuple(map(str, problems)) if isinstance(problems, list) else (),
        without=tuple(map(str, without)) if isinstance(without, list) else (),
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
