"""Names in, hits out: candidates from the index, compared, weighed with what else is known, best first."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from achguard.first_use import cached_property
from achguard.names.disguise import deciphered_line
from achguard.names.readings import wholes
from achguard.sanctions.comparing.compare import Comparison
from achguard.sanctions.comparing.evidence import MOST_RAISED, Evidence, weigh
from achguard.sanctions.comparing.explain import explain, words_met
from achguard.sanctions.comparing.prepared_names import ListedForm, Query, prepare_query
from achguard.sanctions.comparing.rarity import in_words, is_usual
from achguard.sanctions.hit import DEFAULT_MIN_SCORE, Hit, LinesHit
from achguard.sanctions.index.name_index import NameIndex
from achguard.sanctions.listed.entity import ListedEntity, ListedName, Quality
from achguard.sanctions.many_names.search import LEAST, BatchSearch
from achguard.sanctions.one_name.search import NameSearch
from achguard.sanctions.one_name.text_search import Seen, TextSearch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_HITS: Final = 50
"""Hits per name at most, the best; a person who meets more than these needs no more of them."""

_ROUNDED: Final = 1e-4
"""What rounding may add to a score: a name is found at the score that it is shown with."""
_REMEMBERED: Final = 4096
"""Screened names that are remembered, with what was told of them: those of a small agency's month, some 2 MB."""
_LONGEST_REMEMBERED: Final = 160
"""Characters of the lines of text that are remembered together, two addenda records full."""
_FEW: Final = 64
"""Names below which each by itself is faster than a batch."""

_QUALITY_ORDER: Final[dict[Quality, int]] = {"primary": 0, "strong": 1, "weak": 2}


Candidates = list[tuple[int, Comparison, Query]]
"""The listed names that a name may meet, each with how it compares and the reading of the name."""


class PartyAsked(NamedTuple):
    """What is told of a party that is screened."""

    name: str
    kind: str | None = None
    date_of_birth: dt.date | None = None
    country: str | None = None


