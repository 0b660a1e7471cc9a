"""The consolidated list of the EU's financial sanctions in XML (Financial Sanctions Files, version 1.1).

Layout: the export's schema, and the list of 2021-03-02. An entity that two regulations list is there twice, with the
same reference number, and becomes one.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedIdentifier, NameKind, Quality
from achguard.sanctions.sources.reading import normal_form, to_compare
from achguard.sanctions.sources.reading.list_stream import ListSource, ListStream, open_list_file
from achguard.sanctions.sources.reading.read_list import ReadList, merged, read_list
from achguard.sanctions.sources.reading.xml_records import Element, records

ROOT: Final = "export"
"""The root element's name."""
LIST: Final = "eu-fsf"
"""The list's short name."""

_TAGS: Final = frozenset({"sanctionEntity"})
_KINDS: Final[dict[str, EntityKind]] = {"person": "individual", "P": "individual", "vessel": "vessel"}

# source: identificationTypeCode of the list of 2021-03-02.
_NUMBERS: Final[dict[str, str]] = {
    "passport": "passport",
    "travelcardid": "passport",
    "id": "national_id",
    "drivinglicence": "national_id",
    "electionid": "national_id",
    "ssn": "ssn",
    "fiscalcode": "tax_id",
    "regnumber": "registration",
    "tradelic": "registration",
    "imo": "imo",
}
_UNKNOWN_COUNTRY: Final = "00"
_GENDERS: Final = {"M": "Male", "F": "Female"}
_REMARKED: Final = ("nameAlias", "citizenship", "birthdate", "address", "identification")
"""Parts of an entry that have remarks of their own."""


def read(source: ListSource, *, published: dt.date | None = None) -> tuple[ReadList, ...]:
    """Read the file. It carries its publisher's date; `published` dates one that lost it.

    An entry's number is the EU reference number, such as `EU.27.28`. Raises ListFormatError for a damaged file.
    """
    with open_list_file(source) as file:
        day: dt.date | None = None
        entities: list[ListedEntity] = []
        for record in records(file, root=ROOT, tags=_TAGS):
            if record.tag == ROOT:
                day = normal_form.publisher_date(record.get("generationDate"))
            else:
                entities.append(_entity(record, file))
        return (
            read_list(LIST, merged(entities), file, published=published, publisher_date=day, records=len(entities)),
        )


def _entity(record: Element, file: ListStream) -> ListedEntity:
    uid = record.get("euReferenceNumber") or record.get("logicalId")
    aliases = [alias for each in record.all("nameAlias") if (alias := _alias(each))[0]]
    if not uid or not aliases:
        raise file.refusal(f"entry {uid[:40]!r} lacks its number or its name; give the file as the EU publishes it")
    primary = next((alias for alias in aliases if alias[1] == "strong" and alias[2] == "aka"), aliases[0])
    subject = record.first("subjectType")
    code = subject.get("code") or subject.get("classificationCode") if subject else ""
    numbers = list(record.all("identification"))
    return ListedEntity(
        uid=uid,
        list=LIST,
        kind=_KINDS.get(code, "organization"),
        names=normal_form.names(primary[0], aliases),
        programs=tuple(
            dict.fromkeys(each.get("programme") for each in record.all("regulation") if each.get("programme"))
        ),
        dates_of_birth=normal_form.dates_of_birth(_born(each) for each in record.all("birthdate")),
        countries=normal_form.countries(_countries(record)),
        identifiers=normal_form.numbers(_number(each) for each in numbers),
        bics=normal_form.bics(
            each.get("number") for each in numbers if each.get("identificationTypeCode") == "swiftbic"
        ),
        title=_title(record),
        addresses=to_compare.each_once(_place(each, "street", "poBox", "zipCode") for each in record.all("address")),
        places_of_birth=to_compare.each_once(_place(each, "zipCode") for each in record.all("birthdate")),
        remarks=to_compare.remarks(
            *record.values("remark"),
            record.get("designationDetails"),
            *(remark for tag in _REMARKED for remark in record.values(f"{tag}/remark")),
            facts=(("Gender", _GENDERS.get(each.get("gender"), "")) for each in record.all("nameAlias")),
        ),
    )


def _place(element: Element, *first: str) -> str:
    """Write an address, or where somebody was born: what is finest first; `UNKNOWN` is the EU's word for no country."""
    country = element.get("countryDescription")
    parts = (element.get(part) for part in (*first, "place", "city", "region"))
    return to_compare.place(*parts, "" if country == "UNKNOWN" else country)


def _alias(alias: Element) -> tuple[str, Quality, NameKind]:
    parts = (alias.get("firstName"), alias.get("middleName"), alias.get("lastName"))
    text = alias.get("wholeName") or " ".join(part for part in parts if part)
    remarks = " ".join(alias.values("remark")).lower()
    # The list of 2021 says "strong" of every alias and tells the low quality of some in a remark.
    weak = alias.get("strong").lower() == "false" or "low quality" in remarks
    former = remarks.startswith(("formerly", "f.k.a", "fka"))
    return text, "weak" if weak else "strong", "fka" if former else "aka"


def _title(record: Element) -> str | None:
    found = [alias.get("title") or alias.get("function") for alias in record.all("nameAlias")]
    return next((title for title in found if title), None)


def _born(born: Element) -> str | None:
    if born.get("yearRangeFrom") or born.get("yearRangeTo"):
        return normal_form.years(born.get("yearRangeFrom"), born.get("yearRangeTo"))
    # A date of the Hijra has its Gregorian day in `birthdate` and its own numbers beside it.
    if whole := born.get("birthdate"):
        found = normal_form.date_of_birth(whole)
    else:
        found = normal_form.partial_date(born.get("year"), born.get("monthOfYear"), born.get("dayOfMonth"))
    found = found or normal_form.date_of_birth(born.value("remark"))
    return found[:4] if found and born.get("circa") == "true" and "/" not in found else found


def _countries(record: Element) -> Iterator[str]:
    for tag in ("citizenship", "address"):
        for place in record.all(tag):
            code = place.get("countryIso2Code")
            yield code if code != _UNKNOWN_COUNTRY else ""


def _number(document: Element) -> ListedIdentifier | None:
    kind = document.get("identificationTypeCode")
    if kind == "swiftbic":
        return None
    code = document.get("countryIso2Code")
    value = document.get("latinNumber") or document.get("number")
    return normal_form.number(_NUMBERS.get(kind, "other"), value, code if code != _UNKNOWN_COUNTRY else "")
