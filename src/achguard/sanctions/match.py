"""How far one screened name is one listed name: the words that meet, the words that are missing, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from achguard.names.fold import fold
from achguard.names.sound import consonants
from achguard.names.words import canonical
from achguard.sanctions.vocabulary import similarity, weight

# The constants of this module are weighed against each other by `benchmarks/recall.py`.
SCREENED_SHARE: Final = 0.6
"""Part of the score for the screened name's words that are met; the rest is for the listed name's."""
ONE_OF_SEVERAL: Final = 0.9
"""Factor where a family name is not met, or a one-word name is one of several words; source: OFAC FAQ 5."""
HALF: Final = 0.5
"""How far a word must be met to count as met at all."""
MOSTLY: Final = 0.7
"""Share of the screened name that a listed name of one word must account for, to be more than one of several names."""
SAYS_LITTLE: Final = 0.2
"""Weight up to which a word, such as a title or a legal form, is no name by itself."""
INITIAL_CREDIT: Final = 0.85
"""Similarity of an initial and a word that starts with it."""
INITIAL_COVERS: Final = 0.6
"""How much of the listed word an initial accounts for."""
PREFIX_CREDIT: Final = 0.9
"""Similarity of a last word and a listed word that it is the beginning of."""
JOINED_CREDIT: Final = 0.97
"""Similarity of two words written as one."""
LEAST_JOINED: Final = 0.85
"""Similarity from which joined neighbours may be one word of the other name: a typing error at most."""
WHOLE_SLOPE: Final = 1.6
"""What each letter of difference costs where names are compared as one run of letters."""
CUT_SLOPE: Final = 1.4
CUT_START: Final = 0.99
CUT_ANYWHERE_START: Final = 0.92
"""Score of a name that is exactly the beginning of a listed one, where no known field width cut it."""
BONES_SLOPE: Final = 1.3
BONES_START: Final = 0.97

MAX_CHARACTERS: Final = 350
"""Characters of a name that are compared; source: the longest name that OFAC's data specification allows."""
MAX_WORDS: Final = 40
"""Words of a name that are compared."""
FIELD_WIDTHS: Final = (22, 35)
"""Widths at which ACH fields cut a name; source: Nacha record layouts, entry detail and IAT addenda."""
_SPELT_FORMS: Final = ("LIMITED", "COMPANY", "CORPORATION", "INCORPORATED", "LIABILITY")
_SHORTEST_FORM: Final = 6
_SHORTEST_CUT: Final = 12
_SHORTEST_CUT_ANYWHERE: Final = 16
_SHORTEST_WHOLE: Final = 7
_SHORTEST_BONES: Final = 6
_SHORTEST_PREFIX: Final = 3
_SHORTEST_JOINED: Final = 5
_VOWELS: Final = frozenset("AEIOUY")
_VOWEL_POOR: Final = 0.28
_SAME: Final = 0.999


@dataclass(frozen=True, slots=True)
class Query:
    """A screened name, prepared for comparison."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    whole: str
    """All words as one run of letters."""
    bones: str
    """The run's consonants, where the name was written without vowels; else empty."""
    is_cut: bool
    """Whether its field may have cut the name off."""


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A listed name, prepared for comparison."""

    words: tuple[str, ...]
    """In the list's order: an individual's family name first."""
    weights: tuple[float, ...]
    family: int
    """How many of the first words are an individual's family name; 0 where the list does not say."""
    whole: str
    """All words as one run of letters, in the list's order."""
    whole_natural: str
    """The same with the family name last; equal to `whole` where the list does not say."""
    bones: tuple[str, ...]
    """The consonants of both runs."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two names are one, and by which way of reading them."""

    score: float
    way: str
    """`words`, `whole`, `cut` or `bones`."""
    pairs: tuple[tuple[str, str, float], ...] = ()
    """Screened word, listed word, similarity."""


def prepare_query(name: str, cut_at: int | None = None) -> Query:
    """Fold a screened name and note whether its field may have cut it off at `cut_at` characters."""
    is_cut = _is_cut(name, cut_at)
    spelt = tuple(fold(name[:MAX_CHARACTERS]).split())
    words = canonical(tuple(map(_without_slip, spelt)))[:MAX_WORDS]
    whole = "".join(spelt)
    letters = [char for char in whole if char.isalpha()]
    vowels = sum(char in _VOWELS for char in letters)
    poor = len(letters) >= _SHORTEST_BONES and vowels <= _VOWEL_POOR * len(letters)
    bones = "".join(map(consonants, spelt)) if poor else ""
    return Query(words, tuple(map(weight, words)), whole, bones if len(bones) >= _SHORTEST_BONES else "", is_cut)


