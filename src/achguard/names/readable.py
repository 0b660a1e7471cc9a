"""Whether a name holds anything that can be compared with a list."""

from typing import Final

from achguard.names.disguise import decoded
from achguard.names.fold import fold

MAX_FOLDED: Final = 2_000
"""Letters, digits and blanks of a folded name that are looked at, which bounds the time; what is longer is not read.

A name in the payment model has at most 500 characters. Folded, a letter of an alphabet is four at most and seldom two,
so that only a name of hundreds of Chinese characters or ligatures is longer.
"""

_MARKS: Final = frozenset("%=&<\\")
"""Signs that stand in a name which is written in code; see `disguise.decoded`."""


def is_readable(name: str) -> bool:
    """Say whether a letter is left of a name once it is decoded and folded, and it is not too long to look at.

    A name of blanks, marks, emoji or digits alone cannot be screened, which is not the same as having found nothing:
    a list holds names, and `0000000000` is what a form sends that was not filled in. A business whose name is a number
    (`76`) is held with them.
    """
    if not isinstance(name, str):
        return False
    if name.isascii() and len(name) <= MAX_FOLDED and _MARKS.isdisjoint(name):
        return any(map(str.isalpha, name))  # most names: folding takes no letter out and adds none
    folded = fold(decoded(name))
    return any(map(str.isalpha, folded)) and len(folded) <= MAX_FOLDED and len(fold(name)) <= MAX_FOLDED
