"""The US Consolidated Screening List in CSV and JSON: the export and sanctions lists of three departments in one file.

Layout: the list's files of about 2020. Each member list comes out as a list of its own, such as `us-csl-sdn`, because
a hit on the Denied Persons List is another matter than one on the SDN list. The file says nothing of weak aliases.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from achguard.sanctions.listed.entity import EntityKind, ListedEntity, NameKind, Quality
from achguard.sanctions.sources.reading import header_table, json_text, normal_form, to_compare
from achguard.sanctions.sources.reading.list_stream import AGAIN, ListSource, ListStream, open_list_file
from achguard.sanctions.sources.reading.read_list import ReadList, merged, read_list

LIST: Final = "us-csl"
"""Short name of the list; a member list's own follows it, as in `us-csl-sdn`."""

COLUMNS: Final = ("source", "entity_number", "type", "programs", "name", "alt_names", "addresses")
"""Columns that every version of the CSV file has."""

_KINDS: Final[dict[str, EntityKind]] = {"individual": "individual", "vessel": "vessel", "aircraft": "aircraft"}
_MEMBER: Final = re.compile(r"\(([A-Z]{2,6})\)")
_LAST_COUNTRY: Final = re.compile(r"(?:^|,\s*)([A-Z]{2})$")
_NUMBER: Final = re.compile(r"(?:([A-Z]{2}),\s*)?(.+),\s*([^,]+)")
_ADDRESS: Final = ("address", "city", "state", "postal_code", "country")
_MORE: Final = (
    ("call_sign", "Vessel Call Sign"),
    ("vessel_type", "Vessel Type"),
    ("gross_tonnage", "Vessel Tonnage"),
    ("gross_registered_tonnage", "Vessel Gross Registered Tonnage"),
    ("vessel_flag", "Vessel Flag"),
    ("vessel_owner", "Vessel Owner"),
    ("federal_register_notice", "Federal Register Notice"),
    ("start_date", "Start Date"),
    ("end_date", "End Date"),
    ("license_requirement", "License Requirement"),
    ("license_policy", "License Policy"),
)
"""What the file says besides, by column, and the words for it."""


@dataclass(frozen=True, slots=True)
class _Record:
    """One entry, in either format."""

    source: str
    uid: str
    numbered: bool
    """Whether the publisher gave the number."""
    type: str
    name: str
    title: str
    programs: list[str]
    aliases: list[str]
    countries: list[str]
    born: list[str]
    facts: list[tuple[str, str]]
    addresses: list[str]
    places_of_birth: list[str]
    remarks: str | None


def read(source: ListSource, *, published: dt.date | None = None) -> tuple[ReadList, ...]:
    """Read the file, CSV or JSON by what it holds, into one list for each member list, in order of their names.

    The file carries no date: `published` is its date, else its file time. An entry's number is its publisher's
    `entity_number`; an entry of a list that has none gets the file's own, or a digest of its name, source and date.
    Raises ListFormatError for a damaged file.
    """
    with open_list_file(source) as file:
        text = file.text()
        found = _from_json(file, text) if text.lstrip()[:1] in "{[" else _from_csv(file, text)
        members: dict[str, dict[str, ListedEntity]] = {}
        counts: dict[str, int] = {}
        for record in found:
            entity = _entity(record)
            entities = members.setdefault(entity.list, {})
            counts[entity.list] = counts.get(entity.list, 0) + 1
            if entity.uid not in entities:
                entities[entity.uid] = entity
            elif record.numbered:
                raise file.refusal(f"entry {entity.uid[:40]!r} is there twice; give the file as it is published")
            else:
                (entities[entity.uid],) = merged([entities[entity.uid], entity])
        if not members:
            raise file.refusal(f"holds no entry; {AGAIN}")
        return tuple(
            read_list(
                name,
                entities.values(),
                file,
                published=published,
                publisher_date=None,
                problems=_repeated(name, counts[name] - len(entities)),
                records=counts[name],
            )
            for name, entities in sorted(members.items())
        )


def _repeated(name: str, count: int) -> list[str]:
    what = "have no number and the name and date of another, and were brought together with it"
    return [f"{name}: {count:,} rows {what}"] if count else []


