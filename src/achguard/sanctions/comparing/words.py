"""How much a word of a name says, and how far one word is another."""

import math
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz.distance import OSA

from achguard.names.abbreviations import words_shortened_as
from achguard.names.english import is_english
from achguard.names.ordinary import ordinary_names
from achguard.names.slavic import is_patronymic
from achguard.names.sound import consonants, skeleton, sound
from achguard.names.spellings import usual_spelling
from achguard.names.words import FORM_WORDS, GENERAL_WORDS, LEGAL_FORMS, PARTICLES, TITLES, is_generic_word

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
PATRONYMIC_WEIGHT: Final = 0.35
"""Weight of a father's name as Slavic names have it, which one writer adds and another leaves out."""
SHORT_WEIGHT: Final = 0.6
"""Weight at most of a word of two letters."""
NUMBER_WEIGHT: Final = 0.08
"""Weight of a number in a screened name: an account or invoice number behind a name must not hide it."""
GENERAL_WEIGHT: Final = 0.5
"""Weight at most of a word that organizations everywhere are called by."""

GENERIC_WEIGHT: Final = 0.5
"""Weight up to which a word is generic; witness: `benchmarks/ordinary.py`, banks of the Reserve Banks' directory."""

MIN_SIMILARITY: Final = 0.62
"""Least similarity at which one word may be another."""
SOUND_CREDIT: Final = 0.96
"""Similarity of two words that sound the same and are spelt differently."""
SKELETON_CREDIT: Final = 0.86
"""Similarity of two words with the same consonants in sound."""
OTHER_NAME: Final = 0.1
"""What it takes from the similarity that the screened word is a usual name or an English word of its own."""
OTHER_SPELLING: Final = 0.03
"""The same where both are usual spellings of one given name, as MOHAMMED and MUHAMMAD are.

Witness: the natural names of which `benchmarks/natural.py` tells."""
VOWELLESS_CREDIT: Final = 0.95
"""Similarity of a word written without its vowels and the word it stands for."""
SCANNED_CREDIT: Final = 0.96
"""Similarity of two words that scanning turns into one another."""
SHORTENED_CREDIT: Final = 0.87
"""Similarity of a usual word of organizations' names and what may be short for it; less than names in text need."""

LONGEST: Final = 40
"""Letters of the longest word that may be another one."""
LEAST_CONSONANTS: Final = 4
SHORT: Final = 2
_OF_COMPANIES: Final = frozenset({"GROUP", "HOLDING", "HOLDINGS"})
_SCANNED: Final = "RN"
"""What scanning makes of an M."""
_LONG: Final = 6
VOWELS: Final = "AEIOU"
_PER_ENTITIES: Final = 10_000


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
    """How much a word of a listed name says about whose name it is, from near 0 (an article) to 1 (a rare word)."""
    if word in PARTICLES:
        return PARTICLE_WEIGHT
    if word in LEGAL_FORMS or word in FORM_WORDS:
        return FORM_WEIGHT
    if word in TITLES:
        return TITLE_WEIGHT
    if len(word) == 1:
        return INITIAL_WEIGHT
    if is_patronymic(word):
        return PATRONYMIC_WEIGHT
    common = min(_common_words().get(word, RARE), ORDINARY_WEIGHT if word in ordinary_names() else RARE)
    if word in GENERAL_WORDS:
        common = min(common, GENERAL_WEIGHT)
    return min(common, SHORT_WEIGHT) if len(word) == SHORT else common


def says_little(word: str) -> bool:
    """Whether a word is an article, a title or a legal form, which is no name by itself."""
    return word in PARTICLES or word in TITLES or word in LEGAL_FORMS or word in FORM_WORDS


def may_be_left_out(word: str) -> bool:
    """Whether a word is an article, a particle or of a legal form, which one writer adds and another leaves out.

    So is what a company with others below it is called: GAZ is GAZ GROUP, and RISE is not POLA RISE.
    """
    return word in PARTICLES or word in LEGAL_FORMS or word in FORM_WORDS or word in _OF_COMPANIES


