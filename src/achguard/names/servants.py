"""Arabic names of a servant of God, which are written as one word, two or three: ABDELHADI, ABDUL HADI, ABD AL-HADI."""

import re
from typing import Final

# source: the romanisations of Arabic by BGN/PCGN and ALA-LC and the usage of the French and Persian press; before the
# letters t, d, r, z, s, sh and n the article takes their sound.
_ARTICLE: Final = r"(?:[AEUO]L|[AEUO](?:R|S|SH|T|D|N|Z))"
_PARTED: Final = re.compile(rf"\bABD {_ARTICLE} (?=[A-Z]{{3}})")
_RUN_TOGETHER: Final = re.compile(
    r"\bABD(?:[AEIUO]|OU)(?:L(?!L?A[HY])|R(?=R)|S(?=S)|T(?=T)|D(?=D)|N(?=N)|Z(?=Z))(?=[A-Z]{4})"
)
_IN_TWO: Final = re.compile(r"\bABD(?:[AEIUO]|OU)L (?=[A-Z]{3})")
_BEGINNING: Final = "ABD"


def begins_servant(word: str) -> bool:
    """Say whether a folded word may begin such a name."""
    return word.startswith(_BEGINNING)


def servant_readings(folded: str) -> tuple[str, ...]:
    """Give a folded name with its servants of God as two words each, and as one; none for a name without one."""
    if _BEGINNING not in folded:
        return ()
    in_two = _RUN_TOGETHER.sub("ABDUL ", _PARTED.sub("ABDUL ", folded))
    as_one = _IN_TWO.sub("ABDUL", in_two)
    return tuple(text for text in dict.fromkeys((in_two, as_one)) if text != folded)
