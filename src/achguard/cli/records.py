"""`achguard records`: see if a record is whole, find a payment in it, make its page, note what was done, forget."""

import datetime as dt
import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from achguard.cli.arguments import day
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import told
from achguard.cli.lists_table import local_day
from achguard.cli.page import Page, Style, page_of, sentence
from achguard.cli.records_report import report
from achguard.cli.sink import as_utf_8, sink
from achguard.errors import ConfigurationError
from achguard.model.inert_text import inert_json, visible

records = typer.Typer(
    help="See if a record of decisions is whole, find a payment, make its page, note what a person did, and forget.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
)
records.command("report")(report)

_Folder = Annotated[str, typer.Argument(metavar="DIR", help="The folder of the record.")]
_INDENT = 10


class RecordFormat(StrEnum):
    """A format of what is found in a record."""

    TEXT = "text"
    """For people."""
    JSON = "json"
    """For programs."""


_FormatOption = Annotated[RecordFormat, typer.Option("--format", help="How to write what is found.")]


@records.command("verify")
@told
def verify(folder: _Folder, *, format: _FormatOption = RecordFormat.TEXT) -> ExitCode:  # noqa: A002  the option's name
    """Read a record from its first line to its last, and tell what was lost, changed or cut, by line.

    Exits with 0 for a record that is whole and with 1 for one that is not. The head that is told at the end is the
    digest of everything: written down elsewhere, it shows whether a whole record was replaced.
    """
    from achguard.records.checking import as_json, checked

    found = checked(Path(folder))
    with sink(None) as stream:
        if format is RecordFormat.JSON:
            as_utf_8(stream).write(inert_json(as_json(found)) + "\n")
        else:
            page = page_of(stream)
            for each in found.troubles:
                where = each.segment + (f" line {each.line:,}" if each.line is not None else "")
                stream.write(
                    page.hung(each.fault.value, f"{where}: {each.what}", indent=_INDENT, label_style=Style.RED) + "\n"
                )
            for remark in found.remarks:
                stream.write(page.hung("note", remark, indent=_INDENT, label_style=Style.DIM) + "\n")
            days = f"{found.segments:,} {'day' if found.segments == 1 else 'days'}"
            purged = f", {found.purged:,} purged before" if found.purged else ""
            state = f"{len(found.troubles):,} of them wrong" if found.troubles else "whole"
            total = f"{days}, {found.lines:,} lines, {found.decisions:,} decisions{purged}: {state}"
            stream.write(sentence(total, stream) + "\n")
            stream.write(f"head {found.head}\n")
    return ExitCode.NOT_ALL_ACCEPTED if found.troubles else ExitCode.ACCEPTED


@records.command("show")
@told
def show(
    folder: _Folder,
    payment_id: Annotated[str, typer.Argument(metavar="ID", help="The payment's id.")],
    *,
    format: _FormatOption = RecordFormat.TEXT,  # noqa: A002  the option's name
) -> ExitCode:
    """Show every decision of a payment, what each rested on, and what persons did with it.

    Exits with 1 where the record has nothing of it.
    """
    from achguard.records.looking_up import lines_about

    found = [*lines_about(Path(folder), payment_id)]
    with sink(None) as stream:
        if format is RecordFormat.JSON:
            as_utf_8(stream).writelines(inert_json(json.dumps(each, ensure_ascii=False)) + "\n" for each in found)
        else:
            page = page_of(stream)
            for each in found:
                stream.writelines(f"{line}\n" for line in _told_of(page, each))
            if not found:
                stream.write("The record has nothing of this payment.\n")
    return ExitCode.ACCEPTED if found else ExitCode.NOT_ALL_ACCEPTED