def is_generic(word: str) -> bool:
    """Whether a name made of such words alone is no name in particular: INDUSTRIAL BANK, HOME SAVING BANK."""
    return is_generic_word(word) or weight(word) <= GENERIC_WEIGHT


def is_general(word: str) -> bool:
    """Whether a word is what organizations everywhere are called by, or a legal form: nobody writes its initial."""
    return word in GENERAL_WORDS or word in LEGAL_FORMS or word in FORM_WORDS


def screened_weight(word: str) -> float:
    """How much a word of a screened name says: as `weight`, but a number says little."""
    return NUMBER_WEIGHT if word.isdigit() else weight(word)


def reach(length: int) -> int:
    """Letters by which two words may differ, by the length of the shorter one."""
    return 0 if length <= SHORT else 1 if length < _LONG else 2


def sound_reach(length: int) -> int:
    """Letters by which the sounds of two words may differ, by the length of the shorter one."""
    return 0 if length <= SHORT else 1


def may_differ(word: str) -> bool:
    """Whether a word may be another one at all; a single letter and a number are themselves."""
    return SHORT <= len(word) <= LONGEST and not word.isdigit()


def scanned(word: str) -> str:
    """Spell a word as scanning may read it, so that two words which it confuses are one."""
    return word.replace(_SCANNED, "M")


@lru_cache(maxsize=32768)
def similarity(word: str, listed: str) -> float:
    """How far one screened word is a listed word: 1 the same, less the more letters differ, 0 where it is another.

    Two words may be one where they differ by a letter (by two where both have six or more; a swap of two neighbours
    counts as one), where their sounds do by one, where they have the same consonants, or where one is short for the
    other, a usual word of organizations' names. `WordIndex` finds exactly
    these. A word that is a usual name or an English word of its own is seldom another one misspelt.
    """
    if word == listed:
        return 1.0
    if not (may_differ(word) and may_differ(listed)):
        return 0.0
    allowed = reach(min(len(word), len(listed)))
    distance = OSA.distance(word, listed, score_cutoff=allowed)
    best = 1 - distance / max(len(word), len(listed)) if distance <= allowed else 0.0
    heard, heard_listed = sound(word), sound(listed)
    allowed = sound_reach(min(len(heard), len(heard_listed)))
    distance = OSA.distance(heard, heard_listed, score_cutoff=allowed)
    if distance <= allowed:
        best = max(best, SOUND_CREDIT * (1 - distance / max(len(heard), len(heard_listed))))
    return max(settle(word, listed, max(best, by_consonants(word, listed))), by_shortening(word, listed))


def by_consonants(word: str, listed: str) -> float:
    """Similarity of two words by what is left of them without vowels, or by what scanning makes of them."""
    if scanned(word) == scanned(listed):
        return SCANNED_CREDIT
    bones = consonants(word)
    if len(bones) >= SHORT and bones == consonants(listed):
        left = sum(map(word[1:].count, VOWELS))
        lost = len(bones) >= LEAST_CONSONANTS and 2 * left <= sum(map(listed[1:].count, VOWELS))
        if not left or lost:
            return VOWELLESS_CREDIT
    bones = skeleton(word)
    return SKELETON_CREDIT if len(bones) >= LEAST_CONSONANTS and bones == skeleton(listed) else 0.0


def by_shortening(word: str, listed: str) -> float:
    """Similarity of a word that may be short for a usual word of organizations' names, and no usual name, with it."""
    return SHORTENED_CREDIT if listed in words_shortened_as(word) and word not in ordinary_names() else 0.0


def is_own_word(word: str) -> bool:
    """Whether a word is a usual name or an English word, which is seldom another one misspelt."""
    return word in ordinary_names() or is_english(word)


def settle(word: str, listed: str, value: float) -> float:
    """Take off what it costs that the screened word is a word of its own; 0 below `MIN_SIMILARITY`."""
    value -= own_word_cost(word, listed)
    return value if value >= MIN_SIMILARITY else 0.0


def own_word_cost(word: str, listed: str) -> float:
    """Give what it takes off that the screened word is a word of its own, or a usual spelling of the same name."""
    if not is_own_word(word):
        return 0.0
    return OTHER_SPELLING if usual_spelling(word) == usual_spelling(listed) else OTHER_NAME
