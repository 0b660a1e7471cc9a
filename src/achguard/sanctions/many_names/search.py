"""Which listed names may reach a score with which of many screened ones: `candidates` for a batch, by columns.

It finds all of them, and few others, in what numpy and rapidfuzz do at once for thousands of names. Two words that
are met are looked for as a pair; a word that could be enough by itself, by the lightest name that has it; the few names
that are odd, one by one in the index.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.names.readings import Reading, has_odd_signs, readings, wholes
from achguard.sanctions.comparing.compare import (
    SCREENED_SHARE,
    SHORTEST_CUT,
    SHORTEST_PREFIX,
    SHORTEST_PREFIX_CUT,
    compare,
)
from achguard.sanctions.comparing.letter_strings import bones_score, stretches_of_bones
from achguard.sanctions.comparing.most_met import may_reach
from achguard.sanctions.comparing.prepared_names import (
    SHORTEST_BONES,
    VOWEL_POOR,
    VOWELS,
    bones_of,
    prepare_query,
)
from achguard.sanctions.index.distinct import distinct
from achguard.sanctions.index.key_table import ranges
from achguard.sanctions.index.postings import pair_keys
from achguard.sanctions.many_names.bounds import (
    INITIAL_MET,
    LISTED_SHARE,
    SLACK,
    Found,
    Needs,
    Terms,
    bounded,
    reaching,
)
from achguard.sanctions.many_names.inside import may_hold_listed
from achguard.sanctions.many_names.letter_strings import names_by_letters
from achguard.sanctions.many_names.names import NameColumns, Runs, columns_of
from achguard.sanctions.many_names.words import BatchWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.comparing.compare import Comparison
    from achguard.sanctions.comparing.prepared_names import Query
    from achguard.sanctions.one_name.search import NameSearch

LEAST: Final = 0.7
"""Score below which a batch finds so many candidates that looking names up one by one is as good."""
_PORTION: Final = 16_384
"""Names that are prepared together, which bounds the memory."""
_COUPLES: Final = 8_192
"""Couples of words that are looked for together; each makes some hundred pairs."""
_PAIRS: Final = 65_536
"""Pairs of a screened and a listed name that are looked at together; each has some twenty pairs of words."""
_MOST_ROWS: Final = 400_000
"""Rows of words that are remembered, which bounds the memory: some 100 MB."""


class BatchSearch:
    """Searches an index for many names; it remembers their words, so have one for all names and not one for each."""

    def __init__(self, one: "NameSearch") -> None:
        index = one.index
        self._one = one
        self._index = index
        self._postings = index.postings
        self._words = BatchWords(index.postings)

    def search(
        self, names: Sequence[str], cut_at: int | None, least: float
    ) -> "Iterator[tuple[int, list[tuple[int, Comparison, Query]]]]":
        """Yield the place of each name that has candidates with what `NameSearch.search` gives for it."""
        for start in range(0, len(names), _PORTION):
            if len(self._words) > _MOST_ROWS:
                self._words = BatchWords(self._postings)
            here = names[start : start + _PORTION]
            widths = [len(name.rstrip()) for name in here]
            portion, found = self._portion(here, widths, cut_at, least)
            others = _other_readings(portion)
            texts = [reading for read, _ in others.values() for reading in read]
            further, further_found = self._portion(
                [each.text for each in texts], [each.width for each in texts], cut_at, least
            )
            ends = [*accumulate((len(read) for read, _ in others.values()), initial=0)]
            held = {place: range(*each) for place, each in zip(others, pairwise(ends), strict=True)}
            inside = may_hold_listed(portion, self._words, self._one.inside)
            for place in sorted({*found, *np.flatnonzero(portion.is_odd | inside).tolist(), *others, *portion.respelt}):
                met = self._met(portion, found, place, cut_at, least)
                if inside[place]:
                    met += self._one.inside.search(here[place])
                for at in held.get(place, ()):
                    met += self._met(further, further_found, at, cut_at, least)
                for text in others[place][1] if place in others else ():
                    met += self._one.inside.search(text)
                if met:
                    yield start + place, met

    def _portion(
        self, names: Sequence[str], widths: Sequence[int], cut_at: int | None, least: float
    ) -> tuple[NameColumns, dict[int, list[int]]]:
        columns = columns_of(names, np.array(widths, dtype=np.int64), cut_at, self._words)
        return columns, self._found(columns, least)

    def _met(
        self, portion: NameColumns, found: dict[int, list[int]], place: int, cut_at: int | None, least: float
    ) -> "list[tuple[int, Comparison, Query]]":
        """Compare one reading with what was found for it."""
        name, width = portion.names[place], int(portion.widths[place])
        if portion.is_odd[place]:
            return [*self._one.search_one(name, cut_at, least, width)]
        met: list[tuple[int, Comparison, Query]] = []
        if place in found:
            query = prepare_query(name, cut_at, width)
            forms = ((at, self._index.form(at)) for at in found[place])
            met += ((at, compare(query, form), query) for at, form in forms if may_reach(query, form, least))
        if place in portion.respelt:
            met += self._one.search_as_person(name, cut_at, least, width)
        return met

    def _found(self, portion: NameColumns, least: float) -> dict[int, list[int]]:
        parts = [self._by_words(portion, least), names_by_letters(portion.runs, self._index, least)]
        parts.append(self._by_consonants(portion, least))
        size = max(len(self._index), 1)
        pairs = distinct(np.concatenate([places * size + names for places, names in parts]))
        found: dict[int, list[int]] = {}
        for place, name in zip((pairs // size).tolist(), (pairs % size).tolist(), strict=True):
            found.setdefault(place, []).append(name)
        return found

    def _by_consonants(self, portion: NameColumns, least: float) -> Found:
        places: list[int] = []
        met: list[int] = []
        for place in np.flatnonzero(_may_lack_vowels(portion.runs)).tolist():
            bones = bones_of(portion.lines[place].split(), portion.runs.texts[place])
            found = {name for _, names in self._postings.sharing(stretches_of_bones(bones)) for name in names}
            near = [name for name in found if bones_score(bones, self._index.bones(name)) >= least - SLACK]
            places += [place] * len(near)
            met += near
        return np.array(places, dtype=np.int64), np.array(met, dtype=np.int64)

    def _by_words(self, portion: NameColumns, least: float) -> Found:
        words, rows, owners = self._words, portion.rows, portion.owners
        is_letter = words.traits.length[rows] == 1
        weights, count = words.traits.weight[rows], len(portion.names)
        total: NDArray[np.float64] = np.bincount(owners, weights, minlength=count).astype(np.float64)
        slack: NDArray[np.float64] = np.bincount(owners, weights * is_letter, minlength=count).astype(np.float64)
        letters = np.bincount(owners, is_letter, minlength=count).astype(np.int64)
        bits = np.zeros(count, dtype=np.int64)
        np.bitwise_or.at(bits, owners[is_letter], words.traits.letter[rows[is_letter]])
        need: NDArray[np.float64] = (least - 1 + SCREENED_SHARE) / SCREENED_SHARE * total - SLACK
        rows = self._with_cut(portion, rows)
        rows, owners, weights, is_letter = self._with_joined(portion, rows, weights, is_letter)
        most = np.where(is_letter, 0.0, weights * words.best[rows])
        is_parted = words.traits.is_joined[portion.rows]
        parted = np.bincount(portion.owners, is_parted * words.traits.weight[portion.rows], minlength=count)
        may = np.bincount(owners, most, minlength=count) + slack + parted >= need
        # Initials that could be enough by themselves are words here, and not what comes on top.
        portion.is_odd[(letters > 0) & (slack >= need)] = True
        may &= ~portion.is_odd
        kept = may[owners] & (most > 0)
        terms = Terms(rows[kept], owners[kept], weights[kept], most[kept])
        needs = Needs(total, slack, letters, bits, need)
        parts = [self._alone(terms, needs, least)]
        for firsts, seconds, rest, others in _couples(terms, needs):
            for start in range(0, len(firsts), _COUPLES):
                here = slice(start, start + _COUPLES)
                parts.append(self._together(terms, needs, least, firsts[here], seconds[here], rest[here], others))
        at = np.flatnonzero(is_parted & may[portion.owners])
        beside, names = self._parted(portion.rows[at])
        size = max(len(self._index), 1)
        apart = portion.owners[at][beside] * size + names
        pairs = distinct(np.concatenate([apart, *(places * size + names for places, names in parts)]))
        # What neighbours in a listed name make together comes on top of what its words are met by.
        more: NDArray[np.float64] = np.bincount(
            np.searchsorted(pairs, apart), words.traits.weight[portion.rows[at]][beside], minlength=len(pairs)
        ).astype(np.float64)
        found = [
            bounded(
                self._words, self._postings, terms, needs, least, pairs[here] // size, pairs[here] % size, more[here]
            )
            for here in (slice(start, start + _PAIRS) for start in range(0, max(len(pairs), 1), _PAIRS))
        ]
        return np.concatenate([places for places, _ in found]), np.concatenate([names for _, names in found])

    def _parted(self, rows: "NDArray[np.int64]") -> Found:
        """Return places among rows, and the listed names in which neighbours make the word of each."""
        each, back = np.unique(rows, return_inverse=True)
        holders = [self._postings.joined(word) for word in self._words.of(each)]
        counts = np.array([*map(len, holders)], dtype=np.int64)
        names = np.array([name for those in holders for name in those], dtype=np.int64)
        entries = ranges((np.cumsum(counts) - counts)[back], counts[back])
        return np.repeat(np.arange(len(rows)), counts[back]), names[entries]

    def _with_cut(self, portion: NameColumns, rows: "NDArray[np.int64]") -> "NDArray[np.int64]":
        """Put the row of a word that may have lost its end in the place of a name's last one, as `may_be_cut` says."""
        counts, runs = portion.runs.words, portion.runs
        last = (np.cumsum(counts) - 1)[counts > 1]
        owners = portion.owners[last]
        shortest = np.where(runs.is_cut[owners], SHORTEST_PREFIX_CUT, SHORTEST_PREFIX)
        last = last[(runs.lengths[owners] >= SHORTEST_CUT) & (self._words.traits.length[rows[last]] >= shortest)]
        rows = rows.copy()
        rows[last] = self._words.cut(rows[last])
        return rows

    def _with_joined(
        self,
        portion: NameColumns,
        rows: "NDArray[np.int64]",
        weights: "NDArray[np.float64]",
        is_letter: "NDArray[np.bool_]",
    ) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]":
        """Put the words that neighbours make with the words of their name."""
        if not portion.joined:
            return rows, portion.owners, weights, is_letter
        places, runs, sums = zip(*portion.joined, strict=True)
        owners = np.append(portion.owners, places)
        order = np.argsort(owners, kind="stable")
        rows = np.append(rows, self._words.joined(runs))[order]
        return rows, owners[order], np.append(weights, sums)[order], np.append(is_letter, [False] * len(runs))[order]

    def _alone(self, terms: Terms, needs: Needs, least: float) -> Found:
        """Find names in which one word, with initials, is enough."""
        words = self._words
        at = np.flatnonzero(terms.most + needs.slack[terms.owners] >= needs.need[terms.owners])
        entries = ranges(words.first[terms.rows[at]], words.count[terms.rows[at]])
        at = np.repeat(at, words.count[terms.rows[at]])
        owners = terms.owners[at]
        met = terms.weights[at] * words.worth[entries]
        listed = words.listed[entries]
        says = words.met[entries] * self._postings.word_weight_array[listed]
        screened = SCREENED_SHARE * np.minimum(1.0, (met + needs.slack[owners]) / needs.total[owners])
        share = np.minimum(1.0, (says + INITIAL_MET * needs.letters[owners]) / self._postings.lightest[listed])
        kept = screened + LISTED_SHARE * share >= least - SLACK
        owners, met, listed, says = owners[kept], met[kept], listed[kept], says[kept]
        starts = self._postings.starts[listed].astype(np.int64)
        counts = self._postings.starts[listed + 1] - starts
        names = self._postings.holders[ranges(starts, counts)].astype(np.int64)
        owners, met, says = np.repeat(owners, counts), np.repeat(met, counts), np.repeat(says, counts)
        return reaching(self._postings, needs, least, owners, names, met, says)

    def _together(
        self,
        terms: Terms,
        needs: Needs,
        least: float,
        firsts: "NDArray[np.int64]",
        seconds: "NDArray[np.int64]",
        rest: "NDArray[np.float64]",
        others: int,
    ) -> Found:
        """Find names in which two words are met, each pair of them by its key."""
        words = self._words
        swap = words.count[terms.rows[firsts]] > words.count[terms.rows[seconds]]
        firsts, seconds = np.where(swap, seconds, firsts), np.where(swap, firsts, seconds)
        counts = words.count[terms.rows[firsts]]
        first_entries = ranges(words.first[terms.rows[firsts]], counts)
        at = np.repeat(np.arange(len(firsts)), counts)
        owners, rows = terms.owners[firsts], terms.rows[seconds]
        met = terms.weights[firsts][at] * words.worth[first_entries] + rest[at]
        lacking = ((needs.need - needs.slack)[owners][at] - met) / terms.weights[seconds][at]
        begins = words.first[rows]
        # A row's listed words descend in worth, so those that are enough are its first.
        enough = np.searchsorted(words.ladder, rows[at] - np.maximum(lacking, SLACK), side="right") - begins[at]
        enough = np.clip(enough, 0, words.count[rows][at])
        second_entries = ranges(begins[at], enough)
        first_entries, at, met = np.repeat(first_entries, enough), np.repeat(at, enough), np.repeat(met, enough)
        keys = pair_keys(words.listed[first_entries], words.listed[second_entries])
        found, names = self._postings.pairs.get_many(keys)
        first_entries, second_entries, at, met = first_entries[found], second_entries[found], at[found], met[found]
        owners = owners[at]
        met = met + terms.weights[seconds][at] * words.worth[second_entries]
        first, second = (
            words.met[each] * self._postings.word_weight_array[words.listed[each]]
            for each in (first_entries, second_entries)
        )
        return reaching(self._postings, needs, least, owners, names, met, first + second + others)


