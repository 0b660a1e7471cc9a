"""The folder that a split fills: it appears when everything is written, and replaces only what a split made."""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from achguard.errors import ConfigurationError
from achguard.model.decision import Outcome

REPORT = "report.json"
MADE_BY = "achguard split"

_PARTS = {f"{outcome.value}.ach" for outcome in Outcome}
_HEAD = 4096


@contextmanager
def filling(out: str, *, inputs: tuple[str, ...]) -> Iterator[Path]:
    """Give a folder to fill, readable by its owner alone, which becomes `out` when all went well.

    Raises `ConfigurationError` where `out` is a file or holds what no split made, and where it can't be written.
    """
    target = Path(os.path.realpath(out))
    try:
        _refuse_others(target, out)
        if any(target in Path(os.path.realpath(given)).parents for given in inputs):
            raise ConfigurationError(f"{out} holds an input; name another folder")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{out} can't be written: {_reason(error)}") from None
    part = target.with_name(f".{target.name}.{secrets.token_hex(8)}.part")
    try:
        part.mkdir(mode=0o700)  # inside, since an interruption may come as soon as it is there
        yield part
        _replace(target, part)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise ConfigurationError(f"{out} can't be written: {_reason(error)}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse_others(target: Path, out: str) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ConfigurationError(f"{out} is a file; name a folder that does not exist or is empty")
    names = {path.name for path in target.iterdir()}
    if names and not (names <= _PARTS | {REPORT} and _is_report(target / REPORT)):
        raise ConfigurationError(f"{out} holds other files; name a folder that does not exist or is empty")


def _is_report(path: Path) -> bool:
    """Say whether a report was written by a split: its first member says so."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return head.startswith(f'{{"made_by": {json.dumps(MADE_BY)}'.encode())


def _replace(target: Path, part: Path) -> None:
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    if target.exists():
        target.rename(old)
    try:
        part.rename(target)
    except OSError:
        with suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _reason(error: OSError | ValueError) -> str:
    return ((error.strerror if isinstance(error, OSError) else None) or "it is not a usable name").lower()
