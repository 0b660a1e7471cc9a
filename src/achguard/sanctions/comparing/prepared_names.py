"""Names prepared for comparison: a screened one, and a listed one."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from rapidfuzz.distance import OSA

from achguard.names.fold import fold
from achguard.names.sound import consonants
from achguard.names.words import BUSINESS_WORDS, GENERAL_WORDS, LEGAL_FORMS, canonical, canonical_with_letters
from achguard.sanctions.comparing.words import is_own_word, may_be_left_out, screened_weight, weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_WORDS: Final = 40
"""Words of a name that are compared as a whole; no listed name has as many."""
FIELD_WIDTHS: Final = (22, 35)
"""Widths at which ACH fields cut a name; source: Nacha record layouts, entry detail and IAT addenda."""
TELLING_SHARE: Final = 0.85
"""Words of an organization's name that say at least this share of what its most telling word says are telling too."""
SAYS_LITTLE: Final = 0.2
"""Weight up to which a word, such as a title or a legal form, is no name by itself."""
LONG_NAME: Final = 4
"""Words that say something from which a person's name is a long one."""
FURTHER_SHARE: Final = 0.6
"""What the further names of a long name say together at most, beside its given and its family name."""
MIN_KEPT: Final = 1.5
"""What the given and the family name say together at least, so that few people have both.

Witness: with usual names, too, four more of 357 recombined Hispanic names alert."""
_ONE_NAME: Final = frozenset({"ABD", "ABDUL", "ABU", "BIN", "IBN"})
_SPELT_FORMS: Final = ("LIMITED", "COMPANY", "CORPORATION", "INCORPORATED", "LIABILITY")
_SHORTEST_FORM: Final = 6
SHORTEST_BONES: Final = 6
VOWELS: Final = "AEIOUY"
VOWEL_POOR: Final = 0.2


class Query(NamedTuple):
    """A screened name, prepared for comparison."""

    words: tuple[str, ...]
    spelt: tuple[str, ...]
    """Each word as the name spells it, where a usual word or a legal form has another spelling."""
    weights: tuple[float, ...]
    whole: str
    """All words as one run of letters."""
    bones: str
    """The run's consonants, where the name was written without vowels; else empty."""
    is_cut: bool
    """Whether its field may have cut the name off."""
    width_is_known: bool
    """Whether the width of the field was said; else it may have had one of `FIELD_WIDTHS`."""


class ListedForm(NamedTuple):
    """A listed name, prepared for comparison."""

    words: tuple[str, ...]
    """In the list's order: an individual's family name first."""
    spelt: tuple[str, ...]
    """Each word as the name spells it, where a usual word or a legal form has another spelling."""
    weights: tuple[float, ...]
    telling: tuple[int, ...]
    """The words one of which must be met: an individual's family name, an organization's most telling words."""
    whole: str
    """All words as one run of letters, in the list's order."""
    natural: str
    """The same with the family name last; equal to `whole` where the list does not say."""
    bones: tuple[str, str]
    """The consonants of both runs."""
    is_ship: bool
    """Whether it is a ship's or an aircraft's, which has no legal form."""


MOST_OF_A_PERSON: Final = 6
"""Words of a person's name that may hold a legal form; witness: the longest such name of the SDN list of 2024 has 5."""
LONGEST_SHORT_FORM: Final = 4
"""Letters of the longest spelling of a legal form or an abbreviation that is a family name too: DEV, REP, CIA, OOO."""


def prepare_query(name: str, cut_at: int | None = None, width: int | None = None) -> Query:
    """Fold a screened name and note whether its field may have cut it off at `cut_at` characters.

    `width` is how much of the field there is up to the name's end; None where the name is the field.
    """
    spelt = fold(name).split()
    words, letters = spelt_once(spelt)
    if len(words) > MAX_WORDS:
        words, letters = (each[:MAX_WORDS] for each in spelt_once(_telling_words(spelt)))
    whole = "".join(spelt)
    return Query(
        words,
        letters,
        tuple(map(screened_weight, words)),
        whole,
        bones_of(spelt, whole),
        is_cut(len(name.rstrip()) if width is None else width, cut_at),
        cut_at is not None,
    )


def prepare_as_person(name: str, cut_at: int | None = None, width: int | None = None) -> Query | None:
    """Prepare a screened name with its words as they are spelt, where a legal form in it may be a part of a person's.

    `VOROBYEV S.A.` is a family name with initials as well as a company, and `YU LIANG PAO` is somebody's name. None
    where every legal form is plainly one.
    """
    spelt = fold(name).split()
    if not 1 < len(spelt) <= MOST_OF_A_PERSON:
        return None
    words = canonical(tuple(map(without_slip, spelt)))
    kept = frozenset(words)
    forms = [word for word in spelt if word not in kept]
    if not forms or max(map(len, forms)) > LONGEST_SHORT_FORM:
        return None
    others = [word for word in spelt if word in kept]
    if any(word in GENERAL_WORDS or word in BUSINESS_WORDS or word in LEGAL_FORMS for word in others):
        return None
    query = tuple(spelt)
    whole = "".join(spelt)
    return Query(
        query,
        query,
        tuple(map(screened_weight, query)),
        whole,
        bones_of(spelt, whole),
        is_cut(len(name.rstrip()) if width is None else width, cut_at),
        cut_at is not None,
    )


