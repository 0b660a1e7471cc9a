"""List files of any publisher, read together: each by its own module, each list once."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from achguard.clock import is_to_come
from achguard.errors import ListFormatError
from achguard.model.decision import DAY_GIVEN_BY
from achguard.sanctions.listed.list_dates import NEVER_OLD, refuse_to_come
from achguard.sanctions.sources import ofac_csv
from achguard.sanctions.sources.reading.list_files import files_in, list_files
from achguard.sanctions.sources.reading.list_stream import open_list_file
from achguard.sanctions.sources.reading.read_list import ReadList
from achguard.sanctions.sources.sniff import FORMATS, OFAC_CSV, Format, sniff

SUFFIXES: Final = (".csv", ".xml", ".json", ".jsonl")
"""What the names of list files in a folder end in; a file that is named itself may be called anything."""

_READ: Final = 2
"""Raised when readers keep more of a file than before, so that no older snapshot is taken from a cache."""

_TO_GIVE: Final = "a publisher's files as downloaded"


@dataclass(frozen=True, slots=True)
class _Found:
    """One list, and where it was found."""

    read: ReadList
    rank: int
    """Place of its format in `FORMATS`."""
    file: str
    folders: frozenset[Path]
    """The folders that it came out of; none where the file itself was named."""


def read(
    *files_or_folders: str | Path, published: dt.date | None = None, partial: bool = False
) -> tuple[ReadList, ...]:
    """Read every list in the files and folders, each by its own publisher's format, in order of the lists' names.

    `published` dates the lists whose files carry no date; else the file's time does.
    `partial` lets one of OFAC's CSV sets without its aliases or
    addresses pass. A folder that holds the same list in two formats gives it once, by the order of `FORMATS`, and says
    so among the list's problems. Raises ListFormatError for a damaged file, for one of no publisher, for the same list
    in two files that were named, and for a list of a day after tomorrow; ConfigurationError for such a `published`.
    """
    refuse_to_come(published)
    found = list(
        _found(list_files(files_or_folders, SUFFIXES, _TO_GIVE), files_or_folders, published=published, partial=partial)
    )
    chosen: dict[str, _Found] = {}
    for each in found:
        if is_to_come(each.read.published):
            raise ListFormatError(
                f"{each.read.main}: is dated {each.read.published} by {DAY_GIVEN_BY[each.read.dated_by]}, {NEVER_OLD}; "
                "check the file and the clock, and give the list's own date"
            )
    for each in sorted(found, key=lambda each: (each.read.list, each.rank, each.file)):
        first = chosen.get(each.read.list)
        if first is None:
            chosen[each.read.list] = each
        elif not each.folders or not each.folders <= first.folders or first.rank == each.rank:
            raise ListFormatError(f"{first.file} and {each.file} both hold {each.read.list}; give it once, of one day")
        else:
            problem = f"{each.read.list}: {each.file} holds the same list and was not read, because of {first.file}"
            again = replace(first.read, problems=(*first.read.problems, problem))
            chosen[each.read.list] = replace(first, read=again)
    return tuple(each.read for each in chosen.values())


def cache_key(*files_or_folders: str | Path, published: dt.date | None = None, partial: bool = False) -> str:
    """Name for a snapshot of these files in a cache: a digest of what they hold, of their dates and of the options.

    Raises ListFormatError where a file cannot be read.
    """
    lines = [f"published {published} partial {partial} read {_READ}"]
    for path in list_files(files_or_folders, SUFFIXES, _TO_GIVE):
        with open_list_file(path) as file:
            for _ in file.chunks():
                pass
            day = "" if published else f"{file.modified}"
            lines.append(f"{path.name.lower()} {day} {file.sha256}")
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _found(
    files: Iterable[Path], named: Iterable[str | Path], *, published: dt.date | None, partial: bool
) -> Iterator[_Found]:
    folders = {path: Path(each) for each in named if Path(each).is_dir() for path in files_in(Path(each), SUFFIXES)}
    formats: dict[Path, Format] = {path: sniff(path) for path in files}
    csv_files = [path for path, known in formats.items() if known is OFAC_CSV]
    if csv_files:
        where = frozenset(folders[path] for path in csv_files if path in folders)
        for listed in ofac_csv.read(*csv_files, published=published, partial=partial):
            yield _Found(listed, 0, csv_files[0].name if len(csv_files) == 1 else "the CSV files", where)
    for path, known in formats.items():
        if known is not OFAC_CSV:
            for each in known.reader(path, published=published):
                beside = frozenset({folders[path]} if path in folders else ())
                yield _Found(each, FORMATS.index(known), path.name, beside)
