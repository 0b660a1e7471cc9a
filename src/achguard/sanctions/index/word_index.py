"""All words of the listed names, and which of them a screened word may be: complete, by look-up."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np
from rapidfuzz.distance import OSA

from achguard.first_use import cached_property
from achguard.names.abbreviations import words_shortened_as
from achguard.names.sound import consonants, skeleton, sound
from achguard.sanctions.comparing.words import (
    LEAST_CONSONANTS,
    SHORT,
    SOUND_CREDIT,
    VOWELS,
    by_consonants,
    by_shortening,
    may_differ,
    reach,
    scanned,
    settle,
    similarity,
    sound_reach,
    weight,
)
from achguard.sanctions.index.checksums import salt
from achguard.sanctions.index.key_table import KeyTable
from achguard.sanctions.index.letter_bits import Shapes, shapes_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPELT, HEARD, SKELETON, CONSONANTS, SCANNED = map(salt, range(1, 6))
"""Kinds of keys, by what their checksums start from."""
_BETWEEN: Final = ord("\n")
"""The byte between two texts of an array."""


class KnownWords:
    """Likenesses that were worked out when the index was made: of the listed words by id, then of usual names."""

    def __init__(self, arrays: Mapping[str, "NDArray[np.generic]"], listed: int) -> None:
        usual = text_of(arrays["known_usual"])
        self._usual = dict(zip(usual, range(listed, listed + len(usual)), strict=True))
        self.starts: NDArray[np.int32] = arrays["known_starts"].astype(np.int32, copy=False)
        self.ids: NDArray[np.int32] = arrays["known_ids"].astype(np.int32, copy=False)
        self.values: NDArray[np.float64] = arrays["known_values"].astype(np.float64, copy=False)
        # Memory views hand out plain numbers, several times as fast as arrays do.
        self._first: memoryview[int] = memoryview(self.starts)  # type: ignore[arg-type]
        self._of: memoryview[int] = memoryview(self.ids)  # type: ignore[arg-type]
        self._alike: memoryview[float] = memoryview(self.values)  # type: ignore[arg-type]

    def row(self, word: str, id_: int | None) -> int | None:
        """Return the row of a word, whose id it is if it is listed; None where nothing was worked out."""
        return self._usual.get(word) if id_ is None else id_

    def of(self, row: int) -> dict[int, float]:
        """Return the ids of listed words that the word of a row may be, with `similarity`."""
        here = slice(self._first[row], self._first[row + 1])
        return dict(zip(self._of[here].tolist(), self._alike[here].tolist(), strict=True))


class WordIndex:
    """The words with their keys; immutable, and made of arrays that may be memory-mapped."""

    def __init__(self, arrays: Mapping[str, "NDArray[np.generic]"]) -> None:
        self._texts = arrays["words"].astype(np.uint8, copy=False)
        self.words: list[str] = text_of(self._texts)
        self.ids: dict[str, int] = dict(zip(self.words, range(len(self.words)), strict=True))
        self.sounds: list[str] = text_of(arrays["word_sounds"])
        self.table = KeyTable(arrays, "word")
        self.known = KnownWords(arrays, len(self.words)) if "known_ids" in arrays else None

    @cached_property
    def inner_vowels(self) -> "NDArray[np.int64]":
        """How many vowels each word has behind its first letter."""
        is_vowel = np.isin(self._texts, np.frombuffer(VOWELS.encode(), dtype=np.uint8))
        starts = np.append(0, np.flatnonzero(self._texts == _BETWEEN) + 1)[: len(self.words)]
        is_vowel[starts] = False
        return np.add.reduceat(is_vowel, starts, dtype=np.int64) if len(starts) else np.empty(0, dtype=np.int64)

    @cached_property
    def shapes(self) -> Shapes:
        """Shapes of the words."""
        return shapes_of(self.words)

    @cached_property
    def sound_shapes(self) -> Shapes:
        """Shapes of the sounds."""
        return shapes_of(self.sounds)

    @staticmethod
    def build(words: Iterable[str]) -> dict[str, "NDArray[np.generic]"]:
        """Return the arrays of an index of words."""
        ordered = sorted(set(words))
        keys, holders = array("L"), array("L")
        for at, word in enumerate(ordered):
            if may_differ(word):
                made = [*_variants(word, reach(len(word)), SPELT)]
                heard = sound(word)
                made += _variants(heard, sound_reach(len(heard)), HEARD)
                made += consonant_keys(word)
                keys.extend(made)
                holders.extend([at] * len(made))
        return {
            "words": text_array(ordered),
            "word_weights": np.array([weight(word) for word in ordered], dtype=np.float64),
            "word_sounds": text_array(map(sound, ordered)),
            **KeyTable.build("word", np.array(keys, dtype=np.uint32), np.array(holders, dtype=np.uint32)),
        }

    def starting(self, prefix: str) -> range:
        """Ids of the words that start with a prefix."""
        first = bisect_left(self.words, prefix)
        return range(first, bisect_left(self.words, prefix + "\uffff", lo=first))

    def has_longer_ending(self, word: str) -> bool:
        """Whether a longer listed word ends with a word."""
        backward = self._backward
        at = bisect_left(backward, word[::-1])
        at += at < len(backward) and backward[at] == word[::-1]
        return at < len(backward) and backward[at].startswith(word[::-1])

    @cached_property
    def _backward(self) -> list[str]:
        return sorted("\n".join(self.words)[::-1].split("\n"))

    def alike(self, word: str) -> dict[int, float]:
        """Ids of all listed words that a word may be, with `similarity`."""
        exact = self.ids.get(word)
        if self.known is not None and (row := self.known.row(word, exact)) is not None:
            return self.known.of(row)
        return self._alike(word, exact)

    def _alike(self, word: str, exact: int | None) -> dict[int, float]:
        if not may_differ(word):
            return {} if exact is None else {exact: 1.0}
        words = self.words
        settled = {
            other: value for other, each in self._misread(word).items() if (value := settle(word, words[other], each))
        }
        for other, value in self.shortened(word):
            settled[other] = max(settled.get(other, 0.0), value)
        if exact is not None:
            settled[exact] = 1.0
        return settled

    def _misread(self, word: str) -> dict[int, float]:
        """Ids of the words that a word may be by its letters, its sound or its consonants."""
        best: dict[int, float] = {}
        words, sounds = self.words, self.sounds
        length, most = len(word), reach(len(word))
        for other in self._holding(_variants(word, most, SPELT)):
            listed = words[other]
            distance = OSA.distance(word, listed, score_cutoff=most)
            if distance <= most and distance <= reach(len(listed)):
                best[other] = 1 - distance / max(length, len(listed))
        heard = sound(word)
        length, most = len(heard), sound_reach(len(heard))
        for other in self._holding(_variants(heard, most, HEARD)):
            listed = sounds[other]
            distance = 0 if heard == listed else OSA.distance(heard, listed, score_cutoff=1)
            if distance <= most and (not distance or sound_reach(len(listed))):
                value = SOUND_CREDIT * (1 - distance / max(length, len(listed)))
                if value > best.get(other, 0.0):
                    best[other] = value
        for other in self._holding(consonant_keys(word)):
            value = by_consonants(word, words[other])
            if value > best.get(other, 0.0):
                best[other] = value
        return best

    def shortened(self, word: str) -> list[tuple[int, float]]:
        """Ids of the usual words of organizations' names that a word may be short for, with that similarity."""
        ids = self.ids
        return [
            (ids[listed], value)
            for listed in words_shortened_as(word)
            if listed in ids and (value := by_shortening(word, listed))
        ]

    def closest(self, word: str, least: float) -> set[int]:
        """Ids of the listed words to which a word has a `similarity` of at least `least`, which is 0.88 or more.

        Far fewer keys than `alike` needs: two words that are so like share one of those made here.
        """
        exact = self.ids.get(word)
        if self.known is not None and (row := self.known.row(word, exact)) is not None:
            return {other for other, value in self.known.of(row).items() if value >= least}
        if not may_differ(word):
            return set() if exact is None else {exact}
        keys = _variants(word, min(reach(len(word)), _most_apart(len(word), least)), SPELT)
        heard = sound(word)
        keys += _variants(heard, min(sound_reach(len(heard)), _most_apart(len(heard), least / SOUND_CREDIT)), HEARD)
        keys.append(crc32(consonants(word).encode("ascii", "replace"), CONSONANTS))
        if "M" in word or "RN" in word:
            keys.append(crc32(scanned(word).encode("ascii", "replace"), SCANNED))
        words = self.words
        return {other for other in self._holding(keys) if similarity(word, words[other]) >= least}

    def _holding(self, keys: Iterable[int]) -> set[int]:
        passes, shift, shift_byte = self.table.filter, self.table.shift, self.table.shift + 3
        found: set[int] = set()
        for key in keys:
            if passes[key >> shift_byte] >> (key >> shift & 7) & 1:
                found.update(self.table.get(key))
        return found


