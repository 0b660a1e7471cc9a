"""Entries of several lists are one party where they say enough of the same, and two where they do not."""

import datetime as dt
from collections import Counter
from itertools import combinations, permutations
from pathlib import Path

import pytest

from achguard.names.fold import fold
from achguard.sanctions.comparing.same_party import MOST_HOLDERS, joined_entries
from achguard.sanctions.listed.entity import EntityKind, Entry, ListedEntity, ListedIdentifier, ListedName, Quality
from achguard.sanctions.snapshot import Snapshot

OTHER_LISTS = Path(__file__).parents[4] / "shared" / "data" / "other-lists"


def entry(
    list_name: str,
    *names: str,
    uid: str = "1",
    kind: EntityKind = "individual",
    born: tuple[str, ...] = (),
    numbers: tuple[tuple[str, str], ...] = (),
    quality: Quality = "strong",
) -> ListedEntity:
    """List somebody invented."""
    listed = tuple(
        ListedName(name, quality if at else "primary", "aka" if at else "primary") for at, name in enumerate(names)
    )
    return ListedEntity(
        uid=uid,
        list=list_name,
        kind=kind,
        names=listed,
        dates_of_birth=born,
        identifiers=tuple(ListedIdentifier(*number) for number in numbers),
    )


def person(list_name: str, name: str, *born: str, uid: str = "1") -> ListedEntity:
    """List a person with a name and dates of birth."""
    return entry(list_name, name, born=born, uid=uid)


