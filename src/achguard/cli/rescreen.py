"""`achguard rescreen`: customers against what changed in the lists since they were screened."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from achguard.cli.arguments import day, lists_of
from achguard.cli.customers import Customer, customers_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.lists_table import local_day, stale
from achguard.cli.names import portions
from achguard.cli.page import Page, Style, page_of
from achguard.cli.progress import working
from achguard.cli.sink import as_utf_8, sink
from achguard.errors import SnapshotError
from achguard.model.given_path import shown_path
from achguard.model.inert_text import inert_json, visible
from achguard.model.masking import mask_text
from achguard.names.readable import is_readable

if TYPE_CHECKING:
    from achguard.cli.rescreened_page import RescreenedPage
    from achguard.sanctions.rescreening import ChangedHit, Rescreening, VoidClearance
    from achguard.sanctions.snapshot import Snapshot

_INDENT = 11
_NAME_AT_MOST = 120


class RescreenFormat(StrEnum):
    """A format of `achguard rescreen`."""

    TEXT = "text"
    """For people."""
    JSONL = "jsonl"
    """A customer, or a clearance, a line."""
    HTML = "html"
    """A page for the person who judges hits."""


@dataclass(slots=True)
class _Seen:
    """What came of a run so far."""

    customers: int = 0
    to_look_at: int = 0
    gone: int = 0
    not_screened: int = 0
    void: int = 0
    unread: Counter[str] = field(default_factory=Counter)

    @property
    def unread_in_words(self) -> list[str]:
        """Say which fields could not be read, and in how many rows."""
        return [
            f"{what} can't be read in {count:,} {'row' if count == 1 else 'rows'}, and counted for nothing there"
            for what, count in self.unread.items()
        ]


@told
def rescreen(
    customers: Annotated[
        str,
        typer.Argument(
            metavar="CUSTOMERS",
            help="A name a line, or CSV or JSON Lines with name, and id, kind, date_of_birth and country if known; "
            "- is stdin.",
        ),
    ],
    *,
    since: Annotated[str, typer.Option(metavar="LISTS", help="The lists that they were screened against before.")],
    lists: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="The lists of today; the installed ones if not given."),
    ] = None,
    clearances: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Hits that people cleared: which of them became void is told."),
    ] = None,
    min_score: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="The score from which a name is a hit.")
    ] = None,
    as_of: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The day that is asked about; today if not given."),
    ] = None,
    format: Annotated[RescreenFormat, typer.Option(help="How to write what is found.")] = RescreenFormat.TEXT,  # noqa: A002  the option's name
    output: Annotated[str | None, typer.Option(metavar="PATH", help="Write to a file.")] = None,
) -> ExitCode:
    """Compare customers with what changed in the lists since they were screened, and with nothing else.

    Tells who meets a new or a changed entry, whose entry is gone, and which clearances a change made void. Exits with 0
    when there is nothing to look at, and with 1 when there is, or a name can't be read.
    """
    from achguard.sanctions.clearance import clearances_in
    from achguard.sanctions.rescreening import Rescreening

    made = _page(format, customers, lists, clearances)
    snapshot, why_none = lists_of(lists)
    if snapshot is None:
        say(f"{why_none}; nobody was screened")
        return ExitCode.LISTS
    today = as_of or local_day()
    cleared = clearances_in(clearances) if clearances is not None else ()
    with working("Comparing the lists"):
        old = _opened(since)
        compared = Rescreening(old, snapshot, cleared, as_of=today, min_score=min_score)
    with sink(output, inputs=(customers, since, lists, clearances)) as stream:
        if format is RescreenFormat.JSONL:
            as_utf_8(stream)
        page = page_of(stream)
        seen = _looked_at(stream, page, format, made, compared, customers)
        if made is not None:
            made.write(
                stream, old, snapshot, compared, customers=seen.customers, unread=seen.unread_in_words, as_of=today
            )
        if format is RescreenFormat.TEXT:
            stream.writelines(f"{line}\n" for line in _summary(page, old, snapshot, compared, seen))
    for sentence in seen.unread_in_words:
        say(sentence)
    code = ExitCode.NOT_ALL_ACCEPTED if seen.to_look_at or seen.void or seen.not_screened else ExitCode.ACCEPTED
    if why_old := stale(snapshot, today):
        say(f"{why_old}; get the current files with `achguard lists update`")
        return ExitCode.LISTS
    return code


def _page(
    format: RescreenFormat,  # noqa: A002  the option's name
    customers: str,
    lists: str | None,
    clearances: str | None,
) -> "RescreenedPage | None":
    if format is not RescreenFormat.HTML:
        return None
    from achguard.cli.rescreened_page import RescreenedPage

    return RescreenedPage("standard input" if customers == "-" else customers, lists, clearances)


def _opened(given: str) -> "Snapshot":
    from achguard.sanctions.snapshot_cache import open_or_build

    if not Path(given).exists():
        raise SnapshotError(f"there are no lists at {shown_path(given)}; give those that customers were screened with")
    return open_or_build(given)


def _looked_at(
    stream: TextIO,
    page: Page,
    format: RescreenFormat,  # noqa: A002  the option's name
    made: "RescreenedPage | None",
    compared: "Rescreening",
    customers: str,
) -> _Seen:
    """Write, or keep for a page, whom the changes concern and which clearances they made void; count all."""
    seen = _Seen()
    for customer, hits in _compared(compared, customers):
        seen.customers += 1
        seen.unread.update(customer.unread)
        readable = is_readable(customer.asked.name)
        seen.not_screened += not readable
        seen.to_look_at += any(hit.is_to_look_at for hit in hits)
        seen.gone += bool(hits) and all(hit.change == "removed" for hit in hits)
        if readable and not hits:
            continue
        if made is not None:
            made.take(customer, hits)
        else:
            _write_customer(stream, page, format, customer, hits, readable=readable)
    for void in compared.voided():
        seen.void += 1
        if made is not None:
            made.take_void(void)
        else:
            _write_void(stream, page, format, void)
    return seen


def _compared(compared: "Rescreening", customers: str) -> "Iterator[tuple[Customer, tuple[ChangedHit, ...]]]":
    for portion in portions(customers_of(customers)):
        yield from zip(portion, compared.screen([each.asked for each in portion]), strict=True)


def _write_customer(
    stream: TextIO,
    page: Page,
    format: RescreenFormat,  # noqa: A002  the option's name
    customer: Customer,
    hits: "tuple[ChangedHit, ...]",
    *,
    readable: bool,
) -> None:
    if format is RescreenFormat.JSONL:
        row: dict[str, object] = {
            "n": customer.number,
            "id": customer.id,
            "name": mask_text(customer.asked.name),
            "hits": [_row(hit) for hit in hits],
        }
        if not readable:
            row["not_screened"] = "name can't be read"
        stream.write(inert_json(json.dumps(row, ensure_ascii=False)) + "\n")
        return
    who = f"row {customer.number:,}" + (f"  {customer.id}" if customer.id is not None else "")
    name = visible(mask_text(customer.asked.name)[:_NAME_AT_MOST])
    if not readable:
        text = f"{visible(who)}  {name}: it can't be read"
        stream.write(page.behind("NOT SCREENED", text, lead_style=Style.RED) + "\n")
        return
    stream.write(page.behind(visible(who), name, lead_style=Style.PLAIN, style=Style.BOLD) + "\n")
    for hit in hits:
        stream.writelines(f"{line}\n" for line in _hit_lines(page, hit))


def _row(met: "ChangedHit") -> dict[str, object]:
    cleared = met.clearing.in_words(mask_text) if met.clearing is not None else None
    return {
        "change": met.change,
        "before": met.before,
        "to_look_at": met.is_to_look_at,
        "clearance": cleared,
        **met.hit.as_dict(),
    }


def _hit_lines(page: Page, met: "ChangedHit") -> Iterator[str]:
    hit = met.hit
    quality = "" if hit.alias_quality == "primary" else f", {hit.alias_quality} alias of {hit.primary_name}"
    style = Style.RED if met.is_to_look_at else Style.DIM
    head = f"{hit.score:.2f} {hit.listed_name}{quality}, {hit.entry}"
    yield page.hung(met.change, visible(head), indent=_INDENT, label_style=style)
    said = {
        "added": "the entry is new",
        "changed": "the entry says something else since; "
        + (f"it met before with {met.before:.2f}" if met.before is not None else "it did not meet before"),
        "removed": "the entry is gone; what is held for it is for a person to look at",
    }[met.change]
    cleared = [met.clearing.in_words(mask_text)] if met.clearing is not None else []
    for text in (said, *([hit.explanation] if met.change != "removed" else []), *cleared):
        yield page.hung("", visible(text), indent=_INDENT, label_style=Style.PLAIN, style=Style.DIM)


def _write_void(stream: TextIO, page: Page, how: RescreenFormat, void: "VoidClearance") -> None:
    one = void.clearance
    changed = [*void.said] if void.entity is not None else ["the entry is gone"]
    if how is RescreenFormat.JSONL:
        row = {
            "void_clearance": void.number,
            "name": mask_text(one.name),
            "list": one.list,
            "uid": one.uid,
            "by": mask_text(one.by),
            "on": one.on.isoformat(),
            "changed": changed,
        }
        stream.write(inert_json(json.dumps(row, ensure_ascii=False)) + "\n")
        return
    head = f"clearance {void.number}: {mask_text(one.name)} is not {one.list} {one.uid}, by {mask_text(one.by)}"
    stream.write(page.hung("void", visible(head), indent=_INDENT, label_style=Style.RED) + "\n")
    for text in changed:
        line = page.hung("", visible(text), indent=_INDENT, label_style=Style.PLAIN, style=Style.DIM)
        stream.write(line + "\n")


def _summary(page: Page, old: "Snapshot", new: "Snapshot", compared: "Rescreening", seen: _Seen) -> Iterator[str]:
    counts = (
        (seen.to_look_at, "to look at"),
        (seen.gone, "whose entry is gone"),
        (seen.not_screened, "not screened"),
    )
    parts = [f"{count:,} {what}" for count, what in counts if count]
    clearances = f"; {seen.void:,} {'clearance' if seen.void == 1 else 'clearances'} void" if seen.void else ""
    total = f"{seen.customers:,} {'customer' if seen.customers == 1 else 'customers'}"
    yield page.paragraph(f"{old.published} to {new.published}: {compared.changes.in_words}")
    yield page.paragraph(f"{total}: {', '.join(parts) or 'nobody to look at'}{clearances}")
