"""Which listed names are looked for in a line of free text, and the arrays that `TextSearch` looks them up in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.identifiers import us_state
from achguard.names.english import is_english
from achguard.names.ordinary import ordinary_names
from achguard.names.words import LEGAL_FORMS, PARTICLES, TITLES
from achguard.sanctions.comparing.prepared_names import ListedForm
from achguard.sanctions.comparing.words import RARE, is_generic, weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedName

USUAL_WORDS: Final = frozenset({"CLEOPATRAS", "INTERCONTINENTAL", "SEBASTIANO"})
"""Long words that are the whole name of a listed organization and everybody's; read through on the SDN list of 2024."""
SHORTEST_WORD: Final = 3
"""Letters of a word that tells something."""
SHORTEST_ALONE: Final = 4
"""Letters of a name that is looked for as it is spelt: PDVSA, HAMAS; shorter ones stand for too much else."""
MIN_ALONE: Final = 7
"""Letters of one word that is looked for where it is misspelt, is a person's name, or lost its legal form."""
OF_CONVEYANCES: Final = PARTICLES
"""Words that a ship is not known by; the second ship of a name is another one than the first, so that `II` is."""
OF_PERSONS: Final = PARTICLES | TITLES
"""Words that a person is not known by; what spells a legal form may be a family name."""
OF_ORGANIZATIONS: Final = PARTICLES | TITLES | LEGAL_FORMS
"""Words that an organization is not known by."""
_CALLED: Final[Mapping["EntityKind", frozenset[str]]] = {
    "individual": OF_PERSONS,
    "organization": OF_ORGANIZATIONS,
    "vessel": OF_CONVEYANCES,
    "aircraft": OF_CONVEYANCES,
}


class Way(IntEnum):
    """Where in a text a listed name counts."""

    ANYWHERE = 0
    """Wherever its words stand together."""
    WHOLE = 1
    """As a whole and by itself, since its words are everybody's: `INTERSECTION LLC`, `REGIONAL CREDIT`, `XU, Bin`."""
    SHIPPING = 2
    """Where the text speaks of shipping: the name of a ship or an aircraft."""
    MARKED = 3
    """Right behind `MV` and the like or before an IMO number: a ship's one word that is everybody's, `HARMONY`."""


def text_arrays(
    entities: Sequence["ListedEntity"], names: Sequence[tuple[int, "ListedName"]], forms: Sequence[ListedForm]
) -> dict[str, "NDArray[np.generic]"]:
    """Return the arrays of the names to be looked for in text, each under its rarest needed word.

    `names` are positions of entities with a name each, `forms` the same names prepared.
    """
    kinds = [entities[at].kind for at, _ in names]
    needed = [needed_words(form, _CALLED[kind]) for form, kind in zip(forms, kinds, strict=True)]
    ways = [
        None if name.quality == "weak" else _way(form, words, kind)
        for form, words, kind, (_, name) in zip(forms, needed, kinds, names, strict=True)
    ]
    holders = Counter(word for words in needed for word in set(words))
    ids = {word: at for at, word in enumerate(sorted({word for form in forms for word in form.words}))}
    found = sorted(
        (ids[min(needed[at], key=lambda word: (holders[word], -len(word), word))], at)
        for at, way in enumerate(ways)
        if way is not None
    )
    return {
        "text_words": np.array([word for word, _ in found], dtype=np.int32),
        "text_names": np.array([at for _, at in found], dtype=np.int32),
        "text_ways": np.array([ways[at] for _, at in found], dtype=np.uint8),
    }


def needed_words(form: ListedForm, says_nothing: frozenset[str]) -> tuple[str, ...]:
    """Give the words of a listed name that a text must hold, as often as they are given.

    They are its telling words where there are two: those that are not in `says_nothing` and have three letters. A name
    whose telling words are everybody's needs its short words too: `LI Fangwei`, `SAKHALIN 8`, `RG REAL ESTATE`.
    """
    says = tuple(word for word in form.words if word not in says_nothing)
    telling = tuple(dict.fromkeys(word for word in says if len(word) >= SHORTEST_WORD))
    return telling if len(telling) > 1 and not all(map(is_everybodys, telling)) else says


@lru_cache(maxsize=65536)
def is_everybodys(word: str) -> bool:
    """Say whether a word is an English one, a usual American name, a state, or what many listed names hold."""
    if is_english(word) or word in ordinary_names() or word in USUAL_WORDS or weight(word) < RARE:
        return True
    return len(word) >= SHORTEST_ALONE and us_state.is_valid(word)


def _way(form: ListedForm, needed: tuple[str, ...], kind: "EntityKind") -> Way | None:
    """Give where in a text a name counts; None for what says too little by itself: one word, three letters."""
    is_alone = len(needed) == 1
    if kind in {"vessel", "aircraft"} and needed:
        marked = is_alone and kind == "vessel" and not _tells_alone(needed[0], MIN_ALONE)
        return Way.MARKED if marked else Way.SHIPPING
    has_more = len(form.words) > len(needed)
    if sum(map(len, needed)) < SHORTEST_ALONE:
        return Way.WHOLE if needed and has_more else None
    if is_alone:
        shortest = MIN_ALONE if kind == "individual" or has_more else SHORTEST_ALONE
        return Way.ANYWHERE if _tells_alone(needed[0], shortest) else Way.WHOLE if has_more else None
    return Way.WHOLE if kind == "organization" and all(map(is_generic, needed)) else Way.ANYWHERE


def _tells_alone(word: str, shortest: int) -> bool:
    return len(word) >= shortest and not word.isdigit() and not is_everybodys(word)
