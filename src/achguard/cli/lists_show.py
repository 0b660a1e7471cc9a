"""`achguard lists show`: one entry of a list, whole."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from achguard.cli.arguments import lists_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.listed_entry import entity_of, entry_lines, entry_row
from achguard.cli.page import page_of
from achguard.cli.sink import as_utf_8, sink
from achguard.model.inert_text import inert_json


class EntryFormat(StrEnum):
    """A format of an entry."""

    TEXT = "text"
    """For people."""
    JSON = "json"
    """For programs."""


@told
def show(
    uid: Annotated[str, typer.Argument(metavar="UID", help="The publisher's number of the entry, as a hit tells it.")],
    *,
    list_name: Annotated[
        str | None, typer.Option("--list", metavar="LIST", help="The entry's list, where two have the number.")
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option("--lists", metavar="DIR", help="A built snapshot or list files; the installed one if not given."),
    ] = None,
    format: Annotated[EntryFormat, typer.Option(help="How to write the entry.")] = EntryFormat.TEXT,  # noqa: A002  the option's name
) -> ExitCode:
    """Show an entry with all its names, birth dates, countries and numbers, as its publisher publishes them.

    It is the listed party's data, and not the payor's; nothing of it is masked.
    """
    snapshot, why_none = lists_of(folder)
    if snapshot is None:
        say(why_none)
        return ExitCode.LISTS
    entity = entity_of(snapshot, uid, list_name)
    with sink(None) as stream:
        if format is EntryFormat.JSON:
            row = json.dumps(entry_row(snapshot, entity), ensure_ascii=False)
            as_utf_8(stream).write(inert_json(row) + "\n")
        else:
            stream.writelines(f"{line}\n" for line in entry_lines(page_of(stream), snapshot, entity))
    return ExitCode.ACCEPTED
