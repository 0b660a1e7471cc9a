"""Which listed names count beside other words in a name field, and the arrays that `InsideSearch` looks them up in.

A field names somebody, so names of short words and names of one person count that would be too little in a sentence,
ships do not, and a name of generic words alone counts only where it is all of the field, which the comparison of whole
names sees.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.names.english import is_english
from achguard.names.ordinary import ordinary_names
from achguard.names.words import LEGAL_FORMS
from achguard.sanctions.comparing.prepared_names import ListedForm
from achguard.sanctions.comparing.words import RARE, is_generic, says_little, weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.listed.entity import ListedEntity, ListedName

MIN_ALONE: Final = 5
"""Letters of a one-word listed name from which it counts beside other words, unless it is a name that people have.

Witness: `benchmarks/ordinary.py`; of 185 such names of four to six letters eight are US names of the census of 1990.
"""
SHORTEST_WORD: Final = 3
"""Letters of a word that tells something of an organization."""


def inside_arrays(
    entities: Sequence["ListedEntity"], names: Sequence[tuple[int, "ListedName"]], forms: Sequence[ListedForm]
) -> dict[str, "NDArray[np.generic]"]:
    """Return the arrays of the names that count beside other words, each under its rarest word and the next rarest.

    `names` are positions of entities with a name each, `forms` the same names prepared.
    """
    needed = [required(form) for form in forms]
    holders = Counter(word for words in needed for word in {*words})
    ids = {word: at for at, word in enumerate(sorted({word for form in forms for word in form.words}))}
    rows: list[tuple[int, int, int]] = []
    for at, words in enumerate(needed):
        entity_at, name = names[at]
        if name.quality == "weak" or not _tells_enough(words, entities[entity_at].kind):
            continue
        rarest = sorted({*words}, key=lambda word: (holders[word], -len(word), word))
        rows.append((ids[rarest[0]], ids[rarest[1]] if len(rarest) > 1 else ids[rarest[0]], at))
    rows.sort()
    firsts, seconds, found = np.array(rows, dtype=np.int32).reshape(-1, 3).T
    return {
        "inside_starts": np.searchsorted(firsts, np.arange(len(ids) + 1)).astype(np.int32),
        "inside_seconds": np.ascontiguousarray(seconds),
        "inside_names": np.ascontiguousarray(found),
    }


def required(form: ListedForm) -> tuple[str, ...]:
    """Return the words of a listed name that must all stand in a field: those that say something, else all of them."""
    telling = tuple(word for word in form.words if not says_little(word))
    if len({*telling}) > 1 and all(is_generic(word) or is_english(word) for word in telling):
        telling = tuple(word for word in form.words if word in LEGAL_FORMS or not says_little(word))
    return telling if len({*telling}) > 1 else form.words


def _tells_enough(words: Sequence[str], kind: str) -> bool:
    """Whether a name is somebody's in particular, even beside other words."""
    if kind in {"vessel", "aircraft"}:
        return False
    if len({*words}) == 1:
        (word,) = {*words}
        tells = weight(word) >= RARE and not is_generic(word) and word not in ordinary_names()
        return len(words) == 1 and len(word) >= MIN_ALONE and tells
    if kind != "individual" and all(map(is_generic, words)):
        return False
    return kind == "individual" or any(len(word) >= SHORTEST_WORD for word in words)
