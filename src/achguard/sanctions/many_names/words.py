"""The distinct words of many names: what each weighs, and which listed words it may be, as columns."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from achguard.first_use import cached_property
from achguard.names.readings import has_readings
from achguard.names.words import FORM_SECONDS, FORM_SPELLINGS, FORM_STARTS, spelt_ends, spelt_starts
from achguard.sanctions.comparing.compare import (
    INITIAL_COVERS,
    INITIAL_CREDIT,
    JOINED_CREDIT,
    PREFIX_CREDIT,
    SHORTEST_JOINED,
    credit,
    credits_of,
)
from achguard.sanctions.comparing.prepared_names import without_slip
from achguard.sanctions.comparing.words import screened_weight
from achguard.sanctions.index.distinct import distinct
from achguard.sanctions.index.key_table import ranges
from achguard.sanctions.index.letter_bits import letter_bit
from achguard.sanctions.index.likeness import alike_many

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.index.postings import Postings


class Traits(NamedTuple):
    """What a word is by itself, a column each."""

    weight: "NDArray[np.float64]"
    length: "NDArray[np.int64]"
    letter: "NDArray[np.int64]"
    """The bit of a word of one letter; 0 for a longer one."""
    respelt: "NDArray[np.bool_]"
    """Whether the word is a legal form in another spelling than its one."""
    starts_form: "NDArray[np.bool_]"
    continues_form: "NDArray[np.bool_]"
    """Whether a legal form of several words may start with the word, or have it second."""
    begins_listed: "NDArray[np.bool_]"
    ends_listed: "NDArray[np.bool_]"
    """Whether a longer listed word, or a spelling of a usual word, begins or ends with the word."""
    is_joined: "NDArray[np.bool_]"
    """Whether neighbours in a listed name make the word."""
    joins_parties: "NDArray[np.bool_]"
    """Whether the word may stand between two parties of one field."""

    def of(self, rows: "NDArray[np.int64]") -> "Traits":
        """Return the traits of some rows."""
        return Traits._make(column[rows] for column in self)

    def and_those_of(self, other: "Traits") -> "Traits":
        """Return these traits with others behind them."""
        return Traits._make(map(np.append, self, other))


class BatchWords:
    """A row for each distinct word that was added, and one more for each that may have lost its end; it only grows.

    The listed words that a row may be stand together, what they are worth descending.
    """

    def __init__(self, postings: "Postings") -> None:
        self._postings = postings
        self._rows: dict[str, int] = {}
        self._joined: dict[str, int] = {}
        self._texts: list[str] = []
        self.traits = self._traits([])
        self.first = np.empty(0, dtype=np.int64)
        self.count = np.empty(0, dtype=np.int64)
        """Where the listed words of a row stand, and how many they are."""
        self.listed = np.empty(0, dtype=np.int64)
        self.worth = np.empty(0)
        """How far the screened word is met by each listed one."""
        self.met = np.empty(0)
        """How far each listed one is met by the screened word."""
        self.best = np.empty(0)
        """The most that a row is worth; 0 where it is no listed word."""
        self._cut = np.empty(0, dtype=np.int64)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.best)

    def rows_of(self, words: Sequence[str]) -> "NDArray[np.int64]":
        """Return the row of each word; one that has none gets one."""
        if new := sorted({*words}.difference(self._rows)):
            self._add(new)
        return np.fromiter(map(self._rows.__getitem__, words), dtype=np.int64, count=len(words))

    def of(self, rows: "NDArray[np.int64]") -> list[str]:
        """Return the words of rows."""
        return [self._texts[row] for row in rows.tolist()]

    def is_listed(self, word: str) -> bool:
        """Whether a listed name has the word."""
        return word in self._postings.words.ids

    def _add(self, new: list[str]) -> None:
        begin = len(self)
        self._rows.update(zip(new, range(begin, begin + len(new)), strict=True))
        places, listed, values = alike_many(self._postings.words, new)
        worth = credits_of(values)
        ids = self._postings.words.ids
        initials = [at for at, word in enumerate(new) if len(word) > len("AB") and word[0] in ids]
        initial_ids = np.array([ids[new[at][0]] for at in initials], dtype=np.int64)
        met = credit(INITIAL_CREDIT)
        self._texts += new
        self._append(
            self._traits(new),
            np.concatenate([places, np.array(initials, dtype=np.int64)]),
            np.concatenate([listed, initial_ids]),
            np.concatenate([worth, np.full(len(initials), met * INITIAL_COVERS)]),
            np.concatenate([worth, np.full(len(initials), met)]),
        )

    def cut(self, rows: "NDArray[np.int64]") -> "NDArray[np.int64]":
        """Return the rows of the same words as words that may have lost their end; they may be longer listed words."""
        wanted = distinct(rows[self._cut[rows] < 0])
        if len(wanted):
            begin = len(self)
            words = self._postings.words
            longer = [*map(words.starting, self.of(wanted))]
            starts = np.array([each.start for each in longer], dtype=np.int64)
            counts = np.array([len(each) for each in longer], dtype=np.int64)
            own = ranges(self.first[wanted], self.count[wanted])
            at = np.arange(len(wanted))
            prefixed = np.full(int(counts.sum()), credit(PREFIX_CREDIT))
            self._texts += self.of(wanted)
            self._append(
                self.traits.of(wanted),
                np.concatenate([np.repeat(at, self.count[wanted]), np.repeat(at, counts)]),
                np.concatenate([self.listed[own], ranges(starts, counts)]),
                np.concatenate([self.worth[own], prefixed]),
                np.concatenate([self.met[own], prefixed]),
            )
            self._cut[wanted] = np.arange(begin, begin + len(wanted))
        return self._cut[rows]

    def joined(self, runs: Sequence[str]) -> "NDArray[np.int64]":
        """Return the rows of listed words as what neighbours in a screened name make, and no other word."""
        if new := sorted({*runs}.difference(self._joined)):
            begin = len(self)
            self._joined.update(zip(new, range(begin, begin + len(new)), strict=True))
            self._texts += new
            ids = np.array([self._postings.words.ids[run] for run in new], dtype=np.int64)
            met = np.full(len(new), credit(JOINED_CREDIT))
            self._append(self._traits(new), np.arange(len(new)), ids, met, met)
        return np.array([self._joined[run] for run in runs], dtype=np.int64)

    def _traits(self, words: Sequence[str]) -> Traits:
        index = self._postings.words

        def each(trait: Callable[[str], bool]) -> "NDArray[np.bool_]":
            return np.array([*map(trait, words)], dtype=np.bool_)

        return Traits(
            weight=np.array([*map(screened_weight, words)], dtype=np.float64),
            length=np.array([*map(len, words)], dtype=np.int64),
            letter=np.array([letter_bit(word) if len(word) == 1 else 0 for word in words], dtype=np.int64),
            respelt=each(lambda word: word in FORM_SPELLINGS or without_slip(word) != word),
            starts_form=each(FORM_STARTS.__contains__),
            continues_form=each(FORM_SECONDS.__contains__),
            begins_listed=each(lambda word: len(index.starting(word)) > (word in index.ids) or word in spelt_starts()),
            ends_listed=each(lambda word: index.has_longer_ending(word) or word in spelt_ends()),
            is_joined=each(lambda word: len(word) >= SHORTEST_JOINED and bool(self._postings.joined(word))),
            joins_parties=each(has_readings),
        )

    def _append(
        self,
        traits: Traits,
        places: "NDArray[np.int64]",
        listed: "NDArray[np.int64]",
        worth: "NDArray[np.float64]",
        met: "NDArray[np.float64]",
    ) -> None:
        order = np.lexsort((-worth, places))
        count = np.bincount(places, minlength=len(traits.weight))
        best = np.zeros(len(traits.weight))
        np.maximum.at(best, places, worth)
        self.traits = self.traits.and_those_of(traits)
        self.first = np.append(self.first, len(self.listed) + np.cumsum(count) - count)
        self.count = np.append(self.count, count)
        self.listed = np.append(self.listed, listed[order])
        self.worth = np.append(self.worth, worth[order])
        self.met = np.append(self.met, met[order])
        self.best = np.append(self.best, best)
        self._cut = np.append(self._cut, np.full(len(best), -1))
        self.__dict__.pop("ladder", None)

    @cached_property
    def ladder(self) -> "NDArray[np.float64]":
        """Row and worth of each listed word as one ascending number: the row, less its worth."""
        return np.repeat(np.arange(len(self), dtype=np.float64), self.count) - self.worth
