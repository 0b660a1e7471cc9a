"""`achguard lists diff`: what changed between two snapshots of lists."""

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.page import Page, Style, page_of
from achguard.cli.progress import working
from achguard.cli.sink import as_utf_8, sink
from achguard.model.given_path import shown_path
from achguard.model.inert_text import inert_json, visible

if TYPE_CHECKING:
    from achguard.sanctions.changes import Changes
    from achguard.sanctions.listed.entity import ListedEntity
    from achguard.sanctions.snapshot import Snapshot

_INDENT = 10


class DiffFormat(StrEnum):
    """A format of `achguard lists diff`."""

    TEXT = "text"
    """For people."""
    JSONL = "jsonl"
    """An entry a line."""


@told
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier snapshot, or list files as downloaded.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later one.")],
    *,
    format: Annotated[DiffFormat, typer.Option(help="How to write the differences.")] = DiffFormat.TEXT,  # noqa: A002  the option's name
    partial: Annotated[
        bool, typer.Option("--partial", help="Take list files without their aliases or addresses.")
    ] = False,
) -> ExitCode:
    """Say which entries are new, which are gone, and which say something else.

    A restated entry has other addresses, places of birth or remarks alone, and makes no clearance void.

    Exits with 0 when nothing changed and with 1 when something did.
    """
    for given in (old, new):
        if not Path(given).exists():
            say(f"there are no lists at {shown_path(given)}")
            return ExitCode.LISTS
    with working("Comparing the lists"):
        before, after = _opened(old, partial=partial), _opened(new, partial=partial)
        changes = after.changes_since(before)
    with sink(None) as stream:
        if format is DiffFormat.JSONL:
            as_utf_8(stream)
            stream.writelines(inert_json(json.dumps(row, ensure_ascii=False)) + "\n" for row in changes.as_rows())
        else:
            page = page_of(stream)
            stream.writelines(f"{line}\n" for line in _lines(page, before, after, changes))
    return ExitCode.NOT_ALL_ACCEPTED if changes else ExitCode.ACCEPTED


def _opened(given: str, *, partial: bool) -> "Snapshot":
    from achguard.sanctions.snapshot_cache import open_or_build

    return open_or_build(given, partial=partial)


def _lines(page: Page, before: "Snapshot", after: "Snapshot", changes: "Changes[Snapshot]") -> Iterator[str]:
    for entity in changes.added:
        yield _entry(page, "added", Style.GREEN, entity)
    for entity in changes.removed:
        yield _entry(page, "removed", Style.RED, entity)
    for what, style, pairs in (
        ("changed", Style.YELLOW, changes.changed),
        ("restated", Style.DIM, changes.restated),
    ):
        for change in pairs:
            yield _entry(page, what, style, change.new)
            for field in change.fields:
                yield page.hung("", visible(field.in_words), indent=_INDENT, label_style=Style.PLAIN, style=Style.DIM)
    partly = " (partial)" if any(each.partial for each in (*before.lists, *after.lists)) else ""
    restated = f", {len(changes.restated):,} restated" if changes.restated else ""
    yield page.paragraph(
        f"{before.published} to {after.published}{partly}: {len(changes.added):,} added, "
        f"{len(changes.removed):,} removed, {len(changes.changed):,} changed{restated}"
    )


def _entry(page: Page, what: str, style: Style, entity: "ListedEntity") -> str:
    programs = f" ({', '.join(entity.programs)})" if entity.programs else ""
    text = visible(f"{entity.list} {entity.uid}  {entity.primary_name}{programs}")
    return page.hung(what, text, indent=_INDENT, label_style=style)