def _entity(record: _Record) -> ListedEntity:
    facts = normal_form.ofac_facts(record.facts)
    aliases: list[tuple[str, Quality, NameKind]] = [(alias, "strong", "aka") for alias in record.aliases]
    return ListedEntity(
        uid=record.uid,
        list=_member(record.source),
        kind=_KINDS.get(record.type.lower(), "organization"),
        names=normal_form.names(record.name, aliases),
        programs=tuple(dict.fromkeys(record.programs)),
        dates_of_birth=normal_form.dates_of_birth(normal_form.date_of_birth(born) for born in record.born),
        countries=normal_form.countries(record.countries),
        identifiers=normal_form.ofac_numbers(facts),
        bics=facts.bics,
        title=record.title or None,
        addresses=to_compare.each_once(record.addresses),
        places_of_birth=to_compare.each_once(record.places_of_birth),
        remarks=record.remarks,
    )


def _remarks(facts: list[tuple[str, str]], said: Mapping[str, str]) -> str | None:
    return to_compare.remarks(
        said.get("remarks", ""),
        facts=(*to_compare.ofac_facts_left(facts), *((label, said.get(column, "")) for column, label in _MORE)),
    )


def _member(source: str) -> str:
    if match := _MEMBER.search(source):
        return f"{LIST}-{match[1].lower()}"
    slug = re.sub(r"[^a-z0-9]+", "-", source.partition(" - ")[0].lower()).strip("-")
    return f"{LIST}-{slug[:40]}" if slug else LIST


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _from_csv(file: ListStream, text: str) -> Iterator[_Record]:
    for line, row in header_table.rows(file, text, required=COLUMNS):
        if not row["name"] or not row["source"]:
            raise file.refusal("has a row without its name or its source; give the file as it is published", line=line)
        addresses = header_table.split(row["addresses"])
        own = row["entity_number"] or row.get("_id", "")
        facts = [
            (match[3], f"{match[2]} ({match[1]})" if match[1] else match[2])
            for number in header_table.split(row.get("ids", ""))
            if (match := _NUMBER.fullmatch(number))
        ]
        yield _Record(
            source=row["source"],
            uid=own or _digest(row["source"], row["name"], row.get("start_date", "")),
            numbered=bool(own),
            type=row["type"],
            name=row["name"],
            title=row.get("title", ""),
            programs=header_table.split(row["programs"]),
            aliases=header_table.split(row["alt_names"]),
            countries=[
                *(match[1] for address in addresses if (match := _LAST_COUNTRY.search(address))),
                *header_table.split(row.get("nationalities", "")),
                *header_table.split(row.get("citizenships", "")),
            ],
            born=header_table.split(row.get("dates_of_birth", "")),
            facts=facts,
            addresses=addresses,
            places_of_birth=header_table.split(row.get("places_of_birth", "")),
            remarks=_remarks(facts, row),
        )


def _from_json(file: ListStream, text: str) -> Iterator[_Record]:
    document = json_text.document(file, text)
    results = document.get("results") if isinstance(document, dict) else document
    if not isinstance(results, list):
        raise file.refusal("holds no `results`: it is another file; give the Consolidated Screening List")
    for at, result in enumerate(results, start=1):
        entry = result if isinstance(result, dict) else {}
        name, source = json_text.text(entry.get("name")), json_text.text(entry.get("source"))
        if not name or not source:
            raise file.refusal(f"result {at} lacks its name or its source; give the file as it is published")
        own = json_text.text(entry.get("entity_number")) or json_text.text(entry.get("id"))
        facts = [_fact(number) for number in _objects(entry.get("ids"))]
        yield _Record(
            source=source,
            uid=own or _digest(source, name, json_text.text(entry.get("start_date"))),
            numbered=bool(own),
            type=json_text.text(entry.get("type")),
            name=name,
            title=json_text.text(entry.get("title")),
            programs=json_text.texts(entry.get("programs")),
            aliases=json_text.texts(entry.get("alt_names")),
            countries=[
                *(json_text.text(address.get("country")) for address in _objects(entry.get("addresses"))),
                *json_text.texts(entry.get("nationalities")),
                *json_text.texts(entry.get("citizenships")),
            ],
            born=json_text.texts(entry.get("dates_of_birth")),
            facts=facts,
            addresses=[
                to_compare.place(*(json_text.text(address.get(part)) for part in _ADDRESS))
                for address in _objects(entry.get("addresses"))
            ],
            places_of_birth=json_text.texts(entry.get("places_of_birth")),
            remarks=_remarks(facts, {key: json_text.text(value) for key, value in entry.items()}),
        )


def _fact(number: json_text.Json) -> tuple[str, str]:
    value, issuer = json_text.text(number.get("number")), json_text.text(number.get("country"))
    return json_text.text(number.get("type")), f"{value} ({issuer})" if issuer and value else value


def _objects(value: object) -> list[json_text.Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