@lru_cache(maxsize=65536)
def _without_slip(word: str) -> str:
    """Read a legal form with one other letter (CORPORACION, LIMTED) as that form, and not as a rare name."""
    if len(word) < _SHORTEST_FORM:
        return word
    return next((form for form in _SPELT_FORMS if OSA.distance(word, form, score_cutoff=1) <= 1), word)


def prepare_listed(name: str, *, individual: bool) -> ListedForm:
    """Fold a listed name; an individual's comma parts the family name from the given names."""
    family_part, comma, _ = name.partition(",")
    spelt = tuple(fold(name).split())
    # Legal forms are an organization's: an individual's `CO` or `SA` is a name.
    words = (spelt if individual else canonical(tuple(map(_without_slip, spelt))))[:MAX_WORDS]
    family = len(fold(family_part).split()) if individual and comma else 0
    family = family if family < len(words) else 0
    natural = spelt[family:] + spelt[:family]
    orders = {spelt, natural}
    bones = tuple(sorted("".join(map(consonants, order)) for order in orders))
    return ListedForm(words, tuple(map(weight, words)), family, "".join(spelt), "".join(natural), bones)


def _is_cut(name: str, cut_at: int | None) -> bool:
    length = len(name.rstrip())
    if cut_at is None:
        return length in FIELD_WIDTHS
    # A blank at the cut is lost with the padding behind it.
    return cut_at > 0 and length >= cut_at - 1


def compare(query: Query, listed: ListedForm, alike: Sequence[Mapping[str, float]] | None = None) -> Comparison:
    """Compare two prepared names; the best of all ways to read them.

    `alike` holds, per screened word, the listed words that it may be with their similarity; without it each pair is
    compared afresh.
    """
    best = _by_words(query, listed, alike)
    if best.score >= _SAME:
        return best
    for way in (_by_whole, _by_cut, _by_bones):
        other = way(query, listed)
        if other is not None and other.score > best.score:
            best = other
    return best


def _credit(value: float) -> float:
    """How much of a word's weight a similarity is worth: all at 1, half where a third of the letters differ."""
    return max(0.0, 1.0 - 1.5 * (1.0 - value))


def _by_words(query: Query, listed: ListedForm, alike: Sequence[Mapping[str, float]] | None) -> Comparison:
    met_query = [0.0] * len(query.words)
    met_listed = [0.0] * len(listed.words)
    shown: list[tuple[int, str, str, float]] = []
    for pair in _pairs(query, listed, alike):
        if any(met_query[i] for i in pair.at) or any(met_listed[i] for i in pair.to):
            continue
        credit = _credit(pair.value)
        for i in pair.at:
            met_query[i] = credit * pair.covers_query
        for i in pair.to:
            met_listed[i] = credit * pair.covers_listed
        words = "".join(query.words[i] for i in pair.at), "".join(listed.words[i] for i in pair.to)
        shown.append((pair.at[0], *words, pair.value))
    share = _share(query.weights, met_query)
    score = SCREENED_SHARE * share + (1 - SCREENED_SHARE) * _share(listed.weights, met_listed)
    no_family = bool(listed.family) and max(met_listed[: listed.family]) < HALF
    if no_family or (_is_one_word(listed) and share < MOSTLY):
        score *= ONE_OF_SEVERAL
    return Comparison(score, "words", tuple((word, other, value) for _, word, other, value in sorted(shown)))


def _is_one_word(listed: ListedForm) -> bool:
    return sum(weight > SAYS_LITTLE for weight in listed.weights) == 1


def _share(weights: Sequence[float], met: Sequence[float]) -> float:
    total = sum(weights)
    return sum(weight * value for weight, value in zip(weights, met, strict=True)) / total if total else 0.0


class _Pair(NamedTuple):
    """One word, or neighbours that make one, of each name."""

    value: float
    """Similarity."""
    at: tuple[int, ...]
    """Positions in the screened name."""
    to: tuple[int, ...]
    """Positions in the listed name."""
    covers_query: float = 1.0
    """How much of the screened word is accounted for."""
    covers_listed: float = 1.0


