"""Files that appear whole or not at all, are nobody's but their owner's before, and have one writer at a time."""

import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from stat import S_IMODE
from typing import BinaryIO, Final, TextIO

_OWNER_ONLY: Final = 0o600
_AS_THE_USER_HAS_IT: Final = 0o666
_WAIT_SECONDS: Final = 30.0
_LOOK_AGAIN_SECONDS: Final = 0.02


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Give a text stream, in UTF-8 with line feeds, whose file takes the place of `path` when the block ends well.

    A file that was there keeps its mode, a new one gets the mode that the user's new files have; a symbolic link stays
    one, and its target is replaced. Raises OSError, and ValueError for a name that no file can have.
    """
    with replacing_bytes(path) as binary:
        stream = TextIOWrapper(binary, encoding="utf-8", newline="\n")
        try:
            yield stream
        finally:
            stream.detach()


@contextmanager
def replacing_bytes(path: Path) -> Iterator[BinaryIO]:
    """Give a stream of bytes likewise; see `replacing`."""
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.{secrets.token_hex(8)}.part")
    mode = _mode(target, part.with_suffix(".mode"))
    try:
        # Inside, since an interruption may come as soon as it is there.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with open(handle, "wb") as stream:  # noqa: PTH123  a handle has no path
            yield stream
            stream.flush()
            os.fsync(handle)
        part.chmod(mode)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _mode(target: Path, probe: Path) -> int:
    """Give the mode of the file that is there, or else of a new one, which only making one tells in a thread."""
    with suppress(FileNotFoundError):
        return S_IMODE(target.stat().st_mode)
    handle = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _AS_THE_USER_HAS_IT)
    try:
        return S_IMODE(os.fstat(handle).st_mode)
    finally:
        os.close(handle)
        probe.unlink()


@contextmanager
def alone_at(path: Path) -> Iterator[None]:
    """Keep other processes that ask for the same from a file's folder while the block runs.

    Raises OSError where there is no such folder, and TimeoutError where another one has not let go in half a minute.
    """
    folder = Path(os.path.realpath(path)).parent
    if sys.platform == "win32":  # which locks no folders; there an empty file stays
        lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)
    else:
        lock = os.open(folder, os.O_RDONLY)
    try:
        last = time.monotonic() + _WAIT_SECONDS
        while not lock_now(lock):
            if time.monotonic() > last:
                raise TimeoutError(None, "another process is writing there")
            time.sleep(_LOOK_AGAIN_SECONDS)
        yield
    finally:
        os.close(lock)


def lock_now(lock: int) -> bool:
    """Lock an open file until it is closed or the process ends, however it ends; False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def settle(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can do that for a folder."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
