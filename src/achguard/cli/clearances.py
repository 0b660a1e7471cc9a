"""`achguard clearances`: which clearances are in force, which are void and why, and which end soon."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from achguard.cli.arguments import day, lists_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.listed_entry import entry_lines
from achguard.cli.lists_table import days_of, local_day
from achguard.cli.page import Page, Style, page_of, sentence
from achguard.cli.sink import as_utf_8, sink
from achguard.errors import ConfigurationError
from achguard.model.inert_text import inert_json, visible
from achguard.model.masking import mask_text
from achguard.sanctions.clearance import Clearance, clearances_in, end, is_restated, why_void

if TYPE_CHECKING:
    from achguard.sanctions.listed.entity import ListedEntity
    from achguard.sanctions.snapshot import Snapshot

clearances = typer.Typer(
    help="Say which clearances are in force, which are void and why, and which end soon; end one.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
)

_INDENT: Final = 16
_SOON: Final = 30
"""Days before a clearance ends in which it is told: time to look at the entry and the papers again."""


_RESTATED: Final = "the entry has other addresses, places of birth or remarks since: compare them, and clear it again"


class ClearancesFormat(StrEnum):
    """A format of clearances."""

    TEXT = "text"
    """For people."""
    JSONL = "jsonl"
    """A clearance a line."""


class State(StrEnum):
    """How a clearance is on a day, whatever the payment is."""

    IN_FORCE = "in force"
    ENDS_SOON = "ends soon"
    """In force, and not for long."""
    VOID = "void"
    """The list says something else of the entry, or has it no more."""
    ENDED = "ended"
    """It expired, or a person ended it."""
    TO_COME = "to come"
    """It was given for a later day."""


_STYLES: Final = {
    State.IN_FORCE: Style.GREEN,
    State.ENDS_SOON: Style.YELLOW,
    State.VOID: Style.RED,
    State.ENDED: Style.DIM,
    State.TO_COME: Style.DIM,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A clearance of a file, and how it is on a day."""

    number: int
    """Its place in the file, from 1."""
    clearance: Clearance
    entity: "ListedEntity | None"
    """What the list says of the entry now; None where it has no such entry."""
    state: State
    why: str | None
    """Why it is not in force, in a clause."""
    days_left: int
    """Days until it expires; negative once it did."""

    @property
    def is_restated(self) -> bool:
        """Whether it is in force and its entry has other addresses, places of birth or remarks since."""
        in_force = self.state in {State.IN_FORCE, State.ENDS_SOON}
        return in_force and self.entity is not None and is_restated(self.clearance, self.entity)

    def as_dict(self) -> dict[str, object]:
        """Give it as JSON-able values; account-like numbers in what people wrote are masked."""
        one = self.clearance
        row: dict[str, object] = {
            "n": self.number,
            "state": self.state.value,
            "why_not": self.why,
            "days_left": self.days_left,
            "name": mask_text(one.name),
            "list": one.list,
            "uid": one.uid,
            "listed_name": self.entity.primary_name if self.entity is not None else None,
            "by": mask_text(one.by),
            "on": one.on.isoformat(),
            "expires": one.expires.isoformat(),
            "why": mask_text(one.why),
            "despite": [*one.despite],
            "restated": self.is_restated,
        }
        if one.ended is not None:
            row["ended"] = one.ended.isoformat()
            row["ended_by"], row["ended_why"] = mask_text(one.ended_by or ""), mask_text(one.ended_why or "")
        return row


_File = Annotated[str, typer.Argument(metavar="FILE", help="The file of clearances.")]
_Lists = Annotated[
    str | None,
    typer.Option("--lists", metavar="DIR", help="A built snapshot or list files; the installed one if not given."),
]
_AsOf = Annotated[
    dt.date | None,
    typer.Option("--as-of", parser=day, metavar="DATE", help="The day that is asked about; today if not given."),
]
_Soon = Annotated[
    int, typer.Option("--soon", metavar="DAYS", min=0, help="How many days before its end a clearance ends soon.")
]
_Format = Annotated[ClearancesFormat, typer.Option("--format", help="How to write the clearances.")]
_Number = Annotated[int, typer.Argument(metavar="N", help="The clearance's number in the file, as list shows it.")]