@records.command("note")
@told
def note(
    folder: _Folder,
    payment_id: Annotated[str, typer.Argument(metavar="ID", help="The payment's id.")],
    *,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who did it.")],
    blocked: Annotated[
        dt.date | None, typer.Option(parser=day, metavar="DATE", help="The day on which property was blocked.")
    ] = None,
    rejected: Annotated[
        dt.date | None, typer.Option(parser=day, metavar="DATE", help="The day on which it was rejected.")
    ] = None,
    released: Annotated[
        dt.date | None, typer.Option(parser=day, metavar="DATE", help="The day on which a person let it go.")
    ] = None,
    corrected: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The day from which its return or change counts no longer."),
    ] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why, without account numbers and dates of birth.")] = "",
) -> ExitCode:
    """Write down what a person did with a payment, and tell by when OFAC wants a report of it.

    The ten business days count from the day on which a person blocked or rejected it, never from a hold.
    """
    from achguard.records.notes import CALENDAR, Act, Note
    from achguard.records.writer import RecordWriter

    given = {Act.BLOCKED: blocked, Act.REJECTED: rejected, Act.RELEASED: released, Act.CORRECTED: corrected}
    acts = [(act, on) for act, on in given.items() if on is not None]
    if len(acts) != 1:
        raise ConfigurationError("give one of --blocked, --rejected, --released and --corrected, with its day")
    ((act, on),) = acts
    if on > local_day():
        raise ConfigurationError(f"--{act.value} is a day to come; write down what was done")
    made = Note(payment_id, act, on, by, why)
    if not Path(folder).is_dir():
        raise ConfigurationError("there is no record there; see achguard check --record")
    with RecordWriter(Path(folder)) as writer:
        writer.write([(made.line(), None)])
    with sink(None) as stream:
        due = f" Report to OFAC by {made.report_due}: ten business days, by the {CALENDAR}." if made.report_due else ""
        stream.write(sentence(f"Noted.{due}", stream) + "\n")
    return ExitCode.ACCEPTED


@records.command("purge")
@told
def purge(
    folder: _Folder,
    *,
    before: Annotated[dt.date, typer.Option(parser=day, metavar="DATE", help="Forget the days before this one.")],
    although_younger: Annotated[
        bool, typer.Option("--although-younger", help="Also days of the last ten years, for which OFAC wants records.")
    ] = False,
) -> ExitCode:
    """Forget the decisions of the days before a day; where each day's file ended stays known."""
    from achguard.records.purging import purge as forget

    gone = forget(Path(folder), before, today=local_day(), although_younger=although_younger)
    with sink(None) as stream:
        stream.write(f"{len(gone):,} {'day' if len(gone) == 1 else 'days'} forgotten\n")
    return ExitCode.ACCEPTED


def _told_of(page: Page, said: dict[str, object]) -> Iterator[str]:
    """Lay out a line of a record for people."""
    if "not_whole" in said:
        where = f"{said['segment']} line {said['line']}"
        yield page.hung("wrong", f"{where}: {said['not_whole']}", indent=_INDENT, label_style=Style.RED)
    if said["kind"] == "note":
        head = f"{said['act']} on {said['on']} by {said['by']}"
        due = f", report due {said['report_due']} ({said['calendar']})" if "report_due" in said else ""
        yield page.hung(
            "note", visible(f"{head}{due} {said.get('why', '')}".rstrip()), indent=_INDENT, label_style=Style.BOLD
        )
        return
    label = str(said["outcome"])
    amount = f"  {said['amount']} dollars" if "amount" in said else ""
    payor = f"  {said.get('direction')} of {said['payor']}" if "payor" in said else ""
    yield page.hung(label, visible(f"{said['time']}{amount}{payor}"), indent=_INDENT, label_style=Style.BOLD)
    for found in _rows(said.get("findings")):
        yield page.hung(
            "", visible(f"{found['code']} {found['at']}: {found['message']}"), indent=_INDENT, label_style=Style.PLAIN
        )
    for gap in _rows(said.get("not_evaluated")):
        yield page.hung(
            "", visible(f"{gap['code']} not evaluated: {gap['reason']}"), indent=_INDENT, label_style=Style.PLAIN
        )
    basis = said.get("rests_on")
    if isinstance(basis, dict):
        lists = ", ".join(f"{each['list']} of {each['published']}" for each in _rows(basis.get("lists"))) or "no lists"
        policy = basis.get("policy")
        name = policy.get("name") if isinstance(policy, dict) else "?"
        directory = basis.get("directory")
        digests = {
            "clearances": basis.get("clearances"),
            "returns": basis.get("history"),
            "directory": directory.get("sha256") if isinstance(directory, dict) else None,
        }
        files = "".join(f", {what} {digest}" for what, digest in digests.items() if digest is not None)
        yield page.hung(
            "",
            visible(f"policy {name}, {lists}, law of {basis.get('as_of')}, achguard {basis.get('achguard')}{files}"),
            indent=_INDENT,
            label_style=Style.PLAIN,
            style=Style.DIM,
        )


def _rows(value: object) -> list[dict[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
