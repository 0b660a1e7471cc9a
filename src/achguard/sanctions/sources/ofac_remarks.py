"""What OFAC writes into the remarks of a CSV entry: weak aliases, dates of birth, nationality, numbers, BICs."""

import re
from dataclasses import dataclass
from typing import Final, TypeVar

from achguard.sanctions.listed.entity import ListedIdentifier, ListedName, NameKind
from achguard.sanctions.sources.ofac_labels import labelled, under_unknown_label

_T = TypeVar("_T")

_TAIL: Final = re.compile(r"[\s,]+(?:issued|expires|expired|Issue Date|;).*$", re.IGNORECASE)
_BRACKET: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_NAMES_A_NUMBER: Final = re.compile(r"(?:No\.?|Number|ID|Card|Code|Document|Certificate|#)$", re.IGNORECASE)
_CONTACT: Final = re.compile(
    r"(?:(?P<email>[^\s@;]+@[^\s@;]+\.\w+)|(?P<website>(?:https?://|www\.)\S+))(?: \(\w+\))?", re.IGNORECASE
)
_FEWEST_DIGITS: Final = 4
"""Digits of the shortest number that is kept under a label that is not known; fewer are an age or a count."""
_MOST_WORDS: Final = 3
"""Words that such a number has at most; what is longer is prose that holds a figure."""

_ALIAS: Final = re.compile(r"(?:alt\. )?([afn])\.k\.a\.,? '(.+)'\.?$")
_BORN: Final = re.compile(r"(?:alt\. )?DOB (.+)")
_BELONGS: Final = re.compile(r"(?:alt\. )?(?:(POB)|nationality|citizen) (.+)")
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
    places_of_birth: tuple[str, ...] = ()
    unknown_labels: tuple[str, ...] = ()
    """Labels that achguard does not know; what stands behind them is among the numbers, as `other`."""

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
    places: list[str] = []
    unknown: list[str] = []
    for part in re.split(r";\s+", text.strip()):
        fact = part.strip().removesuffix(".")
        if alias := _ALIAS.match(part.strip()):
            kind: NameKind = {"a": "aka", "f": "fka", "n": "nka"}[alias[1]]  # type: ignore[assignment]
            weak.append(ListedName(alias[2].strip(), "weak", kind))
        elif birth := _BORN.match(fact):
            if (date := read_date(birth[1])) is not None:
                born.append(date)
        elif belongs := _BELONGS.match(fact):
            (places if belongs[1] else countries).append(belongs[2].strip())
        elif bic := _BIC.match(fact):
            bics.append(bic[1] if len(bic[1]) > _BIC_OF_OFFICE else bic[1] + "XXX")
        elif number := labelled(fact):
            numbers.append(_number(*number))
        elif contact := _CONTACT.fullmatch(fact):
            numbers.append(ListedIdentifier(str(contact.lastgroup), contact[1] or contact[2]))
        elif (read := _under_unknown_label(fact)) is not None:
            unknown += filter(None, read[:1])  # a number by itself has no label that could be learnt
            numbers.append(read[1])
    return Remarks(
        weak_names=_unique(weak),
        dates_of_birth=_unique(born),
        countries=_unique(countries),
        numbers=_unique(numbers),
        bics=_unique(bics),
        places_of_birth=_unique(places),
        unknown_labels=_unique(unknown),
    )


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


def _number(kind: str, rest: str) -> ListedIdentifier:
    value, brackets = _without_brackets(_TAIL.sub("", rest))
    # The last bracket names who gave the number out; one before it says more of that, such as "(Delaware)".
    return ListedIdentifier(kind, value.split(",")[0].strip(), brackets[0] if brackets else None)


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """Take the brackets off the end of a text and give what they hold, the last first."""
    held: list[str] = []
    while (bracket := _BRACKET.search(text)) and bracket.start():
        held.append(bracket[1].strip())
        text = text[: bracket.start()]
    return text, held


def _under_unknown_label(fact: str) -> tuple[str, ListedIdentifier] | None:
    """Read a number whose label is not known: one that a country gave out, or whose label says that it is a number."""
    found = under_unknown_label(fact)
    if found is None:
        return None
    label, number = found[0], _number("other", found[1])
    is_one = (
        _NAMES_A_NUMBER.search(label) is not None
        or (number.country is not None and _is_country(number.country))
        or (not label and _TAIL.search(found[1]) is not None)
    )
    digits = sum(char.isdigit() for char in number.value)
    if not is_one or digits < _FEWEST_DIGITS or len(number.value.split()) > _MOST_WORDS:
        return None
    return label, number


def _is_country(name: str) -> bool:
    from achguard.identifiers.country import code_of

    return code_of(name) is not None


def _unique(items: list[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
