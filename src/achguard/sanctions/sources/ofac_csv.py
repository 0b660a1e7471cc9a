"""OFAC's CSV files: an entry file, aliases, addresses and comments, for the SDN list and the consolidated list.

Layout and quirks: OFAC's data specification of 2023-09-25 and the files of 2021-07, 2024-05 and 2026-06. The files
have no header (though copies with one exist), write nothing as `-0- `, part programs with `] [`, end in 0x1A, and
keep weak aliases, dates of birth and numbers in the remarks, which run over into the comments file in the middle of a
word.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from achguard.errors import ListFormatError
from achguard.model.given_path import shown_path
from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedIdentifier, ListedName, NameKind
from achguard.sanctions.sources.ofac_remarks import Remarks, read_remarks
from achguard.sanctions.sources.reading.csv_file import CsvFile, read_csv_file

Role = Literal["entries", "aliases", "addresses", "comments"]
"""What a file of a set holds."""

Family = Literal["ofac-sdn", "ofac-cons"]
"""The two families of list that OFAC publishes; also their short names."""

_COMMENT_COLUMNS: Final = 2
_ROLE_OF_COLUMNS: Final[dict[int, Role]] = {12: "entries", 5: "aliases", 6: "addresses", _COMMENT_COLUMNS: "comments"}
_FILE: Final[dict[Family, dict[Role, str]]] = {
    "ofac-sdn": {"entries": "sdn.csv", "aliases": "alt.csv", "addresses": "add.csv", "comments": "sdn_comments.csv"},
    "ofac-cons": {
        "entries": "cons_prim.csv",
        "aliases": "cons_alt.csv",
        "addresses": "cons_add.csv",
        "comments": "cons_comments.csv",
    },
}
_REQUIRED: Final[tuple[Role, ...]] = ("entries", "aliases", "addresses")

# source: the Program column of cons_prim.csv of 2024; the SDN file has few entries with these programs alone.
_CONSOLIDATED_PROGRAMS: Final = frozenset({"UKRAINE-EO13662", "NS-PLC", "CMIC-EO13959", "561-RELATED"})

_KINDS: Final[dict[str, EntityKind]] = {
    "": "organization",
    "entity": "organization",
    "individual": "individual",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_ALIAS_KINDS: Final[dict[str, NameKind]] = {"aka": "aka", "fka": "fka", "nka": "nka"}

MAX_ORPHANS: Final = 1 / 3
"""Share of alias or address rows that may name an absent entry.

Files of two days differ by up to 11 % (SDN of 2024-05 with addresses of mid-2024); a file that lost its second half,
by 50 %.
"""

_LONGEST_REMARKS: Final = 1000
_SHORTEST_NUMBER: Final = 3


@dataclass(frozen=True, slots=True)
class OfacCsvSet:
    """One list as read from its files."""

    list: str
    """The list's short name, such as `ofac-sdn`."""
    entities: tuple[ListedEntity, ...]
    published: dt.date
    dated_by: Literal["publisher", "argument", "server", "file-time"]
    sha256: str
    """`sha256:` and the digest of all files of the set, by what they hold and not by their names."""
    partial: bool
    """Whether a required file is missing."""
    problems: tuple[str, ...]
    """What is odd about the files without making them unusable, a sentence each."""
    without: tuple[str, ...]
    """Optional files that are missing."""
    main: str
    """Name of the file with the entries, which dates the set."""
    alias_rows: int
    address_rows: int
    orphan_alias_rows: int
    """Alias rows that name an entry which the entry file lacks."""
    orphan_address_rows: int


def list_files(*files_or_folders: str | Path) -> tuple[Path, ...]:
    """Give the CSV files that were named, and those in the folders that were named, but not in their subfolders.

    Raises ListFormatError for what is absent, and for a folder without a CSV file.
    """
    found: list[Path] = []
    for each in files_or_folders:
        path = Path(each)
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(item for item in path.iterdir() if item.suffix.lower() == ".csv" and item.is_file())
        if not inside:
            raise ListFormatError(
                f"{path}: holds no .csv file; give the folder with sdn.csv, alt.csv and add.csv as downloaded"
            )
        found.extend(inside)
    if not found:
        raise ListFormatError("no list file given; give sdn.csv, alt.csv and add.csv as downloaded, or their folder")
    return tuple(dict.fromkeys(found))


