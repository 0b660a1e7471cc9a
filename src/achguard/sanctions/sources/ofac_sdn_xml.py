"""OFAC's sdn.xml and consolidated.xml: one element per entry, weak aliases marked as such.

Layout: OFAC's sdnList schema, and sdn.xml of 2021-03-10.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from achguard.sanctions.listed.entity import EntityKind, ListedEntity, NameKind, Quality
from achguard.sanctions.sources.ofac_family import family_of
from achguard.sanctions.sources.ofac_remarks import Remarks
from achguard.sanctions.sources.reading import normal_form, to_compare
from achguard.sanctions.sources.reading.list_stream import AGAIN, ListSource, ListStream, open_list_file
from achguard.sanctions.sources.reading.read_list import ReadList, read_list
from achguard.sanctions.sources.reading.xml_records import Element, records

ROOT: Final = "sdnList"
"""The root element's name."""

_TAGS: Final = frozenset({"publshInformation", "sdnEntry"})  # OFAC's spelling
_KINDS: Final[dict[str, EntityKind]] = {
    "individual": "individual",
    "entity": "organization",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_ALIAS_KINDS: Final[dict[str, NameKind]] = {"a.k.a.": "aka", "f.k.a.": "fka", "n.k.a.": "nka"}

_ADDRESS: Final = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
_VESSEL: Final = (
    ("callSign", "Vessel Call Sign"),
    ("vesselType", "Vessel Type"),
    ("tonnage", "Vessel Tonnage"),
    ("grossRegisteredTonnage", "Vessel Gross Registered Tonnage"),
    ("vesselFlag", "Vessel Flag"),
    ("vesselOwner", "Vessel Owner"),
)


def read(source: ListSource, *, published: dt.date | None = None) -> tuple[ReadList, ...]:
    """Read one file: the SDN list or the consolidated one, told apart by the programs of its entries.

    The file carries its publisher's date; `published` dates one that lost it. Raises ListFormatError for a damaged
    file, and for one that holds fewer entries than it says.
    """
    with open_list_file(source) as file:
        entities: list[ListedEntity] = []
        read_facts: list[tuple[str, Remarks]] = []
        problems: list[str] = []
        day: dt.date | None = None
        promised = ""
        unknown: dict[str, None] = {}
        for record in records(file, root=ROOT, tags=_TAGS):
            if record.tag == "publshInformation":
                day = _day(record.value("Publish_Date"))
                promised = record.value("Record_Count")
            elif record.tag == "sdnEntry":
                facts = normal_form.ofac_facts(_facts(record), record.value("remarks"))
                entities.append(_entity(record, facts, file))
                read_facts.append((entities[-1].uid, facts))
                kind = record.value("sdnType")
                if kind.lower() not in _KINDS:
                    unknown[kind] = None
        if promised and promised != str(len(entities)):
            raise file.refusal(f"says that it holds {promised[:20]} entries and has {len(entities)}; {AGAIN}")
        name = family_of(entity.programs for entity in entities)
        problems += normal_form.ofac_label_problems(name, read_facts)
        problems += [f"{name}: unknown type {kind[:40]!r}, taken as an organization" for kind in unknown]
        listed = (replace(entity, list=name) for entity in entities)
        return (read_list(name, listed, file, published=published, publisher_date=day, problems=problems),)


def _day(text: str) -> dt.date | None:
    month, _, rest = text.partition("/")
    day_of_month, _, year = rest.partition("/")
    return normal_form.day(year, month, day_of_month)


def _entity(record: Element, facts: Remarks, file: ListStream) -> ListedEntity:
    uid = record.value("uid")
    name = _name(record)
    if not uid or not name:
        raise file.refusal(f"entry {uid[:40]!r} lacks its number or its name; give the file as OFAC publishes it")
    return ListedEntity(
        uid=uid,
        list="ofac-sdn",
        kind=_KINDS.get(record.value("sdnType").lower(), "organization"),
        names=normal_form.names(name, (_alias(alias) for alias in record.all("akaList/aka"))),
        programs=tuple(dict.fromkeys(record.values("programList/program"))),
        dates_of_birth=facts.dates_of_birth,
        countries=normal_form.countries([*record.values("addressList/address/country"), *facts.countries]),
        identifiers=normal_form.ofac_numbers(facts),
        bics=facts.bics,
        title=record.value("title") or None,
        addresses=to_compare.each_once(
            to_compare.place(*map(address.value, _ADDRESS)) for address in record.all("addressList/address")
        ),
        places_of_birth=facts.places_of_birth,
        remarks=to_compare.remarks(
            record.value("remarks"),
            facts=[
                *to_compare.ofac_facts_left(_facts(record)),
                *((label, record.value(f"vesselInfo/{tag}")) for tag, label in _VESSEL),
            ],
        ),
    )


def _name(element: Element) -> str:
    return normal_form.last_first(element.value("lastName"), element.value("firstName"))


def _alias(alias: Element) -> tuple[str, Quality, NameKind]:
    quality: Quality = "weak" if alias.value("category").lower() == "weak" else "strong"
    return _name(alias), quality, _ALIAS_KINDS.get(alias.value("type").lower(), "aka")


def _facts(record: Element) -> Iterator[tuple[str, str]]:
    for born in record.values("dateOfBirthList/dateOfBirthItem/dateOfBirth"):
        yield "DOB", born
    for nation in record.values("nationalityList/nationality/country"):
        yield "nationality", nation
    for nation in record.values("citizenshipList/citizenship/country"):
        yield "citizen", nation
    for birthplace in record.values("placeOfBirthList/placeOfBirthItem/placeOfBirth"):
        yield "POB", birthplace
    for document in record.all("idList/id"):
        issuer = document.value("idCountry")
        value = document.value("idNumber")
        yield document.value("idType"), f"{value} ({issuer})" if issuer and value else value