def spelt_once(spelt: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words with legal forms and usual words in their one spelling, and beside each how the name spells it."""
    return canonical_with_letters(tuple(map(without_slip, spelt)), tuple(spelt))


def _telling_words(spelt: Sequence[str]) -> list[str]:
    """Return the first of the words that say something, each once: padding of `THE THE THE` hides no name."""
    return [word for word in dict.fromkeys(spelt) if screened_weight(word) > SAYS_LITTLE][:MAX_WORDS]


def bones_of(spelt: Sequence[str], whole: str) -> str:
    """Return the consonants of a name's run of letters where it was written without vowels; else nothing."""
    if len(whole) < SHORTEST_BONES or sum(map(whole.count, VOWELS)) > VOWEL_POOR * len(whole):
        return ""
    letters = sum(map(str.isalpha, whole))
    if sum(map(whole.count, VOWELS)) > VOWEL_POOR * letters or letters < SHORTEST_BONES:
        return ""
    told = [word for word in canonical(tuple(spelt)) if not may_be_left_out(word)]
    if all(map(is_own_word, told)) or sum(map(len, told)) < SHORTEST_BONES:
        return ""  # STRETCH LLC lacks no vowel, and SB&T INC is too short to tell
    bones = "".join(map(consonants, spelt))
    return bones if len(bones) >= SHORTEST_BONES else ""


def prepare_listed(name: str, *, individual: bool, ship: bool = False) -> ListedForm:
    """Fold a listed name; an individual's comma parts the family name from the given names."""
    return listed_form(fold(name), family_words(name) if individual else 0, individual=individual, ship=ship)


def family_words(name: str) -> int:
    """How many of the first words of an individual's `FAMILY, Given` are the family name; 0 without a comma."""
    family, comma, given = name.partition(",")
    return len(fold(family).split()) if comma and fold(given) else 0


def listed_form(folded: str, family: int, *, individual: bool, ship: bool = False) -> ListedForm:
    """Prepare a folded name whose first `family` words are the family name."""
    spelt = tuple(folded.split())
    # Legal forms are an organization's: an individual's `CO` or `SA` is a name.
    words, letters = (each[:MAX_WORDS] for each in ((spelt, spelt) if individual else spelt_once(spelt)))
    family = family if family < len(words) else 0
    natural = spelt[family:] + spelt[:family]
    weights = tuple(map(weight, words))
    telling = _telling_family(words[:family], weights) if family or individual else _telling(weights)
    return ListedForm(
        words,
        letters,
        _of_a_long_name(weights, family) if individual else weights,
        telling,
        "".join(spelt),
        "".join(natural),
        ("".join(map(consonants, spelt)), "".join(map(consonants, natural))),
        ship,
    )


def _telling_family(family: Sequence[str], weights: Sequence[float]) -> tuple[int, ...]:
    """Return the first word of a family name that says something: the second one of two is the mother's.

    ABD RAHMAN is one name, and so are ABU and BIN with what follows.
    """
    first = next((word for word, each in zip(family, weights, strict=False) if each > SAYS_LITTLE), None)
    if first is None or family[0] in _ONE_NAME:
        return tuple(range(len(family)))
    return tuple(at for at, word in enumerate(family) if word == first)


def _of_a_long_name(weights: tuple[float, ...], family: int) -> tuple[float, ...]:
    """Return the weights of a person's words, where fathers' and further names together say no more than a part.

    Of a given name, fathers' names and a family name writers give the first and the last, and any of the others.
    """
    says = [at for at, each in enumerate(weights) if each > SAYS_LITTLE]
    if len(says) < LONG_NAME:
        return weights
    given = next((at for at in says if at >= family), says[0])
    last = next((at for at in says if at < family), says[-1])
    kept = weights[given] + weights[last]
    others = sum(weights[at] for at in says) - kept
    if kept < MIN_KEPT or others <= FURTHER_SHARE * kept:
        return weights
    part = FURTHER_SHARE * kept / others
    return tuple(
        each * part if each > SAYS_LITTLE and at not in {given, last} else each for at, each in enumerate(weights)
    )


def _telling(weights: tuple[float, ...]) -> tuple[int, ...]:
    least = TELLING_SHARE * max(weights, default=0.0)
    return tuple(at for at, each in enumerate(weights) if each >= least)


@lru_cache(maxsize=65536)
def without_slip(word: str) -> str:
    """Read a legal form with one other letter (CORPORACION, LIMTED) as that form, and not as a rare name."""
    if len(word) < _SHORTEST_FORM:
        return word
    return next((form for form in _SPELT_FORMS if OSA.distance(word, form, score_cutoff=1) <= 1), word)


def is_cut(length: int, cut_at: int | None) -> bool:
    """Whether a field may have cut off a name of so many characters: it fills the width, or one of `FIELD_WIDTHS`.

    A blank at the cut is lost with the padding behind it, so one character less will do.
    """
    if cut_at is None:
        return length in FIELD_WIDTHS or length + 1 in FIELD_WIDTHS
    return cut_at > 0 and length >= cut_at - 1


def are_cut(lengths: "NDArray[np.int64]", cut_at: int | None) -> "NDArray[np.bool_]":
    """Return `is_cut` of each length."""
    most = max(*FIELD_WIDTHS, cut_at or 0) + 1
    return np.array([is_cut(length, cut_at) for length in range(most + 1)])[np.minimum(lengths, most)]