def _pairs(query: Query, listed: ListedForm, alike: Sequence[Mapping[str, float]] | None) -> list[_Pair]:
    """Return the pairs of words that may be one another, the likeliest first."""
    pairs: list[_Pair] = []
    for i, word in enumerate(query.words):
        may_be_cut = i > 0 and i == len(query.words) - 1 and len(query.whole) >= _SHORTEST_CUT
        for j, other in enumerate(listed.words):
            if len(word) == 1 or len(other) == 1:
                pair = _initial(word, other, i, j)
            else:
                value = alike[i].get(other, 0.0) if alike is not None else similarity(word, other)
                pair = _Pair(value, (i,), (j,))
                if may_be_cut and value < PREFIX_CREDIT and len(word) >= _SHORTEST_PREFIX and other.startswith(word):
                    pair = _Pair(PREFIX_CREDIT, (i,), (j,), covers_listed=len(word) / len(other))
            if pair.value:
                pairs.append(pair)
    if len(query.words) != len(listed.words):
        pairs.extend(_joined(query.words, listed.words))
    pairs.sort(key=lambda pair: (-pair.value, -len(pair.at) - len(pair.to), abs(pair.at[0] - pair.to[0]), pair))
    return pairs


def _initial(word: str, other: str, i: int, j: int) -> _Pair:
    """Pair a single letter with a word of three letters or more that it begins, or with itself."""
    if word == other:
        return _Pair(1.0, (i,), (j,))
    if word[0] != other[0] or max(len(word), len(other)) <= len("AB"):
        return _Pair(0.0, (i,), (j,))
    if len(word) == 1:
        return _Pair(INITIAL_CREDIT, (i,), (j,), covers_listed=INITIAL_COVERS)
    return _Pair(INITIAL_CREDIT, (i,), (j,), covers_query=INITIAL_COVERS)


def _joined(words: tuple[str, ...], others: tuple[str, ...]) -> Iterator[_Pair]:
    """Pair neighbours in one name with what is one word in the other."""
    for at, joined in _runs(words):
        for j, other in enumerate(others):
            if value := _joined_similarity(joined, other):
                yield _Pair(value, at, (j,))
    for to, joined in _runs(others):
        for i, word in enumerate(words):
            if value := _joined_similarity(word, joined):
                yield _Pair(value, (i,), to)


def _runs(words: tuple[str, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    for count in (2, 3):
        for i in range(len(words) - count + 1):
            yield tuple(range(i, i + count)), "".join(words[i : i + count])


def _joined_similarity(word: str, other: str) -> float:
    if min(len(word), len(other)) < _SHORTEST_JOINED or abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return 0.0
    value = JOINED_CREDIT * similarity(word, other)
    return value if value > LEAST_JOINED else 0.0


def _by_whole(query: Query, listed: ListedForm) -> Comparison | None:
    """Compare both names as one run of letters: for words run together or torn apart."""
    if len(query.whole) < _SHORTEST_WHOLE or len(query.words) == len(listed.words):
        return None
    alike = max(OSA.normalized_similarity(query.whole, form, score_cutoff=0.7) for form in _forms(listed))
    return Comparison(1 - WHOLE_SLOPE * (1 - alike) - 0.01, "whole") if alike else None


def _by_cut(query: Query, listed: ListedForm) -> Comparison | None:
    """Compare with the listed name cut to the length of the screened one: likely at a field's width."""
    length = len(query.whole)
    if length < (_SHORTEST_CUT if query.is_cut else _SHORTEST_CUT_ANYWHERE) or len(listed.whole) <= length:
        return None
    alike = max(OSA.normalized_similarity(query.whole, form[:length], score_cutoff=0.7) for form in _forms(listed))
    start = CUT_START if query.is_cut else CUT_ANYWHERE_START
    return Comparison(start - CUT_SLOPE * (1 - alike), "cut") if alike else None


def _by_bones(query: Query, listed: ListedForm) -> Comparison | None:
    """Compare the consonants of both: for a name written without its vowels."""
    if not query.bones:
        return None
    alike = max(OSA.normalized_similarity(query.bones, form, score_cutoff=0.7) for form in listed.bones)
    return Comparison(BONES_START - BONES_SLOPE * (1 - alike), "bones") if alike else None


def _forms(listed: ListedForm) -> set[str]:
    return {listed.whole, listed.whole_natural}
