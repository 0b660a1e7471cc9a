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
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from achguard.errors import ListFormatError
from achguard.sanctions.listed.entity import EntityKind, ListedEntity, NameKind, Quality
from achguard.sanctions.sources.ofac_family import OfacList, family_of
from achguard.sanctions.sources.ofac_remarks import Remarks, read_remarks
from achguard.sanctions.sources.reading import normal_form, to_compare
from achguard.sanctions.sources.reading.csv_file import CsvFile, read_csv_file
from achguard.sanctions.sources.reading.list_files import list_files
from achguard.sanctions.sources.reading.read_list import ReadList

Role = Literal["entries", "aliases", "addresses", "comments"]
"""What a file of a set holds."""

_COMMENT_COLUMNS: Final = 2
_ROLE_OF_COLUMNS: Final[dict[int, Role]] = {12: "entries", 5: "aliases", 6: "addresses", _COMMENT_COLUMNS: "comments"}
_FILE: Final[dict[OfacList, dict[Role, str]]] = {
    "ofac-sdn": {"entries": "sdn.csv", "aliases": "alt.csv", "addresses": "add.csv", "comments": "sdn_comments.csv"},
    "ofac-cons": {
        "entries": "cons_prim.csv",
        "aliases": "cons_alt.csv",
        "addresses": "cons_add.csv",
        "comments": "cons_comments.csv",
    },
}
_REQUIRED: Final[tuple[Role, ...]] = ("entries", "aliases", "addresses")

