"""What OFAC writes into the remarks of a CSV entry: weak aliases, dates of birth, nationality, numbers, BICs."""

import re
from dataclasses import dataclass
from typing import Final, TypeVar

from achguard.sanctions.listed.entity import ListedIdentifier, ListedName, NameKind

# source: the SWIFT/BIC, passport and registration remarks of the SDN files of 2021-07 and 2024-05. A label that holds
# an earlier row's words ("Identification Number IMO") stands before it. What is not here, such as a telephone number
# or an aircraft's model, identifies nobody.
_LABELS: Final[tuple[tuple[str, str], ...]] = (
    (r"Vessel Registration Identification IMO", "imo"),
    (r"International Maritime Organization No\.", "imo"),
    (r"Identification Number IMO", "imo"),
    (r"Company Number IMO", "registration"),
    (r"Digital Currency Address - [A-Z0-9]+", "wallet"),
    (r"Legal Entity Number", "lei"),
    (r"SSN", "ssn"),
    (r"US FEIN", "ein"),
    (r"(?:Diplomatic |Stateless Person )?Passport(?: No\.| #)?", "passport"),
    (r"Travel Document Number", "passport"),
    (r"Tax ID No\.", "tax_id"),
    (r"V\.A\.T\. Number", "tax_id"),
    (r"(?:NIT|RUC|RIF|RTN|C\.U\.I\.T\.|R\.F\.C\.) #", "tax_id"),
    (r"(?:Italian )?Fiscal Code", "tax_id"),
    (r"(?:\w+ )?National (?:Foreign )?ID(?: Number| No\.)?", "national_id"),
    (
        r"(?:Cedula|Residency|Identification|Turkish Identification|Personal ID|Birth Certificate) (?:No\.|Number)",
        "national_id",
    ),
    (r"(?:\w+ )?Personal ID(?: Card)?(?: No\.)?", "national_id"),
    (
        r"(?:D\.N\.I\.|C\.U\.R\.P\. #|Kenyan ID No\.|Citizen's Card Number|Refugee ID Card|Electoral Registry No\.)",
        "national_id",
    ),
    (r"Driver's License No\.", "national_id"),
    (r"(?:Public |Business |Commercial |Military )?Registr(?:ation|y) (?:Number|ID|Document #)", "registration"),
    (r"Registration Certificate Number", "registration"),
    (r"(?:UK )?Company (?:Number|ID:?)", "registration"),
    (r"Unified Social Credit Code \(USCC\)", "registration"),
    (r"United Social Credit Code Certificate \(USCCC\)", "registration"),
    (r"(?:Government Gazette|Chamber of Commerce|Central Registration System) Number", "registration"),
    (r"Economic Register Number(?: \(CBLS\))?", "registration"),
    (r"(?:Business|Enterprise|Branch Unit|LE|Certificate of Incorporation|File) Number", "registration"),
    (
        r"(?:Folio Mercantil|Matricula Mercantil|C\.R\.|Registered Charity|Istanbul Chamber of Comm\.) No\.?",
        "registration",
    ),
    (r"Dubai Chamber of Commerce Membership No\.", "registration"),
    (r"(?:Trade |Tourism )?License(?: No\.)?", "registration"),
    (r"(?:MMSI|D-U-N-S Number|Permit Number|Organization Code)", "other"),
    (r"(?:Previous )?Aircraft Tail Number", "other"),
    (r"Aircraft Manufacturer's Serial Number \(MSN\)", "other"),
    (r"Aircraft Construction Number \(also called L/N or S/N or F/N\)", "other"),
)
_T = TypeVar("_T")

_NUMBER: Final = re.compile(
    r"(?:alt\. )?(?:"
    + "|".join(f"(?P<label{i}>{label})" for i, (label, _) in enumerate(_LABELS))
    + r")\s+(?P<rest>\S.*)"
)
_TAIL: Final = re.compile(r"\s+(?:issued|expires|Issue Date|;).*$", re.IGNORECASE)
_COUNTRY: Final = re.compile(r"\s*\(([^()]*)\)\s*$")

