"""Words that are one syllable of a Korean or Chinese name, as Latin letters write it."""

import re
from typing import Final

# source: the shape of a syllable in Revised Romanization, McCune-Reischauer, Hanyu Pinyin and Wade-Giles: an initial, a
# glide, vowels, a final.
_SYLLABLE: Final = re.compile(
    r"(?:KK|TT|PP|SS|JJ|CH|SH|ZH|HS|TS|TZ|[BCDFGHJKLMNPQRSTWXYZ])?[YW]?[AEIOU]{1,3}Y?(?:NG|[BHKLMNPRT])?"
)


def is_syllable(word: str) -> bool:
    """Say whether a folded word of two letters or more may be one such syllable: HYUN and FANG, not SHANGHAI."""
    return len(word) > 1 and _SYLLABLE.fullmatch(word) is not None
