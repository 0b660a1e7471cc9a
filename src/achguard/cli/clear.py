"""`achguard clear`: write down that a name is not the listed entity that it meets."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from achguard.cli.arguments import day, lists_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.listed_entry import entity_of
from achguard.cli.lists_table import local_day
from achguard.cli.page import sentence
from achguard.cli.sink import sink
from achguard.errors import ConfigurationError
from achguard.model.inert_text import visible
from achguard.model.masking import mask_text, quoted
from achguard.sanctions.hit import DEFAULT_MIN_SCORE, Hit

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
    why: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="What was compared, and what differs, without account numbers and dates of birth."
        ),
    ],
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
    min_score: Annotated[
        float, typer.Option(min=0.5, max=1.0, help="The score from which your policy holds.")
    ] = DEFAULT_MIN_SCORE,
    lists: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="A built snapshot or list files; the installed one if not given."),
    ] = None,
) -> ExitCode:
    """Write down that a name is not the listed entity that it meets.

    The clearance holds while the list says the same of the entry, and until it expires. A name that does not come near
    the entry is refused, and so is a reason with a long number or a date.
    """
    from achguard.sanctions.clearance import Clearance, record
    from achguard.sanctions.comparing.evidence import MOST_RAISED

    snapshot, why_none = lists_of(lists)
    if snapshot is None:
        say(f"{why_none}; nothing was cleared")
        return ExitCode.LISTS
    entity = entity_of(snapshot, uid, list_name)
    near = min_score - MOST_RAISED
    hit = _hit(snapshot, name, entity, near)
    if hit is None:
        raise ConfigurationError(
            f"{quoted(name)} does not come near {entity.primary_name}, {entity.entry}: it scores below {near:.2f}, so "
            "that there is nothing to clear; take the name as it was screened and the uid of the hit"
        )
    today = local_day()
    if expires is not None and expires < today:
        raise ConfigurationError(f"--expires {expires} is over; give the last day on which the clearance is to hold")
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
    score = f"score {hit.score:.2f}"
    shown = mask_text(name)
    with sink(None) as stream:
        of = f"{entity.primary_name}, {entity.list} {uid} ({score})"
        for line in (
            f"Cleared {shown}: not {of}, until {clearance.expires}",
            f"{file} holds {count:,} {'clearance' if count == 1 else 'clearances'}",
        ):
            stream.write(sentence(visible(line), stream) + "\n")
    return ExitCode.ACCEPTED


def _hit(snapshot: "Snapshot", name: str, entity: "ListedEntity", least: float) -> Hit | None:
    """Give the best hit of a name on an entry, as a field, as one that was cut off, and as a line of text."""
    alone = snapshot.only([(entity.list, entity.uid)])
    found = (
        *alone.screen(name, min_score=least),
        *alone.screen(name, cut_at=len(name.rstrip()), min_score=least),
        *alone.screen_text(name, min_score=least),
    )
    return max(found, key=lambda hit: hit.score, default=None)