def read(
    *files_or_folders: str | Path,
    published: dt.date | None = None,
    partial: bool = False,
    list_name: str | None = None,
) -> tuple[OfacCsvSet, ...]:
    """Read one or both of OFAC's lists from their files, told apart by what they hold.

    `published` dates the lists, since the files carry no date; else the time of each set's file of entries does: the
    other files may have been touched, or fetched, without a new list. `partial`
    lets a set without its aliases or its addresses pass. `list_name` is for a list in OFAC's layout that OFAC did not
    publish. Raises ListFormatError for a damaged file, two files for one purpose, or a set that lacks a file.
    """
    files = [
        _checked(read_csv_file(path, header="ent_num", may_lose_rows=_COMMENT_COLUMNS))
        for path in list_files(*files_or_folders)
    ]
    sets = [
        _read_set(family, roles, published=published, partial=partial, list_name=list_name)
        for family, roles in sorted(_grouped(files).items())
    ]
    return tuple(sets)


def cache_key(*files_or_folders: str | Path, published: dt.date | None = None, partial: bool = False) -> str:
    """Name for a snapshot of these files in a cache: a digest of what they hold, of their dates and of the options.

    Raises ListFormatError where a file cannot be read.
    """
    lines = [f"published {published} partial {partial}"]
    for path in list_files(*files_or_folders):
        try:
            content, time = path.read_bytes(), path.stat().st_mtime
        except OSError as error:
            raise ListFormatError(
                f"{shown_path(path)}: cannot be read ({error.strerror or error}); give the list files as downloaded"
            ) from None
        day = "" if published else dt.datetime.fromtimestamp(time, tz=dt.UTC).date().isoformat()
        lines.append(f"{path.name.lower()} {day} {hashlib.sha256(content).hexdigest()}")
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _checked(file: CsvFile) -> CsvFile:
    if file.columns not in _ROLE_OF_COLUMNS:
        raise ListFormatError(
            f"{file.name}: has {file.columns} columns; an OFAC file has 12 (entries), 5 (aliases), 6 (addresses) "
            "or 2 (comments); give the files as OFAC publishes them"
        )
    unnumbered = [line for line, fields in file.rows if not (fields[0].isascii() and fields[0].strip().isdigit())]
    if unnumbered and _role(file) == "comments" and len(unnumbered) * 2 < len(file.rows):
        rows = tuple(row for row in file.rows if row[0] not in unnumbered)
        return replace(file, rows=rows, skipped=tuple(sorted((*file.skipped, *unnumbered))))
    for line in unnumbered:
        raise ListFormatError(
            f"{file.name}, line {line}: starts with no entry number; give the file as OFAC publishes it"
        )
    if _role(file) == "aliases":
        line, fields = file.rows[0]
        if _value(fields[2]).lower() not in _ALIAS_KINDS:
            raise ListFormatError(
                f"{file.name}, line {line}: its third column is not aka, fka or nka; give OFAC's alias file"
            )
    return file


def _role(file: CsvFile) -> Role:
    return _ROLE_OF_COLUMNS[file.columns]


def _grouped(files: list[CsvFile]) -> dict[Family, dict[Role, CsvFile]]:
    """Sort the files into lists: entry files first, since the others may only tell by the entries that they name."""
    groups: dict[Family, dict[Role, CsvFile]] = {}
    for file in sorted(files, key=lambda file: _role(file) != "entries"):
        family = _family(file, groups)
        roles = groups.setdefault(family, {})
        role = _role(file)
        if role in roles:
            raise ListFormatError(
                f"{file.name} and {roles[role].name} both hold {role} of {family}; give the files of one day, each once"
            )
        roles[role] = file
    return groups


