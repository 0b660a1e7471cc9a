"""OFAC's sdn_advanced.xml and cons_advanced.xml: typed names in their own scripts, features and documents.

Layout: OFAC's advanced sanctions data model, and a sample of 2026-03. Nearly every value is a number that the
reference values at the file's head explain; documents stand before the parties, programs behind them.
"""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedName, NameKind, Quality
from achguard.sanctions.sources.ofac_family import OfacList, family_of
from achguard.sanctions.sources.ofac_remarks import Remarks
from achguard.sanctions.sources.reading import normal_form, to_compare
from achguard.sanctions.sources.reading.list_stream import ListSource, ListStream, open_list_file
from achguard.sanctions.sources.reading.read_list import ReadList, read_list
from achguard.sanctions.sources.reading.xml_records import Element, records

ROOT: Final = "Sanctions"
"""The root element's name."""

_TAGS: Final = frozenset(
    {"DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "SanctionsEntry"}
)
_KINDS: Final[dict[str, EntityKind]] = {
    "individual": "individual",
    "entity": "organization",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_ALIAS_KINDS: Final[dict[str, NameKind]] = {"a.k.a.": "aka", "f.k.a.": "fka", "n.k.a.": "nka"}
_SURNAMES: Final = frozenset({"Last Name", "Maiden Name", "Matronymic"})
_GIVEN: Final = frozenset({"First Name", "Middle Name", "Patronymic", "Nickname"})
_BIRTH: Final = "Birthdate"
_BIRTH_PLACE: Final = "Place of Birth"
_PLACES: Final[dict[str, str]] = {
    "Nationality Country": "nationality",
    "Citizenship Country": "citizen",
    "Location": "nationality",
}
_OTHER_SCRIPT: Final = "2"  # DocNameStatus "Others", beside 1, "Primary Latin"


@dataclass(slots=True)
class _Tables:
    """What the head of the file explains."""

    values: dict[tuple[str, str], str] = field(default_factory=dict)
    """Kind of value and its number -> its text."""
    party_types: dict[str, str] = field(default_factory=dict)
    """Number of a party's subtype -> number of its type."""
    locations: dict[str, str] = field(default_factory=dict)
    """Number of a place -> its country."""
    addresses: dict[str, str] = field(default_factory=dict)
    """Number of a place -> the place on one line."""
    documents: defaultdict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """Number of an identity -> its documents, as OFAC labels them."""
    programs: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Number of a profile -> its programs."""
    lists: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Number of a profile -> the lists that it is on."""

    def text(self, kind: str, number: str) -> str:
        return self.values.get((kind, number), "")


def read(source: ListSource, *, published: dt.date | None = None) -> tuple[ReadList, ...]:
    """Read one file: the SDN list or the consolidated one, told apart by what its entries say they are on.

    The file carries its publisher's date; `published` dates one that lost it. A name in another script is a strong
    alias. Raises ListFormatError for a damaged file.
    """
    with open_list_file(source) as file:
        tables = _Tables()
        parties: list[tuple[str, ListedEntity]] = []
        read_facts: list[tuple[str, Remarks]] = []
        day: dt.date | None = None
        for record in records(file, root=ROOT, tags=_TAGS):
            match record.tag:
                case "DateOfIssue":
                    day = normal_form.day(
                        *(record.value(part) or record.get(part) for part in ("Year", "Month", "Day"))
                    )
                case "ReferenceValueSets":
                    _learn(record, tables)
                case "Location":
                    country = _country(record, tables)
                    tables.locations[record.get("ID")] = country
                    parts = record.values("LocationPart/LocationPartValue/Value")
                    tables.addresses[record.get("ID")] = to_compare.place(*parts, country)
                case "IDRegDocument":
                    tables.documents[record.get("IdentityID")].append(_document(record, tables))
                case "DistinctParty":
                    profile, entity, facts = _party(record, tables, file)
                    parties.append((profile, entity))
                    read_facts.append((entity.uid, facts))
                case "SanctionsEntry":
                    _measures(record, tables)
        listed = [
            replace(entity, programs=tuple(dict.fromkeys(tables.programs[profile]))) for profile, entity in parties
        ]
        name = _family(listed, tables, [profile for profile, _ in parties])
        entities = (replace(entity, list=name) for entity in listed)
        problems = normal_form.ofac_label_problems(name, read_facts)
        return (read_list(name, entities, file, published=published, publisher_date=day, problems=problems),)


def _family(entities: Iterable[ListedEntity], tables: _Tables, profiles: list[str]) -> OfacList:
    named = [tables.lists[profile] for profile in profiles if tables.lists[profile]]
    if not named:
        return family_of(entity.programs for entity in entities)
    sdn = sum("SDN List" in lists for lists in named)
    return "ofac-sdn" if sdn * 2 >= len(named) else "ofac-cons"


def _learn(sets: Element, tables: _Tables) -> None:
    for values in sets.children:
        for value in values.children:
            number = value.get("ID")
            tables.values[value.tag, number] = value.get("Description") if value.tag == "AreaCode" else value.text
            if value.tag == "PartySubType":
                tables.party_types[number] = value.get("PartyTypeID")


def _country(location: Element, tables: _Tables) -> str:
    found = [tables.text("Country", each.get("CountryID")) for each in location.all("LocationCountry")]
    found += [tables.text("AreaCode", each.get("AreaCodeID")) for each in location.all("LocationAreaCode")]
    # A country without a code is a part of the place, of unknown kind.
    for part in location.all("LocationPart"):
        if tables.text("LocPartType", part.get("LocPartTypeID")).lower() == "unknown":
            found += part.values("LocationPartValue/Value")
    return next((name for name in found if normal_form.country(name)), "")


def _document(document: Element, tables: _Tables) -> tuple[str, str]:
    issuer = tables.text("Country", document.get("IssuedBy-CountryID"))
    if (element := document.first("IssuedBy")) is not None:
        issuer = issuer or tables.text("Country", element.get("CountryID"))
    value = document.value("IDRegistrationNo")
    label = tables.text("IDRegDocType", document.get("IDRegDocTypeID"))
    return label, f"{value} ({issuer})" if issuer and value else value


def _measures(entry: Element, tables: _Tables) -> None:
    profile = entry.get("ProfileID")
    tables.lists[profile].update(filter(None, [tables.text("List", entry.get("ListID"))]))
    for measure in entry.all("SanctionsMeasure"):
        kind = tables.text("SanctionsType", measure.get("SanctionsTypeID"))
        if kind in {"Program", ""}:
            tables.programs[profile] += measure.values("Comment")


def _party(party: Element, tables: _Tables, file: ListStream) -> tuple[str, ListedEntity, Remarks]:
    uid = party.get("FixedRef")
    profile = party.first("Profile")
    names = tuple(_names(profile, tables)) if profile is not None else ()
    if profile is None or not uid or not names:
        raise file.refusal(f"party {uid[:40]!r} lacks its number or its name; give the file as OFAC publishes it")
    facts = normal_form.ofac_facts(
        [
            *(document for identity in profile.all("Identity") for document in tables.documents[identity.get("ID")]),
            *_features(profile, tables),
        ]
    )
    born = (
        _period(period)
        for feature in profile.all("Feature")
        if tables.text("FeatureType", feature.get("FeatureTypeID")) == _BIRTH
        for period in (*feature.all("FeatureVersion/DatePeriod"), *feature.all("DatePeriod"))
    )
    entity = ListedEntity(
        uid=uid,
        list="ofac-sdn",
        kind=_kind(profile, tables),
        names=names,
        dates_of_birth=normal_form.dates_of_birth(born),
        countries=normal_form.countries(facts.countries),
        identifiers=normal_form.ofac_numbers(facts),
        bics=facts.bics,
        title=next((value for label, value in _features(profile, tables) if label == "Title"), None),
        addresses=to_compare.each_once(_located(profile, tables, "Location")),
        places_of_birth=to_compare.each_once(
            (
                *_located(profile, tables, _BIRTH_PLACE),
                *(value for label, value in _features(profile, tables) if label == _BIRTH_PLACE),
            )
        ),
        remarks=to_compare.remarks(
            party.value("Comment"),
            facts=to_compare.ofac_facts_left(
                (label, value) for label, value in _features(profile, tables) if label not in _PLACES.values()
            ),
        ),
    )
    return profile.get("ID") or uid, entity, facts


def _kind(profile: Element, tables: _Tables) -> EntityKind:
    subtype = profile.get("PartySubTypeID")
    kind = tables.text("PartySubType", subtype).lower()
    if kind not in _KINDS:
        kind = tables.text("PartyType", tables.party_types.get(subtype, "")).lower()
    return _KINDS.get(kind, "organization")


def _features(profile: Element, tables: _Tables) -> Iterator[tuple[str, str]]:
    for feature in profile.all("Feature"):
        label = tables.text("FeatureType", feature.get("FeatureTypeID"))
        place = _PLACES.get(label)
        for version in feature.all("FeatureVersion"):
            if place:
                for location in version.all("VersionLocation"):
                    yield place, tables.locations.get(location.get("LocationID"), "")
            else:
                for detail in version.all("VersionDetail"):
                    yield label, detail.text or tables.text("DetailReference", detail.get("DetailReferenceID"))


def _located(profile: Element, tables: _Tables, wanted: str) -> Iterator[str]:
    for feature in profile.all("Feature"):
        if tables.text("FeatureType", feature.get("FeatureTypeID")) == wanted:
            for location in feature.all("FeatureVersion/VersionLocation"):
                yield tables.addresses.get(location.get("LocationID"), "")


def _names(profile: Element, tables: _Tables) -> Iterator[ListedName]:
    found: list[tuple[str, Quality, NameKind]] = []
    primary = ""
    for identity in profile.all("Identity"):
        parts = {
            group.get("ID"): tables.text("NamePartType", group.get("NamePartTypeID"))
            for group in identity.all("NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in identity.all("Alias"):
            kind = _ALIAS_KINDS.get(tables.text("AliasType", alias.get("AliasTypeID")).lower(), "aka")
            quality: Quality = "weak" if alias.get("LowQuality").lower() == "true" else "strong"
            own = alias.get("Primary").lower() == "true"
            for name in alias.all("DocumentedName"):
                text = _text(name, parts)
                if own and text and not primary and name.get("DocNameStatusID") != _OTHER_SCRIPT:
                    primary = text
                found.append((text, "strong" if own else quality, kind))
    primary = primary or next((text for text, _, _ in found if text), "")
    return iter(normal_form.names(primary, found) if primary else ())


def _text(name: Element, parts: dict[str, str]) -> str:
    surnames: list[str] = []
    given: list[str] = []
    whole: list[str] = []
    for part in name.all("DocumentedNamePart/NamePartValue"):
        kind = parts.get(part.get("NamePartGroupID"), "")
        (surnames if kind in _SURNAMES else given if kind in _GIVEN else whole).append(part.text)
    return " ".join(filter(None, [normal_form.last_first(" ".join(surnames), " ".join(given)), *whole]))


def _period(period: Element) -> str | None:
    """Give a span of days as a day, a month, a year or a range of years: OFAC writes `1961` as all its days."""
    ends = [
        (point.value("Year"), point.value("Month"), point.value("Day"))
        for path in ("Start/From", "Start/To", "End/From", "End/To")
        for point in period.all(path)
        if point.value("Year")
    ]
    if not ends:
        return None
    first, last = ends[0], ends[-1]
    approximate = any(each.get("Approximate").lower() == "true" for each in period.children)
    if first == last:
        return normal_form.partial_date(first[0]) if approximate else normal_form.partial_date(*first)
    if first[0] != last[0]:
        return normal_form.years(first[0], last[0])
    if not approximate and first[1] == last[1] and _whole_month(first, last):
        return normal_form.partial_date(*first[:2])
    return normal_form.partial_date(first[0])


def _whole_month(first: tuple[str, str, str], last: tuple[str, str, str]) -> bool:
    start, end = normal_form.day(*first), normal_form.day(*last)
    return (
        start is not None
        and end is not None
        and (start.day, end.day) == (1, calendar.monthrange(end.year, end.month)[1])
    )