@clearances.command("list")
@told
def list_all(
    file: _File,
    *,
    lists: _Lists = None,
    as_of: _AsOf = None,
    soon: _Soon = _SOON,
    format: _Format = ClearancesFormat.TEXT,  # noqa: A002  the option's name
) -> ExitCode:
    """List all clearances of a file, and how each is on a day.

    Exits with 4 where there are no lists, without which nobody can say what an entry says.
    """
    found = _standings(file, lists, as_of or local_day(), soon)
    if found is None:
        return ExitCode.LISTS
    _write(found, format, soon, of=found)
    return ExitCode.ACCEPTED


@clearances.command("check")
@told
def check(
    file: _File,
    *,
    lists: _Lists = None,
    as_of: _AsOf = None,
    soon: _Soon = _SOON,
    format: _Format = ClearancesFormat.TEXT,  # noqa: A002  the option's name
) -> ExitCode:
    """Tell the clearances that somebody must look at: those that are void, and those that end soon.

    So is one in force whose entry has other addresses, places of birth or remarks than when it was given.

    One in whose place a later one is in force is not told. Exits with 0 when there is nothing to look at and with 1
    when there is; with 4 where there are no lists.
    """
    found = _standings(file, lists, as_of or local_day(), soon)
    if found is None:
        return ExitCode.LISTS
    told_of = [*_to_look_at(found)]
    _write(told_of, format, soon, of=found)
    return ExitCode.NOT_ALL_ACCEPTED if told_of else ExitCode.ACCEPTED


@clearances.command("show")
@told
def show(file: _File, number: _Number, *, lists: _Lists = None, as_of: _AsOf = None, soon: _Soon = _SOON) -> ExitCode:
    """Show a clearance with all that it says, and the entry as the list has it now."""
    snapshot, why_none = lists_of(lists)
    if snapshot is None:
        say(why_none)
        return ExitCode.LISTS
    found = [*_standing_of(file, snapshot, as_of or local_day(), soon)]
    if not 1 <= number <= len(found):
        many = "clearance" if len(found) == 1 else "clearances"
        raise ConfigurationError(f"{visible(file)} holds {len(found):,} {many}, and no number {number}")
    with sink(None) as stream:
        page = page_of(stream)
        stream.writelines(f"{line}\n" for line in _lines(page, found[number - 1]))
        if (entity := found[number - 1].entity) is not None:
            stream.write("\nThe entry now:\n")
            stream.writelines(f"{line}\n" for line in entry_lines(page, snapshot, entity))
    return ExitCode.ACCEPTED


@clearances.command("expire")
@told
def expire(
    file: _File,
    number: _Number,
    *,
    by: Annotated[str, typer.Option(metavar="WHO", help="Who ends it.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why, without account numbers and dates of birth.")],
) -> ExitCode:
    """End a clearance today: its hit holds payments again at once.

    It stays in the file, with who ended it, when and why.
    """
    ended = end(file, number, on=local_day(), by=by, why=why)
    with sink(None) as stream:
        of = f"{mask_text(ended.name)}: not {ended.list} {ended.uid}"
        line = visible(f"Ended clearance {number} of {file}, {of}, given by {mask_text(ended.by)}")
        stream.write(sentence(line, stream) + "\n")
    return ExitCode.ACCEPTED


def _standings(file: str, lists: str | None, on: dt.date, soon: int) -> list[Standing] | None:
    """Give all clearances of a file; None where there are no lists, which is told."""
    snapshot, why_none = lists_of(lists)
    if snapshot is None:
        say(why_none)
        return None
    return [*_standing_of(file, snapshot, on, soon)]


