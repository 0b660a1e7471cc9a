"""OpenSanctions' datasets: targets.simple.csv, and FollowTheMoney entities as JSON Lines.

Layout: OpenSanctions' own exporter of the simple CSV file, and the FollowTheMoney model. The CSV file says neither
which aliases are weak nor what kind of number a number is; the JSON file says both.
"""

import csv
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedIdentifier, NameKind, Quality
from achguard.sanctions.sources.reading import header_table, json_text, normal_form, to_compare
from achguard.sanctions.sources.reading.json_text import Json, text, texts
from achguard.sanctions.sources.reading.list_stream import ListSource, ListStream, open_list_file
from achguard.sanctions.sources.reading.read_list import ReadList, read_list

LIST: Final = "opensanctions"
"""Short name of a file of several datasets; the one of a single dataset follows it, as in `opensanctions-eu-fsf`."""
COLUMNS: Final = ("id", "schema", "name", "aliases", "birth_date", "countries", "identifiers", "dataset", "last_seen")
"""Columns that every version of the CSV file has."""

_KINDS: Final[dict[str, EntityKind]] = {"Person": "individual", "Vessel": "vessel", "Airplane": "aircraft"}

# source: the dataset's own description in OpenSanctions' repository, whose title the CSV file shows for its name.
_TITLES: Final = {"US OFAC Specially Designated Nationals (SDN) List": "us_ofac_sdn"}

# source: the FollowTheMoney model's properties of the type "identifier".
_NUMBERS: Final[tuple[tuple[str, str], ...]] = (
    ("passportNumber", "passport"),
    ("idNumber", "national_id"),
    ("socialSecurityNumber", "ssn"),
    ("taxNumber", "tax_id"),
    ("innCode", "tax_id"),
    ("vatCode", "tax_id"),
    ("registrationNumber", "registration"),
    ("ogrnCode", "registration"),
    ("uscCode", "registration"),
    ("leiCode", "lei"),
    ("imoNumber", "imo"),
    ("publicKey", "wallet"),
    ("mmsi", "other"),
    ("dunsCode", "other"),
    ("okpoCode", "other"),
    ("kppCode", "other"),
    ("npiCode", "other"),
)
_ALIASES: Final[tuple[tuple[str, Quality, NameKind], ...]] = (
    ("name", "strong", "aka"),
    ("alias", "strong", "aka"),
    ("previousName", "strong", "fka"),
    ("weakAlias", "weak", "aka"),
)
_COUNTRIES: Final = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry")
_MORE: Final = (
    ("gender", "Gender"),
    ("callSign", "Vessel Call Sign"),
    ("type", "Vessel Type"),
    ("tonnage", "Vessel Tonnage"),
    ("grossRegisteredTonnage", "Vessel Gross Registered Tonnage"),
    ("flag", "Vessel Flag"),
    ("pastFlags", "Former Vessel Flag"),
    ("owner", "Vessel Owner"),
    ("incorporationDate", "Organization Established Date"),
)
_IMO: Final = re.compile(r"IMO ?[0-9]{7}")
_BIC: Final = 11  # characters of a BIC with its branch; eight may be any number's
_DOCUMENTS: Final[dict[str, str]] = {"Passport": "passport", "Identification": "national_id"}


