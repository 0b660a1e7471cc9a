"""The names that `achguard screen` is asked about, from its arguments and from a file, in portions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from achguard.errors import InputError
from achguard.intake.source import opened

T = TypeVar("T")

PORTION = 4096  # names screened at a time: enough for the bulk path to gain, few enough to hold


@dataclass(frozen=True, slots=True)
class Named:
    """One name that was asked about."""

    number: int
    """Its place: the arguments from 1, then the lines of the file."""
    name: str = field(repr=False)
    """The name as given."""


def names_of(arguments: Iterable[str], file: str | None) -> Iterator[Named]:
    """Yield the names given as arguments, then those of a file (`-` is standard input), one a line.

    Blank lines are passed over, and counted. Raises `InputError` for a file that can't be read, or holds no name, and
    at a line that is not UTF-8.
    """
    number = 0
    for name in arguments:
        number += 1
        yield Named(number, name)
    if file is None:
        return
    for line, name in texts_of(file):
        yield Named(number + line, name)


def texts_of(file: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file (`-` is standard input) that are not blank, each with its number from 1.

    Raises `InputError` for a file that can't be read, or holds no name, and at a line that is not UTF-8.
    """
    found = False
    with opened(file) as source:
        for number, line in enumerate(source.lines(), 1):
            try:
                text = line.content.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                at = line.offset + error.start
                raise InputError(f"{source.name} is not UTF-8 text: byte {at:,} is wrong; save it as UTF-8") from None
            if line.too_long:
                raise InputError(f"{source.name} has a line that is too long at byte {line.offset:,}")
            if text.strip():
                found = True
                yield number, text
    if not found:
        raise InputError(f"{file} holds no names")


def portions(names: Iterator[T]) -> Iterator[list[T]]:
    """Cut names, or what has one, into portions."""
    while portion := list(islice(names, PORTION)):
        yield portion
