"""`achguard lists status`: which lists there are, and how old they are."""

import datetime as dt
from typing import Annotated

import typer

from achguard.cli.arguments import day, lists_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.lists_table import local_day, stale, write_table
from achguard.cli.page import page_of
from achguard.cli.sink import sink


@told
def status(
    folder: Annotated[
        str | None,
        typer.Option("--lists", metavar="DIR", help="A built snapshot or list files; the installed one if not given."),
    ] = None,
    as_of: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The day by which ages are counted; today if not given."),
    ] = None,
) -> ExitCode:
    """Say which lists there are and how old they are.

    Opening them compares every file with its digest. Exits with 4 when they are missing, stale or unreadable.
    """
    snapshot, why_none = lists_of(folder)
    if snapshot is None:
        say(why_none)
        return ExitCode.LISTS
    today = as_of or local_day()
    with sink(None) as stream:
        write_table(stream, page_of(stream), snapshot, today)
    if old := stale(snapshot, today):
        say(f"{old}; get the current files with `achguard lists update`, or build them again")
        return ExitCode.LISTS
    return ExitCode.ACCEPTED