def _other_readings(portion: NameColumns) -> dict[int, tuple[Sequence[Reading], Sequence[str]]]:
    """Return, by place, the readings of fields beside themselves, and those of the whole field."""
    names = portion.names
    may = {*portion.several.tolist(), *(place for place, name in enumerate(names) if has_odd_signs(name))}
    read = ((place, readings(names[place])[1:], wholes(names[place])[1:]) for place in sorted(may))
    return {place: (others, whole) for place, others, whole in read if others}


def _couples(
    terms: Terms, needs: Needs
) -> "Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], int]]":
    """Yield the couples of terms of one name that may be its two best met ones, for names of each number of terms.

    With each couple comes what all other terms are met with at most if these are the best two; and how many they are.
    """
    begins = np.flatnonzero(np.append(True, terms.owners[1:] != terms.owners[:-1])[: len(terms.owners)])
    sizes = np.diff(np.append(begins, len(terms.owners)))
    for size in distinct(sizes[sizes > 1]).tolist():
        at = begins[sizes == size][:, None] + np.arange(size)
        most, owners = terms.most[at], terms.owners[at[:, 0]]
        for one, other in combinations(range(size), 2):
            less = np.minimum(most[:, one], most[:, other])
            rest = np.minimum(most, less[:, None]).sum(axis=1) - 2 * less
            kept = most[:, one] + most[:, other] + rest + needs.slack[owners] >= needs.need[owners]
            if kept.any():
                yield at[kept, one], at[kept, other], rest[kept], size - 2


def _may_lack_vowels(runs: Runs) -> "NDArray[np.bool_]":
    is_vowel = np.isin(runs.letters, np.frombuffer(VOWELS.encode(), dtype=np.uint8))
    ends = np.append(0, np.cumsum(runs.lengths))
    vowels = np.diff(np.append(0, np.cumsum(is_vowel))[ends])
    few: NDArray[np.bool_] = (runs.lengths >= SHORTEST_BONES) & (vowels <= VOWEL_POOR * runs.lengths)
    return few
