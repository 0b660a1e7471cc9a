"""Governments whose property is blocked by order, as such, found by the official forms of their names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Final

from achguard.identifiers.tables import read_array, read_toml
from achguard.names.fold import fold

_FILE: Final = "governments.toml"
_LONGEST_READ: Final = 300
"""Characters of a name that are read; an official form is shorter."""


@dataclass(frozen=True, slots=True)
class Government:
    """A government: its country, OFAC's program, the first day, the first day after, licences to look at, source."""

    place: str
    program: str
    effective: date
    ended: date | None
    licences: str
    source: str

    def is_blocked_on(self, day: date) -> bool:
        """Say whether the order is in force on this day."""
        return self.effective <= day and (self.ended is None or day < self.ended)


class _Part(Enum):
    """What a phrase is in the name of an office."""

    COUNTRY = "names"
    DEMONYM = "demonyms"
    REPUBLIC = "republics"
    OFFICE = "offices"
    MINISTRY = "ministries"
    PORTFOLIO = "portfolios"
    MISSION = "missions"
    UNITED_NATIONS = "united_nations"
    PLACE = "places"


_OF_A_ROW: Final = (_Part.COUNTRY, _Part.DEMONYM, _Part.REPUBLIC)
_OFFICES: Final = (
    {_Part.OFFICE},
    {_Part.MINISTRY, _Part.PORTFOLIO},
    {_Part.MISSION, _Part.UNITED_NATIONS},
    {_Part.REPUBLIC},
)
"""Kinds of phrases that together make the name of a country a government's."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    part: _Part
    government: Government | None = None


@cache
def _phrases() -> Mapping[tuple[str, ...], _Phrase]:
    """Give words -> what they are."""
    table = read_toml(_FILE)
    found: dict[tuple[str, ...], _Phrase] = {}
    for part in _Part:
        if part in _OF_A_ROW:
            continue
        found.update((words, _Phrase(part)) for words in _listed(table, part.value))
    for row in read_array(_FILE, "government"):
        government = _government(row)
        for part in _OF_A_ROW:
            found.update((words, _Phrase(part, government)) for words in _listed(row, part.value))
    return found


@cache
def _fillers() -> frozenset[str]:
    return frozenset(words[0] for words in _listed(read_toml(_FILE), "fillers"))


@cache
def _marks() -> re.Pattern[str]:
    """Give what finds the texts one of which every name of a government holds."""
    marks = (" ".join(words) for row in read_array(_FILE, "government") for words in _listed(row, "marks"))
    return re.compile("|".join(map(re.escape, marks)))


def may_be_government(folded: str) -> bool:
    """Say whether a folded name holds what every name of a blocked government does; few others do."""
    return _marks().search(folded) is not None


def _listed(table: Mapping[str, object], key: str) -> Iterator[tuple[str, ...]]:
    texts = table[key]
    if isinstance(texts, list):
        yield from (tuple(str(text).split()) for text in texts)


def _government(row: Mapping[str, object]) -> Government:
    effective, ended = row["effective"], row.get("ended")
    if not isinstance(effective, date) or not (ended is None or isinstance(ended, date)):
        raise TypeError(f"{_FILE}: effective and ended must be dates")
    texts = (str(row[key]) for key in ("licences", "source"))
    return Government(str(row["place"]), str(row["program"]), effective, ended, *texts)


def government_named(name: str, as_of: date | None = None) -> Government | None:
    """Give the government, blocked on this day, of which a name is an official form; on any day where none is given.

    That is the republic's full name, or an office with the country's name or demonym, in English or Spanish, in any
    order and with nothing else beside it but where the office is.
    """
    folded = fold(name[:_LONGEST_READ])
    if not may_be_government(folded):
        return None
    words = folded.replace("PEOPLE S ", "PEOPLES ").split()
    phrases = _read([word for word in words if word not in _fillers()])
    governments = {phrase.government for phrase in phrases if phrase.government}
    if len(governments) != 1 or not _is_official({phrase.part for phrase in phrases}):
        return None
    (government,) = governments
    return government if as_of is None or government.is_blocked_on(as_of) else None


def _is_official(parts: set[_Part]) -> bool:
    return any(needed <= parts for needed in _OFFICES)


def _read(words: Sequence[str]) -> list[_Phrase]:
    """Give the phrases that a name is made of, the longest first from each word on; none where a word is in none."""
    phrases, found, at = _phrases(), [], 0
    while at < len(words):
        for length in range(min(_longest(), len(words) - at), 0, -1):
            phrase = phrases.get(tuple(words[at : at + length]))
            if phrase:
                found.append(phrase)
                at += length
                break
        else:
            return []
    return found


@cache
def _longest() -> int:
    return max(map(len, _phrases()))
