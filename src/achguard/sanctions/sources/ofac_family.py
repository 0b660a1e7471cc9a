"""Which of OFAC's two families of list a file holds, told by what it holds."""

from collections.abc import Collection, Iterable
from typing import Final, Literal

OfacList = Literal["ofac-sdn", "ofac-cons"]
"""Short names of the SDN list and of the consolidated list of the others."""

# source: the programs of OFAC's consolidated list of 2024, and of 2026-08 as opensanctions (us_ofac_cons.yml) has them.
# Those of its tags that many entries of the SDN list have too tell nothing and are left out: RUSSIA-EO14024,
# CAATSA - RUSSIA, BURMA-EO14014, ILLICIT-DRUGS-EO14059. HKAA became NS-MBS in 2026-07.
_CONSOLIDATED_PROGRAMS: Final = frozenset(
    {"UKRAINE-EO13662", "NS-PLC", "NS-MBS", "HKAA", "CMIC-EO13959", "561-RELATED"}
)


def family_of(programs: Iterable[Collection[str]]) -> OfacList:
    """Give the family to which entries with these programs belong: the consolidated list where most name its own."""
    total = consolidated = 0
    for each in programs:
        total += 1
        consolidated += any(program.upper() in _CONSOLIDATED_PROGRAMS for program in each)
    return "ofac-cons" if consolidated * 2 > total else "ofac-sdn"