class Screener:
    """A set of entities with its index; immutable, and safe to share between threads."""

    def __init__(
        self, entities: Sequence[ListedEntity], arrays: "Mapping[str, NDArray[np.generic]] | None" = None
    ) -> None:
        self._entities = entities
        self._index = NameIndex(arrays if arrays is not None else NameIndex.build(entities))
        self._search = NameSearch(self._index)
        # An originator's name comes with every payment of its, a payor's with each instalment.
        self._remembered = lru_cache(_REMEMBERED)(self._screened)
        self._remembered_lines = lru_cache(_REMEMBERED)(self._screened_lines)

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
        as_of: dt.date | None = None,
    ) -> tuple[Hit, ...]:
        """See `Snapshot.screen`."""
        if not isinstance(name, str):
            return ()
        least = DEFAULT_MIN_SCORE if min_score is None else min_score
        # The day matters to a date of birth alone, and names without one are to be remembered from day to day.
        day = None if date_of_birth is None else as_of or dt.date.today()  # noqa: DTZ011  as a guard, by the local day
        asked = name, kind, date_of_birth, country, cut_at, least, day
        try:
            hash(asked)
        except TypeError:
            return self._screened(*asked)
        return self._remembered(*asked)

    def _screened(
        self,
        name: str,
        kind: str | None,
        date_of_birth: dt.date | str | None,
        country: str | None,
        cut_at: int | None,
        least: float,
        day: dt.date | None,
    ) -> tuple[Hit, ...]:
        told = date_of_birth is not None or country is not None
        found = self._search.search(name, cut_at, least - _ROUNDED - (MOST_RAISED if told else 0.0))
        whole = [] if date_of_birth is None else [prepare_query(text, cut_at).words for text in wholes(name)]
        return self._hits(name, found, least, kind, date_of_birth, country, day or dt.date.max, whole)

    def batch_search(self) -> BatchSearch:
        """Return a search for `screen_many` to be called with again and again; it remembers words, for one thread."""
        return BatchSearch(self._search)

    def text_search(self) -> TextSearch:
        """Return the search for names in lines of text, which says of a word whether it can be part of one."""
        return self._text

    def screen_many(
        self,
        names: Sequence[str],
        *,
        cut_at: int | None = None,
        min_score: float | None = None,
        search: BatchSearch | None = None,
    ) -> list[tuple[Hit, ...]]:
        """Screen distinct names; what `screen` gives for each."""
        least = DEFAULT_MIN_SCORE if min_score is None else min_score
        if len(names) < _FEW or least < LEAST:
            return [self.screen(name, cut_at=cut_at, min_score=least) for name in names]
        hits: list[tuple[Hit, ...]] = [()] * len(names)
        for place, found in (search or self.batch_search()).search(names, cut_at, least - _ROUNDED):
            hits[place] = self._hits(names[place], found, least)
        return hits

    def screen_parties(
        self, parties: Sequence[PartyAsked], *, min_score: float | None = None, as_of: dt.date
    ) -> list[tuple[Hit, ...]]:
        """Screen distinct parties; what `screen` gives for each. Each distinct name is looked up once."""
        names = [*dict.fromkeys(party.name for party in parties)]
        told = any(party.date_of_birth is not None or party.country is not None for party in parties)
        found = None
        if len(names) >= _FEW:
            found = self.candidates(names, min_score=min_score, search=self.batch_search(), told=told)
        if found is None:
            return [self.screen(**party._asdict(), min_score=min_score, as_of=as_of) for party in parties]
        return [
            self.weighed(found=found[party.name], **party._asdict(), min_score=min_score, as_of=as_of)
            if party.name in found
            else ()
            for party in parties
        ]

    def candidates(
        self,
        names: Sequence[str],
        *,
        cut_at: int | None = None,
        min_score: float | None = None,
        search: BatchSearch,
        told: bool,
    ) -> dict[str, Candidates] | None:
        """Give the names that may meet somebody, with what `weighed` weighs.

        `told` says whether a date of birth or a country stands beside any of them. None where the score is so low that
        names are better screened one by one.
        """
        least = (DEFAULT_MIN_SCORE if min_score is None else min_score) - (MOST_RAISED if told else 0.0)
        if least < LEAST:
            return None
        return {names[place]: found for place, found in search.search(names, cut_at, least - _ROUNDED)}

    def weighed(
        self,
        name: str,
        found: Candidates,
        *,
        kind: str | None = None,
        date_of_birth: dt.date | None = None,
        country: str | None = None,
        cut_at: int | None = None,
        min_score: float | None = None,
        as_of: dt.date,
    ) -> tuple[Hit, ...]:
        """Give what `screen` gives for a name of which the candidates are known."""
        least = DEFAULT_MIN_SCORE if min_score is None else min_score
        day = dt.date.max if date_of_birth is None else as_of
        whole = [] if date_of_birth is None else [prepare_query(text, cut_at).words for text in wholes(name)]
        return self._hits(name, found, least, kind, date_of_birth, country, day, whole)

    def _hits(
        self,
        field: str,
        found: Iterable[tuple[int, Comparison, Query]],
        least: float,
        kind: str | None = None,
        date_of_birth: dt.date | str | None = None,
        country: str | None = None,
        as_of: dt.date = dt.date.max,
        whole: Collection[tuple[str, ...]] = (),
    ) -> tuple[Hit, ...]:
        """Weigh what was found for a field; `whole` are its words as a whole, of which a date of birth is."""
        told = date_of_birth is not None or country is not None
        evidence: dict[tuple[int, bool], Evidence] = {}
        best: dict[int, tuple[float, int, Comparison, Query, Evidence]] = {}
        for at, comparison, query in found:
            if not told and comparison.score < least - _ROUNDED:
                continue
            entity_at, place = self._index.entity_of[at], self._index.place_of[at]
            entity = self._entities[entity_at]
            is_part = comparison.way == "inside" or query.words not in whole
            if (said := evidence.get((entity_at, is_part))) is None:
                said = weigh(entity, kind=kind, date_of_birth=date_of_birth, country=country, as_of=as_of)
                if is_part and "date_of_birth" in said.disagrees:
                    # It is one holder's, and which one's nobody knows.
                    said = weigh(entity, kind=kind, country=country, as_of=as_of)
                evidence[entity_at, is_part] = said
            score = _clamp(comparison.score + said.shift)
            if score < least:
                continue
            known = best.get(entity_at)
            quality = entity.names[place].quality
            if known is None or _order(score, quality) < _order(known[0], self._name(known[1]).quality):
                best[entity_at] = (score, at, comparison, query, said)
        return _best_first([self._hit(*each, field, kind) for each in best.values()])

    def screen_text(self, text: str, *, min_score: float | None = None) -> tuple[Hit, ...]:
        """See `Snapshot.screen_text`."""
        if not isinstance(text, str):
            return ()
        return _best_first([found.hit for found in self.screen_lines((text,), min_score=min_score)])

    def screen_lines(self, lines: Sequence[str], *, min_score: float | None = None) -> tuple[LinesHit, ...]:
        """Find the listed names in lines of text, line by line and best first; one may run over the ends of lines.

        An entity that a line names by itself is not told again for that line with its neighbours.
        """
        least = DEFAULT_MIN_SCORE if min_score is None else min_score
        # "TAX PERIOD 2026 Q3" comes with thousands of payments; what is long comes once.
        few = isinstance(lines, tuple) and sum(map(len, lines)) <= _LONGEST_REMEMBERED
        return self._remembered_lines(lines, least) if few else self._screened_lines(lines, least)

    def _screened_lines(self, lines: Sequence[str], least: float) -> tuple[LinesHit, ...]:
        best: dict[tuple[int, int, int], tuple[float, int, Comparison, Query]] = {}
        for offset, seen in self._seen_in(lines):
            score = _clamp(seen.comparison.score)
            where = self._index.entity_of[seen.at], offset + seen.first, offset + seen.last
            known = best.get(where)
            if score >= least and (known is None or score > known[0]):
                best[where] = score, seen.at, seen.comparison, seen.query
        taken: dict[int, set[int]] = {}
        found: list[LinesHit] = []
        made: dict[tuple[int, tuple[str, ...]], Hit] = {}
        # Within one line first, then over as few ends as can be.
        for (entity_at, first, last), each in sorted(
            best.items(), key=lambda item: (item[0][2] - item[0][1], -item[1][0])
        ):
            mine = taken.setdefault(entity_at, set())
            if not mine.isdisjoint(range(first, last + 1)):
                continue
            mine.update(range(first, last + 1))
            score, at, comparison, query = each
            if (at, query.words) not in made:
                clause = "inside a line of text" if first == last else "over the end of a line of text"
                made[at, query.words] = self._hit(score, at, comparison, query, Evidence(clauses=[clause]))
            found.append(LinesHit(first, last, made[at, query.words]))
        return _line_by_line(found)

    def _seen_in(self, lines: Sequence[str]) -> Iterator[tuple[int, Seen]]:
        """Yield what lines hold as they are written and each disguised line as it is meant, with what to count from."""
        yield from ((0, seen) for seen in self._text.search(lines))
        for at, line in enumerate(lines):
            for meant in deciphered_line(line):
                yield from ((at, seen) for seen in self._text.search((meant,)))

    def _name(self, at: int) -> ListedName:
        return self._entities[self._index.entity_of[at]].names[self._index.place_of[at]]

    def _hit(
        self,
        score: float,
        at: int,
        comparison: Comparison,
        query: Query,
        evidence: Evidence,
        field: str | None = None,
        kind: str | None = None,
    ) -> Hit:
        """Make a hit of what met; how rare it is is known of the names in fields, and not of lines of text."""
        entity, name = self._entities[self._index.entity_of[at]], self._name(at)
        # Rates are of names alone, so what else agrees or disagrees has no part in them.
        rare = in_words(round(comparison.score, 4), kind) if field is not None else None
        clauses = [*evidence.clauses, *([rare] if rare else [])]
        return Hit(
            uid=entity.uid,
            list=entity.list,
            listed_name=name.text,
            primary_name=entity.primary_name,
            alias_quality=name.quality,
            programs=entity.programs,
            score=score,
            explanation=explain(query, self._index.form(at), name, comparison, clauses, field),
            agrees=tuple(evidence.agrees),
            disagrees=tuple(evidence.disagrees),
            truncated=comparison.way == "cut",
            is_usual=all(map(is_usual, _met(query, self._index.form(at), comparison))),
            kind=entity.kind,
            words=words_met(query, self._index.form(at), comparison, field),
            rarity=rare,
        )


