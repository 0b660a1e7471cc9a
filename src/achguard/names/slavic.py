"""Slavic names in the spelling of English passports, whichever language wrote their Cyrillic letters in Latin ones."""

import re
from typing import Final

# source: the romanisations of Russian, Ukrainian and Belarusian names by BGN/PCGN, ALA-LC, GOST 7.79, the passport
# systems of those countries, and Duden (German), TT (Swedish) and the French press.
_ENDING: Final = re.compile(
    r"(?:[OE][VW]|[OE]FF|[OE][VW]A|[OEAI][VWU]N?A|(?<![EI])[AE]U|I?TS?CH|I?TJ|[IY]C[HZ]?|SK[IYJ]+|SK(?:A[YIJ])?A|ENKO"
    r"|EJEW|TS?CHUK|TJUK|(?<=[A-Z]{5})(?<!J)INA?)$"
)
"""How family names and patronymics end: -ov, -ova, -au, -ovich, -ovitj, -ovna, -ski, -skaya, -enko, -chuk, -in."""
_PATRONYMIC: Final = re.compile(r"(?:[OEAY][VWU](?:[IY]T?S?CH|ITJ)|[OEAIY][VWU]NA)$")
_SHORTEST: Final = 5
_SHORTEST_PATRONYMIC: Final = 7
"""Letters of the shortest words that are looked at; LEVICH and SHAUNA are no fathers' names."""
_CONTINENTAL: Final = re.compile(r"ITJ$|[SZ]J|TSCH|SCHT")
_KH: Final = re.compile(r"(?<!S)CH(?!$)")
"""A letter that German and Swedish write CH, and English KH; their SCH is another."""
_SPELLINGS: Final = tuple(
    (re.compile(written), english)
    for written, english in (
        (r"SCHTSCH|SJTJ|CHTCH|SHTSH", "SHCH"),
        (r"TSCH|TCH|TJ(?=[IEOU]|$)", "CH"),
        (r"DSCH|DZJ", "DZH"),
        (r"SJ|SCH(?!C)", "SH"),
        (r"ZJ", "ZH"),
        (r"CH$|(?<=[IY])C[HZ]?$", "CH"),
        (r"J", "Y"),
        (r"GU(?=[EI])", "G"),
        (r"FF$", "V"),
        (r"W", "V"),
        (r"(?<=[OAE])U(?=SK|N?A$|$|ICH$)", "V"),
        (r"YCH$", "ICH"),
        (r"YO", "E"),
        (r"[YI]+E", "E"),
        (r"SKA[YI]A$", "SKA"),
        (r"SK[IY]+$", "SKI"),
    )
)


def in_english(word: str) -> str:
    """Spell a folded word that looks Slavic as English would; give any other word as it is.

    `LUKASJENKO` and `LUKASCHENKO` are `LUKASHENKO`, `KARAJEV` and `KARAYEV` are `KARAEV`.
    """
    if len(word) < _SHORTEST or not (_ENDING.search(word) or _CONTINENTAL.search(word)):
        return word
    spelt = _KH.sub("KH", word) if _CONTINENTAL.search(word) else word
    for written, english in _SPELLINGS:
        spelt = written.sub(english, spelt)
    return spelt


def is_patronymic(word: str) -> bool:
    """Say whether a folded word ends as the father's name does in a Slavic name: IVANOVICH, IVANOVNA, IVANAVITJ."""
    return len(word) >= _SHORTEST_PATRONYMIC and _PATRONYMIC.search(word) is not None