_ALIAS: Final = re.compile(r"(?:alt\. )?([afn])\.k\.a\.,? '(.+)'\.?$")
_BORN: Final = re.compile(r"(?:alt\. )?DOB (.+)")
_BELONGS: Final = re.compile(r"(?:alt\. )?(?:nationality|citizen) (.+)")
_BIC: Final = re.compile(r"(?:alt\. )?SWIFT/BIC ([A-Z0-9]{8}(?:[A-Z0-9]{3})?)\b")

_DAY: Final = re.compile(r"(?:(?:(\d{1,2}) )?([A-Z][a-z]{2}) )?(\d{4})")
_MONTHS: Final = {
    month: number
    for number, month in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)  # noqa: SIM905 -- reads as a calendar
}
_LONGEST_MONTH: Final = 31
_BIC_OF_OFFICE: Final = 8


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the remarks of one entry hold."""

    weak_names: tuple[ListedName, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """Country names of nationality and citizenship, as published."""
    numbers: tuple[ListedIdentifier, ...] = ()
    """Numbers as published, with the country's name in place of its code."""
    bics: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Without dates of birth and numbers, which are confidential."""
        return f"Remarks(weak_names={self.weak_names!r})"


def read_remarks(text: str) -> Remarks:
    """Read the remarks of one entry; what it does not know it leaves out, and it never raises."""
    weak: list[ListedName] = []
    born: list[str] = []
    countries: list[str] = []
    numbers: list[ListedIdentifier] = []
    bics: list[str] = []
    for part in re.split(r";\s+", text.strip()):
        fact = part.strip().removesuffix(".")
        if alias := _ALIAS.match(part.strip()):
            kind: NameKind = {"a": "aka", "f": "fka", "n": "nka"}[alias[1]]  # type: ignore[assignment]
            weak.append(ListedName(alias[2].strip(), "weak", kind))
        elif birth := _BORN.match(fact):
            if (date := read_date(birth[1])) is not None:
                born.append(date)
        elif belongs := _BELONGS.match(fact):
            countries.append(belongs[1].strip())
        elif bic := _BIC.match(fact):
            bics.append(bic[1] if len(bic[1]) > _BIC_OF_OFFICE else bic[1] + "XXX")
        elif number := _NUMBER.match(fact):
            numbers.append(_number(number))
    return Remarks(_unique(weak), _unique(born), _unique(countries), _unique(numbers), _unique(bics))


def read_date(text: str) -> str | None:
    """Give a date of birth as OFAC writes it in ISO form, or None.

    `14 Mar 1961` is `1961-03-14`, `Mar 1961` is `1961-03`, `1961` and `circa 1961` are `1961`; any range is a range of
    years, `1961/1963`.
    """
    ends = [match for match in _DAY.finditer(text) if match[3]]
    if not ends:
        return None
    if len(ends) > 1:
        return f"{ends[0][3]}/{ends[-1][3]}"
    day, month, year = ends[0].groups()
    number = _MONTHS.get(month or "")
    if number is None or "circa" in text.lower():
        return str(year)
    if day is None or not 1 <= int(day) <= _LONGEST_MONTH:
        return f"{year}-{number:02d}"
    return f"{year}-{number:02d}-{int(day):02d}"


def _number(match: re.Match[str]) -> ListedIdentifier:
    kind = next(
        _LABELS[int(group.removeprefix("label"))][1]
        for group, value in match.groupdict().items()
        if value and group != "rest"
    )
    rest = _TAIL.sub("", match["rest"])
    country = _COUNTRY.search(rest)
    value = rest[: country.start()] if country else rest
    return ListedIdentifier(kind, value.split(",")[0].strip(), country[1].strip() if country else None)


def _unique(items: list[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