RARE = "MARDUKOV, Ilian Serov"
SAME = {
    "a full date and a name in another order": (
        person("a", RARE, "1961-03-14"),
        person("b", "Ilian Serov Mardukov", "1961-03-14"),
    ),
    "a full date and a name spelt otherwise": (
        person("a", RARE, "1961-03-14"),
        person("b", "MARDOUKOV, Ilyan Serov", "1958", "1961-03-14"),
    ),
    "a full date and an alias": (
        person("a", RARE, "1961-03-14"),
        entry("b", "ZZYZX, Olm", "Mardukov Ilian", "MARDUKOV, Ilian Serov", born=("1961-03-14",)),
    ),
    "a passport and a name that does not contradict it": (
        entry("a", RARE, numbers=(("passport", "X0000001"),)),
        entry("b", "MARDUKOV, Ilian", numbers=(("other", "X0000001"),)),
    ),
    "a passport and a full date, whatever the names": (
        entry("a", RARE, born=("1961-03-14",), numbers=(("passport", "X0000001"),)),
        entry("b", "ZZYZX, Olm", born=("1961-03-14",), numbers=(("passport", "X0000001"),)),
    ),
    "a number of few digits of one kind and the name": (
        entry("a", RARE, numbers=(("passport", "1234567"),)),
        entry("b", RARE, numbers=(("passport", "1234567"),)),
    ),
    "the IMO number of a ship that was renamed": (
        entry("a", "SEA HERON", kind="vessel", numbers=(("imo", "9999993"),)),
        entry("b", "GREY BIRD", kind="vessel", numbers=(("imo", "9999993"),)),
    ),
    "a year and the same three words": (person("a", RARE, "1961"), person("b", "Ilian Serov Mardukov", "1961-03-14")),
    "a year that a first of January stands for": (person("a", RARE, "1961-01-01"), person("b", RARE, "1961")),
}
APART = {
    "a full date alone": (person("a", RARE, "1961-03-14"), person("b", "ZZYZX, Olm", "1961-03-14")),
    "twins": (person("a", "MARDUKOV, Ihab", "1961-03-14"), person("b", "MARDUKOV, Iyad", "1961-03-14")),
    "a full date and a name that many people have": (
        person("a", "SMITH, John", "1961-03-14"),
        person("b", "John Smith", "1961-03-14"),
    ),
    "a name alone": (person("a", RARE), person("b", RARE)),
    "a name and another full date": (person("a", RARE, "1961-03-14"), person("b", RARE, "1961-03-15")),
    "a first of January and two words": (
        person("a", "MARDUKOV, Ilian", "1961-01-01"),
        person("b", "MARDUKOV, Ilian", "1961-01-01"),
    ),
    "a year and two words": (person("a", "MARDUKOV, Ilian", "1961"), person("b", "MARDUKOV, Ilian", "1961")),
    "a year and a name spelt otherwise": (
        person("a", RARE, "1961"),
        person("b", "MARDOUKOV, Ilyan Serov", "1961"),
    ),
    "a range of years": (person("a", RARE, "1960/1963"), person("b", RARE, "1960/1963")),
    "the day that Unix time begins with": (
        person("a", RARE, "1969-12-31"),
        person("b", "MARDUKOV, Ilian", "1969-12-31"),
    ),
    "a full date and a weak alias": (
        person("a", "MARDUKOV, Ilian", "1961-03-14"),
        entry("b", "ZZYZX, Olm", "MARDUKOV, Ilian", born=("1961-03-14",), quality="weak"),
    ),
    "a passport under two other names": (
        entry("a", RARE, numbers=(("passport", "X0000001"),)),
        entry("b", "ZZYZX, Olm", numbers=(("passport", "X0000001"),)),
    ),
    "a number of few digits of two kinds": (
        entry("a", RARE, numbers=(("passport", "1234567"),)),
        entry("b", RARE, numbers=(("national_id", "1234567"),)),
    ),
    "few digits that may be anything": (
        entry("a", RARE, numbers=(("other", "1234567"),)),
        entry("b", RARE, numbers=(("other", "1234567"),)),
    ),
    "a number of four characters": (
        entry("a", RARE, numbers=(("passport", "X123"),)),
        entry("b", RARE, numbers=(("passport", "X123"),)),
    ),
    "a telephone": (
        entry("a", RARE, numbers=(("phone", "15550100199"),)),
        entry("b", RARE, numbers=(("phone", "15550100199"),)),
    ),
    "a person and the company of the name": (
        entry("a", RARE, numbers=(("tax_id", "X0000001"),)),
        entry("b", RARE, kind="organization", numbers=(("tax_id", "X0000001"),)),
    ),
    "a ship's number and a company's": (
        entry("a", "SEA HERON", kind="vessel", numbers=(("imo", "9999993"),)),
        entry("b", "EGRET LINES", kind="organization", numbers=(("imo", "9999993"),)),
    ),
    "one list": (person("a", RARE, "1961-03-14"), person("a", RARE, "1961-03-14", uid="2")),
    "programs and countries": (
        ListedEntity("1", "a", "organization", (ListedName("HERON", "primary", "primary"),), ("SDGT",), (), ("IR",)),
        ListedEntity("1", "b", "organization", (ListedName("HERON", "primary", "primary"),), ("SDGT",), (), ("IR",)),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_what_joins_two_entries(pair: tuple[ListedEntity, ListedEntity]) -> None:
    """A number, a full date and a name, or a year and a whole name make them one party, whichever comes first."""
    assert joined_entries(pair) == joined_entries(pair[::-1]) == ((Entry("a", "1"), Entry("b", "1")),)


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_what_does_not(pair: tuple[ListedEntity, ListedEntity]) -> None:
    """Less says too little, and two people with a birthday and a usual name in common stay two."""
    assert joined_entries(pair) == ()


def test_an_entry_goes_to_the_one_that_it_is_most_like() -> None:
    """Brothers with one date of birth and nearly one name stay apart, in whatever order they are read."""
    born = "1955-05-04"
    brothers = [
        person("a", "MARDUKOV, Kamal Serov Abdal", born, uid="kamal"),
        person("a", "MARDUKOV, Jamal Serov Abdal", born, uid="jamal"),
        person("b", "Kamal Serov Abdal Mardukov", born, uid="K"),
        person("b", "Jamal Serov Abdal Mardukov", born, uid="J"),
    ]
    expected = ((Entry("a", "jamal"), Entry("b", "J")), (Entry("a", "kamal"), Entry("b", "K")))
    assert {joined_entries(each) for each in permutations(brothers)} == {expected}


def test_an_entry_that_is_as_like_to_two_goes_to_none() -> None:
    """Where a list names the same twice, nobody knows which of the two another list means."""
    twice = [person("a", RARE, "1961-03-14", uid=uid) for uid in "12"]
    assert joined_entries([*twice, person("b", RARE, "1961-03-14")]) == ()
    assert joined_entries([*twice, person("0", RARE, "1961-03-14")]) == ()


def test_a_number_says_more_than_a_date() -> None:
    """Of two entries with the date and the name, the one with the passport is the party."""
    by_date = person("a", RARE, "1961-03-14", uid="by date")
    by_number = entry("a", RARE, uid="by number", numbers=(("passport", "X0000001"),))
    both = entry("b", RARE, born=("1961-03-14",), numbers=(("passport", "X0000001"),))
    assert joined_entries([by_date, by_number, both]) == ((Entry("a", "by number"), Entry("b", "1")),)


def test_three_lists_make_one_party_over_one_of_them() -> None:
    """Two entries that share nothing are one party by a third, unless one list had to have two of it."""
    one = person("a", RARE, "1961-03-14")
    bridge = entry("b", RARE, born=("1961-03-14",), numbers=(("passport", "X0000001"),))
    other = entry("c", "MARDUKOV, Ilian", numbers=(("passport", "X0000001"),))
    assert joined_entries([one, bridge, other]) == ((one.entry, bridge.entry, other.entry),)
    again = entry("a", "MARDUKOV, Ilian", uid="2", numbers=(("passport", "X0000001"),))
    assert joined_entries([one, bridge, again]) == ((again.entry, bridge.entry),)
    pairs = [
        entry(name, RARE, uid=uid, numbers=tuple(("passport", f"{number}0000001") for number in numbers))
        for name, uid, numbers in (("a", "1", "Y"), ("a", "2", "X"), ("b", "3", "XZ"), ("c", "4", "YZ"))
    ]
    joined = joined_entries(pairs)
    assert all(len({each.list for each in party}) == len(party) for party in joined)
    assert {each for party in joined for each in party} == {each.entry for each in pairs}


def test_what_fills_an_empty_field_joins_nobody() -> None:
    """A number that a hundred entries have is no number, and costs no time."""
    names = [RARE, *["ZZYZX, Olm"] * (MOST_HOLDERS - 1)]
    many = [entry("a", name, uid=str(at), numbers=(("passport", "XXXXXXXX"),)) for at, name in enumerate(names)]
    other = entry("b", RARE, numbers=(("passport", "XXXXXXXX"),))
    assert joined_entries([*many, other]) == ()
    assert joined_entries([many[0], other]) != ()


@pytest.mark.slow
def test_real_lists_are_joined_and_nobody_is_taken_for_another(sdn_2024: Snapshot) -> None:
    """OFAC, EU and UN: hundreds are on all three, no party has two entries of a list, and all share a word."""
    if not OTHER_LISTS.is_dir():
        pytest.skip("the lists of others (../shared/data/other-lists) are not here")
    others = Snapshot.from_files(
        OTHER_LISTS / "un" / "consolidated_2026-02-27.xml",
        OTHER_LISTS / "eu" / "eu_fsf_2021-03-05.xml",
        published=dt.date(2024, 5, 3),
    )
    known = {entity.entry: entity for entity in (*sdn_2024.entities, *others.entities)}
    parties = joined_entries(known.values())
    sizes = Counter(map(len, parties))
    assert sizes[3] >= 410, sizes
    assert sizes[2] >= 510, sizes
    for party in parties:
        assert len({each.list for each in party}) == len(party)
        for one, other in combinations(party, 2):
            days = [{day for day in known[each].dates_of_birth if len(day) == 10} for each in (one, other)]
            numbers = [{number.value for number in known[each].identifiers} for each in (one, other)]
            words = [{word for name in known[each].names for word in fold(name.text).split()} for each in (one, other)]
            assert not (
                words[0].isdisjoint(words[1]) and days[0].isdisjoint(days[1]) and numbers[0].isdisjoint(numbers[1])
            )
    twins = {frozenset({"EU.2486.45", "22259"}), frozenset({"EU.3322.21", "22260"})}  # born on one day
    assert {frozenset(each.uid for each in party) for party in parties} >= twins
