"""The UK Sanctions List in CSV and XML.

Layout: the files of 2026 as their readers describe them (unverified against a whole file). The CSV file has a row for
each name and address of an entry, the XML file one element for each entry. A day of birth has `dd` and `mm`, or zeros,
for what is unknown. Name 6 is a person's family name, or the whole name.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedIdentifier, NameKind, Quality
from achguard.sanctions.sources.reading import header_table, normal_form, to_compare
from achguard.sanctions.sources.reading.list_stream import ListSource, ListStream, open_list_file
from achguard.sanctions.sources.reading.read_list import ReadList, read_list
from achguard.sanctions.sources.reading.xml_records import Element, records

ROOT: Final = "Designations"
"""The root element's name in the XML file."""
LIST: Final = "uk-sanctions"
"""The list's short name."""
COLUMNS: Final = ("unique id", "name 6", "name type", "regime name", "designation type")
"""Columns that every version of the CSV file has."""

_TAGS: Final = frozenset({"Designation", "DateGenerated"})
_KINDS: Final[dict[str, EntityKind]] = {"individual": "individual", "ship": "vessel"}
_PRIMARY: Final = "primary name"
_GIVEN: Final = (1, 2, 3, 4, 5)
_SWIFT: Final = re.compile(r"\b(?:SWIFT|BIC)[^A-Za-z0-9]*(?:BIC)?[^A-Za-z0-9]*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_NUMBERED: Final = re.compile(r"\(\d{1,2}\)")
_REPORT: Final = re.compile(r"\W*Report Date:\s*(\d{1,2})-([A-Za-z]{3})-(\d{4})", re.IGNORECASE)
_GENERATED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LINES: Final = tuple(range(1, 7))
_ADDRESS: Final = (*(f"address line {line}" for line in _LINES), "address postal code", "address country")
_ADDRESS_TAGS: Final = (*(f"AddressLine{line}" for line in _LINES), "AddressPostalCode", "AddressCountry")
_REMARKS: Final = (
    "other information",
    "uk statement of reasons",
    "national identifier additional information",
    "passport additional information",
)
_REMARK_TAGS: Final = ("OtherInformation", "UKStatementofReasons")
_MORE: Final = (
    "Gender",
    "Type of entity",
    "Subsidiaries",
    "Parent company",
    "Current owner/operator (s)",
    "Previous owner/operator (s)",
    "Current believed flag of ship",
    "Previous flags",
    "Type of ship",
    "Tonnage of ship",
    "Length of ship",
    "Year Built",
)
"""Columns of the CSV file that a person compares."""
_MORE_TAGS: Final = (
    ("IndividualDetails/Individual/Genders/Gender", "Gender"),
    ("EntityDetails/Entity/TypeOfEntities/TypeOfEntity", "Type of entity"),
    ("EntityDetails/Entity/Subsidiaries/Subsidiary", "Subsidiaries"),
    ("EntityDetails/Entity/ParentCompanies/ParentCompany", "Parent company"),
    ("ShipDetails/Ship/CurrentOwnerOperators/CurrentOwnerOperator", "Current owner/operator (s)"),
    ("ShipDetails/Ship/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip", "Current believed flag of ship"),
    ("ShipDetails/Ship/TypeOfShipDetails/TypeOfShip", "Type of ship"),
    ("ShipDetails/Ship/TonnageOfShipDetails/TonnageOfShip", "Tonnage of ship"),
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(slots=True)
class _Entry:
    """What is gathered of one designation, in either format."""

    uid: str
    kind: str
    primary: list[str] = field(default_factory=list)
    aliases: list[tuple[str, Quality, NameKind]] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    born: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    numbers: list[ListedIdentifier | None] = field(default_factory=list)
    bics: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    places_of_birth: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)

    def name(self, family: str, given: Iterable[str], kind: str, strength: str) -> None:
        first = " ".join(part for part in given if part)
        text = normal_form.last_first(family, first)
        if not text:
            return
        # The file spells its words in any case.
        if kind.lower() == _PRIMARY:
            self.primary.append(text)
        quality: Quality = "weak" if strength.lower().startswith("low") else "strong"
        self.aliases.append((text, quality, "fka" if "f.k.a" in f"{kind} {strength}".lower() else "aka"))

    def number(self, kind: str, values: Iterable[str]) -> None:
        self.numbers += [normal_form.number(kind, value) for value in values]

    def registrations(self, values: Iterable[str]) -> None:
        for value in values:
            found = _SWIFT.findall(value)
            self.bics += found
            if not found:
                self.number("registration", [value])


def read(source: ListSource, *, published: dt.date | None = None) -> tuple[ReadList, ...]:
    """Read the file, CSV or XML by what it holds.

    The CSV file's first line and the XML file's head carry the publisher's date; `published` dates one that lost it.
    An entry's number is its unique ID, such as `RUS0001`. Raises ListFormatError for a damaged file.
    """
    with open_list_file(source) as file:
        head = file.head().removeprefix(b"\xef\xbb\xbf").lstrip()
        xml = head[:1] == b"<" or head[:4] in {b"\xff\xfe<\0", b"\xfe\xff\0<"}
        return (_read_xml(file, published) if xml else _read_csv(file, published),)


def _read_csv(file: ListStream, published: dt.date | None) -> ReadList:
    text = file.text()
    day: dt.date | None = None
    first_line = 1
    if match := _REPORT.match(text):
        day = _month_day(match[1], match[2], match[3])
        text, first_line = text.partition("\n")[2], 2
    entries: dict[str, _Entry] = {}
    count = 0
    for line, row in header_table.rows(file, text, required=COLUMNS, first_line=first_line):
        uid = row["unique id"]
        if not uid:
            raise file.refusal("has a row without a unique ID; give the file as it is published", line=line)
        count += 1
        _gather_row(entries.setdefault(uid, _Entry(uid, row["designation type"])), row)
    entities = [_entity(entry, file) for entry in entries.values()]
    return read_list(LIST, entities, file, published=published, publisher_date=day, records=count)


def _read_xml(file: ListStream, published: dt.date | None) -> ReadList:
    day: dt.date | None = None
    entities: list[ListedEntity] = []
    for record in records(file, root=ROOT, tags=_TAGS):
        if record.tag == "DateGenerated":
            day = _slashed_day(record.text)
        elif record.tag == "Designation":
            entities.append(_entity(_gathered(record), file))
    return read_list(LIST, entities, file, published=published, publisher_date=day)


def _gather_row(entry: _Entry, row: header_table.Row) -> None:
    def parts(column: str) -> list[str]:
        return _parts(row.get(column, ""))

    given = [row.get(f"name {number}", "") for number in _GIVEN]
    entry.name(row["name 6"], given, row["name type"], row.get("alias strength", ""))
    if script := row.get("name non-latin script"):
        entry.aliases.append((script, "strong", "aka"))
    entry.programs.append(row["regime name"])
    entry.born += parts("d.o.b")
    entry.countries += [*parts("nationality(/ies)"), row.get("address country", "")]
    entry.number("passport", parts("passport number"))
    entry.number("national_id", parts("national identifier number"))
    entry.number("imo", parts("imo number"))
    entry.registrations(parts("business registration number (s)"))
    entry.titles += [row.get("title", ""), row.get("position", "")]
    entry.addresses.append(to_compare.place(*(row.get(column, "") for column in _ADDRESS)))
    entry.places_of_birth += _births(parts("town of birth"), parts("country of birth"))
    entry.remarks += [row.get(column, "") for column in _REMARKS]
    entry.facts += [(label, row.get(label.lower(), "")) for label in _MORE]


def _gathered(record: Element) -> _Entry:
    entry = _Entry(record.value("UniqueID"), record.value("IndividualEntityShip"))
    for name in record.all("Names/Name"):
        given = [name.value(f"Name{number}") for number in _GIVEN]
        entry.name(name.value("Name6"), given, name.value("NameType"), name.value("AliasStrength"))
    for script in record.values("NonLatinNames/NonLatinName/NameNonLatinScript"):
        entry.aliases.append((script, "strong", "aka"))
    entry.programs += record.values("RegimeName")
    person, ship = "IndividualDetails/Individual", "ShipDetails/Ship"
    entry.born += _each(record, f"{person}/DOBs/DOB")
    entry.countries += _each(record, f"{person}/Nationalities/Nationality")
    entry.countries += record.values("Addresses/Address/AddressCountry")
    for under in ("", f"{person}/"):
        entry.number("passport", _each(record, f"{under}PassportDetails/Passport/PassportNumber"))
        path = f"{under}NationalIdentifierDetails/NationalIdentifier/NationalIdentifierNumber"
        entry.number("national_id", _each(record, path))
    entry.number("imo", _each(record, f"{ship}/IMONumbers/IMONumber"))
    registrations = "EntityDetails/Entity/BusinessRegistrationNumbers/BusinessRegistrationNumber"
    entry.registrations(_each(record, registrations))
    entry.titles += [*record.values("Titles/Title"), *record.values(f"{person}/Positions/Position")]
    entry.addresses += [
        to_compare.place(*map(address.value, _ADDRESS_TAGS)) for address in record.all("Addresses/Address")
    ]
    for born in record.all(f"{person}/BirthDetails/Location"):
        entry.places_of_birth.append(to_compare.place(born.value("TownOfBirth"), born.value("CountryOfBirth")))
    entry.remarks += [text for tag in _REMARK_TAGS for text in record.values(tag)]
    entry.facts += [(label, value) for path, label in _MORE_TAGS for value in record.values(path)]
    return entry


def _births(towns: list[str], countries: list[str]) -> list[str]:
    """Pair the towns of a cell with its countries, where it has as many; else each stands by itself."""
    if len(towns) == len(countries):
        return [to_compare.place(*pair) for pair in zip(towns, countries, strict=True)]
    return [*towns, *countries]


def _each(record: Element, path: str) -> list[str]:
    return [part for value in record.values(path) for part in _parts(value)]


def _parts(value: str) -> list[str]:
    """Give what a field joins as `(1) ... (2) ...`, or with `;` or `|`."""
    return [part for each in _NUMBERED.split(value) for part in header_table.split(each)]


def _entity(entry: _Entry, file: ListStream) -> ListedEntity:
    primary = entry.primary[0] if entry.primary else next((text for text, _, _ in entry.aliases), "")
    if not entry.uid or not primary:
        raise file.refusal(f"entry {entry.uid[:40]!r} lacks its number or its name; give the file as it is published")
    return ListedEntity(
        uid=entry.uid,
        list=LIST,
        kind=_KINDS.get(entry.kind.lower(), "organization"),
        names=normal_form.names(primary, entry.aliases),
        programs=tuple(dict.fromkeys(filter(None, entry.programs))),
        dates_of_birth=normal_form.dates_of_birth(normal_form.date_of_birth(born) for born in entry.born),
        countries=normal_form.countries(entry.countries),
        identifiers=normal_form.numbers(entry.numbers),
        bics=normal_form.bics(entry.bics),
        title="; ".join(dict.fromkeys(filter(None, entry.titles))) or None,
        addresses=to_compare.each_once(entry.addresses),
        places_of_birth=to_compare.each_once(entry.places_of_birth),
        remarks=to_compare.remarks(*entry.remarks, facts=entry.facts),
    )


def _month_day(day: str, month: str, year: str) -> dt.date | None:
    name = month.lower()
    return normal_form.day(year, str(_MONTHS.index(name) + 1), day) if name in _MONTHS else None


def _slashed_day(text: str) -> dt.date | None:
    if match := _GENERATED.match(text):
        return normal_form.day(match[3], match[2], match[1])
    return normal_form.publisher_date(text)
