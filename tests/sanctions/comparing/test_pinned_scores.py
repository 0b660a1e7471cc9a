"""Scores of names and facts stand as `tests/corpus/names` pins them, and those rows see every constant change."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from achguard.sanctions.comparing.evidence import weigh
from achguard.sanctions.listed.entity import ListedEntity, ListedName

FOLDER = Path(__file__).parents[2] / "corpus" / "names"
compare, words, letter_strings, prepared_names, common_names, evidence = MODULES = tuple(
    import_module(f"achguard.sanctions.comparing.{name}")
    for name in ("compare", "words", "letter_strings", "prepared_names", "common_names", "evidence")
)
Row = Mapping[str, str]


def rows(name: str) -> list[Row]:
    """Read a table of pinned cases."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = rows("cases.csv")
FACTS = rows("evidence.csv")


def scored(row: Row) -> tuple[str, str]:
    """Compare the two names of a row: the score to three places, and the way of reading them."""
    query = prepared_names.prepare_query(row["query"], int(row["cut_at"]) if row["cut_at"] else None)
    listed = prepared_names.prepare_listed(
        row["listed_name"], individual=row["kind"] == "individual", ship=row["kind"] == "vessel"
    )
    found = compare.compare(query, listed)
    return f"{found.score:.3f}", found.way


def weighed(row: Row) -> tuple[str, str]:
    """Weigh the facts of a row: what they raise a score by, and what is said of them."""
    entity = ListedEntity(
        uid="1",
        list="x",
        kind="individual",
        names=(ListedName("X, Y", "primary", "primary"),),
        dates_of_birth=tuple(row["listed_dates"].split()),
        countries=tuple(row["listed_countries"].split()),
    )
    found = weigh(
        entity,
        date_of_birth=row["date_of_birth"] or None,
        country=row["country"] or None,
        as_of=dt.date.fromisoformat(row["as_of"]),
    )
    return f"{found.shift:.3f}", "; ".join(found.clauses)


@pytest.mark.parametrize("row", CASES, ids=[f"{row['query'][:40]} {row['cut_at']}" for row in CASES])
def test_a_score_stands(row: Row) -> None:
    """Two names get the score that is pinned, by the way that is pinned."""
    assert scored(row) == (row["score"], row["way"]), row["why"]


@pytest.mark.parametrize("row", FACTS, ids=[row["why"] for row in FACTS])
def test_a_weight_of_facts_stands(row: Row) -> None:
    """A date of birth and a country raise a score by what is pinned, and that is told which is pinned."""
    assert weighed(row) == (row["raised"], row["said"]), row["why"]


def test_each_row_says_something_else() -> None:
    """No pair of names stands twice, and each row says why it is there."""
    pairs = [(row["query"], row["listed_name"], row["cut_at"]) for row in CASES]
    assert len(pairs) == len({*pairs}) >= 120
    assert all(row["why"].endswith(".") for row in (*CASES, *FACTS))


UNSEEN: Final[Mapping[str, str]] = {
    "compare._SAME": "saves the other ways of reading, none of which scores as much",
    "words.GENERIC_WEIGHT": "judges names found beside other words; test_words pins it",
    "letter_strings.OF_TWO": "a bit of an index key, in no score",
    "letter_strings.BONES": "names of stretches in an index, in no score",
    "prepared_names.MOST_OF_A_PERSON": "says which names are read a second time; test_prepared_names pins it",
    "prepared_names.LONGEST_SHORT_FORM": "says which names are read a second time; test_prepared_names pins it",
    "evidence.MOST_RAISED": "the sum of two others; tells a search how deep to look",
}
"""Constants that no score of two names can show, and why."""
OTHER_STEPS: Final[Mapping[str, tuple[float, ...]]] = {
    "prepared_names.SAYS_LITTLE": (0.1, 0.32),  # no word weighs between a legal form (0.12) and an initial (0.3)
    "common_names.INITIAL_MET": (0.0, 0.5),  # a listed word is met by an initial (0.465) or not at all
    "prepared_names._SHORTEST_FORM": (7,),  # no word of five letters is one letter from a form in full
}
"""Constants whose nearest values make no difference to any name."""


def other_values(key: str, value: object) -> list[object]:
    """Give values a little above and below that of a constant; of what holds several, give some or nothing."""
    if key in OTHER_STEPS:
        return [*OTHER_STEPS[key]]
    match value:
        case float():
            step = max(0.01, value / 10)
            others: list[object] = [value + step, value - step]
        case int():
            step = 1 if value < 2000 else value // 10  # years and lengths, or the size of a list
            others = [value + step, value - step]
        case dt.timedelta():
            others = [value + dt.timedelta(days=1), value - dt.timedelta(days=1)]
        case tuple() if all(isinstance(each, int) for each in value):
            others = [tuple(each for each in value if each != one) for one in value]
        case tuple() | frozenset():
            others = [type(value)()]
        case str():
            others = [value[:-1]]
        case _:
            others = []
    return others


CHANGES = [
    (module, name, other)
    for module in MODULES
    for name in module.__annotations__
    if name in vars(module) and f"{module.__name__.rpartition('.')[2]}.{name}" not in UNSEEN
    for other in other_values(f"{module.__name__.rpartition('.')[2]}.{name}", vars(module)[name])
]


def forget() -> None:
    """Forget what was worked out with other constants."""
    for function in (words._common_words, words.weight, words.similarity, prepared_names.without_slip):
        function.cache_clear()


@pytest.fixture
def _fresh() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.mark.usefixtures("_fresh")
@pytest.mark.parametrize(
    ("module", "name", "other"),
    CHANGES,
    ids=[f"{module.__name__[29:]}.{name}={other}" for module, name, other in CHANGES],
)
def test_a_row_sees_each_constant_change(module: ModuleType, name: str, other: object) -> None:
    """Whatever number of the comparison is a little more or less, a pinned score or fact is another."""
    with pytest.MonkeyPatch.context() as patch:
        value = getattr(module, name)
        for each in MODULES:
            if vars(each).get(name) == value:
                patch.setattr(each, name, other)
        seen = any(scored(row) != (row["score"], row["way"]) for row in CASES) or any(
            weighed(row) != (row["raised"], row["said"]) for row in FACTS
        )
    assert seen


def test_what_no_row_sees_is_still_there() -> None:
    """Each constant that is left out, or changed by more than a little, exists."""
    for key in (*UNSEEN, *OTHER_STEPS):
        module, _, name = key.partition(".")
        assert name in vars(import_module(f"achguard.sanctions.comparing.{module}"))
