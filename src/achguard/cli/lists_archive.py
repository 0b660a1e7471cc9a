"""`achguard lists archive`: keep list versions by content, to decide again by years later."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.progress import working
from achguard.cli.sink import sink
from achguard.model.given_path import shown_path

if TYPE_CHECKING:
    from achguard.sanctions.snapshot import Snapshot

_MB = 1_000_000


@told
def archive(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder of the archive.")],
    snapshots: Annotated[
        list[str] | None,
        typer.Argument(metavar="LISTS", help="Snapshots or list files to keep; if not given, those installed."),
    ] = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Keep nothing; read every version, and tell which can't be read.")
    ] = False,
) -> ExitCode:
    """Keep each list version once, most of them as what changed, for `achguard replay` to decide again by.

    Exits with 4 where a version is damaged or missing, or where lists can't be read.
    """
    from achguard.records.archive import Archive

    kept = Archive(folder)
    with sink(None) as stream:
        if not check:
            with working("Keeping the lists"):
                added = [each for snapshot in _opened(snapshots) for each in kept.add(snapshot)]
            stream.writelines(f"{each.in_words}\n" for each in added)
        damages = [*kept.damages()] if check else []
        if not damages:
            versions = [*kept.versions()]
            size = sum(each.bytes for each in versions) / _MB
            count = f"{len(versions):,} {'version' if len(versions) == 1 else 'versions'}"
            stream.write(f"{count} in the archive, {size:.1f} MB\n")
    for damage in damages:
        say(f"{damage.list}: {damage.what}")
    return ExitCode.LISTS if damages else ExitCode.ACCEPTED


def _opened(given: list[str] | None) -> "Iterator[Snapshot]":
    from achguard.errors import SnapshotError
    from achguard.sanctions.snapshot import Snapshot
    from achguard.sanctions.snapshot_cache import open_or_build

    if not given:
        yield Snapshot.latest()
    for each in given or ():
        if not Path(each).exists():
            raise SnapshotError(f"there are no lists at {shown_path(each)}")
        yield open_or_build(each)