_KINDS: Final[dict[str, EntityKind]] = {
    "": "organization",
    "entity": "organization",
    "individual": "individual",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_ALIAS_KINDS: Final[dict[str, NameKind]] = {"aka": "aka", "fka": "fka", "nka": "nka"}

OFAC_VESSEL: Final = (
    "Vessel Call Sign",
    "Vessel Type",
    "Vessel Tonnage",
    "Vessel Gross Registered Tonnage",
    "Vessel Flag",
    "Vessel Owner",
)
"""What OFAC says of a ship, in the order of the columns behind the title."""

MAX_ORPHANS: Final = 1 / 3
"""Share of alias or address rows that may name an absent entry.

Files of two days differ by up to 11 % (SDN of 2024-05 with addresses of mid-2024); a file that lost its second half,
by 50 %.
"""

_LONGEST_REMARKS: Final = 1000
_SUFFIXES: Final = (".csv",)
_TO_GIVE: Final = "sdn.csv, alt.csv and add.csv as downloaded"


def read(
    *files_or_folders: str | Path,
    published: dt.date | None = None,
    partial: bool = False,
    list_name: str | None = None,
) -> tuple[ReadList, ...]:
    """Read one or both of OFAC's lists from their files, told apart by what they hold.

    `published` dates the lists, since the files carry no date; else the time of each set's file of entries does: the
    other files may have been touched, or fetched, without a new list. `partial`
    lets a set without its aliases or its addresses pass. `list_name` is for a list in OFAC's layout that OFAC did not
    publish. Raises ListFormatError for a damaged file, two files for one purpose, or a set that lacks a file.
    """
    files = [
        _checked(read_csv_file(path, header="ent_num", may_lose_rows=_COMMENT_COLUMNS))
        for path in list_files(files_or_folders, _SUFFIXES, _TO_GIVE)
    ]
    sets = [
        _read_set(family, roles, published=published, partial=partial, list_name=list_name)
        for family, roles in sorted(_grouped(files).items())
    ]
    return tuple(sets)


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


def _grouped(files: list[CsvFile]) -> dict[OfacList, dict[Role, CsvFile]]:
    """Sort the files into lists: entry files first, since the others may only tell by the entries that they name."""
    groups: dict[OfacList, dict[Role, CsvFile]] = {}
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


def _family(file: CsvFile, groups: Mapping[OfacList, Mapping[Role, CsvFile]]) -> OfacList:
    name = file.name.lower()
    if name.startswith("cons"):
        return "ofac-cons"
    if name.startswith(("sdn", "alt", "add")):
        return "ofac-sdn"
    if _role(file) == "entries":
        return family_of(_programs(fields[3]) for _, fields in file.rows)
    uids = {fields[0] for _, fields in file.rows}
    shared = {
        family: len(uids & {fields[0] for _, fields in roles["entries"].rows})
        for family, roles in groups.items()
        if "entries" in roles
    }
    return max(shared, key=lambda family: shared[family], default="ofac-sdn")


def _read_set(
    family: OfacList,
    roles: Mapping[Role, CsvFile],
    *,
    published: dt.date | None,
    partial: bool,
    list_name: str | None,
) -> ReadList:
    name = list_name or family
    missing = [_FILE[family][role] for role in _REQUIRED if role not in roles]
    if missing and ("entries" not in roles or not partial):
        way_out = "" if "entries" not in roles else ", or say --partial to screen without it"
        have = ", ".join(file.name for file in roles.values())
        raise ListFormatError(f"{name}: {' and '.join(missing)} missing beside {have}; download the whole set{way_out}")
    entries, aliases, addresses = roles["entries"], _by_uid(roles.get("aliases")), _by_uid(roles.get("addresses"))
    comments = {uid: "".join(row[1] for row in rows) for uid, rows in _by_uid(roles.get("comments")).items()}
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
    rows = [(fields[0].strip(), fields) for _, fields in entries.rows]
    written = {uid: _remarks(fields[11], comments.get(uid, "")) for uid, fields in rows}
    remarks = {uid: read_remarks(text) for uid, text in written.items()}
    problems += normal_form.ofac_label_problems(name, remarks.items())
    return ReadList(
        list=name,
        entities=tuple(
            replace(
                _entity(name, fields, aliases.get(uid, ()), addresses.get(uid, ()), remarks[uid]),
                remarks=to_compare.remarks(written[uid], facts=_vessel(fields)),
            )
            for uid, fields in rows
        ),
        published=published or entries.modified,
        dated_by="file-time" if published is None else "argument",
        sha256=_digest(roles),
        partial=bool(missing),
        problems=tuple(problems),
        without=without,
        main=entries.name,
        records=len(entries.rows),
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
    remarks: Remarks,
) -> ListedEntity:
    uid, name, kind, programs, title = (_value(field) for field in fields[:5])
    return ListedEntity(
        uid=uid,
        list=list_name,
        kind=_KINDS.get(kind.lower(), "organization"),
        names=normal_form.names(name, _aliases(aliases, remarks)),
        programs=_programs(programs),
        dates_of_birth=remarks.dates_of_birth,
        countries=normal_form.countries([*(_value(row[4]) for row in addresses), *remarks.countries]),
        identifiers=normal_form.ofac_numbers(remarks),
        bics=remarks.bics,
        title=title or None,
        addresses=to_compare.each_once(to_compare.place(*map(_value, row[2:])) for row in addresses),
        places_of_birth=remarks.places_of_birth,
    )


def _vessel(fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return zip(OFAC_VESSEL, map(_value, fields[5:11]), strict=True)


def _remarks(field: str, comment: str) -> str:
    text = field.removesuffix("\r") if len(field) >= _LONGEST_REMARKS else _value(field)
    more = _value(comment)
    # Some comments say the end of a whole remark once more.
    if not more or (len(text) < _LONGEST_REMARKS and text.endswith(more)):
        return text
    # A remark that was cut off goes on right behind, in the middle of a word or with the blank between two; one that
    # was not ends in a full stop.
    if text.endswith(".") and len(text) < _LONGEST_REMARKS:
        return f"{text.removesuffix('.')}; {more}"
    return text + comment


def _aliases(rows: Iterable[tuple[str, ...]], remarks: Remarks) -> Iterator[tuple[str, Quality, NameKind]]:
    for row in rows:
        yield _value(row[3]), "strong", _ALIAS_KINDS.get(_value(row[2]).lower(), "aka")
    for weak in remarks.weak_names:
        yield weak.text, weak.quality, weak.kind
