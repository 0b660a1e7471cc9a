"""The verbs, put together: each one is loaded when it is asked for, since one needs little of what another does."""

from functools import cache
from importlib import import_module
from typing import Annotated, Final, cast

import typer
from typer.core import TyperCommand, TyperGroup

VERBS: Final = (
    *("demo", "check", "show", "split", "screen", "rescreen", "clear", "clearances"),
    *("explain", "lists", "policy", "records", "replay"),
)
"""Each names a module here and the function, or the verbs below it, that the module is for; in the order of help."""


class _Verbs(TyperGroup):
    """The verbs by name; help and a name that is mistyped load all of them."""

    def list_commands(self, ctx: object) -> list[str]:
        """Name the verbs."""
        return list(VERBS)

    def get_command(self, ctx: object, cmd_name: str) -> TyperCommand | TyperGroup | None:
        """Load a verb."""
        if cmd_name in VERBS:
            return _loaded(cmd_name)
        self.commands.update({verb: _loaded(verb) for verb in VERBS})  # a mistyped name is compared with them
        return None


app = typer.Typer(
    cls=_Verbs,
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


def declared(verb: str) -> typer.Typer:
    """Give an app of one verb, or of the verbs below it, as its module declares it."""
    of_module = getattr(import_module(f"achguard.cli.{verb}"), verb)
    if isinstance(of_module, typer.Typer):
        return of_module
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(verb)(of_module)
    return alone


@cache
def _loaded(verb: str) -> TyperCommand | TyperGroup:
    command = cast(TyperCommand | TyperGroup, typer.main.get_command(declared(verb)))
    command.name = verb
    return command
