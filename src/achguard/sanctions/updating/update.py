"""Fetch lists from their publishers and put them in force: checked against the last good ones, or not at all."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from pathlib import Path
from typing import Final

from achguard.clock import today
from achguard.errors import AchGuardError, ConfigurationError, ListFormatError
from achguard.event_log import logger_of
from achguard.first_use import cached_property
from achguard.sanctions.changes import Changes
from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.listed.entity_store import in_order
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.sources import any_format
from achguard.sanctions.sources.reading.list_stream import MAX_BYTES
from achguard.sanctions.stored import places, snapshot_folder
from achguard.sanctions.stored.listing import Listing
from achguard.sanctions.updating.active_snapshot import Installation
from achguard.sanctions.updating.download import Fetched, fetch, keep
from achguard.sanctions.updating.publishers import DEFAULT_LISTS, ListSource, source_of, sources
from achguard.sanctions.updating.transport import Transport, TransportError, UrllibTransport

MOST_SHRINKAGE: Final = 0.10
"""Share of its entries that a list may lose from one day to the next.

When Syria's program ended in 2025 OFAC took 518 entries of some 17,000 off its list, 3 % (90 FR 29395); a file that is
cut off, or another one, lacks more.
"""


@dataclass(frozen=True, slots=True)
class UpdateFailure:
    """A list that could not be fetched; its last good version, if there is one, stays in force."""

    name: str
    """The list, as the command line calls it."""
    reason: str
    """What is wrong and what to do, in a sentence."""
    kept: bool
    """Whether an earlier version stays in force."""

    @property
    def stays(self) -> str:
        """What is in force of the list, in a clause."""
        return "the last good one stays in force" if self.kept else "it is not installed"


@dataclass(frozen=True)  # without slots: what changed is worked out once
class Update:
    """The result of an update."""

    snapshot: Snapshot
    """What is in force now."""
    before: Snapshot | None
    """What was in force before; where that was damaged, the newest version that is whole."""
    failures: tuple[UpdateFailure, ...]
    """Lists that could not be fetched."""
    dropped: tuple[str, ...]
    """Lists that were in force before and were not asked for again."""

    @property
    def is_new(self) -> bool:
        """Whether something else is in force than before."""
        before = self.before.listings if self.before is not None else ()
        return [each.unconfirmed for each in before] != [each.unconfirmed for each in self.snapshot.listings]

    @cached_property
    def changes(self) -> Changes[Snapshot] | None:
        """Which entries are new, gone or changed; None where nothing was in force before, or nothing is new."""
        return self.snapshot.changes_since(self.before) if self.before is not None and self.is_new else None

    @property
    def in_words(self) -> str:
        """What the update did: installed, and how much changed, or nothing new."""
        if self.changes is not None:
            return f"Installed: {self.changes.in_words}"
        return "Installed" if self.before is None else "Nothing new; in force"


@dataclass(frozen=True, slots=True)
class _Terms:
    """How lists are fetched, on which day, and what of them is taken."""

    transport: Transport
    day: dt.date
    max_bytes: int
    _: KW_ONLY
    allow_shrink: bool
    allow_older: bool


@dataclass(frozen=True, slots=True)
class _Received:
    """A list as it was read from the files that came."""

    entities: Sequence[ListedEntity]
    listings: tuple[Listing, ...]
    files: tuple[tuple[Path, str, Fetched], ...]
    """Each file with the name it is kept under."""


def update(  # noqa: PLR0913  all but the lists may be left out
    lists: Iterable[str] | None = None,
    *,
    out: str | Path | None = None,
    urls: Mapping[str, Sequence[str]] | None = None,
    transport: Transport | None = None,
    allow_shrink: bool = False,
    allow_older: bool = False,
    max_bytes: int = MAX_BYTES,
    on: dt.date | None = None,
    keep_first: Callable[[Snapshot], object] | None = None,
) -> Update:
    """Fetch lists and put them in force together, in a single step.

    `lists` are names of `sources()`; None is what is installed, or else OFAC's two. `out` is the folder to install in,
    None the user's own. `urls` gives addresses in place of the publisher's: one for each file, or one that ends in `/`
    for the folder with all of them. A list that lost more than `MOST_SHRINKAGE` of its entries, or that is older than
    the one in force, is not taken unless `allow_shrink` or `allow_older` says so. `on` is the day of the update, None
    the clock's in UTC: each list whose every file the server gave, or called unchanged, counts as confirmed on it.
    `keep_first` is given what is in force, and then what is to be, as `Archive.add` takes it: where it raises, nothing
    is put in force.

    A list that cannot be fetched stays as it was, and is among the result's `failures`. Raises ListFormatError,
    TransportError or SnapshotError, and leaves everything as it was, where no list can be fetched, or where one fails
    and nothing was in force: a first installation is complete or does not happen. Raises ConfigurationError for a name
    that is not a list's.
    """
    installation = Installation(out if out is not None else places.installed_folder())
    with installation.at_work() as work:
        before = installation.last_good()
        if keep_first is not None and before is not None:
            keep_first(before)
        chosen = _sources_to_fetch(lists, urls or {}, snapshot_folder.lists_named(installation.folder))
        terms = _Terms(
            transport or UrllibTransport(),
            on or today(),
            max_bytes,
            allow_shrink=allow_shrink,
            allow_older=allow_older,
        )
        received: dict[str, _Received] = {}
        failures: list[UpdateFailure] = []
        errors: list[AchGuardError] = []
        for source in chosen:
            try:
                received[source.name] = _receive(
                    source,
                    installation,
                    work,
                    before,
                    terms,
                )
            except (ListFormatError, TransportError) as error:
                kept = before is not None and any(source.holds(each.list) for each in before.listings)
                failures.append(UpdateFailure(source.name, str(error), kept))
                errors.append(error)
        for failure in failures:
            logger_of("lists").warning("%s; %s", failure.reason, failure.stays)
        if errors and (before is None or not received):
            raise errors[0]
        kept_sources = [each for each in chosen if each.name not in received]
        listings, entities = _with_kept(received.values(), before, kept_sources)
        made = Snapshot(entities, listings, ("installed", (), listings))
        if keep_first is not None:
            keep_first(made)
        snapshot = installation.install(made, work)
        for name, each in received.items():
            for path, file, fetched in each.files:
                keep(path, fetched, installation.fetched(name, file))
    names = {each.list for each in snapshot.listings}
    dropped = tuple(each.list for each in before.listings if each.list not in names) if before is not None else ()
    result = Update(snapshot, before, tuple(failures), dropped)
    in_force = ", ".join(f"{each.list} of {each.published}" for each in listings)
    logger_of("lists").info("%s: %s", result.in_words, in_force)
    return result


def _sources_to_fetch(
    lists: Iterable[str] | None, urls: Mapping[str, Sequence[str]], installed: Iterable[str]
) -> tuple[ListSource, ...]:
    if lists is None:
        names = [*installed]
        lists = [each.name for each in sources().values() if any(map(each.holds, names))] or DEFAULT_LISTS
    chosen = {name: source_of(name) for name in lists}
    if not chosen:
        raise ConfigurationError(f"name at least one list; there are {', '.join(sources())}")
    if strangers := [name for name in urls if name not in chosen]:
        raise ConfigurationError(
            f"an address is given for {strangers[0][:40]!r}, which is not among the lists to fetch"
        )
    return tuple(source.elsewhere(urls[name]) if urls.get(name) else source for name, source in chosen.items())


def _receive(
    source: ListSource,
    installation: Installation,
    work: Path,
    before: Snapshot | None,
    terms: _Terms,
) -> _Received:
    folder = work / source.name
    folder.mkdir()
    files: list[tuple[Path, str, Fetched]] = []
    for each in source.files:
        path, kept = folder / each.file, installation.fetched(source.name, each.file)
        try:
            came = fetch(terms.transport, each.urls, path, kept=kept, max_bytes=terms.max_bytes, day=terms.day)
            files.append((path, each.file, came))
        except TransportError:
            if not each.optional:
                raise
    old = [each for each in before.listings if source.holds(each.list)] if before is not None else []
    read = any_format.read(*(path for path, _, _ in files))
    required = {each.file for each in source.files if not each.optional}
    fetched_on = min((came.day_fetched or terms.day for _, name, came in files if name in required), default=terms.day)
    listings = tuple(
        replace(
            _dated(Listing.of(each), next(came for path, _, came in files if path.name == each.main), old),
            confirmed=terms.day,
            fetched=fetched_on,
        )
        for each in read
    )
    if strangers := [each.list for each in listings if not source.holds(each.list)]:
        raise ListFormatError(f"{source.name}: its address gives the list {strangers[0]}; check the address")
    count = sum(each.entries for each in listings)
    if count < source.at_least:
        raise ListFormatError(
            f"{source.name}: came with {count:,} entries, where at least {source.at_least:,} are expected; not taken"
        )
    _compare(source, old, listings, terms)
    entities = [entity for each in read for entity in each.entities]
    if before is not None and not terms.allow_shrink:
        _compare_parts(source, [*_entities_of(before, [source])], entities)
    return _Received(entities, listings, tuple(files))


def _dated(listing: Listing, main: Fetched, old: Sequence[Listing]) -> Listing:
    """Date a list that its publisher does not date by what the server says of the file with its entries.

    Where the server says nothing, its files came new today or have been known for longer: that is all that is known.
    """
    if listing.dated_by != "file-time":
        return listing
    if main.day is not None:
        return replace(listing, published=main.day, dated_by="server")
    for each in old:
        if (each.list, each.sha256) == (listing.list, listing.sha256) and each.published < listing.published:
            return replace(listing, published=each.published, dated_by=each.dated_by)
    return listing


def _compare(source: ListSource, old: Sequence[Listing], new: Sequence[Listing], terms: _Terms) -> None:
    was, now = sum(each.entries for each in old), sum(each.entries for each in new)
    if now < was * (1 - MOST_SHRINKAGE) and not terms.allow_shrink:
        raise ListFormatError(
            f"{source.name}: came with {now:,} entries where {was:,} are in force, which is too many fewer; "
            "not taken unless you allow it to shrink"
        )
    days = {each.list: each.published for each in old}
    if (gone := sorted(days.keys() - {each.list for each in new})) and not terms.allow_shrink:
        raise ListFormatError(
            f"{source.name}: came without {gone[0]}, which is in force; not taken unless you allow it to shrink"
        )
    for each in new:
        if each.published < days.get(each.list, dt.date.min) and not terms.allow_older:
            raise ListFormatError(
                f"{each.list}: came as of {each.published}, older than the one in force of {days[each.list]}; "
                "not taken unless you allow it to be older"
            )


_PARTS: Final[tuple[tuple[str, Callable[[ListedEntity], int]], ...]] = (
    ("names", lambda entity: len(entity.names)),
    ("countries", lambda entity: len(entity.countries)),
    ("numbers", lambda entity: len(entity.identifiers)),
)
"""What entries have, each in a file or a part of one that may be cut off by itself."""


def _compare_parts(source: ListSource, old: Sequence[ListedEntity], new: Sequence[ListedEntity]) -> None:
    """Raise ListFormatError where entries came whole and lost a part of what they had, as with a file cut off."""
    for what, count in _PARTS:
        was, now = sum(map(count, old)), sum(map(count, new))
        if now < was * (1 - MOST_SHRINKAGE):
            raise ListFormatError(
                f"{source.name}: came with {now:,} {what} where {was:,} are in force, as if a file were cut off; "
                "not taken unless you allow it to shrink"
            )


def _with_kept(
    received: Iterable[_Received], before: Snapshot | None, kept: Sequence[ListSource]
) -> tuple[tuple[Listing, ...], list[ListedEntity]]:
    received = [*received]
    listings = [listing for each in received for listing in each.listings]
    entities = [entity for each in received for entity in each.entities]
    if before is not None:
        listings += [each for each in before.listings if any(source.holds(each.list) for source in kept)]
        entities += _entities_of(before, kept)
    return tuple(sorted(listings, key=lambda each: each.list)), in_order(entities)


def _entities_of(snapshot: Snapshot, kept: Sequence[ListSource]) -> Iterator[ListedEntity]:
    if kept:
        for entity in snapshot.entities:
            if any(source.holds(entity.list) for source in kept):
                yield entity
