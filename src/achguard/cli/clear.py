"""`achguard clear`: write down that a name is not the listed entity that it meets."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from achguard.cli.arguments import day, lists_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.lists_table import local_day
from achguard.cli.page import visible
from achguard.cli.sink import sink
from achguard.errors import ConfigurationError
from achguard.model.masking import mask_text

if TYPE_CHECKING:
    from achguard.sanctions.listed.entity import ListedEntity
    from achguard.sanctions.snapshot import Snapshot

_A_YEAR = dt.timedelta(days=365)


@told
def clear(  # noqa: PLR0913  each argument is an option
    *,
    name: Annotated[str, typer.Option(metavar="NAME", help="The name as it was screened.")],
    uid: Annotated[str, typer.Option(metavar="UID", help="The publisher's number of the entry that it met.")],
    by: Annotated[str, typer.Option(metavar="WHO", help="Who clears it.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="What was compared, and what differs.")],
    file: Annotated[
        str, typer.Option(metavar="FILE", help="The file of clearances; a new one is made if it does not exist.")
    ],
    list_name: Annotated[
        str | None, typer.Option("--list", metavar="LIST", help="The entry's list, where two have the number.")
    ] = None,
    expires: Annotated[
        dt.date | None,
        typer.Option(
            parser=day, metavar="DATE", help="The last day on which it holds; if not given, a year from today."
        ),
    ] = None,
    same_date_of_birth: Annotated[
        bool, typer.Option("--same-date-of-birth", help="The date of birth agrees, and yet it is another person.")
    ] = False,
    lists: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="A built snapshot or list files; the installed one if not given."),
    ] = None,
) -> ExitCode:
    """Write down that a name is not the listed entity that it meets.

    The clearance holds while the list says the same of the entry, and until it expires.
    """
    from achguard.sanctions.clearance import Clearance, record

    snapshot, why_none = lists_of(lists)
    if snapshot is None:
        say(f"{why_none}; nothing was cleared")
        return ExitCode.LISTS
    entity = _entity(snapshot, uid, list_name)
    today = local_day()
    clearance = Clearance.of(
        entity,
        name=name,
        by=by,
        why=why,
        on=today,
        expires=expires or today + _A_YEAR,
        despite=("date_of_birth",) if same_date_of_birth else (),
    )
    count = record(file, clearance)
    hit = next((hit for hit in snapshot.screen(name, min_score=0.0) if (hit.uid, hit.list) == (uid, entity.list)), None)
    score = f"score {hit.score:.2f}" if hit is not None else "which it does not come near"
    shown = mask_text(name)
    with sink(None) as stream:
        stream.write(
            visible(
                f"Cleared {shown}: not {entity.primary_name}, {entity.list} {uid} ({score}), until {clearance.expires}"
            )
            + f"\n{visible(file)} holds {count:,} {'clearance' if count == 1 else 'clearances'}\n"
        )
    return ExitCode.ACCEPTED


def _entity(snapshot: "Snapshot", uid: str, list_name: str | None) -> "ListedEntity":
    named = [list_name] if list_name else [each.list for each in snapshot.lists]
    found = [entity for each in named if (entity := snapshot.entity(uid, each)) is not None]
    if not found:
        raise ConfigurationError(f"{uid[:40]} is not an entry of {', '.join(named)}; take the uid of the hit")
    if len(found) > 1:
        raise ConfigurationError(f"{uid[:40]} is an entry of {', '.join(e.list for e in found)}; say which with --list")
    return found[0]