def _standing_of(file: str, snapshot: "Snapshot", on: dt.date, soon: int) -> Iterator[Standing]:
    known = {each.list for each in snapshot.lists}
    for number, each in enumerate(clearances_in(file), 1):
        entity = snapshot.entity(each.uid, each.list)
        left = (each.expires - on).days
        yield Standing(number, each, entity, *_state(each, entity, known, on, soon), left)


def _state(
    clearance: Clearance, entity: "ListedEntity | None", known: set[str], on: dt.date, soon: int
) -> tuple[State, str | None]:
    if clearance.ended is not None and on >= clearance.ended:
        by, why_ended = mask_text(clearance.ended_by or ""), mask_text(clearance.ended_why or "")
        return State.ENDED, f"ended on {clearance.ended} by {by}: {why_ended}"
    if on > clearance.expires:
        return State.ENDED, f"it expired after {clearance.expires}"
    if on < clearance.on:
        return State.TO_COME, f"it was given for {clearance.on}"
    if clearance.list not in known:
        why: str | None = f"the lists do not have {clearance.list}"
    else:
        why = why_void(clearance, entity, on) if entity is not None else "the list has no such entry any more"
    if why is not None:
        return State.VOID, why
    return (State.ENDS_SOON if (clearance.expires - on).days <= soon else State.IN_FORCE), None


def _to_look_at(found: list[Standing]) -> Iterator[Standing]:
    in_force = {_what(each) for each in found if each.state is State.IN_FORCE and not each.is_restated}
    for each in found:
        asks = each.state in {State.VOID, State.ENDS_SOON} or each.is_restated
        if asks and _what(each) not in in_force:
            yield each


def _what(standing: Standing) -> tuple[str, str, str]:
    one = standing.clearance
    return " ".join(one.name.split()).upper(), one.list, one.uid


def _write(shown: list[Standing], how: ClearancesFormat, soon: int, *, of: list[Standing]) -> None:
    with sink(None) as stream:
        if how is ClearancesFormat.JSONL:
            as_utf_8(stream)
            stream.writelines(inert_json(json.dumps(each.as_dict(), ensure_ascii=False)) + "\n" for each in shown)
            return
        page = page_of(stream)
        for each in shown:
            stream.writelines(f"{line}\n" for line in _lines(page, each))
        counts = ((state, sum(each.state is state for each in of)) for state in State)
        words = {State.ENDS_SOON: f"ending within {days_of(soon)}"}
        parts = [f"{count:,} {words.get(state, state.value)}" for state, count in counts if count]
        total = f"{len(of):,} {'clearance' if len(of) == 1 else 'clearances'}"
        stream.write(sentence(f"{total}{': ' if parts else ''}{', '.join(parts)}", stream) + "\n")


def _lines(page: Page, standing: Standing) -> Iterator[str]:
    one = standing.clearance
    listed = f"{standing.entity.primary_name}, " if standing.entity is not None else ""
    label = f"{standing.number:>2} {standing.state.value}"
    head = f"{mask_text(one.name)} is not {listed}{one.list} {one.uid}"
    yield page.hung(label, visible(head), indent=_INDENT, label_style=_STYLES[standing.state])
    left = f" ({days_of(standing.days_left)} left)" if standing.state in {State.IN_FORCE, State.ENDS_SOON} else ""
    said = [
        *([standing.why] if standing.why is not None else []),
        f"by {mask_text(one.by)} on {one.on}, until {one.expires}{left}: {mask_text(one.why)}",
        *([_RESTATED] if standing.is_restated else []),
        *([f"although the {fact.replace('_', ' ')} agrees" for fact in one.despite]),
    ]
    for text in said:
        yield page.hung("", visible(text), indent=_INDENT, label_style=Style.PLAIN, style=Style.DIM)
