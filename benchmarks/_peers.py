"""The scorers that achguard is measured beside: rapidfuzz's over all listed names, nomenklatura's over a shortlist."""

import json
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist
from rapidfuzz.utils import default_process

from _cases import HELD_OUT, Case
from achguard.sanctions.listed.entity import ListedEntity

SHORTLIST: Final = 250
"""Listed names that nomenklatura compares a query with: those that token_sort finds likest; no index of ours."""
SCORERS: Final[dict[str, Callable[..., float]]] = {
    "token_sort": fuzz.token_sort_ratio,
    "token_set": fuzz.token_set_ratio,
    "WRatio": fuzz.WRatio,
}
NOMENKLATURA: Final = ("logic-v2", "OFAC emulation")
_ROWS: Final = 250
_SCHEMAS: Final = {"individual": "Person", "organization": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}


_Each = TypeVar("_Each")


def spread(names: Sequence[_Each], count: int) -> list[_Each]:
    """Take so many of the names, spread evenly."""
    return [names[at * len(names) // count] for at in range(count)]


class Query(NamedTuple):
    """A name to score, and the schema that nomenklatura is told."""

    name: str
    schema: str


class Listed:
    """All names of a list, spelt for the scorers."""

    def __init__(self, entities: Sequence[ListedEntity], *, strong_only: bool = False) -> None:
        """Take the names of the whole list, weak aliases too unless they are to be left out."""
        rows = [
            (entity.uid, name.text, _SCHEMAS[entity.kind])
            for entity in entities
            for name in entity.names
            if not (strong_only and name.quality == "weak")
        ]
        self.owners, self.texts, self.schemas = (list(column) for column in zip(*rows, strict=True))
        self._spelt = [default_process(text) for text in self.texts]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for at, uid in enumerate(self.owners):
            self._places[uid].append(at)

    def places_of(self, uid: str) -> list[int]:
        """Where the names of an entry are; none where the list has no such entry."""
        return self._places.get(uid, [])

    def at(self, name: str, places: Iterable[int], scorer: str) -> float:
        """Best score of a name with the listed names at some places; 0 where there are none."""
        score, spelt = SCORERS[scorer], default_process(name)
        return max((score(spelt, self._spelt[at]) for at in places), default=0.0) / 100

    def places(self, case: Case) -> list[int]:
        """Where the names of a case's own entry are; an alias that the list is to lack is not among them."""
        own = self._places[case.uid]
        return [at for at in own if self.texts[at] != case.listed] if case.kind == HELD_OUT else own

    def table(self, names: Sequence[str], scorer: str) -> NDArray[np.uint8]:
        """Scores, 0 to 100, of names with all listed names."""
        spelt = [default_process(name) for name in names]
        return cdist(spelt, self._spelt, scorer=SCORERS[scorer], dtype=np.uint8, workers=-1)

    def best(self, names: Sequence[str], scorer: str) -> list[float]:
        """Best score of each name with any listed name."""
        tables = (self.table(names[at : at + _ROWS], scorer) for at in range(0, len(names), _ROWS))
        return [float(score) / 100 for table in tables for score in table.max(axis=1)]

    def own(self, cases: Sequence[Case], scorer: str) -> list[float]:
        """Best score of each case with its own entry."""
        return [self.at(case.text, self.places(case), scorer) for case in cases]

    def shortlists(self, names: Sequence[str]) -> list[list[int]]:
        """Give the places of the likest listed names for each name, by token_sort."""
        found: list[list[int]] = []
        for start in range(0, len(names), _ROWS):
            table = self.table(names[start : start + _ROWS], "token_sort")
            likest = np.argpartition(table, len(self.texts) - SHORTLIST, axis=1)[:, -SHORTLIST:]
            found += likest.tolist()
        return found


def nomenklatura(
    python: Path,
    listed: Listed,
    queries: Sequence[Query],
    places: Sequence[Sequence[int]],
    algorithms: Sequence[str] = NOMENKLATURA,
) -> list[list[float]]:
    """Best score of each query with the listed names at its places, for each of some of nomenklatura's algorithms."""
    work = {
        "algorithms": [*algorithms],
        "names": [*zip(listed.texts, listed.schemas, strict=True)],
        "queries": [(*query, [*at]) for query, at in zip(queries, places, strict=True)],
    }
    script = Path(__file__).with_name("_nomenklatura.py")
    done = subprocess.run(
        [str(python), str(script)], input=json.dumps(work), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{python} could not run nomenklatura:\n{done.stderr[-2000:]}")
    scores = json.loads(done.stdout)
    return [[row[at] for row in scores] for at in range(len(algorithms))]
