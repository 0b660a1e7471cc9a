"""Names prepared for comparison: a screened one, and a listed one."""

from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from achguard.names.fold import fold
from achguard.names.sound import consonants
from achguard.names.words import canonical
from achguard.sanctions.vocabulary import screened_weight, weight

MAX_CHARACTERS: Final = 350
"""Characters of a name that are compared; source: the longest name that OFAC's data specification allows."""
MAX_WORDS: Final = 40
"""Words of a name that are compared."""
FIELD_WIDTHS: Final = (22, 35)
"""Widths at which ACH fields cut a name; source: Nacha record layouts, entry detail and IAT addenda."""
TELLING_SHARE: Final = 0.85
"""Words of an organization's name that say at least this share of what its most telling word says are telling too."""
_SPELT_FORMS: Final = ("LIMITED", "COMPANY", "CORPORATION", "INCORPORATED", "LIABILITY")
_SHORTEST_FORM: Final = 6
_SHORTEST_BONES: Final = 6
_VOWELS: Final = "AEIOUY"
_VOWEL_POOR: Final = 0.2


class Query(NamedTuple):
    """A screened name, prepared for comparison."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    whole: str
    """All words as one run of letters."""
    bones: str
    """The run's consonants, where the name was written without vowels; else empty."""
    is_cut: bool
    """Whether its field may have cut the name off."""


class ListedForm(NamedTuple):
    """A listed name, prepared for comparison."""

    words: tuple[str, ...]
    """In the list's order: an individual's family name first."""
    weights: tuple[float, ...]
    telling: tuple[int, ...]
    """The words one of which must be met: an individual's family name, an organization's most telling words."""
    whole: str
    """All words as one run of letters, in the list's order."""
    natural: str
    """The same with the family name last; equal to `whole` where the list does not say."""
    bones: tuple[str, str]
    """The consonants of both runs."""


def prepare_query(name: str, cut_at: int | None = None) -> Query:
    """Fold a screened name and note whether its field may have cut it off at `cut_at` characters."""
    spelt = fold(name[:MAX_CHARACTERS]).split()
    words = canonical(tuple(map(without_slip, spelt)))[:MAX_WORDS]
    whole = "".join(spelt)
    bones = ""
    if len(whole) >= _SHORTEST_BONES and sum(map(whole.count, _VOWELS)) <= _VOWEL_POOR * len(whole):
        letters = sum(map(str.isalpha, whole))
        if sum(map(whole.count, _VOWELS)) <= _VOWEL_POOR * letters and letters >= _SHORTEST_BONES:
            bones = "".join(map(consonants, spelt))
    return Query(
        words,
        tuple(map(screened_weight, words)),
        whole,
        bones if len(bones) >= _SHORTEST_BONES else "",
        _is_cut(name, cut_at),
    )


def prepare_listed(name: str, *, individual: bool) -> ListedForm:
    """Fold a listed name; an individual's comma parts the family name from the given names."""
    return listed_form(fold(name), family_words(name) if individual else 0, individual=individual)


def family_words(name: str) -> int:
    """How many of the first words of an individual's `FAMILY, Given` are the family name; 0 without a comma."""
    family, comma, given = name.partition(",")
    return len(fold(family).split()) if comma and fold(given) else 0


def listed_form(folded: str, family: int, *, individual: bool) -> ListedForm:
    """Prepare a folded name whose first `family` words are the family name."""
    spelt = tuple(folded.split())
    # Legal forms are an organization's: an individual's `CO` or `SA` is a name.
    words = (spelt if individual else canonical(tuple(map(without_slip, spelt))))[:MAX_WORDS]
    family = family if family < len(words) else 0
    natural = spelt[family:] + spelt[:family]
    weights = tuple(map(weight, words))
    return ListedForm(
        words,
        weights,
        tuple(range(family)) if family or individual else _telling(weights),
        "".join(spelt),
        "".join(natural),
        ("".join(map(consonants, spelt)), "".join(map(consonants, natural))),
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


def _is_cut(name: str, cut_at: int | None) -> bool:
    length = len(name.rstrip())
    if cut_at is None:
        return length in FIELD_WIDTHS
    # A blank at the cut is lost with the padding behind it.
    return cut_at > 0 and length >= cut_at - 1
