"""Names as they really vary, and ordinary ones: the sets that `natural.py` and `rarity.py` measure on."""

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from achguard.sanctions.snapshot import Snapshot

SHARED: Final = Path(__file__).parents[2] / "shared"
"""A folder with the sets in `eval/names/natural` and the lists in `data`."""
FILES: Final = ("variants.tsv", "hard.tsv", "text.tsv", "ordinary.tsv")
LISTS: Final = {"ofac2024": "ofac/2024", "ofac2021": "ofac/2021", "un": "other-lists/un", "eu": "other-lists/eu"}
"""The list that a name is to be found on, and the folder of its files in `data`."""
_OFAC_CSV: Final = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
"""Of a folder with two publications of one list, the files of the complete one."""
_BOTH: Final = "ofac2021"
TEXT_LIST: Final = "ofac2024"
"""The list that lines of text and ordinary names are screened against."""
_US: Final = frozenset({"va_agents", "chicago_employees", "georgia_donors", "csrankings_us", "congress"})

Group = Literal["near", "far", "hard", "exact", "weak or short", "lines"]
Who = Literal["people", "firms", "origins"]


class Case(NamedTuple):
    """A name or a line of text, and the entries of which one is to be found by it."""

    text: str
    expected: frozenset[str]
    target: str
    """Which of `LISTS` it is screened against."""
    group: Group
    origin: str
    script: str
    schema: str
    """What nomenklatura is told that it is."""


class Ordinary(NamedTuple):
    """A name of nobody in particular, none of which is meant to be listed."""

    text: str
    who: Who
    source: str
    schema: str


def needed(shared: Path) -> Path:
    """Give the folder of the sets, or end with a sentence that says what is missing."""
    folder = shared / "eval" / "names" / "natural"
    missing = [name for name in FILES if not (folder / name).exists()]
    missing += [f"data/{place}" for place in LISTS.values() if not (shared / "data" / place).exists()]
    if missing:
        sys.exit(f"{', '.join(missing)} not found; give --shared a folder with eval/names/natural and data")
    return folder


def cases(folder: Path) -> list[Case]:
    """Read the real variants, the spellings written by hand, and the lines with a listed name."""
    found = [
        Case(row["query"], _uids(row), row["target"], _group(row), row["origin"], row["script"], _schema(row["kind"]))
        for row in _rows(folder / "variants.tsv")
    ]
    found += [
        Case(row["query"], _uids(row), row["target"], "hard", row["set"].partition("/")[2], "", _schema(row["kind"]))
        for row in _rows(folder / "hard.tsv")
    ]
    found += [
        Case(row["line"], _uids(row), TEXT_LIST, "lines", row["set"], "", "Person")
        for row in _rows(folder / "text.tsv")
        if row["expected"]
    ]
    return found


def prose(folder: Path) -> list[str]:
    """Read the lines of text that name nobody."""
    return [row["line"] for row in _rows(folder / "text.tsv") if not row["expected"]]


def ordinary(folder: Path) -> list[Ordinary]:
    """Read the ordinary names: people of the US, firms, and people by where their names come from."""
    return [
        Ordinary(row["query"], _who(row), row["set"], "Person" if row["kind"] == "person" else "Organization")
        for row in _rows(folder / "ordinary.tsv")
    ]


def snapshots(shared: Path, built: Path) -> dict[str, Snapshot]:
    """Build each list and open it."""
    opened = {}
    for name, place in LISTS.items():
        folder = shared / "data" / place
        files = [folder / each for each in _OFAC_CSV] if name == _BOTH else [folder]
        Snapshot.from_files(*files).build(built / name)
        opened[name] = Snapshot.open(built / name)
    return opened


def strong_scores(snapshot: Snapshot, names: Sequence[str], floor: float) -> list[float]:
    """Best score of each name on a list, 0 below a floor; weak aliases hold nobody by themselves and do not count."""
    found = snapshot.screen_many(names, min_score=floor)
    return [max((hit.score for hit in hits if hit.alias_quality != "weak"), default=0.0) for hits in found]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _uids(row: dict[str, str]) -> frozenset[str]:
    return frozenset(row["expected"].replace(",", " ").replace("|", " ").split())


def _schema(kind: str) -> str:
    return {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}.get(kind, "Organization")


def _group(row: dict[str, str]) -> Group:
    if row["quality"] == "weak" or row["short"] not in {"", "0"}:
        return "weak or short"
    if row["exact"] != "variant":
        return "exact"
    return "near" if row["near"] == "1" else "far"


def _who(row: dict[str, str]) -> Who:
    if row["set"] in _US:
        return "people"
    return "origins" if row["kind"] == "person" else "firms"
