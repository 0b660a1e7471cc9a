"""A lock on a file, which ends with the process that holds it, however that ends."""

import sys
from typing import IO


def taken(file: IO[bytes]) -> bool:
    """Lock a file until it is closed or the process ends, however it ends; False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