@dataclass(slots=True)
class _Beside:
    """What stands on lines of its own and belongs to a target, by the target's id."""

    programs: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    documents: defaultdict[str, list[ListedIdentifier | None]] = field(default_factory=lambda: defaultdict(list))
    reasons: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    located: dict[str, list[str]] = field(default_factory=dict)
    """Ids of its addresses."""
    places: dict[str, str] = field(default_factory=dict)
    """Id of an address -> the address."""

    def takes(self, uid: str, schema: str, properties: Json) -> bool:
        """Keep what a line says, and say whether it is of this kind."""
        if schema == "Sanction":
            for holder in texts(properties.get("entity")):
                self.programs[holder] += _programs(properties)
                self.programs[holder] += [] if self.programs[holder] else [""]
                self.reasons[holder] += _reasons(properties)
        elif schema == "Address":
            self.places[uid] = next(iter(texts(properties.get("full"))), "")
        elif schema in _DOCUMENTS:
            for holder in texts(properties.get("holder")):
                self.documents[holder] += _document(schema, properties)
        else:
            return False
        return True

    def put_to(self, entity: ListedEntity) -> ListedEntity:
        """Give a target with what its other lines say."""
        uid = entity.uid
        places = (self.places.get(each, "") for each in self.located[uid])
        return replace(
            entity,
            programs=tuple(dict.fromkeys(filter(None, (*entity.programs, *self.programs[uid])))),
            identifiers=normal_form.numbers((*entity.identifiers, *self.documents[uid])),
            addresses=to_compare.each_once((*entity.addresses, *places)),
            remarks=to_compare.remarks(entity.remarks or "", *self.reasons[uid]),
        )


def read(source: ListSource, *, published: dt.date | None = None, dataset: str | None = None) -> tuple[ReadList, ...]:
    """Read the file, CSV or JSON Lines by what it holds.

    The day on which OpenSanctions last saw the entries dates the list; `published` dates a file that says none.
    `dataset` names it where the file holds several datasets or shows a title for its name. An entry's number is
    OpenSanctions' id. Raises ListFormatError for a damaged file.
    """
    with open_list_file(source) as file:
        lines = file.head().removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
        return (_read_lines(file, published, dataset) if lines else _read_csv(file, published, dataset),)


def _read_csv(file: ListStream, published: dt.date | None, dataset: str | None) -> ReadList:
    entities: list[ListedEntity] = []
    datasets: set[str] = set()
    seen: set[str] = set()
    for line, row in header_table.rows(file, file.text(), required=COLUMNS):
        if not row["id"] or not (row["name"] or row["aliases"]):
            raise file.refusal("has a row without its id or its name; give the file as it is published", line=line)
        datasets.update(_cells(row["dataset"]))
        seen.add(row["last_seen"][:10])
        aliases = _cells(row["aliases"])
        entities.append(
            ListedEntity(
                uid=row["id"],
                list=LIST,
                kind=_KINDS.get(row["schema"], "organization"),
                names=normal_form.names(row["name"] or aliases[0], ((alias, "strong", "aka") for alias in aliases)),
                programs=tuple(_cells(row.get("program_ids", "")) or _cells(row.get("sanctions", ""))),
                dates_of_birth=_dates(_cells(row["birth_date"])),
                countries=normal_form.countries(_cells(row["countries"])),
                identifiers=normal_form.numbers(_untyped(each) for each in _cells(row["identifiers"])),
                bics=normal_form.bics(each for each in _cells(row["identifiers"]) if len(each) == _BIC),
                addresses=to_compare.each_once(_cells(row.get("addresses", ""))),
            )
        )
    return _finished(file, entities, published, dataset, datasets, seen)


def _read_lines(file: ListStream, published: dt.date | None, dataset: str | None) -> ReadList:
    targets: dict[str, tuple[ListedEntity, bool | None]] = {}
    beside = _Beside()
    datasets: set[str] = set()
    seen: set[str] = set()
    for line, written in file.lines():
        row = json_text.document(file, written, line=line)
        properties = row.get("properties") if isinstance(row, dict) else None
        if not isinstance(row, dict) or not isinstance(properties, dict) or not text(row.get("schema")):
            raise file.refusal("is not an entity of FollowTheMoney; give the file as it is published", line=line)
        uid, schema = text(row.get("id")), text(row.get("schema"))
        if not beside.takes(uid, schema, properties) and (names := _names(row, properties)) and uid:
            if uid in targets:
                raise file.refusal(f"entry {uid[:40]!r} is there twice; give the file as it is published", line=line)
            flag = row.get("target")
            listed = flag if isinstance(flag, bool) else True if texts(properties.get("topics")) else None
            targets[uid] = _entity(uid, schema, names, properties), listed
            beside.located[uid] = texts(properties.get("addressEntity"))
            if listed is not False:
                datasets.update(texts(row.get("datasets")))
                seen.add(text(row.get("last_seen"))[:10])
    entities = [
        beside.put_to(entity)
        for uid, (entity, listed) in targets.items()
        if listed or (listed is None and uid in beside.programs)
    ]
    return _finished(file, entities, published, dataset, datasets, seen)


