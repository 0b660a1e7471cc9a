"""Which entries of several lists are one party: they share a number, or a full date of birth and a name.

A fact of the lists, worked out once for a snapshot and never for a payment. What is joined is told together; it is
still screened, met and cleared entry by entry.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final, Literal, NamedTuple

from achguard.identifiers.contact import CONTACT_KINDS
from achguard.names.fold import fold
from achguard.sanctions.comparing.compare import compare
from achguard.sanctions.comparing.evidence import FILLED_IN
from achguard.sanctions.comparing.prepared_names import (
    ListedForm,
    Query,
    prepare_as_person,
    prepare_listed,
    prepare_query,
)
from achguard.sanctions.comparing.rarity import is_usual
from achguard.sanctions.listed.entity import Entry, ListedEntity, ListedIdentifier
from achguard.sanctions.listed.entity_store import in_order
from achguard.sanctions.listed.lookup import MIN_CHARACTERS, is_everybodys

SAME_NAME: Final = 0.8
"""Score, the lesser of both directions, from which two names with one date of birth are one person's.

Witness: of the 2,304 pairs of persons to whom two of the lists of OFAC (2024), the EU (2021) and the UN (2026) give one
full date, 1,067 score below 0.55 and are two persons, and one of the others is, whose names many people have.
"""
ALIKE: Final = 0.6
"""Score from which the names of two entries with one number do not contradict it.

Witness: the UN's list gives the passports of Azim Aghajani to Ali Akbar Tabatabaei, too; their names score nothing, and
the next pair with one number scores 0.63 and is one person.
"""
MOST_HOLDERS: Final = 100
"""Entries with one number or date of birth beyond which it fills an empty field, which bounds the time.

Witness: in the lists above 13 entries have one full date, and 9 one number.
"""
_OWN: Final = frozenset({"imo", "lei"})
"""Numbers that stay with a ship or a company whatever it is called; source: IMO Resolution A.1117(30), ISO 17442."""
_LOOSE: Final = frozenset({"other", "tax_id"})
"""Kinds of numbers that may be any kind, so that few digits of one say nothing."""
FEWEST_WORDS: Final = 3
"""Words of a name that, with the year of birth alone, is one person's: all of them the same, and not usual ones.

Witness: ten pairs of entries within one of the lists above share so much, and each is one person listed twice.
"""
_FULL: Final = len("1970-01-31")
_YEAR: Final = len("1970")
_FILLED_IN: Final = frozenset(map(str, FILLED_IN))
_SURE: Final = 0.999
_REMEMBERED: Final = 4096


def joined_entries(entities: Iterable[ListedEntity]) -> tuple[tuple[Entry, ...], ...]:
    """Give each party that several lists name as its entries, sorted; entries that nothing joins are left out.

    Two entries of one list stay two parties, as their publisher says: an entry of another list goes to the one that it
    is most like, and to none where it is as like to both.
    """
    known = in_order(entities)
    if len({entity.list for entity in known}) < 2:  # noqa: PLR2004 -- two lists
        return ()
    party: dict[Entry, dict[str, Entry]] = {}
    for link in sorted(_unambiguous([*_links(known)])):
        one, other = (party.setdefault(entry, {entry.list: entry}) for entry in (link.one, link.other))
        if one.keys().isdisjoint(other):
            one.update(other)
            party.update(dict.fromkeys(other.values(), one))
    return tuple(sorted({tuple(sorted(each.values())) for each in party.values() if len(each) > 1}))


class _Link(NamedTuple):
    """Two entries of different lists that are one party."""

    doubt: float
    """The less, the surer: by a number, by a day, by a year; among these by what the names' score lacks."""
    one: Entry
    other: Entry


_Reason = Literal["number", "own number", "day", "name and year"]
"""What two entries may share."""


def _links(entities: Sequence[ListedEntity]) -> Iterator[_Link]:
    for (at, to), shared in _pairs(entities).items():
        one, other = entities[at], entities[to]
        known = not shared.isdisjoint({"number", "day"})
        score, is_rare = _names_score(one, other) if known else (0.0, False)
        if "number" in shared and (score >= ALIKE or not shared.isdisjoint({"own number", "day"})):
            yield _Link(1.0 - score, one.entry, other.entry)
        elif "day" in shared and is_rare:
            yield _Link(2.0 - score, one.entry, other.entry)
        elif "name and year" in shared and not (any(_days(one)) and any(_days(other))):
            yield _Link(2.0, one.entry, other.entry)


