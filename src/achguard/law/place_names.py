"""How the places under embargo are written, and the towns of the United States of the same names: two tables."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from achguard.identifiers import us_state
from achguard.identifiers.folding import fold_typography
from achguard.identifiers.tables import read_rows, read_toml

_SHORTEST_MISSPELT = 6
"""Letters of a name that also meets with one letter wrong; witness: `BALTA` and `MALTA` are one letter from `YALTA`."""
_LONGEST_NAME = 6
"""Words of the longest name in the table, which a test holds."""
# Letters that Unicode does not take apart: dotless i, l, d and o with a stroke. The primes and modifier letters are how
# transliterations write the soft sign.
_LETTERS = str.maketrans(
    {"\u0131": "i", "\u0142": "l", "\u0111": "d", "\u00f8": "o"}
    | dict.fromkeys("'`\u2018\u2019\u02b9\u02bb\u02bc\u2032", "")
)


class Kind(Enum):
    """What a name says of an embargoed place: the kinds of embargoed_places.tsv."""

    SELF = "self"
    TOWN = "town"
    HOMONYM = "homonym"
    OBLAST = "oblast"
    HELD = "held"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A place, by its key in the tables, and what a name says of it."""

    place: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a part of an address: its words, what they may mean, and how it stands there."""

    name: str
    start: int
    end: int
    """The first of its words, and the first word behind it."""
    meanings: tuple[Meaning, ...]
    is_exact: bool = True
    """Whether no letter is wrong."""
    is_oblast: bool = False
    """Whether the word oblast, or region, stands beside it."""

    def of(self, place: str, *kinds: Kind) -> bool:
        """Say whether the name is one of these kinds of name of a place."""
        return any(meaning.place == place and meaning.kind in kinds for meaning in self.meanings)


_OBLAST_WORDS = frozenset({"oblast", "obl", "oblasti", "region", "province", "область", "обл"})


def words_of(text: str | None) -> list[str]:
    """Give the words of a text in lower case, without accents and apostrophes."""
    folded = fold_typography(text).casefold().translate(_LETTERS)
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    return "".join(c if c.isalnum() else " " for c in folded).split()


@cache
def generic_words() -> frozenset[str]:
    """Give the words that stand beside a place's name in an address and name no place themselves."""
    words = read_toml("embargoes.toml")["generic_words"]
    return frozenset(part for word in words for part in words_of(word)) if isinstance(words, list) else frozenset()


def telling(words: Iterable[str]) -> list[str]:
    """Give the words that are not generic."""
    return [word for word in words if word not in generic_words()]


@cache
def _meanings() -> Mapping[str, tuple[Meaning, ...]]:
    """Give name -> what it may mean; a name is its telling words, joined by a blank."""
    found: dict[str, tuple[Meaning, ...]] = {}
    for place, kind, spellings in read_rows("embargoed_places.tsv"):
        meaning = Meaning(place, Kind(kind))
        for spelling in spellings.split("|"):
            name = " ".join(telling(words_of(spelling)))
            if name and meaning not in found.get(name, ()):
                found[name] = (*found.get(name, ()), meaning)
    return found


@cache
def names_like_a_state() -> frozenset[str]:
    """Give the names that are a way to write a US state as well, such as ARK."""
    return frozenset(name for name in _meanings() if us_state.is_valid(name))


@cache
def _shortened() -> Mapping[str, tuple[str, ...]]:
    """Give a name with any one of its letters left out, or none -> the names of one word that become it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, meanings in _meanings().items():
        if len(name) >= _SHORTEST_MISSPELT and name.isalpha() and any(_may_be_misspelt(each) for each in meanings):
            for short in _without_a_letter(name):
                found[short] = (*found.get(short, ()), name)
    return found


def _may_be_misspelt(meaning: Meaning) -> bool:
    # Cities abroad with a letter wrong are other cities: a country is known by its name or its cities as they are.
    return meaning.kind in {Kind.SELF, Kind.TOWN} and meaning.place.islower()


def _without_a_letter(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _is_one_letter_from(word: str, name: str) -> bool:
    """Say whether one letter is wrong, missing, too many, or changed places with its neighbour."""
    if abs(len(word) - len(name)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, other = word[start:], name[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return other in (rest[1:], swapped) or rest == other[1:] or rest[1:] == other[1:]


def _misspelt(word: str) -> tuple[Meaning, ...]:
    """Give what a word means with one letter wrong."""
    if len(word) < _SHORTEST_MISSPELT - 1 or not word.isalpha():
        return ()
    names = {name for short in _without_a_letter(word) for name in _shortened().get(short, ())}
    return tuple(
        dict.fromkeys(
            meaning
            for name in sorted(names)
            if _is_one_letter_from(word, name)
            for meaning in _meanings()[name]
            if _may_be_misspelt(meaning)
        )
    )


def names_in(words: Sequence[str]) -> Iterator[Named]:
    """Yield the names of places in the words of a part of an address, the longest from each word on.

    Generic words between or beside do not count, but that the word oblast beside a name is told.
    """
    kept = [(i, word) for i, word in enumerate(words) if word not in generic_words()]
    at = 0
    while at < len(kept):
        for length in range(min(_LONGEST_NAME, len(kept) - at), 0, -1):
            name = " ".join(word for _, word in kept[at : at + length])
            meanings = _meanings().get(name)
            exact = meanings is not None
            if meanings is None and length == 1:
                meanings = _misspelt(name)
            if meanings:
                start, end = kept[at][0], kept[at + length - 1][0] + 1
                oblast = not _OBLAST_WORDS.isdisjoint((*words[end : end + 1], *words[max(0, start - 1) : start]))
                yield Named(name, start, end, meanings, exact, oblast)
                at += length
                break
        else:
            at += 1


@cache
def _namesakes() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Give name of a US town -> the ZIP prefixes of each town of that name."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name, _, prefixes in read_rows("us_namesakes.tsv"):
        key = " ".join(words_of(name))
        found[key] = (*found.get(key, ()), tuple(prefixes.split()))
    return found


def is_us_town(name: str) -> bool:
    """Say whether a town of the United States bears this name, given as words in lower case."""
    return name in _namesakes()


def is_zip_of(name: str, postal: str) -> bool:
    """Say whether the digits of a ZIP code are those of a US town of this name."""
    return any(postal.startswith(prefixes) for prefixes in _namesakes().get(name, ()))
