"""`achguard show`: the records of a Nacha file and their fields, with names, columns and masked values."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from achguard.cli.arguments import Profile, day
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import told
from achguard.cli.page import page_of
from achguard.cli.sink import as_utf_8, sink
from achguard.errors import ConfigurationError, InputError

if TYPE_CHECKING:  # the reader is loaded when a file is looked at
    from achguard.nacha.placed_records import PlacedRecord
    from achguard.nacha.reader import NachaFile

_LOOKED_AT = 1 << 16  # bytes; a file that starts with more blanks than that is read to its end


class ShownAs(StrEnum):
    """How records are written."""

    TEXT = "text"
    JSON = "json"


@told
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A Nacha file; - is stdin.")],
    *,
    line: Annotated[int | None, typer.Option(metavar="N", min=1, help="Show the record of this line alone.")] = None,
    entry: Annotated[
        str | None,
        typer.Option(metavar="TRACE", help="Show the entry with this trace number, or id, and its addenda alone."),
    ] = None,
    format: Annotated[ShownAs, typer.Option(help="How to write the records.")] = ShownAs.TEXT,  # noqa: A002  the option's name
    profile: Annotated[
        Profile,
        typer.Option(help="Whose practice weighs problems: the rule book (strict), or what operators let pass."),
    ] = Profile.OPERATOR,
    as_of: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The day whose record layouts apply; today if not given."),
    ] = None,
    output: Annotated[
        str | None, typer.Option(metavar="PATH", help="Write to a file, which appears when it is complete.")
    ] = None,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show every field in full.")] = False,
) -> ExitCode:
    """Show the records of a Nacha file, field by field, with what is wrong with each.

    A file with problems is shown as far as it can be read. Account numbers, numbers of people and companies, and dates
    of birth are masked.
    """
    from achguard.cli.shown_records import as_json, as_text
    from achguard.intake.sniff import may_be_nacha
    from achguard.intake.source import STDIN, opened
    from achguard.nacha import read

    if line is not None and entry is not None:
        raise ConfigurationError("--line and --entry name one place each; leave one out")
    with opened(file) as source, sink(output, inputs=(file,)) as stream:
        name = source.name if file == STDIN else Path(file).name
        if not source.head(_LOOKED_AT).strip():
            raise InputError(f"{name} is empty")
        is_likely = may_be_nacha(source)
        read_file = read(source.path or source.rest(), profile=profile, as_of=as_of)
        if any(problem.type.name == "no-record" for problem in read_file.problems):
            raise InputError(f"{name} holds no record of a Nacha file")
        if not is_likely:
            raise InputError(f"{name} is not a Nacha file: none of its first lines is a record of one")
        chosen = _chosen(name, read_file, line, entry)
        if format is ShownAs.JSON:
            as_utf_8(stream).writelines(as_json(name, read_file, chosen, unmask=unmask))
        else:
            stream.writelines(as_text(name, read_file, chosen, page_of(stream), unmask=unmask))
    return ExitCode.ACCEPTED


def _chosen(name: str, file: "NachaFile", line: int | None, entry: str | None) -> "Iterator[PlacedRecord]":
    """Give the records that were asked for; raises `ConfigurationError` where there is none of them."""
    if line is not None:
        return _some(
            (each for each in file.records if each.covers(line)),
            f"{name} has no line {line:,}; its last is line {file.line_count:,}",
        )
    if entry is not None:
        wanted = entry.strip()
        return _some(
            (each for each in file.records if each.entry == wanted),
            f"{name} has no entry with this trace number; achguard show without --entry shows them all",
        )
    return file.records


def _some(found: "Iterator[PlacedRecord]", otherwise: str) -> "Iterator[PlacedRecord]":
    first = next(found, None)
    if first is None:
        raise ConfigurationError(otherwise)
    return _behind(first, found)


def _behind(first: "PlacedRecord", rest: "Iterator[PlacedRecord]") -> "Iterator[PlacedRecord]":
    yield first
    yield from rest
