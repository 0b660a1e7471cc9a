"""`achguard lists`: make sanctions lists ready, and say how old they are."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from achguard.cli.arguments import day, lists_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.page import Page, Style, page_of, visible
from achguard.cli.progress import working
from achguard.cli.sink import sink
from achguard.policy import Policy

if TYPE_CHECKING:
    from achguard.model.decision import ListVersion
    from achguard.sanctions.snapshot import Snapshot

lists = typer.Typer(
    help="Make sanctions lists ready, and say how old they are.", rich_markup_mode=None, no_args_is_help=True
)

_HEADINGS = ("list", "published", "dated by", "age", "entries", "sha256")
_ALIGNED_RIGHT = {"age", "entries"}
_DIGEST_SHOWN = 12
_PROBLEMS_SHOWN = 5


@lists.command("build")
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
        _table(stream, page, snapshot, _today())
    return ExitCode.ACCEPTED


@lists.command("status")
@told
def status(
    folder: Annotated[
        str | None,
        typer.Option("--lists", metavar="DIR", help="A built snapshot or list files; the installed one if not given."),
    ] = None,
) -> ExitCode:
    """Say which lists there are and how old they are.

    Leaves with 4 when they are missing, stale or unreadable.
    """
    snapshot, why_none = lists_of(folder)
    if snapshot is None:
        say(why_none)
        return ExitCode.LISTS
    today = _today()
    allowed = Policy.preset("us-domestic").screening.max_list_age_days
    with sink(None) as stream:
        _table(stream, page_of(stream), snapshot, today)
    stale = [version.list for version in snapshot.lists if (today - version.published).days > allowed]
    if stale:
        say(f"{', '.join(stale)}: older than {allowed} days; get the current files and build them again")
    return ExitCode.LISTS if stale else ExitCode.ACCEPTED


def _table(stream: TextIO, page: Page, snapshot: "Snapshot", today: dt.date) -> None:
    rows = [_HEADINGS, *(_row(version, today) for version in snapshot.lists)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    for number, row in enumerate(rows):
        cells = (
            cell.rjust(width) if heading in _ALIGNED_RIGHT else cell.ljust(width)
            for cell, width, heading in zip(row, widths, _HEADINGS, strict=True)
        )
        stream.write(page.set("  ".join(cells).rstrip(), Style.PLAIN if number else Style.DIM) + "\n")
    problems = snapshot.problems
    notes = [*problems[:_PROBLEMS_SHOWN]]
    if (more := len(problems) - _PROBLEMS_SHOWN) > 0:
        notes.append(f"and {more:,} more notes")
    stream.writelines(page.hung("note", visible(note), indent=8, label_style=Style.DIM) + "\n" for note in notes)


def _row(version: "ListVersion", today: dt.date) -> tuple[str, ...]:
    age = (today - version.published).days
    return (
        version.list + (" (partial)" if version.partial else ""),
        version.published.isoformat(),
        version.dated_by,
        f"{age:,} {'day' if age == 1 else 'days'}",
        f"{version.entries:,}",
        version.sha256.removeprefix("sha256:")[:_DIGEST_SHOWN],
    )


def _today() -> dt.date:
    return dt.date.today()  # noqa: DTZ011  a list's age goes by the local day
