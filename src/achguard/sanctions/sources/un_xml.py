"""The consolidated list of the UN Security Council in XML.

Layout: the Council's schema, and the list of 2026-02-27. A person's names are given in order, without saying which is
the family name.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from achguard.sanctions.listed.entity import ListedEntity, ListedIdentifier, NameKind, Quality
from achguard.sanctions.sources.reading import normal_form, to_compare
from achguard.sanctions.sources.reading.list_stream import ListSource, ListStream, open_list_file
from achguard.sanctions.sources.reading.read_list import ReadList, read_list
from achguard.sanctions.sources.reading.xml_records import Element, records

ROOT: Final = "CONSOLIDATED_LIST"
"""The root element's name."""
LIST: Final = "un-sc"
"""The list's short name."""

_TAGS: Final = frozenset({"INDIVIDUAL", "ENTITY"})
_NAMES: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")

# source: TYPE_OF_DOCUMENT and TYPE_OF_DOCUMENT2 of the list of 2026-02-27, in lower case; the first that is inside.
_DOCUMENTS: Final[tuple[tuple[str, str], ...]] = (
    ("passport", "passport"),
    ("passeport", "passport"),
    ("pasaporte", "passport"),
    ("travel document", "passport"),
    ("social security", "ssn"),
    ("fiscal code", "tax_id"),
    ("tax", "tax_id"),
    ("ration card", "other"),
    ("certificate", "other"),
    ("student", "other"),
    ("identi", "national_id"),
    ("national number", "national_id"),
    ("driver", "national_id"),
    ("voter", "national_id"),
)
_ADDRESS: Final = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
_NOTED: Final = ("ALIAS", "DATE_OF_BIRTH", "DOCUMENT")
"""Parts of an entry whose notes are remarks; those of an address or a place stand beside it."""

_IMO: Final = re.compile(r"\bIMO(?: (?:number|no\.?))?:? ?(\d{7})\b", re.IGNORECASE)


def read(source: ListSource, *, published: dt.date | None = None) -> tuple[ReadList, ...]:
    """Read the file. It carries its publisher's date; `published` dates one that lost it.

    An entry's number is the Council's permanent reference number, such as `QDi.430`. Raises ListFormatError for a
    damaged file.
    """
    with open_list_file(source) as file:
        day: dt.date | None = None
        entities: list[ListedEntity] = []
        for record in records(file, root=ROOT, tags=_TAGS):
            if record.tag == ROOT:
                day = normal_form.publisher_date(record.get("dateGenerated"))
            else:
                entities.append(_entity(record, file))
        return (read_list(LIST, entities, file, published=published, publisher_date=day),)


def _entity(record: Element, file: ListStream) -> ListedEntity:
    individual = record.tag == "INDIVIDUAL"
    uid = record.value("REFERENCE_NUMBER") or record.value("DATAID")
    name = " ".join(part for tag in _NAMES if (part := record.value(tag)))
    if not uid or not name:
        raise file.refusal(f"entry {uid[:40]!r} lacks its number or its name; give the file as the UN publishes it")
    return ListedEntity(
        uid=uid,
        list=LIST,
        kind="individual" if individual else "organization",
        names=normal_form.names(name, _aliases(record)),
        programs=tuple(record.values("UN_LIST_TYPE")),
        dates_of_birth=normal_form.dates_of_birth(_dates(record)),
        countries=normal_form.countries(
            [*record.values("NATIONALITY/VALUE"), *record.values(f"{record.tag}_ADDRESS/COUNTRY")]
        ),
        identifiers=normal_form.numbers(_numbers(record)),
        title="; ".join(dict.fromkeys([*record.values("TITLE/VALUE"), *record.values("DESIGNATION/VALUE")])) or None,
        addresses=to_compare.each_once(_place(each) for each in record.all(f"{record.tag}_ADDRESS")),
        places_of_birth=to_compare.each_once(_births(record)),
        remarks=to_compare.remarks(
            *record.values("COMMENTS1"),
            *(note for part in _NOTED for note in record.values(f"{record.tag}_{part}/NOTE")),
            facts=(("Gender", record.value("GENDER")),),
        ),
    )


def _place(element: Element) -> str:
    return to_compare.place(*map(element.value, _ADDRESS))


def _births(record: Element) -> Iterator[str]:
    for place in record.all("INDIVIDUAL_PLACE_OF_BIRTH"):
        yield _place(place)
    for alias in record.all("INDIVIDUAL_ALIAS"):
        yield to_compare.place(alias.value("CITY_OF_BIRTH"), alias.value("COUNTRY_OF_BIRTH"))


def _aliases(record: Element) -> Iterator[tuple[str, Quality, NameKind]]:
    yield record.value("NAME_ORIGINAL_SCRIPT"), "strong", "aka"
    for alias in record.all(f"{record.tag}_ALIAS"):
        word = alias.value("QUALITY").lower()
        quality: Quality = "weak" if word == "low" else "strong"
        # Several spellings may stand in one alias.
        for text in alias.value("ALIAS_NAME").split(";"):
            yield text.strip(), quality, "fka" if word == "f.k.a." else "aka"


def _dates(record: Element) -> Iterator[str | None]:
    for born in record.all("INDIVIDUAL_DATE_OF_BIRTH"):
        approximate = born.value("TYPE_OF_DATE").upper() == "APPROXIMATELY"
        if first := born.value("FROM_YEAR"):
            yield normal_form.years(first, born.value("TO_YEAR"))
        elif text := born.value("DATE") or born.value("YEAR"):
            found = normal_form.date_of_birth(text)
            yield found[:4] if found and approximate else found
        else:
            yield normal_form.date_of_birth(born.value("NOTE"))
    for alias in record.all("INDIVIDUAL_ALIAS"):
        yield normal_form.date_of_birth(alias.value("DATE_OF_BIRTH"))


def _numbers(record: Element) -> Iterator[ListedIdentifier | None]:
    for document in record.all("INDIVIDUAL_DOCUMENT"):
        word = f"{document.value('TYPE_OF_DOCUMENT2')} {document.value('TYPE_OF_DOCUMENT')}".lower()
        kind = next((kind for part, kind in _DOCUMENTS if part in word), "other")
        issuer = document.value("ISSUING_COUNTRY") or document.value("COUNTRY_OF_ISSUE")
        yield normal_form.number(kind, document.value("NUMBER"), issuer)
    # Ships' owners are listed with the number that the IMO gave the company.
    for match in _IMO.finditer(record.value("COMMENTS1")):
        yield normal_form.number("imo", match[1])
