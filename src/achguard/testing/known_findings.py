"""A baseline: findings of recorded files that are known and accepted as they are, a line of JSON each."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from achguard.errors import ConfigurationError
from achguard.model.given_path import shown_path

NEVER_KNOWN: Final = "SAN"
"""The family that no baseline may hold: a party that may be sanctioned is looked at by a person, each time."""


class Known(NamedTuple):
    """A finding, by where it is, which rule says it, and a digest of how; never what stands there."""

    file: str
    """The file, relative to the root of the tests, with slashes."""
    line: int
    """The line of the entry, or of the problem, from 1."""
    code: str
    """The code of the rule or problem."""
    at: str
    """The field or place, empty where there is none."""
    seen: str = ""
    """A digest of what a report shows, the strength and the masked value; empty in a row that takes any."""

    def is_in(self, rows: frozenset["Known"]) -> bool:
        """Whether a baseline has the finding, or has it whatever is seen there."""
        return self in rows or self._replace(seen="") in rows

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.code}{f' at {self.at}' if self.at else ''}"


def may_be_known(code: str) -> bool:
    """Whether a finding of this rule may be in a baseline."""
    return not code.startswith(NEVER_KNOWN)


def digest_of(*shown: str | None) -> str:
    """Give a digest of what a report shows of a finding; what is masked in it stays so, since it goes in masked."""
    return hashlib.sha256("\n".join(each or "" for each in shown).encode("utf-8", "replace")).hexdigest()[:16]


def load(path: Path) -> frozenset[Known]:
    """Read a baseline; raises `ConfigurationError` for what is none, and for a finding about sanctions in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(
            f"the baseline {shown_path(path)} can't be read; make one with --achguard-write-baseline"
        ) from None
    return frozenset(_rows(path, text.splitlines()))


def save(path: Path, known: Iterable[Known]) -> None:
    """Write a baseline, sorted, whole or not at all; raises `ConfigurationError` where it can't be written."""
    lines = [json.dumps(each._asdict()) + "\n" for each in sorted(known)]
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_text("".join(lines), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise ConfigurationError(
            f"the baseline {shown_path(path)} can't be written: {error.strerror or 'it is no file'}"
        ) from None


def _rows(path: Path, lines: Iterable[str]) -> Iterator[Known]:
    for number, line in enumerate(lines, 1):
        where = f"{shown_path(path)}:{number}"
        try:
            row = json.loads(line)
            known = Known(**row)
        except (ValueError, TypeError, RecursionError):
            raise ConfigurationError(f"{where} is no known finding; a line has file, line, code and at") from None
        texts = (known.file, known.code, known.at, known.seen)
        if not (type(known.line) is int and all(isinstance(each, str) for each in texts)):
            raise ConfigurationError(f"{where} is no known finding; line is a whole number, and the others are text")
        if not may_be_known(known.code):
            raise ConfigurationError(
                f"{where} holds {known.code}: a finding about sanctions is never known, and fails each time"
            )
        yield known
