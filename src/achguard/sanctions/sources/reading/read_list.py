"""What a publisher's file, or a set of them, comes to: one list, its entries, its date and its digest."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.listed.list_dates import DatedBy
from achguard.sanctions.sources.reading import to_compare
from achguard.sanctions.sources.reading.list_stream import AGAIN, ListStream


@dataclass(frozen=True, slots=True)
class ReadList:
    """One list as read from its file, or from its set of files."""

    list: str
    """The list's short name, such as `un-sc`."""
    entities: tuple[ListedEntity, ...]
    published: dt.date
    dated_by: DatedBy
    sha256: str
    """`sha256:` and the digest of the file; of a set, of all its files by what they hold and not by their names."""
    problems: tuple[str, ...]
    """What is odd about the files without making them unusable, a sentence each."""
    main: str
    """Name of the file; of a set, of the one with the entries, which dates it."""
    records: int
    """Entries or rows of that file; more than entities where a publisher lists one entity several times."""
    partial: bool = False
    """Whether a required file of a set is missing; a list of one file is whole or refused."""
    without: tuple[str, ...] = ()
    """Optional files of a set that are missing."""


def read_list(
    name: str,
    entities: Iterable[ListedEntity],
    file: ListStream,
    *,
    published: dt.date | None,
    publisher_date: dt.date | None,
    problems: Iterable[str] = (),
    records: int | None = None,
) -> ReadList:
    """Put a list together and date it: by its publisher, else by `published`, else by the file's time.

    Raises ListFormatError for a list without entries, with a number twice, or without any date.
    """
    listed = tuple(entities)
    if not listed:
        raise file.refusal(f"holds no entry; {AGAIN}")
    seen: set[str] = set()
    for entity in listed:
        if entity.uid in seen:
            raise file.refusal(f"entry {entity.uid[:40]!r} is there twice; give the file as it is published")
        seen.add(entity.uid)
    dated_by: DatedBy
    if publisher_date is not None:
        day, dated_by = publisher_date, "publisher"
    elif published is not None:
        day, dated_by = published, "argument"
    elif file.modified is not None:
        day, dated_by = file.modified, "file-time"
    else:
        raise file.refusal("says no date; give `published`, or a file that has a time")
    return ReadList(
        list=name,
        entities=listed,
        published=day,
        dated_by=dated_by,
        sha256=file.sha256,
        problems=tuple(problems),
        main=file.name,
        records=len(listed) if records is None else records,
    )


def merged(entities: Iterable[ListedEntity]) -> tuple[ListedEntity, ...]:
    """Bring together the entries that share a number, in order of their first: every name, program and number once."""
    found: dict[str, ListedEntity] = {}
    for entity in entities:
        first = found.get(entity.uid)
        found[entity.uid] = entity if first is None else _joined(first, entity)
    return tuple(found.values())


def _joined(first: ListedEntity, other: ListedEntity) -> ListedEntity:
    texts = {name.text for name in first.names}
    return replace(
        first,
        names=(
            *first.names,
            *(
                replace(name, kind="aka", quality="strong") if name.kind == "primary" else name
                for name in other.names
                if name.text not in texts
            ),
        ),
        programs=tuple(dict.fromkeys((*first.programs, *other.programs))),
        dates_of_birth=tuple(dict.fromkeys((*first.dates_of_birth, *other.dates_of_birth))),
        countries=tuple(sorted({*first.countries, *other.countries})),
        identifiers=tuple(dict.fromkeys((*first.identifiers, *other.identifiers))),
        bics=tuple(dict.fromkeys((*first.bics, *other.bics))),
        title=first.title or other.title,
        addresses=tuple(dict.fromkeys((*first.addresses, *other.addresses))),
        places_of_birth=tuple(dict.fromkeys((*first.places_of_birth, *other.places_of_birth))),
        remarks=first.remarks
        if first.remarks == other.remarks
        else to_compare.remarks(first.remarks or "", other.remarks or ""),
    )
