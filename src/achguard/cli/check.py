"""`achguard check`: decide the payments of files."""

import datetime as dt
from pathlib import Path
from typing import Annotated, TextIO

import typer

from achguard.cli.arguments import day, directory_of, lists_of, policy_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import code_of, say, told
from achguard.cli.formats import Format, Ingredients, Writer, writer_of
from achguard.cli.progress import counting
from achguard.cli.results import Tally, decided
from achguard.cli.sink import sink
from achguard.errors import InputError
from achguard.guard import Guard
from achguard.intake import read


@told
def check(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Payments as JSON Lines, JSON or CSV, told by content; - is stdin."),
    ],
    *,
    lists: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="A built snapshot, or a folder of official list files as downloaded."),
    ] = None,
    directory: Annotated[
        str | None, typer.Option(metavar="FEDACH", help="A FedACH routing directory, as text or JSON.")
    ] = None,
    policy: Annotated[
        str, typer.Option(metavar="FILE|PRESET", help="A policy in TOML, or a preset's name.")
    ] = "us-domestic",
    as_of: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The day whose law and list ages apply; today if not given."),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to write the decisions.")] = Format.TEXT,  # noqa: A002  the option's name
    output: Annotated[
        str | None, typer.Option(metavar="PATH", help="Write to a file, which appears when it is complete.")
    ] = None,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show account numbers and IBANs in full.")] = False,
) -> ExitCode:
    """Decide the payments of files: accept, ask, redirect or hold.

    Every row gets one decision, in the order of the input. Without lists, or with stale ones, every payment is held.
    """
    chosen = policy_of(policy)
    snapshot, why_none = lists_of(lists)
    routing = directory_of(directory)
    ingredients = Ingredients(
        policy=chosen.name,
        as_of=as_of or dt.date.today(),  # noqa: DTZ011  as the guard: the local day
        lists=snapshot.lists if snapshot is not None else (),
        directory_rows=len(routing) if routing is not None else None,
        directory_codes=frozenset(chosen.directory.codes) if not chosen.directory.required else frozenset(),
    )
    guard = Guard(chosen, snapshot, routing, as_of=ingredients.as_of, unmask=unmask)
    with sink(output, inputs=tuple(files)) as stream:
        tally, code = _run(files, guard, writer_of(format, stream, ingredients), stream)
    if trouble := why_none or ", ".join(tally.list_troubles):
        say(f"{trouble}; every payment is held")
        code = ExitCode.LISTS
    return max(code, tally.exit_code)


def _run(files: list[str], guard: Guard, writer: Writer, stream: TextIO) -> tuple[Tally, ExitCode]:
    """Decide file after file; one that can't be read is told and the others go on."""
    tally = Tally()
    code = ExitCode.ACCEPTED
    writer.begin()
    with counting("Payments decided:", stream) as one_more:
        for file in files:
            try:
                for result in decided(_name(file), read(file), guard):
                    tally.count(result)
                    writer.write(result)
                    one_more()
            except InputError as error:
                say(str(error))
                code = max(code, code_of(error))
    writer.end(tally)
    return tally, code


def _name(file: str) -> str:
    return file if file == "-" else Path(file).name
