"""`achguard lists`: fetch sanctions lists, make them ready, compare them, and say how old they are."""

import typer

from achguard.cli.lists_archive import archive
from achguard.cli.lists_build import build
from achguard.cli.lists_diff import diff
from achguard.cli.lists_show import show
from achguard.cli.lists_status import status
from achguard.cli.lists_update import update

lists = typer.Typer(
    help="Fetch sanctions lists, make them ready, look into them, compare and keep them, and say how old they are.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
)
lists.command("update")(update)
lists.command("build")(build)
lists.command("status")(status)
lists.command("show")(show)
lists.command("diff")(diff)
lists.command("archive")(archive)