def _pairs(entities: Sequence[ListedEntity]) -> Mapping[tuple[int, int], set[_Reason]]:
    """Find the entries of different lists that share something, and what."""
    holders: dict[tuple[_Reason, str], list[int]] = defaultdict(list)
    for at, entity in enumerate(entities):
        for said in {*_said(entity)}:
            holders[said].append(at)
    found: dict[tuple[int, int], set[_Reason]] = defaultdict(set)
    for (reason, _), mine in holders.items():
        if len(mine) <= MOST_HOLDERS:
            for pair in combinations(mine, 2):
                if entities[pair[0]].list != entities[pair[1]].list:
                    found[pair].add(reason)
    return found


def _said(entity: ListedEntity) -> Iterator[tuple[_Reason, str]]:
    """Yield what an entry says that tells who it is; a person shares nothing with a company or a ship."""
    is_person = entity.kind == "individual"
    for number in entity.identifiers:
        for key in _keys(number):
            yield "number", f"{is_person} {key}"
        if number.type in _OWN:
            yield "own number", f"{entity.kind} {number.value}"
    if not is_person:
        return
    for day in _days(entity):
        yield "day", day
    for words in {tuple(sorted(fold(name).split())) for name in _names(entity)}:
        if len(words) >= FEWEST_WORDS and not is_usual(words):
            for year in {day[:_YEAR] for day in entity.dates_of_birth if "/" not in day}:
                yield "name and year", f"{year} {' '.join(words)}"


def _keys(number: ListedIdentifier) -> Iterator[str]:
    """Yield what a number is shared by: itself, or with its kind where many people have such a one."""
    if number.type in CONTACT_KINDS or len(number.value) < MIN_CHARACTERS:
        return
    if not is_everybodys(number.value):
        yield number.value
    elif number.type not in _LOOSE:
        yield f"{number.type} {number.value}"


def _days(entity: ListedEntity) -> Iterator[str]:
    """Yield the dates of birth that are whole days, and do not stand for their year or for nothing."""
    for day in entity.dates_of_birth:
        if len(day) == _FULL and not day.endswith("-01-01") and day not in _FILLED_IN:
            yield day


def _unambiguous(links: Sequence[_Link]) -> Iterator[_Link]:
    """Leave out the links of an entry that is as like to two entries of another list."""
    best: dict[tuple[Entry, str], list[_Link]] = defaultdict(list)
    for link in links:
        for entry, other in ((link.one, link.other), (link.other, link.one)):
            known = best[entry, other.list]
            if known and link.doubt < known[0].doubt:
                known.clear()
            if not known or link.doubt == known[0].doubt:
                known.append(link)
    return (
        link
        for link in links
        if [link] == best[link.one, link.other.list] and [link] == best[link.other, link.one.list]
    )


def _names_score(one: ListedEntity, other: ListedEntity) -> tuple[float, bool]:
    """Give the best score of two entries' names, and whether names that few people have reach `SAME_NAME`."""
    best, is_rare = 0.0, False
    for mine in _names(one):
        for theirs in _names(other):
            score = min(_score(mine, theirs, other), _score(theirs, mine, one))
            best = max(best, score)
            is_rare = is_rare or (
                score >= SAME_NAME and not (is_usual(fold(mine).split()) or is_usual(fold(theirs).split()))
            )
            if is_rare and best >= _SURE:
                return best, is_rare
    return best, is_rare


def _names(entity: ListedEntity) -> tuple[str, ...]:
    return tuple(name.text for name in entity.names if name.quality != "weak")


def _score(screened: str, listed: str, entity: ListedEntity) -> float:
    form = _listed(listed, entity.kind == "individual")
    return max(compare(query, form).score for query in _queries(screened))


@lru_cache(_REMEMBERED)
def _listed(name: str, individual: bool) -> ListedForm:  # noqa: FBT001 -- a cache tells positional arguments apart
    return prepare_listed(name, individual=individual)


@lru_cache(_REMEMBERED)
def _queries(name: str) -> tuple[Query, ...]:
    as_person = prepare_as_person(name, 0)
    return (prepare_query(name, 0), *([as_person] if as_person else []))
