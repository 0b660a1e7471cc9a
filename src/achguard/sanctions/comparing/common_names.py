"""What it takes off that a screened name says too little to be somebody in particular: one common word, generic words.

OFAC's FAQ 5 says so of one name of several; a field of such words is more often an ordinary US firm's or person's.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from achguard.names.ordinary import ordinary_names
from achguard.names.syllables import is_syllable
from achguard.names.words import FAMILY_NAMES_TOO, TITLES, form_kinds, is_generic_word
from achguard.sanctions.comparing.prepared_names import SAYS_LITTLE, ListedForm, Query
from achguard.sanctions.comparing.words import is_own_word, may_be_left_out

COMMON: Final = 0.8
"""Factor where a screened name of common words is one of several words of a listed name, or is not the same word:
source: OFAC FAQ 5, step 3. MR HANDYMAN LTD is 0.93 without it, and no more than 0.75 with it."""
OTHER_FORM: Final = 0.85
"""Factor where a common word has a legal form of another kind than on the list, or a ship's name has one.

PHOENIX CORP is not PHOENIX LLC, and a company called as a ship is may be its owner.
"""
OTHER_SYLLABLE: Final = 0.9
"""Factor where one of two names of syllables has one that the other has not: KIM, Min is not KIM, Min Chol.

source: a Korean or Chinese given name of two syllables is one name, of which nobody leaves half out.
"""
ACRONYM: Final = 3
"""Letters up to which a word is one that many may be called by."""
SHORT_NAME: Final = 4
"""The same beside a legal form, a title or an initial: SOHO INC."""
LONGEST_HEARD: Final = 4
"""Letters up to which a word by itself has too little in it to be another one: KAHN is not KOHANA, nor SAIA ZEYA.

KAEDA for QA'IDA has enough.
"""
MOST_SYLLABLES: Final = 4
"""Words of the longest name of which each may be a syllable."""
INITIAL_MET: Final = 0.4
"""How far a listed word is met at least where an initial stands for it."""
HALF: Final = 0.5
"""How far a word must be met to count as met at all."""
SAME_WORD: Final = 0.97
"""Similarity from which a word is the same as a listed one, be it joined or parted."""


class Met(NamedTuple):
    """How far the words of two names are met."""

    screened: Sequence[float]
    listed: Sequence[float]
    alike: Sequence[float]
    """Similarity of each screened word with the listed one that it meets."""


def says_enough(query: Query, listed: ListedForm, met: Met) -> float:
    """Factor of the score of a screened name whose words are common; 1 where one of them says who it is."""
    says = [at for at, word in enumerate(query.words) if query.weights[at] > SAYS_LITTLE and len(word) > 1]
    if len(says) == 1:
        return _one_word(says[0], query, listed, met)
    is_generic = all(is_generic_word(query.words[at]) for at in says)
    return COMMON if is_generic and _lacks_a_word(listed, met) else 1.0


def same_syllables(query: Query, listed: ListedForm, met: Met) -> float:
    """Factor of the score of two names of syllables, as of Koreans and Chinese: less where one of these is not met."""
    if max(len(query.words), len(listed.words)) > MOST_SYLLABLES:
        return 1.0
    if min(met.screened) >= HALF and min(met.listed) >= INITIAL_MET:
        return 1.0
    return OTHER_SYLLABLE if all(map(_is_syllable, (*query.words, *listed.words))) else 1.0


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    return len(word) == 1 or is_syllable(word)


def _one_word(at: int, query: Query, listed: ListedForm, met: Met) -> float:
    """Factor of the score of a name of which one word, at that place, says something."""
    word = query.words[at]
    common = len(word) <= (ACRONYM if len(query.words) == 1 else SHORT_NAME) or is_own_word(word)
    if met.alike[at] < SAME_WORD:
        return COMMON if common or len(word) <= LONGEST_HEARD else 1.0
    forms = form_kinds(query.words)
    if not common:
        return OTHER_FORM if listed.is_ship and forms else 1.0
    if _lacks_a_word(listed, met) or _is_a_persons(word, query, met) or (listed.is_ship and forms):
        return COMMON
    others = form_kinds(listed.words)
    return OTHER_FORM if forms and others and forms.isdisjoint(others) else 1.0


def _lacks_a_word(listed: ListedForm, met: Met) -> bool:
    """Whether a listed word is not met, be it a title; legal forms and articles are left out as one likes."""
    return any(share < HALF and not may_be_left_out(word) for word, share in zip(listed.words, met.listed, strict=True))


def _is_a_persons(word: str, query: Query, met: Met) -> bool:
    """Whether a screened name has what a person has beside one name, and the listed one has not.

    That is an initial, a title, or a family name that is a particle as well, such as LE; it is one behind the word, or
    ahead of a given name.
    """
    names = FAMILY_NAMES_TOO.intersection(query.words if word in ordinary_names() else query.words[-1:])
    return any(
        not share and (len(each) == 1 or each in TITLES or each in names)
        for each, share in zip(query.words, met.screened, strict=True)
    )
