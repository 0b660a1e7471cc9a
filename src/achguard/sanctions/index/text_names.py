"""Which listed names are looked for in a line of free text, and the arrays that `TextSearch` looks them up in."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.names.words import LEGAL_FORMS, PARTICLES, TITLES
from achguard.sanctions.comparing.prepared_names import ListedForm
from achguard.sanctions.comparing.words import RARE, weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.listed.entity import ListedEntity, ListedName

USUAL_WORDS: Final = frozenset({"CLEOPATRAS", "INTERCONTINENTAL", "SEBASTIANO"})
"""Long words that are the whole name of a listed organization and everybody's; read through on the SDN list of 2024."""
MIN_ALONE: Final = 7
"""Letters of a one-word listed name from which it is looked for in text; shorter ones are ordinary words too often."""
SHORTEST_WORD: Final = 3
"""Letters of a word that tells something."""


def text_arrays(
    entities: Sequence["ListedEntity"], names: Sequence[tuple[int, "ListedName"]], forms: Sequence[ListedForm]
) -> dict[str, "NDArray[np.generic]"]:
    """Return the arrays of the names to be looked for in text, each under its rarest telling word, which it must have.

    `names` are positions of entities with a name each, `forms` the same names prepared.
    """
    telling = [frozenset(filter(is_telling, form.words)) for form in forms]
    holders = Counter(word for words in telling for word in words)
    ids = {word: at for at, word in enumerate(sorted({word for form in forms for word in form.words}))}
    is_conveyance = [entities[at].kind in {"vessel", "aircraft"} for at, _ in names]
    found = sorted(
        (ids[min(words, key=lambda word: (holders[word], -len(word), word))], at)
        for at, words in enumerate(telling)
        if _is_searchable(names[at][1], forms[at], words, is_conveyance=is_conveyance[at])
    )
    return {
        "text_words": np.array([word for word, _ in found], dtype=np.int32),
        "text_names": np.array([at for _, at in found], dtype=np.int32),
        "text_conveyances": np.array([is_conveyance[at] for _, at in found], dtype=np.bool_),
    }


def _is_searchable(name: "ListedName", form: ListedForm, words: frozenset[str], *, is_conveyance: bool) -> bool:
    """Whether a name tells enough by itself: no weak alias, and one word alone only where it is long and rare."""
    if name.quality == "weak" or not words:
        return False
    if len(words) > 1:
        return True
    (word,) = words
    alone = len(form.words) == 1 and not is_conveyance
    return alone and len(word) >= MIN_ALONE and word not in USUAL_WORDS and weight(word) >= RARE


def is_telling(word: str) -> bool:
    """Whether a word of a listed name is more than an article, a title or a legal form."""
    return len(word) >= SHORTEST_WORD and word not in PARTICLES and word not in TITLES and word not in LEGAL_FORMS