def _family(file: CsvFile, groups: Mapping[Family, Mapping[Role, CsvFile]]) -> Family:
    name = file.name.lower()
    if name.startswith("cons"):
        return "ofac-cons"
    if name.startswith(("sdn", "alt", "add")):
        return "ofac-sdn"
    if _role(file) == "entries":
        named = [set(_programs(fields[3])) for _, fields in file.rows]
        consolidated = sum(bool(programs & _CONSOLIDATED_PROGRAMS) for programs in named)
        return "ofac-cons" if consolidated * 2 > len(named) else "ofac-sdn"
    uids = {fields[0] for _, fields in file.rows}
    shared = {
        family: len(uids & {fields[0] for _, fields in roles["entries"].rows})
        for family, roles in groups.items()
        if "entries" in roles
    }
    return max(shared, key=lambda family: shared[family], default="ofac-sdn")


def _read_set(
    family: Family,
    roles: Mapping[Role, CsvFile],
    *,
    published: dt.date | None,
    partial: bool,
    list_name: str | None,
) -> OfacCsvSet:
    name = list_name or family
    missing = [_FILE[family][role] for role in _REQUIRED if role not in roles]
    if missing and ("entries" not in roles or not partial):
        way_out = "" if "entries" not in roles else ", or say --partial to screen without it"
        have = ", ".join(file.name for file in roles.values())
        raise ListFormatError(f"{name}: {' and '.join(missing)} missing beside {have}; download the whole set{way_out}")
    entries, aliases, addresses = roles["entries"], _by_uid(roles.get("aliases")), _by_uid(roles.get("addresses"))
    comments = {uid: "".join(_value(row[1]) for row in rows) for uid, rows in _by_uid(roles.get("comments")).items()}
    uids = _uids(entries)
    rows_of: dict[Role, dict[str, list[tuple[str, ...]]]] = {"aliases": aliases, "addresses": addresses}
    orphans = {role: _orphans(rows, uids, roles, role) for role, rows in rows_of.items()}
    problems = [
        f"{name}: {count:,} rows of {roles[role].name} name an entry that {entries.name} lacks"
        for role, count in orphans.items()
        if count and role in roles
    ]
    problems += [f"{name}: read without {file}, as asked" for file in missing]
    without = () if "comments" in roles else (_FILE[family]["comments"],)
    problems += [
        f"{name}: {len(file.skipped):,} damaged rows of {file.name} were left out, the first in line {file.skipped[0]}"
        for file in roles.values()
        if file.skipped
    ]
    unknown = sorted({_value(fields[2]) for _, fields in entries.rows if _value(fields[2]).lower() not in _KINDS})
    problems += [f"{name}: unknown type {kind!r}, taken as an organization" for kind in unknown]
    dated_by: Literal["argument", "file-time"] = "file-time" if published is None else "argument"
    return OfacCsvSet(
        list=name,
        entities=tuple(
            _entity(name, fields, aliases.get(uid, ()), addresses.get(uid, ()), comments.get(uid, ""))
            for uid, fields in ((fields[0].strip(), fields) for _, fields in entries.rows)
        ),
        published=published or entries.modified,
        dated_by=dated_by,
        sha256=_digest(roles),
        partial=bool(missing),
        problems=tuple(problems),
        without=without,
        main=entries.name,
        alias_rows=sum(map(len, aliases.values())),
        address_rows=sum(map(len, addresses.values())),
        orphan_alias_rows=orphans["aliases"],
        orphan_address_rows=orphans["addresses"],
    )


def _uids(entries: CsvFile) -> frozenset[str]:
    seen: set[str] = set()
    for line, fields in entries.rows:
        uid = fields[0].strip()
        if uid in seen:
            raise ListFormatError(
                f"{entries.name}, line {line}: entry {uid} is there twice; give the file as OFAC publishes it"
            )
        if not _value(fields[1]):
            raise ListFormatError(
                f"{entries.name}, line {line}: entry {uid} has no name; give the file as OFAC publishes it"
            )
        seen.add(uid)
    return frozenset(seen)


