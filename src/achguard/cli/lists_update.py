"""`achguard lists update`: fetch lists from their publishers and put them in force; the one verb on the network."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.lists_table import days_of, last_day, local_day, stale, write_table
from achguard.cli.page import page_of
from achguard.cli.progress import working
from achguard.cli.sink import sink
from achguard.errors import ConfigurationError, ListFormatError
from achguard.model.inert_text import visible
from achguard.sanctions.updating.transport import DEFAULT_TIMEOUT, TransportError, UrllibTransport

if TYPE_CHECKING:
    from achguard.sanctions.updating.update import Update


_A_YEAR = 366
"""Days after which a list's own date is told, however current its server says that it is: every publisher changes its
list more than once a year, so a mirror that nobody keeps up is likelier."""


@told
def update(  # noqa: PLR0913  each argument is an option
    *,
    lists: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LIST,...",
            help="ofac-sdn, ofac-cons, un, eu, uk, us-csl, opensanctions; if not given, those installed or OFAC's.",
        ),
    ] = None,
    url: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LIST=URL",
            help="Fetch a list from elsewhere: an address for each of its files, or of their folder, which ends in /.",
        ),
    ] = None,
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="The folder to install in; your own if not given.")
    ] = None,
    user_agent: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The user agent; publishers refuse short ones.")
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="How long one file may take in all.")
    ] = DEFAULT_TIMEOUT,
    proxy: Annotated[
        str | None, typer.Option(metavar="URL", help="A proxy; the environment's if not given, none if empty.")
    ] = None,
    archive: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Keep each version in an archive before it is in force, for achguard replay."),
    ] = None,
    allow_shrink: Annotated[
        bool, typer.Option("--allow-shrink", help="Take a list that lost more than a tenth of its entries.")
    ] = False,
    allow_older: Annotated[
        bool, typer.Option("--allow-older", help="Take a list that is older than the one in force.")
    ] = False,
) -> ExitCode:
    """Fetch lists from their publishers and put them in force, all in one step.

    A file that is not whole, is not a list or shrank is not taken, and the last good list stays in force. Exits with 4
    when a list could not be fetched, or is stale.
    """
    from achguard.records.archive import Archive, Kept
    from achguard.sanctions.updating.update import update as fetch

    kept: list[Kept] = []
    keeping = None if archive is None else Archive(archive)
    try:
        with working("Fetching the lists"):
            made = fetch(
                _names(lists),
                out=out,
                urls=_addresses(url or ()),
                transport=UrllibTransport(user_agent=user_agent, timeout=timeout, proxy=proxy),
                allow_shrink=allow_shrink,
                allow_older=allow_older,
                keep_first=None if keeping is None else lambda snapshot: kept.extend(keeping.add(snapshot)),
            )
    except (ListFormatError, TransportError) as error:
        say(f"{error}; {_still_in_force(out)}")
        return ExitCode.LISTS
    with sink(None) as stream:
        stream.writelines(f"{each.in_words}\n" for each in kept)
        stream.writelines(f"{visible(line)}\n" for line in _done(made))
        write_table(stream, page_of(stream), made.snapshot, local_day())
    return _told(made)


def _done(made: "Update") -> Iterator[str]:
    """Say what came of it: in all, and where several lists changed, by list."""
    changes = made.changes
    yield made.in_words + ("" if made.is_new else ":")
    if changes is not None:
        by_list = {each.list: changes.of(each.list) for each in made.snapshot.lists}
        changed = {name: of_list for name, of_list in by_list.items() if of_list}
        if len(changed) > 1:
            yield from (f"  {name}: {of_list.in_words}" for name, of_list in changed.items())


def _still_in_force(out: str | None) -> str:
    """Say which lists stay in force, how old they are, and until when payments can be decided with them."""
    from achguard.sanctions.stored import places
    from achguard.sanctions.updating.active_snapshot import Installation

    snapshot = Installation(out if out is not None else places.installed_folder()).last_good()
    if snapshot is None:
        return "no lists are in force, so that every payment is held"
    today = local_day()
    ages = ", ".join(f"{each.list} of {each.published} ({days_of(each.age(today))} old)" for each in snapshot.lists)
    left = last_day(snapshot, today)
    until = f"they can be used until {left}" if left >= today else "they are too old, so that every payment is held"
    return f"in force stay {ages}; {until}"


def _told(made: "Update") -> ExitCode:
    code = ExitCode.ACCEPTED
    for failure in made.failures:
        say(f"{failure.reason}; {failure.stays}")
        code = ExitCode.LISTS
    if made.dropped:
        say(f"{', '.join(made.dropped)}: no longer installed, since --lists does not name it")
    if old := stale(made.snapshot, local_day()):
        say(f"{old}, although it is what the publisher gives")
        code = ExitCode.LISTS
    for version in made.snapshot.lists:
        if (age := (local_day() - version.published).days) > _A_YEAR:
            say(f"{version.list}: is dated {version.published}, {age:,} days ago; check that its address is kept up")
            code = ExitCode.LISTS
    return code


def _names(lists: list[str] | None) -> list[str] | None:
    if lists is None:
        return None
    return [name.strip() for each in lists for name in each.split(",") if name.strip()]


def _addresses(given: "list[str] | tuple[str, ...]") -> dict[str, list[str]]:
    addresses: dict[str, list[str]] = {}
    for each in given:
        name, equals, address = each.partition("=")
        if not equals or not address:
            raise ConfigurationError("--url takes LIST=URL, such as ofac-sdn=https://mirror.example/ofac/")
        addresses.setdefault(name.strip(), []).append(address.strip())
    return addresses
