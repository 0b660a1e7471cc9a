"""Where results go: standard output, or a file that appears whole or not at all."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from achguard.errors import ConfigurationError

STDOUT = "-"


@contextmanager
def sink(output: str | None, *, inputs: tuple[str, ...] = ()) -> Iterator[TextIO]:
    """Open standard output (None or `-`), or a file that replaces what was there only when everything is written.

    Raises `ConfigurationError` for a place that can't be written to, and for one of the inputs.
    """
    if output is None or output == STDOUT:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # A character that the terminal's encoding lacks must not stop a run.
            sys.stdout.reconfigure(errors="backslashreplace", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    for given in inputs:
        if Path(given).exists() and Path(output).exists() and Path(given).samefile(output):
            raise ConfigurationError(f"{output} is an input; write to another file")
    with _replacing(Path(output)) as stream:
        yield stream


def as_utf_8(stream: TextIO) -> TextIO:
    """Make a stream write UTF-8 whatever the terminal's encoding: what programs read is always UTF-8."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8")
    return stream


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    target = Path(os.path.realpath(path))
    try:
        # A device or a pipe is written to, not replaced.
        direct = target.exists() and not target.is_file()
        part = target if direct else target.with_name(f".{target.name}.{os.getpid()}.part")
        stream = part.open("w" if direct else "x", encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} can't be written: {_reason(error)}") from None
    try:
        with stream:
            yield stream
        if not direct:
            part.replace(target)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise ConfigurationError(f"{path} can't be written: {_reason(error)}") from None
    finally:
        if not direct:
            part.unlink(missing_ok=True)


def _reason(error: OSError | ValueError) -> str:
    return ((error.strerror if isinstance(error, OSError) else None) or "it is not a usable name").lower()
