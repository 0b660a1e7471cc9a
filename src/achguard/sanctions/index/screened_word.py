"""One word of a screened name: which listed names it may be found in, and how far it accounts for them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.sanctions.comparing.compare import (
    INITIAL_COVERS,
    INITIAL_CREDIT,
    JOINED_CREDIT,
    MOST_JOINED,
    PREFIX_CREDIT,
    SHORTEST_JOINED,
    credit,
)
from achguard.sanctions.comparing.words import INITIAL_WEIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.index.postings import Postings

Held = dict[int, tuple[float, float]]
"""Name -> how far the screened word is met there, and what the listed word that it meets says (its weight, met)."""


_NOTHING: Final = (0.0, 0.0)


def as_arrays(held: Held) -> "tuple[NDArray[np.int32], NDArray[np.float64]]":
    """Return the names, ascending, and a row of both measures for each."""
    names = np.fromiter(held, dtype=np.int32, count=len(held))
    measures = np.array([*held.values()], dtype=np.float64).reshape(-1, 2)
    order = np.argsort(names)
    return names[order], measures[order]


class ScreenedWord:
    """A word with its likenesses; what is costly is made when it is first asked for, and kept."""

    __slots__ = (
        "_cut",
        "_held",
        "_initial",
        "_joined",
        "_postings",
        "_prefixed",
        "best",
        "heaviest",
        "ids",
        "lightest",
        "likeness",
        "met",
        "size",
        "word",
    )

    def __init__(self, word: str, postings: "Postings") -> None:
        self.word = word
        self._postings = postings
        self._held: Held | None = None
        self._cut: Held | None = None
        self._prefixed = -1
        self.ids = postings.words.alike(word)
        words = postings.words.words
        self.likeness: dict[str, float] = {words[i]: value for i, value in self.ids.items()}
        """Listed word -> similarity."""
        self._joined = postings.joined(word) if len(word) >= SHORTEST_JOINED else ()
        self._initial = postings.words.ids.get(word[0]) if len(word) > len("AB") else None
        self.best = credit(max(self.ids.values(), default=0.0))
        """How far it can be met at most."""
        weights = [postings.word_weights[i] for i in self.ids]
        self.lightest, self.heaviest = min(weights, default=INITIAL_WEIGHT), max(weights, default=INITIAL_WEIGHT)
        """What a listed word that it may be says, at least and at most."""
        self.size = sum(map(postings.count, self.ids)) + len(self._joined)
        """About how many names it may be found in."""
        if self._joined:
            self.best = max(self.best, credit(JOINED_CREDIT))
            self.lightest, self.heaviest = 0.0, 1.0 * MOST_JOINED
        self.met = self.best
        """How far a listed word can be met at most by it."""
        if self._initial is not None:
            self.met = max(self.met, credit(INITIAL_CREDIT))
            self.best = max(self.best, credit(INITIAL_CREDIT) * INITIAL_COVERS)
            self.size += postings.count(self._initial)
            self.lightest = min(self.lightest, INITIAL_WEIGHT)

    def held(self, *, cut: bool) -> Held:
        """Return the names that have a word which this one may be, or, of a word that is `cut`, may be the start of."""
        known = self._cut if cut else self._held
        if known is None:
            worth = {i: (credit(value), 1.0) for i, value in self.ids.items()}
            if self._initial is not None:
                # It accounts for the initial whole, and the initial for a part of it.
                worth.setdefault(self._initial, (credit(INITIAL_CREDIT) * INITIAL_COVERS, 1 / INITIAL_COVERS))
            if cut:
                words, met = self._postings.words.words, credit(PREFIX_CREDIT)
                for i in self._postings.words.starting(self.word):
                    if worth.get(i, _NOTHING)[0] < met:
                        # A likeness that is less may still cover more of the listed word.
                        worth[i] = (met, max(len(self.word) / len(words[i]), worth.get(i, _NOTHING)[0] / met))
            known = self._collect(worth)
            if self._joined:
                # What several listed words say together is at most all that the name says.
                met = max(credit(JOINED_CREDIT), self.best, credit(PREFIX_CREDIT) if cut else 0.0)
                known |= {name: (met, self._postings.name_weights[name]) for name in self._joined}
            if cut:
                self._cut = known
            else:
                self._held = known
        return known

    def prefixed_size(self) -> int:
        """About how many names have a longer word which starts with this one."""
        if self._prefixed < 0:
            longer = self._postings.words.starting(self.word)
            self._prefixed = sum(map(self._postings.count, longer)) if longer else 0
            if self.word in self.likeness:
                self._prefixed -= self._postings.count(self._postings.words.ids[self.word])
        return self._prefixed

    def _collect(self, worth: Mapping[int, tuple[float, float]]) -> Held:
        """Gather the names of listed words; where a name has several of them, the most of each measure."""
        if not worth:
            return {}
        if len(worth) == 1:
            ((i, (met, covers)),) = worth.items()
            return dict.fromkeys(self._postings.names(i), (met, met * covers * self._postings.word_weights[i]))
        held: Held = {}
        for i, (met, covers) in sorted(worth.items(), key=lambda item: item[1]):
            says = met * covers * self._postings.word_weights[i]
            each = met, says
            for name in self._postings.names(i):
                known = held.get(name)
                held[name] = each if known is None or known[1] <= says else (met, known[1])
        return held
