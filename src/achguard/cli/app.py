"""The verbs, put together."""

from typing import Annotated

import typer

from achguard.cli.check import check
from achguard.cli.clear import clear
from achguard.cli.demo import demo
from achguard.cli.explain import explain
from achguard.cli.lists import lists
from achguard.cli.policy import policy
from achguard.cli.screen import screen
from achguard.cli.split import split

app = typer.Typer(
    help="Look at payments before they enter the US ACH network: accept, ask, redirect or hold.",
    epilog="Exit codes: 0 all accepted, 1 something was not, 2 usage, 3 unreadable input, "
    "4 lists missing, stale or unreadable; where several apply, the highest.",
    # Plain help reads the same in a terminal, a pipe and a screen reader.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)


def _version(asked: bool) -> None:  # noqa: FBT001  typer calls it with the option's value
    if asked:
        from achguard.package_files import version

        typer.echo(f"achguard {version()}")
        raise typer.Exit


@app.callback()
def _achguard(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


app.command()(demo)
app.command()(check)
app.command()(split)
app.command()(screen)
app.command()(clear)
app.add_typer(lists, name="lists")
app.command()(explain)
app.add_typer(policy, name="policy")
