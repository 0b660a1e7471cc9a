"""Where results go: standard output, or a file that appears whole or not at all."""

import io
import os
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from achguard.cli.stopping import Stopped
from achguard.errors import ConfigurationError
from achguard.intake.sniff import is_nacha_record
from achguard.sanctions.stored import snapshot_folder
from achguard.whole_file import replacing

STDOUT = "-"

# Characters whose bytes in UTF-8 a pipe takes all or none of: PIPE_BUF of Linux is 4,096.
_PIECE = 1024

# The largest file that is looked into for what it is; a policy or a file of clearances has some kilobytes.
_LOOKED_INTO = 4 * 1024 * 1024


@contextmanager
def sink(output: str | None, *, inputs: Iterable[str | None] = ()) -> Iterator[TextIO]:
    """Open standard output (None or `-`), or a file that replaces what was there only when everything is written.

    `inputs` are the files and folders that the run reads; None is one that was not given. Raises `ConfigurationError`
    for a place that can't be written to, for an input, and for a file that achguard reads: a policy, clearances, a
    part of built or downloaded lists, a Nacha file.
    """
    if output is None or output == STDOUT:
        with _standard_output() as stream:
            yield stream
        return
    with _file(output, target_of(output, inputs)) as stream:
        yield stream


def target_of(output: str, inputs: Iterable[str | None]) -> Path:
    """Give the file of an output; raises `ConfigurationError` for an input, and for a file that achguard reads."""
    target = Path(os.path.realpath(output))
    for given in inputs:
        if given is not None and is_part_of(target, given):
            raise ConfigurationError(f"{output} is an input; write to another file")
    if why := _why_kept(target):
        raise ConfigurationError(f"{output} {why}; write to another file")
    return target


def as_utf_8(stream: TextIO) -> TextIO:
    """Make a stream write UTF-8 whatever the terminal's encoding: what programs read is always UTF-8."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8")
    return stream


def write_all(stream: TextIO, text: str) -> None:
    """Write a text of any length whole, also where a signal comes meanwhile.

    Python's unbuffered streams (`PYTHONUNBUFFERED`) lose the rest of a long text of which the system took a part.
    """
    if not isinstance(getattr(stream, "buffer", None), io.RawIOBase):
        stream.write(text)
        return
    stream.writelines(text[start : start + _PIECE] for start in range(0, len(text), _PIECE))


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    if sys.stdout is None:
        raise ConfigurationError("standard output is closed; open it, or write to a file")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A character that the terminal's encoding lacks must not stop a run.
        sys.stdout.reconfigure(errors="backslashreplace", newline="\n")
    with telling("standard output", paths=False):
        yield sys.stdout
        sys.stdout.flush()


@contextmanager
def _file(output: str, target: Path) -> Iterator[TextIO]:
    with telling(output):
        if target.exists() and not target.is_file():
            # A device or a pipe is written to, not replaced.
            with target.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
        else:
            try:
                with replacing(target) as stream:
                    yield stream
            except Stopped as stopped:
                stopped.how_far += f"; {output} was not written"
                raise


@contextmanager
def telling(place: str, *, paths: bool = True) -> Iterator[None]:
    """Tell what can't be written; an error about a path is none of a stream that is open already."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None and not paths:
            raise
        raise ConfigurationError(
            f"{place} can't be written: {(error.strerror or 'it is not a file').lower()}"
        ) from None


def is_part_of(target: Path, given: str) -> bool:
    """Say whether a file is an input under whatever name, or lies in a folder that is one."""
    try:
        path = Path(os.path.realpath(given))
        return path in (target, *target.parents) or (path.is_file() and target.exists() and path.samefile(target))
    except (OSError, ValueError):
        return False


def _why_kept(target: Path) -> str | None:
    """Say, in a clause, as what a file is not replaced; None for one that may be."""
    try:
        if not target.is_file():
            return None
        if any(map(snapshot_folder.is_snapshot, (target.parent, *target.parents[1:3]))):
            return "is a part of a folder of lists"
        if target.stat().st_size > _LOOKED_INTO:
            return None
        content = target.read_bytes()
        if is_nacha_record(content):
            return "is a Nacha file"
        return "is a policy or another file of settings" if tomllib.loads(content.decode()) else None
    except (OSError, ValueError, RecursionError):
        return None