def _entity(uid: str, schema: str, names: list[tuple[str, Quality, NameKind]], properties: Json) -> ListedEntity:
    nested = [*_nested(properties.get("sanctions"))]
    return ListedEntity(
        uid=uid,
        list=LIST,
        kind=_KINDS.get(schema, "organization"),
        names=normal_form.names(names[0][0], names),
        programs=tuple(
            dict.fromkeys(
                [*texts(properties.get("programId")), *(program for each in nested for program in _programs(each))]
            )
        ),
        dates_of_birth=_dates(texts(properties.get("birthDate"))),
        countries=normal_form.countries(each for key in _COUNTRIES for each in texts(properties.get(key))),
        identifiers=normal_form.numbers(
            normal_form.number(kind, value) for key, kind in _NUMBERS for value in texts(properties.get(key))
        ),
        bics=normal_form.bics(texts(properties.get("swiftBic"))),
        title="; ".join(texts(properties.get("position"))) or None,
        addresses=to_compare.each_once(texts(properties.get("address"))),
        places_of_birth=to_compare.each_once(
            (
                *texts(properties.get("birthPlace")),
                *(to_compare.place(each) for each in texts(properties.get("birthCountry"))),
            )
        ),
        remarks=to_compare.remarks(
            *texts(properties.get("notes")),
            *(reason for each in nested for reason in _reasons(each)),
            facts=((label, value) for key, label in _MORE for value in texts(properties.get(key))),
        ),
    )


def _names(row: Json, properties: Json) -> list[tuple[str, Quality, NameKind]]:
    caption = text(row.get("caption"))
    found: list[tuple[str, Quality, NameKind]] = [
        (name, quality, kind) for key, quality, kind in _ALIASES for name in texts(properties.get(key))
    ]
    return [(caption, "strong", "aka"), *found] if caption and any(caption == name for name, _, _ in found) else found


def _reasons(sanction: Json) -> list[str]:
    return [*texts(sanction.get("reason")), *texts(sanction.get("summary"))]


def _programs(properties: Json) -> list[str]:
    return texts(properties.get("programId")) or texts(properties.get("program"))


def _document(schema: str, properties: Json) -> Iterator[ListedIdentifier | None]:
    issuer = next(iter(texts(properties.get("country"))), "")
    for value in texts(properties.get("number")):
        yield normal_form.number(_DOCUMENTS[schema], value, issuer)


def _untyped(value: str) -> ListedIdentifier | None:
    return normal_form.number("imo" if _IMO.fullmatch(value) else "other", value)


def _nested(value: object) -> Iterator[Json]:
    for each in value if isinstance(value, list) else ():
        properties = each.get("properties") if isinstance(each, dict) else None
        if isinstance(properties, dict):
            yield properties


def _dates(found: Iterable[str]) -> tuple[str, ...]:
    return normal_form.dates_of_birth(normal_form.date_of_birth(each) for each in found)


def _cells(value: str) -> list[str]:
    """Give the values in a cell: joined with `;`, and quoted where they hold one."""
    found = next(csv.reader([value], delimiter=";"), [])
    return [clean for each in found if (clean := each.strip())]


def _finished(
    file: ListStream,
    entities: list[ListedEntity],
    published: dt.date | None,
    dataset: str | None,
    datasets: set[str],
    seen: set[str],
) -> ReadList:
    only = dataset or (next(iter(datasets)) if len(datasets) == 1 else "")
    slug = re.sub(r"[^a-z0-9]+", "-", _TITLES.get(only, only).lower()).strip("-")[:60]
    name = f"{LIST}-{slug}" if slug else LIST
    days = (normal_form.publisher_date(each) for each in seen)
    return read_list(
        name,
        [replace(entity, list=name) for entity in entities],
        file,
        published=published,
        publisher_date=max((each for each in days if each), default=None),
    )
