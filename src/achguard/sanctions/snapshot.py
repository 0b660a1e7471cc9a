"""The exact lists that are screened against: opened or built, immutable, dated, and safe to share."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Self

from achguard.clock import today
from achguard.errors import ListFormatError, SnapshotError
from achguard.first_use import MAKING, cached_property
from achguard.model.given_path import path_of
from achguard.package_files import as_folder
from achguard.sanctions.hit import Hit
from achguard.sanctions.listed import named
from achguard.sanctions.listed.entity import Entry, ListedEntity, ListedMatch
from achguard.sanctions.listed.entity_store import Entities, EntitiesInFiles, EntitiesInMemory, in_order
from achguard.sanctions.stored import places, snapshot_folder
from achguard.sanctions.stored.listing import Listing

if TYPE_CHECKING:
    from mmap import mmap

    from achguard.model.decision import ListVersion
    from achguard.sanctions.changes import Changes
    from achguard.sanctions.listed.lookup import Lookup
    from achguard.sanctions.screener import Screener

_SAMPLE_LIST = "sample-sdn"

Specification = tuple[str, tuple[object, ...], tuple[Listing, ...]]
"""How a snapshot is had again: which way, with what, and the lists it must then hold."""


class Snapshot:
    """Sanctions lists of one moment, ready to be screened against.

    Immutable, safe to share between threads, and pickled as a specification: where it came from and the digests and
    dates that it must still have there.
    """

    def __init__(
        self, entities: Iterable[ListedEntity], listings: Iterable[Listing], specification: Specification
    ) -> None:
        """Hold entities; use `open`, `from_files`, `sample` or `latest`."""
        self._entities: Entities = entities if isinstance(entities, EntitiesInFiles) else EntitiesInMemory(entities)
        self._listings = tuple(sorted(listings, key=lambda each: each.list))
        self._specification = specification
        self._screener: Screener | None = None
        self._index_part: mmap | None = None
        self._parties_part: mmap | None = None

    # Ways to have one

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open a built snapshot folder, or the version in force of a folder that `achguard lists update` keeps.

        Raises SnapshotError for a folder without one, of another format, changed since it was built, or with a list of
        a day after tomorrow.
        """
        opened = snapshot_folder.read(path_of(path, SnapshotError))
        snapshot = cls(opened.entities, opened.listings, ("open", (str(opened.folder.absolute()),), opened.listings))
        snapshot._index_part = opened.parts.get(snapshot_folder.INDEX)
        snapshot._parties_part = opened.parts.get(snapshot_folder.PARTIES)
        return snapshot

    @classmethod
    def from_files(cls, *files_or_folders: str | Path, published: dt.date | None = None, partial: bool = False) -> Self:
        """Read official list files as downloaded, in memory; the content says which format it is.

        Those are OFAC's SDN and consolidated lists (CSV sets, XML, advanced XML), the UN, EU and UK lists, the US
        Consolidated Screening List and OpenSanctions' datasets. `published` dates the lists whose files carry no date,
        as OFAC's CSV files; else the time of the file with the entries does. `partial` lets a CSV set without its
        aliases or addresses pass. Raises ListFormatError for files that are damaged, incomplete or of a day after
        tomorrow, and for one list in two of them; ConfigurationError for such a `published`.
        """
        from achguard.sanctions.sources import any_format

        files_or_folders = tuple(path_of(each, ListFormatError) for each in files_or_folders)
        sets = any_format.read(*files_or_folders, published=published, partial=partial)
        paths = tuple(str(Path(each).absolute()) for each in files_or_folders)
        listings = tuple(Listing.of(each) for each in sets)
        entities = (entity for each in sets for entity in each.entities)
        return cls(entities, listings, ("from_files", (paths, published, partial), listings))

    @classmethod
    def sample(cls, *, published: dt.date | None = None, also: Iterable[str] = ()) -> Self:
        """Give the small list of invented parties that ships for trying out and for tests.

        It dates itself today, so that it never goes stale, unless `published` says another day; a day to come is for
        tests of law that is, and cannot be built. `also` are names to list beside them, each as a person of its own;
        they make another list of it, `sample-names`. Raises ConfigurationError for a name without a letter and for a
        single text.
        """
        from achguard.sanctions.sources import ofac_csv

        day = published or today()
        with as_folder(files("achguard").joinpath("_data", "sample_list")) as folder:
            (read,) = ofac_csv.read(folder, published=day, list_name=_SAMPLE_LIST)
        names = named.given(also)
        own, listings = named.named(names), [Listing.of(read)]
        if own:
            digest = named.digest_of(names)
            listings.insert(0, Listing(named.LIST_NAME, day, "argument", len(own), digest, partial=False))
        return cls((*read.entities, *own), listings, ("sample", (day, names), tuple(listings)))

    @classmethod
    def latest(cls) -> Self:
        """Open the snapshot that `achguard lists update` installed, or the one in the folder that ACHGUARD_LISTS names.

        Raises SnapshotError where there is none.
        """
        folder = places.installed_folder()
        if not snapshot_folder.is_snapshot(folder):
            raise SnapshotError(
                f"{folder}: no lists are installed; run `achguard lists update`, "
                "or `achguard lists build` on files you have"
            )
        return cls.open(folder)

    def build(self, out: str | Path) -> Self:
        """Write the snapshot to a folder and open it there; the same lists and dates give the same bytes.

        Raises SnapshotError where the folder holds other files or cannot be written; an interrupted build leaves the
        folder as it was.
        """
        return self.keep(path_of(out, SnapshotError))

    def keep(self, out: Path, made_from: str | None = None) -> Self:
        """Build, as `build` does, and write down which files it was made from, for a cache to compare."""
        from achguard.sanctions.comparing.same_party import joined_entries
        from achguard.sanctions.index.name_index import NameIndex
        from achguard.sanctions.stored import index_file, parties_file

        screened = self.screened_entities
        parts = {snapshot_folder.INDEX: index_file.pack(NameIndex.build(in_order(screened)))}
        if len(self._listings) > 1:
            parts[snapshot_folder.PARTIES] = parties_file.pack(joined_entries(screened))
        snapshot_folder.write(out, self._entities, self._listings, parts, made_from=made_from)
        return type(self).open(out)

    # What it holds

    @cached_property
    def lists(self) -> "tuple[ListVersion, ...]":
        """Exactly which lists these are, in order of their names."""
        from achguard.model.decision import ListVersion

        return tuple(
            ListVersion(
                list=each.list,
                published=each.published,
                dated_by=each.dated_by,
                entries=each.entries,
                sha256=each.sha256,
                confirmed=each.confirmed,
                fetched=each.fetched,
                without=each.without,
                partial=each.partial,
            )
            for each in self._listings
        )

    @property
    def listings(self) -> tuple[Listing, ...]:
        """The same with what was odd about the files, as plain values."""
        return self._listings

    @property
    def problems(self) -> tuple[str, ...]:
        """What was odd about the list files without making them unusable, a sentence each."""
        return tuple(problem for each in self._listings for problem in each.problems)

    @property
    def published(self) -> dt.date:
        """Date of the oldest list."""
        return min(each.published for each in self._listings)

    @property
    def entities(self) -> Sequence[ListedEntity]:
        """All entries of all lists; those of a built snapshot are decoded as they are asked for."""
        return self._entities

    @property
    def screened_entities(self) -> Sequence[ListedEntity]:
        """The same entries; those of a built snapshot without addresses, places of birth and remarks."""
        return self._entities.screened

    def __len__(self) -> int:
        """How many entities are listed."""
        return len(self._entities)

    def entity(self, uid: str, list_name: str | None = None) -> ListedEntity | None:
        """Give the entry with the publisher's number, or None; `list_name` tells entries of two publishers apart.

        Raises SnapshotError where the addresses and remarks of a built snapshot were changed since it was built.
        """
        return _of_list(self._entities.holding("uid", uid), list_name)

    def screened_entity(self, uid: str, list_name: str | None = None) -> ListedEntity | None:
        """Give the entry as a decision needs it, or None: in a built snapshot, without addresses and remarks."""
        return _of_list(self._entities.screened.holding("uid", uid), list_name)

    def same_party(self, uid: str, list_name: str) -> tuple[Entry, ...]:
        """Give all entries of the party that an entry is of, in order of the lists; none where nothing joins it.

        Entries of different lists are one party where they share a number (or a full date of birth, or an IMO number or
        LEI) and their names do not contradict it, or a full date of birth and a name that few people have. Worked out
        when the snapshot is built, or when it is first asked for.
        """
        return self._parties.get(Entry(list_name, uid), ())

    def by_party(self, hits: Iterable[Hit]) -> tuple[tuple[Hit, ...], ...]:
        """Put the hits of one name together that are on one party, each where the party's first one stands."""
        found: dict[tuple[Entry, ...], list[Hit]] = {}
        for hit in hits:
            found.setdefault(self.same_party(hit.uid, hit.list) or (hit.entry,), []).append(hit)
        return tuple(map(tuple, found.values()))

    def as_known(self, listings: tuple[Listing, ...]) -> Self:
        """Give the same lists with what was known of them at another time; for a pickle to come back as it was.

        A day on which nothing was new is no change of the lists, but a decision's basis says when they were confirmed.
        """
        way, arguments, _ = self._specification
        same = type(self)(self._entities, listings, (way, arguments, listings))
        same._index_part, same._parties_part = self._index_part, self._parties_part  # noqa: SLF001  one of our own
        return same

    # What changes from day to day

    def rows(self) -> Iterator[bytes]:
        """Yield each entry as it is stored, one after the other; equal entries are equal rows."""
        return self._entities.rows()

    def changes_since(self, old: "Snapshot") -> "Changes[Snapshot]":
        """Compare with an earlier snapshot: which entries are new, which are gone, and which say something else."""
        from achguard.sanctions.changes import changes_between

        return changes_between(old, self)

    def only(self, entries: Iterable[tuple[str, str]]) -> Self:
        """Give a snapshot of these entries alone, each the list's name and the publisher's number.

        Its lists are partial, and say so in every decision: whoever meets none of these entries may yet meet another
        one. Raises SnapshotError for an entry that is not here.
        """
        wanted = tuple(sorted(set(entries)))
        chosen = {pair: self.entity(pair[1], pair[0]) for pair in wanted}
        if absent := [f"{list_name} {uid}" for (list_name, uid), found in chosen.items() if found is None]:
            raise SnapshotError(f"no such entry: {', '.join(absent[:3])}; give the list's name and the entry's number")
        listings = []
        for each in self._listings:
            count = sum(list_name == each.list for list_name, _ in wanted)
            note = f"{each.list}: only {count:,} of its {each.entries:,} entries, as asked"
            listings.append(replace(each, entries=count, partial=True, problems=(*each.problems, note)))
        entities = (entity for entity in chosen.values() if entity is not None)
        return type(self)(entities, listings, ("only", (self._specification, wanted), tuple(listings)))

    # Screening

    def screen(
        self,
        name: str,
        *,
        kind: str | None = None,
        date_of_birth: dt.date | str | None = None,
        country: str | None = None,
        cut_at: int | None = None,
        min_score: float | None = None,
        as_of: dt.date | None = None,
    ) -> tuple[Hit, ...]:
        """Give the listed entities that a name field may name, best first, one hit for each.

        Each party of a field that holds several is screened, a listed name in full beside other words, and what escapes
        and other disguises stand for. Of a name longer than 2,000 letters, digits and blanks, folded, the beginning is
        screened; `achguard.names.is_readable` tells.

        A date of birth (a date or ISO text) and a `country` (alpha-2) that agree raise a score a little; what
        disagrees, the `kind` (`individual | organization`) too, hides no hit and is told in `Hit.disagrees`. A date
        of birth that cannot be one on the day `as_of` (today where nothing is said), or that stands for a missing one,
        counts for nothing; `Hit.is_outweighed` says what a clearly other one is worth. `cut_at` is the width of the
        field that may have cut the name off. `min_score` None is `DEFAULT_MIN_SCORE`. What is no name gives no hit,
        and nothing raises.
        """
        return self.screener().screen(
            name,
            kind=kind,
            date_of_birth=date_of_birth,
            country=country,
            cut_at=cut_at,
            min_score=min_score,
            as_of=as_of,
        )

    def screen_many(
        self, names: Iterable[str], *, cut_at: int | None = None, min_score: float | None = None, workers: int = 1
    ) -> list[tuple[Hit, ...]]:
        """Screen names in order, each distinct one once; the same hits as `screen` name by name.

        With `workers` above one that many processes share the work, which pays from some 50,000 distinct names; each
        opens the snapshot for itself, so have a built one. A script that asks for them needs the usual
        `if __name__ == "__main__":` guard.
        """
        wanted = [*names]
        distinct = [*dict.fromkeys(name for name in wanted if isinstance(name, str))]
        if workers > 1 and len(distinct) > 1:
            from achguard.sanctions.processes import screen_in_processes

            found = screen_in_processes(self, distinct, cut_at=cut_at, min_score=min_score, workers=workers)
        else:
            found = self.screener().screen_many(distinct, cut_at=cut_at, min_score=min_score)
        known = dict(zip(distinct, found, strict=True))
        return [known[name] if isinstance(name, str) else () for name in wanted]

    def screen_text(self, text: str, *, min_score: float | None = None) -> tuple[Hit, ...]:
        """Give the entities whose listed names stand inside a line of free text, best first.

        All telling words of a name must stand close together; a name of one word counts where it is long and rare, a
        ship's where the text speaks of shipping, a weak alias never.
        """
        return self.screener().screen_text(text, min_score=min_score)

    def find_identifier(
        self,
        value: str,
        type: str | None = None,  # noqa: A002 -- the word of the payment model's identifiers
        country: str | None = None,
    ) -> tuple[ListedMatch, ...]:
        """Give the entities with this number, exact on letters and digits; fewer than five of them find nothing.

        `type` None, `tax_id` and `other` meet every kind of number. A number that many people have (digits alone, fewer
        than eight without zeros in front, or a day) meets its own type only, or the one that a label such as `PASSPORT`
        says; with None any. An entry that has the number from `country` comes first; another country hides none.
        """
        return self._lookup.identifier(value, type, country)

    def find_bic(self, bic: str) -> tuple[ListedMatch, ...]:
        """Give the listed banks with exactly this BIC; eight characters are the head office, `XXX`."""
        return self._lookup.bic(bic)

    # Inside

    @cached_property
    def _parties(self) -> Mapping[Entry, tuple[Entry, ...]]:
        if len(self._listings) < 2:  # noqa: PLR2004 -- two lists
            return {}
        with MAKING:
            from achguard.sanctions.comparing.same_party import joined_entries
            from achguard.sanctions.stored.parties_file import unpack

            kept = unpack(self._parties_part) if self._parties_part is not None else None
            parties = joined_entries(self.screened_entities) if kept is None else kept
            return {entry: party for party in parties for entry in party}

    @cached_property
    def _lookup(self) -> "Lookup":
        with MAKING:
            from achguard.sanctions.listed.lookup import Lookup

            return Lookup(self._entities.screened)

    def screener(self) -> "Screener":
        """Give what screens names against these entries; made or mapped when it is first asked for."""
        if self._screener is None:
            with MAKING:
                if self._screener is None:
                    from achguard.sanctions.screener import Screener
                    from achguard.sanctions.stored.index_file import unpack

                    arrays = unpack(self._index_part) if self._index_part is not None else None
                    screened = self.screened_entities
                    entities = screened if arrays is not None else tuple(screened)
                    self._screener = Screener(entities, arrays)
        return self._screener

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle where it came from, not what it holds."""
        return _again, (type(self), self._specification)

    def __repr__(self) -> str:
        """Which lists, and of which day."""
        lists = ", ".join(f"{each.list} of {each.published} ({each.entries:,} entries)" for each in self._listings)
        return f"Snapshot({lists})"


def _of_list(found: Iterable[ListedEntity], list_name: str | None) -> ListedEntity | None:
    return next((entity for entity in found if list_name in {None, entity.list}), None)


def _unconfirmed(listings: Iterable[Listing]) -> tuple[Listing, ...]:
    return tuple(each.unconfirmed for each in listings)


def _again(cls: type[Snapshot], specification: Specification) -> Snapshot:
    way, arguments, listings = specification
    match way, arguments:
        case "open", (str() as folder,):
            snapshot = cls.open(folder)
            if _unconfirmed(snapshot.listings) == _unconfirmed(listings):
                snapshot = snapshot.as_known(listings)
        case "from_files", (tuple() as paths, published, partial):
            day = published if isinstance(published, dt.date) else None
            snapshot = cls.from_files(*map(str, paths), published=day, partial=bool(partial))
        case "sample", (dt.date() as day, tuple() as names):
            snapshot = cls.sample(published=day, also=map(str, names))
        case "only", ((str() as how, tuple() as what, tuple() as which), tuple() as entries):
            snapshot = _again(cls, (how, what, which)).only(entries)
        case _:
            raise SnapshotError("this pickled snapshot is of another version of achguard; make it again")
    if snapshot.listings != listings:
        changed = [replace(each, problems=()) for each in listings]
        raise SnapshotError(
            f"the lists were changed since the snapshot was pickled: they are {snapshot!r}, not {changed!r}"
        )
    return snapshot