def _by_uid(file: CsvFile | None) -> dict[str, list[tuple[str, ...]]]:
    rows: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for _, fields in file.rows if file else ():
        rows[fields[0].strip()].append(fields)
    return dict(rows)


def _orphans(
    rows: Mapping[str, list[tuple[str, ...]]], uids: frozenset[str], roles: Mapping[Role, CsvFile], role: Role
) -> int:
    orphans = sum(len(each) for uid, each in rows.items() if uid not in uids)
    total = sum(map(len, rows.values()))
    if orphans > total * MAX_ORPHANS:
        raise ListFormatError(
            f"{roles['entries'].name}: lacks the entries of {orphans:,} of the {total:,} rows of {roles[role].name}: "
            "it is cut off or of another list; download the whole set again"
        )
    return orphans


def _digest(roles: Mapping[Role, CsvFile]) -> str:
    lines = "".join(f"{role} {roles[role].sha256}\n" for role in sorted(roles))
    return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def _value(field: str) -> str:
    """Give a field without blanks; nothing for OFAC's `-0-`."""
    value = field.strip()
    return "" if value == "-0-" else value


def _programs(field: str) -> tuple[str, ...]:
    parts = (part.strip(" []") for part in _value(field).split("] ["))
    return tuple(dict.fromkeys(part for part in parts if part))


def _entity(
    list_name: str,
    fields: tuple[str, ...],
    aliases: Iterable[tuple[str, ...]],
    addresses: Iterable[tuple[str, ...]],
    comment: str,
) -> ListedEntity:
    uid, name, kind, programs, title = (_value(field) for field in fields[:5])
    remarks = read_remarks(_remarks(fields[11], comment))
    return ListedEntity(
        uid=uid,
        list=list_name,
        kind=_KINDS.get(kind.lower(), "organization"),
        names=tuple(_names(name, aliases, remarks)),
        programs=_programs(programs),
        dates_of_birth=remarks.dates_of_birth,
        countries=_countries([*(_value(row[4]) for row in addresses), *remarks.countries]),
        identifiers=tuple(dict.fromkeys(_identifiers(remarks))),
        bics=remarks.bics,
        title=title or None,
    )


def _remarks(field: str, comment: str) -> str:
    text = field.removesuffix("\r") if len(field) >= _LONGEST_REMARKS else _value(field)
    # A remark that was cut off goes on right behind, in the middle of a word; one that was not ends in a full stop.
    return (
        f"{text.removesuffix('.')}; {comment}"
        if comment and text.endswith(".") and len(text) < _LONGEST_REMARKS
        else text + comment
    )


def _names(name: str, aliases: Iterable[tuple[str, ...]], remarks: Remarks) -> Iterator[ListedName]:
    seen = {name}
    yield ListedName(name, "primary", "primary")
    for row in aliases:
        text = _value(row[3])
        if text and text not in seen:
            seen.add(text)
            yield ListedName(text, "strong", _ALIAS_KINDS.get(_value(row[2]).lower(), "aka"))
    for weak in remarks.weak_names:
        if weak.text and weak.text not in seen:
            seen.add(weak.text)
            yield weak


def _countries(names: Iterable[str]) -> tuple[str, ...]:
    codes = (_code_of(name) for name in dict.fromkeys(names) if name)
    return tuple(sorted({code for code in codes if code is not None}))


@lru_cache(maxsize=1024)
def _code_of(name: str) -> str | None:
    from achguard.identifiers.country import code_of

    return code_of(name)


def _identifiers(remarks: Remarks) -> Iterator[ListedIdentifier]:
    from achguard.identifiers.party_number import normalize

    for number in remarks.numbers:
        value = normalize(number.value)
        # Prose that follows a label, such as "Passport issued in ...", has no digit.
        if len(value) >= _SHORTEST_NUMBER and any(char.isdigit() for char in value):
            yield ListedIdentifier(number.type, value, _code_of(number.country) if number.country else None)
