"""The words of all listed names, how much each one says, and which of them a screened word may be."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz.distance import OSA

from achguard.names.ordinary import ordinary_names
from achguard.names.sound import consonants, skeleton, sound
from achguard.names.words import FORM_WORDS, LEGAL_FORMS, PARTICLES, TITLES
from achguard.sanctions.letters import LetterPairs

# The weights and credits below have one witness: `benchmarks/recall.py`, which prints recall by kind of change at 0.1 %
# of ordinary US names; each was kept where moving it either way lost recall.
RARE: Final = 1.0
"""Weight of a word that few names have."""
ORDINARY_WEIGHT: Final = 0.6
"""Weight at most of a name that many Americans have."""
PARTICLE_WEIGHT: Final = 0.08
TITLE_WEIGHT: Final = 0.08
FORM_WEIGHT: Final = 0.12
INITIAL_WEIGHT: Final = 0.3
SHORT_WEIGHT: Final = 0.6
"""Weight at most of a word of two letters."""

MIN_SIMILARITY: Final = 0.62
"""Least similarity at which one word may be another."""
SOUND_CREDIT: Final = 0.96
"""Similarity of two words that sound the same and are spelt differently."""
SKELETON_CREDIT: Final = 0.86
"""Similarity of two words with the same consonants in sound."""
OTHER_NAME: Final = 0.1
"""What it takes from the similarity that the screened word is a usual name of its own."""
VOWELLESS_CREDIT: Final = 0.95
"""Similarity of a word written without its vowels and the word it stands for."""

_SCANNED: Final = "RN"
"""What scanning makes of an M."""

_LONGEST: Final = 40
_SHORT: Final = 2
_LEAST_CONSONANTS: Final = 3
_MOST_ALIKE: Final = 120
_REMEMBERED: Final = 100_000
_PER_ENTITIES: Final = 10_000
_LEAST_SHARED: Final = 0.45
"""Share of common letter pairs from which two words are compared; two errors in a word of eight letters leave 0.5."""


@cache
def _common_words() -> Mapping[str, float]:
    """Return word -> weight of the words that many listed names share."""
    text = files("achguard").joinpath("_data", "common_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    # The share of names that a word does not have, in bits, against that of a word which one entity in 10,000 has.
    rarest = math.log(_PER_ENTITIES)
    return {word: 0.25 + 0.75 * math.log(_PER_ENTITIES / float(share)) / rarest for word, share in rows}


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """How much a word says about whose name it is, from near 0 (an article) to 1 (a rare word)."""
    if word in PARTICLES:
        return PARTICLE_WEIGHT
    if word in LEGAL_FORMS or word in FORM_WORDS:
        return FORM_WEIGHT
    if word in TITLES:
        return TITLE_WEIGHT
    if len(word) == 1:
        return INITIAL_WEIGHT
    common = min(_common_words().get(word, RARE), ORDINARY_WEIGHT if word in ordinary_names() else RARE)
    return min(common, SHORT_WEIGHT) if len(word) == _SHORT else common


def similarity(word: str, listed: str) -> float:
    """How far one screened word is a listed word: 1 the same, less the more letters differ, 0 below `MIN_SIMILARITY`.

    A swap of two neighbours counts as one letter; spellings of one sound, and a word that lost its vowels, count nearly
    as the same. A word that is a usual name of its own is seldom another one misspelt.
    """
    if word == listed:
        return 1.0
    best = OSA.normalized_similarity(word, listed)
    heard, heard_listed = sound(word), sound(listed)
    if heard == heard_listed:
        best = max(best, SOUND_CREDIT)
    else:
        best = max(best, SOUND_CREDIT * OSA.normalized_similarity(heard, heard_listed))
        if _lost_vowels(word, listed):
            best = max(best, VOWELLESS_CREDIT)
        else:
            bones = skeleton(word)
            if bones == skeleton(listed) and len(bones) >= _LEAST_CONSONANTS:
                best = max(best, SKELETON_CREDIT)
        if _SCANNED in word or _SCANNED in listed:
            read = OSA.normalized_similarity(word.replace(_SCANNED, "M"), listed.replace(_SCANNED, "M"))
            best = max(best, SOUND_CREDIT * read)
    if word in ordinary_names():
        best -= OTHER_NAME
    return best if best >= MIN_SIMILARITY else 0.0


def _lost_vowels(word: str, listed: str) -> bool:
    bones = consonants(word)
    if len(bones) < _SHORT or bones != consonants(listed):
        return False
    return 2 * (len(word) - len(bones)) <= len(listed) - len(bones)


class Vocabulary:
    """All words of a set of names; immutable but for a bounded memory of words already compared."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words: tuple[str, ...] = tuple(sorted(set(words)))
        self.ids: dict[str, int] = {word: i for i, word in enumerate(self.words)}
        self.weights: tuple[float, ...] = tuple(map(weight, self.words))
        self._by_skeleton: dict[str, list[int]] = {}
        self._by_consonants: dict[str, list[int]] = {}
        by_sound: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            self._by_skeleton.setdefault(skeleton(word), []).append(i)
            self._by_consonants.setdefault(consonants(word), []).append(i)
            by_sound.setdefault(sound(word), []).append(i)
        self._of_sound = [*by_sound.values()]
        self._letters = LetterPairs(self.words)
        self._sounds = LetterPairs([*by_sound])
        self._memory: dict[str, dict[int, float]] = {}

    def alike(self, word: str) -> Mapping[int, float]:
        """Ids of the words that a word may be, with their similarity; at most some hundreds, the likeliest."""
        known = self._memory.get(word)
        if known is None:
            known = self._alike(word[:_LONGEST])
            if len(self._memory) >= _REMEMBERED:
                # A new one rather than a smaller one: another thread may be reading the old.
                self._memory = {}
            self._memory[word] = known
        return known

    def starting(self, prefix: str) -> range:
        """Ids of the words that start with a prefix."""
        first = bisect_left(self.words, prefix)
        return range(first, bisect_left(self.words, prefix + "\uffff", lo=first))

    def _alike(self, word: str) -> dict[int, float]:
        exact = self.ids.get(word)
        found = set() if exact is None else {exact}
        if len(word) > _SHORT and not word.isdigit():
            found.update(map(int, self._letters.near(word, _LEAST_SHARED, _MOST_ALIKE)))
            for at in self._sounds.near(sound(word), _LEAST_SHARED, _MOST_ALIKE):
                found.update(self._of_sound[int(at)])
            for bones, holders in ((skeleton(word), self._by_skeleton), (consonants(word), self._by_consonants)):
                if len(bones) >= _LEAST_CONSONANTS:
                    found.update(holders.get(bones, ()))
        elif len(word) == _SHORT and word.isalpha():
            found.update(self._by_skeleton.get(skeleton(word), ()))
        scored = [(similarity(word, self.words[i]), i) for i in found]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return {i: value for value, i in scored[:_MOST_ALIKE] if value > 0}