@cache
def _most_apart(length: int, least: float) -> int:
    """Letters by which a word may differ from another one, maybe longer, to which it is at least so like."""
    return next((apart for apart in (2, 1) if 1 - apart / (length + apart) >= least), 0)


def _variants(word: str, depth: int, start: int) -> list[int]:
    """Return the keys of a word with up to `depth` letters left out.

    Words whose optimal string alignment distance is at most `depth` share a key; words that share one need not be
    alike.
    """
    letters = word.encode("ascii", "replace")
    made = [crc32(letters, start)]
    if not depth:
        return made
    shorter = [letters[:i] + letters[i + 1 :] for i in range(len(letters))]
    made += [crc32(each, start) for each in shorter]
    if depth > 1:
        made += [crc32(each[:j] + each[j + 1 :], start) for i, each in enumerate(shorter) for j in range(i, len(each))]
    return made


def consonant_keys(word: str) -> list[int]:
    """Return the keys of a word that `bones_of` makes."""
    return [crc32(text.encode("ascii", "replace"), kind) for kind, text in bones_of(word)]


def bones_of(word: str) -> list[tuple[int, str]]:
    """Return what is left of a word without vowels, and how scanning reads it, each with its kind of key."""
    kinds = [(SKELETON, skeleton(word), LEAST_CONSONANTS), (CONSONANTS, consonants(word), SHORT)]
    if "M" in word or "RN" in word:
        kinds.append((SCANNED, scanned(word), 1))
    return [(kind, text) for kind, text, least in kinds if len(text) >= least]


def text_array(texts: Iterable[str]) -> "NDArray[np.uint8]":
    """Hold texts without line breaks as an array of bytes."""
    return np.frombuffer("\n".join(texts).encode("ascii", "replace"), dtype=np.uint8)


def text_of(array: "NDArray[np.generic]") -> list[str]:
    """Return the texts of `text_array`."""
    return array.tobytes().decode("ascii").split("\n") if len(array) else []
