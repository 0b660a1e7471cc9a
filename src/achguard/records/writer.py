"""Writes a record: one writer at a time, nothing acknowledged before it is on the disk."""

import datetime as dt
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Final, Self, cast

from achguard.errors import RecordError
from achguard.event_log import logger_of
from achguard.model.given_path import shown_path
from achguard.records.chain import START, tie
from achguard.records.record_key import FILE, RecordKey
from achguard.records.segments import FORMAT, REACHED, Head, end_of, end_of_purged, lines_of, segments_of
from achguard.whole_file import lock_now, settle

_LOCK: Final = ".writing"
_OWNER_ONLY: Final = 0o700
_FILE_MODE: Final = 0o600
_CLOCK_MAY_LAG: Final = dt.timedelta(seconds=1)  # a time server sets a clock back by less

Clock = Callable[[], dt.datetime]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class RecordWriter:
    """Appends lines to a record, a folder with one file for each day in UTC.

    `write` returns when its lines are on the disk. What a writer that was killed left unfinished at the end of the last
    file is cut off when the next one opens it, and a line says so: nothing of it was acknowledged. Safe to share
    between threads; not between processes, of which one at a time may write.

    Raises `RecordError` where another process writes there, where the record is damaged at its end, and where the disk
    takes no more; the lines of that call are then not in the record.
    """

    def __init__(self, folder: Path, *, key: Path | None = None, clock: Clock = _now) -> None:
        self._folder = folder
        self._clock = clock
        self._turn = threading.Lock()
        self._process = os.getpid()
        self._file: int | None = None
        self._head = self._on_disk = Head("", 0, START)
        self._size = 0
        self._last: dt.datetime | None = None
        self._known_basis: set[str] = set()
        try:
            folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
            self._lock: int | None = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, _FILE_MODE)
        except OSError as error:
            raise self._failed("no record can be kept there", error) from None
        try:
            self._take_turn()
            self.key = RecordKey.made(key or folder / FILE)
            self._go_on()
        except BaseException as error:
            if isinstance(error, RecordError):
                logger_of("record").error("not opened: %s", error)
            self.close()
            raise
        logger_of("record").info(
            "%s: opened behind %s", shown_path(folder), self._head.segment or "nothing, as a new record"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> str | tuple[object, ...]:
        raise RecordError("a record has one writer; open one in the other process, for a folder of its own")

    def close(self) -> None:
        """Let the record go; the next writer seals the day's file when the day is over."""
        for handle in (self._file, self._lock):
            if handle is not None:
                os.close(handle)
        self._file = self._lock = None

    def write(self, lines: Iterable[tuple[Mapping[str, object], str | None]]) -> None:
        """Append lines, each with the basis that it rests on (JSON) or None, and return when they are on the disk."""
        if os.getpid() != self._process:
            raise RecordError(
                f"{shown_path(self._folder)}: was opened by another process, from which this one was forked; open a "
                "record of its own in each process"
            )
        with self._turn:
            if self._lock is None:
                raise RecordError(f"{shown_path(self._folder)}: this record is closed; open it again")
            now = self._clock()
            self._turn_page(now)
            known, last = self._known_basis.copy(), self._last
            try:
                self._append(self._texts(lines, now))
            except BaseException:
                self._known_basis, self._last, self._head = known, last, self._on_disk
                raise

    def _take_turn(self) -> None:
        if self._lock is None or not lock_now(self._lock):
            raise RecordError(
                f"{shown_path(self._folder)}: another process writes to this record; give each process its own folder"
            )

    # The lines of one call

    def _texts(self, lines: Iterable[tuple[Mapping[str, object], str | None]], now: dt.datetime) -> list[bytes]:
        texts: list[bytes] = []
        time = _written(now)
        if self._last is not None and now < self._last - _CLOCK_MAY_LAG:
            before = _written(self._last)
            texts.append(self._tied({"kind": "clock", "time": time, "before": before}))
            logger_of("record").warning(
                "%s: the clock went back, from %s to %s", shown_path(self._folder), before, time
            )
        self._last = now
        for said, basis in lines:
            if basis is None:
                texts.append(self._tied({**said, "time": time}))
                continue
            name = basis_name(basis)
            if name not in self._known_basis:
                texts.append(self._tied({"kind": "basis", "basis": name, "said": basis}))
                self._known_basis.add(name)
            texts.append(self._tied({**said, "time": time, "basis": name}))
        return texts

    def _tied(self, said: Mapping[str, object]) -> bytes:
        text, chain = tie({"n": self._head.lines + 1, **said}, self._head.chain)
        self._head = Head(self._head.segment, self._head.lines + 1, chain)
        return text

    def _append(self, texts: list[bytes]) -> None:
        """Have lines on the disk, or none of them; where not even that can be had, the record is closed."""
        content, file = b"".join(texts), cast(int, self._file)
        try:
            _write_all(file, content)
            os.fsync(file)
        except BaseException as error:
            self._head = self._on_disk
            try:
                os.ftruncate(file, self._size)
            except OSError:
                self.close()
            if isinstance(error, OSError):
                raise self._failed("the record can't be written, and nothing of this call is in it", error) from None
            raise
        self._size += len(content)
        self._on_disk = self._head
        self._note_reached()

    def _note_reached(self) -> None:
        """Say how far the file has come, so that one that is cut at the end of a line shows it."""
        text = f"{self._head.segment} {self._head.lines} {self._head.chain}\n".encode()
        try:
            handle = os.open(self._folder / REACHED, os.O_WRONLY | os.O_CREAT, _FILE_MODE)
            try:
                # One line of about a hundred bytes, never shorter than the last within a day: it is whole or it is old.
                os.pwrite(handle, text, 0)
                os.ftruncate(handle, len(text))
            finally:
                os.close(handle)
        except OSError as error:
            raise self._failed("the record can't be written", error) from None

    # From day to day

    def _go_on(self) -> None:
        """Open the last file where its writer left it, or be ready for the first one."""
        segments = segments_of(self._folder)
        if not segments:
            self._head = self._on_disk = end_of_purged(self._folder)
            return
        last, left = segments[-1], _left(segments[-1])
        if left.key not in {None, self.key.name}:
            raise RecordError(
                f"{shown_path(self._folder)}: its digests are under the key {left.key}, and this one is "
                f"{self.key.name}; give the file of the other key, or record in a new folder"
            )
        self._known_basis, self._last = left.basis, left.last
        if left.lines:
            self._head = self._on_disk = Head(last.stem, left.lines, left.chain)
        else:
            self._head = self._on_disk = _end_before(self._folder, segments)
        if left.is_sealed:
            return
        try:
            size = last.stat().st_size
            self._file = os.open(last, os.O_WRONLY | os.O_APPEND)
            # A line that was not finished, and so not acknowledged.
            self._size = last.read_bytes().rfind(b"\n") + 1 if left.is_cut else size
            os.ftruncate(self._file, self._size)
        except OSError as error:
            raise self._failed("the record can't be gone on with", error) from None
        if left.is_cut:
            opening = [] if left.lines else [self._opening(last.stem)]
            cut = size - self._size
            self._append([*opening, self._tied({"kind": "cut", "bytes": cut, "time": _written(self._clock())})])
            logger_of("record").warning(
                "%s: %d bytes of a line that was not finished, and of no decision that was given, were cut off",
                shown_path(last),
                cut,
            )

    def _turn_page(self, now: dt.datetime) -> None:
        """Have the day's file open; the one before is sealed. A clock that went back stays on its page."""
        day = now.astimezone(dt.UTC).date().isoformat()
        if self._file is not None and self._head.segment >= day:
            return
        if self._file is None and self._head.segment >= day:
            # Sealed already, by a clock that was ahead: the record goes on under the next day.
            day = (dt.date.fromisoformat(self._head.segment) + dt.timedelta(days=1)).isoformat()
        if self._file is not None:
            self._append([self._tied({"kind": "seal", "lines": self._head.lines + 1, "time": _written(now)})])
            logger_of("record").info(
                "%s: sealed %s with %d lines", shown_path(self._folder), self._head.segment, self._head.lines
            )
            os.close(self._file)
            self._file = None
        try:
            self._file = os.open(
                self._folder / f"{day}.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, _FILE_MODE
            )
        except OSError as error:
            raise self._failed(f"the file of {day} can't be made", error) from None
        self._size = 0
        try:
            self._append([self._opening(day)])
            settle(self._folder)
        except BaseException:
            # Without its first line the file is none; the next call makes it anew.
            if self._file is not None:
                os.close(self._file)
                self._file = None
            (self._folder / f"{day}.jsonl").unlink(missing_ok=True)
            raise

    def _opening(self, day: str) -> bytes:
        follows = self._head
        self._head = Head(day, 0, follows.chain)
        self._known_basis = set()
        return self._tied(
            {
                "kind": "segment",
                "format": FORMAT,
                "segment": day,
                "follows": follows.segment or None,
                "key": self.key.name,
            }
        )

    def _failed(self, what: str, error: OSError) -> RecordError:
        return RecordError(f"{shown_path(self._folder)}: {what} ({error.strerror})")


def basis_name(basis: str) -> str:
    """Name a basis, as JSON, by its digest: `sha256:` and 64 hexadecimal digits."""
    return "sha256:" + sha256(basis.encode()).hexdigest()


def _written(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _read_time(text: object) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None


def _write_all(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


@dataclass(slots=True)
class _Left:
    """How the last file was left."""

    lines: int = 0
    """Whole ones."""
    chain: str = ""
    is_sealed: bool = False
    is_cut: bool = False
    """Whether it ends in the middle of a line."""
    key: object = None
    """The name of its key; None where its first line was not finished."""
    basis: set[str] = field(default_factory=set)
    last: dt.datetime | None = None


def _left(segment: Path) -> _Left:
    """Read how a file was left; raises `RecordError` for one that is damaged, behind which nothing can stand."""
    left = _Left()
    for line in lines_of(segment, ""):
        if line.is_cut:
            left.is_cut = True
            break
        if line.said is None or line.chain is None:
            raise RecordError(
                f"{shown_path(segment)} line {line.number}: is damaged, so that nothing can follow it; look with "
                "achguard records verify, keep this folder as it is, and record in a new one"
            )
        left.lines, left.chain, left.is_sealed = line.number, line.chain, line.kind == "seal"
        if line.kind == "segment":
            left.key = line.said.get("key")
        elif line.kind == "basis":
            left.basis.add(str(line.said.get("basis")))
        left.last = _read_time(line.said.get("time")) or left.last
    return left


def _end_before(folder: Path, segments: list[Path]) -> Head:
    """Give the end of the file before the last one."""
    return end_of_purged(folder) if len(segments) == 1 else end_of(segments[-2])[0]