def _line_by_line(found: list[LinesHit]) -> tuple[LinesHit, ...]:
    """Sort by line, then as `_best_first` does, at most `MAX_HITS` that start in one line."""
    told: Counter[int] = Counter()
    kept = []
    for each in sorted(found, key=lambda one: (one.first, _weight(one.hit), one.last)):
        told[each.first] += 1
        if told[each.first] <= MAX_HITS:
            kept.append(each)
    return tuple(sorted(kept, key=lambda one: (one.first, _rank(one.hit), one.last)))


def _met(query: Query, listed: ListedForm, comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """Yield the words of the screened name that met, and those of the listed name; all of them where letters met."""
    pairs = comparison.pairs if comparison.way == "words" else ()
    yield tuple(word for word, _, _ in pairs) or query.words
    yield tuple(other for _, other, _ in pairs) or listed.words


def _clamp(score: float) -> float:
    return round(min(1.0, max(0.0, score)), 4)


def _order(score: float, quality: Quality) -> tuple[bool, float, int]:
    """Sort the names of one entity that met: a weak alias says less than any other name, however well it meets."""
    return quality == "weak", -score, _QUALITY_ORDER[quality]


def _best_first(hits: list[Hit]) -> tuple[Hit, ...]:
    """Sort by score; among equal ones what agrees, then an entry's own name before an alias.

    Where there are too many, weak ones make room first: a field full of weak aliases pushes nobody out.
    """
    return tuple(sorted(sorted(hits, key=_weight)[:MAX_HITS], key=_rank))


def _weight(hit: Hit) -> tuple[object, ...]:
    return hit.alias_quality == "weak" or "date_of_birth" in hit.disagrees, _rank(hit)


def _rank(hit: Hit) -> tuple[object, ...]:
    more = len(hit.agrees) - len(hit.disagrees)
    return -hit.score, -more, _QUALITY_ORDER[hit.alias_quality], hit.list, hit.uid
