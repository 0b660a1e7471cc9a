"""`achguard lists build`: make a folder that opens at once of official list files."""

import datetime as dt
from typing import Annotated

import typer

from achguard.cli.arguments import day
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import told
from achguard.cli.lists_table import local_day, write_table
from achguard.cli.page import page_of
from achguard.cli.progress import working
from achguard.cli.sink import sink
from achguard.model.inert_text import visible


@told
def build(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Official list files as downloaded, or their folders.")
    ],
    *,
    out: Annotated[str, typer.Option(metavar="DIR", help="The folder to make.")],
    published: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The lists' date, where the files have none."),
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Take a set without its aliases or addresses; every decision says so.")
    ] = False,
) -> ExitCode:
    """Build official list files into a folder that opens at once."""
    from achguard.sanctions.snapshot import Snapshot

    with working("Building the lists"):
        snapshot = Snapshot.from_files(*files, published=published, partial=partial).build(out)
    with sink(None) as stream:
        page = page_of(stream)
        stream.write(f"Built {visible(out)}\n")
        write_table(stream, page, snapshot, local_day())
    return ExitCode.ACCEPTED
