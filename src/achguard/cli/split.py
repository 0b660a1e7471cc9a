"""`achguard split`: a Nacha file into one file per outcome, and a report."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from achguard.cli.arguments import Profile, day
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.formats import Format, writer_of
from achguard.cli.guards import guards_of
from achguard.cli.part_folder import REPORT, filling
from achguard.cli.progress import counting
from achguard.cli.results import Problems, Tally
from achguard.cli.sink import sink
from achguard.cli.split_run import Written, split_into
from achguard.cli.stopping import Stopped


@told
def split(  # noqa: PLR0913  each argument is an option
    file: Annotated[str, typer.Argument(metavar="FILE.ach", help="A Nacha file; - is stdin.")],
    *,
    out: Annotated[str, typer.Option(metavar="DIR", help="The folder to make, with a file per outcome and a report.")],
    lists: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="A built snapshot, or a folder of official list files as downloaded."),
    ] = None,
    directory: Annotated[
        str | None, typer.Option(metavar="FEDACH", help="A FedACH routing directory, as text or JSON.")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(metavar="FILE|PRESET", help="A policy in TOML, or a preset's name; nacha-file if not given."),
    ] = None,
    as_of: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The day whose law and list ages apply; today if not given."),
    ] = None,
    returns: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE.ach", help="A Nacha file of returns or notifications of change; may be repeated."),
    ] = None,
    profile: Annotated[
        Profile,
        typer.Option(
            help="Whose practice weighs problems of a Nacha file: the rule book (strict), or what operators let pass."
        ),
    ] = Profile.OPERATOR,
    clearances: Annotated[
        str | None, typer.Option(metavar="FILE", help="Hits that people cleared, as `achguard clear` writes them.")
    ] = None,
    unmask: Annotated[
        bool, typer.Option("--unmask", help="Show account numbers and IBANs of findings in full.")
    ] = False,
) -> ExitCode:
    """Write a Nacha file's entries into one valid file per outcome, with rebuilt controls, and a report.

    An entry that could not be written into a valid file is in the report, as it is in the input.
    """
    guards = guards_of(policy, lists, directory, returns, clearances, as_of=as_of, unmask=unmask, decided=(file,))
    tally = Tally()
    problems: list[Problems] = []
    with filling(out, inputs=(file,)) as folder, sink(None) as stream:
        with counting("Entries decided:", stream) as one_more:
            try:
                written = split_into(folder, file, guards, tally, problems.append, one_more, profile=profile)
            except Stopped as stopped:
                stopped.how_far = f" after {_entries(tally.rows)} of {Path(file).name}; {out} was not written"
                raise
        writer = writer_of(Format.TEXT, stream, guards.ingredients, guards.payments.basis)
        for found in problems:
            tally.has_file_errors |= found.has_errors
            writer.problems(found)
        stream.writelines(f"{line}\n" for line in _written(written, Path(out)))
        writer.end(tally)
    code = ExitCode.ACCEPTED
    if trouble := guards.why_no_lists or ", ".join(tally.list_troubles):
        say(f"{trouble}; every payment is held")
        code = ExitCode.LISTS
    return max(code, tally.exit_code)


def _written(written: Written, out: Path) -> list[str]:
    from achguard.model.inert_text import visible

    lines = [
        f"{visible(str(out / part.file))}: {_entries(part.totals.entries)}, "
        f"debits {_dollars(part.totals.debit)}, credits {_dollars(part.totals.credit)}"
        for part in written.parts.values()
    ]
    if written.verbatim:
        report = visible(str(out / REPORT))
        lines.append(f"{report}: {_entries(written.verbatim)} that can't be written into a valid file")
    return lines


def _entries(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def _dollars(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02}"
