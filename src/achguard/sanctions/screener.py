"""Names in, hits out: candidates from the index, compared, weighed with what else is known, best first."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from achguard.names.fold import fold
from achguard.sanctions.entity import ListedEntity, Quality
from achguard.sanctions.evidence import Evidence, weigh
from achguard.sanctions.explain import explain
from achguard.sanctions.hit import DEFAULT_MIN_SCORE, Hit
from achguard.sanctions.index import NameIndex
from achguard.sanctions.match import Comparison, Query
from achguard.sanctions.remittance import TextSearch

MAX_HITS: Final = 50
"""Hits per name at most, the best; a person who meets more than these needs no more of them."""

_QUALITY_ORDER: Final[dict[Quality, int]] = {"primary": 0, "strong": 1, "weak": 2}


class Screener:
    """A set of entities with its index; immutable, and safe to share between threads."""

    def __init__(self, entities: Sequence[ListedEntity]) -> None:
        self._entities = entities
        self._index = NameIndex(entities)

    @cached_property
    def _text(self) -> TextSearch:
        # Two threads may both build it, to the same effect.
        return TextSearch(self._index)

    def screen(
        self,
        name: str,
        *,
        kind: str | None = None,
        date_of_birth: dt.date | str | None = None,
        country: str | None = None,
        cut_at: int | None = None,
        min_score: float | None = None,
    ) -> tuple[Hit, ...]:
        """See `Snapshot.screen`."""
        if not isinstance(name, str):
            return ()
        least = DEFAULT_MIN_SCORE if min_score is None else min_score
        evidence: dict[int, Evidence] = {}
        best: dict[int, tuple[float, int, Comparison, Query]] = {}
        for at, comparison, query in self._index.search(name, cut_at, least):
            entity_at, listed_name = self._index.names[at]
            if entity_at not in evidence:
                entity = self._entities[entity_at]
                evidence[entity_at] = weigh(entity, kind=kind, date_of_birth=date_of_birth, country=country)
            score = _clamp(comparison.score + evidence[entity_at].shift)
            known = best.get(entity_at)
            if score >= least and (
                known is None
                or _order(score, listed_name.quality) < _order(known[0], self._index.names[known[1]][1].quality)
            ):
                best[entity_at] = (score, at, comparison, query)
        hits = [self._hit(*found, evidence[entity_at]) for entity_at, found in best.items()]
        return _best_first(hits)

    def screen_many(self, names: Iterable[str], *, min_score: float | None = None) -> list[tuple[Hit, ...]]:
        """See `Snapshot.screen_many`."""
        known: dict[str, tuple[Hit, ...]] = {}
        found: list[tuple[Hit, ...]] = []
        for name in names:
            if not isinstance(name, str):
                found.append(())
                continue
            if name not in known:
                known[name] = self.screen(name, min_score=min_score)
            found.append(known[name])
        return found

    def screen_text(self, text: str, *, min_score: float | None = None) -> tuple[Hit, ...]:
        """See `Snapshot.screen_text`."""
        if not isinstance(text, str):
            return ()
        least = DEFAULT_MIN_SCORE if min_score is None else min_score
        best: dict[int, Hit] = {}
        for at, comparison, query in self._text.search(fold(text)):
            entity_at, _ = self._index.names[at]
            score = _clamp(comparison.score)
            known = best.get(entity_at)
            if score >= least and (known is None or score > known.score):
                best[entity_at] = self._hit(score, at, comparison, query, Evidence(clauses=["inside a line of text"]))
        return _best_first(list(best.values()))

    def _hit(self, score: float, at: int, comparison: Comparison, query: Query, evidence: Evidence) -> Hit:
        entity_at, name = self._index.names[at]
        entity = self._entities[entity_at]
        return Hit(
            uid=entity.uid,
            list=entity.list,
            listed_name=name.text,
            primary_name=entity.primary_name,
            alias_quality=name.quality,
            programs=entity.programs,
            score=score,
            explanation=explain(query, self._index.forms[at], name, comparison, evidence.clauses),
            agrees=tuple(evidence.agrees),
            disagrees=tuple(evidence.disagrees),
            truncated=comparison.way == "cut",
        )


def _clamp(score: float) -> float:
    return round(min(1.0, max(0.0, score)), 4)


def _order(score: float, quality: Quality) -> tuple[float, int]:
    return -score, _QUALITY_ORDER[quality]


def _best_first(hits: list[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.list, hit.uid))[:MAX_HITS])
